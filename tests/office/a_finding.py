"""Findings made up for tests: one to start from, with any part replaced."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from amparo.law.said import Said
from amparo.office.findings.view import ClauseView, FindingView, NearView

MANDATE_CLAUSE = ClauseView(
    id="PAY-01",
    article="第七条",
    source_title="非银行支付机构条例",
    link="https://www.gov.cn/zhengce/content/202312/content_6920724.htm",
    says=Said("扣款须有授权", "A debit needs a mandate", "Un cobro exige mandato"),
)


def a_finding(**other: Any) -> FindingView:
    """A debit of 1,234.50 yuan without a mandate, unless said otherwise."""
    made = FindingView(
        finding_id="7f3a9c2e51d04b88",
        control_id="CHG-01",
        control_title=Said("无有效授权扣款", "Charge without a mandate in force", "Cobro sin mandato vigente"),
        severity="high",
        right="property",
        ground="law",
        to_confirm=False,
        status="open",
        triage="",
        subject_type="charges",
        record_id="C1",
        policy_id="P1",
        customer_id="K1",
        institution_id="650100",
        institution_name="乌鲁木齐中心支公司",
        happened_on=date(2026, 3, 2),
        amount_minor=123450,
        currency="CNY",
        says=Said(
            "{happened_on} 从保单 {policy_id} 扣款 {amount_minor:money}，当日没有生效的授权。",
            "On {happened_on} {amount_minor:money} was debited for policy {policy_id} without a mandate.",
            "El {happened_on} se cobraron {amount_minor:money} por la póliza {policy_id} sin mandato.",
        ),
        evidence={"channel": "direct_debit", "bank": "ICBC"},
        clauses=(MANDATE_CLAUSE,),
        near=(NearView("M1", (Said("已到期", "had ended", "vencido"),), {"valid_to": "2026-03-01"}),),
        raised_at=datetime(2026, 11, 1, 4, 0, tzinfo=UTC),
        seen_at=datetime(2026, 11, 2, 4, 0, tzinfo=UTC),
        run_first=1,
        run_last=2,
    )
    return replace(made, **other)

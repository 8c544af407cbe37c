"""A report made up for tests: three months of a branch, with everything a report can show."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from amparo.law.said import Said
from amparo.office.findings.report_data import (
    About,
    FeedState,
    Judged,
    LookedAt,
    RejectedRows,
    ReportData,
    Unit,
    Unjudged,
    summed_up,
)
from amparo.office.findings.view import ClauseView, FindingView
from tests.office.a_finding import a_finding

ABOUT = About(
    house="天山人寿（示例）",
    language="zh",
    as_of=date(2026, 10, 31),
    made_at=datetime(2026, 11, 1, 8, 30, tzinfo=UTC),
    run=2,
    pack="cn 2026.11",
    pack_name=Said("中国内地", "Mainland China", "China continental"),
    pack_sha256="9f8e7d6c5b4a39281706f5e4d3c2b1a0",
    program="amparo 0.1.0",
)
UNITS = {
    "650000": Unit("新疆分公司"),
    "650100": Unit("乌鲁木齐中心支公司", "650000"),
    "650200": Unit("克拉玛依中心支公司", "650000"),
    "653100": Unit("喀什中心支公司", "650000"),
    "653101": Unit("喀什市支公司", "653100"),
    "653121": Unit("疏附营销服务部", "653100"),
    "650102": Unit("天山区支公司", "650100"),
    "650103": Unit("沙依巴克区营销服务部", "650100"),
}
TWICE = Said("重复扣款", "Charged twice", "Cobro duplicado")
CASH = Said("场外现金超限", "Cash above the limit off premises", "Efectivo por encima del límite fuera de oficina")
LATE = Said("退费超期", "Refund later than the law allows", "Devolución fuera de plazo")
KINDS: list[dict[str, Any]] = [
    {"control_id": "CHG-01", "severity": "high"},
    {
        "control_id": "CHG-09",
        "control_title": TWICE,
        "severity": "critical",
        "says": Said(
            "保单 {policy_id} 的同一期保费在 {happened_on} 再次扣款 {amount_minor:money}。",
            "The same instalment of policy {policy_id} was charged again on {happened_on}: {amount_minor:money}.",
            "El mismo vencimiento de la póliza {policy_id} se cobró otra vez el {happened_on}: {amount_minor:money}.",
        ),
        "near": (),
    },
    {
        "control_id": "CHG-23",
        "control_title": CASH,
        "severity": "medium",
        "to_confirm": True,
        "near": (),
        "says": Said(
            "{happened_on} 在营业场所外收取现金 {amount_minor:money}。",
            "On {happened_on} {amount_minor:money} was taken in cash off the premises.",
            "El {happened_on} se recibieron {amount_minor:money} en efectivo fuera de la oficina.",
        ),
        "clauses": (
            ClauseView(
                "PAY-12",
                "第五条",
                "保险公司财会工作规范",
                "",
                "V2",
                Said(
                    "场外收现金不得超过限额",
                    "Cash off premises has a limit",
                    "El efectivo fuera de oficina tiene límite",
                ),
                100000,
                50000,
                "minor",
            ),
        ),
    },
    {
        "control_id": "RFD-01",
        "control_title": LATE,
        "severity": "low",
        "ground": "house",
        "right": "redress",
        "subject_type": "refunds",
        "near": (),
        "clauses": (
            ClauseView("PAY-99", "第一条", "某征求意见稿", "", "?", LATE),
            ClauseView("HOUSE-REFUNDS", "退费", "公司退费办法", "", "D", LATE, None, 10, "day"),
            ClauseView(
                "INS-LAW-47",
                "第四十七条",
                "中华人民共和国保险法",
                "https://flk.npc.gov.cn/",
                "V1",
                LATE,
                30,
                None,
                "day",
            ),
        ),
    },
]


def many_findings(number: int = 400, seed: int = 3) -> Iterator[FindingView]:
    """Findings of four controls over three months, most of them old, some new in this run."""
    dice = random.Random(seed)
    places = [code for code in UNITS if code != "650000"]
    for n in range(number):
        kind = dice.choices(KINDS, weights=(9, 4, 3, 2))[0]
        place = dice.choices(places, weights=range(len(places), 0, -1))[0]
        channel, bank = dice.choice(
            [("direct_debit", "ICBC"), ("direct_debit", "CMB"), ("wallet", "Alipay"), ("pos", "")]
        )
        yield replace(
            a_finding(**kind),
            finding_id=f"{dice.getrandbits(64):016x}",
            record_id=f"SF2026{n:07d}",
            policy_id=f"P6501{dice.randrange(300):06d}",
            customer_id=f"K{dice.randrange(260):07d}",
            institution_id=place,
            institution_name=UNITS[place].name,
            happened_on=date(2026, 8, 1) + timedelta(days=int(91 * dice.random() ** 0.7)),
            amount_minor=dice.choice([36500, 120000, 288800, 99900, 560000]) + dice.randrange(100),
            evidence={"channel": channel, "bank": bank},
            run_first=dice.choices([1, 2], weights=(8, 1))[0],
            triage=dice.choices(["", "confirmed", "waived"], weights=(8, 2, 1))[0],
        )


def a_report(findings: Any = None, **other: Any) -> ReportData:
    """The report on `many_findings()`, any part replaced."""
    return replace(
        ReportData(
            about=ABOUT,
            found=summed_up(many_findings() if findings is None else findings, run=ABOUT.run),
            looked_at=[
                LookedAt(
                    "charges", Said("扣款", "Charges", "Cobros"), 92, 184_233, 17, date(2026, 8, 1), date(2026, 10, 31)
                ),
                LookedAt(
                    "mandates",
                    Said("扣款授权", "Mandates", "Mandatos"),
                    3,
                    61_007,
                    2,
                    date(2019, 1, 1),
                    date(2026, 10, 31),
                ),
                LookedAt(
                    "bank_lines",
                    Said("银行流水", "Bank lines", "Extractos"),
                    276,
                    190_412,
                    0,
                    date(2026, 8, 1),
                    date(2026, 10, 30),
                ),
            ],
            judged=[
                Judged(
                    "CHG-01",
                    Said("无有效授权扣款", "Charge without a mandate in force", "Cobro sin mandato vigente"),
                    "high",
                    184_233,
                ),
                Judged(
                    "CHG-02",
                    Said("超授权金额扣款", "Charge above the mandate", "Cobro superior al mandato"),
                    "high",
                    184_233,
                ),
                Judged("CHG-10", Said("终止后扣款", "Charge after the end", "Cobro tras el fin"), "high", 184_233),
                Judged("RFD-02", Said("退费不足", "Refund short", "Devolución incompleta"), "high", 0),
            ],
            unjudged=[
                Unjudged(
                    "CHG-21",
                    Said("操作员不当班", "Operator off duty", "Operador fuera de turno"),
                    "missing",
                    "duty_days",
                    18_442,
                ),
                Unjudged(
                    "CHG-12",
                    Said("付款人非当事人", "Payer not a party", "Pagador ajeno"),
                    "masked_payer",
                    "",
                    310,
                    Said("付款人姓名被银行遮盖", "the bank masked the payer's name", "el banco enmascaró al pagador"),
                ),
            ],
            rejected=[
                RejectedRows("收费台账_20261014.csv", "charges", "charged_on", "日期不存在", 12, "更正日期后重新导入"),
                RejectedRows(
                    "收费台账_20261021.csv", "charges", "amount", "amount with two decimal marks", 5, "write 1234.50"
                ),
                RejectedRows("授权清单.xlsx", "mandates", "mandate_id", "duplicate key", 2, "keep one", "quarantined"),
            ],
            feeds=[
                FeedState("收费台账", "charges", "arrived", date(2026, 10, 31), date(2026, 11, 1)),
                FeedState("工行对账单", "bank_lines", "late", date(2026, 10, 30), date(2026, 11, 1)),
                FeedState("POS 终端登记", "terminals", "silent", date(2026, 9, 30), date(2026, 10, 31)),
            ],
            units=UNITS,
            cleared=14,
        ),
        **other,
    )

"""The columns of an exported finding: code name, heading in three languages, type, and how the cell is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from amparo.controls.sentences import MINOR_UNITS, NO_CURRENCY, word
from amparo.law.said import Said
from amparo.office.findings.view import FindingView
from amparo.office.findings.words import GROUNDS, SEVERITIES, STATUSES, TRIAGES, said_of


@dataclass(frozen=True)
class Column:
    """One column: its name in Parquet and JSON lines, its heading, its Parquet type, its width, and its cell of a row."""

    name: str
    title: Said
    of: Callable[[FindingView, str], Any]
    parquet: str = "VARCHAR"
    width: int = 16


def _amount(row: FindingView, language: str) -> Decimal | None:
    """The amount in the currency's main unit, exactly; none where no money is concerned."""
    if row.currency == NO_CURRENCY:
        return None
    return Decimal(row.amount_minor).scaleb(-MINOR_UNITS.get(row.currency, 2))


def _of_money(name: str) -> Callable[[FindingView, str], Any]:
    return lambda row, language: None if row.currency == NO_CURRENCY else getattr(row, name)


def _joined(name: str) -> Callable[[FindingView, str], str]:
    """One fact of every clause, each told once, in the order of the clauses."""

    def of(row: FindingView, language: str) -> str:
        return "; ".join(dict.fromkeys(str(getattr(c, name)) for c in row.clauses if getattr(c, name)))

    return of


def _limit(name: str) -> Callable[[FindingView, str], int | None]:
    """The value of the first clause that has one."""

    def of(row: FindingView, language: str) -> int | None:
        return next((v for c in row.clauses if (v := getattr(c, name)) is not None), None)

    return of


def _unit(row: FindingView, language: str) -> str:
    return next((c.unit for c in row.clauses if c.legal_value is not None or c.house_value is not None), "")


def _as_is(name: str) -> Callable[[FindingView, str], Any]:
    return lambda row, language: getattr(row, name)


COLUMNS: tuple[Column, ...] = (
    Column("finding", Said("发现编号", "finding", "hallazgo"), _as_is("finding_id"), width=20),
    Column("control", Said("控制编号", "control", "control"), _as_is("control_id"), width=10),
    Column("title", Said("问题", "wrong", "irregularidad"), lambda r, lang: r.control_title.in_(lang), width=26),
    Column("sentence", Said("说明", "what happened", "qué ocurrió"), lambda r, lang: r.sentence(lang), width=60),
    Column("happened_on", Said("发生日", "happened on", "ocurrió el"), _as_is("happened_on"), "DATE", 12),
    Column("amount", Said("金额", "amount", "importe"), _amount, "DECIMAL(22, 4)", 14),
    Column("currency", Said("币种", "currency", "moneda"), _of_money("currency"), width=8),
    Column(
        "amount_minor",
        Said("金额（最小单位）", "amount in minor units", "importe en céntimos"),
        _of_money("amount_minor"),
        "BIGINT",
        14,
    ),
    Column("policy_id", Said("保单号", "policy number", "póliza"), _as_is("policy_id"), width=18),
    Column("customer_id", Said("客户号", "customer number", "cliente"), _as_is("customer_id"), width=18),
    Column(
        "institution_id",
        Said("机构编码", "institution code", "código de institución"),
        _as_is("institution_id"),
        width=12,
    ),
    Column("institution_name", Said("机构", "institution", "institución"), _as_is("institution_name"), width=22),
    Column(
        "severity",
        Said("严重程度", "severity", "gravedad"),
        lambda r, lang: said_of(SEVERITIES, r.severity, lang),
        width=10,
    ),
    Column("ground", Said("依据", "ground", "fundamento"), lambda r, lang: said_of(GROUNDS, r.ground, lang), width=12),
    Column("article", Said("条款", "article", "artículo"), _joined("article"), width=16),
    Column("source", Said("法规", "legal text", "norma"), _joined("source_title"), width=36),
    Column("link", Said("法规链接", "link", "enlace"), _joined("link"), width=24),
    Column("legal_value", Said("法定限值", "legal limit", "límite legal"), _limit("legal_value"), "BIGINT", 10),
    Column("house_value", Said("公司限值", "house limit", "límite propio"), _limit("house_value"), "BIGINT", 10),
    Column("unit", Said("限值单位", "unit", "unidad"), lambda r, lang: word(_unit(r, lang), lang), width=10),
    Column(
        "near",
        Said("为何无据", "why nothing covered it", "por qué nada lo amparaba"),
        lambda r, lang: "; ".join(n.sentence(lang) for n in r.near),
        width=40,
    ),
    Column("status", Said("状态", "status", "estado"), lambda r, lang: said_of(STATUSES, r.status, lang), width=10),
    Column("triage", Said("处置", "triage", "decisión"), lambda r, lang: said_of(TRIAGES, r.triage, lang), width=12),
    Column("subject", Said("数据表", "table", "tabla"), _as_is("subject_type"), width=14),
    Column("record_id", Said("记录号", "record", "registro"), _as_is("record_id"), width=20),
    Column(
        "raised_at",
        Said("首次发现（UTC）", "first seen (UTC)", "visto por primera vez (UTC)"),
        _as_is("raised_at"),
        "TIMESTAMP",
        18,
    ),
    Column(
        "seen_at",
        Said("最近发现（UTC）", "last seen (UTC)", "visto por última vez (UTC)"),
        _as_is("seen_at"),
        "TIMESTAMP",
        18,
    ),
    Column("run", Said("检查批次", "run", "ejecución"), _as_is("run_last"), "BIGINT", 10),
)

"""ICBC's statements (工商银行明细查询文件): debit cards in both layouts, and credit cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from amparo.records.readers import bills
from amparo.records.readers.bills import currency_of, joined, negative, plain, real
from amparo.records.readers.look import Look
from amparo.records.readers.reading import STATEMENT_COLUMNS, ControlTotal, Reading, Row, statement_row

FORMATS = ("icbc",)
OPTIONS = bills.OPTIONS

_IN, _OUT = "记账金额(收入)", "记账金额(支出)"
_HEADING = ("交易日期", "摘要", _IN, _OUT, "记账币种", "余额")


def recognises(seen: Look) -> str | None:
    """By its columns."""
    return "icbc" if bills.has_heading(seen, *_HEADING) else None


def read(path: Path, *, format: str, options: Mapping[str, Any]) -> Reading:
    """One row a line, in the currency it was booked in."""
    bill = bills.opened(path, heading=_HEADING, options=options)
    expected: list[ControlTotal] = []
    return Reading("icbc", STATEMENT_COLUMNS, _rows(bill, options, expected), None, bill.notes, expected)


def _rows(bill: bills.Bill, options: Mapping[str, Any], expected: list[ControlTotal]) -> Iterator[tuple[int, Row]]:
    sides = bills.Sides()
    account = options.get("account") or bill.said(r"卡号[:：]\s*([^,]+)")
    for number, line in bill.lines:
        if not isinstance(line, dict):
            yield number, line
            continue
        for side, column in (("收入", _IN), ("支出", _OUT)):
            if real(line[column]):
                sides.add(side, line[column])
        yield number, statement_row(_values(line, number, account))
    if len(bill.after) == 1:  # one total a currency: with several, none is of all lines
        said = dict(zip(bill.columns, bill.after[0], strict=False))
        expected += bills.stated(bill.name, "credit_sum", said.get(_IN), Decimal(sides.sum["收入"]))
        expected += bills.stated(bill.name, "debit_sum", said.get(_OUT), Decimal(sides.sum["支出"]))


def _values(line: Mapping[str, str], number: int, account: str | None) -> dict[str, str | None]:
    came, went = real(line[_IN]), real(line[_OUT])
    place = real(line.get("交易场所"))
    return {
        "account": account,
        "bank": "中国工商银行",
        "booked_on": line.get("记账日期") or line["交易日期"],
        "value_on": line["交易日期"],
        "amount": f"{came} / {went}" if came and went else plain(came) or negative(went),
        "currency": currency_of(line["记账币种"]),
        "balance": plain(line["余额"]),
        "counterparty_account": real(line.get("对方账户")),
        "counterparty_name": real(line.get("对方户名")) or place,
        "remittance": joined(line.get("交易详情"), place) or line["摘要"],
        "transaction_code": line["摘要"],
        "status": "booked",
        "entry": str(number),
    }

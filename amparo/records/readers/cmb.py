"""China Merchants Bank's statements (招商银行): debit cards, and the monthly bill of credit cards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from amparo.records.readers import bills
from amparo.records.readers.bills import currency_of, negative, plain
from amparo.records.readers.look import Look
from amparo.records.readers.reading import STATEMENT_COLUMNS, Reading, Row, UnreadableFile, statement_row

FORMATS = ("cmb",)
OPTIONS = bills.OPTIONS

_DEBIT = ("记账日期", "货币", "交易金额", "联机余额", "交易摘要", "对手信息")
_CREDIT = ("交易日", "记账日", "交易摘要", "人民币金额", "卡号末四位")
_MONTH = re.compile(r"(\d{4})年(\d{1,2})月")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})")
_LONGEST = 200  # characters of name and account
_NAME_AND_ACCOUNT = re.compile(r"(.*?)\s*(\d{8,32})")


def recognises(seen: Look) -> str | None:
    """By the columns of either kind."""
    return "cmb" if bills.has_heading(seen, *_DEBIT) or bills.has_heading(seen, *_CREDIT) else None


def read(path: Path, *, format: str, options: Mapping[str, Any]) -> Reading:
    """One row a line. A debit card's file does not name its account: set options: {account: …} or map a constant."""
    try:
        bill = bills.opened(path, heading=_DEBIT, options=options)
    except UnreadableFile:
        bill = bills.opened(path, heading=_CREDIT, options=options)
        return Reading("cmb", STATEMENT_COLUMNS, _credit(bill, options), None, bill.notes)
    return Reading("cmb", STATEMENT_COLUMNS, _debit(bill, options), None, bill.notes)


def _debit(bill: bills.Bill, options: Mapping[str, Any]) -> Iterator[tuple[int, Row]]:
    for number, line in bill.lines:
        if not isinstance(line, dict):
            yield number, line
            continue
        other = _NAME_AND_ACCOUNT.fullmatch(line["对手信息"][:_LONGEST])
        values = {
            "account": options.get("account"),
            "bank": "招商银行",
            "booked_on": line["记账日期"],
            "amount": plain(line["交易金额"]),
            "currency": currency_of(line["货币"]),
            "balance": plain(line["联机余额"]),
            "counterparty_account": other[2] if other else None,
            "counterparty_name": other[1] if other else line["对手信息"],
            "remittance": line.get("客户摘要"),
            "transaction_code": line["交易摘要"],
            "status": "booked",
            "entry": str(number),
        }
        yield number, statement_row(values)


def _credit(bill: bills.Bill, options: Mapping[str, Any]) -> Iterator[tuple[int, Row]]:
    """The bank writes spending as positive and what was paid back as negative, and days without their year."""
    found = next((match for line in bill.preface if (match := _MONTH.search(line))), None)
    if found is None:
        what = "no line before the table names the bill's month (2024年01月), and its days have no year"
        raise UnreadableFile(bill.name, what, "ask for the whole bill, its title line included")
    year, month = int(found[1]), int(found[2])
    for number, line in bill.lines:
        if not isinstance(line, dict):
            yield number, line
            continue
        values = {
            "account": options.get("account") or line["卡号末四位"],
            "bank": "招商银行",
            "statement_id": f"{year}-{month:02}",
            "booked_on": _dated(line["记账日"], year, month),
            "value_on": _dated(line["交易日"], year, month),
            "amount": negative(line["人民币金额"]),
            "currency": "CNY",
            "remittance": line["交易摘要"],
            "transaction_code": line["交易摘要"],
            "status": "booked",
            "entry": str(number),
        }
        yield number, statement_row(values)


def _dated(text: str, year: int, month: int) -> str | None:
    """The day with its year: a month later than the bill's is of the year before."""
    found = _DAY.fullmatch(text)
    if found is None:
        return text or None
    return f"{year - (int(found[1]) > month)}-{int(found[1]):02}-{int(found[2]):02}"

"""WeChat Pay's statement (微信支付账单明细), as its users download it, CSV or XLSX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from amparo.records.readers import bills, xlsx
from amparo.records.readers.bills import joined, negative, plain, real
from amparo.records.readers.look import Look
from amparo.records.readers.reading import STATEMENT_COLUMNS, ControlTotal, Reading, Row, statement_row

FORMATS = ("wechat",)
OPTIONS = bills.OPTIONS

_HEADING = ("交易时间", "交易类型", "收/支", "金额(元)", "支付方式", "当前状态", "交易单号")
_POCKET = "零钱"  # the wallet's own money, where no other way of payment is named


def recognises(seen: Look) -> str | None:
    """By its columns, or by its title in a workbook."""
    if seen.start.startswith(b"PK"):
        words = xlsx.first_words(seen)
        return "wechat" if "微信支付账单明细" in words and all(name in words for name in _HEADING) else None
    return "wechat" if bills.has_heading(seen, *_HEADING) else None


def read(path: Path, *, format: str, options: Mapping[str, Any]) -> Reading:
    """One row a line; `account` is the pocket that paid or was paid.

    A line that is neither income nor spending moves money between the user's own pockets: it is written as the pocket
    that gave it (for 零钱提现 the wallet, for all others the one named in 支付方式).
    """
    bill = bills.opened(path, heading=_HEADING, options=options)
    expected: list[ControlTotal] = []
    return Reading("wechat", STATEMENT_COLUMNS, _rows(bill, options, expected), None, bill.notes, expected)


def _rows(bill: bills.Bill, options: Mapping[str, Any], expected: list[ControlTotal]) -> Iterator[tuple[int, Row]]:
    sides = bills.Sides()
    holder = bill.said(r"微信昵称[:：]\s*\[?([^\]]*)")
    for number, line in bill.lines:
        if not isinstance(line, dict):
            yield number, line
            continue
        sides.add(line["收/支"], line["金额(元)"])
        if line["当前状态"].endswith(("失败", "已关闭")):
            bill.notes.append(f"row {number} left out: {line['当前状态']} ({line['金额(元)']}), no money moved")
            continue
        yield number, statement_row(_values(line, number, holder, options))
    expected += sides.beside(bill)


def _values(
    line: Mapping[str, str], number: int, holder: str | None, options: Mapping[str, Any]
) -> dict[str, str | None]:
    withdrawn = line["交易类型"] == "零钱提现"
    way = real(line["支付方式"])
    amount = line["金额(元)"]
    return {
        "account": options.get("account") or (_POCKET if withdrawn else way or _POCKET),
        "account_holder": holder,
        "bank": "微信支付",
        "booked_on": line["交易时间"][:10],
        "booked_at": line["交易时间"],
        "amount": plain(amount) if line["收/支"] == "收入" else negative(amount),
        "currency": "CNY",
        "counterparty_account": way if withdrawn else None,
        "counterparty_name": real(line.get("交易对方")),
        "remittance": joined(line.get("商品"), line.get("备注")),
        "reference": real(line["交易单号"]),
        "end_to_end": real(line.get("商户单号")),
        "transaction_code": line["交易类型"],
        "status": "booked",
        "entry": str(number),
    }

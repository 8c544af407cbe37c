"""Alipay's statement (支付宝交易明细), as its users download it: GB18030, a long preface, padded cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from amparo.records.readers import bills
from amparo.records.readers.bills import joined, negative, plain, real
from amparo.records.readers.look import Look
from amparo.records.readers.reading import STATEMENT_COLUMNS, ControlTotal, Reading, Row, statement_row

FORMATS = ("alipay",)
OPTIONS = bills.OPTIONS

_HEADING = ("交易时间", "收/支", "金额", "收/付款方式", "交易状态", "交易订单号", "商家订单号")
_CLOSED = "交易关闭"
_UNPAID = ("等待付款", "等待买家付款")


def recognises(seen: Look) -> str | None:
    """By its columns."""
    return "alipay" if bills.has_heading(seen, *_HEADING) else None


def read(path: Path, *, format: str, options: Mapping[str, Any]) -> Reading:
    """One row a trade in which money moved; `account` is the pocket that paid or was paid (收/付款方式).

    A closed trade moved nothing, or was paid and given back in full: it and the refund that ended it are left out
    and noted. Lines that are neither income nor spending (不计收支) take money out of the pocket named, except
    refunds and interest, which bring it in.
    """
    closed = _closed(path, options)
    bill = bills.opened(path, heading=_HEADING, options=options)
    expected: list[ControlTotal] = []
    return Reading("alipay", STATEMENT_COLUMNS, _rows(bill, closed, options, expected), None, bill.notes, expected)


def _closed(path: Path, options: Mapping[str, Any]) -> set[tuple[str, str | None]]:
    """Order number and amount of the trades that were closed."""
    lines = bills.opened(path, heading=_HEADING, options=options).lines
    found = (line for _, line in lines if isinstance(line, dict))
    return {(line["交易订单号"], plain(line["金额"])) for line in found if line["交易状态"] == _CLOSED}


def _rows(
    bill: bills.Bill,
    closed: set[tuple[str, str | None]],
    options: Mapping[str, Any],
    expected: list[ControlTotal],
) -> Iterator[tuple[int, Row]]:
    sides = bills.Sides()
    wallet = options.get("account") or bill.said(r"支付宝账户[:：]\s*(\S+)")
    holder = bill.said(r"姓名[:：]\s*(\S+)")
    for number, line in bill.lines:
        if not isinstance(line, dict):
            yield number, line
            continue
        sides.add(line["收/支"], line["金额"])
        if _moved_nothing(line, closed):
            bill.notes.append(f"row {number} left out: {line['交易状态']} ({line['金额']}), no money moved in the end")
            continue
        yield number, statement_row(_values(line, number, wallet, holder, options))
    expected += sides.beside(bill)


def _moved_nothing(line: Mapping[str, str], closed: set[tuple[str, str | None]]) -> bool:
    if line["交易状态"] == _CLOSED:
        return True
    order, again, _ = line["交易订单号"].partition("_")
    return bool(again) and _is_refund(line) and (order, plain(line["金额"])) in closed


def _is_refund(line: Mapping[str, str]) -> bool:
    return line["交易状态"] == "退款成功" or line.get("交易分类") == "退款"


def _values(
    line: Mapping[str, str], number: int, wallet: str | None, holder: str | None, options: Mapping[str, Any]
) -> dict[str, str | None]:
    goods = line.get("商品说明")
    comes_in = line["收/支"] == "收入" or (
        line["收/支"] != "支出" and (_is_refund(line) or "收益发放" in (goods or ""))
    )
    return {
        "account": options.get("account") or real(line["收/付款方式"]) or wallet,
        "account_holder": holder,
        "bank": "支付宝",
        "booked_on": line["交易时间"][:10],
        "booked_at": line["交易时间"],
        "amount": plain(line["金额"]) if comes_in else negative(line["金额"]),
        "currency": "CNY",
        "counterparty_account": real(line.get("对方账号")),
        "counterparty_name": real(line.get("交易对方")),
        "remittance": joined(goods, line.get("备注")),
        "reference": real(line["交易订单号"]),
        "end_to_end": real(line["商家订单号"]),
        "transaction_code": line.get("交易分类"),
        "status": "pending" if line["交易状态"] in _UNPAID else "booked",
        "entry": str(number),
    }

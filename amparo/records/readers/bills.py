"""Statements that are tables with a preface, as Chinese banks and platforms let their customers download them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from amparo.records.readers import workbook, xlsx
from amparo.records.readers.csv import records_of, wrong_encoding
from amparo.records.readers.look import Look, look
from amparo.records.readers.reading import PADDING, STATEMENT_COLUMNS, ControlTotal, Row, Total, UnreadableFile
from amparo.records.readers.table import clean, left_out

OPTIONS = frozenset({"encoding", "sheet", "account"})

_SEARCHED = 200
_LONGEST = 60  # characters of an amount
_NUMBER = re.compile(r"-?\d*\.?\d+")
_AMOUNT = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?|[-+]?\d+(\.\d+)?|[-+]?\.\d+")


@dataclass
class Bill:
    """A statement's preface, and its lines by the names of its columns."""

    name: str
    preface: list[str]
    columns: tuple[str, ...]
    lines: Iterator[tuple[int, dict[str, str] | Row]]
    notes: list[str] = field(default_factory=list)
    after: list[list[str]] = field(default_factory=list)

    def said(self, pattern: str) -> str | None:
        """What the preface says: the first group of the pattern, where it is found first."""
        found = (re.search(pattern, line) for line in self.preface)
        return next((match[1].strip() or None for match in found if match), None)


def has_heading(seen: Look, *names: str) -> bool:
    """Whether one of the first lines of a text names all these columns."""
    lines = (line for line in seen.text[:20_000].splitlines() if "," in line or "\t" in line)
    return any(all(name in _cells(line) for name in names) for line in lines)


def _cells(line: str) -> set[str]:
    return {cell.strip(PADDING + '"') for cell in re.split(r"[,\t]", line)}


def opened(path: Path, *, heading: tuple[str, ...], options: Mapping[str, Any]) -> Bill:
    """The statement whose table has these columns among others."""
    seen = look(path)
    notes: list[str] = []
    records = _records(seen, options, notes)
    head = list(islice(records, _SEARCHED))
    place = next((n for n, (_, cells) in enumerate(head) if set(heading) <= {clean(cell) for cell in cells}), None)
    if place is None:
        what = f"no line names the columns {', '.join(heading)}"
        raise UnreadableFile(path.name, what, "ask for the statement again, or set another format")
    number, named = head[place]
    columns = tuple(clean(cell) for cell in named)
    while not columns[-1]:
        columns = columns[:-1]
    preface = [",".join(clean(cell) for cell in cells if clean(cell)) for _, cells in head[:place]]
    notes.append(f"header on row {number}")
    bill = Bill(path.name, preface, columns, iter(()), notes)

    def rest() -> Iterator[tuple[int, list[str]]]:
        yield from head[place + 1 :]
        yield from records

    bill.lines = _lines(bill, rest())
    return bill


def _records(seen: Look, options: Mapping[str, Any], notes: list[str]) -> Iterator[tuple[int, list[str]]]:
    if seen.start.startswith(b"PK"):
        xlsx.guard(seen.path, notes)
        return workbook.all_rows(seen.path, options.get("sheet"), notes)
    encoding = options.get("encoding") or seen.encoding
    if not encoding:
        raise wrong_encoding(seen.name, "UTF-8, UTF-16 or GB18030")
    notes.append(f"encoding {encoding}")
    tabs = seen.text[:20_000].count("\t,") == 0 and "\t" in seen.text[:20_000] and "," not in seen.text[:20_000]
    return records_of(seen.path, encoding=encoding, delimiter="\t" if tabs else ",")


def _lines(bill: Bill, records: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, dict[str, str] | Row]]:
    width = len(bill.columns)
    for number, cells in records:
        made = [clean(cell) for cell in cells]
        if not any(made):
            continue
        first = next(cell for cell in made if cell)
        if "合计" in first or "总计" in first or first.startswith(("---", "共")):
            bill.after.append(made)
            bill.notes.append(left_out(number, made))
            continue
        while len(made) > width and not made[-1]:
            made.pop()
        if len(made) != width:
            yield number, _ragged(made)
            continue
        yield number, dict(zip(bill.columns, made, strict=True))


def _ragged(cells: list[str]) -> Row:
    """The cells as they are; should they by chance be as many as a statement line has, one more shows they are not."""
    texts = [cell or None for cell in cells]
    return (*texts, None) if len(texts) == len(STATEMENT_COLUMNS) else tuple(texts)


def plain(amount: str | None) -> str | None:
    """An amount without currency sign and thousands marks; what is no amount is handed on as it stands."""
    if not amount:
        return None
    bare = amount.replace("¥", "").replace("￥", "").replace("元", "").replace("，", ",").strip(PADDING)
    if len(bare) > _LONGEST or not _AMOUNT.fullmatch(bare):
        return amount
    return bare.replace(",", "").removeprefix("+")


def negative(amount: str | None) -> str | None:
    """The amount with the other sign; what is no amount is handed on as it stands."""
    made = plain(amount)
    if made is None or len(made) > _LONGEST or not _NUMBER.fullmatch(made):
        return made
    return made[1:] if made.startswith("-") else f"-{made}"


CURRENCIES = {
    "人民币": "CNY",
    "人民币元": "CNY",
    "RMB": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "英镑": "GBP",
    "日元": "JPY",
    "港币": "HKD",
    "港元": "HKD",
    "澳大利亚元": "AUD",
    "澳元": "AUD",
    "加拿大元": "CAD",
    "加元": "CAD",
    "新加坡元": "SGD",
    "瑞士法郎": "CHF",
    "澳门元": "MOP",
    "韩元": "KRW",
    "泰国铢": "THB",
}


def currency_of(name: str | None) -> str | None:
    """The code of a currency by its Chinese name; a code is itself."""
    return CURRENCIES.get(name, name) if name else None


def stated(where: str, what: Total, said: str | None, found: Decimal) -> list[ControlTotal]:
    """A total the bill states, beside the one found; none if it states none."""
    if not said:
        return []
    number = plain(said) or ""
    equal = _NUMBER.fullmatch(number) is not None and Decimal(number) == found
    return [ControlTotal(where, what, said, said if equal else format(found, "f"))]


class Sides:
    """Counts what came in and what went out, to lay beside what a bill says of itself."""

    def __init__(self) -> None:
        self.entries = 0
        self.count = {"收入": 0, "支出": 0}
        self.sum = {"收入": Decimal(0), "支出": Decimal(0)}

    def add(self, side: str, amount: str | None) -> None:
        """One line of the bill, by the side the bill puts it on."""
        self.entries += 1
        number = plain(amount) or ""
        if side in self.count:
            self.count[side] += 1
            self.sum[side] += Decimal(number) if _NUMBER.fullmatch(number) else 0

    def beside(self, bill: Bill) -> list[ControlTotal]:
        """The totals of the preface (共66笔记录, 收入：1笔 28.50元), each beside what was read."""
        made = stated(bill.name, "entries", bill.said(r"共\s*(\d+)\s*笔"), Decimal(self.entries))
        kinds: tuple[tuple[str, Total, Total], ...] = (
            ("收入", "credit_entries", "credit_sum"),
            ("支出", "debit_entries", "debit_sum"),
        )
        for side, entries, total in kinds:
            made += stated(bill.name, entries, bill.said(rf"^{side}：\s*(\d+)笔"), Decimal(self.count[side]))
            made += stated(bill.name, total, bill.said(rf"^{side}：\s*\d+笔\s*([\d,.]+)元"), self.sum[side])
        return made


def joined(*texts: str | None) -> str | None:
    """The texts that say something, one after another; a bare slash is how platforms write nothing."""
    return " ".join(text for text in texts if text and text not in ("/", "-")) or None


def real(text: str | None) -> str | None:
    """The text, unless it is a bare slash or dash."""
    return None if not text or text in ("/", "-") else text

"""MT940: the statement banks sent before XML, and many still do. Its fields are read by the `mt-940` library."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import mt940

from amparo.records.readers.look import Look, encoding_of, look
from amparo.records.readers.reading import (
    MAX_LINE,
    STATEMENT_COLUMNS,
    ControlTotal,
    Reading,
    Row,
    UnreadableFile,
    statement_row,
)

FORMATS = ("mt940",)
OPTIONS = frozenset({"encoding"})

_TAG = re.compile(r"^:(\d{2}[A-Z]?|NS):", re.MULTILINE)
_BEGINS = re.compile(r"^:(20|25|28C?|60[FM]|61|62[FM]|64|65|86):", re.MULTILINE)
_ENTRY = re.compile(r"\d{6}(\d{4})?[A-Z]?[DC][A-Z]?\s?\d")
_LARGEST = 64 << 20  # bytes; a year of a busy account
_MOST_OF_A_FIELD = 1 << 16
# The library logs the fields it cannot read, names and accounts among them; logs must hold none.
logging.getLogger("mt940").setLevel(logging.CRITICAL + 1)

# What release 5 of the library leaves out unless asked: the payer's account, long texts, the sign of reversals.
_OPTIONS = mt940.Options(
    applicant_iban=True, merge_keeps_values=True, reversal_sign=True, unbounded_details=True, gvc_leading_text=True
)
# Only once in a statement; a second one is an entry's text under a wrong tag, and belongs to nobody.
_ONCE = ("20", "21", "25", "28", "28C", "60F", "62F")


def recognises(seen: Look) -> str | None:
    """By its tags: one at the very beginning, or an opening balance or entry within the first lines."""
    text = seen.start[:20_000].decode("latin-1").replace("\r\n", "\n")
    found = [match[1] for match in _BEGINS.finditer(text)]
    if not found:
        return None
    if text.lstrip("\n ").startswith(f":{found[0]}:"):
        return "mt940"
    first = _BEGINS.search(text)
    early = first is not None and text[: first.start()].count("\n") <= 10
    return "mt940" if early and {"20", "25"} <= set(found) else None


def read(path: Path, *, format: str, options: Mapping[str, Any]) -> Reading:
    """One row an entry (:61:), with the text that follows it (:86:)."""
    seen = look(path)
    if seen.size > _LARGEST:
        raise UnreadableFile(seen.name, f"an MT940 file of more than {_LARGEST >> 20} MiB", "ask for it in parts")
    text = _text(seen, options.get("encoding"))
    notes: list[str] = []
    expected: list[ControlTotal] = []
    return Reading("mt940", STATEMENT_COLUMNS, _rows(seen.name, text, expected), None, notes, expected)


def _text(seen: Look, wanted: str | None) -> str:
    content = seen.path.read_bytes()
    if b"\0" in content:
        raise UnreadableFile(
            seen.name, "NUL bytes stand in the text", "the file was damaged: ask the bank for it again"
        )
    encoding = wanted or encoding_of(content, whole=True) or "cp1252"
    try:
        text = content.decode(encoding, errors="strict" if wanted else "replace")
    except (UnicodeDecodeError, LookupError):
        what = f"the bytes are not text in {encoding}"
        raise UnreadableFile(seen.name, what, "set options: {encoding: …} to what the bank uses") from None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            where = f"{seen.name}, line {number}"
            raise UnreadableFile(where, "the line is longer than any field", "ask the bank for the file again")
    return text


def _fields(text: str) -> Iterator[tuple[str, int, str]]:
    """The fields in order: tag, line it stands on, content."""
    found = list(_TAG.finditer(text))
    line = 1
    last = 0
    for here, following in zip(found, [*found[1:], None], strict=True):
        line += text.count("\n", last, here.start())
        last = here.start()
        yield here[1], line, text[here.end() : following.start() if following else len(text)]


def _rows(name: str, text: str, expected: list[ControlTotal]) -> Iterator[tuple[int, Row]]:
    number = 0
    statement: list[tuple[str, int, str]] = []
    for tag, line, content in _fields(text):
        if tag == "20" and any(known == "20" for known, _, _ in statement):
            for row in _statement(name, statement, expected):
                number += 1
                yield number, row
            statement = []
        if len(content) > _MOST_OF_A_FIELD:
            raise UnreadableFile(f"{name}, line {line}", f"field :{tag}: is longer than any can be", "ask for it again")
        statement.append((tag, line, content))
    for row in _statement(name, statement, expected):
        number += 1
        yield number, row


def _statement(name: str, fields: list[tuple[str, int, str]], expected: list[ControlTotal]) -> Iterator[Row]:
    """The rows of one statement; each entry is given to the library with the head of its statement."""
    _refuse_repeats(name, fields)
    head = "".join(f":{tag}:{content.rstrip()}\n" for tag, _, content in fields if tag in (*_ONCE, "60M"))
    entries: list[tuple[int, str, list[str]]] = []
    closed = False
    for tag, line, content in fields:
        if tag == "61":
            entries.append((line, content, []))
        elif tag.startswith("62"):
            closed = True
        elif tag == "86" and entries and not closed:
            entries[-1][2].append(content)
    about = _parsed(name, fields[0][1] if fields else 1, head)
    total = Decimal(0)
    for position, (line, content, details) in enumerate(entries, start=1):
        where = f"{name}, line {line}"
        if not _ENTRY.match(content):
            raise UnreadableFile(where, "field :61: is no entry (day, sign, amount)", "ask the bank for it again")
        said = "".join(f":86:{detail.strip(chr(10))}\n" for detail in details)
        transactions = _parsed(name, line, f"{head}:61:{content.strip()}\n{said}")
        if len(transactions) != 1:
            raise UnreadableFile(where, "field :61: cannot be read as one entry", "ask the bank for it again")
        values = _values(transactions, position)
        total += Decimal(values["amount"] or 0)
        yield statement_row(values)
    _check(name, fields, about, total, expected)


def _refuse_repeats(name: str, fields: list[tuple[str, int, str]]) -> None:
    seen: dict[str, int] = {}
    for tag, line, _ in fields:
        if tag in ("20", "25", "28", "28C") and tag in seen:
            where = f"{name}, line {line}"
            what = f"field :{tag}: stands a second time in the statement (first on line {seen[tag]})"
            raise UnreadableFile(where, what, "an entry's text stands under a wrong tag: ask the bank for it again")
        seen[tag] = line


def _parsed(name: str, line: int, text: str) -> Any:
    try:
        return mt940.parse(text.encode(), encoding="utf-8", options=_OPTIONS)
    except (ValueError, RuntimeError, AttributeError, KeyError, TypeError, ArithmeticError) as error:
        where = f"{name}, line {line}"
        what = f"the fields from here on are no MT940 ({type(error).__name__})"
        raise UnreadableFile(where, what, "ask the bank for the file again") from None


def _values(transactions: Any, position: int) -> dict[str, str | None]:
    head, entry = transactions.data, transactions[0].data
    amount = entry["amount"]
    value_on = str(entry["date"])
    remittance = entry.get("purpose") or entry.get("transaction_details")
    extra = [entry.get("additional_purpose"), entry.get("extra_details") if not remittance else None]
    bank_reference = entry.get("bank_reference")
    return {
        "account": head.get("account_identification"),
        "statement_id": "/".join(part for part in (head.get("statement_number"), head.get("sequence_number")) if part)
        or head.get("transaction_reference"),
        "booked_on": str(entry.get("guessed_entry_date") or entry.get("entry_date") or value_on),
        "value_on": value_on,
        "amount": format(amount.amount, "f"),
        "currency": amount.currency,
        "counterparty_account": entry.get("applicant_iban") or entry.get("gvc_applicant_iban"),
        "counterparty_name": _joined(entry.get("applicant_name"), entry.get("recipient_name")),
        "remittance": _joined(remittance, *extra),
        "reference": _real(bank_reference) or _real(entry.get("customer_reference")),
        "end_to_end": entry.get("end_to_end_reference"),
        "transaction_code": entry.get("id") or entry.get("transaction_code"),
        "status": "booked",
        "entry": str(position),
    }


def _real(reference: str | None) -> str | None:
    reference = (reference or "").strip()
    return None if reference in ("", "NONREF") else reference


def _joined(*parts: str | None) -> str | None:
    return " ".join(" ".join(part for part in parts if part).split()) or None


def _check(
    name: str, fields: list[tuple[str, int, str]], about: Any, total: Decimal, expected: list[ControlTotal]
) -> None:
    """The closing balance the statement states, beside the opening one and its entries."""
    opening = about.data.get("final_opening_balance") or about.data.get("intermediate_opening_balance")
    last = [f":{tag}:{content.rstrip()}\n" for tag, _, content in fields if tag in ("62F", "62M")]
    if opening is None or not last:
        return
    data = _parsed(name, fields[0][1], last[-1]).data
    closing = data.get("final_closing_balance") or data.get("intermediate_closing_balance")
    if closing is None:
        return
    where = f"statement {about.data.get('statement_number') or about.data.get('transaction_reference') or ''}".strip()
    stated, found = closing.amount.amount, opening.amount.amount + total
    said = format(stated, "f")
    expected.append(ControlTotal(where, "closing_balance", said, said if stated == found else format(found, "f")))

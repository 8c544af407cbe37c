"""OFX 1.x (SGML, tags left open) and 2.x (XML): what personal-finance programmes are given by banks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from amparo.records.readers.look import Look, look
from amparo.records.readers.reading import STATEMENT_COLUMNS, ControlTotal, Reading, Row, UnreadableFile, statement_row

FORMATS = ("ofx",)
OPTIONS = frozenset({"encoding"})

_LARGEST = 256 << 20
_TOKEN = re.compile(r"<(/?)([A-Za-z0-9._]+)\s*(/?)>([^<]*)|<!\[CDATA\[(.*?)\]\]>([^<]*)|<[?!][^>]*>", re.DOTALL)
_ACCOUNTS = ("BANKACCTFROM", "CCACCTFROM", "INVACCTFROM")
_NEVER_LEAVES = frozenset({"OFX", "STMTTRN", "STMTRS", "CCSTMTRS", "INVSTMTRS", "BANKTRANLIST", *_ACCOUNTS})
_STATEMENTS = ("STMTRS", "CCSTMTRS", "INVSTMTRS")
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")


def recognises(seen: Look) -> str | None:
    """By its header or its outermost tag."""
    start = seen.start[:4000].decode("latin-1").lstrip("\xef\xbb\xbf \t\r\n")
    if start.startswith(("OFXHEADER", "<OFX>")) or re.match(r"(<\?xml[^>]*>\s*)?<\?OFX\b", start):
        return "ofx"
    return None


def read(path: Path, *, format: str, options: Mapping[str, Any]) -> Reading:
    """One row a transaction of a bank, card or investment account's cash; trades in securities are noted, not read."""
    seen = look(path)
    if seen.size > _LARGEST:
        raise UnreadableFile(seen.name, f"an OFX file of more than {_LARGEST >> 20} MiB", "ask for it in parts")
    text = _text(seen, options.get("encoding"))
    if not re.search(r"</OFX\s*>", text[-4000:], re.IGNORECASE):
        raise UnreadableFile(seen.name, "the file ends before </OFX>: it is cut", "ask the bank for the whole file")
    walk = _Walk(seen.name)
    return Reading("ofx", STATEMENT_COLUMNS, walk.rows(text), None, walk.notes, walk.expected)


def _text(seen: Look, wanted: str | None) -> str:
    content = seen.path.read_bytes()
    if b"\0" in content:
        raise UnreadableFile(
            seen.name, "NUL bytes stand in the text", "the file was damaged: ask the bank for it again"
        )
    if re.search(rb"<!(DOCTYPE|ENTITY)", content, re.IGNORECASE):
        what = "the file declares a DTD or entities, which OFX never needs and attacks do"
        raise UnreadableFile(seen.name, what, "do not open it elsewhere either; ask its sender about it")
    charset = re.search(rb"CHARSET:\s*(\d+)", content[:2000])
    for encoding in (
        [wanted] if wanted else ["utf-8-sig", f"cp{charset[1].decode()}" if charset else "cp1252", "gb18030"]
    ):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnreadableFile(
        seen.name, "the bytes are not text in UTF-8 or the charset named", "set options: {encoding: …}"
    )


@dataclass
class _Statement:
    account: str | None = None
    bank: str | None = None
    currency: str | None = None
    identity: str | None = None


@dataclass
class _Walk:
    """Goes through the tags; a leaf needs no closing tag, an aggregate has one."""

    name: str
    notes: list[str] = field(default_factory=list)
    expected: list[ControlTotal] = field(default_factory=list)
    above: list[str] = field(default_factory=list)

    def rows(self, text: str) -> Iterator[tuple[int, Row]]:
        statement = _Statement()
        entry: dict[str, str] | None = None
        status: dict[str, str] = {}
        trades = number = statements = 0
        organisation: str | None = None
        for kind, tag, value in _tags(text):
            if kind == "leaf":
                if "STATUS" in self.above:
                    status[tag] = value
                elif entry is not None:
                    entry[_inside(self.above, tag)] = value
                elif tag == "ORG":
                    organisation = value
                else:
                    self._learn(statement, tag, value)
            elif kind == "open":
                self.above.append(tag)
                if len(self.above) > 64:
                    raise UnreadableFile(self.name, "tags nest deeper than 64", "ask the bank for it again")
                if tag in _STATEMENTS:
                    statements += 1
                    statement = _Statement(identity=status.get("TRNUID"))
                elif tag == "STMTTRN":
                    if entry is not None:
                        what = f"transaction {number + 1} is never closed"
                        raise UnreadableFile(self.name, what, "ask the bank for it again")
                    entry = {}
                elif tag in ("INVBUY", "INVSELL", "INCOME", "REINVEST", "TRANSFER"):
                    trades += 1
            else:
                self._leave(tag)
                if tag == "STATUS":
                    self._refuse_failure(status)
                    status = {}
                elif tag == "STMTTRN" and entry is not None:
                    number += 1
                    yield number, statement_row(_values(statement, entry, organisation, number))
                    entry = None
        self._finish(entry is not None, trades=trades, statements=statements)

    def _finish(self, waiting: bool, *, trades: int, statements: int) -> None:
        if waiting or self.above:
            left = self.above[-1] if self.above else "STMTTRN"
            raise UnreadableFile(self.name, f"<{left}> is never closed", "ask the bank for the whole file")
        if trades:
            self.notes.append(f"{trades} trades in securities left out: they are no lines of a bank account")
        if not statements:
            self.notes.append("the file holds no statement")

    def _leave(self, tag: str) -> None:
        if tag not in self.above:
            raise UnreadableFile(self.name, f"</{tag}> closes what was never opened", "ask the bank for it again")
        while self.above.pop() != tag:
            pass

    def _learn(self, statement: _Statement, tag: str, value: str) -> None:
        here = self.above[-1] if self.above else ""
        if tag == "CURDEF":
            statement.currency = value or None
        elif here in _ACCOUNTS and tag == "ACCTID":
            statement.account = value or None
        elif here in _ACCOUNTS and tag in ("BANKID", "BROKERID"):
            statement.bank = value or None

    def _refuse_failure(self, status: Mapping[str, str]) -> None:
        if status.get("SEVERITY", "").upper() == "ERROR":
            what = f"the bank answered with error {status.get('CODE', '')} instead of a statement"
            raise UnreadableFile(self.name, what, "ask the bank for the statement again")


def _tags(text: str) -> Iterator[tuple[str, str, str]]:
    """`(open | close | leaf, TAG, value)`: a tag followed by text, or closed at once, is a leaf."""
    tokens = _TOKEN.finditer(text)
    closing = {match.upper() for match in re.findall(r"</([A-Za-z0-9._]+)\s*>", text)}
    pending: tuple[str, str] | None = None
    for token in tokens:
        end, tag, alone, value, cdata, after = token.groups()
        if cdata is not None:
            if pending:
                pending = pending[0], pending[1] + cdata + after
            continue
        if tag is None:
            continue
        tag = tag.upper()
        if end:
            if pending and pending[0] == tag:
                yield "leaf", tag, _clean(pending[1])
                pending = None
                continue
            if pending:
                yield _opened(pending, closing)
                pending = None
            yield "close", tag, ""
            continue
        if pending:
            yield _opened(pending, closing)
        pending = (tag, value)
        if alone:
            yield "leaf", tag, ""
            pending = None
    if pending:
        yield _opened(pending, closing)


def _opened(pending: tuple[str, str], closing: set[str]) -> tuple[str, str, str]:
    """A tag that another followed: a leaf if it has text or is never closed anywhere, else an aggregate."""
    tag, value = pending
    if tag not in _NEVER_LEAVES and (value.strip() or tag not in closing):
        return "leaf", tag, _clean(value)
    return "open", tag, ""


def _clean(value: str) -> str:
    return " ".join(html.unescape(value).split())


def _inside(above: list[str], tag: str) -> str:
    """Payee's and counter-account's fields by the aggregate they stand in."""
    return f"{above[-1]}/{tag}" if above and above[-1] != "STMTTRN" else tag


def _values(statement: _Statement, entry: Mapping[str, str], bank: str | None, number: int) -> dict[str, str | None]:
    posted = _MOMENT.match(entry.get("DTPOSTED", ""))
    value_on = _MOMENT.match(entry.get("DTAVAIL") or entry.get("VALUEDATE") or "")
    account = next((entry[key] for key in ("BANKACCTTO/ACCTID", "CCACCTTO/ACCTID") if key in entry), None)
    own = entry.get("CURRENCY/CURSYM") if not statement.currency else None
    name, memo = entry.get("NAME") or entry.get("PAYEE/NAME"), entry.get("MEMO")
    return {
        "account": statement.account,
        "bank": statement.bank or bank,
        "booked_on": _day(posted) or entry.get("DTPOSTED"),
        "booked_at": _at(posted),
        "value_on": _day(value_on),
        "amount": _amount(entry.get("TRNAMT", "")),
        "currency": statement.currency or own,
        "counterparty_account": account,
        "counterparty_name": name,
        "remittance": memo or name,
        "reference": entry.get("FITID") or entry.get("REFNUM"),
        "end_to_end": entry.get("CHECKNUM"),
        "transaction_code": entry.get("TRNTYPE"),
        "status": "booked",
        "entry": str(number),
    }


def _day(moment: re.Match[str] | None) -> str | None:
    return f"{moment[1]}-{moment[2]}-{moment[3]}" if moment else None


def _at(moment: re.Match[str] | None) -> str | None:
    return f"{_day(moment)} {moment[4]}:{moment[5]}:{moment[6] or '00'}" if moment and moment[4] else None


def _amount(value: str) -> str | None:
    """The amount with a decimal point; a comma is one where no point stands."""
    if len(value) > 60:
        return value
    plain = value.replace(",", ".") if "." not in value and value.count(",") == 1 else value.replace(",", "")
    return format(Decimal(plain), "f") if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", plain) else value or None

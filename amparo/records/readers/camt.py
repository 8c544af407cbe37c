"""camt.052, camt.053 and camt.054: what a bank reports of an account within the day, at its end, and line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from amparo.records.readers import iso20022 as iso
from amparo.records.readers.iso20022 import find, text
from amparo.records.readers.look import Look
from amparo.records.readers.reading import (
    STATEMENT_COLUMNS,
    ControlTotal,
    Reading,
    Row,
    Total,
    UnreadableFile,
    statement_row,
)

FORMATS = ("camt.052", "camt.053", "camt.054")
OPTIONS: frozenset[str] = frozenset()

_STATEMENTS = ("Rpt", "Stmt", "Ntfctn")
# Taken whole, in the order of the message; the entry's own data come before its details, so details can stream.
_WHOLE = frozenset(
    {"GrpHdr", "Acct", "Bal", "TxsSummry", "TxDtls", "Btch", "BkTxCd", "BookgDt", "ValDt", "Sts", "Chrgs"}
)
_STATUS = {"BOOK": "booked", "PDNG": "pending", "FUTR": "pending"}


def recognises(seen: Look) -> str | None:
    """By the message's namespace."""
    kind = iso.kind_of(seen)
    return kind if kind in FORMATS else None


def read(path: Path, *, format: str, options: Mapping[str, Any]) -> Reading:
    """One row an entry, or one for each payment of a batch whose payments carry their own amounts."""
    notes: list[str] = []
    expected: list[ControlTotal] = []
    return Reading(format, STATEMENT_COLUMNS, _Statements(path, notes, expected).rows(), None, notes, expected)


@dataclass
class _Statement:
    """One statement as far as it was read."""

    values: dict[str, str | None] = field(default_factory=dict)
    currency: str | None = None
    opening: tuple[Decimal, str | None] | None = None
    closing: tuple[Decimal, str | None] | None = None
    summary: dict[Total, str] = field(default_factory=dict)
    entries: int = 0
    credits: list[Decimal] = field(default_factory=lambda: [Decimal(0), Decimal(0)])  # how many, how much
    debits: list[Decimal] = field(default_factory=lambda: [Decimal(0), Decimal(0)])
    currencies: set[str | None] = field(default_factory=set)
    pending: bool = False


@dataclass
class _Entry:
    """One entry: its own data, and what of its details is not yet a row."""

    number: int
    amount: str | None = None
    currency: str | None = None
    debit: bool = False
    reversal: bool = False
    values: dict[str, str | None] = field(default_factory=dict)
    held: list[tuple[Decimal | None, dict[str, str | None]]] = field(default_factory=list)
    told: Decimal = Decimal(0)
    any_told: bool = False


class _Statements:
    """Walks through the message and makes its rows."""

    def __init__(self, path: Path, notes: list[str], expected: list[ControlTotal]) -> None:
        self._path, self._notes, self._expected = path, notes, expected
        self._statement = _Statement()
        self._entry: _Entry | None = None
        self._entries = 0

    def rows(self) -> Iterator[tuple[int, Row]]:
        number = statements = 0
        for above, element in iso.elements(self._path, whole=_WHOLE):
            name = iso.local(element)
            if name in _STATEMENTS and len(above) <= 2:
                statements += 1
                self._close()
                continue
            made = self._meet(above, name, element)
            for values in made:
                number += 1
                yield number, statement_row(values)
        if not statements:
            where, what = self._path.name, "the message holds no report, statement or notification"
            raise UnreadableFile(where, what, "ask the bank for it again")

    def _meet(self, above: tuple[str, ...], name: str, element: Element) -> Iterator[dict[str, str | None]]:
        if "Ntry" not in above and name != "Ntry":
            self._head(above, name, element)
            return
        if self._entry is None:
            self._entries += 1
            self._statement.entries += 1
            self._entry = _Entry(self._entries)
        entry = self._entry
        if name == "Ntry":
            yield from self._end(entry)
            self._entry = None
        elif name == "TxDtls":
            yield from self._detail(entry, element)
        elif above[-1] == "Ntry":
            self._own(entry, name, element)

    def _head(self, above: tuple[str, ...], name: str, element: Element) -> None:
        statement = self._statement
        if name == "Acct":
            statement.currency = text(element, "Ccy")
            statement.values |= {
                "account": iso.account_of(element),
                "account_holder": iso.party_of(find(element, "Ownr")),
                "bank": iso.bank_of(find(element, "Svcr")),
            }
        elif name == "Bal":
            kind = text(element, "Tp/CdOrPrtry/Cd", "Tp/Cd")
            amount, currency = _signed(element)
            if amount is not None and kind in ("OPBD", "PRCD") and statement.opening is None:
                statement.opening = amount, currency
            elif amount is not None and kind == "CLBD":
                statement.closing = amount, currency
        elif name == "TxsSummry":
            statement.summary = {
                what: found for what, path in _SUMMARY.items() if (found := text(element, path)) is not None
            }
        elif name == "Id" and above and above[-1] in _STATEMENTS:
            statement.values["statement_id"] = iso.own_text(element)

    def _own(self, entry: _Entry, name: str, element: Element) -> None:
        if name == "Amt":
            entry.amount, entry.currency = iso.own_text(element), element.get("Ccy")
        elif name == "CdtDbtInd":
            entry.debit = iso.own_text(element) == "DBIT"
        elif name == "RvslInd":
            entry.reversal = iso.own_text(element) in ("true", "1")
        elif name == "Sts":
            status = text(element, "Cd", "Prtry") or iso.own_text(element) or "BOOK"
            entry.values["status"] = _STATUS.get(status, status.lower())
        elif name == "BookgDt":
            moment = text(element, "DtTm")
            entry.values["booked_on"] = iso.day(text(element, "Dt") or moment)
            entry.values["booked_at"] = moment
        elif name == "ValDt":
            entry.values["value_on"] = iso.day(text(element, "Dt", "DtTm"))
        elif name == "AcctSvcrRef":
            entry.values["reference"] = iso.own_text(element)
        elif name == "BkTxCd":
            entry.values["transaction_code"] = _code(element)
        elif name == "AddtlNtryInf":
            entry.values["remittance"] = iso.own_text(element)

    def _detail(self, entry: _Entry, element: Element) -> Iterator[dict[str, str | None]]:
        """A payment of the entry: a row at once if its amount is known and it is surely not alone, else held."""
        amount = _detail_amount(element, entry)
        entry.held.append((amount, _detail_values(element, entry)))
        if len(entry.held) > 1 or entry.any_told:
            known = [(a, v) for a, v in entry.held if a is not None]
            entry.held = [(a, v) for a, v in entry.held if a is None]
            for told, values in known:
                entry.told, entry.any_told = entry.told + told, True
                yield self._row(entry, told, values)

    def _end(self, entry: _Entry) -> Iterator[dict[str, str | None]]:
        """The rest of an entry, so that its rows always add up to the amount the bank booked."""
        total = iso.money(entry.amount)
        self._count(entry, total)
        if total is None:
            for _, values in entry.held or [(None, {})]:
                yield self._row(entry, None, values)
            return
        total = -total if entry.debit else total
        rest = total - entry.told
        if len(entry.held) == 1:
            yield self._row(entry, rest, entry.held[0][1])
        elif entry.held:
            self._notes.append(
                f"entry {entry.number}: {len(entry.held)} payments without amounts of their own stand as one row"
            )
            yield self._row(entry, rest, {})
        elif not entry.any_told:
            yield self._row(entry, total, {})
        elif rest:
            self._notes.append(
                f"entry {entry.number}: its payments add up to {iso.plain(entry.told)}, booked is {iso.plain(total)}; "
                "the difference stands as a row of its own"
            )
            yield self._row(entry, rest, {"remittance": "difference between the entry and its payments"})

    def _row(self, entry: _Entry, amount: Decimal | None, values: dict[str, str | None]) -> dict[str, str | None]:
        code = values.get("transaction_code") or entry.values.get("transaction_code")
        made = self._statement.values | {"status": "booked"} | entry.values
        made |= {column: value for column, value in values.items() if value}
        return made | {
            "amount": entry.amount if amount is None else iso.plain(amount),
            "currency": entry.currency or self._statement.currency,
            "transaction_code": f"{code or ''} reversal".strip() if entry.reversal else code,
            "entry": str(entry.number),
        }

    def _count(self, entry: _Entry, total: Decimal | None) -> None:
        side = self._statement.debits if entry.debit else self._statement.credits
        side[0] += 1
        side[1] += total or 0
        self._statement.currencies.add(entry.currency)
        self._statement.pending |= entry.values.get("status", "booked") != "booked"

    def _close(self) -> None:
        """The totals the statement states about itself, beside what was read."""
        statement = self._statement
        where = f"statement {statement.values.get('statement_id') or ''}".strip()
        found: dict[Total, Decimal] = {
            "entries": Decimal(statement.entries),
            "credit_entries": statement.credits[0],
            "debit_entries": statement.debits[0],
            "sum": statement.credits[1] + statement.debits[1],
            "credit_sum": statement.credits[1],
            "debit_sum": statement.debits[1],
        }
        for what, stated in statement.summary.items():
            self._expected.append(iso.total(where, what, stated, found[what]))
        if statement.opening and statement.closing and not statement.pending:
            currencies = {statement.opening[1], statement.closing[1]} | statement.currencies
            if len(currencies) == 1:
                moved = statement.opening[0] + statement.credits[1] - statement.debits[1]
                self._expected.append(iso.total(where, "closing_balance", iso.plain(statement.closing[0]), moved))
        self._statement = _Statement()


_SUMMARY: Mapping[Total, str] = {
    "entries": "TtlNtries/NbOfNtries",
    "sum": "TtlNtries/Sum",
    "credit_entries": "TtlCdtNtries/NbOfNtries",
    "credit_sum": "TtlCdtNtries/Sum",
    "debit_entries": "TtlDbtNtries/NbOfNtries",
    "debit_sum": "TtlDbtNtries/Sum",
}


def _signed(balance: Element) -> tuple[Decimal | None, str | None]:
    amount = find(balance, "Amt")
    value = iso.money(text(balance, "Amt"))
    signed = -value if value is not None and text(balance, "CdtDbtInd") == "DBIT" else value
    return signed, amount.get("Ccy") if amount is not None else None


def _code(element: Element | None) -> str | None:
    domain = find(element, "Domn") if element is not None else None
    parts = [text(domain, "Cd"), text(domain, "Fmly/Cd"), text(domain, "Fmly/SubFmlyCd")]
    return "-".join(part for part in parts if part) or text(element, "Prtry/Cd")


def _detail_amount(element: Element, entry: _Entry) -> Decimal | None:
    """The payment's own signed amount, if it is stated in the currency of the entry."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
        found = find(element, path)
        value = iso.money(text(element, path))
        if found is not None and value is not None and found.get("Ccy") in (None, entry.currency):
            debit = (text(element, "CdtDbtInd") or ("DBIT" if entry.debit else "CRDT")) == "DBIT"
            return -value if debit else value
    return None


def _detail_values(element: Element, entry: _Entry) -> dict[str, str | None]:
    """What a payment of an entry says: the other side of it, its purpose and its references."""
    parties = find(element, "RltdPties")
    agents = find(element, "RltdAgts")
    debit = (text(element, "CdtDbtInd") or ("DBIT" if entry.debit else "CRDT")) == "DBIT"
    other = "Cdtr" if debit != entry.reversal else "Dbtr"  # a reversal comes back from whom it went to
    name = (
        iso.party_of(find(parties, other)) or iso.party_of(find(parties, f"Ultmt{other}"))
        if parties is not None
        else None
    )
    return {
        "counterparty_account": iso.account_of(find(parties, f"{other}Acct")) if parties is not None else None,
        "counterparty_name": name or iso.bank_of(find(agents, f"{other}Agt") if agents is not None else None),
        "remittance": iso.remittance_of(find(element, "RmtInf")) or text(element, "AddtlTxInf"),
        "reference": text(element, "Refs/AcctSvcrRef", "Refs/TxId", "Refs/InstrId"),
        "end_to_end": text(element, "Refs/EndToEndId"),
        "transaction_code": _code(find(element, "BkTxCd")),
    }

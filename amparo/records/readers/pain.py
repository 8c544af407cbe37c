"""pain.001 and pain.008: what a house told its bank to pay, and what to collect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from amparo.records.readers import iso20022 as iso
from amparo.records.readers.iso20022 import find, text
from amparo.records.readers.look import Look
from amparo.records.readers.reading import (
    PAYMENT_COLUMNS,
    ControlTotal,
    Reading,
    Row,
    UnreadableFile,
    payment_row,
)

FORMATS = ("pain.001", "pain.008")
OPTIONS: frozenset[str] = frozenset()

_PAYMENTS = ("CdtTrfTxInf", "DrctDbtTxInf")
# Taken whole: the heads of message and batch come before the payments they are about.
_HEADS = (
    "GrpHdr",
    "PmtTpInf",
    "ReqdExctnDt",
    "Dbtr",
    "DbtrAcct",
    "DbtrAgt",
    "Cdtr",
    "CdtrAcct",
    "CdtrAgt",
    "CdtrSchmeId",
)
_WHOLE = frozenset({*_HEADS, *_PAYMENTS, "UltmtDbtr", "UltmtCdtr", "ChrgsAcct", "ChrgsAcctAgt"})


def recognises(seen: Look) -> str | None:
    """By the message's namespace."""
    kind = iso.kind_of(seen)
    return kind if kind in FORMATS else None


def read(path: Path, *, format: str, options: Mapping[str, Any]) -> Reading:
    """One row an instruction, its batch's and message's data beside it."""
    expected: list[ControlTotal] = []
    return Reading(format, PAYMENT_COLUMNS, _rows(path, format, expected), None, [], expected)


def _rows(path: Path, format: str, expected: list[ControlTotal]) -> Iterator[tuple[int, Row]]:
    message: dict[str, str | None] = {}
    stated: list[tuple[str, str | None, str | None, int, Decimal]] = []
    batch: dict[str, Any] = {}
    batches = number = 0
    all_sum = Decimal(0)
    for above, element in iso.elements(path, whole=_WHOLE):
        name = iso.local(element)
        if name == "GrpHdr":
            message = {"message_id": text(element, "MsgId"), "created_at": text(element, "CreDtTm")}
            head = (text(element, "NbOfTxs"), text(element, "CtrlSum"))
            if head[0] is not None and not head[0].isdigit():
                what = "the message says how many payments it holds with something that is no number"
                raise UnreadableFile(path.name, what, "it may be a form nobody filled in: ask for the message itself")
            stated.append((f"message {message['message_id'] or ''}".strip(), *head, 0, Decimal(0)))
        elif name == "PmtInf":
            batches += 1
            where = f"batch {batch.get('payment_id') or batches}"
            expected += _totals(where, batch.get("NbOfTxs"), batch.get("CtrlSum"), batch.get("count", 0), batch["sum"])
            batch = {}
        elif name in _PAYMENTS and above[-1:] == ("PmtInf",):
            number += 1
            batch.setdefault("sum", Decimal(0))
            values = message | _batch_values(batch) | _instruction(element, format)
            amount = iso.money(values["amount"]) or Decimal(0)
            batch["count"], batch["sum"] = batch.get("count", 0) + 1, batch["sum"] + amount
            all_sum += amount
            yield number, payment_row(values | {"entry": str(batches + 1)})
        elif above[-1:] == ("PmtInf",):
            batch.setdefault("sum", Decimal(0))
            _learn(batch, name, element, format)
    if not message and not batches:
        raise UnreadableFile(path.name, "the message holds no payment instructions", "ask its sender for it again")
    for where, entries, control_sum, _, _ in stated:
        expected += _totals(where, entries, control_sum, number, all_sum)


def _totals(where: str, entries: str | None, control_sum: str | None, count: int, found: Decimal) -> list[ControlTotal]:
    made = [iso.total(where, "entries", entries, Decimal(count))] if entries else []
    return [*made, iso.total(where, "sum", control_sum, found)] if control_sum else made


def _learn(batch: dict[str, Any], name: str, element: Element, format: str) -> None:
    """Keeps what a batch says of all its payments."""
    own, own_account, own_bank = _own_names(format)
    if name == "PmtInfId":
        batch["payment_id"] = _said(element)
    elif name == "PmtMtd":
        batch["method"] = _said(element)
    elif name in ("NbOfTxs", "CtrlSum"):
        batch[name] = _said(element)
    elif name in ("ReqdExctnDt", "ReqdColltnDt"):
        batch["requested_on"] = iso.day(text(element, "Dt", "DtTm") or _said(element))
    elif name == own:
        batch["account_holder"] = iso.party_of(element)
    elif name == own_account:
        batch["account"] = iso.account_of(element)
    elif name == own_bank:
        batch["bank"] = iso.bank_of(element)
    elif name == "CdtrSchmeId":
        batch["creditor_id"] = text(element, "Id/PrvtId/Othr/Id", "Id/PrvtId/OthrId/Id", "Id/OrgId/Othr/Id")
    elif name == "PmtTpInf":
        batch["sequence_type"] = text(element, "SeqTp")


def _own_names(format: str) -> tuple[str, str, str]:
    return ("Dbtr", "DbtrAcct", "DbtrAgt") if format == "pain.001" else ("Cdtr", "CdtrAcct", "CdtrAgt")


def _batch_values(batch: Mapping[str, Any]) -> dict[str, str | None]:
    return {name: value for name, value in batch.items() if name in PAYMENT_COLUMNS}


def _instruction(element: Element, format: str) -> dict[str, str | None]:
    """What one instruction says of itself; only what it says, so that the batch's words stand where it is silent."""
    collect = format == "pain.008"
    other = "Dbtr" if collect else "Cdtr"
    amount = find(element, "InstdAmt", "Amt/InstdAmt", "Amt/EqvtAmt/Amt")
    mandate = find(element, "DrctDbtTx/MndtRltdInf", "MndtRltdInf")
    said = {
        "direction": "collect" if collect else "pay",
        "amount": _said(amount),
        "currency": amount.get("Ccy") if amount is not None else None,
        "counterparty_account": iso.account_of(find(element, f"{other}Acct")),
        "counterparty_name": iso.party_of(find(element, other)) or iso.party_of(find(element, f"Ultmt{other}")),
        "counterparty_bank": iso.bank_of(find(element, f"{other}Agt")),
        "mandate_id": text(mandate, "MndtId"),
        "mandate_signed_on": iso.day(text(mandate, "DtOfSgntr")),
        "sequence_type": text(element, "PmtTpInf/SeqTp"),
        "creditor_id": text(element, "DrctDbtTx/CdtrSchmeId/Id/PrvtId/Othr/Id"),
        "remittance": iso.remittance_of(find(element, "RmtInf")),
        "reference": text(element, "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef"),
        "end_to_end": text(element, "PmtId/EndToEndId"),
        "instruction_id": text(element, "PmtId/InstrId"),
        "purpose": text(element, "Purp/Cd", "Purp/Prtry"),
    }
    return {"amount": None} | {name: value for name, value in said.items() if value is not None}


def _said(element: Element | None) -> str | None:
    return " ".join((element.text or "").split()) or None if element is not None else None

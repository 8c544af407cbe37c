"""ISO 20022 messages, streamed: elements come one by one and are forgotten; entities and DTDs are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from amparo.records.readers.look import Look
from amparo.records.readers.reading import ControlTotal, Total, UnreadableFile

_KIND = re.compile(r"""xmlns(?::[\w.-]+)?\s*=\s*["'][^"']*?\b((?:camt|pain|pacs)\.\d{3})\.""")
_MESSAGES = {
    "BkToCstmrAcctRpt": "camt.052",
    "BkToCstmrStmt": "camt.053",
    "BkToCstmrDbtCdtNtfctn": "camt.054",
    "CstmrCdtTrfInitn": "pain.001",
    "CstmrDrctDbtInitn": "pain.008",
}
_MOST_WITHOUT_ELEMENT = 16 << 20  # bytes; no text of a message is longer
_DEEPEST = 64


def kind_of(seen: Look) -> str | None:
    """The message a file holds, as camt.053, by its namespace or its first elements; None when it is no such XML."""
    text = seen.text.lstrip("\ufeff \t\r\n")
    if not text.startswith("<"):
        return None
    found = _KIND.search(text[:20_000])
    if found:
        return found[1]
    for element, kind in _MESSAGES.items():
        if re.search(rf"<(?:[\w.-]+:)?{element}(?:V\d+)?[\s>]", text[:20_000]):
            return kind
    return None


class _Measured:
    """A file that is read only as long as elements keep ending: a text without end would fill the memory."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name, self.since = file, name, 0

    def read(self, size: int = 65536) -> bytes:
        chunk = self._file.read(size)
        self.since += len(chunk)
        if self.since > _MOST_WITHOUT_ELEMENT:
            what = f"{_MOST_WITHOUT_ELEMENT >> 20} MiB of text without a single element"
            raise UnreadableFile(self._name, what, "this is no payment message; ask its sender for it again")
        return chunk


def elements(path: Path, *, whole: frozenset[str]) -> Iterator[tuple[tuple[str, ...], Element]]:
    """Each element named in `whole` when it is complete, and each leaf outside of them, with the names above it.

    An element is emptied after it was handed on. Names come without namespace.
    """
    above: list[str] = []
    ancestors: list[Element] = []
    inside = 0
    with path.open("rb") as file:
        source = _Measured(file, path.name)
        try:
            for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
                source.since = 0
                if event == "start":
                    name = local(element)
                    above.append(name)
                    ancestors.append(element)
                    inside += name in whole
                    if len(above) > _DEEPEST:
                        raise UnreadableFile(path.name, f"elements nest deeper than {_DEEPEST}", "ask for it again")
                    continue
                name = element.tag = above.pop()  # from here on without namespace, so that paths find it
                ancestors.pop()
                inside -= name in whole
                if inside:
                    continue
                if name in whole or len(element) == 0:
                    yield tuple(above), element
                element.clear()
                if ancestors:
                    ancestors[-1].remove(element)
        except ParseError as error:
            raise _broken(path, error) from None
        except DefusedXmlException:
            what = "the XML declares a DTD or entities, which a payment message never needs and attacks do"
            raise UnreadableFile(path.name, what, "do not open it elsewhere either; ask its sender about it") from None
        except (LookupError, ValueError) as error:
            what = f"the XML is in an encoding that cannot be read ({error})"
            raise UnreadableFile(path.name, what, "ask for it in UTF-8") from None


def _broken(path: Path, error: ParseError) -> UnreadableFile:
    line = error.position[0]
    if "no element found" in str(error) or "unclosed token" in str(error):
        return UnreadableFile(
            f"{path.name}, line {line}", "the XML ends before it is complete", "ask for the whole file"
        )
    return UnreadableFile(f"{path.name}, line {line}", f"this is no well-formed XML ({error})", "ask for it again")


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def find(element: Element, *paths: str) -> Element | None:
    """The first element found under one of the paths (`A/B`)."""
    for path in paths:
        found = element.find(path)
        if found is not None:
            return found
    return None


def every(element: Element, path: str) -> list[Element]:
    """All elements under the path."""
    return element.findall(path)


def text(element: Element | None, *paths: str) -> str | None:
    """The text under the first path that holds one, its blanks joined."""
    if element is None:
        return None
    for path in paths:
        found = element.find(path)
        if found is not None and found.text and found.text.strip():
            return " ".join(found.text.split())
    return None


def money(value: str | None) -> Decimal | None:
    """The amount a message states, None when it states none that can be read."""
    if value is None or not re.fullmatch(r"[+-]?\d{0,30}(\.\d{0,20})?", value) or not re.search(r"\d", value):
        return None
    return Decimal(value)


def plain(amount: Decimal) -> str:
    """Plain decimal text, never with an exponent."""
    return format(amount, "f")


_ACCOUNT = ("Id/IBAN", "Id/Othr/Id", "Id/BBAN", "Id/PrtryAcct/Id", "Id/UPIC", "Prxy/Id")
_BANK = (
    "FinInstnId/BICFI",
    "FinInstnId/BIC",
    "FinInstnId/CmbndId/BIC",
    "FinInstnId/ClrSysMmbId/MmbId",
    "FinInstnId/ClrSysMmbId/Prtry",
    "FinInstnId/Othr/Id",
    "FinInstnId/PrtryId/Id",
    "FinInstnId/Nm",
    "FinInstnId/NmAndAdr/Nm",
)


def account_of(account: Element | None) -> str | None:
    """The number of an account: IBAN, or whatever other identification it carries."""
    return text(account, *_ACCOUNT)


def bank_of(agent: Element | None) -> str | None:
    """The bank's code, or its name where it has none."""
    return text(agent, *_BANK)


def party_of(party: Element | None) -> str | None:
    """The party's name, where the version puts it."""
    return text(party, "Nm", "Pty/Nm", "Agt/FinInstnId/Nm")


def remittance_of(info: Element | None) -> str | None:
    """What the payment says it is for: the free text, then the structured references."""
    if info is None:
        return None
    parts = [found.text for path in _REMITTANCE for found in every(info, path) if found.text]
    return " ".join(" ".join(parts).split()) or None


_REMITTANCE = ("Ustrd", "Strd/CdtrRefInf/Ref", "Strd/CdtrRefInf/CdtrRef", "Strd/RfrdDocInf/Nb", "Strd/AddtlRmtInf")


def day(value: str | None) -> str | None:
    """The day of an ISO date or moment."""
    return value[:10] if value else None


def total(where: str, what: Total, stated: str, found: Decimal) -> ControlTotal:
    """A stated total beside the one found, both written alike when they are equal."""
    said = money(stated)
    return ControlTotal(where, what, stated, stated if said == found else plain(found))


def own_text(element: Element) -> str | None:
    """What stands in an element itself, in one line; None where nothing does."""
    return " ".join((element.text or "").split()) or None

"""Reads a file as a table of texts, whatever its format: one module a format, all named in `READERS`.

A reader module declares `FORMATS` (what `Reading.format` may say), `OPTIONS` (the option names it understands),
`recognises(seen)` (the format when the content is its own, else None) and `read(path, format=…, options=…)`.
The next bank is one such module and its name here: `docs/add-a-bank.md`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from amparo.records.readers.look import Look, look, stranger
from amparo.records.readers.reading import (
    PAYMENT_COLUMNS,
    STATEMENT_COLUMNS,
    ControlTotal,
    DirectRead,
    Reading,
    Row,
    UnreadableFile,
)

__all__ = [
    "FORMATS",
    "PAYMENT_COLUMNS",
    "READERS",
    "STATEMENT_COLUMNS",
    "ControlTotal",
    "DirectRead",
    "Reading",
    "UnreadableFile",
    "detect",
    "read_file",
]

# Asked in this order: the particular before the general.
READERS = (
    "parquet",
    "wechat",
    "xlsx",
    "xls",
    "camt",
    "pain",
    "mt940",
    "ofx",
    "alipay",
    "icbc",
    "cmb",
    "jsonl",
    "csv",
)


class Reader(Protocol):
    """What a reader module offers."""

    FORMATS: tuple[str, ...]
    OPTIONS: frozenset[str]

    def recognises(self, seen: Look) -> str | None:
        """The format, when the content is this reader's."""

    def read(self, path: Path, *, format: str, options: Mapping[str, Any]) -> Reading:
        """The file's rows."""


def _readers() -> list[Reader]:
    return [cast(Reader, import_module(f"{__name__}.{name}")) for name in READERS]


FORMATS: tuple[str, ...] = tuple(name for reader in _readers() for name in reader.FORMATS)
# A house may say the family: `camt` for camt.052, camt.053 and camt.054.
FAMILIES: tuple[str, ...] = tuple(dict.fromkeys(name.partition(".")[0] for name in FORMATS))


def detect(path: Path) -> str:
    """The format of a file by its content; raises `UnreadableFile` when it is none of ours."""
    return _detect(look(path))


def _detect(seen: Look) -> str:
    refusal = stranger(seen)
    if refusal:
        raise refusal
    for reader in _readers():
        found = reader.recognises(seen)
        if found:
            return found
    if b"\0" in seen.start and seen.start[:64].isascii() and b"\0" not in seen.start[:2]:
        what = "NUL bytes stand in it, as in no text, and it is none of the other formats known here"
        raise UnreadableFile(seen.name, what, "the file was damaged on its way: ask its sender for it again")
    raise UnreadableFile(
        seen.name,
        "the content is none of the formats known here, nor text in UTF-8, UTF-16 or GB18030",
        f"known are {', '.join(FORMATS)}; for text in another encoding set format: csv and options: {{encoding: …}}",
    )


def read_file(path: Path, *, format: str | None = None, options: Mapping[str, Any] | None = None) -> Reading:
    """Opens a file of any known format. `format` (or its family, as `camt`) is what the house says the file is: a file
    that is something else is refused. Raises `UnreadableFile`; `Reading.rows` may raise it too, midway."""
    options = options or {}
    seen = look(path)
    chosen = _chosen(seen, format, options)
    reader = next(one for one in _readers() if chosen in one.FORMATS)
    for option in options:
        if option not in reader.OPTIONS:
            near = difflib.get_close_matches(option, reader.OPTIONS, n=1)
            known = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(reader.OPTIONS)) or 'none'}"
            raise UnreadableFile(path.name, f"option {option!r} is not known to the {chosen} reader", known)
    _check_encoding(seen, options.get("encoding"))
    try:
        reading = reader.read(path, format=chosen, options=options)
    except OSError as error:
        raise _disk(path, error) from None
    return replace(reading, rows=_whole(path, reading.rows))


def _whole(path: Path, rows: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    """The rows; a disk that fails midway is an unreadable file too."""
    try:
        yield from rows
    except OSError as error:
        raise _disk(path, error) from None


def _disk(path: Path, error: OSError) -> UnreadableFile:
    reason = error.strerror or type(error).__name__
    return UnreadableFile(path.name, f"reading stopped ({reason})", "copy the file to a sound disk and try again")


def _check_encoding(seen: Look, encoding: Any) -> None:
    try:
        if encoding is not None:
            "".encode(str(encoding))
    except LookupError:
        what = f"encoding {str(encoding)!r} is not known"
        raise UnreadableFile(
            seen.name, what, "use gb18030, utf-8, utf-16, cp1252 or another of Python's names"
        ) from None


def _chosen(seen: Look, wanted: str | None, options: Mapping[str, Any]) -> str:
    """The format to read as: what the content is, if that is what the house wants, or a plain table if it wants that."""
    if wanted is not None and wanted not in (*FORMATS, *FAMILIES):
        near = difflib.get_close_matches(wanted, (*FORMATS, *FAMILIES), n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join((*FORMATS, *FAMILIES))}"
        raise UnreadableFile(seen.name, f"format {wanted!r} is not known", hint)
    if wanted == "csv" and options.get("encoding") and not seen.encoding and stranger(seen) is None:
        return "csv"
    found = _detect(seen)
    if wanted is None or found == wanted or found.startswith(f"{wanted}."):
        return found
    if wanted == _plain(seen, found):
        return wanted
    raise UnreadableFile(
        seen.name,
        f"the content is {found}, not {wanted}",
        f"set format: {found}, or ask its sender for the {wanted} file",
    )


def _plain(seen: Look, found: str) -> str | None:
    """The plain table a platform's bill also is: a house may rather map its columns itself."""
    if found not in ("alipay", "wechat", "icbc", "cmb"):
        return None
    return "xlsx" if seen.start.startswith(b"PK") else "csv"

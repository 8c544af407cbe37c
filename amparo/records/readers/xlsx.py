"""XLSX workbooks, measured before they are opened: a few kilobytes can unfold to fill any memory."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from amparo.records.readers import workbook
from amparo.records.readers.look import Look
from amparo.records.readers.reading import Reading, UnreadableFile

FORMATS = ("xlsx",)
OPTIONS = workbook.OPTIONS

_LARGEST = 1 << 30  # bytes unpacked
_LARGEST_PART = 1 << 29
_RATIO = 200  # sheets pack 5- to 30-fold
_RATIO_FROM = 16 << 20
_MOST_CELLS = 20_000_000  # rows × columns the sheet spans, filled or not: each takes memory
_MOST_PARTS = 5000
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ERROR = re.compile(rb"""<c\s[^>]{0,200}\bt\s*=\s*["']e["']""")


def recognises(seen: Look) -> str | None:
    """A zip archive that holds a workbook; any other archive is refused by what it is."""
    if not seen.start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    names = _names(seen)
    if any(name.startswith("xl/") and name.endswith(("workbook.xml", "workbook.bin")) for name in names):
        return "xlsx"
    what, remedy = "a zip archive", "unpack it first"
    if any(name.startswith("word/") for name in names):
        what, remedy = "a word-processor document", "save the table in it as CSV or XLSX"
    elif "content.xml" in names:
        what, remedy = "an OpenDocument file", "save it as XLSX"
    raise UnreadableFile(seen.name, f"this is {what}, whatever its name says", remedy)


def _names(seen: Look) -> list[str]:
    try:
        with zipfile.ZipFile(seen.path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise _cut(seen.path) from None


def _cut(path: Path) -> UnreadableFile:
    return UnreadableFile(path.name, "the workbook (a zip archive) is cut or damaged", "ask its sender for it again")


def read(path: Path, *, format: str, options: Mapping[str, Any]) -> Reading:
    """The table on one sheet; formulas come as their last values, and are never calculated."""
    notes: list[str] = []
    guard(path, notes)
    return workbook.read_table(path, format=format, options=options, notes=notes)


def guard(path: Path, notes: list[str]) -> None:
    """Unpacks the workbook once without keeping it, and refuses what would not fit or is not whole."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _measure(path, parts)
            for part in parts:
                _unpack(path, archive, part, notes)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        raise _cut(path) from None
    except RuntimeError:  # what zipfile raises for an encrypted part
        raise workbook.locked(path) from None


def _measure(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    packed, unpacked = sum(part.compress_size for part in parts), sum(part.file_size for part in parts)
    over = [part for part in parts if part.file_size > _RATIO_FROM and part.file_size > _RATIO * part.compress_size]
    large = [part for part in parts if part.file_size > _LARGEST_PART]
    if len(parts) > _MOST_PARTS or packed > path.stat().st_size or over or large or unpacked > _LARGEST:
        what = f"the workbook unfolds from {path.stat().st_size:,} to {unpacked:,} bytes: a zip bomb, or far too large"
        raise UnreadableFile(path.name, what, "send the table as CSV, or in parts")


def _unpack(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo, notes: list[str]) -> None:
    """Reads a part to its end, so that a size it lies about or a missing byte shows; measures what a sheet spans."""
    sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
    rows, columns = 0, set[bytes]()
    with archive.open(part) as stream:
        rest = b""
        while chunk := stream.read(1 << 20):
            if not sheet:
                continue
            chunk = rest + chunk
            for letters, number in _PLACE.findall(chunk):
                columns.add(letters)
                rows = max(rows, int(number))
            if _ERROR.search(chunk) and not any("error" in note for note in notes):
                notes.append("cells that show an error (#N/A and the like) are read as empty")
            rest = chunk[-300:]
    width = max((_column(letters) for letters in columns), default=0)
    if rows * width > _MOST_CELLS:
        what = f"a sheet spans {rows:,} rows and {width:,} columns"
        raise UnreadableFile(path.name, what, "delete the stray far cell, or send the table as CSV")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def first_words(seen: Look) -> str:
    """The first texts a workbook holds, without opening it: enough to know a platform's own statement."""
    try:
        with zipfile.ZipFile(seen.path) as archive:
            made = ""
            for name in archive.namelist():
                if re.fullmatch(r"xl/(sharedStrings|worksheets/sheet1)\.xml", name):
                    with archive.open(name) as stream:
                        made += stream.read(65536).decode("utf-8", "replace")
            return made
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        return ""

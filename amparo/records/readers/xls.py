"""XLS, the workbook of before 2007, which core systems still write."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from amparo.records.readers import workbook
from amparo.records.readers.look import Look
from amparo.records.readers.reading import Reading, UnreadableFile

FORMATS = ("xls",)
OPTIONS = workbook.OPTIONS

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST = 256 << 20
_FREE, _SPECIAL = 0xFFFFFFFF, 0xFFFFFFFA
_STREAMS = ("Workbook", "Book")


def recognises(seen: Look) -> str | None:
    """A compound file with a workbook in it; a locked XLSX is one too, and other office documents."""
    if not seen.start.startswith(_COMPOUND):
        return None
    content = seen.start if seen.whole else seen.start + seen.end
    if _holds(content, "EncryptedPackage"):
        raise workbook.locked(seen.path)
    if not any(_holds(content, name) for name in _STREAMS) and (seen.whole or _holds(content, "WordDocument")):
        what = "this is an office document without a workbook, whatever its name says"
        raise UnreadableFile(seen.name, what, "save the table in it as XLSX or CSV")
    return "xls"


def _holds(content: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in content


def _check_whole(path: Path) -> None:
    """Refuses a compound file that ends before the last sector its own table of sectors counts."""
    with path.open("rb") as file:
        header = file.read(512)
        size = 1 << min(struct.unpack_from("<H", header.ljust(512, b"\0"), 30)[0], 16)
        last = 0
        for place, sector in enumerate(struct.unpack_from("<109I", header.ljust(512, b"\0"), 76)):
            if sector >= _SPECIAL:
                continue
            last = max(last, sector)
            if (sector + 1) * size >= path.stat().st_size:
                break
            file.seek((sector + 1) * size)
            table = file.read(size)
            used = [
                n for n, (entry,) in enumerate(struct.iter_unpack("<I", table[: len(table) & ~3])) if entry != _FREE
            ]
            last = max(last, (used[-1] if used else 0) + place * (size // 4))
    if (last + 1) * size >= path.stat().st_size:
        raise UnreadableFile(path.name, "the workbook is cut: its end is missing", "ask its sender for it again")


def read(path: Path, *, format: str, options: Mapping[str, Any]) -> Reading:
    """The table on one sheet."""
    if path.stat().st_size > _LARGEST:
        what = f"an XLS file of more than {_LARGEST >> 20} MiB"
        raise UnreadableFile(path.name, what, "send the table as CSV, or in parts")
    _check_whole(path)
    return workbook.read_table(path, format=format, options=options, notes=[])

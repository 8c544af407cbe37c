"""Rejected rows go out as a table with their reasons, are corrected by a person, and come back by the same mapping.

The added columns say where a row came from; a file that has them is known as corrections, and its rows tell which
earlier rejections they settle. What looks like a formula leaves with an apostrophe before it, taken off when it returns.
"""

from __future__ import annotations

import csv
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from amparo.records.plan import CORRECTED
from amparo.records.rejections import open_row
from amparo.records.settling import settle_file
from amparo.records.vault import Vault

# One that has apostrophes already gets one more, so that taking one off gives back what was there.
FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[\d.,]+")

Rejection = tuple[str, int, str, bytes]


class ExportError(Exception):
    """Rejected rows cannot be written: where · what was expected · what to do."""


def guarded(text: str | None) -> str | None:
    """The text, with an apostrophe before it if a spreadsheet might take it for a formula."""
    if text is None or not FORMULA.match(text) or _NUMBER.fullmatch(text):
        return text
    return "'" + text


def export_rejected(rows: Iterable[Rejection], path: Path, *, vault: Vault) -> int:
    """Write rejected rows as CSV or XLSX (by the name of `path`) and answer how many.

    A row is (source, record, reasons in one text, sealed row). The file is there whole or not at all. It holds
    personal values: the caller makes sure that its reader may see them.
    """
    if path.suffix not in (".csv", ".xlsx"):
        raise ExportError(f"{path.name}: cannot be written; expected a name ending in .csv or .xlsx")
    opened = [(source, record, says, *open_row(vault, sealed)) for source, record, says, sealed in rows]
    columns = list(dict.fromkeys(column for row in opened for column in row[3] if column not in CORRECTED))
    table = _table(opened, columns)
    temporary = path.with_name(f".{os.getpid()}-{secrets.token_hex(4)}{path.suffix}")
    try:
        (_write_csv if path.suffix == ".csv" else _write_xlsx)(temporary, [*CORRECTED, *columns], table)
        settle_file(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return len(opened)


def _table(
    opened: Sequence[tuple[str, int, str, tuple[str, ...], tuple[str | None, ...]]], columns: Sequence[str]
) -> Iterator[list[str | None]]:
    for source, record, says, names, texts in opened:
        row = dict(zip(names, texts, strict=False))
        beyond = list(texts[len(names) :])  # cells beyond the header: shown, so that a person sees what is too many
        yield [source, str(record), guarded(says), *(guarded(row.get(c)) for c in columns), *map(guarded, beyond)]


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str | None]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def _write_xlsx(path: Path, header: Sequence[str], rows: Iterable[Sequence[str | None]]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("rejected")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, text) for text in header])
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    book.save(path)


def _cell(sheet: Any, text: str | None) -> Any:
    """A cell of text, whatever it looks like: a long number keeps its digits, a formula stays unread."""
    cell = WriteOnlyCell(sheet, value=None)
    if text is not None:
        cell.value = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", text)
        cell.data_type = "s"
        cell.number_format = "@"
    return cell

"""Findings written out as CSV, XLSX, Parquet or JSON lines: streamed, typed, and harmless when opened in a spreadsheet."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from amparo.office.findings.export_columns import COLUMNS, Column
from amparo.office.findings.view import FindingView

FORMATS = ("csv", "xlsx", "parquet", "jsonl")
# A spreadsheet takes a cell that begins so for a formula; full-width signs are folded to these by some of them.
FORMULA = re.compile(r"^\s*[=+\-@|%＝＋－＠]|^[\t\r\n]")
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL = 32_767
SHEET_ROWS = 1_048_576
PARQUET_MEMORY = "512MB"


class ExportError(Exception):
    """The file asked for cannot be written: where · what was expected · what to do."""


def write_findings(rows: Iterable[FindingView], path: Path, language: str) -> int:
    """Write every finding to `path`, whose ending says the format; the number written.

    The rows are streamed. The file appears whole or not at all: it is written beside its place and then renamed.
    CSV and XLSX have headings in `language`; Parquet and JSON lines carry the names of the code.
    """
    kind = path.suffix.lower().lstrip(".")
    writers: dict[str, Callable[[Iterator[list[Any]], Path, str], int]] = {
        "csv": _write_csv,
        "xlsx": _write_xlsx,
        "parquet": _write_parquet,
        "jsonl": _write_jsonl,
    }
    if kind not in writers:
        raise ExportError(f"{path.name}: cannot write .{kind}; name the file .csv, .xlsx, .parquet or .jsonl")
    cells = ([column.of(row, language) for column in COLUMNS] for row in rows)
    with whole_or_not(path) as beside:
        return writers[kind](cells, beside, language)


@contextmanager
def whole_or_not(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to; renamed to it at the end, removed if anything goes wrong."""
    if not path.parent.is_dir():
        raise ExportError(f"{path}: there is no folder {path.parent}; make it, or name another place")
    beside = path.with_name(f".{path.name}.writing")
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def guarded(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def _write_csv(cells: Iterator[list[Any]], path: Path, language: str) -> int:
    number = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow([column.title.in_(language) for column in COLUMNS])
        for row in cells:
            out.writerow([_csv_cell(value) for value in row])
            number += 1
    return number


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
    if isinstance(value, str):
        return guarded(value.replace("\x00", "\ufffd"))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _write_xlsx(cells: Iterator[list[Any]], path: Path, language: str) -> int:
    """One sheet of up to a million rows after the other, each with its frozen heading and a filter."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    number, left, sheet = 0, 0, None
    for row in cells:
        if left == 0:
            sheet, left = _sheet(book, language), SHEET_ROWS - 1
        assert sheet is not None
        sheet.append([_xlsx_cell(sheet, column, value) for column, value in zip(COLUMNS, row, strict=True)])
        number, left = number + 1, left - 1
    if sheet is None:
        _sheet(book, language)
    book.save(path)
    return number


def _sheet(book: Any, language: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(f"{_SHEET[language]} {len(book.worksheets) + 1}")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}1"
    for number, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    heading = []
    for column in COLUMNS:
        cell = WriteOnlyCell(sheet, column.title.in_(language))
        cell.font, cell.alignment = Font(bold=True), Alignment(vertical="top", wrap_text=True)
        heading.append(cell)
    sheet.append(heading)
    return sheet


def _xlsx_cell(sheet: Any, column: Column, value: Any) -> Any:
    """A typed cell; text is always text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, str):
        cell: Any = WriteOnlyCell(sheet, "")
        cell._value, cell.data_type = CONTROL_CHARACTERS.sub("\ufffd", value)[:LONGEST_CELL], "s"
        cell.quotePrefix = bool(FORMULA.match(value))
        return cell
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, Decimal):
        places = max(0, -int(value.as_tuple().exponent))
        cell.number_format = "#,##0" + ("." + "0" * places if places else "")
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm:ss"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell


def _write_jsonl(cells: Iterator[list[Any]], path: Path, language: str) -> int:
    """One object a line; amounts are text with their exact places, days and moments are ISO."""
    number = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in cells:
            named = {column.name: _json_value(value) for column, value in zip(COLUMNS, row, strict=True)}
            file.write(json.dumps(named, ensure_ascii=False) + "\n")
            number += 1
    return number


def _json_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def _write_parquet(cells: Iterator[list[Any]], path: Path, language: str) -> int:
    """By way of lines beside it, which DuckDB turns into typed columns without holding them all."""
    import duckdb

    lines = path.with_name(f"{path.name}.jsonl")
    types = ", ".join(f"{column.name}: '{column.parquet}'" for column in COLUMNS)
    try:
        number = _write_jsonl(_without_nul(cells), lines, language)
        with duckdb.connect(config={"memory_limit": PARQUET_MEMORY, "temp_directory": str(path.parent)}) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            source = f"read_json('{_quoted(lines)}', format = 'newline_delimited', columns = {{{types}}})"
            if not number:
                empty = ", ".join(f"CAST(NULL AS {column.parquet}) AS {column.name}" for column in COLUMNS)
                source = f"(SELECT {empty} WHERE false)"
            connection.execute(f"COPY (SELECT * FROM {source}) TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd)")
        return number
    finally:
        lines.unlink(missing_ok=True)


def _without_nul(cells: Iterator[list[Any]]) -> Iterator[list[Any]]:
    for row in cells:
        yield [value.replace("\x00", "\ufffd") if isinstance(value, str) else value for value in row]


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


_SHEET = {"zh": "发现", "en": "Findings", "es": "Hallazgos"}

"""Blank files to fill for a table: its incoming columns as headers, with what each must hold."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from amparo.records.contract import Column, Contract
from amparo.records.mapping import DERIVED_HERE
from amparo.records.pages import incoming_kind, needed

ROWS_CHECKED = 5000
_MUST = PatternFill("solid", fgColor="DDEBF7")


class TemplateError(Exception):
    """A template cannot be written: where · what was expected · what to do."""


def incoming(contract: Contract) -> list[Column]:
    """The columns a file may bring: all but those derived here."""
    return [c for c in contract.columns if c.derive not in DERIVED_HERE]


def write_template(contract: Contract, path: Path, language: str) -> None:
    """A blank CSV or XLSX (by the name of `path`); headers are the incoming names, so the mapping is one line each."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerow([c.source for c in incoming(contract)])
    elif path.suffix == ".xlsx":
        _write_xlsx(contract, path, language)
    else:
        raise TemplateError(f"{path.name}: cannot be written; expected a name ending in .csv or .xlsx")


def template_mapping(contract: Contract, files: Sequence[str]) -> str:
    """The mapping that reads a filled template, as YAML text."""
    lines = [f"table: {contract.name}", f"files: [{', '.join(repr(f) for f in files)}]", "columns:"]
    return "\n".join([*lines, *(f"  {c.source}: {c.source}" for c in incoming(contract))]) + "\n"


def _write_xlsx(contract: Contract, path: Path, language: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = contract.name
    explained = book.create_sheet("columns")
    explained.append(["", contract.names.in_(language), contract.says])
    for number, column in enumerate(incoming(contract), start=1):
        head = sheet.cell(row=1, column=number, value=column.source)
        head.font = Font(bold=needed(contract, column))
        if needed(contract, column):
            head.fill = _MUST
        letter = head.column_letter
        sheet.column_dimensions[letter].width = max(12, len(column.source) + 2)
        sheet.column_dimensions[letter].number_format = "@"  # or account numbers lose their last digits
        if column.values:
            _choices(sheet, letter, column.values)
        explained.append(
            [
                column.source,
                column.names.in_(language),
                "●" if needed(contract, column) else "",
                incoming_kind(column, language),
            ]
        )
    for letter, width in (("A", 26), ("B", 34), ("C", 4), ("D", 60)):
        explained.column_dimensions[letter].width = width
    for cells in explained.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    book.save(path)


def _choices(sheet: object, letter: str, values: Sequence[str]) -> None:
    check = DataValidation(type="list", formula1='"' + ",".join(values) + '"', allow_blank=True)
    check.add(f"{letter}2:{letter}{ROWS_CHECKED}")
    sheet.add_data_validation(check)  # type: ignore[attr-defined]

"""XLSX and XLS: numbers as they were typed, days as days, the right sheet, and nothing calculated."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from amparo.records.readers import UnreadableFile, detect, read_file
from amparo.records.readers.workbook import cell_text, number_text
from tests.records.readers.expected import rows_of
from tests.records.readers.xls_builder import write_xls
from tests.shared import SHARED, needs_shared


def _book(folder: Path, *sheets: tuple[str, list[list[Any]]], name: str = "ledger.xlsx") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / name)
    return folder / name


def test_cells_come_as_a_person_wrote_them(tmp_path: Path) -> None:
    day, moment = datetime.date(2025, 3, 1), datetime.datetime(2025, 3, 1, 9, 30)
    row = ["P001", 1200.5, 88, 1e-7, 0.1 + 0.2, day, moment, True, None, "  padded "]
    path = _book(tmp_path, ("收费", [list("abcdefghij"), row]))
    reading, rows = rows_of(path)
    assert reading.format == "xlsx"
    assert list(rows[0].values()) == [
        "P001",
        "1200.5",
        "88",
        "0.0000001",
        "0.3",
        "2025-03-01",
        "2025-03-01 09:30:00",
        "true",
        None,
        "padded",
    ]


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.1 + 0.2, "0.3"), (1234567.89, "1234567.89"), (100.0, "100"), (1e15, "1000000000000000"), (-0.5, "-0.5")],
)
def test_a_number_has_no_noise(number: float, text: str) -> None:
    assert number_text(number) == text


def test_more_than_a_day_of_hours_is_said_in_hours() -> None:
    assert cell_text(datetime.timedelta(hours=30, minutes=5)) == "30:05:00"


def test_noise_above_and_totals_below_are_left_out_and_rows_keep_their_number(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["XX保险收费明细"],
        [],
        ["保单号", "金额", "日期"],
        ["P1", 1, "2025-03-01"],
        [],
        ["P2", 2, None],
        ["合计", 3],
    ]
    reading = read_file(_book(tmp_path, ("明细", rows)))
    assert list(reading.rows) == [(4, ("P1", "1", "2025-03-01")), (6, ("P2", "2", None))]
    assert any("合计" in note for note in reading.notes)


def test_the_first_sheet_that_holds_anything_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    path = _book(tmp_path, ("封面", []), ("明细", [["a", "b"], [1, 2]]), ("说明", [["c", "d"], [3, 4]]))
    reading, rows = rows_of(path)
    assert rows == [{"a": "1", "b": "2"}]
    assert any("说明" in note for note in reading.notes)
    assert rows_of(path, options={"sheet": "说明"})[1] == [{"c": "3", "d": "4"}]
    assert rows_of(path, options={"sheet": 3})[1] == [{"c": "3", "d": "4"}]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="明细"):
        read_file(_book(tmp_path, ("明细", [["a"], [1]])), options={"sheet": "别的"})


def test_a_number_too_long_for_a_spreadsheet_is_noted(tmp_path: Path) -> None:
    reading, _ = rows_of(_book(tmp_path, ("a", [["card", "x"], [6222000012345678901, 1]])))
    assert any("more than 15 digits" in note for note in reading.notes)


def test_formulas_written_as_text_stay_text_and_real_ones_are_not_calculated(tmp_path: Path) -> None:
    path = _book(tmp_path, ("a", [["id", "text"], ["1", "x"]]))
    book = openpyxl.load_workbook(path)
    cell = book.worksheets[0]["B2"]
    cell.value, cell.data_type = "=HYPERLINK(1)", "s"
    book.worksheets[0]["B3"] = "=1+1"
    book.worksheets[0]["A3"] = "2"
    book.save(path)
    _, rows = rows_of(path)
    assert rows == [{"id": "1", "text": "=HYPERLINK(1)"}, {"id": "2", "text": None}]


def test_an_error_in_a_cell_is_empty_and_noted(tmp_path: Path) -> None:
    path = _book(tmp_path, ("a", [["id", "text"], ["1", "x"]]))
    book = openpyxl.load_workbook(path)
    cell = book.worksheets[0]["B2"]
    cell.value, cell.data_type = "#N/A", "e"
    book.save(path)
    reading, rows = rows_of(path)
    assert rows == [{"id": "1", "text": None}]
    assert any("#N/A" in note for note in reading.notes)


@needs_shared
def test_hostile_strings_survive_the_round_trip(tmp_path: Path) -> None:
    assert SHARED
    naughty = json.loads((SHARED / "naughty_strings/blns.json").read_text(encoding="utf-8"))
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["number", "text"])
    hostile = []
    for text in naughty:
        if not text.strip() or openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.search(text):
            continue
        hostile.append(text)
        sheet.cell(len(hostile) + 1, 1, str(len(hostile)))
        cell = sheet.cell(len(hostile) + 1, 2)
        cell.value, cell.data_type = text, "s"
    book.save(tmp_path / "naughty.xlsx")
    _, rows = rows_of(tmp_path / "naughty.xlsx")
    assert [row["text"] for row in rows] == [text.strip(" \t") for text in hostile]
    assert len(hostile) > 400


def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ledger.xls"
    write_xls(path, [["保单号", "金额"], ["P001", 1200.5], ["P002", 88.0]])
    assert detect(path) == "xls"
    _, rows = rows_of(path)
    assert rows == [{"保单号": "P001", "金额": "1200.5"}, {"保单号": "P002", "金额": "88"}]

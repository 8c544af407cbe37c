"""Sheets of a workbook as rows of text: what XLSX and XLS have in common once the file is known to be safe."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import python_calamine

from amparo.records.readers.reading import PADDING, Reading, UnreadableFile
from amparo.records.readers.table import find_header, given_header, table_rows

OPTIONS = frozenset({"sheet", "header_row", "columns"})

_SEARCHED = 200
_MOST_DIGITS = 15  # a spreadsheet keeps no more of a number


def opened(path: Path) -> Any:
    """The workbook; refuses a locked or broken one."""
    return _guarded(path, "the workbook", lambda: python_calamine.CalamineWorkbook.from_path(str(path)))


def _guarded(path: Path, what: str, work: Callable[[], Any]) -> Any:
    """What the library answers; where it fails, or falls over (its panics are no `Exception`), a refusal."""
    remedy = "open it in a spreadsheet programme and save it anew"
    try:
        return work()
    except python_calamine.PasswordError:
        raise locked(path) from None
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(path.name, f"{what} is broken ({_short(error)})", remedy) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile(path.name, f"{what} is cut or damaged", remedy) from None


def locked(path: Path) -> UnreadableFile:
    """Refusal of a workbook behind a password."""
    return UnreadableFile(path.name, "the workbook is locked with a password", "save it without one and send that")


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:120]


def read_table(path: Path, *, format: str, options: Mapping[str, Any], notes: list[str]) -> Reading:
    """The table on the chosen sheet (the first that holds anything), its header found or given."""
    cells = _Cells(notes)
    name, rows = sheet_of(path, options.get("sheet"), cells, notes)
    head = list(islice(rows, _SEARCHED))
    where = f"{path.name}, sheet {name}"
    columns = options.get("columns")
    found = [texts for _, texts in head]
    header = given_header(columns) if columns else find_header(found, where=where, row=options.get("header_row"))
    notes += [f"sheet {name}, header on row {header.row}", *header.renamed]

    def below() -> Iterator[tuple[int, list[str]]]:
        yield from head[header.row :]
        yield from rows

    texts = ((number, made[: len(header.columns)] + _beyond(made, len(header.columns))) for number, made in below())
    return Reading(format, header.columns, table_rows(texts, header, notes), None, notes)


def _beyond(made: list[str], width: int) -> list[str]:
    """Cells right of the table: only filled ones make the row another width."""
    rest = made[width:]
    while rest and not rest[-1].strip(PADDING):
        rest.pop()
    return rest


def sheet_of(path: Path, wanted: Any, cells: _Cells, notes: list[str]) -> tuple[str, Iterator[tuple[int, list[str]]]]:
    """Name and rows `(row number, texts)` of the sheet wanted, or of the first visible one that holds anything."""
    book = opened(path)
    sheets = [m.name for m in book.sheets_metadata if "WorkSheet" in str(m.typ)] or list(book.sheet_names)
    if wanted is not None:
        if isinstance(wanted, int) and 1 <= wanted <= len(sheets):
            wanted = sheets[wanted - 1]
        if wanted not in sheets:
            what, remedy = f"there is no sheet {wanted!r}", f"set sheet to one of {', '.join(sheets)}"
            raise UnreadableFile(path.name, what, remedy)
        return wanted, cells.rows(_loaded(path, book, wanted))
    hidden = {m.name for m in book.sheets_metadata if "Visible" not in str(m.visible)}
    for name in [s for s in sheets if s not in hidden] + [s for s in sheets if s in hidden]:
        sheet = _loaded(path, book, name)
        if sheet.height:
            others = [s for s in sheets if s != name]
            if others:
                notes.append(f"other sheets not read: {', '.join(others)}")
            return name, cells.rows(sheet)
    raise UnreadableFile(path.name, "no sheet holds anything", "ask its sender for it again")


def _loaded(path: Path, book: Any, name: str) -> Any:
    return _guarded(path, f"sheet {name}", lambda: book.get_sheet_by_name(name))


class _Cells:
    """Makes texts of cells, and remembers in the notes what a spreadsheet has already spoilt."""

    def __init__(self, notes: list[str]) -> None:
        self._notes = notes
        self._spoilt: set[int] = set()

    def rows(self, sheet: Any) -> Iterator[tuple[int, list[str]]]:
        """`(row number, texts)` of each row, the sheet's empty ones included."""
        left = [""] * sheet.start[1] if sheet.start else []
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield number, left + [self._text(cell, number, place) for place, cell in enumerate(cells, start=len(left))]

    def _text(self, cell: Any, row: int, place: int) -> str:
        if isinstance(cell, float | int) and not isinstance(cell, bool):
            if abs(cell) >= 10**_MOST_DIGITS and place not in self._spoilt:
                self._spoilt.add(place)
                self._notes.append(
                    f"row {row}, column {place + 1}: a number of more than {_MOST_DIGITS} digits; the spreadsheet has lost "
                    "its last ones: have the column written as text"
                )
            return number_text(cell)
        return cell_text(cell)


def number_text(number: float) -> str:
    """A number as a person typed it: at most 15 digits, never an exponent."""
    if isinstance(number, int):
        return str(number)
    made = format(Decimal(format(number, ".15g")), "f")
    return made.rstrip("0").rstrip(".") if "." in made else made


def cell_text(cell: Any) -> str:
    """A cell's value as text: days and moments as ISO, hours beyond a day as 30:00:00."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, datetime.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def all_rows(path: Path, sheet: Any, notes: list[str]) -> Iterator[tuple[int, list[str]]]:
    """All rows of the chosen sheet as texts, for readers that find their table themselves."""
    return sheet_of(path, sheet, _Cells(notes), notes)[1]

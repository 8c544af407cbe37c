"""Finds the table among the lines of a file: its header, the noise before it, the totals after it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from amparo.records.readers.reading import PADDING, Row, UnreadableFile

Cells = Sequence[str]

_LONGEST_NAME = 100
# A number with its signs of money, or a day; a bare year may name a column.
_VALUE = re.compile(
    r"(?!(?:19|20)\d\d$)[-+(]?\s?[¥￥$€£]?\s?[-+]?\d[\d.,' ]*\s?[%)元]?|\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?.*"
)
_TOTALS = re.compile(
    r".{0,12}(合|总|小)\s?计(金额|笔数|件数|数|额)?\s?([:：(（\d].{0,30})?|共\s?\d+\s?[笔条行].{0,60}"
    r"|((grand |sub)?totals?|suma|totales|sum)\s?:?",
    re.IGNORECASE,
)
_FORMULA_TEXT = re.compile(r'="([^"]*)"')
_SEARCHED = 200  # how many lines a header may be hidden behind


@dataclass(frozen=True)
class Header:
    """Where the header stands and what it names: `row` counts from 1 among the rows; `width` the cells it spans."""

    row: int
    columns: tuple[str, ...]
    width: int
    renamed: tuple[str, ...] = ()


def clean(cell: str) -> str:
    """The cell without padding: outer spaces and tabs, and the ="…" that keeps a spreadsheet from counting."""
    cell = cell.strip(PADDING)
    if cell[:2] == '="':
        found = _FORMULA_TEXT.fullmatch(cell)
        if found:
            return found[1].strip(PADDING)
    return cell


def find_header(head: Sequence[Cells], *, where: str, row: int | None = None) -> Header:
    """The header among the first rows of a file: the first row of names as wide as the table below it.

    `row` (from 1) says it instead of looking. Raises `UnreadableFile` when no row can be one.
    """
    rows = [[clean(cell) for cell in cells] for cells in head[: max(_SEARCHED, row or 0)]]
    if row is not None:
        if not 1 <= row <= len(rows) or not any(rows[row - 1]):
            raise UnreadableFile(where, f"row {row} holds no header", "set header_row to the row with the column names")
        return _named(row, rows[row - 1])
    widths = Counter(len(_filled(cells)) for cells in rows if any(cells))
    if not widths:
        raise UnreadableFile(where, "no row holds anything", "ask its sender for it again")
    width = max(widths, key=lambda w: (widths[w] * min(w, 40), w))
    for spans in (width, width // 2 + 1):  # a row as wide as the table; failing that, one wider than half of it
        for number, cells in enumerate(rows, start=1):
            named = [cell for cell in cells if cell]
            wide = len(_filled(cells)) >= spans and len(named) * 2 > width and (len(named) > 1 or width == 1)
            if wide and _are_names(named):
                return _named(number, cells)
    raise UnreadableFile(
        where, "no row of column names was found", "set header_row, or columns for a file that has no header"
    )


def _filled(cells: Cells) -> Cells:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _are_names(cells: Cells) -> bool:
    return all(len(cell) <= _LONGEST_NAME and not _VALUE.fullmatch(cell) for cell in cells)


def _named(row: int, cells: Cells) -> Header:
    columns: list[str] = []
    renamed = []
    for number, cell in enumerate(_filled(cells), start=1):
        name = " ".join(cell.split()) or f"column {number}"
        unique, again = name, 1
        while unique in columns:
            again += 1
            unique = f"{name} ({again})"
        if unique != cell:
            renamed.append(f"column {number} is called {unique!r}")
        columns.append(unique)
    return Header(row, tuple(columns), len(cells), tuple(renamed))


def given_header(columns: Sequence[str]) -> Header:
    """The header of a file that has none, as the house names its columns."""
    return Header(0, tuple(columns), len(columns))


def back_ticked(head: Iterable[Cells], header: Header) -> frozenset[int]:
    """The columns in which every filled cell of the sample begins with a back-tick (a platform's way to say text)."""
    always: dict[int, bool] = {}
    for cells in head:
        for number, cell in enumerate(cells[: len(header.columns)]):
            if cell := cell.strip(PADDING):
                always[number] = always.get(number, True) and cell.startswith("`")
    return frozenset(number for number, yes in always.items() if yes)


def table_rows(
    records: Iterator[tuple[int, list[str]]],
    header: Header,
    notes: list[str],
    *,
    ticked: frozenset[int] = frozenset(),
    whole_end: bool = True,
) -> Iterator[tuple[int, Row]]:
    """The rows below the header, cleaned; blank rows are passed over, and what stands after the table is noted.

    Totals and remarks after the last row are held back until the end shows that they are the end; a row of data
    after them makes them rows again. `whole_end` is false when the file's last line has no line break: then a short
    last row is a cut row, not a remark.
    """
    held: list[tuple[int, list[str]]] = []
    width = len(header.columns)
    for number, cells in records:
        made = [bare if (bare := cell.strip(PADDING))[:2] != '="' else clean(bare) for cell in cells]
        if "" not in made and len(made) == width and not held and not ticked:  # the many, so quickly
            yield number, tuple(made)
            continue
        if not any(made):
            continue
        if may_be_after(made, header):
            held.append((number, made))
            if len(held) > 1000:
                yield from ((n, _shaped(c, header, ticked)) for n, c in held)
                held.clear()
            continue
        if held:
            yield from ((n, _shaped(c, header, ticked)) for n, c in held)
            held.clear()
        yield number, _shaped(made, header, ticked)
    if held and not whole_end and not _TOTALS.fullmatch(held[-1][1][0]):
        cut = held.pop()
        notes.extend(left_out(n, c) for n, c in held)
        yield cut[0], _shaped(cut[1], header, ticked)
        return
    notes.extend(left_out(n, c) for n, c in held)


def may_be_after(cells: Sequence[str], header: Header) -> bool:
    """Whether a row that holds something could be a total or remark below the table rather than data."""
    first = next(cell for cell in cells if cell)
    filled = sum(1 for cell in cells if cell)
    if len(first) <= _LONGEST_NAME and _TOTALS.fullmatch(first) and filled < len(header.columns):
        return True
    return len(header.columns) > 2 and filled == 1 and bool(cells[0])


def left_out(number: int, cells: Sequence[str]) -> str:
    """The note on a row after the table: a total with its numbers; of a remark only that there is one (it may name
    a person)."""
    filled = [cell for cell in cells if cell]
    if len(filled) == 1 and not _TOTALS.fullmatch(filled[0]):
        return f"row {number} after the table left out: a remark"
    numbers = [cell for cell in filled[1:] if len(cell) <= _LONGEST_NAME and _VALUE.fullmatch(cell)]
    return f"row {number} after the table left out: {', '.join([filled[0][:40], *numbers])[:200]}"


def _shaped(cells: list[str], header: Header, ticked: frozenset[int]) -> Row:
    width = len(header.columns)
    if len(cells) > width:
        cells = [*cells[:width], *_filled(cells[width:])]
    if ticked:
        cells = [c.removeprefix("`").strip(PADDING) if n in ticked else c for n, c in enumerate(cells)]
    return tuple(cell or None for cell in cells)

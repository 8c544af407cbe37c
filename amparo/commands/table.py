"""Rows lined up in columns by the width their characters take on a terminal (a Chinese one takes two cells)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from unicodedata import combining, east_asian_width


def lined_up(rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> Iterator[str]:
    """Each row as one line; columns in `right` end together, the others begin together, the last is not padded."""
    if not rows:
        return
    widths = [max(width(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        cells = []
        for number, cell in enumerate(row):
            gap = " " * (widths[number] - width(cell))
            cells.append(gap + cell if number in right else cell + gap)
        yield "  ".join(cells).rstrip()


def width(text: str) -> int:
    """How many cells a text takes."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)

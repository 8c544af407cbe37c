"""A part: the good rows of one delivery, in one Parquet file; what a manifest must know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

# Beside the columns of the contract each stored row says which record of its file it was, and its row number there.
RECORD, ROW = "_record", "_row"


@dataclass(frozen=True)
class Part:
    """The stored rows of one delivery. It counts once a manifest names it with its batch number.

    `hidden_path` is a small Parquet of rows no longer current because of this part: (batch, row) of older parts it
    corrected, and of its own rows that say nothing new. `replaced_rows` and `unchanged_rows` count them.
    """

    table: str
    path: Path
    sha256: str
    rows: int
    first_on: date | None
    last_on: date | None
    batch: int | None = None
    hidden_path: Path | None = None
    replaced_rows: int = 0
    unchanged_rows: int = 0

    @property
    def fresh_rows(self) -> int:
        """Rows that were new or said something new."""
        return self.rows - self.unchanged_rows

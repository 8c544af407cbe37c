"""The first step of a load: everything a file holds, as text, in Parquet, each row with the record it was.

What is judged afterwards is this copy, so a row can be shown as it came, whatever format it came in. The copy has no
name in any folder: when the load ends, in whatever way, it is gone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb

from amparo.records.casting import name_sql, text_sql
from amparo.records.readers import DirectRead, Reading

Row = tuple[str | None, ...]
BATCH = 20_000
FILE_ROWS = 400_000
WRITTEN = "(FORMAT parquet, COMPRESSION lz4_raw, DICTIONARY_SIZE_LIMIT 1000, USE_TMP_FILE false)"
OPEN_FILES = Path("/proc/self/fd")
Progress = Callable[[int], None]


class Unnamed:
    """Files that only this process can reach: opened in a folder, then taken out of it. Closing them frees them.

    Where the system shows no open files as paths they keep their names until `close`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._held, self._number = folder, ExitStack(), 0

    def new(self) -> Path:
        """A path by which this process, and DuckDB within it, can write and read a new file."""
        named = self._folder / f"copy-{self._number:05d}.parquet"
        self._number += 1
        handle = os.open(named, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        self._held.callback(os.close, handle)
        reached = OPEN_FILES / str(handle)
        if not reached.exists():
            self._held.callback(named.unlink, missing_ok=True)
            return named
        named.unlink()
        return reached

    def close(self) -> None:
        """Free all of them."""
        self._held.close()


@dataclass(frozen=True)
class Raw:
    """The copy: `sql` is a relation with `_row` (from 0), `_record`, `_ragged` and one text column `c0`… a column."""

    sql: str
    columns: tuple[str, ...]
    rows: int
    ragged: int = 0

    def column(self, name: str) -> str | None:
        """The SQL name of a file's column, or None when the file has none of that name."""
        return f"c{self.columns.index(name)}" if name in self.columns else None


def copy_raw(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    source: Path,
    into: Unnamed,
    *,
    progress: Progress | None = None,
) -> Raw:
    """Copy what `reading` holds into `into`; raises `UnreadableFile` when the file cannot be read on.

    Where the file allows it DuckDB reads by itself; a file it refuses is read row by row, which keeps the good rows.
    """
    if reading.direct is not None:
        try:
            return _direct(connection, reading.direct, source, into)
        except (duckdb.InvalidInputException, duckdb.ConversionException):
            pass  # a row of another width, a quote never closed: row by row, then
    return _row_by_row(connection, reading, into, progress)


def _direct(con: duckdb.DuckDBPyConnection, direct: DirectRead, source: Path, into: Unnamed) -> Raw:
    plain = "nullif(trim({}, ' \t'), '')" if direct.kind == "parquet" else "{}"
    chosen = ", ".join(f"{plain.format(name_sql(column))} AS c{n}" for n, column in enumerate(direct.columns))
    path = text_sql(str(into.new()))
    written = con.execute(f"COPY (SELECT {chosen} FROM {direct.sql(str(source))}) TO {path} {WRITTEN}")
    rows = int(written.fetchall()[0][0])
    relation = f"read_parquet({path}, file_row_number=true)"
    sql = (
        f"(SELECT file_row_number AS _row, file_row_number + {direct.first_record} AS _record, "
        f"CAST(NULL AS VARCHAR) AS _ragged, * EXCLUDE (file_row_number) FROM {relation})"
    )
    return Raw(sql, direct.columns, rows)


def _row_by_row(con: duckdb.DuckDBPyConnection, reading: Reading, into: Unnamed, progress: Progress | None) -> Raw:
    width = len(reading.columns)
    names = [f"c{n}" for n in range(width)]
    types = ", ".join(f"{name} VARCHAR" for name in names)
    con.execute(f"CREATE OR REPLACE TEMP TABLE raw_rows (_row BIGINT, _record BIGINT, _ragged VARCHAR, {types})")
    rows = ragged = waiting = 0
    paths: list[str] = []
    for batch in _batches(reading.rows):
        columns, odd = _turned(batch, width)
        ragged += odd
        numbers = list(range(rows, rows + len(batch)))
        marks = ", ".join(["unnest(?::BIGINT[])"] * 2 + ["unnest(?::VARCHAR[])"] * (width + 1))
        con.execute(f"INSERT INTO raw_rows SELECT {marks}", [numbers, [record for record, _ in batch], *columns])
        rows, waiting = rows + len(batch), waiting + len(batch)
        if waiting >= FILE_ROWS:
            paths.append(_flush(con, into))
            waiting = 0
        if progress:
            progress(rows)
    paths.append(_flush(con, into))
    sql = f"(SELECT * FROM read_parquet([{', '.join(paths)}]))"
    return Raw(sql, reading.columns, rows, ragged)


def _turned(batch: Sequence[tuple[int, Row]], width: int) -> tuple[list[list[str | None]], int]:
    """Rows as columns: first what is ragged as JSON, then the texts, cut or filled to the width."""
    odd = sum(len(texts) != width for _, texts in batch)
    if not odd:
        return [[None] * len(batch), *map(list, zip(*(texts for _, texts in batch), strict=True))], 0
    whole = [None if len(t) == width else json.dumps(t, ensure_ascii=False) for _, t in batch]
    even = [(*texts[:width], *[None] * (width - len(texts))) for _, texts in batch]
    return [whole, *map(list, zip(*even, strict=True))], odd


def _flush(con: duckdb.DuckDBPyConnection, into: Unnamed) -> str:
    path = text_sql(str(into.new()))
    con.execute(f"COPY (SELECT * FROM raw_rows ORDER BY _row) TO {path} {WRITTEN}")
    con.execute("TRUNCATE raw_rows")
    return path


def _batches(rows: Iterator[tuple[int, Row]]) -> Iterator[list[tuple[int, Row]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch

"""Parquet: the table as another system stored it, its values taken as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

from amparo.records.readers.look import Look, look
from amparo.records.readers.reading import DirectRead, Reading, Row, UnreadableFile

FORMATS = ("parquet",)
OPTIONS: frozenset[str] = frozenset()

_MAGIC = b"PAR1"


def recognises(seen: Look) -> str | None:
    """By its first four bytes."""
    return "parquet" if seen.start.startswith(_MAGIC) else None


def read(path: Path, *, format: str, options: Mapping[str, Any]) -> Reading:
    """All columns as text; moments with a zone in UTC."""
    seen = look(path)
    if not seen.end.endswith(_MAGIC) or seen.size < 12:
        raise UnreadableFile(seen.name, "the Parquet file is cut: its end is missing", "ask its sender for it again")
    connection = _connected()
    try:
        described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    except duckdb.Error as error:
        raise _broken(path, error) from None
    columns = tuple(str(name) for name, *_ in described)
    zoned = frozenset(str(name) for name, kind, *_ in described if "WITH TIME ZONE" in str(kind))
    direct = DirectRead("parquet", columns, moments=zoned)
    return Reading("parquet", columns, _rows(connection, path, direct), direct)


def _connected() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"memory_limit": "512MB", "threads": 2})


def _rows(connection: duckdb.DuckDBPyConnection, path: Path, direct: DirectRead) -> Iterator[tuple[int, Row]]:
    number = 0
    try:
        found = connection.execute(f"SELECT * FROM {direct.sql(str(path))}")
        while rows := found.fetchmany(2000):
            for row in rows:
                number += 1
                yield number, tuple(row)
    except duckdb.Error as error:
        raise _broken(path, error) from None
    finally:
        connection.close()


def _broken(path: Path, error: duckdb.Error) -> UnreadableFile:
    what = f"the Parquet file cannot be read ({type(error).__name__})"
    return UnreadableFile(path.name, what, "ask its sender for it again")

"""SQLite, for decisions on one machine and as the small witness that a control means the same everywhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from amparo.controls.engines import valued

TYPES = {"string": "TEXT", "int64": "INTEGER", "date": "TEXT", "timestamp": "TEXT", "boolean": "INTEGER"}


class SQLiteEngine:
    """Runs the frozen SQL on an SQLite connection; days and moments are kept as ISO text."""

    dialect = "sqlite"
    collate = ""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, types: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
        """Streamed by the driver."""
        kinds = list(types.values())
        for row in self._connection.execute(sql):
            yield tuple(valued(value, kind) for value, kind in zip(row, kinds, strict=True))

    def keep(self, name: str, sql: str) -> None:
        """Make the answer of one SELECT a table of that name."""
        self._connection.execute(f"DROP TABLE IF EXISTS {name}")
        self._connection.execute(f"CREATE TABLE {name} AS {sql}")

    def fill(self, name: str, types: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Make a table of these rows."""
        columns = ", ".join(f"{column} {TYPES[kind]}" for column, kind in types.items())
        self._connection.execute(f"DROP TABLE IF EXISTS {name}")
        self._connection.execute(f"CREATE TABLE {name} ({columns})")
        marks = ", ".join("?" * len(types))
        self._connection.executemany(
            f"INSERT INTO {name} VALUES ({marks})", ([_stored(value) for value in row] for row in rows)
        )

    def forget(self, name: str) -> None:
        """Drop what `keep` or `fill` made."""
        self._connection.execute(f"DROP TABLE IF EXISTS {name}")

    def count(self, sql: str) -> int:
        """The one number a SELECT count answers."""
        return int(self._connection.execute(sql).fetchone()[0])

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else value

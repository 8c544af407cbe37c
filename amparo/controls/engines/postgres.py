"""PostgreSQL, against tables already there; only findings come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from amparo.controls.engines import valued

if TYPE_CHECKING:
    import psycopg

TYPES = {"string": "TEXT", "int64": "BIGINT", "date": "DATE", "timestamp": "TIMESTAMP", "boolean": "BOOLEAN"}


class PostgresEngine:
    """Runs the frozen SQL on a psycopg connection whose search path shows the tables under their contract names."""

    dialect = "postgres"
    collate = ' COLLATE "C"'

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._numbers = count(1)

    def rows(self, sql: str, types: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
        """Streamed through a server-side cursor of its own name: several may be open at once."""
        kinds = list(types.values())
        with self._connection.cursor(name=f"amparo_rows_{next(self._numbers)}") as cursor:
            cursor.execute(sql)  # type: ignore[call-overload]
            for row in cursor:
                yield tuple(valued(value, kind) for value, kind in zip(row, kinds, strict=True))

    def keep(self, name: str, sql: str) -> None:
        """A temporary table, analysed: the planner knows nothing of it otherwise."""
        self._run(f"DROP TABLE IF EXISTS pg_temp.{name}")
        self._run(f"CREATE TEMPORARY TABLE {name} AS {sql}")
        self._run(f"ANALYZE {name}")

    def fill(self, name: str, types: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Rows go in by COPY."""
        columns = ", ".join(f"{column} {TYPES[kind]}" for column, kind in types.items())
        self._run(f"DROP TABLE IF EXISTS pg_temp.{name}")
        self._run(f"CREATE TEMPORARY TABLE {name} ({columns})")
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {name} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        self._run(f"ANALYZE {name}")

    def forget(self, name: str) -> None:
        """Drop what `keep` or `fill` made."""
        self._run(f"DROP TABLE IF EXISTS pg_temp.{name}")

    def count(self, sql: str) -> int:
        """The one number a SELECT count answers."""
        with self._connection.cursor() as cursor:
            (found,) = cursor.execute(sql).fetchall()  # type: ignore[call-overload]
        assert found is not None
        return int(found[0])

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _run(self, sql: str) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(sql)  # type: ignore[call-overload]

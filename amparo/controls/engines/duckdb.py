"""DuckDB, over Parquet or its own tables: the default engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import duckdb

TYPES = {"string": "VARCHAR", "int64": "BIGINT", "date": "DATE", "timestamp": "TIMESTAMP", "boolean": "BOOLEAN"}
BATCH = 10_000


class DuckDBEngine:
    """Runs the frozen SQL on a DuckDB connection that already shows the tables under their contract names."""

    dialect = "duckdb"
    collate = ""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, sql: str, types: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
        """Streamed in batches, in a cursor of its own: a connection with an unread result is busy.

        DuckDB hands over values of the five types as they are, so nothing is converted.
        """
        with self._connection.cursor() as cursor:
            answer = cursor.execute(sql)
            while batch := answer.fetchmany(BATCH):
                yield from batch

    def keep(self, name: str, sql: str) -> None:
        """Temporary tables are seen by every cursor of the connection only in a schema of their own: memory tables."""
        self._connection.execute(f"CREATE OR REPLACE TABLE {name} AS {sql}")

    def fill(self, name: str, types: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Rows go in as one list a column: twenty times quicker here than literals or a parameter a value."""
        columns = ", ".join(f"{column} {TYPES[kind]}" for column, kind in types.items())
        self._connection.execute(f"CREATE OR REPLACE TABLE {name} ({columns})")
        lists = ", ".join(f"unnest(CAST(${n} AS {TYPES[kind]}[]))" for n, kind in enumerate(types.values(), 1))
        given = iter(rows)
        while chunk := list(islice(given, BATCH)):
            by_column = [list(column) for column in zip(*chunk, strict=True)]
            self._connection.execute(f"INSERT INTO {name} SELECT {lists}", by_column)

    def forget(self, name: str) -> None:
        """Drop what `keep` or `fill` made."""
        self._connection.execute(f"DROP TABLE IF EXISTS {name}")

    def count(self, sql: str) -> int:
        """The one number a SELECT count answers."""
        return int(self._connection.execute(sql).fetchall()[0][0])

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

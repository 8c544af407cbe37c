"""Apache Spark, for houses that outgrew one machine: the same text against tables already there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from amparo.controls.engines import valued

TYPES = {"string": "string", "int64": "bigint", "date": "date", "timestamp": "timestamp_ntz", "boolean": "boolean"}


class SparkEngine:
    """Runs the frozen SQL on a SparkSession whose catalogue shows the tables under their contract names.

    The session's time zone must be UTC.
    """

    dialect = "spark"
    collate = ""

    def __init__(self, session: Any) -> None:
        self._session = session

    def rows(self, sql: str, types: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
        """Streamed partition by partition to the driver."""
        kinds = list(types.values())
        for row in self._session.sql(sql).toLocalIterator():
            yield tuple(valued(value, kind) for value, kind in zip(row, kinds, strict=True))

    def keep(self, name: str, sql: str) -> None:
        """A cached temporary view."""
        self._session.catalog.dropTempView(name)
        self._session.sql(sql).cache().createOrReplaceTempView(name)

    def fill(self, name: str, types: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """A temporary view of the rows."""
        schema = ", ".join(f"{column} {TYPES[kind]}" for column, kind in types.items())
        frame = self._session.createDataFrame([tuple(row) for row in rows], schema=schema)
        frame.createOrReplaceTempView(name)

    def forget(self, name: str) -> None:
        """Drop what `keep` or `fill` made."""
        self._session.catalog.uncacheTable(name) if self._session.catalog.tableExists(name) else None
        self._session.catalog.dropTempView(name)

    def count(self, sql: str) -> int:
        """The one number a SELECT count answers."""
        return int(self._session.sql(sql).collect()[0][0])

    def close(self) -> None:
        """The session belongs to whoever made it."""

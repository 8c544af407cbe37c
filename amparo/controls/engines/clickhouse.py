"""ClickHouse, inside this process by `chdb` (an extra of the house's own choosing): the door for a further engine.

The text of days is read as Date32, which alone reaches from the year 1 to 9999; joins give NULL, as everywhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from amparo.controls.engines import valued

TYPES = {"string": "String", "int64": "Int64", "date": "Date32", "timestamp": "DateTime64(6, 'UTC')", "boolean": "Bool"}
SETTINGS = "join_use_nulls = 1, output_format_json_quote_64bit_integers = 0"
DATABASE = "amparo"
BATCH = 10_000


class ClickHouseEngine:
    """Runs the frozen SQL on a chdb session whose current database shows the tables under their contract names."""

    dialect = "clickhouse"
    collate = ""

    def __init__(self, session: Any) -> None:
        self._session = session

    @classmethod
    def inside(cls, folder: Path) -> ClickHouseEngine:
        """A session of its own that keeps its tables in the folder."""
        from chdb.session import Session

        session = Session(str(folder))
        session.query(f"CREATE DATABASE IF NOT EXISTS {DATABASE}")
        session.query(f"USE {DATABASE}")
        return cls(session)

    def rows(self, sql: str, types: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
        """Fetched whole: one chdb session streams one answer at a time, and a run reads two side by side."""
        kinds = list(types.values())
        answer = self._session.query(f"{sql}\nSETTINGS {SETTINGS}", "JSONCompactEachRow").bytes()
        for line in answer.split(b"\n"):
            if line:
                yield tuple(valued(value, kind) for value, kind in zip(json.loads(line), kinds, strict=True))

    def keep(self, name: str, sql: str) -> None:
        """A table in memory."""
        self.forget(name)
        self._session.query(f"CREATE TABLE {name} ENGINE = Memory AS\n{sql}\nSETTINGS {SETTINGS}")

    def fill(self, name: str, types: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Rows go in as lines of JSON."""
        self.forget(name)
        columns = ", ".join(f"{column} Nullable({TYPES[kind]})" for column, kind in types.items())
        self._session.query(f"CREATE TABLE {name} ({columns}) ENGINE = Memory")
        batch: list[str] = []
        for row in rows:
            batch.append(json.dumps([_stored(value) for value in row], ensure_ascii=False))
            if len(batch) == BATCH:
                self._insert(name, batch)
                batch = []
        if batch:
            self._insert(name, batch)

    def forget(self, name: str) -> None:
        """Drop what `keep` or `fill` made."""
        self._session.query(f"DROP TABLE IF EXISTS {name}")

    def count(self, sql: str) -> int:
        """The one number a SELECT count answers."""
        return int(str(self._session.query(sql, "TabSeparated")).strip())

    def close(self) -> None:
        """Close the session."""
        self._session.close()

    def _insert(self, name: str, lines: list[str]) -> None:
        self._session.query(f"INSERT INTO {name} FORMAT JSONCompactEachRow " + "\n".join(lines))


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else value

"""Where frozen SQL runs: one small driver an engine, nothing of Ibis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol


class Engine(Protocol):
    """What a run needs of an engine; a further engine is one file with these six methods and the equality suite.

    Values come back as str, int, bool, `date`, `datetime` (UTC, no zone) or None, whatever the engine stores.
    """

    dialect: str
    collate: str  # appended to a column so that text is ordered by code points, as Python orders it

    def rows(self, sql: str, types: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
        """The answer of one SELECT, streamed, each value of the type named for its column."""

    def keep(self, name: str, sql: str) -> None:
        """Make the answer of one SELECT a temporary table of that name, replacing an earlier one."""

    def fill(self, name: str, types: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Make a temporary table of these rows, replacing an earlier one."""

    def forget(self, name: str) -> None:
        """Drop a table that `keep` or `fill` made; it need not be there."""

    def count(self, sql: str) -> int:
        """The one number a SELECT count answers."""

    def close(self) -> None:
        """Let go of the engine."""


def valued(value: Any, kind: str) -> Any:
    """One value as its declared type, from whatever an engine hands over."""
    if value is None:
        return None
    if kind == "boolean":
        return bool(value)
    if kind == "date" and not (isinstance(value, date) and not isinstance(value, datetime)):
        return value.date() if isinstance(value, datetime) else date.fromisoformat(str(value)[:10])
    if kind == "timestamp" and not isinstance(value, datetime):
        return datetime.fromisoformat(str(value))
    if kind == "int64" and not isinstance(value, int):
        return int(value)
    return value


def plain_sql(value: Any) -> str:
    """A SQL literal of a value of one of the five types, for engines that take no parameters in bulk."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return f"TIMESTAMP '{value.isoformat(sep=' ')}'"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return "'" + str(value).replace("'", "''") + "'"

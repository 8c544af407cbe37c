"""A world as rows by table, filled from the contracts alone, so that a column never goes astray."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from amparo.controls.frozen import load_frozen
from amparo.controls.law_rows import due_rows
from amparo.law.pack import load_pack
from amparo.records.contract import load_contracts

Row = dict[str, Any]
CONTRACTS = load_contracts()
OPEN_END = date(9999, 12, 31)
AS_OF = date(2026, 8, 31)
EAST = timedelta(hours=8)  # the house's zone has no summer time
PLAIN = {"currency", "name", "level", "transaction_code", "table_name"}  # texts that are no names of records


@dataclass
class World:
    """Rows by table, in no particular order, each a dict with every column of its contract."""

    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in CONTRACTS})
    numbers: Counter[str] = field(default_factory=Counter)

    def add(self, table: str, **values: Any) -> Row:
        """A new row; its key is numbered where none is given."""
        contract = CONTRACTS[table]
        if contract.key not in values:
            self.numbers[table] += 1
            values[contract.key] = f"{table}-{self.numbers[table]}"
        row = {c.name: values.pop(c.name, OPEN_END if c.when_empty else None) for c in contract.columns}
        assert not values, f"{table} has no column {sorted(values)}"
        _own_days(table, row)
        empty = [c.name for c in contract.columns if c.required and row[c.name] is None]
        assert not empty, f"{table}: {empty} must be told"
        self.tables[table].append(row)
        return row

    def put(self, table: str, row: Row, **changes: Any) -> None:
        """Change a row; the days of its moments follow."""
        assert set(changes) <= set(row), f"{table} has no column {sorted(set(changes) - set(row))}"
        row.update(changes)
        _own_days(table, row)

    def remove(self, table: str, row: Row) -> None:
        """Take a row away, as if it had never been."""
        self.tables[table] = [other for other in self.tables[table] if other is not row]

    def of(self, table: str, where: Callable[[Row], bool] | None = None, **equal: Any) -> list[Row]:
        """The rows with these values, for which the condition holds."""
        rows = [r for r in self.tables[table] if all(r[c] == v for c, v in equal.items())]
        return rows if where is None else [r for r in rows if where(r)]

    def one(self, table: str, **equal: Any) -> Row:
        """The only row with these values."""
        (row,) = self.of(table, **equal)
        return row

    def copy(self) -> World:
        """The same world again, to be changed freely."""
        return deepcopy(self)


def _own_days(table: str, row: Row) -> None:
    for column in CONTRACTS[table].columns:
        if column.local_day_of and row[column.local_day_of] is not None:
            row[column.name] = local_day(row[column.local_day_of])


def moment(on: date, second: int = 43_200) -> datetime:
    """A second of a local day, as the moment the records keep (UTC)."""
    return datetime.combine(on, time()) + timedelta(seconds=second) - EAST


def local_day(at: datetime) -> date:
    """The day on the house's calendars."""
    return (at + EAST).date()


def days(number: int) -> timedelta:
    """So many days."""
    return timedelta(days=number)


@cache
def last_days() -> dict[tuple[str, date], date]:
    """For each rule and starting day the last day, as the law room gives it (it has tests of its own)."""
    rows = due_rows(
        load_pack("cn"), list(load_frozen("duckdb").values()), first_on=date(2024, 1, 1), last_on=date(2026, 12, 31)
    )
    return {(row[0], row[1]): row[3] for row in rows}


def last_day(rule: str, start: date) -> date:
    """The last lawful day of what began on that day."""
    return last_days()[rule, start]


@cache
def named_columns(table: str) -> frozenset[str]:
    """The columns that name something of one world: they carry the world's mark when many lie side by side."""
    return frozenset(
        c.name for c in CONTRACTS[table].columns if c.type == "string" and not c.values and c.name not in PLAIN
    )


def marked(world: World, number: int, table: str) -> list[tuple[Any, ...]]:
    """The rows of one table in contract order, every name with the world's mark before it."""
    names = named_columns(table)
    columns = [(c.name, c.name in names) for c in CONTRACTS[table].columns]
    mark = f"w{number}."
    return [
        tuple(mark + row[c] if named and row[c] is not None else row[c] for c, named in columns)
        for row in world.tables[table]
    ]


def unmarked(record: str) -> tuple[int, str]:
    """The world a record belongs to, and its name there."""
    found = re.search(r"w(\d+)\.", record)
    assert found is not None, record
    return int(found[1]), record.replace(found[0], "")

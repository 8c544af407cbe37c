"""Records that lie elsewhere: the tables of a warehouse judged where they are, only findings coming back.

Nothing is written there but temporary tables and views. Each contract table is shown under its own name, with its
columns as the contract types them; what does not fit is refused by name before anything is judged. What is missing or
empty is *unjudged*. Two optional tables say how far the others may be relied on: `amparo_supply` (table_name,
covers_until), the last day a table is complete for; `amparo_rejected` (table_name, column_name, value), the values of
rows that did not make it into a table, NULL where not even that could be read.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from amparo.controls.supply import Supply
from amparo.law.strict_yaml import Marked, StrictFileError, one_of, only
from amparo.proof.canonical import digest
from amparo.records.contract import Contract, load_contracts

if TYPE_CHECKING:
    from amparo.controls.engines import Engine

VARIABLE = "AMPARO_RECORDS_AT"
ENGINES = ("postgres", "spark", "clickhouse")
PLAIN_SCHEMA = {"postgres": "amparo_records", "clickhouse": "default"}
SUPPLY, SUPPLY_TYPES = "amparo_supply", {"table_name": "string", "covers_until": "date"}
REJECTED, REJECTED_TYPES = "amparo_rejected", {"table_name": "string", "column_name": "string", "value": "string"}
TOLD_MOST = 5
MARKS = {
    "postgres": "CAST(coalesce(sum(hashtextextended(CAST(ROW({0}) AS text), 0)), 0) AS text)",
    "spark": "CAST(coalesce(sum(CAST(xxhash64({0}) AS DECIMAL(38, 0))), 0) AS STRING)",
    "clickhouse": "toString(sum(toInt256(cityHash64(toString(tuple({0}))))))",
}


@dataclass(frozen=True)
class Elsewhere:
    """Where the records lie, as house.yaml says it; the address may hold a password and is never shown."""

    engine: str
    at: str = field(repr=False)
    schema: str
    tables: str
    place: str

    def refused(self, what: str, remedy: str) -> StrictFileError:
        """An error about the records there, naming the setting."""
        return StrictFileError(self.place, f"records: {what}", remedy)


class Place(Protocol):
    """What is asked of a warehouse beside its engine: which tables it has, and to show one under its contract name."""

    engine: Engine
    says: str  # where it is, without user and password

    def columns(self) -> Mapping[str, Mapping[str, str]]:
        """The columns of every table that may be read there, each with its type in the words of that warehouse."""

    def way(self, kind: str, native: str) -> str | None:
        """How a column of that native type is read as one of the five types, `{}` standing for it; None if not."""

    def show(self, table: str, columns: Mapping[str, str]) -> None:
        """Show a table under its own name, each column read by the given expression."""


@dataclass(frozen=True)
class There:
    """A warehouse opened: its engine shows every contract table; `rows` of those that are there, `marks` of content."""

    engine: Engine
    says: str
    rows: Mapping[str, int]
    marks: Mapping[str, str]
    covers: Mapping[str, date | None]
    rejected: Mapping[str, Mapping[str, Sequence[str | None]]]

    @property
    def supplies(self) -> dict[str, Supply]:
        """How far each table may be relied on: a table without a row is as good as none."""
        found = {}
        for name in load_contracts():
            lost = self.rejected.get(name, {})
            found[name] = Supply(
                name,
                there=self.rows.get(name, 0) > 0,
                covers_until=self.covers.get(name),
                rejected={c: frozenset(v for v in values if v is not None) for c, values in lost.items()},
                unread={c: n for c, values in lost.items() if (n := sum(v is None for v in values))},
            )
        return found

    @property
    def inputs(self) -> dict[str, Any]:
        """What identifies the inputs: where, and of each table its rows and the mark of its content."""
        tables = {name: {"rows": n, "mark": self.marks.get(name, "")} for name, n in sorted(self.rows.items())}
        return {"engine": self.engine.dialect, "at": self.says, "tables": tables}

    @property
    def inputs_sha256(self) -> str:
        """The hash of that."""
        return digest(self.inputs)

    def first_day(self, tables: Collection[str]) -> date | None:
        """The first day any of these tables speaks of."""
        days = []
        for name in tables:
            if self.rows.get(name):
                sql = f"SELECT min({load_contracts()[name].day}) AS first FROM {name}"
                days += [row[0] for row in self.engine.rows(sql, {"first": "date"}) if row[0] is not None]
        return min(days, default=None)

    def institutions(self) -> list[tuple[str, str | None, str]]:
        """Every institution with the one above it and its name."""
        types = {"institution_id": "string", "parent_id": "string", "name": "string"}
        sql = "SELECT institution_id, parent_id, name FROM institutions ORDER BY valid_from, institution_id"
        return list({row[0]: (row[0], row[1], row[2]) for row in self.engine.rows(sql, types)}.values())


def read_elsewhere(given: Marked) -> Elsewhere | None:
    """`records` of house.yaml: engine, at, schema or tables; the address may stand in AMPARO_RECORDS_AT instead."""
    if given.get("records") is None:
        return None
    told = given["records"]
    if not isinstance(told, Marked):
        raise StrictFileError(given.place("records"), "records: expected keys", "write records: {engine: postgres, …}")
    only(told, known=("engine", "at", "schema", "tables"), needed=("engine",), what="records", where=told.where)
    engine, place = one_of(told, "engine", ENGINES, "records"), told.place()
    at = os.environ.get(VARIABLE) or str(told.get("at") or "")
    elsewhere = Elsewhere(
        engine, at, str(told.get("schema") or PLAIN_SCHEMA.get(engine, "")), str(told.get("tables") or ""), place
    )
    if not at:
        raise elsewhere.refused("does not say where", f"write at: …, or set {VARIABLE}")
    if engine == "postgres" and not at.startswith(("postgres://", "postgresql://")):
        raise elsewhere.refused("at: is no PostgreSQL address", "write postgresql://user@host:5432/name")
    if not re.fullmatch(r"\w*", elsewhere.schema):
        raise elsewhere.refused(f"schema: {elsewhere.schema!r} is no plain name", "write letters, digits and _ only")
    if engine == "spark" and not elsewhere.tables:
        raise elsewhere.refused("does not say which tables", "write tables: a folder of Parquet, or catalogue.database")
    return elsewhere


@contextmanager
def opened(elsewhere: Elsewhere, *, tables: Collection[str] | None = None, measured: bool = True) -> Iterator[There]:
    """The warehouse with the contract's tables (or these) shown and checked; measured unless it only is looked at."""
    from amparo.office import elsewhere_places

    contracts = {n: c for n, c in load_contracts().items() if tables is None or n in tables}
    with elsewhere_places.place_of(elsewhere) as place:
        columns = place.columns()
        _check(elsewhere, place, contracts, columns)
        for name, contract in contracts.items():
            if name in columns:
                ways = {c: place.way(kind, columns[name][c]) for c, kind in contract.types.items()}
                place.show(name, {column: str(way).format(column) for column, way in ways.items()})
            else:
                place.engine.fill(name, contract.types, [])
        there = [name for name in contracts if name in columns]
        rows, marks = {}, {}
        for name in there:
            if measured:
                rows[name], marks[name] = _measured(elsewhere, place, contracts[name])
            else:
                rows[name] = place.engine.count(f"SELECT count(*) FROM (SELECT 1 AS one FROM {name} LIMIT 1) AS t")
        yield There(
            place.engine, place.says, rows, marks, _covers(elsewhere, place, columns), _lost(elsewhere, place, columns)
        )


def _check(
    elsewhere: Elsewhere, place: Place, contracts: Mapping[str, Contract], columns: Mapping[str, Mapping[str, str]]
) -> None:
    """Refuse a warehouse without any of the tables, or with one that lacks a column or holds it in another type."""
    if not columns.keys() & contracts.keys():
        raise elsewhere.refused(
            f"none of our tables is at {place.says}, or none may be read; expected such as charges and policies",
            "name the schema or folder that holds them, grant SELECT on them; see `amparo tables`",
        )
    wrong = []
    for name in sorted(columns.keys() & contracts.keys()):
        for column, kind in contracts[name].types.items():
            native = columns[name].get(column)
            if native is None:
                wrong.append(f"{name}.{column} is missing")
            elif place.way(kind, native) is None:
                wrong.append(f"{name}.{column} is {native}, not {kind}")
    if wrong:
        more = f" and {len(wrong) - TOLD_MOST} more" if len(wrong) > TOLD_MOST else ""
        raise elsewhere.refused(
            f"at {place.says} {', '.join(wrong[:TOLD_MOST])}{more}; expected the columns of `amparo tables NAME`",
            "mend the table, or show a view of that name with these columns (NULL where there is nothing)",
        )


def _measured(elsewhere: Elsewhere, place: Place, contract: Contract) -> tuple[int, str]:
    """The rows of a table and the mark of their content, in one pass; keys that repeat and holes are refused."""
    needed = [c.name for c in contract.columns if c.required or c.key]
    counts = ", ".join(f"count({column}) AS n_{number}" for number, column in enumerate(needed))
    mark = MARKS[place.engine.dialect].format(", ".join(contract.types))
    sql = f"SELECT count(*) AS n, count(DISTINCT {contract.key}) AS keys, {mark} AS mark, {counts} FROM {contract.name}"
    types = {"n": "int64", "keys": "int64", "mark": "string", **{f"n_{i}": "int64" for i in range(len(needed))}}
    ((rows, keys, content, *full),) = place.engine.rows(sql, types)
    for column, number in zip(needed, full, strict=True):
        if number < rows:
            raise elsewhere.refused(
                f"{contract.name}.{column} is empty in {rows - number:,} of {rows:,} rows; expected a value in each",
                "mend those rows, or show a view of that name without them",
            )
    if keys < rows:
        raise elsewhere.refused(
            f"{contract.name}.{contract.key} repeats: {rows:,} rows, {keys:,} keys; expected one row a key",
            "show a view of that name with the rows that count",
        )
    return int(rows), str(content)


def _covers(elsewhere: Elsewhere, place: Place, columns: Mapping[str, Mapping[str, str]]) -> dict[str, date | None]:
    """What the warehouse itself says of how far its tables go."""
    found: dict[str, date | None] = {}
    for name, until in _told(elsewhere, place, columns, SUPPLY, SUPPLY_TYPES):
        known = found.get(name)
        found[name] = until if known is None else min(known, until or known)
    return found


def _lost(
    elsewhere: Elsewhere, place: Place, columns: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, list[str | None]]]:
    """What the warehouse itself says of rows that did not make it into its tables."""
    found: dict[str, dict[str, list[str | None]]] = {}
    for name, column, value in _told(elsewhere, place, columns, REJECTED, REJECTED_TYPES):
        found.setdefault(name, {}).setdefault(column, []).append(value)
    return found


def _told(
    elsewhere: Elsewhere, place: Place, columns: Mapping[str, Mapping[str, str]], table: str, types: Mapping[str, str]
) -> list[tuple[Any, ...]]:
    """The rows of one of the two optional tables, if it is there."""
    if table not in columns:
        return []
    ways = {column: place.way(kind, columns[table].get(column, "")) for column, kind in types.items()}
    if None in ways.values():
        expected = ", ".join(f"{column} {kind}" for column, kind in types.items())
        raise elsewhere.refused(f"{table} is not as expected: {expected}", "mend that table, or take it away")
    place.show(table, {column: str(way).format(column) for column, way in ways.items()})
    return list(place.engine.rows(f"SELECT {', '.join(types)} FROM {table}", types))


def kept_inputs() -> dict[str, Any]:
    """The inputs as the last run there saw them: pages tell of them without asking the warehouse again."""
    from amparo.office.findings.models import Run

    last = Run.objects.exclude(engine="duckdb").filter(state="done").order_by("-pk").values_list("inputs", flat=True)
    return dict(json.loads(last[0])) if last else {"tables": {}, "institutions": []}

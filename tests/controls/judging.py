"""Runs a control on an example's rows on any engine, so that every engine is asked the same question."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb

from amparo.controls.build import compile_control, describe
from amparo.controls.control import Control
from amparo.controls.engines import Engine
from amparo.controls.engines.duckdb import DuckDBEngine
from amparo.controls.engines.sqlite import SQLiteEngine
from amparo.controls.frozen import Frozen, frozen_of
from amparo.controls.law_rows import due_rows, values_rows
from amparo.controls.run import Found, Outcome, judge, lay_law
from amparo.law.pack import load_pack
from amparo.law.values import stricter
from amparo.records.contract import load_contracts

Replaced = Mapping[str, Mapping[str, int]]


def an_engine(dialect: str) -> Engine:
    """A fresh engine holding nothing."""
    if dialect == "duckdb":
        connection = duckdb.connect()
        connection.execute("SET TimeZone = 'UTC'")
        return DuckDBEngine(connection)
    if dialect == "sqlite":
        return SQLiteEngine(sqlite3.connect(":memory:"))
    raise ValueError(dialect)


def frozen_now(made: Control, dialect: str) -> Frozen:
    """A control as it would be frozen now, without reading `frozen/`."""
    compiled = compile_control(made, dialect, load_contracts())
    return frozen_of(describe(made) | {"columns": compiled.columns}, dialect=dialect, sql=compiled.sql)


def lay_tables(engine: Engine, tables: Mapping[str, Sequence[Sequence[Any]]]) -> None:
    """Every table of the contracts, with these rows or empty."""
    for name, contract in load_contracts().items():
        engine.fill(name, contract.types, tables.get(name, []))


def lay_pack(engine: Engine, frozen: Sequence[Frozen], as_of: date, replaced: Replaced | None = None) -> None:
    """The Chinese pack of law beside the rows, with some values replaced for the example."""
    pack = load_pack("cn")
    values = [row for row in values_rows(pack) if row[0] not in (replaced or {})]
    opened, closed = date(1, 1, 1), date(9999, 12, 31)
    for name, figures in (replaced or {}).items():
        legal, house = figures.get("legal"), figures.get("house")
        value = stricter(pack.parameters[name], legal, house)
        values.append((name, opened, closed, legal, house, value, "house" if legal is None else "law"))
    due = due_rows(pack, frozen, first_on=date(2024, 1, 1), last_on=date(2026, 12, 31))
    lay_law(engine, values=values, due=due, as_of=as_of)


def found_whole(engine: Engine, frozen: Frozen) -> tuple[list[Found], Outcome]:
    """All findings of a whole run, in order."""
    outcome = judge(engine, frozen)
    return list(outcome.found), outcome


def found_in_parts(engine: Engine, frozen: Frozen) -> list[Found]:
    """All findings of runs that judge one subject row at a time: together they must be the whole run's."""
    contract = load_contracts()[frozen.subject]
    keys = [row[0] for row in engine.rows(f"SELECT {contract.key} FROM {frozen.subject}", {"k": "string"})]
    found: list[Found] = []
    for key in sorted(keys):
        engine.keep("subject", f"SELECT * FROM {frozen.subject} WHERE {contract.key} = '{key}'")
        found += judge(engine, frozen, mode="part").found
    return sorted(found, key=lambda f: f.record_id)

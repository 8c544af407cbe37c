"""Runs a control on an example's rows on any engine, so that every engine is asked the same question."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import duckdb

from amparo.controls.build import compile_control, describe
from amparo.controls.catalogue import all_controls
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
    """A control as it would be frozen now, without reading `frozen/`; compiled once a session."""
    return _frozen(made.id, dialect)


@cache
def _frozen(control_id: str, dialect: str) -> Frozen:
    made = all_controls()[control_id]
    compiled = compile_control(made, dialect, load_contracts())
    return frozen_of(describe(made) | {"columns": compiled.columns}, dialect=dialect, sql=compiled.sql)


def lay_tables(engine: Engine, tables: Mapping[str, Sequence[Sequence[Any]]], *, all_tables: bool = True) -> None:
    """Every table of the contracts, with these rows or empty; or only those that have rows, where the rest is there."""
    for name, contract in load_contracts().items():
        if all_tables or name in tables:
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


def asked_before(engine: Engine, frozen: Frozen) -> tuple[list[Found], dict[str, int]]:
    """Each subject row taken out of its table and asked as one that waits: all findings, and what was not judged.

    Leaves the table without its last row.
    """
    contract = load_contracts()[frozen.subject]
    key = contract.key
    engine.keep("stored", f"SELECT * FROM {frozen.subject}")
    found: list[Found] = []
    unjudged: dict[str, int] = {}
    for (name,) in sorted(engine.rows(f"SELECT {key} FROM stored", {"k": "string"})):
        engine.keep("subject", f"SELECT * FROM stored WHERE {key} = '{name}'")
        engine.keep(frozen.subject, f"SELECT * FROM stored WHERE {key} <> '{name}'")
        outcome = judge(engine, frozen, mode="pending")
        found += outcome.found
        for (reason, _), number in outcome.unjudged.items():
            unjudged[reason] = unjudged.get(reason, 0) + number
    return sorted(found, key=lambda f: f.record_id), unjudged

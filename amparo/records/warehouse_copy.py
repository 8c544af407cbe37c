"""The tables of a warehouse put into SQLite or PostgreSQL, for houses and tests that judge them there."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from amparo.records.casting import name_sql
from amparo.records.contract import Contract, load_contracts
from amparo.records.warehouse import Warehouse

if TYPE_CHECKING:
    import psycopg

SQLITE_TYPES: Mapping[str, str] = {
    "string": "TEXT",
    "int64": "INTEGER",
    "date": "TEXT",
    "timestamp": "TEXT",
    "boolean": "INTEGER",
}
POSTGRES_TYPES: Mapping[str, str] = {
    "string": "TEXT",
    "int64": "BIGINT",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "boolean": "BOOLEAN",
}
BATCH = 10_000


def table_sql(contract: Contract, types: Mapping[str, str]) -> str:
    """CREATE TABLE of a contract's table, its key the primary key."""
    columns = [
        f"{name_sql(c.name)} {types[c.type]}{' PRIMARY KEY' if c.key else ' NOT NULL' if c.required else ''}"
        for c in contract.columns
    ]
    return f"CREATE TABLE {name_sql(contract.name)} ({', '.join(columns)})"


def copy_to_sqlite(warehouse: Warehouse, into: sqlite3.Connection, tables: Collection[str] | None = None) -> int:
    """Make these tables anew in SQLite, all of them or none; days and moments are ISO text. Answers the rows copied."""
    copied = 0
    with into:
        into.execute("BEGIN")
        for contract in _contracts(tables):
            into.execute(f"DROP TABLE IF EXISTS {name_sql(contract.name)}")
            into.execute(table_sql(contract, SQLITE_TYPES))
            marks = ", ".join("?" * len(contract.columns))
            for batch in _batches(warehouse, contract):
                rows = [tuple(map(_text, row)) for row in batch]
                into.executemany(f"INSERT INTO {name_sql(contract.name)} VALUES ({marks})", rows)
                copied += len(rows)
    return copied


def copy_to_postgres(warehouse: Warehouse, into: psycopg.Connection[Any], tables: Collection[str] | None = None) -> int:
    """Make these tables anew in PostgreSQL by COPY, all of them or none, and analyse them. Answers the rows copied."""
    copied = 0
    with into.transaction(), into.cursor() as cursor:
        for contract in _contracts(tables):
            name = name_sql(contract.name)
            cursor.execute(f"DROP TABLE IF EXISTS {name}")  # type: ignore[call-overload]
            cursor.execute(table_sql(contract, POSTGRES_TYPES))  # type: ignore[call-overload]
            with cursor.copy(f"COPY {name} FROM STDIN") as copy:  # type: ignore[call-overload]
                for batch in _batches(warehouse, contract):
                    for row in batch:
                        copy.write_row(row)
                    copied += len(batch)
            cursor.execute(f"ANALYZE {name}")  # type: ignore[call-overload]
    return copied


def _contracts(tables: Collection[str] | None) -> list[Contract]:
    return [c for c in load_contracts().values() if tables is None or c.name in tables]


def _batches(warehouse: Warehouse, contract: Contract) -> Iterator[Sequence[tuple[Any, ...]]]:
    columns = ", ".join(name_sql(c) for c in contract.types)
    with warehouse.connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {name_sql(contract.name)}")
        while batch := cursor.fetchmany(BATCH):
            yield batch


def _text(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else value

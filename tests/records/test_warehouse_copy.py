"""The same tables in SQLite and PostgreSQL: every row, every column, as the warehouse shows them."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from amparo.records.contract import load_contracts
from amparo.records.versions import settle
from amparo.records.warehouse import Warehouse
from amparo.records.warehouse_copy import copy_to_postgres, copy_to_sqlite
from tests.controls.conftest import DEMANDED, SERVER
from tests.records.taking import CHARGES, csv_of, taken
from tests.records.test_delivery import HEAD, charge, many

CONTRACT = load_contracts()["charges"]


@pytest.fixture
def warehouse(tmp_path: Path) -> Any:
    """A warehouse with thirty charges, one of them corrected since."""
    parts = []
    for batch, rows in enumerate([many(30), [charge(流水号="G7", 金额="9.99", 付款人="吴'大\\伟\t")]], start=1):
        with taken(tmp_path, CHARGES, csv_of(HEAD, rows)) as made:
            assert made.part is not None
            parts.append(settle(made.part, CONTRACT, batch=batch, existing=list(parts)))
    with Warehouse(parts) as made_warehouse:
        yield made_warehouse


def wanted(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    """The charges as the warehouse shows them."""
    return warehouse.connection.execute("SELECT * FROM charges ORDER BY charge_id").fetchall()


def test_sqlite_holds_what_the_warehouse_shows(warehouse: Warehouse) -> None:
    with sqlite3.connect(":memory:", isolation_level=None) as there:
        assert copy_to_sqlite(warehouse, there) == 30
        assert copy_to_sqlite(warehouse, there, ["charges"]) == 30
        found = there.execute("SELECT * FROM charges ORDER BY charge_id").fetchall()
        assert [[None if v is None else str(v) for v in row] for row in found] == [
            [None if v is None else str(v) for v in row] for row in wanted(warehouse)
        ]
        assert there.execute("SELECT amount_minor FROM charges WHERE charge_id = 'G7'").fetchall() == [(999,)]
        tables = {row[0] for row in there.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert tables == set(load_contracts())


@pytest.mark.postgres
def test_postgres_holds_what_the_warehouse_shows(warehouse: Warehouse) -> None:
    psycopg = pytest.importorskip("psycopg")
    try:
        connection = psycopg.connect(SERVER)
    except psycopg.OperationalError:
        if DEMANDED:
            raise
        pytest.skip("no PostgreSQL server answers on this machine")
    with connection as there:
        there.execute(f"CREATE SCHEMA copied_{os.getpid()}")
        there.execute(f"SET LOCAL search_path = copied_{os.getpid()}")
        try:
            assert copy_to_postgres(warehouse, there, ["charges"]) == 30
            found = there.execute('SELECT * FROM charges ORDER BY charge_id COLLATE "C"').fetchall()
            assert found == wanted(warehouse)
        finally:
            there.rollback()

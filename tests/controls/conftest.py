"""A PostgreSQL server to ask the same questions of, if one answers on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amparo.controls.engines.postgres import TYPES, PostgresEngine
from amparo.records.contract import load_contracts

SERVER = "host=127.0.0.1 port=5432 dbname=test user=postgres connect_timeout=2"
DEMANDED = "postgres" in os.environ.get("AMPARO_REQUIRE", "").split(",")


@pytest.fixture(scope="session")
def postgres_connection() -> Iterator[Any]:
    """One connection for the session, in a schema of its own that holds every table of the contracts, empty."""
    psycopg = pytest.importorskip("psycopg")
    try:
        connection = psycopg.connect(SERVER)
    except psycopg.OperationalError as error:
        if DEMANDED:
            pytest.fail(f"AMPARO_REQUIRE asks for PostgreSQL, and none answers at {SERVER}: {error}")
        pytest.skip("no PostgreSQL server answers on this machine")
    schema = f"amparo_test_{os.getpid()}"
    connection.execute(f"CREATE SCHEMA {schema}")
    connection.execute(f"SET search_path TO {schema}")
    connection.execute("SET jit TO off")
    for name, contract in load_contracts().items():
        columns = ", ".join(f"{column} {TYPES[kind]}" for column, kind in contract.types.items())
        connection.execute(f"CREATE TABLE {name} ({columns})")
    connection.commit()
    yield connection
    connection.rollback()
    connection.execute(f"DROP SCHEMA {schema} CASCADE")
    connection.commit()
    connection.close()


@pytest.fixture
def postgres(postgres_connection: Any) -> Iterator[PostgresEngine]:
    """An engine whose temporary tables are gone when the test is over."""
    yield PostgresEngine(postgres_connection)
    postgres_connection.rollback()


@pytest.fixture
def spark() -> Iterator[Any]:
    """A Spark session of two threads on this machine, if pyspark is installed."""
    pyspark_sql = pytest.importorskip("pyspark.sql")
    from amparo.controls.engines.spark import SparkEngine

    session = (
        pyspark_sql.SparkSession.builder.master("local[2]")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.memory", "2g")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield SparkEngine(session)
    session.stop()


@pytest.fixture
def clickhouse(tmp_path: Path) -> Iterator[Any]:
    """ClickHouse inside this process, if chdb is installed."""
    pytest.importorskip("chdb")
    from amparo.controls.engines.clickhouse import ClickHouseEngine

    engine = ClickHouseEngine.inside(tmp_path / "clickhouse")
    yield engine
    engine.close()

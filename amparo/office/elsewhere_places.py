"""How each kind of warehouse is opened, what it says of its tables, and how one of them is shown. One class a kind."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from amparo.controls.engines import Engine
    from amparo.office.elsewhere import Elsewhere, Place

CONNECT_SECONDS = 10
WORK = "amparo_work"
POSTGRES_SETTINGS = ("TimeZone TO 'UTC'", "DateStyle TO 'ISO'", "jit TO off")
POSTGRES_COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, NULL)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE n.nspname = %s AND c.relkind IN ('r', 'v', 'm', 'p', 'f')
  AND has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(c.oid, a.attnum, 'SELECT')
"""
POSTGRES_WAYS = {
    "string": {"text": "{}", "character varying": "{}::text", "character": "{}::text", "uuid": "{}::text"},
    "int64": {"bigint": "{}", "integer": "{}::bigint", "smallint": "{}::bigint"},
    "date": {"date": "{}"},
    "timestamp": {"timestamp without time zone": "{}", "timestamp with time zone": "({} AT TIME ZONE 'UTC')"},
    "boolean": {"boolean": "{}"},
}
SPARK_WAYS = {
    "string": {"string": "{}"},
    "int64": {"bigint": "{}", **dict.fromkeys(("int", "smallint", "tinyint"), "CAST({} AS BIGINT)")},
    "date": {"date": "{}"},
    "timestamp": {"timestamp_ntz": "{}", "timestamp": "CAST({} AS TIMESTAMP_NTZ)"},
    "boolean": {"boolean": "{}"},
}
CLICKHOUSE_WAYS = {
    "string": {"String": "{}", "FixedString": "toString({})", "UUID": "toString({})"},
    "int64": {"Int64": "{}", **dict.fromkeys(("Int8", "Int16", "Int32", "UInt8", "UInt16", "UInt32"), "toInt64({})")},
    "date": {"Date32": "{}", "Date": "toDate32({})"},
    "timestamp": dict.fromkeys(("DateTime64", "DateTime"), "toDateTime64({}, 6, 'UTC')"),
    "boolean": {"Bool": "{}"},
}
FATAL = re.compile(r"FATAL:\s+([^\n]*)|(Connection refused|timeout expired|No such file or directory)")


def place_of(elsewhere: Elsewhere) -> Any:
    """The warehouse opened, as a context manager."""
    return {"postgres": _postgres, "spark": _spark, "clickhouse": _clickhouse}[elsewhere.engine](elsewhere)


class PostgresPlace:
    """A schema of a PostgreSQL database, seen in one transaction that is never committed."""

    def __init__(self, engine: Engine, connection: Any, schema: str, says: str) -> None:
        self.engine, self.says = engine, says
        self._connection, self._schema = connection, schema

    def columns(self) -> dict[str, dict[str, str]]:
        """From the catalogue; tables, views and foreign tables alike, as far as this role may read them."""
        return _by_table(self._connection.execute(POSTGRES_COLUMNS, [self._schema]).fetchall())

    def way(self, kind: str, native: str) -> str | None:
        """Text of any length, whole numbers of any size, moments with or without zone."""
        return POSTGRES_WAYS[kind].get(native)

    def show(self, table: str, columns: Mapping[str, str]) -> None:
        """A temporary view, which the planner looks through."""
        told = ", ".join(f"{way} AS {column}" for column, way in columns.items())
        self._connection.execute(f'CREATE TEMPORARY VIEW {table} AS SELECT {told} FROM "{self._schema}".{table}')


@contextmanager
def _postgres(elsewhere: Elsewhere) -> Iterator[Place]:
    try:
        import psycopg
    except ImportError as error:
        raise elsewhere.refused("psycopg is not installed", "pip install 'amparo[postgres]'") from error
    from amparo.controls.engines.postgres import PostgresEngine

    try:
        connection = psycopg.connect(elsewhere.at, connect_timeout=CONNECT_SECONDS)
    except psycopg.Error as error:
        why = FATAL.search(str(error))
        told = f" ({why[1] or why[2]})" if why else ""
        raise elsewhere.refused(
            f"PostgreSQL does not answer{told}; expected a database one may connect to",
            "start it, or mend `at`, user or password",
        ) from None
    info = connection.info
    says = f"{elsewhere.schema} of {info.dbname} on {info.host}:{info.port}"
    try:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        for setting in POSTGRES_SETTINGS:
            connection.execute(f"SET LOCAL {setting}")  # type: ignore[call-overload]
        yield PostgresPlace(PostgresEngine(connection), connection, elsewhere.schema, says)
    except psycopg.errors.InsufficientPrivilege as error:
        raise elsewhere.refused(
            f"this role may not do what judging needs at {says} (SQLSTATE {error.sqlstate})",
            "grant USAGE on the schema, SELECT on its tables and TEMPORARY on the database; nothing else is needed",
        ) from None
    except psycopg.Error as error:  # its text may hold a value of a row
        raise elsewhere.refused(
            f"PostgreSQL gave up at {says} ({type(error).__name__}, SQLSTATE {error.sqlstate})",
            "look into the server's log, and run it again; nothing was written there",
        ) from None
    finally:
        connection.close()


class SparkPlace:
    """A database of Spark's catalogue, or a folder with one Parquet file or folder a table."""

    def __init__(self, engine: Engine, session: Any, tables: str) -> None:
        self.engine, self.says, self.shown = engine, tables, set[str]()
        self._session, self._tables, self._folder = session, tables, Path(tables)

    def columns(self) -> dict[str, dict[str, str]]:
        """From the catalogue, or from the files' own schema."""
        return {name: dict(self._frame(name).dtypes) for name in self._names()}

    def way(self, kind: str, native: str) -> str | None:
        """Moments with a zone are read in UTC, the session's."""
        return SPARK_WAYS[kind].get(native)

    def show(self, table: str, columns: Mapping[str, str]) -> None:
        """A temporary view."""
        told = [f"{way} AS {column}" for column, way in columns.items()]
        self._frame(table).selectExpr(*told).createOrReplaceTempView(table)
        self.shown.add(table)

    def _names(self) -> list[str]:
        if self._folder.is_dir():
            return sorted({p.name.removesuffix(".parquet") for p in self._folder.iterdir() if p.name[0] not in "._"})
        return [table.name for table in self._session.catalog.listTables(self._tables) if not table.isTemporary]

    def _frame(self, name: str) -> Any:
        if not self._folder.is_dir():
            return self._session.table(f"{self._tables}.{name}")
        file = self._folder / f"{name}.parquet"
        return self._session.read.parquet(str((file if file.exists() else self._folder / name).absolute()))


@contextmanager
def _spark(elsewhere: Elsewhere) -> Iterator[Place]:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise elsewhere.refused("pyspark is not installed", "pip install 'amparo[spark]'; it needs Java 17") from error
    from amparo.controls.engines.spark import SparkEngine

    running = SparkSession.getActiveSession()
    try:
        builder = SparkSession.builder.master(elsewhere.at).appName("amparo").config("spark.ui.enabled", "false")
        if elsewhere.at.startswith("local"):  # on one machine the usual two hundred pieces only cost time
            builder = builder.config("spark.sql.shuffle.partitions", "8")
        session = running or builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    except Exception as error:
        raise elsewhere.refused(
            f"Spark does not start ({type(error).__name__}); expected a master such as local[2] and Java 17",
            "see `amparo doctor`, or mend `at`",
        ) from error
    session.sparkContext.setLogLevel("ERROR" if os.environ.get("AMPARO_DEBUG") else "OFF")  # it may hold values
    session.conf.set("spark.sql.session.timeZone", "UTC")
    place = SparkPlace(SparkEngine(session), session, elsewhere.tables)
    try:
        yield place
    except Exception as error:  # its text may hold a value of a row
        if not type(error).__module__.startswith(("pyspark", "py4j")):
            raise
        raise elsewhere.refused(
            f"Spark gave up on {elsewhere.tables} ({type(error).__name__})",
            "run it again with AMPARO_DEBUG=1 for Spark's own story; nothing was written there",
        ) from None
    finally:
        for table in place.shown:
            session.catalog.dropTempView(table)
        if running is None:
            session.stop()


class ClickHousePlace:
    """A database in a folder of ClickHouse, shown in a database of our own that is dropped afterwards."""

    def __init__(self, engine: Engine, session: Any, schema: str, says: str) -> None:
        self.engine, self.says = engine, says
        self._session, self._schema = session, schema

    def columns(self) -> dict[str, dict[str, str]]:
        """From the system tables."""
        sql = f"SELECT table, name, type FROM system.columns WHERE database = '{self._schema}'"
        return _by_table(self.engine.rows(sql, {"table": "string", "name": "string", "type": "string"}))

    def way(self, kind: str, native: str) -> str | None:
        """Whether it may be NULL, and how it is stored, does not matter."""
        return CLICKHOUSE_WAYS[kind].get(
            re.sub(r"^(Nullable\(|LowCardinality\()*", "", native).split("(")[0].strip(")")
        )

    def show(self, table: str, columns: Mapping[str, str]) -> None:
        """A view in that database."""
        told = ", ".join(f"{way} AS {column}" for column, way in columns.items())
        self._session.query(f"CREATE VIEW {WORK}.{table} AS SELECT {told} FROM {self._schema}.{table}")


@contextmanager
def _clickhouse(elsewhere: Elsewhere) -> Iterator[Place]:
    try:
        from chdb.session import Session
    except ImportError as error:
        raise elsewhere.refused("chdb is not installed", "pip install 'amparo[clickhouse]'") from error
    from amparo.controls.engines.clickhouse import ClickHouseEngine

    if not Path(elsewhere.at).is_dir():
        raise elsewhere.refused(
            "at: is no folder; expected the folder of a ClickHouse", "name the folder of its tables"
        )
    session = Session(elsewhere.at)
    try:
        session.query(f"DROP DATABASE IF EXISTS {WORK} SYNC")
        session.query(f"CREATE DATABASE {WORK}")
        session.query(f"USE {WORK}")
        says = f"{elsewhere.schema} in {Path(elsewhere.at).name}"
        yield ClickHousePlace(ClickHouseEngine(session), session, elsewhere.schema, says)
    except RuntimeError as error:  # its text may hold a value of a row
        number = re.search(r"Code: (\d+)", str(error))
        raise elsewhere.refused(
            f"ClickHouse gave up on {elsewhere.schema} (code {number[1] if number else 'unknown'})",
            "look that code up, and run it again; nothing was written to its tables",
        ) from None
    finally:
        session.query(f"DROP DATABASE IF EXISTS {WORK} SYNC")
        session.close()


def _by_table(rows: Any) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for table, column, native in rows:
        found.setdefault(table, {})[column] = native
    return found

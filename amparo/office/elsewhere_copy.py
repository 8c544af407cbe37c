"""A house's own records put where a warehouse can be tried: a schema of PostgreSQL, or a folder of Parquet for Spark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from amparo.controls.supply import Supply
from amparo.law.strict_yaml import StrictFileError
from amparo.office.elsewhere import REJECTED, REJECTED_TYPES, SUPPLY, SUPPLY_TYPES
from amparo.office.findings import deliveries
from amparo.office.findings.runs import open_warehouse
from amparo.office.house import House
from amparo.records.contract import load_contracts
from amparo.records.warehouse import Warehouse
from amparo.records.warehouse_copy import POSTGRES_TYPES, copy_to_postgres

SCHEMA = "amparo_demo"
MADE = "made by amparo demo; the next one replaces this schema"
MARKER = ".amparo-demo"
Told = Sequence[tuple[str, Mapping[str, str], Sequence[Sequence[Any]]]]


def put_there(house: House, into: str, supplies: Mapping[str, Supply], *, schema: str = SCHEMA) -> int:
    """Copy every table there, and how far each may be relied on; answers the rows copied.

    What an earlier call made is replaced; a schema or folder that holds anything else is refused.
    """
    told: Told = [
        (SUPPLY, SUPPLY_TYPES, [(name, _until(s)) for name, s in sorted(supplies.items()) if s.there]),
        (REJECTED, REJECTED_TYPES, [row for s in supplies.values() for row in _rejected(s)]),
    ]
    with open_warehouse(house, deliveries.live_parts(house.root)) as warehouse:
        if into.startswith(("postgres://", "postgresql://")):
            return _into_postgres(warehouse, into, schema, told)
        return _into_folder(warehouse, Path(into), told)


def _until(supply: Supply) -> date | None:
    """The last day the table speaks of, what waits in quarantine left out."""
    waiting = supply.quarantined_from
    days = [supply.covers_until, waiting - timedelta(days=1) if waiting and waiting > date.min else waiting]
    return min((day for day in days if day is not None), default=None)


def _rejected(supply: Supply) -> Iterator[tuple[str, str, str | None]]:
    for column, values in sorted(supply.rejected.items()):
        yield from ((supply.table, column, value) for value in sorted(values))
    for column, number in sorted(supply.unread.items()):
        yield from ((supply.table, column, None) for _ in range(number))


def _into_postgres(warehouse: Warehouse, into: str, schema: str, told: Told) -> int:
    import psycopg

    try:
        with psycopg.connect(into, connect_timeout=10) as there, there.cursor() as cursor:
            made = "SELECT coalesce(obj_description(oid, 'pg_namespace'), '') FROM pg_namespace WHERE nspname = %s"
            found = cursor.execute(made, [schema]).fetchall()
            if found and found[0][0] != MADE:
                raise StrictFileError("--into", f"the schema {schema} holds something else", "rename or drop it")
            _run(cursor, f"DROP SCHEMA IF EXISTS {schema} CASCADE", f"CREATE SCHEMA {schema}")
            _run(cursor, f"COMMENT ON SCHEMA {schema} IS '{MADE}'", f"SET LOCAL search_path TO {schema}")
            copied = copy_to_postgres(warehouse, there)
            for table, types, rows in told:
                columns = ", ".join(f"{column} {POSTGRES_TYPES[kind]}" for column, kind in types.items())
                _run(cursor, f"CREATE TABLE {table} ({columns})")
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:  # type: ignore[call-overload]
                    for row in rows:
                        copy.write_row(row)
            return copied
    except psycopg.Error as error:
        raise StrictFileError(
            "--into",
            f"PostgreSQL would not take the tables ({type(error).__name__}); expected a database one may write to",
            "mend the address, or grant CREATE on the database",
        ) from None


def _run(cursor: Any, *steps: str) -> None:
    for step in steps:
        cursor.execute(step)


def _into_folder(warehouse: Warehouse, folder: Path, told: Told) -> int:
    if folder.exists() and not (folder / MARKER).is_file() and any(folder.iterdir()):
        raise StrictFileError("--into", f"{folder} holds something else", "name an empty folder, or a new one")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).touch()
    with warehouse.connection.cursor() as cursor:
        copied = sum(_parquet(cursor, name, folder) for name in load_contracts())
        for table, types, rows in told:
            columns = ", ".join(f"{column} {POSTGRES_TYPES[kind]}" for column, kind in types.items())
            _run(cursor, f"CREATE TEMP TABLE {table} ({columns})")
            if rows:
                cursor.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(types))})", rows)
            _parquet(cursor, table, folder)
    return copied


def _parquet(cursor: Any, table: str, folder: Path) -> int:
    into = str(folder / f"{table}.parquet").replace("'", "''")
    return int(cursor.execute(f"COPY {table} TO '{into}' (FORMAT parquet)").fetchall()[0][0])

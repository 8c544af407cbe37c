"""A made-up ledger opened for measuring: its Parquet shown as tables, the law of a day laid beside it."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import duckdb

from amparo.controls.engines.duckdb import DuckDBEngine
from amparo.controls.frozen import FROZEN, Frozen, load_frozen
from amparo.controls.law_rows import due_rows, values_rows
from amparo.controls.run import lay_law
from amparo.law.pack import load_pack
from amparo.records.contract import load_contracts

AS_OF = date(2026, 8, 31)
FIRST_ON = date(2024, 8, 1)
EIGHT = ("CHG-01", "CHG-03", "CHG-05", "CHG-09", "CHG-10", "CHG-12", "CHG-14", "CHG-22")
MEMORY = "2GB"
THREADS = 2


def frozen_controls() -> Mapping[str, Frozen]:
    """The controls measured: those of the release, or of the folder the variable AMPARO_FROZEN names."""
    return load_frozen("duckdb", Path(os.environ.get("AMPARO_FROZEN", FROZEN)))


def open_ledger(folder: Path, *, memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """A DuckDB of two threads and bounded memory that shows every table of the contracts."""
    connection = duckdb.connect(
        config={"memory_limit": memory, "threads": THREADS, "temp_directory": str(folder / f"spill-{os.getpid()}")}
    )
    connection.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
    for name in load_contracts():
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{folder / name}.parquet')")
    return connection


def lay_chinese_law(connection: duckdb.DuckDBPyConnection, controls: Iterable[Frozen]) -> DuckDBEngine:
    """The engine of the runs, with the Chinese pack's values and deadlines laid for the years of the ledger."""
    engine = DuckDBEngine(connection)
    pack = load_pack("cn")
    due = due_rows(pack, list(controls), first_on=FIRST_ON, last_on=AS_OF)
    lay_law(engine, values=values_rows(pack), due=due, as_of=AS_OF)
    return engine


class Spent:
    """CPU seconds of this process, all threads, and wall seconds, since it was made."""

    def __init__(self) -> None:
        self._cpu, self._wall = _cpu(), time.perf_counter()

    def __call__(self) -> tuple[float, float]:
        """(cpu, wall) so far."""
        return _cpu() - self._cpu, time.perf_counter() - self._wall


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime

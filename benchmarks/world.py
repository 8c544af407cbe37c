"""A made-up collection ledger of any size, written by DuckDB itself so that a hundred million charges are quick to make."""

from __future__ import annotations

from pathlib import Path

import duckdb

from amparo.records.contract import DUCKDB_TYPES, load_contracts
from benchmarks.flows import flows
from benchmarks.registers import registers
from benchmarks.row import Row


def build(folder: Path, charges: int, *, memory: str = "4GB", only: tuple[str, ...] = ()) -> None:
    """Write one Parquet file a table; tables that the ledger does not need are written empty."""
    folder.mkdir(parents=True, exist_ok=True)
    row = Row(charges)
    made = {**registers(row), **flows(row)}
    with duckdb.connect() as connection:
        connection.execute(f"SET threads = 2; SET memory_limit = '{memory}'; SET temp_directory = '{folder}/spill'")
        connection.execute(
            "SET preserve_insertion_order = false; SET TimeZone = 'UTC'; SET enable_progress_bar = false"
        )
        for name, contract in load_contracts().items():
            path = folder / f"{name}.parquet"
            if path.exists() or (only and name not in only):
                continue
            source, columns = made.get(name, ("range(0) t(i)", dict[str, str]()))
            selected = ", ".join(
                f"({columns.get(column, 'NULL')})::{DUCKDB_TYPES[kind]} AS {column}"
                for column, kind in contract.types.items()
            )
            connection.execute(
                f"COPY (SELECT {selected} FROM {source}) TO '{path}.part' (FORMAT parquet, COMPRESSION zstd)"
            )
            path.with_name(path.name + ".part").rename(path)

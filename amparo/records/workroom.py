"""A DuckDB for one piece of work: in memory, bounded, spilling into a folder of its own, fetching nothing from outside."""

from __future__ import annotations

from pathlib import Path

import duckdb

from amparo.records.casting import MACROS


def workroom(spill: Path, *, memory_limit: str, threads: int) -> duckdb.DuckDBPyConnection:
    """A connection whose moments are UTC and whose spilled data is sealed; `spill` is made when something spills."""
    connection = duckdb.connect(
        config={
            "memory_limit": memory_limit,
            "threads": threads,
            "temp_directory": str(spill),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    # What spills is sealed with a key of this process, whose nonces DuckDB draws from a plain generator unless a
    # downloaded extension is there: enough for what lives minutes and is of no use once the process is gone.
    connection.execute("SET force_mbedtls_unsafe = 'true'")
    connection.execute("SET temp_file_encryption = true")
    connection.execute("SET enable_progress_bar = false")  # it writes to standard output, which is for answers
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET preserve_insertion_order = true")
    for macro in MACROS:
        connection.execute(macro)
    return connection

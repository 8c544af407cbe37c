"""`python -m benchmarks`: measures, and prints Markdown as it stands in docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import tables
from benchmarks.measured import machine
from benchmarks.world import build

SIZES = (1_000_000, 10_000_000)
OVER_LEDGERS: dict[str, Callable[[Path, int], Iterable[str]]] = {
    "eight": tables.eight,
    "all": tables.everything,
    "loading": tables.loading,
    "day": tables.day,
}
TITLES = {
    "eight": "Eight charge controls beside hand-written SQL",
    "all": "All controls",
    "loading": "Loading a CSV of the charges",
    "day": "One day's increment",
    "peers": "polars, pandas and pandera beside them",
    "first": "First finding on the screen",
}


def main() -> None:
    """Build each ledger, measure what was asked for, remove the ledger."""
    words = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    words.add_argument("--size", type=float, action="append", help="charges, as 1e6; may be given again")
    words.add_argument("--only", choices=list(TITLES), action="append", help="may be given again")
    words.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "amparo-benchmarks")
    words.add_argument("--keep", action="store_true", help="keep the ledgers for the next time")
    words.add_argument("--peers-python", default=sys.executable, help="a Python that has pandas, polars, pandera")
    given = words.parse_args()
    chosen = given.only or list(TITLES)
    load = os.getloadavg()[0]
    said(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine()}, DuckDB {version('duckdb')}; load at the start {load:.1f}"
    )
    for size in [int(size) for size in given.size or SIZES]:
        ledger = given.folder / f"world-{size}"
        if set(chosen) - {"first"}:
            build(ledger, size)
        for name in chosen:
            if name != "first":
                lines = (
                    tables.peers(ledger, size, given.peers_python)
                    if name == "peers"
                    else OVER_LEDGERS[name](ledger, size)
                )
                told(f"{TITLES[name]}, {size:,} charges", lines)
        if not given.keep:
            shutil.rmtree(ledger, ignore_errors=True)
    if "first" in chosen:
        told(TITLES["first"], tables.first(given.folder))


def told(title: str, lines: Iterable[str]) -> None:
    """One benchmark with the hour and load at which it ended."""
    said(f"\n### {title}\n")
    for line in lines:
        said(line)
    said(f"\n_{datetime.now(UTC):%H:%M} UTC, load {os.getloadavg()[0]:.1f}_")


def said(line: str) -> None:
    """At once, so that a long run can be watched."""
    print(line, flush=True)


if __name__ == "__main__":
    main()

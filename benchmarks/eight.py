"""Eight charge controls as frozen SQL beside the best SQL we can write by hand, for the same rows and columns.

As a process of its own: `python -m benchmarks.eight FOLDER REPEATS ours,hand [CONTROL…]` prints what each side took.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import duckdb

from amparo.controls.engines.duckdb import TYPES
from amparo.controls.frozen import Frozen
from benchmarks.ledger import EIGHT, Spent, frozen_controls, lay_chinese_law, open_ledger

HAND = Path(__file__).parent / "hand"


def compare(
    folder: Path, *, repeats: int, sides: tuple[str, ...], only: tuple[str, ...] = EIGHT
) -> dict[str, dict[str, Any]]:
    """Per control and side the CPU and wall seconds of each repeat; the sides take turns, and must answer equally."""
    controls = frozen_controls()
    chosen = [controls[name] for name in only or EIGHT]
    taken: dict[str, dict[str, Any]] = {}
    with open_ledger(folder) as connection:
        lay_chinese_law(connection, chosen)
        for control in chosen:
            sql = {"ours": control.sql["whole"], "hand": (HAND / f"{control.id}.sql").read_text(encoding="utf-8")}
            answers: dict[str, tuple[int, int]] = {}
            times: dict[str, Any] = {side: [] for side in sides}
            for turn in range(repeats):
                for side in sides if turn % 2 else tuple(reversed(sides)):
                    spent = Spent()
                    connection.execute(f"CREATE OR REPLACE TABLE answer_{side} AS {sql[side]}")
                    times[side].append(spent())
                    answers[side] = content(connection, f"answer_{side}", control)
            if len(set(answers.values())) != 1:
                raise AssertionError(f"{control.id}: the two sides answer differently: {answers}")
            for side in sides:
                connection.execute(f"DROP TABLE answer_{side}")
            taken[control.id] = {**times, "rows": answers[sides[0]][0]}
    return taken


def content(connection: duckdb.DuckDBPyConnection, table: str, control: Frozen) -> tuple[int, int]:
    """How many rows a table holds, and one number for all their values whatever the order of the rows."""
    values = ", ".join(f'"{name}"::{TYPES[kind]}' for name, kind in sorted(control.columns["whole"].items()))
    rows, total = connection.execute(f"SELECT count(*), sum(hash(row({values}))::HUGEINT) FROM {table}").fetchall()[0]
    return int(rows), int(total or 0)


if __name__ == "__main__":
    _, place, times, told, *names = sys.argv
    print(json.dumps(compare(Path(place), repeats=int(times), sides=tuple(told.split(",")), only=tuple(names))))

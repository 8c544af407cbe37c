"""Lays a demo straight into DuckDB, without files: the rows of its stories under the contracts' columns."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from amparo.controls.engines import Engine
from amparo.controls.frozen import Frozen, load_frozen
from amparo.controls.law_rows import due_rows, values_rows
from amparo.controls.run import judge, lay_law
from amparo.demo.answer import AnswerKey
from amparo.demo.company import AS_OF, found_company
from amparo.demo.house_rows import house_rows
from amparo.law.pack import load_pack
from amparo.records.contract import load_contracts
from tests.controls.judging import an_engine

LOCAL = timedelta(hours=8)


@dataclass
class Laid:
    """A demo on an engine, with its key."""

    engine: Engine
    key: AnswerKey
    frozen: dict[str, Frozen]

    def found(self) -> set[tuple[str, str]]:
        """Every pair of control and record that the controls find."""
        pairs = set()
        for control in self.frozen.values():
            if control.life == "off":
                continue
            pairs |= {(f.control_id, f.record_id) for f in judge(self.engine, control).found}
        return pairs


def lay_demo(policies: int, seed: int, *, planted: bool = True) -> Laid:
    """A demo of that size and seed, laid into DuckDB with the law of China as it stood on the demo's day."""
    key = AnswerKey(seed, policies, AS_OF.isoformat())
    engine = an_engine("duckdb")
    _pour(engine, house_rows(found_company(policies, seed), key, planted=planted))
    frozen = {control.id: control for control in load_frozen("duckdb").values() if control.subject != "feed_days"}
    pack = load_pack("cn")
    due = due_rows(pack, list(frozen.values()), first_on=date(2023, 1, 1), last_on=date(2026, 12, 31))
    lay_law(engine, values=values_rows(pack), due=due, as_of=AS_OF)
    return Laid(engine, key, frozen)


def _pour(engine: Engine, rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """By way of a file for each table: so many rows need no memory of their own."""
    contracts = load_contracts()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_files:
        paths = {name: Path(folder) / f"{name}.csv" for name in contracts}
        files = {name: open_files.enter_context(path.open("w", newline="")) for name, path in paths.items()}
        writers = {name: csv.writer(file) for name, file in files.items()}
        columns = {name: tuple(contract.types) for name, contract in contracts.items()}
        for at, (table, row) in enumerate(rows):
            writers[table].writerow([_stored(row, name, at) for name in columns[table]])
        for name, contract in contracts.items():
            files[name].flush()
            engine.fill(name, contract.types, [])
            if not paths[name].stat().st_size:
                continue
            with engine._connection.cursor() as cursor:  # type: ignore[attr-defined]
                cursor.execute(
                    f"COPY {name} FROM '{paths[name]}' (FORMAT csv, HEADER false, NULLSTR '', DELIMITER ',', QUOTE '\"')"
                )


def _stored(row: dict[str, Any], name: str, at: int) -> Any:
    value = row.get(name)
    if name == "line_id" and value is None:
        return f"HLA{at:08d}"
    return value - LOCAL if isinstance(value, datetime) else value

"""Lays a demo straight into DuckDB, without files: the rows of its stories under the contracts' columns."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
    company = found_company(policies, seed)
    key = AnswerKey(seed, policies, AS_OF.isoformat())
    tables: dict[str, list[tuple[Any, ...]]] = {name: [] for name in load_contracts()}
    for table, row in house_rows(company, key, planted=planted):
        tables[table].append(_stored(table, row, len(tables[table])))
    engine = an_engine("duckdb")
    for name, contract in load_contracts().items():
        engine.fill(name, contract.types, [])
        _pour(engine, name, tables[name])
    frozen = {control.id: control for control in load_frozen("duckdb").values() if control.subject != "feed_days"}
    pack = load_pack("cn")
    due = due_rows(pack, list(frozen.values()), first_on=date(2023, 1, 1), last_on=date(2026, 12, 31))
    lay_law(engine, values=values_rows(pack), due=due, as_of=AS_OF)
    return Laid(engine, key, frozen)


def _stored(table: str, row: dict[str, Any], at: int) -> tuple[Any, ...]:
    values = []
    for name in load_contracts()[table].types:
        value = row.get(name)
        if name == "line_id" and value is None:
            value = f"HLA{at:08d}"
        values.append(value - LOCAL if isinstance(value, datetime) else value)
    return tuple(values)


def _pour(engine: Engine, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Many rows at once, by way of a file: filling row by row takes minutes."""
    if not rows:
        return
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
        file.flush()
        with engine._connection.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(f"COPY {table} FROM '{file.name}' (FORMAT csv, HEADER false, NULLSTR '')")

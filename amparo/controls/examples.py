"""A control's examples: given these rows, expect these findings. They are its tests and its public page.

Beside `x.py` lies `x.yaml`: a list of `{name, given: {table: [row…]}, as_of?, law?, expect: [row…], unjudged?: {reason: n}}`.
`law` replaces figures of the pack: name → the legal figure, or `{legal: …, house: …}`.
A row states only what matters; the rest is filled from the contract. An expected row may name any column of a finding,
`says_zh`, `says_en`, `says_es`, and `near`. No expected row means: nothing is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from amparo.controls.control import ControlError
from amparo.records.contract import Contract, load_contracts

KEYS = {"name", "given", "as_of", "law", "expect", "unjudged"}
OPEN_END = date(9999, 12, 31)
FILLER = {"string": "-", "int64": 1, "boolean": False, "date": date(2026, 1, 1), "timestamp": datetime(2026, 1, 1, 4)}
NOON = time(4)  # noon in Beijing, as UTC


@dataclass(frozen=True)
class Example:
    """One example: full rows by table (in contract order), the day of judging, law values replaced, what is expected."""

    name: str
    tables: Mapping[str, list[tuple[Any, ...]]]
    as_of: date
    law: Mapping[str, Mapping[str, int]]
    expect: list[dict[str, Any]]
    unjudged: Mapping[str, int]


def read_examples(path: Path) -> list[Example]:
    """The examples of one control; an unknown key, table or column is refused with its place."""
    contracts = load_contracts()
    found = []
    for number, given in enumerate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader), 1):
        where = f"{path.name} example {number}"
        if unknown := set(given) - KEYS:
            raise ControlError(f"{where}: unknown key {sorted(unknown)}; expected some of {sorted(KEYS)}")
        tables = {}
        for table, rows in given["given"].items():
            if table not in contracts:
                raise ControlError(f"{where}: no table {table!r}; expected one of {sorted(contracts)}")
            tables[table] = [full_row(contracts[table], row, where) for row in rows]
        found.append(
            Example(
                name=given["name"],
                tables=tables,
                as_of=given.get("as_of", date(2026, 11, 1)),
                law={name: _figures(figure, where) for name, figure in given.get("law", {}).items()},
                expect=given["expect"],
                unjudged=given.get("unjudged", {}),
            )
        )
    return found


def _figures(given: Any, where: str) -> dict[str, int]:
    """A law value of an example: a plain number is the law's, `{legal: 5, house: 3}` says both."""
    figures = {"legal": given} if isinstance(given, int) else dict(given)
    if not figures or not set(figures) <= {"legal", "house"}:
        raise ControlError(f"{where}: law value {given!r}; write a whole number, or legal and house under it")
    return figures


def full_row(contract: Contract, row: Mapping[str, Any], where: str) -> tuple[Any, ...]:
    """One row with every column of the contract, in order: what is not stated is filled plainly, or left empty."""
    if unknown := set(row) - set(contract.types):
        raise ControlError(f"{where}: {contract.name} has no column {sorted(unknown)}")
    values = []
    for column in contract.columns:
        if column.name in row:
            value = row[column.name]
            if column.type == "timestamp" and isinstance(value, str):
                value = datetime.fromisoformat(value)
        elif column.when_empty:
            value = OPEN_END
        elif moment_of := next((c.name for c in contract.columns if c.local_day_of == column.name), None):
            on = row.get(moment_of)
            value = datetime.combine(on, NOON) if on else None
        elif column.local_day_of and column.local_day_of in row:
            value = datetime.fromisoformat(str(row[column.local_day_of])).date()
        elif not column.required:
            value = None
        elif column.values:
            value = column.values[0]
        elif column.name == "currency":
            value = "CNY"
        else:
            value = FILLER[column.type]
        values.append(value)
    return tuple(values)

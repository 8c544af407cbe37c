"""A world as a house's files: one CSV a table, as a person would deliver them, and a mapping for each."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from amparo.records.contract import Column
from tests.harm.rows import CONTRACTS, EAST, World, marked

MADE_ON_THE_WAY_IN = {"longitude_mm", "line_id"}
MOMENT = "%Y-%m-%d %H:%M:%S"


def brought(table: str) -> list[Column]:
    """The columns a file brings: all but those worked out at the door; the day too where the moment may be empty."""
    required = {c.name: c.required for c in CONTRACTS[table].columns}
    return [
        c
        for c in CONTRACTS[table].columns
        if c.derive not in MADE_ON_THE_WAY_IN and not (c.local_day_of and required[c.local_day_of])
    ]


def write_mappings(root: Path, tables: Collection[str]) -> None:
    """A mapping a table: each column under the name it comes in by, amounts in minor units, moments on the local clock."""
    for table in tables:
        columns: dict[str, Any] = {}
        for column in brought(table):
            columns[column.source] = column.source
            if column.money:
                columns[column.source] = {"from": column.source, "unit": "minor"}
            if column.type == "timestamp":
                columns[column.source] = {"from": column.source, "format": MOMENT}
            if column.name.endswith("_e6"):
                columns[column.source] = {"from": column.source, "unit": "micro"}
        text = yaml.safe_dump({"table": table, "files": [f"{table}.csv"], "format": "csv", "columns": columns})
        (root / "mappings" / f"{table}.yaml").write_text(text, encoding="utf-8")


def write_files(folder: Path, worlds: Sequence[World], tables: Collection[str]) -> list[Path]:
    """The rows of these worlds side by side, a file a table; an empty one has its header."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for table in tables:
        names = [c.name for c in CONTRACTS[table].columns]
        with (path := folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow([c.source for c in brought(table)])
            for number, world in enumerate(worlds):
                for values in marked(world, number, table):
                    row = dict(zip(names, values, strict=True))
                    writer.writerow([_text(row[c.name]) for c in brought(table)])
        paths.append(path)
    return paths


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return (value + EAST).strftime(MOMENT)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)

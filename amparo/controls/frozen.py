"""The frozen controls as they are run: manifest and SQL text, read without Ibis."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from amparo.law.said import Said

FROZEN = Path(__file__).parent / "frozen"


@dataclass(frozen=True)
class Frozen:
    """One control in one dialect: what it says of itself, its SQL by mode, and the types of its output columns."""

    id: str
    version: str
    name: str
    folder: str
    title: Said
    says: Said
    doc: str
    subject: str
    reads: Mapping[str, tuple[str, str]]
    reaches: Mapping[str, tuple[tuple[str, str], ...]]
    clauses: tuple[str, ...]
    law: tuple[str, ...]
    due: tuple[str, ...]
    due_start: str
    right: str
    stage: str
    severity: str
    opens: str
    overlaps: tuple[str, ...]
    cause: tuple[str, ...]
    askable: bool
    history: str
    life: str
    grouped: bool
    unknown_says: Mapping[str, Said]
    near_fails: Mapping[str, Said]
    near_facts: tuple[str, ...]
    near_table: str
    dialect: str
    sql: Mapping[str, str]
    columns: Mapping[str, Mapping[str, str]]

    @property
    def major(self) -> int:
        """The part of the version that belongs to a finding's identity."""
        return int(self.version.split(".")[0])

    def sql_sha256(self, mode: str = "whole") -> str:
        """The hash a run records for the text it ran."""
        return sha256(self.sql[mode].encode()).hexdigest()


@lru_cache(maxsize=16)
def load_frozen(dialect: str, folder: Path = FROZEN) -> Mapping[str, Frozen]:
    """Every frozen control of one dialect, by id."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {entry["id"]: _frozen(entry, dialect, folder) for entry in manifest}


def _frozen(entry: Mapping[str, Any], dialect: str, folder: Path) -> Frozen:
    text = (folder / dialect / f"{entry['id']}_{entry['name']}.sql").read_text(encoding="utf-8")
    sql = {}
    for section in text.split("-- mode: ")[1:]:
        mode, _, statement = section.partition("\n")
        sql[mode] = statement.strip()
    return frozen_of(entry, dialect=dialect, sql=sql)


def frozen_of(entry: Mapping[str, Any], *, dialect: str, sql: Mapping[str, str]) -> Frozen:
    """One entry of the manifest, with its SQL by mode, as it is run."""
    given = dict(entry)
    for name in ("title", "says"):
        given[name] = Said(**given[name])
    for name in ("unknown_says", "near_fails"):
        given[name] = {word: Said(**said) for word, said in given[name].items()}
    for name in ("clauses", "law", "due", "overlaps", "cause", "near_facts"):
        given[name] = tuple(given[name])
    given["reads"] = {table: (pair[0], pair[1]) for table, pair in given["reads"].items()}
    given["reaches"] = {table: tuple((p[0], p[1]) for p in pairs) for table, pairs in given["reaches"].items()}
    return Frozen(dialect=dialect, sql=sql, **given)

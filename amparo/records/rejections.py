"""Rejected rows: each with its record, every reason, what could be read of it, and the row itself sealed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from amparo.records.casting import MACROS
from amparo.records.checks import Reason, narrowed, reason, width_reason
from amparo.records.plan import Cell, Plan
from amparo.records.vault import Vault

BATCH = 2_000
ABOUT = "rejected row"


@dataclass(frozen=True)
class Rejected:
    """One row that was not accepted.

    `keys` holds the string columns that could be read (tokens for personal ones), by which a control knows what it
    cannot judge; `day` the row's day, if readable. `sealed` is the row as it came: `open_row` with the vault.
    """

    record: int
    reasons: tuple[Reason, ...]
    keys: Mapping[str, str]
    day: date | None
    sealed: bytes

    @property
    def harmless(self) -> bool:
        """Whether nothing is missing without this row: the same row was taken once."""
        return all(reason.rule == "repeated" for reason in self.reasons)


@dataclass(frozen=True)
class Source:
    """Where the rejected rows of one load are read from: the raw copy and the table `bad` of its DuckDB."""

    connection: duckdb.DuckDBPyConnection
    plan: Plan
    vault: Vault
    content_sha256: str

    def rows(self) -> Iterator[Rejected]:
        """Stream them, in the order of the file."""
        plan = self.plan
        failed = plan.failed()
        keys = [c for c in plan.cells if c.column.type == "string" and not c.column.values]
        # A masked or unreadable key has no value; a derived moment or match is none to look rows up by.
        day = plan.cell(plan.contract.day)
        chosen = [
            *(f"r.c{n}" for n in range(len(plan.raw.columns))),
            *(sql for _, sql in failed),
            *(cell.text or "NULL" for cell, _ in failed),
            *(cell.digits for cell, _ in failed),
            *(cell.typed for cell in keys),
            f"CAST({day.typed} AS DATE)",
        ]
        sql = (
            f"SELECT r._record, r._ragged, b.rule, b.other, {', '.join(chosen)} FROM {plan.rows} AS r{plan.joins} "
            "JOIN bad AS b ON b.row = r._row ORDER BY r._row"
        )
        with self.connection.cursor() as cursor:
            for macro in MACROS:  # temporary macros belong to one cursor
                cursor.execute(macro)
            cursor.execute(sql)
            while batch := cursor.fetchmany(BATCH):
                for row in batch:
                    yield self._rejected(row, failed, keys)

    def _rejected(self, row: tuple, failed: list[tuple[Cell, str]], keys: list[Cell]) -> Rejected:  # type: ignore[type-arg]
        record, ragged, rule, other = row[:4]
        width, number = len(self.plan.raw.columns), len(failed)
        texts = row[4 : 4 + width]
        rules, values, digits, rest = (
            row[4 + width : 4 + width + number],
            row[4 + width + number : 4 + width + 2 * number],
            row[4 + width + 2 * number : 4 + width + 3 * number],
            row[4 + width + 3 * number :],
        )
        if ragged is not None:
            cells = json.loads(ragged)
            return Rejected(record, (width_reason(record, len(cells), width),), {}, None, self._sealed(cells))
        reasons = [
            self._reason(cell, name, value, int(digit), record)
            for (cell, _), name, value, digit in zip(failed, rules, values, digits, strict=True)
            if name is not None
        ]
        readable = {c.column.name: value for c, value in zip(keys, rest[:-1], strict=True) if value is not None}
        if rule is not None:
            key = self.plan.cell(self.plan.contract.key)
            reasons.append(
                reason(
                    rule, key.column, field=_field(key), record=record, value=readable.get(key.column.name), other=other
                )
            )
        return Rejected(record, tuple(reasons), readable, rest[-1], self._sealed(texts))

    def _reason(self, cell: Cell, rule: str, value: str | None, digits: int, record: int) -> Reason:
        decimal = cell.filled.decimal if cell.filled else "."
        if rule == "type":
            rule = narrowed(cell.column, value, digits=digits, decimal=decimal)
            if cell.filled and cell.filled.formats and rule == "no_such_day":
                rule = "day" if len(cell.filled.formats) > 1 else rule
        return reason(rule, cell.column, field=_field(cell), record=record, value=value, digits=digits)

    def _sealed(self, texts: list[str | None] | tuple[str | None, ...]) -> bytes:
        names = self.plan.raw.columns
        row = {"columns": list(names), "texts": list(texts), "content": self.content_sha256}
        return self.vault.seal(json.dumps(row, ensure_ascii=False).encode("utf-8"), ABOUT)


def open_row(vault: Vault, sealed: bytes) -> tuple[tuple[str, ...], tuple[str | None, ...]]:
    """The columns of the file and the texts of a rejected row as they came; only for eyes that may see names."""
    row = json.loads(vault.unseal(sealed, ABOUT))
    return tuple(row["columns"]), tuple(row["texts"])


def _field(cell: Cell) -> str:
    """What the file calls the column; the contract's own incoming name when it has none there."""
    if cell.filled and cell.filled.columns:
        return "+".join(cell.filled.columns)
    return cell.column.source

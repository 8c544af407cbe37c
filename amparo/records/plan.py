"""Joins a contract, a mapping and the columns of one file into the SQL that types and judges its rows.

`Plan.typed` gives every stored column of every row, with `_record`, `_row` and `_ragged`; `Plan.good` is true of the
rows that may be stored; `Plan.failed` names, column by column, the rule a bad row breaks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from amparo.records.casting import (
    Zone,
    digits_sql,
    empty_sql,
    incoming_sql,
    local_sql,
    moment_sql,
    name_sql,
    text_sql,
    typed_sql,
)
from amparo.records.checks import failed_sql, limits_sql
from amparo.records.contract import Column, Contract
from amparo.records.mapping import Filled, Mapping_
from amparo.records.rawcopy import Raw

# The columns an export of rejected rows adds before those of the file; a file that has them brings corrected rows back.
CORRECTED = ("amparo_source", "amparo_record", "amparo_reason")
WIDE_SPACES = " \t\u3000\u00a0"
# One degree of longitude at the equator is 111 319.49 m (WGS 84), so a micro-degree is 111.31949 mm.
EQUATOR_MM = "111.31949"


@dataclass(frozen=True)
class Cell:
    """One stored column: `text` as it comes (SQL, None when nothing comes), `typed` as it is stored (SQL).

    `derived`: made here and not read from a column of its own. `joined`: the alias of the token table it joins.
    """

    column: Column
    typed: str
    text: str | None = None
    derived: bool = False
    filled: Filled | None = None
    digits: str = "0"
    joined: str | None = None

    @property
    def fallible(self) -> bool:
        """Whether the text may be no value of this column."""
        return self.text is not None and (self.column.type != "string" or self.joined is not None)


@dataclass(frozen=True)
class Plan:
    """What to ask DuckDB of one file."""

    contract: Contract
    raw: Raw
    cells: tuple[Cell, ...]
    joins: str = ""
    locals: str = ""

    @property
    def rows(self) -> str:
        """The raw rows, with the local time of each moment worked out once: the FROM clause of everything below."""
        return f"(SELECT r.*{self.locals} FROM {self.raw.sql} AS r)" if self.locals else self.raw.sql

    def cell(self, name: str) -> Cell:
        """The cell of a stored column."""
        return next(c for c in self.cells if c.column.name == name)

    @property
    def stored(self) -> tuple[str, ...]:
        """The columns worth storing: the others are empty in every row, and are read back as empty."""
        return tuple(c.column.name for c in self.cells if c.typed != empty_sql(c.column))

    @property
    def typed(self) -> str:
        """SELECT of all rows typed, with a flag `x?` for each optional `x` whose text may fail: nothing was wrong with it."""
        chosen = [f"{c.typed} AS {name_sql(c.column.name)}" for c in self.cells]
        chosen += [f"{_harmless(c)} AS {name_sql(c.column.name + '?')}" for c in self.cells if _flagged(c)]
        return f"SELECT {', '.join(chosen)}, r._record, r._row, r._ragged FROM {self.rows} AS r{self.joins}"

    @property
    def good(self) -> str:
        """True of a row of `typed` that breaks no rule."""
        wanted = ["_ragged IS NULL"] if self.raw.ragged else []
        for cell in self.cells:
            name = name_sql(cell.column.name)
            limits = [f"coalesce(NOT ({wrong}), true)" for _, wrong in limits_sql(cell.column, name)]
            if cell.column.required:
                limits = [f"NOT ({wrong})" for _, wrong in limits_sql(cell.column, name)] or [f"{name} IS NOT NULL"]
            elif _flagged(cell):
                wanted.append(f"({name} IS NOT NULL OR {name_sql(cell.column.name + '?')})")
            if cell.text is not None or cell.derived or cell.column.required:
                wanted += limits
        return " AND ".join(wanted) or "true"

    def failed(self) -> list[tuple[Cell, str]]:
        """Each cell that can be wrong, with SQL over `typed` rows' own FROM giving the broken rule or NULL."""
        rules = []
        for cell in self.cells:
            sql = failed_sql(cell.column, typed=cell.typed, text=cell.text, derived=cell.derived, joined=cell.joined)
            if sql is not None and (cell.text is not None or cell.column.required):
                rules.append((cell, sql))
        return rules


def _flagged(cell: Cell) -> bool:
    return cell.fallible and not cell.column.required


def _harmless(cell: Cell) -> str:
    return f"({cell.text} IS NULL" + (f" OR {cell.joined}.masked OR {cell.joined}.blank)" if cell.joined else ")")


def make_plan(
    contract: Contract,
    mapping: Mapping_,
    raw: Raw,
    *,
    zone: Zone,
    content_sha256: str,
    wide: frozenset[str] = frozenset(),
    tokens: Mapping[str, str] | None = None,
    payers: str | None = None,
) -> Plan:
    """The plan of one file.

    `wide`: file columns with full-width padding to take off. `tokens`: column → name of the table (v, token,
    masked) that holds the tokens of its texts. `payers`: name of the table (policy, payer, day, answer) of masked
    payers already compared.
    """
    maker = _Maker(contract, mapping, raw, zone, content_sha256, wide, dict(tokens or {}), payers)
    cells = tuple(maker.cell(column) for column in contract.columns)
    locals_ = "".join(f", {sql} AS {alias}" for alias, sql in maker.locals.items())
    return Plan(contract, raw, cells, "".join(maker.joins), locals_)


class _Maker:
    def __init__(
        self,
        contract: Contract,
        mapping: Mapping_,
        raw: Raw,
        zone: Zone,
        content_sha256: str,
        wide: frozenset[str],
        tokens: Mapping[str, str],
        payers: str | None,
    ) -> None:
        self.contract, self.mapping, self.raw, self.zone = contract, mapping, raw, zone
        self.sha256, self.wide, self.tokens, self.payers = content_sha256, wide, tokens, payers
        self.joins: list[str] = []
        self.locals: dict[str, str] = {}

    def text(self, column: Column) -> str | None:
        """The text that comes in for a column, NULL where the file lacks a column of the mapping."""
        filled = self.mapping.columns.get(column.source)
        if filled is None:
            return None
        places = [self._place(name) for name in filled.columns]
        if filled.constant is None and not any(places):
            return None
        text = incoming_sql(filled, [place or "NULL::VARCHAR" for place in places])
        if column.values and not filled.values and column.type == "string":
            return f"lower({text})" if all(v == v.lower() for v in column.values) else text
        return text

    def _place(self, name: str) -> str | None:
        place = self.raw.column(name)
        if place is None:
            return None
        text = f"nullif(trim(r.{place}, {text_sql(WIDE_SPACES)}), '')" if name in self.wide else f"r.{place}"
        if CORRECTED[1] in self.raw.columns:  # our own export put an apostrophe before what looked like a formula
            text = f"regexp_replace({text}, '^''(''*[=+@\\t\\r-])', '\\1')"
        return text

    def cell(self, column: Column) -> Cell:
        """The cell of one column of the contract."""
        text = self.text(column)
        filled = self.mapping.columns.get(column.source)
        if text is None or filled is None:
            return self._without(column)
        if column.token:
            return self._token(column, text, filled)
        currency = self._currency(column)
        if column.type == "timestamp":
            typed = moment_sql(filled, text, self.zone, self._local(column, filled, text))
        else:
            typed = typed_sql(column, filled, text, currency=currency, zone=self.zone)
        if column.when_empty is not None:
            default = f"CAST({text_sql(column.when_empty)} AS DATE)" if column.type == "date" else column.when_empty
            typed = f"CASE WHEN {text} IS NULL THEN {default} ELSE {typed} END"
        digits = digits_sql(column, filled, currency) if column.type == "int64" else "0"
        return Cell(column, typed, text, filled=filled, digits=digits)

    def _local(self, column: Column, filled: Filled, text: str) -> str:
        alias = f"local_{column.name}"
        self.locals[alias] = local_sql(filled, text, self.zone)
        return f"r.{alias}"

    def _currency(self, column: Column) -> str | None:
        if not column.money:
            return None
        return self.text(self.contract.column(column.money))

    def _token(self, column: Column, text: str, filled: Filled) -> Cell:
        assert column.token is not None
        alias = f"k{len(self.joins)}"
        table = self.tokens.get(column.name)
        if table is None:
            return Cell(column, empty_sql(column), text, filled=filled)
        self.joins.append(f" LEFT JOIN {table} AS {alias} ON {alias}.v = {text}")
        return Cell(column, f"{alias}.token", text, filled=filled, joined=alias)

    def _without(self, column: Column) -> Cell:
        """A column nothing comes in for: derived, filled with what empty means, or empty."""
        if column.derive == "line_id":
            return Cell(column, f"'{self.sha256[:20]}-' || CAST(r._row + 1 AS VARCHAR)", derived=True)
        if column.derive == "longitude_mm":
            return Cell(column, self._longitude_mm(column), derived=True)
        if column.derive == "payer_match" and self.payers is not None:
            return Cell(column, self._payer_match(), derived=True)
        if column.local_day_of is not None:
            moment = self.contract.column(column.local_day_of)
            text, filled = self.text(moment), self.mapping.columns.get(moment.source)
            if text is not None and filled is not None:
                return Cell(column, f"CAST({self._local(moment, filled, text)} AS DATE)", derived=True)
        day = next((c for c in self.contract.columns if c.local_day_of == column.name), None)
        if day is not None and column.required and self.text(day) is not None:
            noon = f"CAST({self.cell(day).typed} AS TIMESTAMP) + INTERVAL 12 HOUR"
            return Cell(column, self.zone.utc(f"({noon})"), derived=True)
        if column.when_empty is not None:
            value = f"CAST({text_sql(column.when_empty)} AS DATE)" if column.type == "date" else column.when_empty
            return Cell(column, value)
        return Cell(column, empty_sql(column))

    def _longitude_mm(self, column: Column) -> str:
        name = next(c.name for c in self.contract.columns if c.name.endswith("latitude_e6"))
        latitude = self.cell(self.contract.column(name)).typed
        in_range = f"CASE WHEN {latitude} BETWEEN -90000000 AND 90000000 THEN {latitude} END"
        return f"CAST(round({EQUATOR_MM} * cos(radians(({in_range}) / 1000000.0))) AS BIGINT)"

    def _payer_match(self) -> str:
        policy = self.text(self.contract.column("policy_id"))
        payer = self.text(self.contract.column("payer_name_token"))
        if policy is None or payer is None:
            return "CAST(NULL AS VARCHAR)"
        alias = f"k{len(self.joins)}"
        day = self.cell(self.contract.column(self.contract.day)).typed
        self.joins.append(
            f" LEFT JOIN {self.payers} AS {alias} ON {alias}.policy = {policy} AND {alias}.payer = {payer}"
            f" AND {alias}.day = {day}"
        )
        return f"{alias}.answer"


def token_texts(cells: Sequence[Cell]) -> list[tuple[str, str, str]]:
    """(column, token kind, SQL text) of each column whose texts become tokens."""
    return [(c.column.name, c.column.token.kind, c.text) for c in cells if c.column.token and c.text is not None]

"""Which subject rows a control cannot judge, and why: laid as a table before its findings are read.

A row that some table cannot speak of (too late a day, an institution without files, a rejected row it would reach) is
not judged, whether it would be found or not: a missing row can hide a wrong as well as feign one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from amparo.controls.engines import Engine, plain_sql
from amparo.controls.frozen import Frozen
from amparo.controls.supply import Supply
from amparo.records.contract import load_contracts

# A comparison of many rows bears this share of unread ones; above it no group is judged.
GROUPS_BEAR_PPM = 10_000

Reason = tuple[str, str]
Piece = tuple[Reason, str]  # why, and the part of a SELECT over subjects `s` that finds those concerned


@dataclass(frozen=True)
class Limits:
    """What is known before the run: the tables a control needs, why all or some of its subjects cannot be judged.

    `all`: a reason that holds for every subject. `last_on`: the last day each table can speak of. `sql`: a SELECT of
    `record_id` and `rank` for the subjects that cannot be judged ('' when there are none), `reasons` by rank.
    `precise`, for a control of groups: output column → value of a rejected row → reason.
    """

    all: Reason | None
    last_on: Sequence[tuple[date, Reason]]
    sql: str
    reasons: Mapping[int, Reason]
    precise: Mapping[str, Mapping[str, Reason]]

    def beyond(self, on: date) -> Reason | None:
        """The reason why a finding of that day cannot be relied on, the table that ends first before the others."""
        return next((reason for last, reason in self.last_on if on > last), None)


def limits(engine: Engine, control: Frozen, *, subject: str, supplies: Mapping[str, Supply]) -> Limits:
    """What the supplies leave of a control's subjects; fills the engine's table of rejected keys where there are some."""
    contract = load_contracts()[control.subject]
    needed = [supplies[t] for t in dict.fromkeys((control.subject, *control.reads)) if t in supplies]
    last_on = _last_days(needed)
    pieces: list[Piece] = []
    if last_on:
        pieces.append((last_on[0][1], f"WHERE s.{contract.day} > {_day(engine, last_on[0][0])}"))
    for supply in needed:
        if supply.institutions is not None and contract.institution:
            given = ", ".join(plain_sql(institution) for institution in sorted(supply.institutions)) or "''"
            pieces.append((("missing", supply.table), f"WHERE s.{contract.institution} NOT IN ({given})"))
    precise = _rejected(engine, control, needed, contract.key, pieces)
    reasons = {rank: reason for rank, (reason, _) in enumerate(pieces)}
    each = [
        f"SELECT s.{contract.key} AS record_id, {rank} AS rank FROM {subject} AS s {rest}"
        for rank, (_, rest) in enumerate(pieces)
    ]
    sql = f"SELECT u.record_id, min(u.rank) AS rank FROM ({' UNION ALL '.join(each)}) AS u GROUP BY u.record_id"
    return Limits(_for_all(engine, control, needed), last_on, sql if each else "", reasons, precise)


def count_by_reason(engine: Engine, table: str, reasons: Mapping[int, Reason]) -> Counter[Reason]:
    """How many subjects of the laid table cannot be judged, each once, by reason."""
    counted: Counter[Reason] = Counter()
    for rank, number in engine.rows(
        f"SELECT u.rank, count(*) AS n FROM {table} AS u GROUP BY u.rank", {"rank": "int64", "n": "int64"}
    ):
        counted[reasons[rank]] += number
    return counted


def _last_days(needed: Sequence[Supply]) -> list[tuple[date, Reason]]:
    """The last day each table can speak of, the earliest first."""
    ends = [(s.covers_until, ("stale", s.table)) for s in needed if s.covers_until is not None]
    waiting = [(s.quarantined_from, s.table) for s in needed if s.quarantined_from is not None]
    ends += [(first - timedelta(days=1) if first > date.min else first, ("quarantined", t)) for first, t in waiting]
    return sorted(ends)


def _for_all(engine: Engine, control: Frozen, needed: Sequence[Supply]) -> Reason | None:
    """A reason for which no subject can be judged: a table missing, or rows of it that might speak of any subject."""
    for supply in needed:
        if not supply.there:
            return "missing", supply.table
    if control.grouped:
        return _too_many(engine, needed)
    for supply in needed:
        for _, column in control.reaches.get(supply.table, ()):
            if supply.unread.get(column, 0) or (not column and (supply.unread or supply.rejected)):
                return "unread", supply.table
    return None


def _rejected(
    engine: Engine, control: Frozen, needed: Sequence[Supply], key: str, pieces: list[Piece]
) -> dict[str, dict[str, Reason]]:
    """Add a piece for each way from a subject to rejected rows; for a control of groups, values by its own columns."""
    keys: list[tuple[int, str]] = []
    precise: dict[str, dict[str, Reason]] = {}
    for supply in needed:
        reason = ("rejected", supply.table)
        for subject_column, table_column in _reaches(control, supply.table, key):
            values = supply.rejected.get(table_column, frozenset())
            if not values or not table_column:
                continue
            rank = len(pieces)
            keys += [(rank, value) for value in sorted(values)]
            join = f"JOIN rejected_keys AS k ON k.rank = {rank} AND k.value = s.{subject_column}"
            pieces.append((reason, join))
            if control.grouped and subject_column in control.columns["whole"]:
                precise.setdefault(subject_column, {}).update(dict.fromkeys(values, reason))
    if keys:
        engine.fill("rejected_keys", {"rank": "int64", "value": "string"}, keys)
    return precise


def _reaches(control: Frozen, table: str, key: str) -> list[tuple[str, str]]:
    """Every way from a subject row to rows of the table; to its own kind by its key and by the history's column.

    A row of the subject's own kind that cannot be read at all is no ground against the others: it would be a subject.
    """
    ways = list(control.reaches.get(table, ()))
    if table == control.subject:
        ways += [(key, key)] + ([(control.history, control.history)] if control.history else [])
    return list(dict.fromkeys(ways))


def _too_many(engine: Engine, needed: Sequence[Supply]) -> Reason | None:
    """The first table so many of whose rows could not be read that no comparison of groups can lean on it."""
    for supply in needed:
        counts = [len(values) for values in supply.rejected.values()] + list(supply.unread.values())
        lost = max(counts, default=0)
        if lost and lost * 1_000_000 > GROUPS_BEAR_PPM * (lost + engine.count(f"SELECT count(*) FROM {supply.table}")):
            return "unread", supply.table
    return None


def _day(engine: Engine, on: date) -> str:
    """A day as a literal; ClickHouse's own DATE ends in 2149 and would fold later days back."""
    forms = {"sqlite": "'{}'", "clickhouse": "toDate32('{}')"}
    return forms.get(engine.dialect, "DATE '{}'").format(on.isoformat())

"""What a control is handed: the rows to judge, the tables to judge them by, their history, and the law of each day.

Only `build.py` makes one; a control never sees a database. The three modes differ in one table only:
`whole` (the subject is the log), `part` (the subject is some rows of the log), `pending` (the subject is not stored yet).
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import ibis
import ibis.expr.types as ir

from amparo.controls.control import Near
from amparo.records.contract import Contract

LAW_VALUES = {
    "name": "string",
    "valid_from": "date",
    "valid_to": "date",
    "legal_value": "int64",
    "house_value": "int64",
    "value": "int64",
    "ground": "string",
}
LAW_DUE = {
    "rule": "string",
    "from_on": "date",
    "due_strict_on": "date",
    "due_rolled_on": "date",
    "house_due_on": "date",
    "ground": "string",
}
RUN_DAY = {"as_of": "date"}
LAW_TABLES = {"law_values": LAW_VALUES, "law_due": LAW_DUE, "run_day": RUN_DAY}
OPEN_END = "9999-12-31"


class Context:
    """Tables by name, the subject, its history, and the law; every method returns an unbound table expression."""

    def __init__(self, contracts: dict[str, Contract], *, subject: str, mode: str) -> None:
        self.mode = mode
        self._law = {name: ibis.table(types, name=name) for name, types in LAW_TABLES.items()}
        tables = {name: ibis.table(c.types, name=name) for name, c in contracts.items()}
        self.t = SimpleNamespace(**tables)
        self.log: ir.Table = tables[subject]
        self.subject: ir.Table = self.log if mode == "whole" else ibis.table(contracts[subject].types, name="subject")

    def history(self, key: str) -> ir.Table:
        """The stored rows of the subject's own kind that share `key` with the subject, the subject included.

        In a whole run that is the log itself, at no cost. Written as a join, not a semi-join: SQLite scans otherwise.
        """
        if self.mode == "whole":
            return self.log
        keys = self.subject.select(key)
        keys = keys.filter(keys[key].notnull()).distinct()
        cut = keys.inner_join(self.log, key).select(*self.log.columns)
        return cut if self.mode == "part" else cut.union(self.subject.select(*self.log.columns))

    def only_subject(self, rows: ir.Table, key: str) -> ir.Table:
        """Those of the rows that are to be judged now: after a window over the history, the history falls away."""
        return rows if self.mode == "whole" else rows.semi_join(self.subject, key)

    def law(self, rows: ir.Table, name: str, *, on: str) -> ir.Table:
        """The rows with the law's value of their own day beside them: `legal_value`, `house_value`, `limit`, `limit_ground`.

        `limit` is the stricter of the legal and the house's own value. A row of a day without a value falls away:
        what no law forbade that day is no finding. Amounts are in the parameter's own unit.
        """
        values = self._law["law_values"]
        values = values.filter(values.name == name).select(
            "legal_value", "house_value", limit="value", limit_ground="ground", law_from="valid_from", law_to="valid_to"
        )
        joined = rows.inner_join(values, [values.law_from <= rows[on], rows[on] <= values.law_to])
        return joined.select(*rows.columns, "legal_value", "house_value", "limit", "limit_ground")

    def due(self, rows: ir.Table, rule: str | ir.StringValue, *, start: str) -> ir.Table:
        """The rows with the deadline that began on their `start` day: `due_strict_on`, `due_rolled_on`, `house_due_on`, `due_ground`.

        `rule` is one rule's name, or a text expression over the rows (a rule for each kind). Alarms go by the strict
        day; a breach exists only after the rolled one. A row whose day has no such rule falls away.
        """
        due = self._law["law_due"].select(
            "due_strict_on",
            "due_rolled_on",
            "house_due_on",
            due_rule="rule",
            due_ground="ground",
            due_from_on="from_on",
        )
        joined = rows.inner_join(due, [due.due_rule == rule, rows[start] == due.due_from_on])
        return joined.select(*rows.columns, "due_strict_on", "due_rolled_on", "house_due_on", "due_ground")

    def overdue(self, rows: ir.Table, rule: str | ir.StringValue, *, start: str, done: str | None = None) -> ir.Table:
        """Those of the rows whose deadline passed before they were done: `limit_on`, `done_on`, `days_late`, `ground`.

        `done` is the column of the day it was done; empty, or later than the day of judging, is not done yet, and then
        `days_late` is empty: no fact of a finding changes because a day went by. The limit is the rolled legal one, or,
        where only the house's own stricter limit has passed, that one, on ground 'house'.
        """
        dated = self.today(self.due(rows, rule, start=start))
        done_on = (dated[done] <= dated.as_of).ifelse(dated[done], ibis.null("date")) if done else ibis.null("date")
        dated = dated.mutate(done_on=done_on)
        dated = dated.mutate(judged_on=dated.done_on.fill_null(dated.as_of))
        lawful = dated.judged_on > dated.due_rolled_on
        late = dated.filter(lawful | (dated.judged_on > dated.house_due_on))
        lawful = late.judged_on > late.due_rolled_on
        late = late.mutate(
            limit_on=lawful.ifelse(late.due_rolled_on, late.house_due_on),
            ground=lawful.ifelse(late.due_ground, "house"),
        )
        late = late.mutate(days_late=days(late.done_on, late.limit_on))
        return late.select(*rows.columns, "done_on", "limit_on", "ground", "days_late")

    def today(self, rows: ir.Table) -> ir.Table:
        """The rows with the day they are judged on beside them, as `as_of`: a control never reads a clock."""
        return rows.cross_join(self._law["run_day"])

    def uncovered(self, rows: ir.Table, near: Near, table: ir.Table | None = None) -> ir.Table:
        """Those of the rows for which no candidate meets all of the conditions."""
        candidates: ir.Table = getattr(self.t, near.table) if table is None else table
        met = [condition(rows, candidates) for condition in near.conditions.values()]
        return rows.anti_join(candidates, [rows[near.on] == candidates[near.table_on or near.on], *met])

    def beside(self, rows: ir.Table, near: Near, *names: str) -> ir.Table:
        """Each of the rows beside each candidate that meets the named conditions; a column both have is `near_…`."""
        candidates: ir.Table = getattr(self.t, near.table).view()
        met = [near.conditions[name](rows, candidates) for name in names]
        reached = rows[near.on] == candidates[near.table_on or near.on]
        return rows.inner_join(candidates, [reached, *met], rname="near_{name}")

    def candidates(self, near: Near) -> ir.Table:
        """For each subject row and each candidate sharing `on`: the candidate's facts, and each condition as 0 or 1."""
        right: ir.Table = getattr(self.t, near.table).rename("near_{name}")
        pairs = self.subject.inner_join(right, self.subject[near.on] == right[f"near_{near.table_on or near.on}"])
        row, candidate = _Side(pairs, ""), _Side(pairs, "near_")
        met = {f"met_{name}": condition(row, candidate).ifelse(1, 0) for name, condition in near.conditions.items()}
        facts = {fact: pairs[f"near_{fact}"] for fact in near.facts}
        return pairs.select(record_id=pairs[self.key], candidate_id=pairs[f"near_{near.key}"], **facts, **met)

    @property
    def key(self) -> str:
        """The column that names a subject row; set by `build.py` from the contract."""
        return self._key

    @key.setter
    def key(self, name: str) -> None:
        self._key = name


class _Side:
    """One side of a joined pair, by the column names that side had alone, so that a condition reads the same twice."""

    def __init__(self, pairs: ir.Table, prefix: str) -> None:
        self._pairs, self._prefix = pairs, prefix

    def __getattr__(self, name: str) -> Any:
        return self._pairs[self._prefix + name]


def first_each(rows: ir.Table, key: str, *order: Any) -> ir.Table:
    """One row for each value of `key`: the first by `order`, which must be total among the rows of one key."""
    first = ibis.row_number().over(ibis.window(group_by=rows[key], order_by=list(order)))
    return rows.mutate(nth_of_key=first).filter(lambda t: t.nth_of_key == 0).select(*rows.columns)


def ground(breaks_law: ir.BooleanValue) -> ir.StringValue:
    """'law' where the legal limit is broken, 'house' where only the house's own stricter one is (or no law knows one)."""
    return breaks_law.ifelse("law", "house")


def days(later: ir.DateValue, earlier: ir.DateValue) -> ir.IntegerValue:
    """Whole days from `earlier` to `later`, the same on every engine."""
    return later.delta(earlier, unit="day").cast("int64")


def seconds(later: ir.TimestampValue, earlier: ir.TimestampValue) -> ir.IntegerValue:
    """Whole seconds from `earlier` to `later`, fractions of each cut first, the same on every engine."""
    return later.epoch_seconds().cast("int64") - earlier.epoch_seconds().cast("int64")

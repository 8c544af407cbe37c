"""Which subjects must be judged again: those whose rows, or rows they are judged by, changed since a control last ran.

Not only new rows: a late mandate, a corrected charge, a rejected row brought again or a deadline that has passed makes
older subjects dirty too. Judging all of them, and only them, gives what a whole run gives.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import duckdb

from amparo.controls.frozen import Frozen
from amparo.controls.supply import Supply
from amparo.office.findings.models import RejectedRow
from amparo.office.findings.supply_of import supply_state
from amparo.records.contract import Contract


class Changes(Protocol):
    """What a warehouse says of changed rows."""

    connection: duckdb.DuckDBPyConnection

    def changed_sql(self, table: str, column: str, since_batch: int) -> str:
        """SQL of the distinct values of a column in rows added or replaced since a batch, old versions included."""


@dataclass(frozen=True)
class Mark:
    """How far a control has judged: the last batch, the day it judged on, and the supplies it then had."""

    batch: int
    as_of: date
    supplies: Mapping[str, Mapping[str, Any]]


class Dirty:
    """Finds the dirty subjects of each control of one run; what several controls ask is looked up once."""

    def __init__(self, warehouse: Changes, contracts: Mapping[str, Contract], supplies: Mapping[str, Supply]) -> None:
        self._warehouse, self._contracts, self._supplies = warehouse, contracts, supplies
        self._tables: dict[tuple[str, str, int], str | None] = {}
        self._laid = ""
        self._state = supply_state(supplies)

    def lay_subject(self, control: Frozen, mark: Mark, as_of: date) -> bool:
        """Make the table `subject` of what must be judged again; False when only a whole run will do."""
        if control.grouped or as_of < mark.as_of or "part" not in control.sql:
            return False
        contract = self._contracts[control.subject]
        conditions = self._changed_rows(control, mark, contract.key)
        if conditions is None:
            return False
        floor = self._floor(control, mark)
        if floor is None:
            return False
        if floor < date.max:
            conditions.append(f"s.{contract.day} > DATE '{floor.isoformat()}'")
        conditions += self._deadlines(control, min(mark.as_of, floor), as_of)
        where = " OR ".join(conditions) or "false"
        asked = f"SELECT s.* FROM {control.subject} AS s WHERE {where}"
        if asked != self._laid:  # neighbours in the catalogue mostly ask for the same rows
            self._warehouse.connection.execute(f"CREATE OR REPLACE TABLE subject AS {asked}")
            self._laid = asked
        return True

    def _changed_rows(self, control: Frozen, mark: Mark, key: str) -> list[str] | None:
        """Conditions on the subject `s` by changed and by rejected rows; None when every subject is touched."""
        reaches = [(control.subject, key, key)]
        if control.history:
            reaches.append((control.subject, control.history, control.history))
        reaches += [(table, mine, theirs) for table, ways in control.reaches.items() for mine, theirs in ways]
        conditions = []
        for table, mine, theirs in reaches:
            if not mine:
                if self._changed(table, self._contracts[table].key, mark.batch) is not None:
                    return None
                if self._rejected(table, self._contracts[table].key, mark.batch, any_row=True) is not None:
                    return None
                continue
            for name in (self._changed(table, theirs, mark.batch), self._rejected(table, theirs, mark.batch)):
                if name is not None:
                    conditions.append(f"s.{mine} IN (SELECT value FROM {name})")
        return list(dict.fromkeys(conditions))

    def _changed(self, table: str, column: str, since: int) -> str | None:
        """The name of a table of changed values; None when there are none."""
        known = (table, column, since)
        if known not in self._tables:
            sql = self._warehouse.changed_sql(table, column, since)
            self._tables[known] = self._kept(f"changed_{len(self._tables)}", f"SELECT value FROM ({sql}) AS changed")
        return self._tables[known]

    def _rejected(self, table: str, column: str, since: int, any_row: bool = False) -> str | None:
        """The values of rejected rows that came, or were settled, since a batch."""
        known = (table, f"{column} rejected {any_row}", since)
        if known not in self._tables:
            rows = RejectedRow.objects.filter(table_name=table, delivery__batch__isnull=False)
            rows = rows.filter(delivery__batch__gt=since) | rows.filter(settled_batch__gt=since)
            values = {str(v) for keys in rows.values_list("keys", flat=True) if (v := json.loads(keys).get(column))}
            if any_row and not values and rows.exists():
                values = {""}
            self._tables[known] = None
            if values:
                name = f"changed_{len(self._tables)}"
                self._warehouse.connection.execute(
                    f"CREATE OR REPLACE TABLE {name} AS SELECT unnest($1) AS value", [sorted(values)]
                )
                self._tables[known] = name
        return self._tables[known]

    def _kept(self, name: str, sql: str) -> str | None:
        connection = self._warehouse.connection
        connection.execute(
            f"CREATE OR REPLACE TABLE {name} AS SELECT DISTINCT value FROM ({sql}) AS v WHERE value IS NOT NULL"
        )
        return name if connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] else None

    def _floor(self, control: Frozen, mark: Mark) -> date | None:
        """The day after which subjects could not be judged and now can, or the reverse; None: that touches them all."""
        days = []
        for table in (control.subject, *control.reads):
            before, now = mark.supplies.get(table), self._state.get(table)
            if before == now:
                continue
            if before is None or now is None or any(before[k] != now[k] for k in ("there", "institutions", "unread")):
                return None
            days += list(_limits((before, now)))
        return min(days, default=date.max)

    def _deadlines(self, control: Frozen, since: date, as_of: date) -> list[str]:
        """Conditions on the subject `s` whose deadline fell from one day to before another."""
        if not control.due_start:
            return []
        span = f">= DATE '{since.isoformat()}' AND {{0}} < DATE '{as_of.isoformat()}'"

        def within(column: str) -> str:
            return f"({column} {span.format(column)})"

        if not control.due:
            return [within(f"s.{control.due_start}")]
        rules = ", ".join(f"'{rule}'" for rule in control.due)
        due = f"{within('due_rolled_on')} OR {within('house_due_on')}"
        return [f"s.{control.due_start} IN (SELECT from_on FROM law_due WHERE rule IN ({rules}) AND ({due}))"]


def _limits(states: Iterable[Mapping[str, Any]]) -> Iterable[date]:
    """The days at which coverage ended, the day before a quarantine began: what lies after was not judged."""
    for state in states:
        if state["covers_until"]:
            yield date.fromisoformat(state["covers_until"])
        if state["quarantined_from"]:
            first = date.fromisoformat(state["quarantined_from"])
            yield date.fromordinal(max(1, first.toordinal() - 1))

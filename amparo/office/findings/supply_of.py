"""How far each table may be relied on today: from what was delivered, what waits in quarantine, what could not be read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from amparo.controls.frozen import Frozen
from amparo.controls.supply import Supply
from amparo.law.calendars import Calendar
from amparo.office.expects import Feed
from amparo.office.findings.deliveries import waiting_deliveries
from amparo.office.findings.models import Delivery, RejectedRow
from amparo.records.contract import Contract

EVERY_DAY = date.min


def supplies_of(
    contracts: Mapping[str, Contract],
    feeds: Mapping[str, Feed],
    *,
    as_of: date,
    calendar: Calendar,
    controls: Collection[Frozen],
    below: Mapping[str, frozenset[str]],
) -> dict[str, Supply]:
    """The supply of every table. `below` maps an institution to itself and all institutions under it."""
    there = set(Delivery.objects.filter(batch__isnull=False).values_list("table_name", flat=True).distinct())
    waiting = _waiting()
    rejected, unread = _rejected(contracts, reach_columns(contracts, controls))
    found = {}
    for table in contracts:
        until, institutions = _coverage([f for f in feeds.values() if f.table == table], as_of, calendar, below)
        found[table] = Supply(
            table=table,
            there=table in there,
            covers_until=until,
            quarantined_from=waiting.get(table),
            rejected=rejected.get(table, {}),
            unread=unread.get(table, {}),
            institutions=institutions,
        )
    return found


def reach_columns(contracts: Mapping[str, Contract], controls: Collection[Frozen]) -> dict[str, set[str]]:
    """For each table the columns by which some control reaches its rows, its own key among them."""
    columns = {table: {contract.key} for table, contract in contracts.items()}
    for control in controls:
        for table, reaches in control.reaches.items():
            columns[table] |= {column for _, column in reaches if column}
    return columns


def could_not_read(row_keys: Mapping[str, Any], reasons: Iterable[Mapping[str, Any]], column: str) -> bool:
    """Whether a rejected row's value of that column is unknown, and not only empty."""
    if row_keys.get(column) is not None:
        return False
    return not row_keys or any(reason.get("column") in (column, None, "") for reason in reasons)


def supply_state(supplies: Mapping[str, Supply]) -> dict[str, Any]:
    """What a watermark keeps of the supplies, to know later for whom they changed; rejected rows are known by batch."""
    return {
        table: {
            "there": s.there,
            "covers_until": s.covers_until.isoformat() if s.covers_until else None,
            "quarantined_from": s.quarantined_from.isoformat() if s.quarantined_from else None,
            "institutions": sorted(s.institutions) if s.institutions is not None else None,
            "unread": dict(sorted(s.unread.items())),
        }
        for table, s in sorted(supplies.items())
    }


def _waiting() -> dict[str, date]:
    """For each table the first day a delivery still in quarantine may speak of."""
    first: dict[str, date] = {}
    for delivery in waiting_deliveries():
        on = delivery.first_on or delivery.covered_on or EVERY_DAY
        first[delivery.table_name] = min(on, first.get(delivery.table_name, on))
    return first


def _rejected(
    contracts: Mapping[str, Contract], columns: Mapping[str, set[str]]
) -> tuple[dict[str, dict[str, frozenset[str]]], dict[str, dict[str, int]]]:
    """Open rejected rows by table and column: the values that could be read, and how many could not."""
    values: dict[str, dict[str, set[str]]] = {}
    unread: dict[str, Counter[str]] = {}
    rows = RejectedRow.objects.filter(open=True, delivery__batch__isnull=False)
    for table, keys_text, reasons_text in rows.values_list("table_name", "keys", "reasons").iterator(5000):
        if table not in contracts:
            continue
        keys, reasons = json.loads(keys_text), json.loads(reasons_text)
        for column in columns[table]:
            if keys.get(column) is not None:
                values.setdefault(table, {}).setdefault(column, set()).add(str(keys[column]))
            elif could_not_read(keys, reasons, column):
                unread.setdefault(table, Counter())[column] += 1
    frozen = {t: {c: frozenset(v) for c, v in by.items()} for t, by in values.items()}
    return frozen, {table: dict(counted) for table, counted in unread.items()}


def _coverage(
    feeds: list[Feed], as_of: date, calendar: Calendar, below: Mapping[str, frozenset[str]]
) -> tuple[date | None, frozenset[str] | None]:
    """The last day all feeds of a table have covered, and the institutions there are files of (None: of all)."""
    until: list[date] = []
    institutions: set[str] | None = set()
    for feed in feeds:
        if feed.since > as_of:
            continue
        arrived: dict[str, set[date]] = {}
        told = Delivery.objects.filter(feed=feed.name, batch__isnull=False, covered_on__isnull=False)
        for institution, on in told.values_list("institution_id", "covered_on"):
            assert on is not None
            arrived.setdefault(institution if feed.institutions else "", set()).add(on)
        if not feed.institutions:
            institutions = None
            arrived.setdefault("", set())
        elif institutions is not None:
            for code in feed.institutions:
                institutions |= below.get(code, frozenset({code})) if code in arrived else frozenset()
        until += [_covered_until(feed, days, as_of, calendar) for days in arrived.values()]
    if not feeds or not until:
        return None, None
    return min(until), frozenset(institutions) if institutions else None


def _covered_until(feed: Feed, arrived: set[date], as_of: date, calendar: Calendar) -> date:
    """The last covered day before the first one missing; a feed without covered days is an extract of how things stand."""
    if feed.covers is None and arrived:
        return max(arrived)
    until = date.fromordinal(feed.since.toordinal() - 1)
    for day in feed.covered_days(as_of, calendar):
        if day not in arrived:
            break
        until = day
    return until

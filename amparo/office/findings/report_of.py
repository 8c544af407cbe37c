"""The report's data gathered from memory: what was looked at, judged, not judged, rejected, and what was found."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, Sum

from amparo import __version__
from amparo.controls.frozen import load_frozen
from amparo.office.elsewhere import kept_inputs
from amparo.office.expects import Feed
from amparo.office.findings.models import Delivery, Finding, Part, RejectedRow, Run, RunControl
from amparo.office.findings.report_data import (
    About,
    FeedState,
    Judged,
    LookedAt,
    RejectedRows,
    ReportData,
    Unit,
    Unjudged,
    summed_up,
)
from amparo.office.findings.runs import institutions
from amparo.office.findings.view import FindingView
from amparo.office.house import House
from amparo.records.contract import load_contracts


class NothingRun(Exception):
    """There is no run to report on."""


def report_of(house: House, findings: Iterable[FindingView], *, language: str, made_at: datetime) -> ReportData:
    """The report on these findings and the last run."""
    run = Run.objects.filter(state="done").order_by("-id").first()
    if run is None:
        raise NothingRun("there is no run yet to report on; judge the records first, with `amparo check`")
    latest = _latest()
    return ReportData(
        about=About(
            house=house.name,
            language=language,
            as_of=run.as_of,
            made_at=made_at,
            run=run.pk,
            pack=f"{house.pack.country} {run.pack_version}",
            pack_name=house.pack.name,
            pack_sha256=run.pack_sha256,
            program=f"amparo {__version__}",
        ),
        found=summed_up(findings, run=run.pk),
        looked_at=_looked_at(house),
        judged=_judged(latest),
        unjudged=_unjudged(latest),
        rejected=_rejected(),
        feeds=[state for feed in house.feeds.values() for state in _feed(feed, house, run.as_of)],
        units={code: Unit(name, parent or None) for code, parent, name in institutions(house)},
        cleared=Finding.objects.filter(status="cleared").count(),
    )


def _latest() -> list[RunControl]:
    """What each control last made of all records: its last whole run and what came after."""
    newest: dict[str, RunControl] = {}
    for ran in RunControl.objects.order_by("id").iterator():
        if ran.mode == "whole" or ran.control_id not in newest:
            newest[ran.control_id] = ran
    return [newest[name] for name in sorted(newest)]


def _judged(latest: list[RunControl]) -> list[Judged]:
    controls = load_frozen("duckdb")
    return [
        Judged(ran.control_id, controls[ran.control_id].title, controls[ran.control_id].severity, ran.judged, ran.life)
        for ran in latest
        if ran.control_id in controls
    ]


def _unjudged(latest: list[RunControl]) -> list[Unjudged]:
    controls = load_frozen("duckdb")
    found = []
    for ran in latest:
        control = controls.get(ran.control_id)
        if control is None:
            continue
        for reason, table, count in json.loads(ran.unjudged):
            says = control.unknown_says.get(reason)
            found.append(Unjudged(control.id, control.title, reason, table, count, says))
    return found


def _looked_at(house: House) -> list[LookedAt]:
    contracts = load_contracts()
    if house.records is not None:
        seen = {name: told["rows"] for name, told in kept_inputs()["tables"].items() if told["rows"]}
        return [LookedAt(name, contracts[name].names, 0, rows) for name, rows in seen.items() if name in contracts]
    taken = Delivery.objects.filter(batch__isnull=False).values("table_name")
    parts = Part.objects.filter(live=True).values("table_name")
    rows: dict[str, Any] = {
        row["table_name"]: row for row in parts.annotate(n=Sum("rows"), first=Min("first_on"), last=Max("last_on"))
    }
    return [
        LookedAt(
            table=told["table_name"],
            title=contracts[told["table_name"]].names,
            deliveries=told["deliveries"],
            rows=(row := rows.get(told["table_name"], {})).get("n") or 0,
            rejected=told["bad"] or 0,
            first_on=row.get("first"),
            last_on=row.get("last"),
        )
        for told in taken.annotate(deliveries=Count("id"), bad=Sum("rows_rejected")).order_by("table_name")
        if told["table_name"] in contracts
    ]


def _rejected() -> list[RejectedRows]:
    """Open rejected rows counted by file, field and rule."""
    counted: dict[tuple[str, str, str, str, str, str], int] = {}
    rows = RejectedRow.objects.filter(open=True).select_related("delivery")
    told = rows.values_list("delivery__file_name", "table_name", "reasons", "delivery__verdict")
    for file, table, reasons, state in told.iterator(5000):
        for reason in json.loads(reasons):
            remedy = reason["remedy"]["zh"]
            key = (file, table, reason["field"] or "", reason["rule"], remedy, state)
            counted[key] = counted.get(key, 0) + 1
    return [
        RejectedRows(file, table, field, rule, count, remedy, state)
        for (file, table, field, rule, remedy, state), count in sorted(counted.items())
    ]


def _feed(feed: Feed, house: House, as_of: date) -> list[FeedState]:
    """How a feed stands on the day of the run, for each institution it is expected of."""
    calendar = house.pack.calendars[house.pack.calendar]
    states = []
    for institution in feed.institutions or ("",):
        came = Delivery.objects.filter(feed=feed.name, covered_on__isnull=False).exclude(verdict="refused")
        if institution:
            came = came.filter(institution_id=institution)
        arrived: dict[date, date] = {}
        for on, at in came.order_by("-arrived_on").values_list("covered_on", "arrived_on"):
            assert on is not None
            arrived[on] = at
        owed = list(feed.covered_days(as_of, calendar))
        missing = [day for day in owed if day not in arrived]
        late = [day for day in owed if day in arrived and arrived[day] > feed.expected_on(day)]
        overdue = [day for day in missing if feed.expected_on(day) < as_of]
        state = (
            "silent" if overdue else "late" if late and late[-1] == owed[-1] else "awaited" if missing else "arrived"
        )
        due = feed.expected_on(missing[0]) if missing else None
        name = f"{feed.name} {institution}".strip()
        states.append(FeedState(name, feed.table, state, max(arrived) if arrived else None, due))
    return states

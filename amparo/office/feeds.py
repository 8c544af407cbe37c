"""The house's own record of what was delivered: one row for each feed, institution and day a file is expected for.

Written as a delivery like any other, from source `amparo`, so that controls judge silence, falls, rises and changed
columns from one table.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median_low
from typing import Any

from amparo.law.calendars import Calendar
from amparo.law.strict_yaml import StrictFileError
from amparo.office.expects import Feed
from amparo.office.findings.models import Delivery

FILE = "amparo-feed_days.jsonl"
OWN = Path(__file__).parent / "own"
MAPPING_NAME = "amparo:feed_days"
COMPARED = 28
WHOLE_HOUSE = "-"


@dataclass
class Arrived:
    """What came for one feed, institution and covered day, all its files together."""

    on: date | None = None
    rows: int = 0
    missing: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)


def feed_days(
    feeds: Mapping[str, Feed], *, as_of: date, calendar: Calendar, root_institution: str
) -> Iterator[dict[str, Any]]:
    """The rows of `feed_days` up to a day, by feed, institution and covered day.

    `rows_usual` is the lower middle of the last deliveries before, at most 28, `history_days` how many those were.
    """
    for feed in sorted(feeds.values(), key=lambda f: f.name):
        arrived = _arrived(feed)
        for institution in feed.institutions or ("",):
            before: deque[int] = deque(maxlen=COMPARED)
            for covered in feed.covered_days(as_of, calendar):
                came = arrived.get((institution, covered), Arrived())
                yield {
                    "feed_day_id": f"{feed.name}:{institution or WHOLE_HOUSE}:{covered.isoformat()}",
                    "feed": feed.name,
                    "table_name": feed.table,
                    "institution_id": institution or root_institution or WHOLE_HOUSE,
                    "expected_on": feed.expected_on(covered).isoformat(),
                    "arrived_on": came.on.isoformat() if came.on else None,
                    "rows_taken": came.rows,
                    "rows_usual": median_low(before) if before else None,
                    "history_days": len(before),
                    "columns_missing": len(came.missing),
                    "columns_added": len(came.added),
                }
                if came.on:
                    before.append(came.rows)


def attach_feeds(feeds: Mapping[str, Feed]) -> None:
    """Deliveries that came before anyone said they were expected are counted for the feed their names fit."""
    for feed in feeds.values():
        for delivery in Delivery.objects.filter(feed="", table_name=feed.table):
            if not feed.is_for(delivery.file_name):
                continue
            with suppress(StrictFileError):  # a name without a day is no file of this feed
                delivery.covered_on = feed.covered_on(delivery.file_name, delivery.arrived_on)
                delivery.institution_id = feed.institution_of(delivery.file_name) or ""
                delivery.feed = feed.name
                delivery.save(update_fields=["covered_on", "institution_id", "feed"])


def write_feed_days(rows: Iterator[dict[str, Any]], folder: Path) -> Path | None:
    """The rows as a file to be taken in; None when there are none."""
    path = folder / FILE
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            written += 1
    return path if written else None


def _arrived(feed: Feed) -> dict[tuple[str, date], Arrived]:
    found: dict[tuple[str, date], Arrived] = {}
    told = Delivery.objects.filter(feed=feed.name, covered_on__isnull=False).exclude(verdict="refused")
    for delivery in told.order_by("id").iterator():
        assert delivery.covered_on is not None
        institution = delivery.institution_id if feed.institutions else ""
        came = found.setdefault((institution, delivery.covered_on), Arrived())
        came.on = min(came.on or delivery.arrived_on, delivery.arrived_on)
        columns = json.loads(delivery.columns)
        came.missing |= set(columns.get("missing", ()))
        came.added |= set(columns.get("added", ()))
        if delivery.settled_by_id is None and delivery.discarded_at is None:
            came.rows += delivery.rows_taken
    return found

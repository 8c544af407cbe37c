"""What a report is made of: plain data, filled by whoever asks for one; this module only counts what it is handed."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from amparo.law.said import Said
from amparo.office.findings.view import ClauseView, FindingView

KEPT = 200  # findings of one control kept for the page; the rest is counted


@dataclass(frozen=True)
class About:
    """Of which house, by which law, up to which day, by which run."""

    house: str
    language: str
    as_of: date
    made_at: datetime
    run: int
    pack: str
    pack_name: Said
    pack_sha256: str
    program: str


@dataclass(frozen=True)
class LookedAt:
    """One table that was looked at: how many deliveries and rows, how many rows were rejected, which days they cover."""

    table: str
    title: Said
    deliveries: int
    rows: int
    rejected: int = 0
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True)
class Judged:
    """What one control looked at in this run: how many records it could judge."""

    control_id: str
    title: Said
    severity: str
    judged: int
    life: str = "on"


@dataclass(frozen=True)
class Unjudged:
    """What one control could not judge, and why: a code word, or the control's own sentence, and the table that failed."""

    control_id: str
    title: Said
    reason: str
    table: str
    count: int
    says: Said | None = None


@dataclass(frozen=True)
class RejectedRows:
    """Rows of one file rejected by one rule, without any value of theirs."""

    file: str
    table: str
    field: str
    rule: str
    count: int
    remedy: str
    state: str = "accepted"


@dataclass(frozen=True)
class FeedState:
    """One feed that is expected: how far it reaches, and whether it has fallen silent."""

    name: str
    table: str
    state: str
    last_on: date | None
    due_on: date | None


@dataclass(frozen=True)
class Unit:
    """One institution: its name and the one above it."""

    name: str
    parent: str | None = None


@dataclass(frozen=True)
class ControlPart:
    """All that one control found: how much, for how many people, on which law, and the findings the page shows."""

    control_id: str
    title: Said
    severity: str
    right: str
    ground: str
    to_confirm: bool
    shadow: bool
    clauses: tuple[ClauseView, ...]
    count: int
    new: int
    people: int
    money: Mapping[str, int]
    rows: tuple[FindingView, ...]


@dataclass(frozen=True)
class Summary:
    """The findings counted: whole, by control, by day and severity, by institution, by channel and by bank."""

    count: int
    new: int
    people: int
    money: Mapping[str, int]
    parts: tuple[ControlPart, ...]
    by_day: Mapping[date, Mapping[str, int]]
    by_institution: Mapping[str, int]
    by_channel: Mapping[str, int]
    by_bank: Mapping[str, int]


@dataclass(frozen=True)
class ReportData:
    """Everything one report says. `cleared`: findings that were open before this run and are no more."""

    about: About
    found: Summary
    looked_at: Sequence[LookedAt]
    judged: Sequence[Judged]
    unjudged: Sequence[Unjudged] = ()
    rejected: Sequence[RejectedRows] = ()
    feeds: Sequence[FeedState] = ()
    units: Mapping[str, Unit] = field(default_factory=dict)
    cleared: int = 0


def summed_up(findings: Iterable[FindingView], *, run: int, kept: int = KEPT) -> Summary:
    """Count open findings as they stream by, and keep of each control the largest; `run` is the one reported on.

    A record that several controls found counts once in the money, with its largest harm. Shadow findings are shown
    under their control but count nowhere else.
    """
    whole = _Tally(kept)
    by_control: dict[str, _Tally] = {}
    for finding in findings:
        tally = by_control.setdefault(finding.control_id, _Tally(kept))
        tally.add(finding, run)
        if not finding.shadow:
            whole.add(finding, run)
    parts = sorted((tally.part() for tally in by_control.values()), key=_order)
    return Summary(
        count=whole.count,
        new=whole.new,
        people=len(whole.people),
        money=whole.money(),
        parts=tuple(parts),
        by_day={day: dict(whole.by_day[day]) for day in sorted(whole.by_day)},
        by_institution=dict(whole.by_institution),
        by_channel=dict(whole.by_channel.most_common()),
        by_bank=dict(whole.by_bank.most_common()),
    )


_SEVERITY_ORDER = {"critical": 0, "high": 1, "medium": 2, "low": 3}


def _order(part: ControlPart) -> tuple[Any, ...]:
    return part.shadow, _SEVERITY_ORDER.get(part.severity, 9), -part.count, part.control_id


class _Tally:
    """Counts of the findings seen so far; holds a few of them, and small numbers for the rest."""

    def __init__(self, kept: int) -> None:
        self.kept = kept
        self.count = self.new = 0
        self.people: set[int] = set()
        self.harm: dict[int, tuple[int, str]] = {}
        self.by_day: dict[date, Counter[str]] = defaultdict(Counter)
        self.by_institution: Counter[str] = Counter()
        self.by_channel: Counter[str] = Counter()
        self.by_bank: Counter[str] = Counter()
        self.clauses: dict[tuple[Any, ...], ClauseView] = {}
        self.largest: list[tuple[tuple[int, date, str, int], FindingView]] = []

    def add(self, finding: FindingView, run: int) -> None:
        """Count one more finding."""
        self.count += 1
        self.new += finding.run_first == run
        if finding.customer_id or finding.policy_id:
            self.people.add(hash(finding.customer_id or f"policy {finding.policy_id}"))
        if finding.policy_id and finding.amount_minor > 0:
            record = hash((finding.subject_type, finding.record_id))
            self.harm[record] = max(self.harm.get(record, (0, "")), (finding.amount_minor, finding.currency))
        self.by_day[finding.happened_on][finding.severity] += 1
        self.by_institution[finding.institution_id or ""] += 1
        for counter, name in ((self.by_channel, "channel"), (self.by_bank, "bank")):
            if finding.evidence.get(name):
                counter[str(finding.evidence[name])] += 1
        for clause in finding.clauses:
            self.clauses.setdefault((clause.id, clause.legal_value, clause.house_value), clause)
        entry = ((finding.amount_minor, finding.happened_on, finding.finding_id, -self.count), finding)
        if len(self.largest) < self.kept:
            heapq.heappush(self.largest, entry)
        elif entry > self.largest[0]:
            heapq.heappushpop(self.largest, entry)

    def money(self) -> dict[str, int]:
        """The harm by currency, each record once."""
        total: Counter[str] = Counter()
        for minor, currency in self.harm.values():
            total[currency] += minor
        return dict(total.most_common())

    def part(self) -> ControlPart:
        """All of it, as what one control found."""
        rows = tuple(finding for _, finding in sorted(self.largest, key=lambda entry: entry[0], reverse=True))
        first = rows[0]
        return ControlPart(
            control_id=first.control_id,
            title=first.control_title,
            severity=first.severity,
            right=first.right,
            ground=first.ground,
            to_confirm=all(row.to_confirm for row in rows),
            shadow=all(row.shadow for row in rows),
            clauses=tuple(self.clauses.values())[:12],
            count=self.count,
            new=self.new,
            people=len(self.people),
            money=self.money(),
            rows=rows,
        )

"""A deadline that shows its working: every day counted or skipped, and why, in three languages.

The start day is not counted unless the rule says so, a month ends on the corresponding day (clamped to the month's
end), and a limit that ends on a rest day rolls to the next working day where the law of the country says so. Both
days are always given: alarms go by the strict one, a breach exists after the rolled one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from amparo.law import working
from amparo.law.counting import Count, Step, Stop, counted, merged, rolled
from amparo.law.provisions import OPEN_END, Dated, Ground, Pack, Rule, ground_of
from amparo.law.said import Said
from amparo.law.strict_yaml import nearest

PLAIN = re.compile(r"^(\d{1,4})(d|wd|h|w|m|y)$")
PLAIN_UNITS = {"d": "day", "wd": "working_day", "h": "hour", "w": "week", "m": "month", "y": "year"}


class DeadlineError(ValueError):
    """A deadline was asked for that the rule does not know."""


@dataclass(frozen=True)
class Pause:
    """Days that do not count, both included, on a ground the rule knows; whether the person was told of it, and agreed."""

    from_on: date
    to_on: date
    ground: str
    told: bool = False
    agreed: bool = False
    approved: bool = False


@dataclass(frozen=True)
class Extension:
    """A longer limit on a ground the rule knows, with its conditions as they were met, and the day that was (if known)."""

    ground: str
    approved: bool = False
    told: bool = False
    agreed: bool = False
    on: date | None = None


@dataclass(frozen=True)
class Restart:
    """The clock begins anew on a day, on a ground the rule knows."""

    on: date
    ground: str


@dataclass(frozen=True)
class Deadline:
    """When something is due, and how that came about.

    `due_strict_on` by the bare count, `due_rolled_on` after a rest day at the end; `house_due_on` by the insurer's own
    stricter limit, if it has one; `due_at` for limits in hours. `ground`: 'law', 'house', or None (a plain limit, or
    a value that is off until a person confirms it). `provisional`: some day leaned on a year without an official
    notice.
    """

    rule: str
    from_on: date
    amount: int
    unit: str
    due_strict_on: date
    due_rolled_on: date
    provisional: bool
    working: tuple[Step, ...]
    ground: str | None = None
    house_amount: int | None = None
    house_due_on: date | None = None
    due_at: datetime | None = None
    dated: Dated | None = None

    def as_json(self, language: str = "en") -> dict[str, Any]:
        """Plain data for programs, the working in one language."""
        told: dict[str, Any] = {
            "rule": self.rule,
            "from_on": self.from_on.isoformat(),
            "amount": self.amount,
            "unit": self.unit,
            "due_strict_on": self.due_strict_on.isoformat(),
            "due_rolled_on": self.due_rolled_on.isoformat(),
            "provisional": self.provisional,
            "ground": self.ground,
            "house_amount": self.house_amount,
            "house_due_on": self.house_due_on.isoformat() if self.house_due_on else None,
            "due_at": self.due_at.isoformat() if self.due_at else None,
            "working": [
                {
                    "from_on": step.from_on.isoformat(),
                    "to_on": step.to_on.isoformat(),
                    "kind": step.kind,
                    "number": step.number,
                    "why": step.why.in_(language),
                }
                for step in self.working
            ],
        }
        if self.dated:
            for key in ("source", "article", "clause", "confidence"):
                told[key] = getattr(self.dated, key)
            told["checked_on"] = self.dated.checked_on.isoformat()
        return told


@dataclass(frozen=True)
class _Clock:
    """One rule running from one day, with what may lengthen it; what it is asked again and again while it is found."""

    rule: Rule
    count: Count
    stops: Sequence[Stop]
    extensions: Sequence[Extension]
    own: int | None

    def limit(self, start: date) -> tuple[Dated, int]:
        """The value in force that day and the amount that is counted: the house's own where the limit is the house's."""
        dated = self.rule.on(start)
        if dated is None or dated.value is None:
            starts = ", ".join(d.from_on.isoformat() for d in self.rule.dated if d.value is not None)
            raise DeadlineError(
                f"{self.rule.name}: no limit in force on {start.isoformat()}; limits begin on {starts}; ask for a later day"
            )
        return dated, dated.value if self.own is None or dated.confidence != "D" else self.own

    def ends(self, start: date, amount: int, unit: str, count: Count) -> tuple[date, date]:
        """The strict and the rolled end."""
        strict = counted(self.rule, start, amount, unit, self.stops, count)
        return strict, rolled(self.rule, unit, strict, count)

    def last_day(self, start: date, amount: int, unit: str) -> date:
        """The rolled end, quietly."""
        return self.ends(start, amount, unit, Count(self.count.calendar))[1]


def deadline(
    pack: Pack,
    rule: str,
    from_on: date,
    *,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    restarts: Sequence[Restart] = (),
    house_limits: Mapping[str, int] | None = None,
    at: datetime | None = None,
) -> Deadline:
    """The deadline of a rule (by name, or plainly as 15d, 15wd, 48h, 8w, 2m, 1y) for a clock that starts on `from_on`.

    Pauses, extensions and restarts only have effect on grounds the rule knows, with their conditions met, and while
    the clock still runs; the working says when one had none. `at` is the starting moment, for limits in hours.
    """
    made = pack.rules.get(rule) or parse_plain_rule(rule, pack)
    if at is not None and at.date() != from_on:
        raise DeadlineError(f"the moment {at.isoformat()} is not on {from_on.isoformat()}; give a moment of that day")
    count = Count(pack.calendars[made.calendar])
    own = (house_limits or {}).get(rule)
    clock = _Clock(made, count, merged(_lawful(made, from_on, pauses, count)), extensions, own)
    try:
        start = _restarted(clock, from_on, restarts)
        return _told(clock, rule in pack.rules, from_on, start, at if start == from_on else None)
    except OverflowError as error:
        raise DeadlineError(f"{rule} from {from_on.isoformat()}: ends beyond the year 9999; give fewer") from error


def _told(clock: _Clock, named: bool, from_on: date, start: date, at: datetime | None) -> Deadline:
    dated, limit = clock.limit(start)
    count, rule = clock.count, clock.rule
    amount = _extended(clock, limit, start, dated.unit, quietly=False)
    strict, end = clock.ends(start, amount, dated.unit, count)
    due_at = _hours_later(at, amount) if at and dated.unit == "hour" else None
    if due_at is not None:
        strict = end = due_at.date()
    stricter = clock.own is not None and (clock.own > amount if rule.direction == "before" else clock.own < amount)
    house_due = None
    if stricter and clock.own is not None:
        house_due = counted(rule, start, clock.own, dated.unit, clock.stops, Count(count.calendar))
    for stop in clock.stops:
        if not any(s.kind == "paused" and s.from_on <= stop.to_on and stop.from_on <= s.to_on for s in count.steps):
            count.step(stop.from_on, "without_effect", None, _no(stop.says, working.OUTSIDE_CLOCK), stop.to_on)
    return Deadline(
        rule=rule.name,
        from_on=from_on,
        amount=amount,
        unit=dated.unit,
        due_strict_on=strict,
        due_rolled_on=end,
        provisional=count.provisional,
        working=tuple(count.steps),
        ground=ground_of(dated.confidence) if named else None,
        house_amount=clock.own,
        house_due_on=house_due,
        due_at=due_at,
        dated=dated if named else None,
    )


def parse_plain_rule(text: str, pack: Pack) -> Rule:
    """A rule given plainly, counted as the civil law of the country counts."""
    found = PLAIN.match(text)
    if not found:
        remedy = nearest(text, pack.rules)
        raise DeadlineError(f"{text}: no such rule; expected a rule's name, or 15d, 15wd, 48h, 8w, 2m, 1y; {remedy}")
    unit = PLAIN_UNITS[found[2]]
    dated = Dated(date(1, 1, 1), OPEN_END, int(found[1]), unit, "", "", "", "D", date(1, 1, 1))
    says = working.amount_in_words(int(found[1]), unit)
    given = ("redress", pack.calendar, "excluded", pack.plain_end, "after")
    return Rule(text, "plain", says, says, *given, {}, {}, {}, (dated,))


def _hours_later(at: datetime, hours: int) -> datetime:
    """Hours pass on the world's clock, also across a change to summer time."""
    if at.tzinfo is None:
        return at + timedelta(hours=hours)
    return (at.astimezone(UTC) + timedelta(hours=hours)).astimezone(at.tzinfo)


def _restarted(clock: _Clock, from_on: date, restarts: Sequence[Restart]) -> date:
    """The day from which the clock finally counts; what comes after the limit ran out does not begin it anew."""
    start = from_on
    for restart in sorted(restarts, key=lambda r: r.on):
        ground = clock.rule.restarts.get(restart.ground)
        if ground is None:
            reason: Said | None = working.UNKNOWN_GROUND
        elif not ground.holds(start):
            reason = working.NOT_IN_FORCE
        elif restart.on < start:
            reason = working.BEFORE_CLOCK
        else:
            dated, limit = clock.limit(start)
            amount = _extended(clock, limit, start, dated.unit, quietly=True)
            reason = working.AFTER_CLOCK if restart.on > clock.last_day(start, amount, dated.unit) else None
        if reason is not None or ground is None:
            why = _no(ground.says if ground else restart.ground, reason or working.UNKNOWN_GROUND)
            clock.count.step(restart.on, "without_effect", None, why)
        else:
            start = restart.on
            clock.count.step(start, "restarted", None, ground.says)
    return start


def _extended(clock: _Clock, amount: int, start: date, unit: str, *, quietly: bool) -> int:
    """The amount after every extension that took effect, the shortest first."""
    count = Count(clock.count.calendar) if quietly else clock.count
    known = clock.rule.extensions
    for extension in sorted(clock.extensions, key=lambda e: known[e.ground].to if e.ground in known else 0):
        ground = known.get(extension.ground)
        day = extension.on or start
        reasons = _unmet(ground, extension, start)
        if not reasons and day < start:
            reasons = [working.BEFORE_RESTART]
        if not reasons and day > clock.last_day(start, amount, unit):
            reasons = [working.AFTER_CLOCK]
        if ground is None or reasons:
            why = working.without_effect(ground.says if ground else extension.ground, reasons)
            count.step(day, "without_effect", None, why)
        elif ground.to > amount:
            amount = ground.to
            count.step(day, "extended", amount, working.extended(ground.says, amount, unit))
    return amount


def _lawful(rule: Rule, from_on: date, pauses: Sequence[Pause], count: Count) -> list[Stop]:
    """The pauses that stop the clock; the others are told as without effect."""
    stops = []
    for pause in pauses:
        if pause.to_on < pause.from_on:
            days = f"{pause.from_on.isoformat()}..{pause.to_on.isoformat()}"
            raise DeadlineError(f"pause {days} ends before it begins; give its first day, then its last")
        ground = rule.pauses.get(pause.ground)
        reasons = _unmet(ground, pause, from_on)
        if ground is None or reasons:
            why = working.without_effect(ground.says if ground else pause.ground, reasons)
            count.step(pause.from_on, "without_effect", None, why, pause.to_on)
        else:
            stops.append(Stop(pause.from_on, pause.to_on, ground.says))
    return stops


def _unmet(ground: Ground | None, given: Pause | Extension, start: date) -> list[Said]:
    if ground is None:
        return [working.UNKNOWN_GROUND]
    if not ground.holds(start):
        return [working.NOT_IN_FORCE]
    return [working.MISSING[need] for need in ground.needs if not getattr(given, need)]


def _no(says: Said | str, reason: Said) -> Said:
    return working.without_effect(says, [reason])

"""Counts an amount from a day by a rule, telling each day counted or skipped and why."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from amparo.law import working
from amparo.law.calendars import ONE, Calendar
from amparo.law.provisions import Rule
from amparo.law.said import Said

# Above this many days the working is told in spans, not day by day.
DAY_BY_DAY = 400


@dataclass(frozen=True)
class Step:
    """One day (or span) of the working, with the reason.

    `kind`: start · counted (`number` is the running number) · skipped · paused · rolled · restarted · extended ·
    without_effect.
    """

    from_on: date
    to_on: date
    kind: str
    number: int | None
    why: Said


@dataclass(frozen=True)
class Stop:
    """Days that do not count, both included, and the ground in words."""

    from_on: date
    to_on: date
    says: Said


@dataclass
class Count:
    """One count of an amount from a start day, gathering its steps."""

    calendar: Calendar
    steps: list[Step] = field(default_factory=list)
    provisional: bool = False

    def step(self, day: date, kind: str, number: int | None, why: Said, to: date | None = None) -> None:
        """Add one step."""
        self.steps.append(Step(day, to or day, kind, number, why))

    def leans_on(self, day: date) -> None:
        """The answer depends on whether that day is a working day."""
        self.provisional |= not self.calendar.knows(day)


def landing(rule: Rule, start: date, amount: int, unit: str, calendar: Calendar) -> date:
    """Where an undisturbed count ends, without its working."""
    if not amount:
        return start
    sign = -1 if rule.direction == "before" else 1
    counted = rule.start_day == "counted"
    if unit in ("month", "year"):
        end = months_later(start, sign * amount * (12 if unit == "year" else 1))
        return end - sign * ONE if counted and end.day == start.day else end
    if unit == "hour":
        return start + timedelta(days=sign * -(-amount // 24))
    first = start - sign * ONE if counted else start
    if unit == "working_day":
        return calendar.add_workdays(first, sign * amount)
    return first + timedelta(days=sign * amount * (7 if unit == "week" else 1))


def counted(rule: Rule, start: date, amount: int, unit: str, stops: Sequence[Stop], count: Count) -> date:
    """The strict end, telling each day: counted, skipped as a rest day, or paused."""
    if unit in ("month", "year", "hour"):
        return _span(rule, start, amount, unit, stops, count)
    if unit == "week":
        amount *= 7
    sign = -1 if rule.direction == "before" else 1
    day = start
    if rule.start_day == "counted" and amount:
        day -= sign * ONE
    else:
        count.step(start, "start", 0, working.START_DAY)
    number = 0
    while number < amount:
        day += sign * ONE
        stop = next((s for s in stops if s.from_on <= day <= s.to_on), None)
        if stop is not None:
            count.step(day, "paused", None, stop.says)
            continue
        if unit == "working_day":
            count.leans_on(day)
            if not count.calendar.is_workday(day):
                count.step(day, "skipped", None, working.rest(count.calendar, day))
                continue
        number += 1
        count.step(day, "counted", number, working.counted_day(count.calendar, day, number, unit))
    if len(count.steps) > DAY_BY_DAY:
        _gather(count)
    return day


def rolled(rule: Rule, unit: str, strict: date, count: Count) -> date:
    """The end after a rest day at the end; strict rules, hours, working days and limits counted back do not roll."""
    if rule.end == "strict" or rule.direction == "before" or unit in ("working_day", "hour"):
        return strict
    day = strict
    while not count.calendar.is_workday(day):
        count.leans_on(day)
        count.step(day, "rolled", None, working.rolled(count.calendar, day))
        day += ONE
    count.leans_on(day)
    return day


def leans_beyond(rule: Rule, unit: str, start: date, strict: date, rolled_on: date, calendar: Calendar) -> bool:
    """Whether an undisturbed count leaned on a day no notice covers: what `counted` and `rolled` would find."""
    if unit == "working_day" and start != strict:
        first, last = min(start, strict), max(start, strict)
        if rule.start_day == "excluded":
            first, last = (first + ONE, last) if start == first else (first, last - ONE)
        return calendar.open_days(first, last)
    if rule.end == "strict" or rule.direction == "before" or unit in ("hour", "working_day"):
        return False
    return calendar.open_days(strict, rolled_on)


def months_later(start: date, months: int) -> date:
    """The corresponding day, or the last day of a month that has none."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"year {year}")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def merged(stops: Sequence[Stop]) -> list[Stop]:
    """The same days in order, none of them twice."""
    apart: list[Stop] = []
    for stop in sorted(stops, key=lambda s: (s.from_on, s.to_on)):
        if apart and stop.from_on <= apart[-1].to_on:
            if stop.to_on <= apart[-1].to_on:
                continue
            stop = Stop(apart[-1].to_on + ONE, stop.to_on, stop.says)
        apart.append(stop)
    return apart


def _span(rule: Rule, start: date, amount: int, unit: str, stops: Sequence[Stop], count: Count) -> date:
    """Months and years run to the corresponding day; the days a pause takes out of them are added at the end."""
    end = landing(rule, start, amount, unit, count.calendar)
    clamped = unit in ("month", "year") and end.day < start.day and rule.start_day == "excluded"
    why = working.span(rule, unit, amount, start, end, clamped=clamped)
    count.step(min(start, end), "counted", amount, why, max(start, end))
    for stop in stops:
        first = max(stop.from_on, start + ONE)
        if first <= end and stop.to_on >= first:
            end += stop.to_on - first + ONE
            count.step(first, "paused", None, stop.says, stop.to_on)
    return end


def _gather(count: Count) -> None:
    """Fold runs of counted days into spans, so that a year's working stays readable."""
    folded: list[Step] = []
    for step in count.steps:
        last = folded[-1] if folded else None
        if last and last.kind == step.kind == "counted" and last.to_on + ONE == step.from_on:
            folded[-1] = Step(last.from_on, step.to_on, "counted", step.number, step.why)
        else:
            folded.append(step)
    count.steps[:] = folded

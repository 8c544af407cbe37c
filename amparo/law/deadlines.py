"""A deadline that shows its working: every day counted or skipped, and why, in three languages.

Civil counting by default: the start day is not counted, a month ends on the corresponding day (clamped to the month's
end), and a limit that ends on a rest day rolls to the next working day. Both days are always given: alarms go by the
strict one, a breach exists after the rolled one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from amparo.law.calendars import ONE, Calendar
from amparo.law.pack import OPEN_END, Dated, Pack, Rule
from amparo.law.said import Said

PLAIN = re.compile(r"^(\d{1,4})(d|wd|h|w|m|y)$")
PLAIN_UNITS = {"d": "day", "wd": "working_day", "h": "hour", "w": "week", "m": "month", "y": "year"}
# Above this many days the working is told in spans, not day by day.
DAY_BY_DAY = 400


class DeadlineError(ValueError):
    """A deadline was asked for that the rule does not know."""


@dataclass(frozen=True)
class Pause:
    """Days that do not count, both included, on a ground the rule knows; `told`: the person was told of it."""

    from_on: date
    to_on: date
    ground: str
    told: bool = False


@dataclass(frozen=True)
class Extension:
    """A longer limit on a ground the rule knows, with its conditions as they were met."""

    ground: str
    approved: bool = False
    told: bool = False


@dataclass(frozen=True)
class Restart:
    """The clock begins anew on a day, on a ground the rule knows."""

    on: date
    ground: str


@dataclass(frozen=True)
class Step:
    """One day (or span) of the working: counted with its running number, or skipped, paused, rolled, with the reason."""

    from_on: date
    to_on: date
    kind: str
    number: int | None
    why: Said


@dataclass(frozen=True)
class Deadline:
    """When something is due, and how that came about.

    `due_strict_on` by the bare count, `due_rolled_on` after a rest day at the end; `house_due_on` by the insurer's own
    stricter limit, if it has one; `due_at` for limits in hours. `provisional`: some day leaned on a year without an
    official notice.
    """

    rule: str
    from_on: date
    amount: int
    unit: str
    due_strict_on: date
    due_rolled_on: date
    provisional: bool
    working: tuple[Step, ...]
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
            told |= {"source": self.dated.source, "article": self.dated.article, "confidence": self.dated.confidence}
        return told


@dataclass(frozen=True)
class LawDue:
    """One row of the table controls join: the deadline that began on one day under one rule."""

    rule: str
    from_on: date
    due_strict_on: date
    due_rolled_on: date
    house_due_on: date | None
    ground: str
    provisional: bool


@dataclass
class _Count:
    """One count of an amount from a start day, gathering its steps."""

    calendar: Calendar
    steps: list[Step] = field(default_factory=list)
    provisional: bool = False

    def step(self, day: date, kind: str, number: int | None, why: Said, to: date | None = None) -> None:
        self.steps.append(Step(day, to or day, kind, number, why))


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

    Pauses, extensions and restarts only have effect on grounds the rule knows and with their conditions met; the
    working says when one had none. `at` is the starting moment, for limits in hours.
    """
    made = pack.rules.get(rule) or parse_plain_rule(rule, pack)
    dated = made.on(from_on)
    if dated is None or dated.value is None:
        starts = ", ".join(d.from_on.isoformat() for d in made.dated)
        raise DeadlineError(f"{rule}: no limit in force on {from_on.isoformat()}; limits begin on {starts}")
    count = _Count(pack.calendars[made.calendar])
    start = _restarted(made, from_on, restarts, count)
    amount = _extended(made, dated.value, extensions, start, count)
    stops = _lawful_pauses(made, pauses, count)
    if dated.unit == "hour":
        return _hours(made, dated, amount, start, at, count)
    strict = _counted(made, start, amount, dated.unit, stops, count)
    rolled = _rolled(made, dated.unit, strict, count)
    own = (house_limits or {}).get(rule)
    house_due = None
    if own is not None and own < amount:
        house_due = _counted(made, start, own, dated.unit, stops, _Count(count.calendar))
    return Deadline(
        rule=rule,
        from_on=from_on,
        amount=amount,
        unit=dated.unit,
        due_strict_on=strict,
        due_rolled_on=rolled,
        provisional=count.provisional,
        working=tuple(count.steps),
        house_amount=own,
        house_due_on=house_due,
        dated=dated if rule in pack.rules else None,
    )


def parse_plain_rule(text: str, pack: Pack) -> Rule:
    """A rule given plainly, counted as the country counts by default."""
    found = PLAIN.match(text)
    if not found:
        near = ", ".join(sorted(pack.rules)[:6])
        raise DeadlineError(f"{text}: no such rule; expected 15d, 15wd, 48h, 8w, 2m, 1y, or a name such as {near}")
    unit = PLAIN_UNITS[found[2]]
    dated = Dated(date(1, 1, 1), OPEN_END, int(found[1]), unit, "", "", "", "D", date(1, 1, 1))
    says = Said(zh=f"{text}", en=f"{text}", es=f"{text}")
    end = "strict" if pack.country == "es" and unit != "working_day" else "roll_forward"
    return Rule(text, "plain", says, says, "redress", pack.calendar, "excluded", end, "after", {}, {}, {}, (dated,))


def law_due(
    pack: Pack,
    rules: Sequence[str],
    first_on: date,
    last_on: date,
    *,
    law_on: date | None = None,
    house_limits: Mapping[str, int] | None = None,
) -> Iterator[LawDue]:
    """For each rule and each starting day of the span, the deadline without pauses: the same days as `deadline` gives.

    A day on which the rule has no limit in force gives no row. With `law_on`, every day is counted by the limit of
    that one day. The ground is 'law' for V1 and V2, 'house' for the house's own policy; M and ? give no row.
    """
    for name in rules:
        rule = pack.rules[name]
        calendar = pack.calendars[rule.calendar]
        own = (house_limits or {}).get(name)
        day = first_on
        while day <= last_on:
            dated = rule.on(law_on or day)
            if dated is not None and dated.value is not None and dated.confidence in ("V1", "V2", "D"):
                ground = "house" if dated.confidence == "D" else "law"
                amount = own if ground == "house" and own is not None else dated.value
                quiet = _Count(calendar)
                strict = _landing(rule, day, amount, dated.unit, calendar)
                rolled = _rolled(rule, dated.unit, strict, quiet)
                house = _landing(rule, day, own, dated.unit, calendar) if own is not None and own < amount else None
                quiet.provisional |= not (calendar.knows(day) and calendar.knows(rolled))
                yield LawDue(name, day, strict, rolled, house, ground, quiet.provisional)
            day += ONE


def _landing(rule: Rule, start: date, amount: int, unit: str, calendar: Calendar) -> date:
    """Where an undisturbed count ends, without its working."""
    if rule.direction == "before":
        amount = -amount
    if unit == "working_day":
        if rule.start_day == "counted" and amount > 0:
            start -= ONE
        return calendar.add_workdays(start, amount)
    if unit in ("month", "year"):
        return _months_later(start, amount * (12 if unit == "year" else 1))
    if unit == "hour":
        return start + timedelta(days=-(-amount // 24))
    shift = amount * (7 if unit == "week" else 1)
    return start + timedelta(days=shift - (1 if rule.start_day == "counted" and amount > 0 else 0))


def _counted(rule: Rule, start: date, amount: int, unit: str, stops: Sequence[Pause], count: _Count) -> date:
    """The strict end, telling each day: counted, skipped as a rest day, or paused."""
    if rule.direction == "before" or unit in ("month", "year"):
        end = _landing(rule, start, amount, unit, count.calendar)
        low, high = min(start, end), max(start, end)
        count.step(low, "counted", amount, _span_why(rule, unit, amount, start, end), high)
        for stop in stops:
            end = _paused_span(stop, start, end, count)
        count.provisional |= unit == "working_day" and not all(count.calendar.knows(d) for d in (low, high))
        return end
    if unit == "week":
        amount, unit = amount * 7, "day"
    day = start - ONE if rule.start_day == "counted" else start
    if rule.start_day == "excluded":
        count.step(start, "start", 0, START_DAY)
    number = 0
    while number < amount:
        day += ONE
        if any(s.from_on <= day <= s.to_on for s in stops):
            count.step(day, "paused", None, PAUSED)
        elif unit == "working_day" and not count.calendar.is_workday(day):
            count.provisional |= not count.calendar.knows(day)
            count.step(day, "skipped", None, _rest_why(count.calendar, day))
        else:
            number += 1
            if unit == "working_day":
                count.provisional |= not count.calendar.knows(day)
            count.step(day, "counted", number, _day_why(count.calendar, day, number, unit))
    if len(count.steps) > DAY_BY_DAY:
        _gather(count)
    return day


def _rolled(rule: Rule, unit: str, strict: date, count: _Count) -> date:
    """The end after a rest day at the end; a strict rule and a count in working days do not roll."""
    if rule.end == "strict" or rule.direction == "before" or unit == "working_day":
        return strict
    day = strict
    while not count.calendar.is_workday(day):
        count.provisional |= not count.calendar.knows(day)
        count.step(day, "rolled", None, _rolled_why(count.calendar, day))
        day += ONE
    count.provisional |= not count.calendar.knows(day)
    return day


def _hours(rule: Rule, dated: Dated, amount: int, start: date, at: datetime | None, count: _Count) -> Deadline:
    """Hours run through rest days; without a starting moment the day after the hours' days is taken as the latest."""
    due_at = at + timedelta(hours=amount) if at else None
    end = due_at.date() if due_at else _landing(rule, start, amount, "hour", count.calendar)
    count.step(start, "counted", amount, _span_why(rule, "hour", amount, start, end), end)
    return Deadline(rule.name, start, amount, "hour", end, end, False, tuple(count.steps), due_at=due_at, dated=dated)


def _restarted(rule: Rule, from_on: date, restarts: Sequence[Restart], count: _Count) -> date:
    start = from_on
    for restart in sorted(restarts, key=lambda r: r.on):
        if restart.ground in rule.restarts and restart.on >= start:
            start = restart.on
            count.step(start, "restarted", None, rule.restarts[restart.ground]["says"])
        else:
            count.step(restart.on, "without_effect", None, _no_effect(restart.ground))
    return start


def _extended(rule: Rule, amount: int, extensions: Sequence[Extension], start: date, count: _Count) -> int:
    for extension in extensions:
        terms = rule.extensions.get(extension.ground)
        needs = (terms or {}).get("needs", [])
        met = {"approved": extension.approved, "told": extension.told}
        missing = [need for need in needs if not met[need]]
        if terms is None or missing:
            count.step(start, "without_effect", None, _no_effect(extension.ground, missing))
        else:
            amount = max(amount, int(terms["to"]))
            count.step(start, "extended", amount, terms["says"])
    return amount


def _lawful_pauses(rule: Rule, pauses: Sequence[Pause], count: _Count) -> list[Pause]:
    lawful = []
    for pause in pauses:
        terms = rule.pauses.get(pause.ground)
        if terms is None or ("told" in terms.get("needs", []) and not pause.told):
            missing = ["told"] if terms is not None else []
            count.step(pause.from_on, "without_effect", None, _no_effect(pause.ground, missing))
        else:
            count.step(pause.from_on, "paused", None, terms["says"], pause.to_on)
            lawful.append(pause)
    return lawful


def _paused_span(stop: Pause, start: date, end: date, count: _Count) -> date:
    """A span counted by months grows by the days a pause takes out of it."""
    first, last = max(stop.from_on, start + ONE), stop.to_on
    return end + (last - first + ONE) if first <= end and last >= first else end


def _months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _gather(count: _Count) -> None:
    """Fold runs of counted days into spans, so that a year's working stays readable."""
    folded: list[Step] = []
    for step in count.steps:
        last = folded[-1] if folded else None
        if last and last.kind == step.kind == "counted" and last.to_on + ONE == step.from_on:
            folded[-1] = Step(last.from_on, step.to_on, "counted", step.number, step.why)
        else:
            folded.append(step)
    count.steps[:] = folded


START_DAY = Said(zh="起始日不计入", en="the starting day is not counted", es="el día inicial no se cuenta")
PAUSED = Said(zh="依法中止，不计入", en="the clock is lawfully stopped", es="plazo legalmente suspendido")
UNIT_WORDS = {
    "day": Said(zh="自然日", en="calendar days", es="días naturales"),
    "working_day": Said(zh="工作日", en="working days", es="días hábiles"),
    "hour": Said(zh="小时", en="hours", es="horas"),
    "week": Said(zh="周", en="weeks", es="semanas"),
    "month": Said(zh="个月", en="months", es="meses"),
    "year": Said(zh="年", en="years", es="años"),
}


def _day_why(calendar: Calendar, day: date, number: int, unit: str) -> Said:
    if unit == "working_day" and day in calendar.made_up:
        name = calendar.made_up[day]
        return Said(
            zh=f"第 {number} 个工作日（{name}调休上班）",
            en=f"working day {number} (make-up workday for {name})",
            es=f"día hábil {number} (recuperación por {name})",
        )
    if unit == "working_day":
        return Said(zh=f"第 {number} 个工作日", en=f"working day {number}", es=f"día hábil {number}")
    return Said(zh=f"第 {number} 天", en=f"day {number}", es=f"día {number}")


def _rest_why(calendar: Calendar, day: date) -> Said:
    if day in calendar.off:
        name = calendar.off[day]
        return Said(zh=f"{name}放假，不计入", en=f"holiday ({name}), not counted", es=f"festivo ({name}), no se cuenta")
    known = calendar.knows(day)
    return Said(
        zh="周末，不计入" + ("" if known else "（当年放假安排尚未公布）"),
        en="weekend, not counted" + ("" if known else " (no official notice for that year yet)"),
        es="fin de semana, no se cuenta" + ("" if known else " (sin calendario oficial de ese año)"),
    )


def _rolled_why(calendar: Calendar, day: date) -> Said:
    name = calendar.off.get(day)
    return Said(
        zh=f"届满日为{name or '周末'}，顺延至次日",
        en=f"the last day is a rest day ({name or 'weekend'}): it moves to the next day",
        es=f"el último día es inhábil ({name or 'fin de semana'}): pasa al siguiente",
    )


def _span_why(rule: Rule, unit: str, amount: int, start: date, end: date) -> Said:
    words = UNIT_WORDS[unit]
    if rule.direction == "before":
        return Said(
            zh=f"{start} 之前 {amount} {words.zh}，最迟 {end}",
            en=f"{amount} {words.en} before {start}: {end} at the latest",
            es=f"{amount} {words.es} antes del {start}: a más tardar el {end}",
        )
    return Said(
        zh=f"自 {start} 起 {amount} {words.zh}，对应日为 {end}",
        en=f"{amount} {words.en} from {start} end on the corresponding day, {end}",
        es=f"{amount} {words.es} desde el {start} terminan el día equivalente, {end}",
    )


def _no_effect(ground: str, missing: Sequence[str] = ()) -> Said:
    words = {
        "told": Said(zh="未告知当事人", en="the person was not told", es="no se informó a la persona"),
        "approved": Said(zh="未经批准", en="it was not approved", es="no fue aprobada"),
    }
    reasons = [words[m] for m in missing] or [
        Said(zh="该规则无此事由", en="the rule knows no such ground", es="la regla no conoce ese motivo")
    ]
    return Said(
        zh=f"“{ground}”不产生效力：" + "、".join(r.zh for r in reasons),
        en=f"'{ground}' has no effect: " + ", ".join(r.en for r in reasons),
        es=f"«{ground}» no surte efecto: " + ", ".join(r.es for r in reasons),
    )

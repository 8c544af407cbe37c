"""The deadline of every starting day, as rows that controls join: the same days as `deadline` gives, without working."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from amparo.law.calendars import ONE
from amparo.law.counting import Count, landing, leans_beyond, rolled
from amparo.law.provisions import Pack, ground_of


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


def law_due(
    pack: Pack,
    rules: Sequence[str],
    first_on: date,
    last_on: date,
    *,
    law_on: date | None = None,
    house_limits: Mapping[str, int] | None = None,
    house_switches: Collection[str] = (),
) -> Iterator[LawDue]:
    """For each rule and each starting day of the span, the deadline without pauses: the same days as `deadline` gives.

    A rule this pack does not hold, and a day on which it has no limit in force, give no row. With `law_on`, every day is counted by the limit of
    that one day. The ground is 'law' for V1 and V2, 'house' for the house's own policy; M and ? give no row unless the
    house switched the rule on, and then count as the house's own.
    """
    for name in rules:
        rule = pack.rules.get(name)
        if rule is None:
            continue
        calendar = pack.calendars[rule.calendar]
        own = (house_limits or {}).get(name)
        day = first_on
        while day <= last_on:
            dated = rule.on(law_on or day)
            ground = ground_of(dated.confidence, switched=name in house_switches) if dated else None
            if dated is not None and dated.value is not None and ground is not None:
                amount = own if dated.confidence == "D" and own is not None else dated.value
                strict = landing(rule, day, amount, dated.unit, calendar)
                end = rolled(rule, dated.unit, strict, Count(calendar))
                house = None
                if own is not None and (own > amount if rule.direction == "before" else own < amount):
                    house = landing(rule, day, own, dated.unit, calendar)
                open_end = leans_beyond(rule, dated.unit, day, strict, end, calendar)
                yield LawDue(name, day, strict, end, house, ground, open_end)
            day += ONE

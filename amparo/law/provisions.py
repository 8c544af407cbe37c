"""What a pack of law is made of: sources, values and deadlines in force from day to day, clauses and their answers."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from amparo.law.calendars import Calendar
from amparo.law.said import Said

OPEN_END = date(9999, 12, 31)
# World packs say P, S, M?; the Chinese one V1, V2, M, ?. D is the house's own policy.
CONFIDENCES = {"V1": "V1", "V2": "V2", "D": "D", "M": "M", "?": "?", "P": "V1", "S": "V2", "M?": "?"}
LAWFUL = ("V1", "V2")
UNITS = ("minor", "day", "working_day", "hour", "minute", "week", "month", "year", "count", "ppm", "metre", "person")
CLOCK_UNITS = ("day", "working_day", "hour", "week", "month", "year")
RIGHTS = ("know", "choose", "fair_dealing", "property", "redress", "education", "respect", "information")
# What a pause or an extension may require before it counts.
NEEDS = ("told", "approved", "agreed")


@dataclass(frozen=True)
class Source:
    """One legal text: its own title, who issued it under which number, and when it is in force."""

    id: str
    title: str
    issuer: str
    number: str
    from_on: date
    to_on: date
    link: str
    checked_on: date


@dataclass(frozen=True)
class Dated:
    """One value in force from one day to another, with what it stands on; no value: repealed, nothing replaced it."""

    from_on: date
    to_on: date
    value: int | None
    unit: str
    source: str
    article: str
    clause: str
    confidence: str
    checked_on: date


def ground_of(confidence: str, *, switched: bool = False) -> str | None:
    """The ground a value gives: 'law' (V1, V2), 'house' (D, and M or ? switched on by the house), or none."""
    if confidence in LAWFUL:
        return "law"
    return "house" if confidence == "D" or switched else None


def in_force(dated: tuple[Dated, ...], day: date) -> Dated | None:
    """The one that is in force that day and not repealed."""
    return next((d for d in dated if d.from_on <= day <= d.to_on and d.value is not None), None)


@dataclass(frozen=True)
class Parameter:
    """One figure of the law over time; `stricter` says whether a lower or a higher figure protects the customer more."""

    name: str
    topic: str
    says: Said
    right: str
    stricter: str
    dated: tuple[Dated, ...]

    def on(self, day: date) -> Dated | None:
        """What is in force that day, if anything is."""
        return in_force(self.dated, day)


@dataclass(frozen=True)
class Ground:
    """Why a clock may stop, run longer or begin anew, and what must be met for that; an extension also says `to`.

    A ground holds for clocks that start from `from_on` to `to_on`.
    """

    says: Said
    needs: tuple[str, ...] = ()
    to: int = 0
    from_on: date = date(1, 1, 1)
    to_on: date = OPEN_END

    def holds(self, start: date) -> bool:
        """Whether a clock that starts that day knows this ground."""
        return self.from_on <= start <= self.to_on


@dataclass(frozen=True)
class Rule:
    """One deadline: what starts it, how it is counted, how it ends, and what may lawfully stop or lengthen it.

    `start_day` excluded | counted; `end` roll_forward | strict; `direction` after | before; `pauses`, `extensions`,
    `restarts`: the grounds by their names.
    """

    name: str
    topic: str
    says: Said
    starts: Said
    right: str
    calendar: str
    start_day: str
    end: str
    direction: str
    pauses: Mapping[str, Ground]
    extensions: Mapping[str, Ground]
    restarts: Mapping[str, Ground]
    dated: tuple[Dated, ...]

    def on(self, day: date) -> Dated | None:
        """The amount in force for clocks that start that day."""
        return in_force(self.dated, day)


@dataclass(frozen=True)
class Requirement:
    """One clause: what it asks, what answers it, and the honest gaps.

    `answered_by`: ids of controls (CHG-01), `clock:` and a deadline rule, `value:` and a parameter, `case:` and a kind
    of case, `measure:` and a measure.
    """

    clause: str
    source: str
    article: str
    confidence: str
    says: Said
    answered_by: tuple[str, ...]
    gaps: Said | None


@dataclass(frozen=True)
class Pack:
    """The law of one country, as data; `sha256` is the hash of its canonical content.

    `plain_end` is how a limit given in plain words ends on a rest day by the civil law of the country; `zone` and
    `currency` are what a house of the country has unless it says otherwise.
    """

    country: str
    name: Said
    version: str
    sha256: str
    calendar: str
    plain_end: str
    zone: str
    currency: str
    sources: Mapping[str, Source]
    parameters: Mapping[str, Parameter]
    rules: Mapping[str, Rule]
    requirements: Mapping[str, Requirement]
    calendars: Mapping[str, Calendar]
    rights: Mapping[str, Said]

    def ground(self, clauses: tuple[str, ...]) -> str | None:
        """The ground a finding on these clauses has: 'law' (V1, V2), 'house' (D), or None (only M or ?)."""
        grounds = {ground_of(self.requirements[c].confidence) for c in clauses if c in self.requirements}
        return "law" if "law" in grounds else "house" if "house" in grounds else None

    def unknown(self, clauses: Iterable[str]) -> dict[str, str]:
        """Those of the clauses this pack does not hold, each with the nearest one it does ('' if none is near)."""
        missing = [clause for clause in clauses if clause not in self.requirements]
        return {c: "".join(difflib.get_close_matches(c, list(self.requirements), n=1)) for c in missing}

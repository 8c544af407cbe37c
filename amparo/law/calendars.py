"""Official working days: weekends, days off and make-up workdays, by the notices of each year.

A year without a notice is not guessed silently: its weekends count, and every answer that leaned on it is provisional.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

ONE = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """One named calendar: days off and make-up workdays with the name of the holiday, and the years a notice covers."""

    name: str
    off: Mapping[date, str]
    made_up: Mapping[date, str]
    years: frozenset[int]
    sources: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        """Whether that day counts as a working day."""
        if day in self.made_up:
            return True
        return day not in self.off and day.weekday() < 5

    def knows(self, day: date) -> bool:
        """Whether an official notice covers the year of that day."""
        return day.year in self.years

    def next_workday(self, day: date) -> date:
        """The day itself if it is a working day, else the next one that is."""
        while not self.is_workday(day):
            day += ONE
        return day

    @cached_property
    def workdays(self) -> list[date]:
        """Every working day from ten years before the first notice to ten years after the last, ascending."""
        first, last = date(min(self.years) - 10, 1, 1), date(max(self.years) + 10, 12, 31)
        span = (last - first).days + 1
        return [d for d in (first + timedelta(days=n) for n in range(span)) if self.is_workday(d)]

    def add_workdays(self, start: date, number: int) -> date:
        """The `number`-th working day after `start` (before it, if negative); the start day is not counted."""
        if number >= 0:
            return self.workdays[bisect_right(self.workdays, start) + number - 1] if number else start
        return self.workdays[bisect_left(self.workdays, start) + number]

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
# From this day of December on, the next year's notice may still move a day.
YEAR_END = 24


@dataclass(frozen=True)
class Calendar:
    """One named calendar: days off and make-up workdays with the name of the holiday, and the years a notice covers."""

    name: str
    off: Mapping[date, str]
    made_up: Mapping[date, str]
    years: frozenset[int]
    sources: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    by_notice: Mapping[int, frozenset[date]] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        """Whether that day counts as a working day."""
        if day in self.made_up:
            return True
        return day not in self.off and day.weekday() < 5

    def knows(self, day: date) -> bool:
        """Whether the official notices settle that day: its year's notice and, at the year's end, the next one's too.

        A notice may move days of the last week of December before it (2018-12-29 was made up for New Year 2019).
        """
        if day.year not in self.years:
            return False
        return not (self.reaches_back and day.month == 12 and day.day >= YEAR_END) or day.year + 1 in self.years

    def open_days(self, first: date, last: date) -> bool:
        """Whether some day of the span is not settled by a notice."""
        if any(year not in self.years for year in range(first.year, last.year + 1)):
            return True
        ends = (date(year, 12, YEAR_END) for year in range(first.year, last.year + 1))
        return any(end <= last and not self.knows(max(end, first)) for end in ends)

    @cached_property
    def reaches_back(self) -> bool:
        """Whether a notice of this calendar ever moved a day of the year before."""
        return any(day.year < year for year, days in self.by_notice.items() for day in days)

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
        if not number:
            return start
        days = self.workdays
        place = bisect_right(days, start) + number - 1 if number > 0 else bisect_left(days, start) + number
        if days[0] <= start <= days[-1] and 0 <= place < len(days):
            return days[place]
        return self._walked(start, number)

    def _walked(self, start: date, number: int) -> date:
        """Far from every notice the days are walked one by one."""
        day, sign = start, 1 if number > 0 else -1
        for _ in range(abs(number)):
            day += sign * ONE
            while not self.is_workday(day):
                day += sign * ONE
        return day

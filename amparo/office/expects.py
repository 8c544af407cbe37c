"""Which files a house expects and when: `expects.yaml` read strictly, and the days each feed owes."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from amparo.law.calendars import Calendar
from amparo.law.strict_yaml import Marked, StrictFileError, one_of, only, read_strict
from amparo.records.contract import load_contracts

FEED_KEYS = {"table", "files", "every", "by", "covers", "since", "institutions", "except"}
RHYTHMS = ("day", "working_day", "month")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Feed:
    """One expected stream of files: which table it fills, how often, and how many days after the covered day.

    `covers` finds the covered day in a file's name (its first group, or one named `day`); None: the day of arrival.
    With `institutions`, one file is expected for each.
    """

    name: str
    table: str
    files: tuple[str, ...]
    every: str
    by: int
    covers: re.Pattern[str] | None
    since: date
    institutions: tuple[str, ...]
    not_on: frozenset[date]

    def is_for(self, file_name: str) -> bool:
        """Whether a file of that name belongs to this feed."""
        return any(fnmatch.fnmatchcase(file_name, pattern) for pattern in self.files)

    def covered_on(self, file_name: str, arrived_on: date) -> date:
        """The last day a file covers: from its name, or the day it arrived where the feed names no pattern."""
        if self.covers is None:
            return month_end(arrived_on) if self.every == "month" else arrived_on
        found = self.covers.search(file_name)
        if found is None:
            raise StrictFileError(
                file_name, f"the covered day is not in the name, as feed {self.name} expects", "mend covers or the name"
            )
        digits = re.sub(r"\D", "", found["day"] if "day" in self.covers.groupindex else found[1])
        try:
            if len(digits) == 6:
                return month_end(date(int(digits[:4]), int(digits[4:]), 1))
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        except ValueError as error:
            raise StrictFileError(
                file_name, f"{digits!r} is no day (feed {self.name})", "write it as 20260301 or 202603"
            ) from error

    def institution_of(self, file_name: str) -> str | None:
        """The expected institution a file is for: the one whose code stands in its name, the longest first."""
        if self.covers is not None and "institution" in self.covers.groupindex:
            found = self.covers.search(file_name)
            return found["institution"] if found else None
        for code in sorted(self.institutions, key=len, reverse=True):
            if re.search(rf"(?<![0-9A-Za-z]){re.escape(code)}(?![0-9A-Za-z])", file_name):
                return code
        return None

    def covered_days(self, until: date, calendar: Calendar) -> Iterator[date]:
        """The days (or months' last days) a file is expected for, from `since` to `until`, in order."""
        day = month_end(self.since) if self.every == "month" else self.since
        while day <= until:
            if day not in self.not_on and (self.every != "working_day" or calendar.is_workday(day)):
                yield day
            day = month_end(day + ONE_DAY) if self.every == "month" else day + ONE_DAY

    def expected_on(self, covered: date) -> date:
        """The day by which the file that covers a day must be there."""
        return covered + timedelta(days=self.by)


def month_end(day: date) -> date:
    """The last day of a day's month."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - ONE_DAY


def read_expects(path: Path) -> Mapping[str, Feed]:
    """The feeds of expects.yaml by name; none if there is no such file."""
    if not path.is_file():
        return {}
    content = read_strict(path)
    given = only(content if content is not None else _empty(path), known={"feeds"}, what="expects", where=path.name)
    feeds = given.get("feeds") or Marked()
    only(feeds, known=feeds, what="feeds", where=given.place("feeds"))
    return {str(name): _feed(str(name), entry, feeds.place(str(name))) for name, entry in feeds.items()}


def _empty(path: Path) -> Marked:
    made = Marked()
    made.where, made.lines = path.name, {"": 1}
    return made


def _feed(name: str, given: Marked, where: str) -> Feed:
    what = f"feed {name}"
    only(given, known=FEED_KEYS, needed={"table", "files", "every", "since"}, what=what, where=where)
    one_of(given, "table", load_contracts(), what)
    one_of(given, "every", RHYTHMS, what)
    files = given["files"] if isinstance(given["files"], list) else [given["files"]]
    for key, kind, remedy in (("since", date, "write a day, 2026-01-01"), ("by", int, "write a number of days, 1")):
        if key in given and not isinstance(given[key], kind):
            raise StrictFileError(given.place(key), f"{what}: {key} is {given[key]!r}", remedy)
    return Feed(
        name=name,
        table=str(given["table"]),
        files=tuple(str(pattern) for pattern in files),
        every=str(given["every"]),
        by=int(given.get("by", 1)),
        covers=_pattern(given, what),
        since=given["since"],
        institutions=tuple(str(code) for code in given.get("institutions") or ()),
        not_on=frozenset(given.get("except") or ()),
    )


def _pattern(given: Marked, what: str) -> re.Pattern[str] | None:
    if "covers" not in given:
        return None
    covers = only(given["covers"], known={"pattern"}, needed={"pattern"}, what=f"{what} covers")
    try:
        pattern = re.compile(str(covers["pattern"]))
    except re.error as error:
        raise StrictFileError(covers.place("pattern"), f"{what}: no pattern ({error})", "mend it") from error
    if pattern.groups < 1:
        raise StrictFileError(covers.place("pattern"), f"{what}: no group", 'put the day in brackets, "_(\\\\d{8})"')
    return pattern

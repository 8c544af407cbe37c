"""What holds for every deadline, whatever the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.law.deadlines import Pause, deadline
from amparo.law.due import law_due
from amparo.law.pack import Pack, load_pack

CN, ES = load_pack("cn"), load_pack("es")
DAYS = st.dates(date(2015, 1, 1), date(2026, 6, 30))
ONE = timedelta(days=1)


@pytest.mark.parametrize("pack", [CN, ES], ids=lambda p: p.country)
def test_the_rows_controls_join_are_the_deadlines_of_every_day(pack: Pack) -> None:
    limits = dict.fromkeys(list(pack.rules)[::3], 2)
    for name in pack.rules:
        first = date(2015, 1, 1)
        rows = {row.from_on: row for row in law_due(pack, [name], first, date(2027, 12, 31), house_limits=limits)}
        assert rows or all(d.confidence in ("M", "?") for d in pack.rules[name].dated)
        for day in [*rows][:: 1 if pack.rules[name].dated[0].unit == "working_day" else 13]:
            row = rows[day]
            told = deadline(pack, name, day, house_limits=limits)
            assert (row.due_strict_on, row.due_rolled_on, row.house_due_on, row.ground, row.provisional) == (
                told.due_strict_on,
                told.due_rolled_on,
                told.house_due_on,
                told.ground,
                told.provisional,
            ), f"{name} from {day}"


@given(day=DAYS, number=st.integers(0, 80), unit=st.sampled_from(["d", "wd", "w", "m", "h"]))
def test_more_days_never_end_earlier(day: date, number: int, unit: str) -> None:
    fewer = deadline(CN, f"{number}{unit}", day)
    more = deadline(CN, f"{number + 1}{unit}", day)

    assert more.due_strict_on >= fewer.due_strict_on
    assert more.due_rolled_on >= fewer.due_rolled_on


@given(day=st.dates(date(2020, 3, 1), date(2026, 6, 30)), begin=st.integers(1, 25), length=st.integers(1, 40))
def test_a_pause_inside_moves_the_end_by_its_days(day: date, begin: int, length: int) -> None:
    first = day + begin * ONE
    pause = Pause(first, first + (length - 1) * ONE, "appraisal", told=True)
    without = deadline(CN, "complaint_decision", day)
    paused = deadline(CN, "complaint_decision", day, pauses=[pause])

    moved = length if begin <= 15 else 0
    assert paused.due_strict_on - without.due_strict_on == moved * ONE


@given(day=DAYS, number=st.integers(0, 400))
def test_a_rolled_end_is_the_first_workday_not_before_the_strict_one(day: date, number: int) -> None:
    answer = deadline(CN, f"{number}d", day)
    calendar = CN.calendars["cn"]

    assert answer.due_rolled_on >= answer.due_strict_on
    assert calendar.is_workday(answer.due_rolled_on)
    between = (answer.due_rolled_on - answer.due_strict_on).days
    assert not any(calendar.is_workday(answer.due_strict_on + n * ONE) for n in range(between))


@given(day=DAYS, months=st.integers(0, 60))
def test_months_end_on_the_corresponding_day_or_the_months_last(day: date, months: int) -> None:
    end = deadline(CN, f"{months}m", day).due_strict_on

    assert (end.year - day.year) * 12 + end.month - day.month == months
    assert end.day == day.day or (end.day < day.day and (end + ONE).day == 1)


@settings(deadline=None)
@given(day=DAYS, number=st.integers(1, 60))
def test_working_days_agree_with_a_count_written_another_way(day: date, number: int) -> None:
    calendar = CN.calendars["cn"]
    end = deadline(CN, f"{number}wd", day).due_strict_on
    span = [day + n * ONE for n in range(1, (end - day).days + 1)]
    rest = [d for d in span if d in calendar.off or (d.isoweekday() > 5 and d not in calendar.made_up)]

    assert len(span) - len(rest) == number
    assert end not in rest


@given(day=st.dates(date(1990, 1, 1), date(2060, 1, 1)), number=st.integers(-300, 300))
def test_far_from_every_notice_working_days_are_still_counted(day: date, number: int) -> None:
    calendar = CN.calendars["cn"]
    end = calendar.add_workdays(day, number)
    low, high = sorted((day, end))
    inside = [low + n * ONE for n in range((high - low).days + 1) if calendar.is_workday(low + n * ONE)]

    assert len([d for d in inside if d != day]) == abs(number)


@given(day=DAYS, number=st.integers(1, 60), unit=st.sampled_from(["d", "wd"]))
def test_the_working_counts_every_day_once_up_to_the_end(day: date, number: int, unit: str) -> None:
    answer = deadline(CN, f"{number}{unit}", day)
    days = [s.from_on for s in answer.working if s.kind in ("counted", "skipped", "start")]

    assert days == [day + n * ONE for n in range((answer.due_strict_on - day).days + 1)]
    assert [s.number for s in answer.working if s.kind == "counted"] == list(range(1, number + 1))

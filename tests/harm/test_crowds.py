"""Controls that compare groups are tried at their edge: one charge, one refusal, one second makes the difference."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.harm.crowds import HARMS, LEAST, crowd
from tests.harm.judged import Court
from tests.harm.pace import LONG, QUICK

MONTHS = [date(year, month, 1) for year in (2024, 2025, 2026) for month in range(1, 13)][:30]
KINDS = list(product(HARMS, ("institution", "bank"), ("over", "just not", "too few")))
SIZES = st.lists(st.tuples(st.integers(LEAST, 45), st.integers(5, 30)), min_size=len(KINDS), max_size=len(KINDS))


def judged(court: Court, seed: int, sizes: list[tuple[int, int]]) -> list[str]:
    """What the controls said wrongly of a crowded month of each kind."""
    worlds, expected = [], []
    for month_on, (control, by, how), (size, more) in zip(MONTHS, KINDS, sizes, strict=False):
        size = LEAST - 1 if how == "too few" else size
        made = crowd(seed, month_on, by, size, size + more)
        expected.append((control, HARMS[control](made, by_one_less=how == "just not")))
        worlds.append(made.world)
    wrong = []
    for kind, (control, records), answer in zip(KINDS, expected, court.judge(worlds), strict=True):
        beside = {"FLW-14"} if control == "STP-03" else set()
        if answer.found.get(control, set()) != records or set(answer.found) - beside - {control} or answer.dark:
            wrong.append(f"{kind}: expected {sorted(records)}, but {answer.told()}")
    return wrong


@QUICK
@given(seed=st.integers(0, 10**6), sizes=SIZES)
def test_a_group_is_found_from_the_very_edge_on_and_not_before(
    court: Court, seed: int, sizes: list[tuple[int, int]]
) -> None:
    wrong = judged(court, seed, sizes)
    assert not wrong, "\n".join(wrong)


@pytest.mark.soak
@LONG
@given(seed=st.integers(0, 10**6), sizes=SIZES)
def test_groups_of_many_sizes_are_found_from_the_edge_on(court: Court, seed: int, sizes: list[tuple[int, int]]) -> None:
    wrong = judged(court, seed, sizes)
    assert not wrong, "\n".join(wrong)

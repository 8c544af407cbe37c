"""A lawful world is silent: no control finds anything in it, and none says it could not judge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.harm.judged import Court
from tests.harm.lawful import STORIES, lawful_world
from tests.harm.pace import LONG, QUICK
from tests.harm.rows import CONTRACTS

SEEDS = st.lists(st.integers(0, 2**32 - 1), min_size=40, max_size=40, unique=True)


def silent(court: Court, seeds: list[int]) -> None:
    """Nothing found, nothing unjudged, in any of these worlds."""
    loud = [
        f"world {seed}: {answer.told()}"
        for seed, answer in zip(seeds, court.judge([lawful_world(s) for s in seeds]), strict=True)
        if answer.found or answer.dark
    ]
    assert not loud, "\n".join(loud)


@QUICK
@given(seeds=SEEDS)
def test_in_lawful_worlds_no_control_finds_or_doubts_anything(court: Court, seeds: list[int]) -> None:
    silent(court, seeds)


@pytest.mark.soak
@LONG
@given(seeds=SEEDS)
def test_in_many_lawful_worlds_no_control_finds_anything(court: Court, seeds: list[int]) -> None:
    silent(court, seeds)


def test_the_worlds_use_every_table_every_story_and_three_to_ten_policies() -> None:
    worlds = [lawful_world(seed) for seed in range(60)]

    assert all(any(world.tables[table] for world in worlds) for table in CONTRACTS)
    assert all(3 <= len(world.tables["policies"]) <= 10 for world in worlds)
    channels = {row["channel"] for world in worlds for row in world.tables["charges"]}
    assert channels == {"pos", "direct_debit", "wallet", "cash", "transfer"}
    assert len(STORIES) == 14

"""The handmade traps: each is judged in a world of its own, side by side with the others."""

from __future__ import annotations

from functools import cache

import pytest

from tests.harm import empties
from tests.harm.judged import Answer, Court
from tests.harm.traps import TRAPS

ROOMS = (empties,)  # more traps, kept under their names as this is read


@cache
def answers(court: Court) -> dict[str, Answer]:
    """What was said of each trap's world."""
    built = {name: build() for name, build in TRAPS.items()}
    return dict(zip(built, court.judge([trap.world for trap in built.values()]), strict=True))


@pytest.mark.parametrize("name", TRAPS)
def test_where_such_systems_go_wrong_this_one_does_not(court: Court, name: str) -> None:
    expected, answer = TRAPS[name](), answers(court)[name]

    assert answer.found == {control: records for control, records in expected.found.items() if records}
    assert answer.dark == {control: records for control, records in expected.dark.items() if records}

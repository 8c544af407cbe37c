"""Any single mutation that breaks one rule is found by that rule's control, exactly, and by no unrelated one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.harm.cases import Case, complaints, lots
from tests.harm.judged import CONTROLS, Court
from tests.harm.mutations import (
    MUTATIONS,
    books,
    dues,
    endings,
    flow,
    mandates,
    payers,
    refunds,
    renewals,
    taking,
    terminals,
)
from tests.harm.pace import EIGHT, LONG

ROOMS = (mandates, dues, endings, payers, terminals, taking, renewals, flow, books, refunds)
NAMES = sorted(MUTATIONS)


@EIGHT
@given(lot=lots(NAMES, 120))
def test_each_mutation_is_found_by_its_control_and_by_no_unrelated_one(court: Court, lot: list[Case]) -> None:
    wrong = complaints(lot, court.judge([case.world for case in lot]))
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.soak
@LONG
@given(lot=lots(NAMES, 4_000), more=st.just(0))
def test_each_mutation_is_found_in_many_more_worlds(court: Court, lot: list[Case], more: int) -> None:
    wrong = complaints(lot, court.judge([case.world for case in lot]))
    assert not wrong, "\n\n".join(wrong)


def test_every_control_is_broken_and_spared_by_some_mutation() -> None:
    apart = {"STP-01", "STP-02", "STP-03"}  # they judge months of many charges, in worlds of their own
    broken = {m.control for m in MUTATIONS.values() if m.breaks}
    spared = {m.control for m in MUTATIONS.values() if not m.breaks}

    assert broken == set(CONTROLS) - apart
    assert set(CONTROLS) - apart - spared <= {"CHG-06", "CHG-09", "CHG-11", "CHG-15", "CHG-16", "FLW-10", "FED-04"}

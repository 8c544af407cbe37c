"""A wrong is not told while a table that speaks of it is missing, stale, waiting or partly unread; it is counted instead."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from amparo.controls.supply import Supply
from tests.harm.cases import Case, lots
from tests.harm.judged import CONTROLS, Court
from tests.harm.mutations import MUTATIONS
from tests.harm.pace import ONCE
from tests.harm.test_mutations import NAMES

BREAKING = [name for name in NAMES if MUTATIONS[name].breaks]
LONG_BEFORE = date(2020, 1, 1)


@ONCE
@given(lot=lots(BREAKING, 80))
def test_a_table_in_want_of_rows_is_told_and_no_wrong_is(court: Court, lot: list[Case]) -> None:
    court.lay([case.world for case in lot])
    for name in {case.mutation.control for case in lot}:
        control = CONTROLS[name]
        assert court.by_supply(name)[0], f"{name} finds what was planted"
        for table in dict.fromkeys((control.subject, *control.reads)):
            wants = {
                "missing": Supply(table, there=False),
                "stale": Supply(table, covers_until=LONG_BEFORE),
                "quarantined": Supply(table, quarantined_from=LONG_BEFORE),
            }
            for reason, supply in wants.items():
                found, outcome = court.by_supply(name, supply)
                assert (found, outcome.judged) == (set(), 0), f"{name} while {table} is {reason}"
                told = outcome.unjudged[reason, table]
                assert told == outcome.subjects, f"{name} while {table} is {reason}"
                assert told > 0 or (reason, table) == ("missing", control.subject)


@ONCE
@given(lot=lots(BREAKING, 80))
def test_one_rejected_row_that_may_speak_of_a_wrong_holds_back_that_wrong_alone(court: Court, lot: list[Case]) -> None:
    """The mandate of that policy, the register row of that terminal: unread, it might have made the charge lawful."""
    court.lay([case.world for case in lot])
    ways = 0
    for number, case in enumerate(lot):
        control = CONTROLS[case.mutation.control]
        if control.grouped:
            continue
        every = court.by_supply(control.id)[0]
        planted = f"w{number}.{min(case.expected)}"
        for table, reaches in control.reaches.items():
            for mine, theirs in reaches:
                value = court.value(control.subject, mine, planted) if mine else None
                if value is None:
                    continue
                ways += 1
                found, outcome = court.by_supply(control.id, Supply(table, rejected={theirs: frozenset({str(value)})}))
                assert planted in every - found, f"{case}: {table} {theirs}"
                assert outcome.unjudged["rejected", table] >= 1, f"{case}: {table} {theirs}"
                others = {r for r in every - found if not r.startswith(f"w{number}.")}
                assert not others or isinstance(value, date), f"{case}: {others}"  # worlds share days, not names
    assert ways > 80

"""A table that is missing, late, in quarantine or partly unreadable gives unjudged with its reason, and never a finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from amparo.controls.control import Control
from amparo.controls.engines import Engine
from amparo.controls.run import Found, Outcome, judge
from amparo.controls.supply import Supply
from amparo.records.contract import load_contracts
from tests.controls.judging import an_engine, frozen_now, lay_pack, lay_tables
from tests.controls.test_engines import AS_OF, CONTROLS, DRAWN, SEED, witness
from tests.controls.world import a_world

MID = date(2026, 3, 1)
PAIRS = [(made, table) for made in CONTROLS.values() for table in dict.fromkeys((made.subject, *made.reads))]
NEEDS = [pytest.param(made, table, id=f"{made.id}-{table}") for made, table in PAIRS]
REFERENCES = [pytest.param(m, table, id=f"{m.id}-{table}") for m, table in PAIRS if table != m.subject]


@pytest.fixture(scope="module")
def engine() -> Engine:
    laid = an_engine("duckdb")
    lay_tables(laid, a_world(SEED))
    lay_pack(laid, [frozen_now(made, "duckdb") for made in CONTROLS.values()], AS_OF, DRAWN)
    return laid


def judged(engine: Engine, made: Control, *supplies: Supply) -> tuple[list[Found], Outcome]:
    """The findings and what became of the subjects, under these supplies."""
    outcome = judge(engine, frozen_now(made, "duckdb"), supplies={supply.table: supply for supply in supplies})
    return list(outcome.found), outcome


def column(engine: Engine, table: str, name: str) -> list[Any]:
    """The values of one column, in the order of the table's keys."""
    contract = load_contracts()[table]
    kind = {"v": contract.types[name]}
    return [row[0] for row in engine.rows(f"SELECT {name} FROM {table} ORDER BY {contract.key}", kind)]


@pytest.mark.parametrize(("made", "table"), NEEDS)
def test_a_missing_table_leaves_every_subject_unjudged(engine: Engine, made: Control, table: str) -> None:
    found, outcome = judged(engine, made, Supply(table, there=False))

    assert found == []
    assert set(outcome.unjudged) == {("missing", table)}
    assert outcome.judged == 0
    if table != made.subject:
        assert outcome.unjudged["missing", table] == outcome.subjects > 0


@pytest.mark.parametrize(("made", "table"), NEEDS)
def test_a_stale_table_leaves_later_days_unjudged_and_earlier_findings_as_they_were(
    engine: Engine, made: Control, table: str
) -> None:
    found, outcome = judged(engine, made, Supply(table, covers_until=MID))
    before = witness()[made.id][0]
    day = load_contracts()[made.subject].day
    days = dict(
        zip(
            column(engine, made.subject, load_contracts()[made.subject].key),
            column(engine, made.subject, day),
            strict=True,
        )
    )

    assert outcome.unjudged["stale", table] > 0
    assert all(f.happened_on <= MID for f in found)
    assert found == [f for f in before if f.happened_on <= MID and (made.grouped or days[f.record_id] <= MID)]
    if not made.grouped:
        late = sum(on > MID for on in days.values())
        beyond = sum(days[f.record_id] <= MID < f.happened_on for f in before)
        assert outcome.unjudged["stale", table] == late + beyond


@pytest.mark.parametrize(("made", "table"), NEEDS)
def test_a_quarantined_delivery_leaves_its_days_unjudged(engine: Engine, made: Control, table: str) -> None:
    found, outcome = judged(engine, made, Supply(table, quarantined_from=MID))

    assert all(f.happened_on < MID for f in found)
    assert outcome.unjudged["quarantined", table] > 0


@pytest.mark.parametrize(("made", "table"), NEEDS)
def test_a_half_rejected_table_leaves_whom_it_may_speak_of_unjudged(engine: Engine, made: Control, table: str) -> None:
    frozen = frozen_now(made, "duckdb")
    key = load_contracts()[made.subject].key
    ways = list(frozen.reaches.get(table, ())) + ([(key, key)] if table == made.subject else [])
    names = {theirs for _, theirs in ways if theirs}
    half = {name: frozenset(v for v in column(engine, table, name)[::2] if v is not None) for name in names}
    of_all = made.grouped or not names  # no subject's own column says whom a row speaks of
    half = half or {load_contracts()[table].key: frozenset(column(engine, table, load_contracts()[table].key)[::2])}
    found, outcome = judged(engine, made, Supply(table, rejected=half))

    if of_all:
        assert found == []
        assert outcome.unjudged["unread", table] == outcome.subjects
        return
    keys = column(engine, made.subject, key)
    touched = {
        record
        for mine, theirs in ways
        if theirs
        for record, value in zip(keys, column(engine, made.subject, mine), strict=True)
        if value in half[theirs]
    }
    assert not touched & {f.record_id for f in found}
    assert found == [f for f in witness()[made.id][0] if f.record_id not in touched]
    assert outcome.unjudged["rejected", table] >= len(touched) > 0


@pytest.mark.parametrize(("made", "table"), REFERENCES)
def test_rows_that_name_no_record_leave_everyone_unjudged(engine: Engine, made: Control, table: str) -> None:
    columns = {theirs for _, theirs in frozen_now(made, "duckdb").reaches[table]}
    found, outcome = judged(engine, made, Supply(table, unread=dict.fromkeys(columns, 10_000)))

    assert found == []
    assert outcome.unjudged["unread", table] == outcome.subjects


def test_an_institution_without_files_is_unjudged_and_the_others_are_not(engine: Engine) -> None:
    made = CONTROLS["CHG-01"]
    here = frozenset(sorted(set(column(engine, "charges", "institution_id")))[:2])
    found, outcome = judged(engine, made, Supply("mandates", institutions=here))

    assert found == [f for f in witness()["CHG-01"][0] if f.institution_id in here] != []
    absent = sum(v not in here for v in column(engine, "charges", "institution_id"))
    assert outcome.unjudged == {("missing", "mandates"): absent}


def test_a_subject_with_several_reasons_is_counted_once(engine: Engine) -> None:
    made = CONTROLS["CHG-12"]
    tables = [Supply(t, covers_until=MID, quarantined_from=MID) for t in (made.subject, *made.reads)]
    rejected = frozenset(column(engine, "charges", "policy_id"))
    tables = [replace(s, rejected={"policy_id": rejected, "charge_id": rejected}) for s in tables]
    found, outcome = judged(engine, made, *tables)

    assert found == []
    assert sum(outcome.unjudged.values()) == outcome.subjects
    assert outcome.judged == 0


def test_what_a_control_cannot_tell_itself_is_not_counted_again(engine: Engine) -> None:
    made = CONTROLS["RFD-02"]
    _, free = judged(engine, made)
    _, stale = judged(engine, made, Supply("refunds", covers_until=MID))
    told = free.unjudged["paid_amount_missing", ""]

    assert 0 < stale.unjudged["paid_amount_missing", ""] < told
    assert sum(stale.unjudged.values()) <= stale.subjects


def test_groups_bear_a_few_unread_rows(engine: Engine) -> None:
    made = CONTROLS["STP-01"]
    one = frozenset(column(engine, "charge_requests", "request_id")[:1])
    found, outcome = judged(engine, made, Supply("charge_requests", rejected={"request_id": one}))

    assert found == witness()["STP-01"][0]
    assert outcome.unjudged["unread", "charge_requests"] == 0


def test_a_run_names_whom_it_could_not_judge(engine: Engine) -> None:
    made = CONTROLS["CHG-01"]
    _, outcome = judged(engine, made, Supply("mandates", covers_until=MID))
    named = [row[0] for row in engine.rows(outcome.unjudged_sql, {"record_id": "string"})]

    assert len(named) == outcome.unjudged["stale", "mandates"]
    assert judged(engine, made)[1].unjudged_sql == ""

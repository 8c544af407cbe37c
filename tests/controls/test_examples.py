"""Each control finds its wrong and leaves its near miss, as its examples say, the same on every engine and in every mode."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from amparo.controls.catalogue import ROOM, all_controls
from amparo.controls.control import Control
from amparo.controls.engines import Engine
from amparo.controls.engines.postgres import PostgresEngine
from amparo.controls.examples import Example, read_examples
from amparo.controls.frozen import Frozen
from amparo.controls.run import Found
from amparo.controls.sentences import sentence
from tests.controls.judging import (
    an_engine,
    asked_before,
    found_in_parts,
    found_whole,
    frozen_now,
    lay_pack,
    lay_tables,
)

CASES = [
    pytest.param(made, example, id=f"{made.id}-{example.name}")
    for made in all_controls().values()
    for example in read_examples(ROOM / made.folder / f"{made.name}.yaml")
]


def seen(found: Found, made: Control, wanted: dict[str, Any]) -> dict[str, Any]:
    """Those parts of a finding that the example speaks of."""
    facts = {
        "record_id": found.record_id,
        "policy_id": found.policy_id,
        "institution_id": found.institution_id,
        "happened_on": found.happened_on,
        "amount_minor": found.amount_minor,
        "currency": found.currency,
        "ground": found.ground,
        **found.evidence,
    }
    facts |= {f"says_{lang}": sentence(made.says, facts, lang) for lang in ("zh", "en", "es")}
    told = {}
    for name in wanted:
        value = facts[name]
        if name == "near":
            value = [{"candidate": c["candidate"], "failed": c["failed"]} for c in value]
        told[name] = value
    return told


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """An expected row as JSON would hold it, except for the day."""
    return {k: v if k == "happened_on" or not hasattr(v, "isoformat") else v.isoformat() for k, v in row.items()}


def judged(engine: Engine, made: Control, example: Example) -> Frozen:
    """The control frozen for this engine, with the example's rows and law laid on it: no table but those it declares."""
    frozen = frozen_now(made, engine.dialect)
    declared = (made.subject, *made.reads)
    assert set(example.tables) <= set(declared), "an example gives tables the control does not read"
    lay_tables(engine, {name: example.tables.get(name, []) for name in declared}, all_tables=False)
    lay_pack(engine, [frozen], example.as_of, example.law)
    return frozen


def finds_as_expected(engine: Engine, frozen: Frozen, made: Control, example: Example) -> None:
    """Whole and row by row, the control finds what the example expects, and leaves unjudged what it says."""
    found, outcome = found_whole(engine, frozen)

    expected = sorted(example.expect, key=lambda row: row["record_id"])
    assert [f.record_id for f in found] == [row["record_id"] for row in expected]
    for f, row in zip(found, expected, strict=True):
        assert seen(f, made, row) == plain(row)
    assert {reason: n for (reason, _), n in outcome.unjudged.items()} == dict(example.unjudged)
    if not made.grouped:
        assert found_in_parts(engine, frozen) == found, "judging row by row must give the whole run's findings"


@pytest.mark.parametrize("dialect", ["duckdb", "sqlite"])
@pytest.mark.parametrize(("made", "example"), CASES)
def test_a_control_finds_what_its_example_expects(made: Control, example: Example, dialect: str) -> None:
    engine = an_engine(dialect)

    finds_as_expected(engine, judged(engine, made, example), made, example)


@pytest.mark.postgres
@pytest.mark.parametrize(("made", "example"), CASES)
def test_a_control_finds_the_same_on_postgres(made: Control, example: Example, postgres: PostgresEngine) -> None:
    finds_as_expected(postgres, judged(postgres, made, example), made, example)


@pytest.mark.parametrize("dialect", ["duckdb", "sqlite"])
@pytest.mark.parametrize(("made", "example"), [case for case in CASES if case.values[0].askable])
def test_a_charge_that_waits_gets_the_answer_it_will_have(made: Control, example: Example, dialect: str) -> None:
    engine = an_engine(dialect)
    frozen = judged(engine, made, example)
    stored, _ = found_whole(engine, frozen)

    found, unjudged = asked_before(engine, frozen)

    assert found == stored, "asked before it is stored, a row must get the answer of the whole run"
    assert unjudged == dict(example.unjudged)


@pytest.mark.parametrize("made", all_controls().values(), ids=lambda made: made.id)
def test_a_control_ships_a_hit_and_a_near_miss(made: Control) -> None:
    examples = read_examples(Path(ROOM / made.folder / f"{made.name}.yaml"))

    assert any(e.expect for e in examples), "one example must be found"
    assert any(not e.expect and e.tables.get(made.subject) for e in examples), "one near miss must be left alone"

"""Each control finds its wrong and leaves its near miss, as its examples say, on DuckDB and on SQLite."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from amparo.controls.catalogue import ROOM, all_controls
from amparo.controls.control import Control
from amparo.controls.examples import Example, read_examples
from amparo.controls.run import Found
from amparo.controls.sentences import sentence
from tests.controls.judging import an_engine, found_in_parts, found_whole, frozen_now, lay_pack, lay_tables

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


@pytest.mark.parametrize("dialect", ["duckdb", "sqlite"])
@pytest.mark.parametrize(("made", "example"), CASES)
def test_a_control_finds_what_its_example_expects(made: Control, example: Example, dialect: str) -> None:
    engine = an_engine(dialect)
    frozen = frozen_now(made, dialect)
    lay_tables(engine, example.tables)
    lay_pack(engine, [frozen], example.as_of, example.law)

    found, outcome = found_whole(engine, frozen)

    expected = sorted(example.expect, key=lambda row: row["record_id"])
    assert [f.record_id for f in found] == [row["record_id"] for row in expected]
    for f, row in zip(found, expected, strict=True):
        assert seen(f, made, row) == plain(row)
    assert {reason: n for (reason, _), n in outcome.unjudged.items()} == dict(example.unjudged)
    if not made.grouped:
        assert found_in_parts(engine, frozen) == found, "judging row by row must give the whole run's findings"


@pytest.mark.parametrize("made", all_controls().values(), ids=lambda made: made.id)
def test_a_control_ships_a_hit_and_a_near_miss(made: Control) -> None:
    examples = read_examples(Path(ROOM / made.folder / f"{made.name}.yaml"))

    assert any(e.expect for e in examples), "one example must be found"
    assert any(not e.expect and e.tables.get(made.subject) for e in examples), "one near miss must be left alone"

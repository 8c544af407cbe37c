"""Every control finds the same full rows on every engine, whole and in parts, over a random world with empty values."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from functools import lru_cache

import pytest

from amparo.controls.catalogue import all_controls
from amparo.controls.engines import Engine
from amparo.controls.run import Found, judge
from amparo.records.contract import load_contracts
from tests.controls.judging import an_engine, frozen_now, lay_pack, lay_tables
from tests.controls.world import a_world

AS_OF = date(2026, 4, 20)
SEED = 7
DRAWN = {
    "step_least_count": {"house": 5},
    "step_wait_factor_ppm": {"house": 1_050_000},
    "step_success_gap_ppm": {"house": 20_000},
    "step_accuracy_gap_ppm": {"house": 10_000},
    "premium_first_motor": {"house": 1},
    "terminal_two_places_minutes": {"house": 3000},
    "terminal_two_places_metres": {"house": 100},
    "unrelated_policies_per_account": {"legal": 3},
}
CONTROLS = all_controls()


def laid(engine: Engine) -> Engine:
    """An engine holding the drawn world and the law."""
    lay_tables(engine, a_world(SEED))
    lay_pack(engine, [frozen_now(made, engine.dialect) for made in CONTROLS.values()], AS_OF, DRAWN)
    return engine


@lru_cache(maxsize=1)
def witness() -> dict[str, tuple[list[Found], Counter[tuple[str, str]], int]]:
    """What DuckDB makes of the world: the answer the others must give."""
    return answers(laid(an_engine("duckdb")))


def answers(engine: Engine) -> dict[str, tuple[list[Found], Counter[tuple[str, str]], int]]:
    """The findings, what could not be judged, and the subjects of each control."""
    told = {}
    for made in CONTROLS.values():
        outcome = judge(engine, frozen_now(made, engine.dialect))
        told[made.id] = (list(outcome.found), outcome.unjudged, outcome.subjects)
    return told


def compare(engine: Engine) -> None:
    """The answers of an engine are the witness's."""
    told = answers(laid(engine))
    for control_id, expected in witness().items():
        assert told[control_id] == expected, control_id


def test_the_world_is_dense_enough_that_every_control_finds_something() -> None:
    found = {control_id: len(answer[0]) for control_id, answer in witness().items()}

    assert [control_id for control_id, number in found.items() if not number] == []


def test_no_control_finds_a_record_twice() -> None:
    for control_id, (found, _, _) in witness().items():
        records = [f.record_id for f in found]
        assert len(records) == len(set(records)), control_id


def test_sqlite_finds_the_same_rows() -> None:
    compare(an_engine("sqlite"))


@pytest.mark.postgres
def test_postgres_finds_the_same_rows(postgres: Engine) -> None:
    compare(postgres)


@pytest.mark.spark
def test_spark_finds_the_same_rows(spark: Engine) -> None:
    compare(spark)


def test_clickhouse_finds_the_same_rows(clickhouse: Engine) -> None:
    compare(clickhouse)


def parts_agree(engine: Engine) -> None:
    """A run over some of the subjects finds of them what the whole run finds."""
    laid(engine)
    chance = random.Random(3)
    for made in CONTROLS.values():
        if made.grouped:
            continue
        key = load_contracts()[made.subject].key
        keys = [row[0] for row in engine.rows(f"SELECT {key} FROM {made.subject}", {"k": "string"})]
        cut = set(chance.sample(sorted(keys), len(keys) // 4))
        engine.fill("cut", {"k": "string"}, [[k] for k in sorted(cut)])
        engine.keep("subject", f"SELECT s.* FROM {made.subject} AS s JOIN cut ON cut.k = s.{key}")

        found = list(judge(engine, frozen_now(made, engine.dialect), mode="part").found)

        assert found == [f for f in witness()[made.id][0] if f.record_id in cut], made.id


@pytest.mark.parametrize("dialect", ["duckdb", "sqlite"])
def test_a_part_finds_what_the_whole_finds_of_it(dialect: str) -> None:
    parts_agree(an_engine(dialect))


@pytest.mark.postgres
def test_a_part_finds_what_the_whole_finds_of_it_on_postgres(postgres: Engine) -> None:
    parts_agree(postgres)

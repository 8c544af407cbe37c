"""Facts of a finding are named and written for people, whatever control compared them."""

from __future__ import annotations

import pytest

from amparo.controls.facts import FACTS, fact_name, fact_value, measured
from amparo.controls.frozen import load_frozen
from amparo.controls.run import COMMON
from amparo.records.contract import load_contracts


def test_every_fact_that_a_control_compares_has_a_name_in_each_language() -> None:
    columns = {name for contract in load_contracts().values() for name in contract.types}
    for frozen in load_frozen("duckdb").values():
        for name in frozen.columns["whole"]:
            assert name in COMMON or name in columns or name in FACTS, f"{frozen.id}: name {name} in controls/facts.py"


def test_no_name_is_kept_for_a_fact_that_no_control_compares() -> None:
    compared = {name for f in load_frozen("duckdb").values() for columns in f.columns.values() for name in columns}
    assert not set(FACTS) - compared


@pytest.mark.parametrize(
    ("name", "value", "language", "text"),
    [
        ("charged_minor", 123450, "zh", "¥1,234.50"),
        ("limit_on", "2026-09-02", "en", "2 September 2026"),
        ("rate_ppm", 125000, "es", "12,5%"),
        ("channel", "pos", "zh", "POS 刷卡"),
        ("done_on", None, "es", "-"),
    ],
)
def test_a_fact_is_written_as_people_write_it(name: str, value: object, language: str, text: str) -> None:
    assert fact_value(name, value, "CNY", language) == text


def test_a_column_of_a_table_keeps_the_name_the_table_gives_it() -> None:
    assert fact_name("policy_id", "zh") == "保单号"


def test_limits_carry_their_unit_in_the_language_of_the_reader() -> None:
    assert measured(30, "day", "", "zh") == "30 日"
    assert measured(100000, "minor", "CNY", "en") == "CNY 1,000.00"
    assert measured(3, "count", "", "es") == "3"

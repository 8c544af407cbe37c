"""Charts: periods that stay readable, a round scale, and institutions counted with those below them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from amparo.office.findings.report_charts import bars, columns, scale_top, short_names, tree_bars
from amparo.office.findings.report_data import Unit

DAY = date(2026, 3, 4)


def every_day(number: int) -> dict[date, dict[str, int]]:
    """One finding a day for that many days."""
    return {DAY + timedelta(days=n): {"high": 1} for n in range(number)}


@pytest.mark.parametrize(
    ("days", "step", "first"),
    [
        (1, "day", "2026-03-04"),
        (30, "day", "2026-03-04"),
        (90, "week", "2026-03-02"),
        (400, "month", "2026-03"),
        (9000, "year", "2026"),
    ],
)
def test_the_period_grows_with_the_days_covered(days: int, step: str, first: str) -> None:
    made, top, chosen = columns(every_day(days))

    assert (chosen, made[0].label) == (step, first)
    assert sum(column.total for column in made) == days
    assert len(made) <= 61
    assert top >= max(column.total for column in made)
    assert sum(column.shown != "never" for column in made) <= 13


def test_a_quiet_period_keeps_its_empty_column() -> None:
    made, _, _ = columns({date(2026, 1, 1): {"low": 2}, date(2026, 1, 4): {"low": 1}})

    assert [column.total for column in made] == [2, 0, 0, 1]


@pytest.mark.parametrize(
    ("highest", "top"), [(1, 4), (4, 4), (5, 8), (43, 48), (81, 100), (1001, 1200), (999_999, 1_000_000)]
)
def test_the_scale_ends_at_a_round_number_that_four_lines_divide(highest: int, top: int) -> None:
    assert scale_top(highest) == top
    assert top % 4 == 0


def test_an_institution_counts_all_that_lie_below_it() -> None:
    units = {
        "1": Unit("省"),
        "11": Unit("市", "1"),
        "111": Unit("县", "11"),
        "12": Unit("另一市", "1"),
        "13": Unit("静", "1"),
    }

    made = tree_bars({"111": 5, "11": 2, "12": 4}, units)

    assert [(b.name, b.depth, b.count) for b in made] == [
        ("省", "0", "11"),
        ("市", "1", "7"),
        ("县", "2", "5"),
        ("另一市", "1", "4"),
    ]


def test_a_circle_among_institutions_or_one_that_is_unknown_still_shows() -> None:
    made = tree_bars({"a": 1, "b": 2, "z": 3}, {"a": Unit("甲", "b"), "b": Unit("乙", "a")})

    assert {b.code for b in made} == {"a", "b", "z"}


def test_the_name_of_the_company_is_not_said_with_each_of_its_branches() -> None:
    units = {"1": Unit("天山人寿股份有限公司新疆分公司"), "11": Unit("天山人寿股份有限公司乌鲁木齐中心支公司", "1")}

    assert list(short_names(units).values()) == ["新疆分公司", "乌鲁木齐中心支公司"]
    assert next(iter(short_names({**units, "0": Unit("天山人寿股份有限公司")}).values())) == units["1"].name
    assert short_names({"1": Unit("Tianshan Life North"), "2": Unit("Tianshan Life South")})["2"] == "South"
    assert short_names({"1": Unit("喀什市支公司"), "2": Unit("喀什市营销部")})["2"] == "喀什市营销部"


def test_what_belongs_to_no_institution_is_said_so() -> None:
    (made,) = tree_bars({"": 3}, {})

    assert "sin institución" in made.name


def test_the_longest_bar_is_full_and_only_the_largest_are_shown() -> None:
    made = bars({str(n): n for n in range(1, 21)}, {"20": "twenty"}, most=3)

    assert [b.name for b in made] == ["twenty", "19", "18"]
    assert 'width="100.00"' in made[0].figure

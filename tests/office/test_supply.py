"""What was expected and when: feeds read strictly, the days they cover, and the record of what came."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from amparo.law.strict_yaml import StrictFileError
from amparo.office import flow
from amparo.office.expects import read_expects
from amparo.office.findings.deliveries import live_parts
from amparo.office.findings.models import Delivery, Finding
from amparo.office.findings.runs import open_warehouse
from amparo.office.house import House, open_house
from tests.office.test_check import AS_OF, check
from tests.office.tiny_house import NOW, Inbox, a_small_world, charge, mandate

DAILY = """
feeds:
  ledger:
    table: charges
    files: ["charges_*.csv"]
    every: day
    by: 1
    covers: {pattern: "_(\\\\d{8})\\\\."}
    since: 2026-03-01
"""


def with_feeds(inbox: Inbox, text: str) -> House:
    """The house with these expectations."""
    (inbox.house.root / "expects.yaml").write_text(text, encoding="utf-8")
    inbox.house = open_house(inbox.house.root)
    return inbox.house


def at(day: int) -> datetime:
    """Nine in the morning of a day of March, in Beijing."""
    return datetime.fromisoformat(f"2026-03-{day:02}T01:00:00+00:00")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("feeds: {a: {table: chargs, files: [x], every: day, since: 2026-01-01}}", "did you mean 'charges'?"),
        ("feeds: {a: {table: charges, files: [x], every: daily, since: 2026-01-01}}", "did you mean 'day'?"),
        ("feeds: {a: {table: charges, files: [x], every: day}}", "'since' is missing"),
        ("feeds: {a: {table: charges, files: [x], every: day, since: soon}}", "since is 'soon'"),
        (
            "feeds: {a: {table: charges, files: [x], every: day, since: 2026-01-01, covers: {pattern: '('}}}",
            "no pattern",
        ),
        ("feeds: {a: {table: charges, files: [x], every: day, since: 2026-01-01, covers: {pattern: 'x'}}}", "no group"),
        ("fees: {}", "did you mean 'feeds'?"),
    ],
)
def test_a_mistake_in_what_is_expected_is_refused(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "expects.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(StrictFileError) as error:
        read_expects(tmp_path / "expects.yaml")
    assert told in str(error.value) and "expects.yaml:1" in str(error.value)


def test_a_table_covers_up_to_the_day_before_the_first_file_that_did_not_come(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    house = with_feeds(inbox, DAILY)
    for day in (1, 2, 4):
        inbox.load("charges", [charge(f"D{day}")], name=f"charges_202603{day:02}.csv", now=at(day + 1))

    supply = flow.supplies(house, as_of=date(2026, 3, 6))["charges"]

    assert supply.covers_until == date(2026, 3, 2)
    inbox.load("charges", [charge("D3")], name="charges_20260303.csv", now=at(6))
    assert flow.supplies(house, as_of=date(2026, 3, 6))["charges"].covers_until == date(2026, 3, 4)


def test_a_day_excepted_is_not_waited_for(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    house = with_feeds(inbox, DAILY + "    except: [2026-03-02]\n")
    for day in (1, 3):
        inbox.load("charges", [charge(f"D{day}")], name=f"charges_202603{day:02}.csv", now=at(day + 1))

    assert flow.supplies(house, as_of=date(2026, 3, 3))["charges"].covers_until == date(2026, 3, 3)


def test_a_feed_that_never_came_leaves_its_table_uncovered(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    house = with_feeds(inbox, DAILY)

    assert flow.supplies(house, as_of=AS_OF)["charges"].covers_until == date(2026, 2, 28)


def test_a_feed_of_working_days_is_not_expected_on_others(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    house = with_feeds(inbox, DAILY.replace("every: day", "every: working_day").replace("2026-03-01", "2026-03-06"))
    inbox.load("charges", [charge("D6")], name="charges_20260306.csv", now=at(7))
    inbox.load("charges", [charge("D9")], name="charges_20260309.csv", now=at(10))

    assert flow.supplies(house, as_of=AS_OF)["charges"].covers_until == date(2026, 3, 9)


def test_an_extract_covers_up_to_its_last_arrival(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    text = "feeds: {m: {table: mandates, files: ['mandates_*'], every: day, since: 2026-03-01}}"
    house = with_feeds(inbox, text)
    inbox.load("mandates", [mandate("M9")], now=at(7))

    assert flow.supplies(house, as_of=AS_OF)["mandates"].covers_until == date(2026, 3, 7)


def test_a_branch_whose_files_never_came_is_unjudged_alone(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    inbox.load("institutions", [{"institution_id": "650200", "parent_id": "650000"}])
    inbox.load("charges", [charge("C3", "P3", institution_id="650200")])
    with_feeds(
        inbox,
        "feeds: {m: {table: mandates, files: ['mandates_*'], every: day, since: 2026-03-01,"
        " institutions: [650100, 650200]}}",
    )
    inbox.load("mandates", [mandate("M9", "P9")], name="mandates_650100_a.csv", now=at(9))

    report = check(inbox)

    assert [f.record_id for f in Finding.objects.all()] == ["C2"]
    assert report.controls[0].unjudged == (("missing", "mandates", 1),)


def test_what_came_and_when_is_a_table_like_any_other(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    house = with_feeds(inbox, DAILY)
    for day in (1, 2, 4):
        rows = [charge(f"D{day}-{n}") for n in range(day)]
        inbox.load("charges", rows, name=f"charges_202603{day:02}.csv", now=at(day + 1))

    flow.run_checks(house, as_of=date(2026, 3, 5), now=at(5), controls=("FED-01",))

    with open_warehouse(house, live_parts(house.root, "feed_days")) as warehouse:
        rows = warehouse.connection.execute(
            "SELECT feed_day_id, institution_id, expected_on, arrived_on, rows_taken, rows_usual, history_days"
            " FROM feed_days ORDER BY expected_on"
        ).fetchall()
    assert rows == [
        ("ledger:-:2026-03-01", "650000", date(2026, 3, 2), date(2026, 3, 2), 1, None, 0),
        ("ledger:-:2026-03-02", "650000", date(2026, 3, 3), date(2026, 3, 3), 2, 1, 1),
        ("ledger:-:2026-03-03", "650000", date(2026, 3, 4), None, 0, 1, 2),
        ("ledger:-:2026-03-04", "650000", date(2026, 3, 5), date(2026, 3, 5), 4, 1, 2),
        ("ledger:-:2026-03-05", "650000", date(2026, 3, 6), None, 0, 2, 3),
    ]


def test_a_silent_feed_is_a_finding_and_its_coming_late_stays_one(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    house = with_feeds(inbox, DAILY)
    inbox.load("charges", [charge("D1")], name="charges_20260301.csv", now=at(2))

    flow.run_checks(house, as_of=date(2026, 3, 4), now=at(4), controls=("FED-01",))
    first = {f.record_id: f.status for f in Finding.objects.all()}
    flow.run_checks(house, as_of=date(2026, 3, 5), now=at(5), controls=("FED-01",))
    second = {f.record_id: f.status for f in Finding.objects.all()}

    assert first == {"ledger:-:2026-03-02": "open"}
    assert second == {"ledger:-:2026-03-02": "open", "ledger:-:2026-03-03": "open"}


def test_our_own_record_is_written_only_when_something_came(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    house = with_feeds(inbox, DAILY)
    for later in range(3):
        flow.run_checks(house, as_of=AS_OF, now=NOW + timedelta(hours=later), controls=("FED-01",))

    assert Delivery.objects.filter(table_name="feed_days").count() == 1


def test_files_that_came_before_they_were_expected_count_for_their_feed(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    inbox.load("charges", [charge("D1")], name="charges_20260301.csv", now=at(2))
    house = with_feeds(inbox, DAILY)

    flow.run_checks(house, as_of=AS_OF, now=NOW, controls=("FED-01",))

    delivery = Delivery.objects.get(file_name="charges_20260301.csv")
    assert (delivery.feed, delivery.covered_on) == ("ledger", date(2026, 3, 1))
    assert flow.supplies(house, as_of=AS_OF)["charges"].covers_until == date(2026, 3, 1)

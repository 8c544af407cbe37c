"""`amparo check` tells what stands open, what is new and what could not be judged; the time machine writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from amparo.office.findings.models import Finding, Run
from tests.commands.in_house import say
from tests.office.tiny_house import Inbox, a_house, a_small_world, charge, mandate

Capsys = pytest.CaptureFixture[str]
ONLY = ("--control", "CHG-01", "--as-of", "2026-03-10")


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """The small world, loaded."""
    return a_small_world(tmp_path)


def test_findings_that_stand_open_end_with_one(inbox: Inbox, capsys: Capsys) -> None:
    spoken = say(capsys, inbox.house.root, "check", *ONLY)

    assert spoken.code == 1
    assert spoken.out.startswith("CHG-01  On 1 March 2026 CNY 100.00 was debited for policy P2")
    assert "1 findings open (1 new" in spoken.out and "Charges 2" in spoken.out


def test_a_clean_run_ends_with_nought_and_says_what_it_looked_at(inbox: Inbox, capsys: Capsys) -> None:
    inbox.load("mandates", [mandate("M2", "P2")])

    spoken = say(capsys, inbox.house.root, "check", *ONLY)

    assert spoken.code == 0
    assert "Looked at Charges 2, Institutions 2, Mandates 2, Policies 2" in spoken.out


def test_json_is_one_object(inbox: Inbox, capsys: Capsys) -> None:
    spoken = say(capsys, inbox.house.root, "check", *ONLY, "--json")

    [one] = spoken.lines
    assert one["written"] and one["open"] == 1
    assert one["controls"][0] | {"seconds": 0} == {
        "control": "CHG-01",
        "title": "Charge without a mandate in force",
        "life": "on",
        "mode": "whole",
        "subjects": 2,
        "judged": 2,
        "unjudged": [],
        "found": 1,
        "new": 1,
        "reopened": 0,
        "changed": 0,
        "cleared": 0,
        "held": 0,
        "open": 1,
        "amounts_minor": {"CNY": 10000},
        "seconds": 0,
    }


def test_every_control_runs_and_missing_tables_are_told_once_each(inbox: Inbox, capsys: Capsys) -> None:
    spoken = say(capsys, inbox.house.root, "check", "--as-of", "2026-03-10")

    told = [line for line in spoken.out.splitlines() if line.startswith("could not judge: Bookings")]
    assert len(told) == 1 and "FLW-06 2" in told[0]


def test_an_empty_house_says_so(tmp_path: Path, capsys: Capsys) -> None:
    house = a_house(tmp_path / "house")

    spoken = say(capsys, house.root, "check")

    assert spoken.code == 0 and "amparo load" in spoken.out


def test_a_check_that_could_judge_nothing_is_not_clean(tmp_path: Path, capsys: Capsys) -> None:
    inbox = Inbox(a_house(tmp_path / "house"), tmp_path / "inbox")
    inbox.load("institutions", [{"institution_id": "650000"}, {"institution_id": "650100", "parent_id": "650000"}])
    inbox.load("charges", [charge("C1")])

    spoken = say(capsys, inbox.house.root, "check", *ONLY)

    assert spoken.code == 3
    assert Run.objects.count() == 1 and not Finding.objects.exists()


def test_another_limit_compared_tells_found_and_lost_and_writes_nothing(inbox: Inbox, capsys: Capsys) -> None:
    inbox.load("products", [{}])
    inbox.load("charges", [charge("K1", channel="cash", premises="off", amount="80000")])

    spoken = say(
        capsys, inbox.house.root, "check", "--control", "CHG-23", "--as-of", "2026-03-10", "--compare", "--json",
        "--limit", "cash_off_premises_minor=50000",
    )  # fmt: skip

    one = spoken.last
    assert spoken.code == 1 and (one["found"], one["lost"], one["written"]) == (1, 0, False)
    assert one["controls"][0]["found_records"] == ["K1"]
    assert one["controls"][0]["found_amounts_minor"] == {"CNY": 80000}
    assert (Finding.objects.count(), Run.objects.count()) == (0, 0)


def test_the_law_of_another_day_is_looked_through(inbox: Inbox, capsys: Capsys) -> None:
    spoken = say(capsys, inbox.house.root, "check", *ONLY, "--law-on", "2020-01-01")

    assert spoken.code == 1 and "law of 2020-01-01" in spoken.out and "nothing is written" in spoken.out
    assert Finding.objects.count() == 0


def test_looking_back_never_unsays_what_a_later_run_found(inbox: Inbox, capsys: Capsys) -> None:
    say(capsys, inbox.house.root, "check", *ONLY)

    spoken = say(capsys, inbox.house.root, "check", "--control", "CHG-01", "--as-of", "2026-02-01", "--json")

    assert spoken.last["written"] is False
    assert Run.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--control", "CHG-99"), "no control 'CHG-99'"),
        (("--limit", "cash"), "expected NAME=NUMBER"),
        (("--limit", "nothing=1"), "no figure or rule 'nothing'"),
        (("--law-on", "xx"), "no such pack"),
        (("--sql-of", "7"), "there is no run 7"),
    ],
)
def test_bad_use_is_told_and_ends_with_two(inbox: Inbox, capsys: Capsys, words: tuple[str, ...], told: str) -> None:
    spoken = say(capsys, inbox.house.root, "check", *words)

    assert spoken.code == 2 and told in spoken.err

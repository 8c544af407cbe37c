"""`amparo explain` tells one finding in full, names only when asked, and that they were asked for is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from amparo.office.findings.models import Finding, NamesSeen
from tests.commands.in_house import say
from tests.office.test_check import AS_OF, check
from tests.office.test_incremental import write_bookings
from tests.office.tiny_house import Inbox, a_small_world, mandate

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """The small world with a mandate for P2 that had ended, checked."""
    inbox = a_small_world(tmp_path)
    inbox.load("mandates", [mandate("M5", "P2", valid_to="2026-02-01")])
    check(inbox)
    return inbox


def test_the_facts_the_failed_candidate_the_article_and_the_proof_are_told(inbox: Inbox, capsys: Capsys) -> None:
    key = Finding.objects.get().key

    spoken = say(capsys, inbox.house.root, "explain", key[:8])

    assert spoken.code == 0
    for told in (
        "for policy P2",
        "M5: had ended",
        "against the law",
        "customer K2",
        "650100 喀什",
        "第十三条",
        "https://",
    ):
        assert told in spoken.out
    assert f"evidence {Finding.objects.get().evidence_sha256}" in spoken.out
    assert "6222020000000001" not in spoken.out


def test_json_tells_the_same_for_programs(inbox: Inbox, capsys: Capsys) -> None:
    one = say(capsys, inbox.house.root, "explain", Finding.objects.get().key, "--json").last

    assert one["near"] == [
        {
            "candidate": "M5",
            "fails": ["had ended"],
            "facts": {"valid_from": "2026-01-01", "valid_to": "2026-02-01", "cancelled_on": "9999-12-31"},
        }
    ]
    assert one["run"]["as_of"] == AS_OF.isoformat() and one["events"][0]["event"] == "raised"
    assert "names" not in one


def test_names_are_shown_when_asked_for_and_the_look_is_kept(inbox: Inbox, capsys: Capsys) -> None:
    spoken = say(capsys, inbox.house.root, "explain", Finding.objects.get().key, "--names", "--purpose", "call back")

    assert "account_number: 6222020000000001" in spoken.out
    assert NamesSeen.objects.get().purpose == "call back"


def test_a_missed_deadline_shows_how_it_was_counted(inbox: Inbox, capsys: Capsys) -> None:
    write_bookings(inbox)
    check(inbox, controls=("FLW-06",))
    finding = Finding.objects.filter(control_id="FLW-06").first()
    assert finding is not None

    one = say(capsys, inbox.house.root, "explain", finding.key, "--json").last
    text = say(capsys, inbox.house.root, "explain", finding.key).out

    assert one["deadline"]["rule"] == "charge_booking" and one["deadline"]["due_rolled_on"] == "2026-03-04"
    assert "How the deadline was counted" in text
    assert any(clause["house_value"] == 3 for clause in one["clauses"])


def test_an_unknown_number_is_told(inbox: Inbox, capsys: Capsys) -> None:
    spoken = say(capsys, inbox.house.root, "explain", "zzzz")

    assert spoken.code == 2 and "no finding begins so" in spoken.err

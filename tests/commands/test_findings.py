"""`amparo findings` lists, filters and exports; nothing is shown that was not asked for."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.commands.in_house import say
from tests.office.test_check import check
from tests.office.tiny_house import Inbox, a_small_world, charge, mandate

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """The small world checked twice: C2 found first, then C3 of another branch and a larger amount."""
    inbox = a_small_world(tmp_path)
    check(inbox)
    inbox.load("institutions", [{"institution_id": "650200", "parent_id": "650000"}])
    inbox.load(
        "charges",
        [charge("C3", "P3", amount="50000", institution_id="650200", charged_at="2026-03-05 10:00:00")],
    )
    check(inbox)
    return inbox


def records(inbox: Inbox, capsys: Capsys, *words: str) -> list[str]:
    """The records of the findings listed with these words."""
    return [one["record_id"] for one in say(capsys, inbox.house.root, "findings", "--json", *words).lines]


def test_each_finding_is_one_line_newest_first(inbox: Inbox, capsys: Capsys) -> None:
    spoken = say(capsys, inbox.house.root, "findings")

    first, second = spoken.out.splitlines()
    assert spoken.code == 1
    assert "CHG-01  2026-03-05  CNY 500.00  P3" in first and "On 5 March 2026" in first
    assert "K2" in second


def test_filters_narrow_the_list(inbox: Inbox, capsys: Capsys) -> None:
    assert records(inbox, capsys) == ["C3", "C2"]
    assert records(inbox, capsys, "--institution", "650000") == ["C3", "C2"]
    assert records(inbox, capsys, "--institution", "650200") == ["C3"]
    assert records(inbox, capsys, "--from", "2026-03-02") == ["C3"]
    assert records(inbox, capsys, "--to", "2026-03-02") == ["C2"]
    assert records(inbox, capsys, "--min-amount", "500") == ["C3"]
    assert records(inbox, capsys, "--policy", "P2") == ["C2"]
    assert records(inbox, capsys, "--new") == ["C3"]
    assert records(inbox, capsys, "--limit", "1") == ["C3"]
    assert records(inbox, capsys, "--ground", "house") == records(inbox, capsys, "--control", "CHG-02") == []
    assert records(inbox, capsys, "--severity", "high", "--control", "CHG-01") == ["C3", "C2"]


def test_what_is_cleared_is_shown_when_asked_for(inbox: Inbox, capsys: Capsys) -> None:
    inbox.load("mandates", [mandate("M2", "P2")])
    check(inbox)

    assert records(inbox, capsys) == ["C3"]
    assert records(inbox, capsys, "--status", "cleared") == ["C2"]
    assert records(inbox, capsys, "--new") == ["C2"], "a finding that was cleared is a change of the last run"


def test_nothing_found_ends_with_nought(inbox: Inbox, capsys: Capsys) -> None:
    spoken = say(capsys, inbox.house.root, "findings", "--policy", "P1")

    assert spoken.code == 0 and "No such findings." in spoken.out


def test_an_unknown_institution_is_refused(inbox: Inbox, capsys: Capsys) -> None:
    spoken = say(capsys, inbox.house.root, "findings", "--institution", "999")

    assert spoken.code == 2 and "no such institution" in spoken.err


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "jsonl", "html"])
def test_findings_are_written_to_a_file(inbox: Inbox, capsys: Capsys, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"findings.{ending}"

    spoken = say(capsys, inbox.house.root, "findings", "--out", str(out))

    assert spoken.code == 1 and str(out) in spoken.out
    assert out.stat().st_size > 100
    if ending == "csv":
        with out.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) == 3
    if ending == "html":
        text = out.read_text("utf-8")
        assert "C3" in text and "喀什" in text


def test_an_unknown_kind_of_file_is_refused(inbox: Inbox, capsys: Capsys, tmp_path: Path) -> None:
    spoken = say(capsys, inbox.house.root, "findings", "--out", str(tmp_path / "findings.doc"))

    assert spoken.code == 2 and ".csv" in spoken.err

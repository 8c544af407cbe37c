"""`amparo load` tells of each file what came of it, and its exit code whether all of it could be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.in_house import say
from tests.office.tiny_house import Inbox, a_small_world, charge, write_rows

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """The small world, loaded."""
    return a_small_world(tmp_path)


def test_a_good_file_is_told_by_its_rows(inbox: Inbox, capsys: Capsys) -> None:
    path = write_rows(inbox.folder, "charges_9.csv", "charges", [charge("C9")])

    spoken = say(capsys, inbox.house.root, "load", str(path))

    assert spoken.code == 0
    assert "charges_9.csv → charges: accepted · 1 rows read, 1 accepted, 0 rejected" in spoken.out


def test_json_is_one_object_with_every_file(inbox: Inbox, capsys: Capsys) -> None:
    spoken = say(capsys, inbox.house.root, "load", str(inbox.folder), "--json")

    assert len(spoken.out.splitlines()) == 1
    assert {f["verdict"] for f in spoken.last["files"]} == {"known"}
    assert spoken.code == 0


def test_a_file_that_cannot_be_read_ends_with_three(inbox: Inbox, capsys: Capsys) -> None:
    (inbox.folder / "charges_empty.csv").write_bytes(b"")
    (inbox.folder / "letter.docx").write_bytes(b"PK")

    spoken = say(capsys, inbox.house.root, "load", str(inbox.folder))

    assert spoken.code == 3
    assert "letter.docx: unreadable" in spoken.out and "amparo map letter.docx" in spoken.out
    assert "charges_empty.csv → charges: refused" in spoken.out


def test_a_quarantined_file_says_how_to_release_it_and_is_released(inbox: Inbox, capsys: Capsys) -> None:
    rows = [charge(f"D{n}") for n in range(8)] + [charge(f"X{n}", channel="bogus") for n in range(2)]
    path = write_rows(inbox.folder, "charges_9.csv", "charges", rows)
    spoken = say(capsys, inbox.house.root, "load", str(path), "--json")
    number = spoken.last["files"][0]["delivery"]

    released = say(capsys, inbox.house.root, "load", "--release", str(number))
    again = say(capsys, inbox.house.root, "load", "--discard", str(number))

    assert (spoken.code, spoken.last["files"][0]["verdict"]) == (3, "quarantined")
    assert released.code == 0 and "charges_9.csv: released" in released.out
    assert again.code == 2 and "none of that number waits" in again.err


def test_rejected_rows_go_out_are_corrected_and_come_back(inbox: Inbox, capsys: Capsys) -> None:
    rows = [charge(f"D{n}") for n in range(40)] + [charge("X1", channel="bogus")]
    say(capsys, inbox.house.root, "load", str(write_rows(inbox.folder, "charges_9.csv", "charges", rows)))
    listed = say(capsys, inbox.house.root, "rejected")
    out = inbox.folder / "charges_corrected.csv"

    say(capsys, inbox.house.root, "rejected", "--out", str(out))
    out.write_text(out.read_text("utf-8-sig").replace(",bogus,", ",cash,"), "utf-8")
    loaded = say(capsys, inbox.house.root, "load", str(out), "--json")

    assert listed.code == 1 and "'bogus' is none of" in listed.out
    assert (loaded.code, loaded.last["files"][0]["corrected"]) == (0, 1)
    assert say(capsys, inbox.house.root, "rejected").code == 0


def test_a_rejected_row_is_given_up_only_with_a_reason(inbox: Inbox, capsys: Capsys) -> None:
    rows = [charge(f"D{n}") for n in range(40)] + [charge("X1", channel="bogus")]
    say(capsys, inbox.house.root, "load", str(write_rows(inbox.folder, "charges_9.csv", "charges", rows)))
    row = say(capsys, inbox.house.root, "rejected", "--json").lines[0]["row"]

    without = say(capsys, inbox.house.root, "rejected", "--drop", str(row))
    with_one = say(capsys, inbox.house.root, "rejected", "--drop", str(row), "--reason", "测试数据")

    assert without.code == 2 and "--reason" in without.err
    assert with_one.code == 0 and say(capsys, inbox.house.root, "rejected").code == 0
    [kept] = say(capsys, inbox.house.root, "rejected", "--all", "--json").lines
    assert kept["dropped_reason"] == "测试数据"


def test_no_value_of_a_person_is_told(inbox: Inbox, capsys: Capsys) -> None:
    rows = [charge(f"D{n}") for n in range(40)] + [charge("X1", account_number="6222029999999999", amount="x")]
    say(capsys, inbox.house.root, "load", str(write_rows(inbox.folder, "charges_9.csv", "charges", rows)))

    assert "6222029999999999" not in say(capsys, inbox.house.root, "rejected", "--json").out


def test_two_loads_at_once_are_told_plainly(inbox: Inbox, capsys: Capsys) -> None:
    from amparo.office.findings.lease import leased
    from tests.office.tiny_house import NOW

    with leased("load", lambda: NOW):
        spoken = say(capsys, inbox.house.root, "load", str(inbox.folder))

    assert spoken.code == 2 and "one load or run works at a time" in spoken.err

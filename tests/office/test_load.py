"""Files come in wholly or not at all, and none twice; what waits or was rejected is kept until a person settles it."""

from __future__ import annotations

import errno
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from amparo.law.strict_yaml import StrictFileError
from amparo.office import flow, taking
from amparo.office.findings.models import Delivery, Part, RejectedRow
from amparo.office.house import open_house
from tests.office.tiny_house import NOW, Inbox, a_house, a_small_world, charge, mandate, write_mapping, write_rows


def test_loading_a_file_twice_changes_nothing(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    before = (Delivery.objects.count(), Part.objects.count())

    again = flow.load_files(inbox.house, [inbox.folder], now=NOW + timedelta(days=1))

    assert {report.verdict for report in again} == {"known"}
    assert (Delivery.objects.count(), Part.objects.count()) == before


def test_a_file_under_another_name_is_still_the_same_file(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)

    report = inbox.load("charges", [charge("C1"), charge("C2", "P2")], name="charges_again.csv")

    assert report.verdict == "known"


def test_a_folder_is_taken_in_with_those_tables_first_that_others_are_compared_with(tmp_path: Path) -> None:
    house = a_house(tmp_path / "house")
    folder = tmp_path / "inbox"
    write_rows(folder, "charges_1.csv", "charges", [charge("C1")])
    write_rows(folder, "institutions_1.csv", "institutions", [{"institution_id": "650000"}])
    (folder / ".hidden").write_text("x")

    reports = flow.load_files(house, [folder], now=NOW)

    assert [report.table for report in reports] == ["institutions", "charges"]


def test_a_file_no_mapping_is_for_is_told_with_the_nearest_patterns_and_stops_no_other(tmp_path: Path) -> None:
    house = a_house(tmp_path / "house")
    folder = tmp_path / "inbox"
    write_rows(folder, "charge_1.csv", "charges", [charge("C1")])
    write_rows(folder, "mandates_1.csv", "mandates", [mandate("M1")])

    reports = {report.file: report for report in flow.load_files(house, [folder], now=NOW)}

    reason = reports["charge_1.csv"].reason
    assert reports["charge_1.csv"].verdict == "unreadable" and reason is not None
    assert "charges*.csv" in reason.en and "amparo map" in reason.en
    assert reports["mandates_1.csv"].verdict == "accepted"


def test_two_mappings_for_one_table_and_file_are_refused(tmp_path: Path) -> None:
    house = a_house(tmp_path / "house")
    text = (house.root / "mappings" / "charges.yaml").read_text(encoding="utf-8")
    (house.root / "mappings" / "other.yaml").write_text(text, encoding="utf-8")
    path = write_rows(tmp_path / "inbox", "charges_1.csv", "charges", [charge("C1")])

    [report] = flow.load_files(house, [path], now=NOW)

    assert report.reason is not None and "charges and other" in report.reason.en


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StrictFileError, match="no such file"):
        flow.load_files(a_house(tmp_path / "house"), [tmp_path / "none.csv"], now=NOW)


def test_rejected_rows_are_kept_with_their_reason_and_settled_when_they_come_again(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    good = [charge(f"D{n}") for n in range(30)]

    report = inbox.load("charges", [*good, charge("C9", charged_at="2026-02-30 10:00:00")])

    assert (report.rows_read, report.rows_taken, report.rows_rejected) == (31, 30, 1)
    row = RejectedRow.objects.get()
    assert row.open and "C9" in row.keys and bytes(row.sealed)
    assert b"6222020000000001" not in bytes(row.sealed), "the row itself is sealed"

    again = inbox.load("charges", [charge("C9", charged_at="2026-02-28 10:00:00")])

    assert again.corrected == 1
    row.refresh_from_db()
    assert not row.open and row.resolved_by_id == again.delivery_id


def test_too_many_bad_rows_wait_in_quarantine_until_a_person_releases_them(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    rows = [charge(f"D{n}") for n in range(8)] + [charge(f"X{n}", channel="bogus") for n in range(2)]

    report = inbox.load("charges", rows)

    assert report.verdict == "quarantined" and report.batch is None
    assert not Part.objects.get(delivery_id=report.delivery_id).live
    supply = flow.supplies(inbox.house, as_of=NOW.date())["charges"]
    assert supply.quarantined_from is not None

    flow.release_delivery(inbox.house, Delivery.objects.get(pk=report.delivery_id), now=NOW)

    assert Part.objects.get(delivery_id=report.delivery_id).live
    assert flow.supplies(inbox.house, as_of=NOW.date())["charges"].quarantined_from is None
    assert flow.supplies(inbox.house, as_of=NOW.date())["charges"].rejected["charge_id"] == {"X0", "X1"}


def test_a_better_file_of_the_same_name_takes_the_place_of_one_in_quarantine(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    good = [charge(f"D{n}") for n in range(8)]
    inbox.load("charges", [*good, charge("X", channel="bogus"), charge("Y", channel="bogus")], name="charges_b.csv")

    inbox.load("charges", good, name="charges_b.csv")

    assert flow.supplies(inbox.house, as_of=NOW.date())["charges"].quarantined_from is None


def test_a_refused_file_may_be_tried_again_and_leaves_no_part(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    rows = [charge(f"X{n}", channel="bogus") for n in range(4)]

    first, second = inbox.load("charges", rows), inbox.load("charges", rows)

    assert first.verdict == second.verdict == "refused"
    assert RejectedRow.objects.count() == 4, "the rows of the last try are kept, not those of each"
    assert Part.objects.filter(delivery_id=second.delivery_id).count() == 0


def test_a_mended_mapping_reads_the_same_file_anew(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    path = write_rows(tmp_path / "inbox", "charges_x.csv", "charges", [charge("C7", channel="代扣")])
    [refused] = flow.load_files(inbox.house, [path], now=NOW)
    mapping = inbox.house.root / "mappings" / "charges.yaml"
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(
        text.replace("channel: channel", "channel: {from: channel, values: {代扣: direct_debit}}"), "utf-8"
    )

    [accepted] = flow.load_files(open_house(inbox.house.root), [path], now=NOW)

    assert (refused.verdict, accepted.verdict) == ("refused", "accepted")


def test_a_full_disk_is_said_plainly_and_loses_nothing(tmp_path: Path, monkeypatch: Any) -> None:
    inbox = a_small_world(tmp_path)

    def no_room(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(taking, "seal_file", no_room)
        with pytest.raises(taking.DiskFull, match="make room"):
            inbox.load("charges", [charge("C7")], name="charges_full.csv")
    assert Delivery.objects.filter(file_name="charges_full.csv").count() == 0

    [again] = flow.load_files(inbox.house, [inbox.folder / "charges_full.csv"], now=NOW)

    assert again.verdict == "accepted"
    stray = {p for p in (inbox.house.data / "records").rglob("*") if p.is_file()}
    assert len(stray) == Part.objects.count(), "what the failed attempt left is gone"


def test_a_feed_not_in_expects_is_refused_with_the_nearest(tmp_path: Path) -> None:
    house = a_house(tmp_path / "house")
    write_mapping(house.root, "charges", feed="ledgr")
    (house.root / "expects.yaml").write_text(
        "feeds: {ledger: {table: charges, files: ['charges*'], every: day, since: 2026-01-01}}", encoding="utf-8"
    )
    path = write_rows(tmp_path / "inbox", "charges_1.csv", "charges", [charge("C1")])

    [report] = flow.load_files(open_house(house.root), [path], now=NOW)

    assert report.reason is not None and "did you mean 'ledger'?" in report.reason.en


def test_no_personal_value_lies_in_plain_sight(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)

    for path in (*inbox.house.data.rglob("*"), inbox.house.root / "amparo.sqlite"):
        if path.is_file():
            assert b"6222020000000001" not in path.read_bytes(), path.name


def test_inbox_reports_the_batch(tmp_path: Path) -> None:
    inbox = Inbox(a_house(tmp_path / "house"), tmp_path / "inbox")

    assert [inbox.load("mandates", [mandate(f"M{n}")]).batch for n in range(3)] == [1, 2, 3]


def test_a_mapping_reworded_reads_nothing_anew(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    mapping = inbox.house.root / "mappings" / "charges.yaml"
    mapping.write_text(mapping.read_text("utf-8").replace("channel: channel", "channel: {from: channel}"), "utf-8")
    before = (Delivery.objects.count(), Part.objects.count())

    reports = flow.load_files(open_house(inbox.house.root), [inbox.folder], now=NOW)

    assert {report.verdict for report in reports} == {"known"}
    assert (Delivery.objects.count(), Part.objects.count()) == before

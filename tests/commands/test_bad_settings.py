"""Wrong settings and a house whose files were lost or altered, at the real command line: named, refused, nothing touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.commands.at_terminal import a_world, at_terminal, refused, rows
from tests.office.tiny_house import Inbox, charge, mandate, write_rows

ONE = ("check", "--control", "CHG-01", "--as-of", "2026-03-10")


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """The small world, loaded: C2 of P2 has no mandate."""
    return a_world(tmp_path)


def mapping(house: Path, name: str) -> Path:
    """One mapping of the house."""
    return house / "mappings" / f"{name}.yaml"


SETTINGS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "house.yaml, misspelt": ("house.yaml", "+limts: {}\n", ("house.yaml:", "'limts'", "did you mean 'limits'?")),
    "house.yaml, limit": (
        "house.yaml",
        "+limits: {cash_of_premises_minor: 1}\n",
        ("house.yaml:", "did you mean 'cash_off_premises_minor'?"),
    ),
    "house.yaml, control": ("house.yaml", "+controls: {CHG-1: off}\n", ("no control 'CHG-1'", "did you mean")),
    "house.yaml, no YAML": ("house.yaml", "name: [x\n", ("house.yaml:2", "mend the line")),
    "house.yaml, country": (
        "house.yaml",
        "country: cn→country: es",
        ("CHG-01: off in this house", "look at `country`"),
    ),
    "expects.yaml, misspelt": (
        "expects.yaml",
        "feeds: {x: {table: charges, files: [a], every: day, since: 2026-01-01, bye: 1}}",
        ("expects.yaml:1", "did you mean 'by'?"),
    ),
    "expects.yaml, a list": ("expects.yaml", "feeds: [x]", ("expects.yaml:1", "expected a mapping, got list")),
    "mapping, misspelt": ("mappings/charges.yaml", "+tabel: charges\n", ("charges.yaml:", "did you mean 'table'?")),
    "mapping, empty": ("mappings/charges.yaml", "", ("charges.yaml", "got nothing")),
    "mapping, columns left open": (
        "mappings/mandates.yaml",
        'table: mandates\nfiles: ["mandates*.csv"]\ncolumns: {mandate_id: mandate_id}\n',
        ("mandates.yaml:1", "nothing fills policy_id, ", "add policy_id: {from: column of the file}"),
    ),
    "token.key, gone": ("keys/token.key", "-", ("token.key", "64 hexadecimal digits", "restore")),
    "token.key, garbled": ("keys/token.key", "zz", ("token.key", "64 hexadecimal digits", "restore")),
    "token.key, another's": ("keys/token.key", "ab" * 32, ("token.key: is not the key", "nothing was changed")),
    "memory, garbled": ("amparo.sqlite", "garbage" * 9999, ("amparo.sqlite: damaged", "restore it from the backup")),
    "memory, gone": ("amparo.sqlite", "-", ("records lie in data/", "restore it from the backup")),
    "identities, garbled": ("data/identities.sqlite", "x" * 9999, ("identities.sqlite: damaged", "restore")),
}


@pytest.mark.parametrize("case", SETTINGS)
def test_a_setting_or_a_file_of_the_house_that_is_wrong_is_named_and_nothing_is_touched(
    inbox: Inbox, case: str
) -> None:
    house = inbox.house.root
    name, content, told = SETTINGS[case]
    path = house / name
    if content == "-":
        path.unlink()
    elif content.startswith("+"):
        path.write_text(path.read_text("utf-8") + content[1:], "utf-8")
    elif "→" in content:
        path.write_text(path.read_text("utf-8").replace(*content.split("→")), "utf-8")
    else:
        path.write_text(content, "utf-8")
    records = {p: p.read_bytes() for p in (house / "data" / "records").rglob("*.parquet")}

    words = ONE if case.startswith("house") else ("load", inbox.folder)
    refused(at_terminal(house, *words), 2, *told)

    assert {p: p.read_bytes() for p in (house / "data" / "records").rglob("*.parquet")} == records
    assert len(list((house / "data" / "raw").iterdir())) == 4


def test_a_file_two_mappings_fill_one_table_from_is_refused_and_the_others_are_taken(inbox: Inbox) -> None:
    house = inbox.house.root
    shutil.copy(mapping(house, "charges"), mapping(house, "other"))
    folder = inbox.folder.parent / "more"
    write_rows(folder, "charges_9.csv", "charges", [charge("C9")])
    write_rows(folder, "mandates_9.csv", "mandates", [mandate("M9")])

    spoken = at_terminal(house, "load", folder)

    assert spoken.code == 3
    assert "charges_9.csv: unreadable" in spoken.out and "charges and other; narrow the patterns" in spoken.out
    assert "mandates_9.csv → mandates: accepted" in spoken.out


@pytest.mark.parametrize("harm", ["gone", "altered", "cut"])
def test_stored_records_that_were_lost_or_altered_are_named_and_written_anew_from_their_file(
    inbox: Inbox, harm: str
) -> None:
    house = inbox.house.root
    [part] = (house / "data" / "records" / "charges").glob("*.parquet")
    content = part.read_bytes()
    if harm == "gone":
        part.unlink()
    else:
        part.write_bytes(content[:200] + b"xx" + content[202:] if harm == "altered" else content[:-9])

    refused(at_terminal(house, *ONE), 2, f"records/charges/{part.name}", "charges_004.csv", "load that file again")
    assert not rows(house, "SELECT * FROM findings_finding")
    loaded = at_terminal(house, "load", inbox.folder, "--json")

    assert loaded.code == 0 and {f["verdict"] for f in loaded.last["files"]} == {"known"}
    assert part.read_bytes() == content
    assert at_terminal(house, *ONE).code == 1


def test_a_day_that_is_none_or_lies_ahead_is_told_and_writes_nothing(inbox: Inbox) -> None:
    house = inbox.house.root

    none = at_terminal(house, "check", "--as-of", "2026-02-30")
    far = at_terminal(house, "check", "--as-of", "9999-12-31")
    ahead = at_terminal(house, "check", "--control", "CHG-01", "--as-of", "2033-01-01", "--json")

    assert none.code == 2 and "2026-02-30" in none.err
    refused(far, 2, "too far ahead", "name an earlier one")
    assert (ahead.code, ahead.last["written"], ahead.last["found"]) == (1, False, 1)
    assert not rows(house, "SELECT * FROM findings_run"), (
        "a slip of the pen must not keep later runs from being written"
    )


def test_places_that_cannot_be_written_are_named(inbox: Inbox, tmp_path: Path) -> None:
    house, away = inbox.house.root, tmp_path / "nowhere" / "x.csv"
    charges = inbox.folder / "charges_004.csv"

    refused(at_terminal(house, "rejected", "--out", away), 2, "there is no folder")
    refused(at_terminal(house, "findings", "--out", away), 2, "there is no folder")
    refused(at_terminal(house, "map", charges, "--out", away.with_suffix(".yaml")), 2, "there is no folder")
    refused(at_terminal(house, "rejected", "--drop", "7", "--reason", "x"), 2, "no such row is waiting")
    refused(at_terminal(house, "init", tmp_path / "new", "--zone", "Nowhere/X"), 2, "no time zone", "Asia/Shanghai")
    assert not (tmp_path / "new").exists(), "no half house is left"
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "There are no files there" in at_terminal(house, "load", empty).out

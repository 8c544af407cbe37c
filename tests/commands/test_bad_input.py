"""Bad files and bad settings at the real command line: a clear error, a code that is not nought, and nothing lost."""

from __future__ import annotations

import io
import json
import resource
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.commands.at_terminal import ACCOUNT, a_world, at_terminal
from tests.office.tiny_house import Inbox, charge, mandate, write_rows

ONE = ("check", "--control", "CHG-01", "--as-of", "2026-03-10")


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """The small world, loaded: C2 of P2 has no mandate."""
    return a_world(tmp_path)


def a_bomb() -> bytes:
    """A workbook of 64 KB that unfolds to 64 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(64 << 20))
    return made.getvalue()


def a_workbook() -> bytes:
    """A sound workbook."""
    book, made = openpyxl.Workbook(), io.BytesIO()
    for row in (["charge_id", "amount"], ["C1", "1"]):
        book.worksheets[0].append(row)
    book.save(made)
    return made.getvalue()


def bad_files(folder: Path) -> dict[str, str]:
    """One file of every kind that cannot be read, and what is said of each."""
    text = write_rows(folder, "good.csv", "charges", [charge(f"G{n}") for n in range(40)]).read_text("utf-8")
    (folder / "good.csv").unlink()
    told: dict[str, tuple[str | bytes, str]] = {
        "charges_empty.csv": (b"", "the file is empty"),
        "charges_blank.csv": ("\n\n \n", "empty"),
        "charges_open_quote.csv": (text + 'G99,"P1', "never closed"),
        "charges_latin.csv": (text.replace("direct_debit", "Señor").encode("cp1252"), "set format: csv and options"),
        "charges_pdf.csv": (b"%PDF-1.7\n" + bytes(100), "this is a PDF document"),
        "charges_torn.csv": (a_workbook()[:900], "cut or damaged"),
        "charges_bomb.csv": (a_bomb(), "the content is xlsx, not csv"),
        "charges_one_line.csv": (text.splitlines()[0] + "\n" + "x" * 3_000_000, "longer than"),
        "charges_nul.csv": (text.replace("G7", "G\0007"), "NUL bytes"),
        "charges_entity.csv": (
            '<!DOCTYPE d [<!ENTITY i SYSTEM "file:///etc/passwd">]><Document>&i;</Document>', "XML of an unknown kind"
        ),
        "charges_page.csv": ("<html><table><tr><td>1</td></tr></table></html>", "web page"),
        "charges_other.csv": ("a,b\n1,2\n", "has no column"),
        "book_bomb.xlsx": (a_bomb(), "zip bomb"),
        "book_cut.xlsx": (a_workbook()[:-700], "cut or damaged"),
        "lines_entity.xml": (
            '<!DOCTYPE Document [<!ENTITY i SYSTEM "file:///etc/passwd">]>'
            '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><x>&i;</x></Document>',
            "DTD",
        ),
        "lines_cut.xml": (
            '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>S</Id>',
            "ends before",
        ),
        "letter.docx": (b"PK", "no mapping is for a file of this name"),
    }  # fmt: skip
    for name, (content, _) in told.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return {name: says for name, (_, says) in told.items()}


def two_more_mappings(house: Path) -> None:
    """Mappings for workbooks and for bank messages."""
    text = (house / "mappings" / "charges.yaml").read_text("utf-8").replace("charges*.csv", "book*.xlsx")
    (house / "mappings" / "books.yaml").write_text(text.replace("format: csv", "format: xlsx"), "utf-8")
    (house / "mappings" / "lines.yaml").write_text('table: bank_lines\nfiles: ["lines*.xml"]\nformat: camt\n', "utf-8")


def test_every_kind_of_unreadable_file_is_named_with_its_remedy_and_stops_no_other(inbox: Inbox) -> None:
    house, folder = inbox.house.root, inbox.folder.parent / "month"
    told = bad_files(folder)
    two_more_mappings(house)
    write_rows(folder / "branch" / "march", "charges_good.csv", "charges", [charge(f"D{n}", "P2") for n in range(30)])
    write_rows(folder / ".trash", "charges_old.csv", "charges", [charge("T1", "P2")])
    (folder / ".charges_hidden.csv").write_text("x")
    before = {name: sha256((folder / name).read_bytes()).hexdigest() for name in told}

    spoken = at_terminal(house, "load", folder, "--json")

    files = {file["file"]: file for file in spoken.last["files"]}
    assert spoken.code == 3
    assert set(files) == {*told, "charges_good.csv"}, "below the folder, but nothing hidden"
    for name, says in told.items():
        assert files[name]["verdict"] in ("refused", "unreadable"), name
        assert says in files[name]["reason"] and ";" in files[name]["reason"], (name, files[name]["reason"])
        assert files[name]["rows_accepted"] == 0
    assert (files["charges_good.csv"]["verdict"], files["charges_good.csv"]["rows_accepted"]) == ("accepted", 30)
    kept = {path.stem for path in (house / "data" / "raw").iterdir()}
    assert {digest for name, digest in before.items() if name != "letter.docx"} <= kept, "kept as received, sealed"
    assert {sha256((folder / name).read_bytes()).hexdigest() for name in told} == set(before.values())


def test_a_file_of_a_header_only_is_a_day_without_rows_and_says_so(inbox: Inbox) -> None:
    path = write_rows(inbox.folder, "charges_none.csv", "charges", [])

    spoken = at_terminal(inbox.house.root, "load", path)

    assert spoken.code == 0 and "accepted · 0 rows read, 0 accepted, 0 rejected" in spoken.out


def test_a_file_cut_in_the_middle_of_a_record_keeps_all_but_that_record(inbox: Inbox) -> None:
    path = write_rows(inbox.folder, "charges_cut.csv", "charges", [charge(f"D{n}") for n in range(40)])
    path.write_bytes(path.read_bytes()[:-30])

    spoken = at_terminal(inbox.house.root, "load", path, "--json")
    [row] = at_terminal(inbox.house.root, "rejected", "--json").lines

    assert [spoken.last["files"][0][f"rows_{n}"] for n in ("read", "accepted", "rejected")] == [40, 39, 1]
    assert row["record"] == 41 and row["reasons"][0]["rule"] == "width"


def test_rows_that_cannot_be_read_are_told_one_by_one_corrected_and_then_judged(inbox: Inbox, tmp_path: Path) -> None:
    house = inbox.house.root
    wrong = [
        charge("X1", "P2", charged_at="2026-02-30 10:00:00"),
        charge("X2", "P2", amount="1.234.50"),
        charge("X3", "P2", amount="777"),
        charge("X3", "P2", amount="888"),
        charge("X4", "P2"),
        charge("X4", "P2"),
        charge("=1+1", "P2", channel="@SUM(A1)"),
        charge("X5", "P2", currency="YUAN", account_number=f"{ACCOUNT} x"),
    ]
    good = [charge(f"D{n}") for n in range(200)]
    path = write_rows(inbox.folder, "charges_x.csv", "charges", [*good, *wrong])
    loaded = at_terminal(house, "load", path, "--json").last["files"][0]
    told = at_terminal(house, "rejected", "--json").lines
    out = tmp_path / "charges_corrected.csv"
    book = tmp_path / "rejected.xlsx"
    written = at_terminal(house, "rejected", "--out", out)
    at_terminal(house, "rejected", "--out", book)

    assert (loaded["rows_read"], loaded["rows_accepted"], loaded["rows_rejected"]) == (208, 201, 7)
    rules = {(row["record"], reason["rule"]) for row in told for reason in row["reasons"]}
    assert {(204, "conflicting"), (205, "conflicting")} <= rules, "neither of two that contradict is taken"
    assert len(told) == 6, "a row that only repeats another is kept, but waits for no one"
    assert all(reason["remedy"] for row in told for reason in row["reasons"])
    assert written.code == 1 and str(out) in written.out

    text = out.read_text("utf-8-sig")
    assert "'=1+1" in text and "'@SUM(A1)" in text, "no spreadsheet takes a cell for a formula"
    sheet = openpyxl.load_workbook(book).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if "SUM" in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s"] * len(cells) and cells

    mended = text.replace("2026-02-30", "2026-02-27").replace("1.234.50", "1234").replace("'@SUM(A1)", "direct_debit")
    mended = "".join(line for line in mended.splitlines(keepends=True) if ",888," not in line)
    out.write_text(mended.replace("YUAN", "CNY").replace(f"{ACCOUNT} x", ACCOUNT), "utf-8")
    found_before = at_terminal(house, *ONE, "--json").last["open"]
    again = at_terminal(house, "load", out, "--json")
    assert (again.code, again.last["files"][0]["corrected"]) == (0, 6), "the right one settles both of two"
    assert at_terminal(house, "rejected").code == 0

    found = at_terminal(house, *ONE, "--json").last["open"]
    exported = tmp_path / "findings.csv"
    at_terminal(house, "findings", "--out", exported)
    listed = {f["record_id"] for f in at_terminal(house, "findings", "--json").lines}
    assert (found_before, found) == (2, 7)
    assert listed == {"C2", "X1", "X2", "X3", "X4", "X5", "=1+1"}, "a cell is kept as it came"
    assert "'=1+1" in exported.read_text("utf-8-sig")


def test_the_same_file_under_another_name_a_late_one_and_a_corrected_one(inbox: Inbox, tmp_path: Path) -> None:
    house = inbox.house.root
    assert at_terminal(house, *ONE, "--json").last["open"] == 1
    same = tmp_path / "charges_copy.csv"
    shutil.copy(inbox.folder / "charges_004.csv", same)
    late = write_rows(tmp_path, "charges_late.csv", "charges", [charge("L1", "P2", charged_at="2026-01-15 09:00:00")])
    dearer = write_rows(tmp_path, "charges_new.csv", "charges", [charge("C2", "P2", amount="20000")])
    loaded = [at_terminal(house, "load", path, "--json").last["files"][0] for path in (same, late, dearer)]
    second = at_terminal(house, *ONE, "--json").last["controls"][0]
    covered = write_rows(tmp_path, "mandates_2.csv", "mandates", [mandate("M2", "P2")])
    at_terminal(house, "load", covered)
    third = at_terminal(house, *ONE, "--json").last

    assert [file["verdict"] for file in loaded] == ["known", "accepted", "accepted"]
    assert (second["mode"], second["new"], second["changed"], second["open"]) == ("part", 1, 1, 2)
    assert second["amounts_minor"] == {"CNY": 30000}
    assert (third["open"], third["controls"][0]["cleared"]) == (0, 2)


@pytest.mark.soak
def test_a_line_of_two_gigabytes_is_refused_within_little_memory(inbox: Inbox, tmp_path: Path) -> None:
    path = tmp_path / "charges_line.csv"
    with path.open("wb") as file:
        file.write(b"charge_id,amount\n")
        for _ in range(2048):
            file.write(b"x" * (1 << 20))
    before: Any = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss

    spoken = at_terminal(inbox.house.root, "load", path, "--json")

    assert spoken.code == 3 and "longer than" in json.dumps(spoken.last)
    assert max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) < 1_200_000

"""Rejected rows go out with their reasons, are corrected, and come back by the same mapping."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from amparo.records.corrections import FORMULA, ExportError, export_rejected, guarded
from amparo.records.plan import CORRECTED
from tests.records.taking import CHARGES, a_vault, csv_of, rows_of, taken
from tests.records.test_delivery import HEAD, charge, many


def exported(folder: Path, rows: list[list[str]], name: str) -> Path:
    """The rejected rows of a file with these rows, exported under this name."""
    out = folder / name
    with taken(folder, CHARGES, csv_of(HEAD, [*rows, *many(60)])) as made, a_vault(folder) as vault:
        given = [("D1", r.record, "; ".join(x.says.en for x in r.reasons), r.sealed) for r in made.rejected()]
        assert export_rejected(given, out, vault=vault) == len(given)
    return out


def test_corrected_rows_come_back_and_say_what_they_correct(tmp_path: Path) -> None:
    out = exported(
        tmp_path, [charge(流水号="X1", 金额="1.2.3", 付款人="=SUM(A1)"), charge(流水号="X2", 时间="")], "out.csv"
    )
    with out.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    assert table[0] == [*CORRECTED, *HEAD]
    assert table[1][:2] == ["D1", "2"]
    assert "two decimal marks" in table[1][2]
    assert table[1][7] == "'=SUM(A1)"
    table[1][8] = "123.00"
    text = csv_of(table[0], table[1:])
    with taken(tmp_path, CHARGES, text, name="back.csv") as made:
        assert made.corrects == (("D1", 2),)
        assert made.columns_added == ()
        assert made.rows_accepted == 1
    text = csv_of(table[0], table[1:2])
    with taken(tmp_path, CHARGES, text, name="back.csv") as made, a_vault(tmp_path) as vault:
        assert made.verdict == "accepted"
        assert made.part is not None
        token = rows_of(made.part, "payer_name_token")[0][0]
        assert vault.open_([token]) == {token: "=SUM(A1)"}


def test_a_workbook_holds_text_and_no_formula(tmp_path: Path) -> None:
    out = exported(
        tmp_path, [charge(流水号="X1", 金额="=1+1", 付款人="@x"), charge(流水号="0012", 时间="")], "out.xlsx"
    )
    sheet = load_workbook(out).active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0] == [*CORRECTED, *HEAD]
    assert cells[1][7:9] == ["'@x", "'=1+1"]
    assert cells[2][3] == "0012"
    assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row)
    with taken(tmp_path, CHARGES, out.read_bytes(), name="out.csv") as made:
        assert made.rows_read == 2


@given(st.text(alphabet="'=+-@\ta1.,", max_size=8))
def test_guarding_can_be_undone_and_leaves_no_formula(text: str) -> None:
    out = guarded(text)
    assert out is not None
    assert out[:1] not in tuple("=+-@\t") or set(out) <= set("+-1.,")
    undone = out[1:] if out.startswith("'") and FORMULA.match(out[1:]) else out
    assert undone == text


def test_only_two_forms_are_written(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault, pytest.raises(ExportError, match=r"expected a name ending in \.csv or \.xlsx"):
        export_rejected([], tmp_path / "x.pdf", vault=vault)

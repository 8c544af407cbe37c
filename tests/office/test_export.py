"""Exports: every format holds the same findings, typed, and none of them runs in a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest

from amparo.office.findings.export import ExportError, write_findings
from amparo.office.findings.export_columns import COLUMNS
from amparo.office.findings.view import FindingView
from tests.office.a_finding import a_finding

NAMES = [column.name for column in COLUMNS]


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV by code name."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [dict(zip(NAMES, row, strict=True)) for row in list(csv.reader(file))[1:]]


def test_a_csv_opens_as_utf_8_with_headings_in_the_language(tmp_path: Path) -> None:
    assert write_findings([a_finding()], tmp_path / "f.csv", "zh") == 1

    assert (tmp_path / "f.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "f.csv").open(encoding="utf-8-sig", newline="") as file:
        heading, row = list(csv.reader(file))
    assert heading == [column.title.zh for column in COLUMNS]
    told = dict(zip(NAMES, row, strict=True))
    assert told["sentence"] == "2026年3月2日 从保单 P1 扣款 ¥1,234.50，当日没有生效的授权。"
    assert (told["amount"], told["currency"], told["amount_minor"]) == ("1234.50", "CNY", "123450")
    assert (told["policy_id"], told["customer_id"], told["institution_name"]) == ("P1", "K1", "乌鲁木齐中心支公司")
    assert (told["article"], told["source"]) == ("第七条", "非银行支付机构条例")
    assert told["near"] == "M1：已到期"


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "|calc", "\n=1"])
def test_a_cell_that_looks_like_a_formula_never_runs(evil: str, tmp_path: Path) -> None:
    rows = [a_finding(policy_id=evil, institution_name=evil)]

    write_findings(rows, tmp_path / "f.csv", "en")
    write_findings(rows, tmp_path / "f.xlsx", "en")

    told = read_csv(tmp_path / "f.csv")[0]
    assert told["policy_id"] == "'" + evil
    sheet = openpyxl.load_workbook(tmp_path / "f.xlsx").active
    cell = sheet.cell(2, NAMES.index("policy_id") + 1)
    assert cell.data_type != "f"
    assert cell.quotePrefix
    assert cell.value.strip() == evil.strip(), "the text itself is not changed where it need not be"


def test_an_xlsx_has_typed_amounts_and_days_and_a_frozen_heading(tmp_path: Path) -> None:
    write_findings([a_finding()], tmp_path / "f.xlsx", "es")

    sheet = openpyxl.load_workbook(tmp_path / "f.xlsx").active
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == [column.title.es for column in COLUMNS]
    row = dict(zip(NAMES, (cell.value for cell in sheet[2]), strict=True))
    assert row["amount"] == 1234.5
    assert row["happened_on"] == datetime(2026, 3, 2)
    assert sheet.cell(2, NAMES.index("amount") + 1).number_format == "#,##0.00"
    assert row["raised_at"] == datetime(2026, 11, 1, 4, 0)


def test_a_parquet_has_typed_columns_under_code_names(tmp_path: Path) -> None:
    path = tmp_path / "it's.parquet"
    write_findings([a_finding(), a_finding(currency="JPY", policy_id=None)], path, "en")

    found = duckdb.sql(
        f"SELECT amount, happened_on, policy_id, raised_at FROM '{str(path).replace(chr(39), chr(39) * 2)}'"
    )
    assert [str(kind) for kind in found.types] == ["DECIMAL(22,4)", "DATE", "VARCHAR", "TIMESTAMP"]
    assert found.fetchall() == [
        (Decimal("1234.5000"), date(2026, 3, 2), "P1", datetime(2026, 11, 1, 4, 0)),
        (Decimal("123450.0000"), date(2026, 3, 2), None, datetime(2026, 11, 1, 4, 0)),
    ]
    assert [p.name for p in tmp_path.iterdir()] == [path.name], "nothing else is left lying about"


def test_json_lines_carry_exact_amounts_and_iso_days(tmp_path: Path) -> None:
    write_findings([a_finding(currency="KWD")], tmp_path / "f.jsonl", "en")

    told = json.loads((tmp_path / "f.jsonl").read_text(encoding="utf-8"))
    assert list(told) == NAMES
    assert (told["amount"], told["happened_on"]) == ("123.450", "2026-03-02")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "jsonl"])
def test_every_format_keeps_hostile_text_and_holds_every_row(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"f.{ending}"
    hostile = 'a"b\n<script>alert(1)</script>\x00\x07 \u202e'

    assert write_findings((a_finding(record_id=f"{n}{hostile}") for n in range(3)), path, "en") == 3

    if ending == "csv":
        seen = [row["record_id"] for row in read_csv(path)]
    elif ending == "jsonl":
        seen = [json.loads(line)["record_id"] for line in path.read_text(encoding="utf-8").splitlines()]
    elif ending == "xlsx":
        sheet = openpyxl.load_workbook(path).active
        seen = [sheet.cell(n, NAMES.index("record_id") + 1).value for n in (2, 3, 4)]
    else:
        seen = [row[0] for row in duckdb.sql(f"SELECT record_id FROM '{path}'").fetchall()]
    assert [text[0] for text in seen] == ["0", "1", "2"]
    assert all("<script>" in text for text in seen)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "jsonl"])
def test_nothing_found_still_writes_a_file_that_opens(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"f.{ending}"

    assert write_findings([], path, "en") == 0

    assert path.exists()
    if ending == "parquet":
        assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(0,)]
    if ending == "xlsx":
        assert openpyxl.load_workbook(path).active.max_row == 1


def test_an_export_that_breaks_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("yesterday's")

    def breaking() -> Iterator[FindingView]:
        yield a_finding()
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_findings(breaking(), path, "en")

    assert path.read_text() == "yesterday's"
    assert [p.name for p in tmp_path.iterdir()] == ["f.csv"]


def test_an_unknown_ending_or_a_folder_that_is_not_there_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.csv, \.xlsx, \.parquet or \.jsonl"):
        write_findings([], tmp_path / "f.pdf", "en")
    with pytest.raises(ExportError, match="there is no folder"):
        write_findings([], tmp_path / "nowhere" / "f.csv", "en")


def test_rows_are_streamed_and_not_gathered_first(tmp_path: Path) -> None:
    written: list[int] = []

    def rows() -> Iterator[FindingView]:
        for number in range(3000):
            if number == 2999:
                written.append((tmp_path / ".f.csv.writing").stat().st_size)
            yield a_finding()

    write_findings(rows(), tmp_path / "f.csv", "en")

    assert written[0] > 100_000, "the file grew while the rows came"


def test_a_finding_without_money_has_no_amount_in_any_format(tmp_path: Path) -> None:
    write_findings([a_finding(amount_minor=0, currency="XXX")], tmp_path / "f.jsonl", "en")
    write_findings([a_finding(amount_minor=0, currency="XXX")], tmp_path / "f.csv", "en")

    told = json.loads((tmp_path / "f.jsonl").read_text(encoding="utf-8"))
    assert (told["amount"], told["currency"], told["amount_minor"]) == (None, None, None)
    assert read_csv(tmp_path / "f.csv")[0]["amount"] == ""

"""CSV in the dresses it comes in; whatever way it is read, the answer is one."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.records.readers import UnreadableFile, detect, read_file
from tests.records.readers.expected import rows_of
from tests.shared import SHARED, needs_shared

HOUSE = "保单号,金额,交易日期,备注\nP001,1200.50,2025-03-01,首期\nP002,88.00,2025-03-02,\n"
ROWS = [
    {"保单号": "P001", "金额": "1200.50", "交易日期": "2025-03-01", "备注": "首期"},
    {"保单号": "P002", "金额": "88.00", "交易日期": "2025-03-02", "备注": None},
]


def _file(folder: Path, content: str | bytes, encoding: str = "utf-8", name: str = "ledger.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def _directly(path: Path) -> list[tuple[str | None, ...]] | None:
    """The rows as DuckDB reads them by itself, None if it refuses."""
    direct = read_file(path).direct
    assert direct is not None
    try:
        return duckdb.connect().execute(f"SELECT * FROM {direct.sql(str(path))}").fetchall()
    except duckdb.Error:
        return None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_is_seen(tmp_path: Path, encoding: str) -> None:
    reading, rows = rows_of(_file(tmp_path, HOUSE, encoding))
    assert rows == ROWS
    assert (reading.direct is not None) == encoding.startswith("utf-8")


def test_an_encoding_first_shown_after_a_megabyte_is_seen(tmp_path: Path) -> None:
    plain = "".join(f"P{n:06},10.00,2025-03-01,first\n" for n in range(50_000))
    path = _file(tmp_path, f"a,b,c,d\n{plain}P9,1.00,2025-03-01,首期保费\n", "gb18030")
    reading, rows = rows_of(path)
    assert rows[-1]["d"] == "首期保费"
    assert reading.direct is None


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_seen(tmp_path: Path, delimiter: str) -> None:
    path = _file(tmp_path, HOUSE.replace(",", delimiter))
    _, rows = rows_of(path)
    assert rows == ROWS
    assert _directly(path) == [tuple(row.values()) for row in ROWS]


def test_noise_before_the_table_and_totals_after_it_are_left_out_and_noted(tmp_path: Path) -> None:
    noise = "XX人寿保险收费台账\n机构：650100,,\n日期：2025-03-01 至 2025-03-31\n\n"
    path = _file(tmp_path, f"{noise}{HOUSE}合计,1288.50,,\n制表人：张三\n")
    reading, rows = rows_of(path)
    assert rows == ROWS
    notes = " ".join(reading.notes)
    assert "header on row 5" in notes
    assert "合计, 1288.50" in notes
    assert "张三" not in notes  # a note is no place for a person's name
    assert reading.direct is None


def test_a_subtotal_between_rows_is_handed_on_as_a_row(tmp_path: Path) -> None:
    path = _file(tmp_path, HOUSE.replace("P002", "小计,1200.50,,\nP002"))
    _, rows = rows_of(path)
    assert [row["保单号"] for row in rows] == ["P001", "小计", "P002"]


def test_a_header_whose_row_the_house_names_is_taken(tmp_path: Path) -> None:
    path = _file(tmp_path, "a,b\nc,d\n1,2\n")
    assert read_file(path, options={"header_row": 2}).columns == ("c", "d")


def test_a_file_without_header_takes_the_names_the_house_gives(tmp_path: Path) -> None:
    path = _file(tmp_path, "P1,2\nP2,3\n")
    reading, rows = rows_of(path, options={"columns": ["policy", "amount"]})
    assert rows == [{"policy": "P1", "amount": "2"}, {"policy": "P2", "amount": "3"}]
    assert reading.direct and reading.direct.first_record == 1


def test_padding_back_ticks_and_formula_texts_are_taken_off(tmp_path: Path) -> None:
    path = _file(tmp_path, 'id,card,amount\n`0001\t,="62220001" , 1.00 \n`0002\t,"=""62220002""",2.00\n')
    _, rows = rows_of(path)
    assert rows == [
        {"id": "0001", "card": "62220001", "amount": "1.00"},
        {"id": "0002", "card": "62220002", "amount": "2.00"},
    ]


def test_a_back_tick_in_a_single_cell_stays(tmp_path: Path) -> None:
    _, rows = rows_of(_file(tmp_path, "id,text\n1,`ls`\n2,plain\n"))
    assert [row["text"] for row in rows] == ["`ls`", "plain"]


def test_quoted_line_breaks_delimiters_and_quotes_stay_in_their_cell(tmp_path: Path) -> None:
    path = _file(tmp_path, 'a,b\n"x, ""y""","first\nsecond"\n1,2\n')
    assert [tuple(row) for _, row in read_file(path).rows] == [('x, "y"', "first\nsecond"), ("1", "2")]
    assert _directly(path) == [('x, "y"', "first\nsecond"), ("1", "2")]


def test_column_names_that_repeat_or_lack_are_told_apart(tmp_path: Path) -> None:
    reading = read_file(_file(tmp_path, "金额,,金额\n1,2,3\n"))
    assert reading.columns == ("金额", "column 2", "金额 (2)")
    assert any("金额 (2)" in note for note in reading.notes)


def test_a_row_of_another_width_is_handed_on_as_it_is(tmp_path: Path) -> None:
    path = _file(tmp_path, "a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n")
    found = list(read_file(path).rows)
    assert found == [(2, ("1", "2", "3")), (3, ("4", "5")), (4, ("6", "7", "8", "9")), (5, ("10", "11", "12"))]
    assert _directly(path) is None  # so the caller reads `rows` instead


def test_a_last_line_cut_short_is_a_row_and_not_a_remark(tmp_path: Path) -> None:
    path = _file(tmp_path, "a,b,c\n1,2,3\n4")
    assert list(read_file(path).rows) == [(2, ("1", "2", "3")), (3, ("4",))]


def test_formulas_stay_the_text_they_are(tmp_path: Path) -> None:
    cells = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)"]
    path = _file(tmp_path, "id,text\n" + "".join(f"{n},{cell}\n" for n, cell in enumerate(cells)))
    _, rows = rows_of(path)
    assert [row["text"] for row in rows] == cells


_CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs", "Cn"]), max_size=12
).map(lambda text: text.strip(" \t"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=8))
def test_both_ways_of_reading_a_table_give_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, str, str]]
) -> None:
    table = [("P1", "a", "b"), *table, ("P9", "a", "b")]
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([("first name", "second", "third"), *table])
    path = _file(tmp_path_factory.mktemp("csv"), written.getvalue())
    reading = read_file(path, options={"delimiter": ",", "header_row": 1})
    expected = [tuple(cell or None for cell in row) for row in table if any(row)]
    if any(cell.startswith(("`", '="')) for row in table for cell in row):
        return
    assert [row for _, row in reading.rows] == expected
    if reading.direct:
        found = duckdb.connect().execute(f"SELECT * FROM {reading.direct.sql(str(path))}").fetchall()
        assert found == expected


def test_the_direct_way_numbers_records_as_the_slow_one(tmp_path: Path) -> None:
    path = _file(tmp_path, "收费台账\n\na,b\n\n1,2\n,\n3,4\n\n5,6\n")
    reading = read_file(path)
    assert reading.direct
    numbers = [number for number, _ in reading.rows]
    assert numbers == list(range(reading.direct.first_record, reading.direct.first_record + 3))
    assert _directly(path) == [("1", "2"), ("3", "4"), ("5", "6")]


def test_padding_is_taken_off_the_direct_way_too(tmp_path: Path) -> None:
    path = _file(tmp_path, "a,b\n x ,y\t\n\t,z\n")
    assert _directly(path) == [("x", "y"), (None, "z")]
    assert [row for _, row in read_file(path).rows] == [("x", "y"), (None, "z")]


@needs_shared
def test_hostile_strings_survive_the_round_trip(tmp_path: Path) -> None:
    assert SHARED
    naughty = json.loads((SHARED / "naughty_strings/blns.json").read_text(encoding="utf-8"))
    hostile = [text for text in naughty if text.strip() and "\0" not in text]
    written = io.StringIO()
    csv.writer(written).writerows([("number", "text"), *enumerate(hostile, start=1)])
    path = _file(tmp_path, written.getvalue())
    _, rows = rows_of(path)
    assert [row["text"] for row in rows] == [text.strip(" \t") for text in hostile]
    assert len(hostile) > 400


def test_a_large_file_is_looked_at_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    block = "".join(f"P{n:06},10.00,2025-03-01,{'张三' * 100}\n" for n in range(10_000))
    path.write_text("a,b,c,d\n" + block * 4, encoding="utf-8")
    tracemalloc.start()
    reading = read_file(path)
    count = sum(1 for _ in reading.rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 40_000
    assert peak < 12 << 20 < path.stat().st_size


def test_text_that_is_a_table_is_detected_whatever_its_name(tmp_path: Path) -> None:
    assert detect(_file(tmp_path, HOUSE, name="ledger.xlsx")) == "csv"


def test_a_house_may_name_an_encoding_that_cannot_be_seen(tmp_path: Path) -> None:
    path = _file(tmp_path, "póliza,año\nP1,2025\nP2,2026\nSeñor Ñúñez,1\n", "cp1252")
    with pytest.raises(UnreadableFile, match="encoding"):
        read_file(path)
    _, rows = rows_of(path, format="csv", options={"encoding": "cp1252"})
    assert rows[-1]["póliza"] == "Señor Ñúñez"


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        ("id,2023,2024\nP1,1,2\n", ("id", "2023", "2024")),
        ("报表,机构：乌鲁木齐,编制\n保单号,金额,日期,渠道\nP1,1,2025-01-01,pos\n", ("保单号", "金额", "日期", "渠道")),
        ("a;b\n1,50;2,30\n3,10;4,00\n", ("a", "b")),
        ("sep=;\na;b\n1;2\n", ("a", "b")),
        ("保单号\nP1\nP2\n", ("保单号",)),
        ("time,text\n10:20,a\n:20:x,b\n", ("time", "text")),
        ("a,b\r1,2\r3,4\r", ("a", "b")),
        ("姓名,,备注\n林,吴,赵\n何,林,吴\n", ("姓名", "column 2", "备注")),
    ],
)
def test_the_header_is_the_row_of_names_that_is_as_wide_as_the_table(
    tmp_path: Path, content: str, columns: tuple[str, ...]
) -> None:
    assert read_file(_file(tmp_path, content)).columns == columns


def test_a_last_row_whose_text_only_begins_like_a_total_is_kept(tmp_path: Path) -> None:
    _, rows = rows_of(_file(tmp_path, "产品,金额,备注\n甲,1,\n总计划保障,2,\n"))
    assert [row["产品"] for row in rows] == ["甲", "总计划保障"]

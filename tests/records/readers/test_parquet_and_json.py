"""Parquet and JSON lines: values of other systems, as text that loses nothing."""

from __future__ import annotations

from pathlib import Path

import duckdb

from amparo.records.readers import detect, read_file
from tests.records.readers.expected import rows_of


def _parquet(folder: Path, select: str) -> Path:
    path = folder / "a.parquet"
    duckdb.connect().execute(f"COPY ({select}) TO '{path}'")
    return path


def test_values_of_parquet_come_as_text_that_loses_nothing(tmp_path: Path) -> None:
    path = _parquet(
        tmp_path,
        "SELECT 12345678901234567890::HUGEINT::DECIMAL(38,2) AS money, DATE '2025-03-01' AS day, "
        "TIMESTAMPTZ '2025-03-01 09:00:00+08' AS moment, TIMESTAMP '2025-03-01 09:00:00' AS local, "
        "true AS yes, NULL::INT AS none, '' AS empty, ' 张三\t' AS name",
    )
    assert detect(path) == "parquet"
    reading, rows = rows_of(path)
    assert rows == [
        {
            "money": "12345678901234567890.00",
            "day": "2025-03-01",
            "moment": "2025-03-01 01:00:00",
            "local": "2025-03-01 09:00:00",
            "yes": "true",
            "none": None,
            "empty": None,
            "name": "张三",
        }
    ]
    assert reading.direct
    found = duckdb.connect().execute(f"SELECT * FROM {reading.direct.sql(str(path))}").fetchall()
    assert found == [tuple(rows[0].values())]


def test_column_names_that_need_quoting_are_quoted(tmp_path: Path) -> None:
    path = _parquet(tmp_path, 'SELECT 1 AS "a ""b", 2 AS "select" ')
    assert rows_of(path)[1] == [{'a "b': "1", "select": "2"}]


def test_rows_of_parquet_are_numbered_from_one(tmp_path: Path) -> None:
    numbers = [number for number, _ in read_file(_parquet(tmp_path, "SELECT range FROM range(5000)")).rows]
    assert numbers == list(range(1, 5001))


def test_json_lines_give_all_keys_and_keep_the_digits(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"id": "P1", "amount": 1200.50, "big": 12345678901234567890.10}\n\n'
        '{"id": "P2", "paid": true, "note": null, "tags": ["a", 1], "text": ""}\n',
        encoding="utf-8",
    )
    assert detect(path) == "jsonl"
    reading = read_file(path)
    assert reading.columns == ("id", "amount", "big", "paid", "note", "tags", "text")
    assert list(reading.rows) == [
        (1, ("P1", "1200.50", "12345678901234567890.10", None, None, None, None)),
        (3, ("P2", None, None, "true", None, '["a","1"]', None)),
    ]

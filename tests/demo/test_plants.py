"""What is planted: for every control a wrong and a look-alike, and the same house from the same numbers."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from amparo.controls.frozen import load_frozen
from amparo.demo.answer import AnswerKey, compare, read_key
from amparo.demo.build import FILES, KEY_FILE, build_demo
from amparo.demo.company import UNITS
from amparo.demo.feed_files import DAYS
from amparo.demo.plan import TooSmall
from amparo.demo.plants import PLANTS
from amparo.demo.plants.plant import Expected
from amparo.records.contract import load_contracts
from amparo.records.mapping import read_mapping


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    build_demo(folder, 300, 7)
    return folder


def test_every_control_has_a_wrong_and_a_look_alike() -> None:
    wrongs = {plant.control for plant in PLANTS if plant.role == "wrong"} | {day.wrong for day in DAYS.values()}
    near = {plant.control for plant in PLANTS if plant.role == "near"} | {day.near for day in DAYS.values()}
    assert wrongs - {""} == set(load_frozen("duckdb"))
    assert near - {""} == set(load_frozen("duckdb"))


def test_the_company_stands_in_eighteen_institutions_on_four_levels() -> None:
    levels = [level for _, _, _, level, _, _ in UNITS]
    assert (len(levels), levels.count("head"), levels.count("branch"), levels.count("central")) == (18, 1, 1, 6)


def test_the_same_numbers_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    build_demo(tmp_path, 300, 7)
    assert _hashes(tmp_path) == _hashes(built)


def test_another_seed_gives_another_house(built: Path, tmp_path: Path) -> None:
    build_demo(tmp_path, 300, 8)
    assert _hashes(tmp_path)["files/保单清单.csv"] != _hashes(built)["files/保单清单.csv"]


def test_every_file_is_read_by_exactly_one_mapping_for_each_of_its_tables(built: Path) -> None:
    contracts = load_contracts()
    mappings = [read_mapping(path, contracts) for path in sorted((built / "mappings").glob("*.yaml"))]
    for path in (p for p in (built / FILES).rglob("*") if p.is_file()):
        tables = [mapping.table for mapping in mappings if mapping.fits(path.name)]
        assert tables and len(set(tables)) == len(tables), path.name


def test_every_table_has_a_file_but_the_one_the_house_writes_itself(built: Path) -> None:
    key = read_key(built / KEY_FILE)
    assert set(key.rows) == set(load_contracts()) - {"feed_days"}


def test_names_of_elderly_and_uyghur_customers_and_firms_survive_the_old_encoding(built: Path) -> None:
    with (built / FILES / "客户信息.csv").open(encoding="gb18030", newline="") as file:
        rows = list(csv.reader(file))[4:]
    assert any("·" in row[2] for row in rows)
    assert any(row[1] == "单位" for row in rows)
    assert any(row[5] and row[5] < "1946" for row in rows)


def test_a_house_too_small_for_its_plants_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooSmall, match="ask for at least 300"):
        build_demo(tmp_path, 50, 1)


def test_the_key_reads_back_as_it_was_written(built: Path, tmp_path: Path) -> None:
    key = read_key(built / KEY_FILE)
    key.write(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (built / KEY_FILE).read_bytes()
    assert json.loads((built / KEY_FILE).read_text(encoding="utf-8"))["policies"] == 300


def test_what_was_found_is_counted_as_found_missed_or_false() -> None:
    key = AnswerKey(1, 1, "2026-11-01", [Expected("CHG-01", "A"), Expected("CHG-01", "B"), Expected("CHG-02", "B")])
    compared = compare(key, [("CHG-01", "A"), ("CHG-02", "C")])
    assert compared.missed == [("CHG-01", "B"), ("CHG-02", "B")]
    assert compared.false == [("CHG-02", "C")]
    assert compared.by_control["CHG-01"] == {"planted": 2, "found": 1, "missed": 1, "false": 0}
    assert not compared.right


def _hashes(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}

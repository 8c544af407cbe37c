"""`amparo controls`: the list as the house has switched it, and a page that cites its law."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from amparo.cli import run
from amparo.commands.answers import BadUse
from amparo.controls.frozen import load_frozen
from amparo.office.house import init_house


def test_every_frozen_control_is_listed_once_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["controls", "--language", "zh"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(load_frozen("duckdb"))
    assert lines[0].endswith("无有效授权扣款")


def test_the_list_says_how_the_house_has_switched_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    init_house(tmp_path / "h", name="h", extra={"controls": {"CHG-01": "shadow"}})

    assert run(["controls", "--house", str(tmp_path / "h"), "--json"]) == 0

    lives = {row["id"]: row["life"] for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert lives["CHG-01"] == "shadow"
    assert lives["CHG-02"] == "on"


def test_a_page_names_the_article_the_near_misses_and_what_it_reads(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["controls", "CHG-01", "--language", "en"]) == 0

    out = capsys.readouterr().out
    assert "Not a finding:" in out
    assert "人身保险业务基本服务规定 第十三条 (SV-13, V1)" in out
    assert "Mandates (mandates)" in out


def test_a_page_is_one_json_object_with_the_figures_in_force(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["controls", "chg-07", "--json", "--language", "es"]) == 0

    (line,) = capsys.readouterr().out.splitlines()
    page = json.loads(line)
    assert page["id"] == "CHG-07"
    assert [figure["name"] for figure in page["figures"]] == ["charge_early_days"]
    assert page["figures"][0]["periods"][0]["unit"] == "day"


def test_a_control_may_be_called_by_its_name() -> None:
    assert run(["controls", "charge_without_mandate"]) == 0


def test_an_unknown_control_is_refused_with_the_nearest() -> None:
    with pytest.raises(BadUse, match="did you mean charge_without_mandate"):
        run(["controls", "charge_withot_mandate"])

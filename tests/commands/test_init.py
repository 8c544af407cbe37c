"""`amparo init` makes a folder that is a house, for its owner's eyes only, and never one over another."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from amparo.law.strict_yaml import StrictFileError
from amparo.office.house import open_house, read_house
from tests.commands.in_house import say


def test_a_new_folder_is_a_house_with_keys_only_its_owner_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoken = say(capsys, tmp_path, "init", str(tmp_path / "h"), "--name", "天山人寿")

    assert spoken.code == 0 and "keys/" in spoken.out
    house = open_house(tmp_path / "h")
    assert (house.name, house.country, house.zone, house.currency) == ("天山人寿", "cn", "Asia/Shanghai", "CNY")
    for key in ("token.key", "vault.key"):
        assert stat.S_IMODE((tmp_path / "h" / "keys" / key).stat().st_mode) == 0o600
    assert (tmp_path / "h" / "amparo.sqlite").exists()


def test_a_spanish_house_lives_by_spanish_clocks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(capsys, tmp_path, "init", str(tmp_path / "h"), "--country", "es", "--json")

    house = read_house(tmp_path / "h")
    assert (house.country, house.zone, house.currency) == ("es", "Europe/Madrid", "EUR")


def test_a_house_is_never_made_over_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(capsys, tmp_path, "init", str(tmp_path / "h"))
    before = (tmp_path / "h" / "keys" / "vault.key").read_text()

    spoken = say(capsys, tmp_path, "init", str(tmp_path / "h"))

    assert spoken.code == 2 and "is a house already" in spoken.err
    assert (tmp_path / "h" / "keys" / "vault.key").read_text() == before


def test_an_unknown_country_is_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoken = say(capsys, tmp_path, "init", str(tmp_path / "h"), "--country", "xx")

    assert spoken.code == 2 and "cn" in spoken.err
    assert not (tmp_path / "h").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: x\nlimts: {a: 1}\n", "house.yaml:2: house: unknown key 'limts'; did you mean 'limits'?"),
        ("country: cn\n", "'name' is missing"),
        ("name: x\nzone: Asia/Shangai\n", "house.yaml:2: house: no time zone 'Asia/Shangai'"),
        ("name: x\nlimits: {refund_surrender: many}\n", "house.yaml:2: limits: refund_surrender is 'many'"),
        ("name: x\ncontrols: {CHG-18: of}\n", "did you mean 'off'?"),
        ("name: x\nswitches: premium_first_motor\n", "expected a list of names"),
        ("name: x\noverlay: nowhere\n", "holds no pack.yaml"),
        ("name: x\ndatabase: mysql://a/b\n", "'mysql' is not known"),
        ("name: x\nname: y\n", "stands twice"),
    ],
)
def test_a_mistake_in_the_settings_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "house.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(StrictFileError) as error:
        read_house(tmp_path)
    assert told in str(error.value)


def test_a_limit_on_an_unknown_figure_is_refused_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("name: x\nlimits: {refund_surender: 20}\n", encoding="utf-8")

    with pytest.raises(StrictFileError, match="did you mean 'refund_surrender'"):
        _ = read_house(tmp_path).pack


def test_off_and_on_are_lives_although_yaml_reads_them_otherwise(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("name: x\ncontrols: {CHG-18: off, CHG-19: on, CHG-20: shadow}\n", "utf-8")

    assert read_house(tmp_path).controls == {"CHG-18": "off", "CHG-19": "on", "CHG-20": "shadow"}


def test_a_folder_that_is_no_house_says_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoken = say(capsys, tmp_path, "check")

    assert spoken.code == 2 and "amparo init" in spoken.err

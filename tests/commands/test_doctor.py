"""The doctor: names what is missing with what it is for and how to get it, and never a secret."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from amparo.cli import run
from amparo.commands import doctor_checks
from amparo.commands.doctor_checks import NEEDED, OPTIONAL, Check, house_checks
from amparo.office.house import init_house

ROOT = Path(__file__).parents[2]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house just begun."""
    init_house(tmp_path / "house", name="天山人寿")
    return tmp_path / "house"


def by_name(checks: list[Check]) -> dict[str, Check]:
    """The checks by what they looked at."""
    return {check.name: check for check in checks}


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """The JSON of the last line."""
    answer: dict[str, object] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return answer


def test_a_house_just_begun_is_well(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--house", str(house), "--json"]) == 0

    answer = told(capsys)
    assert answer["ok"] is True
    assert {c["name"]: c["state"] for c in answer["checks"]}["keys/vault.key"] == "ok"  # type: ignore[attr-defined]


def test_without_a_house_the_machine_is_looked_at_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", "--house", str(tmp_path)]) == 0

    out = capsys.readouterr().out
    assert "duckdb" in out
    assert "amparo init DIR" in out


def test_a_missing_package_is_named_with_its_use_and_the_exit_is_2(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(doctor_checks.NEEDED, "a-package-of-nobody", "testing")

    assert run(["doctor", "--house", str(tmp_path)]) == 2

    out = capsys.readouterr().out
    assert "not installed: testing" in out
    assert "make install" in out


def test_a_key_others_may_read_is_wrong_and_the_remedy_is_a_command(house: Path) -> None:
    (house / "keys" / "vault.key").chmod(0o644)

    check = by_name(house_checks(house))["keys/vault.key"]

    assert (check.state, check.remedy) == ("wrong", f"chmod 600 {house / 'keys' / 'vault.key'}")


def test_a_lost_key_or_memory_is_wrong(house: Path) -> None:
    (house / "keys" / "token.key").unlink()
    for beside in house.glob("amparo.sqlite-*"):
        beside.unlink()
    (house / "amparo.sqlite").write_bytes(b"not a database at all, " * 99)

    checks = by_name(house_checks(house))

    assert checks["keys/token.key"].state == "wrong"
    assert checks["database"].state == "wrong"
    assert "backup" in checks["database"].remedy


def test_settings_that_cannot_be_read_are_told_with_file_line_and_remedy(house: Path) -> None:
    with (house / "house.yaml").open("a") as file:
        file.write("\ncontry: cn\n")

    (check,) = house_checks(house)

    assert check.state == "wrong"
    assert "house.yaml:" in check.says
    assert "country" in check.remedy


def test_a_password_is_never_shown_when_the_database_does_not_answer(house: Path) -> None:
    pytest.importorskip("psycopg")
    with (house / "house.yaml").open("a") as file:
        file.write("\ndatabase: postgresql://amparo:s3cret@127.0.0.1:1/none\n")

    check = by_name(house_checks(house))["database"]

    assert check.state == "wrong"
    assert "s3cret" not in check.says + check.remedy


def test_little_room_on_the_disk_is_wrong(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(house)
    monkeypatch.setattr(doctor_checks.shutil, "disk_usage", lambda path: usage._replace(free=10**8))

    check = by_name(house_checks(house))["disk"]

    assert (check.state, check.says) == ("wrong", "0.1 GB free; loads may fail")


def test_the_doctor_knows_exactly_the_packages_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def names(given: list[str]) -> set[str]:
        return {re.split(r"[<>=\[]", text)[0] for text in given}

    assert names(project["dependencies"]) == set(NEEDED)
    extras = project["optional-dependencies"]
    for package, (extra, _) in OPTIONAL.items():
        assert package in names(extras[extra])

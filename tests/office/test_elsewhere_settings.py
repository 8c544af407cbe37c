"""Where the records lie is said in house.yaml or the environment; what cannot be is refused, and no password is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from amparo.cli import run
from amparo.commands.demo import put_into
from amparo.law.strict_yaml import StrictFileError
from amparo.office.flow import load_files
from amparo.office.house import init_house, open_house, read_house
from amparo.records.contract import load_contracts
from tests.commands.in_house import say
from tests.office.tiny_house import NOW, a_small_world

SECRET = "s3cret-word"
AT = f"postgresql://reader:{SECRET}@127.0.0.1:5432/test"


def settings(tmp_path: Path, text: str) -> Path:
    """A house whose settings end with this."""
    init_house(tmp_path / "house", name="甲")
    with (tmp_path / "house" / "house.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")
    return tmp_path / "house"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("records: postgres", "records: expected keys"),
        ("records: {engine: oracle, at: x}", "oracle"),
        ("records: {engin: postgres, at: x}", "engine"),
        ("records: {engine: postgres}", "does not say where"),
        ("records: {engine: postgres, at: 'mysql://u:s3cret-word@h/n'}", "no PostgreSQL address"),
        ("records: {engine: postgres, at: 'postgresql://h/n', schema: 'a; drop'}", "no plain name"),
        ("records: {engine: spark, at: 'local[2]'}", "which tables"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    root = settings(tmp_path, text)

    with pytest.raises(StrictFileError, match=r"house\.yaml:") as refused:
        read_house(root)

    assert says in str(refused.value) and SECRET not in str(refused.value)


def test_the_address_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = settings(tmp_path, "records: {engine: postgres}")
    monkeypatch.setenv("AMPARO_RECORDS_AT", AT)

    records = read_house(root).records

    assert records is not None and records.at == AT and records.schema == "amparo_records"
    assert SECRET not in repr(read_house(root))


def test_a_server_that_does_not_answer_is_said_without_the_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("psycopg")
    address = f"postgresql://u:{SECRET}@127.0.0.1:9/none"
    root = settings(tmp_path, f"records: {{engine: postgres, at: '{address}'}}")

    answer = say(capsys, root, "check")
    assert answer.code == 2 and "PostgreSQL does not answer (Connection refused)" in answer.err
    assert SECRET not in answer.err + answer.out and "Traceback" not in answer.err
    assert run(["doctor", "--house", str(root)]) == 2
    out = capsys.readouterr().out
    assert "PostgreSQL does not answer" in out and SECRET not in out


def test_files_are_not_loaded_where_they_would_not_be_judged(tmp_path: Path) -> None:
    house = open_house(settings(tmp_path, "records: {engine: postgres, at: 'postgresql://h/n'}"))

    with pytest.raises(StrictFileError, match="lie elsewhere"):
        load_files(house, [tmp_path], now=NOW)


def test_the_demo_tells_how_to_judge_what_it_put_there(tmp_path: Path) -> None:
    house, lake, heard = a_small_world(tmp_path).house, tmp_path / "lake", list[str]()

    for _ in range(2):
        put_into(house.root, str(lake), date(2026, 3, 10), "en", heard.append)

    assert len(list(lake.glob("*.parquet"))) == len(load_contracts()) + 2
    assert f"put 7 rows there. Write records: {{engine: spark, tables: {lake}}}" in heard[-1]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", "utf-8")
    with pytest.raises(StrictFileError, match="holds something else"):
        put_into(house.root, str(tmp_path / "mine"), date(2026, 3, 10), "en", heard.append)

"""Records may lie in a warehouse: judged where they are, the same findings come back, and nothing is written there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from amparo.cli import run
from amparo.commands.demo import load_as_it_came
from amparo.demo.build import build_demo
from amparo.demo.house_files import NAME
from amparo.law.strict_yaml import StrictFileError
from amparo.office.elsewhere import Elsewhere, opened
from amparo.office.elsewhere_copy import put_there
from amparo.office.findings.models import Finding, FindingEvent, Run, RunControl, Watermark
from amparo.office.findings.runs import RunReport, institutions
from amparo.office.flow import run_checks, supplies
from amparo.office.house import House, init_house, open_house
from tests.commands.in_house import say
from tests.controls.conftest import DEMANDED
from tests.office.tiny_house import NOW, a_small_world

SERVER = "postgresql://postgres@127.0.0.1:5432/test"
SCHEMA = f"amparo_there_{os.getpid()}"
READER, SECRET = f"amparo_reader_{os.getpid()}", "s3cret-word"
AT = f"postgresql://{READER}:{SECRET}@127.0.0.1:5432/test"
DAY = date(2026, 3, 10)


@pytest.fixture
def server() -> Iterator[Any]:
    """A connection of the owner, a role that may only read, and a schema that is dropped afterwards."""
    psycopg = pytest.importorskip("psycopg")
    try:
        connection = psycopg.connect(SERVER, autocommit=True, connect_timeout=2)
    except psycopg.OperationalError:
        if DEMANDED:
            raise
        pytest.skip("no PostgreSQL server answers on this machine")
    connection.execute(f"CREATE ROLE {READER} LOGIN PASSWORD '{SECRET}'")
    yield connection
    connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
    connection.execute(f"DROP OWNED BY {READER}")
    connection.execute(f"DROP ROLE {READER}")
    connection.close()


def put(house: House, server: Any, as_of: date) -> House:
    """The house's tables put into the schema, and the house that judges them there as the reader."""
    put_there(house, SERVER, supplies(house, as_of=as_of), schema=SCHEMA)
    server.execute(f"GRANT USAGE ON SCHEMA {SCHEMA} TO {READER}")
    server.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {READER}")
    return replace(house, records=Elsewhere("postgres", AT, SCHEMA, "", "house.yaml:9"))


def findings() -> dict[str, tuple[Any, ...]]:
    """Every finding in full, but for which run saw it when and the text of the SQL."""
    but = ("key", "run_first", "run_last", "raised_at", "seen_at", "sql_sha256")
    columns = [field.name for field in Finding._meta.fields if field.name not in but]
    return {str(row[0]): tuple(row[1:]) for row in Finding.objects.values_list("key", *columns)}


def told(report: RunReport) -> list[tuple[Any, ...]]:
    """What each control judged, could not judge and found."""
    return [(j.control.id, j.life, j.subjects, j.judged, j.unjudged, j.found) for j in report.controls]


def forget() -> None:
    """A memory without any run."""
    for model in (FindingEvent, Finding, Watermark, RunControl, Run):
        model.objects.all().delete()


def check(house: House, **asked: Any) -> RunReport:
    """A check on the tiny house's day."""
    return run_checks(house, as_of=DAY, now=NOW, **asked)


def state_of(server: Any) -> list[tuple[Any, ...]]:
    """Every relation of the schema with the transactions that made its rows, and how many rows there are."""
    sql = "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace ORDER BY relname"
    names = [row[0] for row in server.execute(sql, [SCHEMA]).fetchall()]
    tables = [name for name in names if not name.endswith("_pkey")]
    rows = [(n, *server.execute(f"SELECT count(*), max(xmin::text) FROM {SCHEMA}.{n}").fetchone()) for n in tables]
    return [*rows, (len(names),)]


@pytest.mark.postgres
def test_the_demo_house_has_the_same_findings_there(server: Any, tmp_path: Path) -> None:
    init_house(tmp_path, name=NAME)
    key = build_demo(tmp_path, 300, 1)
    house = open_house(tmp_path)
    load_as_it_came(house, tmp_path, key)
    as_of = date.fromisoformat(key.as_of)
    now = datetime(2026, 11, 1, 1, tzinfo=UTC)
    here = run_checks(house, as_of=as_of, now=now)
    expected, units = findings(), institutions(house)
    there = put(house, server, as_of)
    before = state_of(server)
    forget()

    report = run_checks(there, as_of=as_of, now=now)

    assert len(expected) >= 50 and findings() == expected
    assert told(report) == told(here)
    assert set(report.looked_at) == set(here.looked_at)
    assert institutions(there) == units
    assert state_of(server) == before
    made = Run.objects.get(pk=report.run_id)
    assert made.engine == "postgres" and SCHEMA in made.inputs and SECRET not in made.inputs
    again = run_checks(there, as_of=as_of, now=now)
    assert {j.changes.raised + j.changes.changed + j.changes.cleared for j in again.controls} == {0}


@pytest.fixture
def tiny(server: Any, tmp_path: Path) -> House:
    """Two policies, two charges, one of them without a mandate, put there."""
    return put(a_small_world(tmp_path).house, server, DAY)


@pytest.mark.postgres
def test_the_reader_cannot_write_there(tiny: House, server: Any) -> None:
    psycopg = pytest.importorskip("psycopg")
    for statement in (f"CREATE TABLE {SCHEMA}.mine (a int)", f"DELETE FROM {SCHEMA}.charges"):
        with psycopg.connect(AT) as reader, pytest.raises(psycopg.errors.InsufficientPrivilege):
            reader.execute(statement)
    before = state_of(server)

    assert check(tiny).open_count == 1

    assert state_of(server) == before
    assert Finding.objects.get().record_id == "C2"


@pytest.mark.postgres
@pytest.mark.parametrize("statement", ["DROP TABLE {}.mandates", "DELETE FROM {}.mandates"])
def test_a_missing_or_empty_table_leaves_unjudged(tiny: House, server: Any, statement: str) -> None:
    assert check(tiny).open_count == 1
    server.execute(statement.format(SCHEMA))

    report = check(tiny, controls=["CHG-01"])

    assert report.controls[0].unjudged == (("missing", "mandates", 2),)
    assert report.controls[0].held == 1 and Finding.objects.get().status == "open"


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("ALTER TABLE {}.charges DROP COLUMN terminal_id", "charges.terminal_id is missing"),
        ("ALTER TABLE {}.charges ALTER amount_minor TYPE numeric", "charges.amount_minor is numeric, not int64"),
        ("ALTER TABLE {}.charges ALTER policy_id DROP NOT NULL; UPDATE {}.charges SET policy_id = NULL", "policy_id is"),
        ("ALTER TABLE {}.charges DROP CONSTRAINT charges_pkey; UPDATE {}.charges SET charge_id = 'C1'", "id repeats"),
        ("CREATE TABLE {}.amparo_supply_2 (a int); DROP TABLE {}.amparo_supply;"
         "CREATE TABLE {}.amparo_supply (table_name int)", "amparo_supply is not as expected"),
        ("REVOKE USAGE ON SCHEMA {} FROM {reader}", "none of our tables is at"),
        ("REVOKE SELECT ON {}.charges FROM {reader}", "charges"),
        ("UPDATE {}.charges SET charged_on = 'infinity'", "PostgreSQL gave up"),
    ],
)  # fmt: skip
def test_tables_that_do_not_fit_are_refused_by_name(
    tiny: House, server: Any, statement: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for step in statement.replace("{}", SCHEMA).replace("{reader}", READER).split(";"):
        server.execute(step)
    server.execute(
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {READER}"
    ) if "amparo_supply" in statement else None
    written(tiny)

    answer = say(capsys, tiny.root, "check", "--as-of", DAY.isoformat())

    if "REVOKE SELECT" in statement:  # not to be read is as good as missing
        assert answer.code == 3 and "has not been delivered" in answer.out
        return
    assert answer.code == 2 and says in answer.err and answer.err.count(";") >= 1
    assert "Traceback" not in answer.err and SECRET not in answer.err + answer.out


def written(house: House, at: str = AT) -> None:
    """The setting as a person writes it."""
    with (house.root / "house.yaml").open("a", encoding="utf-8") as file:
        file.write(f'\nrecords: {{engine: postgres, at: "{at}", schema: {SCHEMA}}}\n')


@pytest.mark.postgres
def test_other_types_that_say_the_same_are_read(tiny: House, server: Any) -> None:
    expected = check(tiny)
    found = findings()
    server.execute(
        f"ALTER TABLE {SCHEMA}.charges ALTER charged_at TYPE timestamptz USING charged_at AT TIME ZONE 'UTC'"
    )
    server.execute(f"ALTER TABLE {SCHEMA}.charges ALTER charge_id TYPE varchar(40), ALTER amount_minor TYPE integer")

    assert told(check(tiny)) == told(expected)

    assert findings() == found


@pytest.mark.postgres
def test_a_finding_is_reproduced_on_what_is_there_now(
    tiny: House, server: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tiny)
    day = ("--as-of", DAY.isoformat())
    assert say(capsys, tiny.root, "check", *day, "--json").last["open"] == 1
    key = Finding.objects.get().key

    again = say(capsys, tiny.root, "reproduce", key)
    assert again.code == 0 and "on what the warehouse holds now" in again.out and "not in our keeping" in again.out

    server.execute(f"DELETE FROM {SCHEMA}.charges WHERE charge_id = 'C1'")
    told_now = say(capsys, tiny.root, "reproduce", key, "--json").last
    assert told_now["equal"] and [d["what"] for d in told_now["since"]] == ["input_elsewhere", "input_changed"]
    assert told_now["since"][1]["before"].startswith("2 rows") and told_now["since"][1]["now"].startswith("1 rows")

    server.execute(f"UPDATE {SCHEMA}.charges SET amount_minor = 1")
    changed = say(capsys, tiny.root, "reproduce", key)
    assert changed.code == 1 and "amount_minor (10000 → 1)" in changed.out and "charges (2 rows" in changed.out
    assert say(capsys, tiny.root, "explain", key).code == 0
    assert say(capsys, tiny.root, "check", *day, "--compare", "--law-on", "2026-01-01", "--json").last["found"] == 0
    report = tiny.root / "report.html"
    assert say(capsys, tiny.root, "findings", "--out", str(report)).code in (0, 1) and report.stat().st_size > 1000


@pytest.mark.postgres
def test_the_doctor_says_whether_it_answers(tiny: House, server: Any, capsys: pytest.CaptureFixture[str]) -> None:
    written(tiny)
    assert run(["doctor", "--house", str(tiny.root)]) == 0
    assert f"postgres answers: 25 of our tables, 4 with rows, at {SCHEMA}" in capsys.readouterr().out
    server.execute(f"DROP TABLE {SCHEMA}.charges")
    server.execute(f"CREATE TABLE {SCHEMA}.charges (charge_id text)")
    server.execute(f"GRANT SELECT ON {SCHEMA}.charges TO {READER}")

    assert run(["doctor", "--house", str(tiny.root)]) == 2

    out = capsys.readouterr().out
    assert "charges.policy_id is missing" in out and SECRET not in out


@pytest.mark.spark
def test_spark_finds_the_same_in_a_folder_of_parquet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pyspark.sql")
    house = a_small_world(tmp_path).house
    chosen = ["CHG-01", "CHG-03", "CHG-09", "CHG-12", "RFD-01"]
    here = check(house, controls=chosen)
    expected = findings()
    put_there(house, str(tmp_path / "lake"), supplies(house, as_of=DAY))
    there = replace(house, records=Elsewhere("spark", "local[2]", "", str(tmp_path / "lake"), "house.yaml:9"))
    forget()

    report = check(there, controls=chosen)

    assert told(report) == told(here) and findings() == expected != {}
    with opened(there.records, tables=["charges"], measured=False) as lake:  # type: ignore[arg-type]
        assert lake.rows == {"charges": 1}
    (tmp_path / "lake" / "charges.parquet").write_bytes(b"no parquet")
    with pytest.raises(StrictFileError, match="Spark gave up"):
        check(there, controls=chosen)


def test_clickhouse_finds_the_same_in_its_folder(tmp_path: Path) -> None:
    pytest.importorskip("chdb")
    from chdb.session import Session

    house = a_small_world(tmp_path).house
    here = check(house)
    expected = findings()
    put_there(house, str(tmp_path / "lake"), supplies(house, as_of=DAY))
    session = Session(str(tmp_path / "clickhouse"))
    session.query("CREATE DATABASE lake")
    for path in (tmp_path / "lake").glob("*.parquet"):
        sql = f"CREATE TABLE lake.{path.stem} ENGINE = MergeTree ORDER BY tuple() AS SELECT * FROM file('{path}', Parquet)"
        session.query(sql)
    session.close()
    there = replace(house, records=Elsewhere("clickhouse", str(tmp_path / "clickhouse"), "lake", "", "house.yaml:9"))
    forget()

    report = check(there)

    assert told(report) == told(here) and findings() == expected != {}

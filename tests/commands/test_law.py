"""amparo law answers people and programs, and says what to do when asked wrongly."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from amparo.cli import cli
from amparo.commands.answers import BAD_USE, told
from amparo.law.pack import PACKS, load_pack


def ask(*words: str) -> Result:
    """The command line's answer."""
    return CliRunner().invoke(cli, ["law", *words], env={"AMPARO_LANGUAGE": "en", "AMPARO_HOUSE": "", "COLUMNS": "120"})


def asked(*words: str) -> dict[str, Any]:
    """The JSON object on the last line."""
    result = ask(*words, "--json")
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.output.splitlines()[-1])
    return answer


@pytest.fixture
def a_house(tmp_path: Path) -> Path:
    """A house with a stricter limit of its own."""
    (tmp_path / "house.yaml").write_text(
        "name: 测试公司\nlimits: {complaint_decision: 10, cash_off_premises_minor: 50000}\n"
    )
    return tmp_path


def test_a_deadline_is_answered_with_both_days_and_its_working() -> None:
    answer = asked("deadline", "15d", "--from", "2026-01-31", "--country", "cn")

    assert answer["due_strict_on"] == "2026-02-15"
    assert answer["due_rolled_on"] == "2026-02-24"
    assert answer["provisional"] is False
    assert answer["working"][0]["why"] == "the starting day is not counted"
    assert answer["working"][-1] == {
        "from_on": "2026-02-23",
        "to_on": "2026-02-23",
        "kind": "rolled",
        "number": None,
        "why": "the last day is a rest day (春节): it moves to the next day",
    }


def test_a_year_without_a_notice_gives_a_provisional_answer_that_says_so() -> None:
    assert asked("deadline", "15wd", "--from", "2026-12-20")["provisional"] is True
    assert "Provisional: there is no official notice" in ask("deadline", "15wd", "--from", "2026-12-20").output


def test_the_same_words_count_by_each_countrys_law() -> None:
    china = asked("deadline", "2m", "--from", "2026-10-15", "--country", "cn")
    spain = asked("deadline", "1m", "--from", "2026-11-20", "--country", "es")

    assert (china["due_strict_on"], spain["due_strict_on"]) == ("2026-12-15", "2026-12-20")
    assert spain["due_rolled_on"] == "2026-12-20"


def test_pauses_extensions_and_restarts_are_told_on_the_command_line() -> None:
    answer = asked(
        "deadline",
        "complaint_decision",
        "--from=2026-03-02",
        "--pause=2026-03-12..2026-03-14:appraisal:told",
        "--extend=specially_complex:approved:told:2026-03-16",
        "--restart=2026-03-10:new_facts",
        "--language=zh",
    )

    assert (answer["amount"], answer["due_strict_on"]) == (60, "2026-05-12")
    assert "重新起算" in answer["working"][0]["why"]


def test_the_houses_stricter_limit_is_reported_beside_the_law(a_house: Path) -> None:
    answer = asked("deadline", "complaint_decision", "--from", "2026-03-02", "--house", str(a_house))
    shown = asked("show", "cash_off_premises_minor", "--on", "2026-03-02", "--house", str(a_house))["values"][0]
    table = ask("show", "charges", "--on", "2026-03-02", "--house", str(a_house)).output

    assert (answer["due_strict_on"], answer["house_due_on"]) == ("2026-03-17", "2026-03-12")
    assert (shown["value"], shown["house_value"]) == (100000, 50000)
    assert "500.00" in table
    assert "1,000.00" in table


def test_a_topic_shows_only_what_is_in_force_that_day() -> None:
    before = {v["name"] for v in asked("show", "charges", "--on", "2025-10-31")["values"]}
    after = {v["name"] for v in asked("show", "charges", "--on", "2025-11-01")["values"]}

    assert after - before == {"premium_first_non_motor"}


def test_two_days_are_compared() -> None:
    found = asked("diff", "2025-12-31", "2026-01-01")["changes"]
    spain = asked("diff", "2025-12-27", "2025-12-28", "--country", "es")["changes"]

    assert {c["name"] for c in found} == {
        "refund_check_minor",
        "due_diligence_premium_minor",
        "due_diligence_claim_minor",
    }
    clock = next(c for c in spain if c["name"] == "complaint_decision")
    assert (clock["how"], clock["before"]["value"], clock["after"]["value"]) == ("changed", 2, 1)
    assert "Nothing changed." in ask("diff", "2026-03-01", "2026-03-02").output


def test_a_draft_is_compared_with_the_law_of_the_same_day() -> None:
    draft = str(PACKS / "drafts" / "cn-five-day-renewal-notice")
    found = asked("diff", "2026-03-01", "2026-03-01", "--overlay", draft)["changes"]

    assert [(c["name"], c["before"]["ground"], c["after"]["ground"]) for c in found] == [
        ("renewal_notice_days", "house", "law")
    ]


def test_clauses_are_listed_with_their_gaps_and_what_answers_them() -> None:
    everything = asked("requirements")["requirements"]
    gaps = asked("requirements", "--gaps", "--source", "SERVICE")["requirements"]
    answered = asked("requirements", "--answered-by", "complaint_decision")["requirements"]

    assert len(everything) == len(load_pack("cn").requirements)
    assert gaps
    assert all(r["gaps"] and r["source"] == "SERVICE" for r in gaps)
    assert {"CMP-18-A", "CMP-23"} <= {r["clause"] for r in answered}


def test_every_shipped_pack_is_whole() -> None:
    packs = asked("check")["packs"]

    assert [p["folder"] for p in packs] == ["cn", "cn-five-day-renewal-notice", "es"]
    assert all(len(p["sha256"]) == 64 for p in packs)


def test_a_broken_pack_is_refused_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(PACKS / "es", tmp_path / "es")
    path = tmp_path / "es/deadlines/claims.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("unit: day", "unit: dya", 1), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["amparo", "law", "check", str(tmp_path / "es")])

    assert told(cli) == BAD_USE
    assert "es/deadlines/claims.yaml:12: claim_notice: unit is 'dya'; did you mean 'day'?" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["zh", "en", "es"])
@pytest.mark.parametrize(
    "words",
    [
        ("show", "--on", "2026-03-01"),
        ("show", "CMP-18-C", "--on", "2026-03-01"),
        ("diff", "2015-01-01", "2026-03-01"),
        ("deadline", "claim_payment", "--from", "2026-03-01"),
        ("deadline", "complaint_first_reply", "--from", "2026-03-01"),
        ("requirements",),
        ("sources",),
        ("check",),
    ],
    ids=" ".join,
)
def test_every_table_is_told_in_every_language(words: tuple[str, ...], language: str) -> None:
    result = ask(*words, "--language", language)

    assert result.exit_code == 0, result.output
    assert len(result.output.splitlines()) >= 3
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", "chargs"), "did you mean 'charges'?"),
        (("show", "premium_first_non_motor", "--on", "2020-01-01"), "nothing in force on 2020-01-01"),
        (("show", "charges", "--on", "1 May"), "write it as 2026-03-01"),
        (("deadline", "15d"), "give --from DAY"),
        (("deadline", "2h", "--at", "noon"), "write it as 2026-03-01T14:30"),
        (("deadline", "15d", "--from", "2026-03-01", "--pause", "2026-03-03"), "expected FROM..TO:GROUND"),
        (
            ("deadline", "complaint_decision", "--from", "2026-03-01", "--pause", "2026-03-03..2026-03-04:apraisal"),
            "did you mean 'appraisal'?",
        ),
        (("deadline", "complaint_decision", "--from", "2026-03-01", "--extend", "complex:tld"), "did you mean 'told'?"),
        (("deadline", "15d", "--from", "2026-03-01", "--restart", "2026-03-02:new_facts"), "take it out"),
        (("requirements", "--source", "SERVIC"), "did you mean 'SERVICE'?"),
        (("check", "/tmp"), "name the folder of a pack"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_a_wrong_question_is_answered_with_what_to_do(words: tuple[str, ...], says: str) -> None:
    result = CliRunner().invoke(cli, ["law", *words], env={"AMPARO_LANGUAGE": "en", "AMPARO_HOUSE": ""})

    assert result.exit_code == BAD_USE
    assert says in result.output.replace("\n", " ")

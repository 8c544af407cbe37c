"""The shipped packs hold what their texts say, hash by content, and take drafts laid over them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from amparo.controls.catalogue import all_controls
from amparo.controls.control import Control
from amparo.law.calendars import Calendar
from amparo.law.changes import changes
from amparo.law.deadlines import deadline
from amparo.law.pack import LAWFUL, PACKS, Pack, Parameter, Rule, countries, load_pack
from amparo.law.values import NoValue, law_values, value_on
from tests.law.tiny_packs import overlay, tiny_pack
from tests.shared import SHARED, needs_shared

PERIOD = "{{value: {value}, source: ACT, article: '9', clause: ACT-1, confidence: V1, checked_on: 2026-01-01}}"


def every(pack: Pack) -> list[Parameter | Rule]:
    """All values and deadlines of a pack."""
    return [*pack.parameters.values(), *pack.rules.values()]


@pytest.mark.parametrize("country", countries())
def test_a_lawful_value_stands_on_a_clause_of_its_own_source_rank(country: str) -> None:
    pack = load_pack(country)

    for entry in every(pack):
        for dated in entry.dated:
            house = dated.source == "HOUSE"
            assert house == (dated.confidence == "D"), f"{entry.name}: only house policy has confidence D"
            if house:
                assert dated.clause.startswith("HOUSE-"), entry.name
            else:
                assert dated.from_on >= pack.sources[dated.source].from_on, entry.name
            if dated.confidence in LAWFUL:
                assert pack.requirements[dated.clause].confidence in LAWFUL, entry.name


@pytest.mark.parametrize("country", countries())
def test_a_clock_or_value_is_named_by_the_clause_it_stands_on(country: str) -> None:
    pack = load_pack(country)

    for entry in every(pack):
        answer = f"{'clock' if isinstance(entry, Rule) else 'value'}:{entry.name}"
        clauses = {dated.clause for dated in entry.dated}
        assert any(answer in pack.requirements[c].answered_by for c in clauses), f"none of {clauses} names {answer}"


@pytest.mark.parametrize("made", all_controls().values(), ids=lambda made: made.id)
def test_a_control_names_clauses_values_and_clocks_the_pack_holds(made: Control) -> None:
    pack = load_pack("cn")

    assert pack.unknown(made.clauses) == {}
    assert set(made.law) <= set(pack.parameters)
    assert set(made.due) <= set(pack.rules)


def test_a_clause_names_the_controls_that_stand_on_it_and_no_others() -> None:
    pack, controls = load_pack("cn"), all_controls()
    cited = {(clause, made.id) for made in controls.values() for clause in made.clauses}
    named = {(r.clause, answer) for r in pack.requirements.values() for answer in r.answered_by if answer in controls}

    assert cited - named == set(), "name the control under answered_by of the clause"
    assert named - cited == set(), "take the control out of answered_by, or cite the clause in it"


def test_nothing_in_the_room_of_law_names_a_country() -> None:
    room = Path(__file__).parents[2] / "amparo" / "law"

    for path in room.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        for word in ('== "cn"', '== "es"', "Asia/Shanghai", "Europe/Madrid", "CNY", "EUR"):
            assert word not in text, f"{path.name} speaks of {word}"


def test_the_hash_of_a_pack_is_of_its_content_not_of_its_text(tmp_path: Path) -> None:
    plain = load_pack("zz", root=tiny_pack(tmp_path / "a"))
    given = yaml.safe_load((tmp_path / "a/zz/sources.yaml").read_text(encoding="utf-8"))
    turned = {"ACT": dict(reversed(given["ACT"].items()))}
    text = "# a comment\n" + yaml.safe_dump(turned, sort_keys=False)
    reordered = load_pack("zz", root=tiny_pack(tmp_path / "b", sources=text))
    changed = load_pack("zz", root=tiny_pack(tmp_path / "c", sources=text.replace("1 of 2020", "2 of 2020")))

    assert reordered.sha256 == plain.sha256
    assert changed.sha256 != plain.sha256
    assert len(plain.sha256) == 64


def test_a_pack_is_read_again_when_one_of_its_files_changed(tmp_path: Path) -> None:
    root = tiny_pack(tmp_path)
    before = load_pack("zz", root=root)
    path = root / "zz/parameters/charges.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("value: 200", "value: 2000"), encoding="utf-8")

    assert value_on(before, "cap", date(2025, 1, 1)).value == 200
    assert value_on(load_pack("zz", root=root), "cap", date(2025, 1, 1)).value == 2000


def test_a_repealed_value_is_no_value(tmp_path: Path) -> None:
    pack = load_pack("zz", root=tiny_pack(tmp_path))

    assert value_on(pack, "cap", date(2025, 12, 31)).value == 200
    with pytest.raises(NoValue, match="cap: nothing in force on 2026-01-01"):
        value_on(pack, "cap", date(2026, 1, 1))
    assert [(r.valid_from, r.valid_to, r.value) for r in law_values(pack)] == [
        (date(2020, 1, 1), date(2023, 12, 31), 100),
        (date(2024, 1, 1), date(2025, 12, 31), 200),
    ]


def test_a_draft_adds_its_values_to_the_law_and_leaves_the_rest(tmp_path: Path) -> None:
    root = tiny_pack(tmp_path)
    text = f"cap:\n  values:\n    2027-01-01: {PERIOD.format(value=50)}\n"
    drafted = load_pack("zz", root=root, overlay=overlay(tmp_path, parameters__charges=text))

    assert value_on(drafted, "cap", date(2025, 1, 1)).value == 200
    assert value_on(drafted, "cap", date(2027, 1, 1)).value == 50
    assert drafted.version == "1+d1"
    assert drafted.sha256 != load_pack("zz", root=root).sha256
    assert drafted.parameters["cap"].topic == "charges"


def test_a_draft_can_repeal_and_replace(tmp_path: Path) -> None:
    root = tiny_pack(tmp_path)
    text = (
        f"answer:\n  values:\n    2020-01-01: {PERIOD.format(value=7)}\n    2027-01-01: {PERIOD.format(value='null')}\n"
    )
    drafted = load_pack("zz", root=root, overlay=overlay(tmp_path, deadlines__charges=text))

    assert deadline(drafted, "answer", date(2026, 3, 1)).amount == 7
    assert drafted.rules["answer"].on(date(2027, 1, 1)) is None
    assert [c.how for c in changes(drafted, date(2026, 6, 1), drafted, date(2027, 6, 1))] == ["repealed"]


def test_the_shipped_draft_makes_the_five_days_before_renewal_law() -> None:
    path = PACKS / "drafts" / "cn-five-day-renewal-notice"
    day = date(2026, 3, 1)

    assert value_on(load_pack("cn"), "renewal_notice_days", day).confidence == "D"
    drafted = load_pack("cn", overlay=path)
    assert value_on(drafted, "renewal_notice_days", day).confidence == "V2"
    assert [c.name for c in changes(load_pack("cn"), day, drafted, day)] == ["renewal_notice_days"]


def test_doubtful_figures_are_off_until_the_house_switches_them_on() -> None:
    pack = load_pack("cn")

    assert not [v for v in law_values(pack) if v.name == "premium_first_motor"]
    assert [
        v.ground for v in law_values(pack, house_switches={"premium_first_motor"}) if v.name == "premium_first_motor"
    ] == ["house"]


@needs_shared
@pytest.mark.parametrize("year", range(2015, 2027))
def test_the_working_calendar_is_the_official_one(year: int) -> None:
    assert SHARED is not None
    given = json.loads((SHARED / "holiday_cn" / f"{year}.json").read_text(encoding="utf-8"))
    calendar = load_pack("cn").calendars["cn"]

    assert given["days"], "the notice names days"
    for entry in given["days"]:
        day = date.fromisoformat(entry["date"])
        assert calendar.is_workday(day) is not entry["isOffDay"], day
    named = {entry["date"] for entry in given["days"]}
    said = {d.isoformat() for d in calendar.by_notice[year]}
    assert said == named
    assert set(calendar.sources[year]) == set(given["papers"])


def test_the_spring_festival_of_2020_was_made_longer() -> None:
    calendar = load_pack("cn").calendars["cn"]

    assert [day for day in range(1, 6) if calendar.is_workday(date(2020, 2, day))] == [3, 4, 5]
    assert not calendar.is_workday(date(2020, 1, 31))
    assert calendar.is_workday(date(2020, 1, 19))


def test_the_last_week_of_the_last_known_year_is_not_settled_yet() -> None:
    pack: Pack = load_pack("cn")
    calendar: Calendar = pack.calendars["cn"]

    assert calendar.is_workday(date(2018, 12, 29)), "the notice for 2019 made a Saturday of 2018 a workday"
    assert calendar.knows(date(2025, 12, 31))
    assert calendar.knows(date(2026, 12, 23))
    assert not calendar.knows(date(2026, 12, 31))
    assert load_pack("es").calendars["target"].knows(date(2028, 12, 31)), "fixed days settle the whole year"

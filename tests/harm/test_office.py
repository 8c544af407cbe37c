"""The whole way through a house: files in, table by table; findings only when all is there; corrections clear them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given

from amparo.controls.frozen import Frozen
from amparo.office.findings.models import Finding
from amparo.office.findings.runs import RunReport
from amparo.office.flow import load_files, run_checks
from amparo.office.house import House, init_house, open_house
from tests.harm.cases import Case, lots
from tests.harm.files import write_files, write_mappings
from tests.harm.judged import CONTROLS, Answer, Court
from tests.harm.lawful import lawful_world
from tests.harm.mutations import MUTATIONS
from tests.harm.pace import ONCE
from tests.harm.rows import AS_OF, CONTRACTS, World
from tests.harm.test_mutations import NAMES

NOW = datetime(2026, 8, 31, 4, tzinfo=UTC)
SUBJECTS = (
    "charges", "policies", "bank_lines", "refunds", "remittances", "bookings", "charge_requests", "charge_instructions",
)  # fmt: skip
TABLES = [*SUBJECTS, *(t for t in CONTRACTS if t not in SUBJECTS and t != "feed_days")]  # feeds a house counts itself
BY_HAND = [c for c in CONTROLS.values() if c.subject != "feed_days"]
NAMED_BY_FILE = {"CHG-13", *(c.id for c in BY_HAND if c.subject == "bank_lines")}  # by a token, by a line of a file


def harms(each: int, *rooms: str) -> list[str]:
    """The first mutations that break each control of these rooms."""
    broken = [n for n in NAMES if MUTATIONS[n].breaks and n[:3] in rooms]
    return [n for n in broken if [o for o in broken if o[:6] == n[:6]].index(n) < each]


def a_house(root: Path) -> House:
    """A house that expects nothing and has a mapping for every table."""
    house = init_house(root, name="试验公司")
    write_mappings(house.root, TABLES)
    return open_house(root)


def load(house: House, paths: Sequence[Path]) -> None:
    """Load files of which every row is readable."""
    for report in load_files(house, list(paths), now=NOW):
        assert (report.verdict, report.rows_rejected) in (("accepted", 0), ("known", 0)), report


def check(house: House, controls: Sequence[Frozen] = BY_HAND, *, whole: bool = False) -> RunReport:
    """A run by these controls."""
    return run_checks(house, as_of=AS_OF, now=NOW, controls=[c.id for c in controls], whole=whole)


def open_findings() -> dict[str, set[str]]:
    """Records by control; where a file or a token gives the name, these are only counted."""
    found: dict[str, set[str]] = {}
    for control, record in Finding.objects.filter(status="open").values_list("control_id", "record_id"):
        found.setdefault(control, set()).add(record)
    return {c: {str(len(r))} if c in NAMED_BY_FILE else r for c, r in found.items()}


def expected(answers: Sequence[Answer]) -> dict[str, set[str]]:
    """What the court found in the same worlds, under the names they bear side by side."""
    found: dict[str, set[str]] = {}
    for number, answer in enumerate(answers):
        for control, records in answer.found.items():
            if control in {c.id for c in BY_HAND}:
                found.setdefault(control, set()).update(f"w{number}.{record}" for record in records)
    return {c: {str(len(r))} if c in NAMED_BY_FILE else r for c, r in found.items()}


@ONCE
@given(lot=lots(harms(1, "CHG", "FLW", "RFD"), 40))
def test_no_table_that_has_not_come_turns_into_a_finding(
    court: Court, lot: list[Case], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("office")
    house, worlds = a_house(folder / "house"), [case.world for case in lot]
    paths = dict(zip(TABLES, write_files(folder / "inbox", worlds, TABLES), strict=True))
    for table in TABLES:
        readers = [c for c in BY_HAND if table in (c.subject, *c.reads)]
        for judged in check(house, readers).controls if readers and table not in SUBJECTS else ():
            assert (judged.found, judged.judged) == (0, 0), f"{judged.control.id} without {table}"
            assert sum(n for _, _, n in judged.unjudged) == judged.subjects > 0, f"{judged.control.id} without {table}"
            assert {reason for reason, _, _ in judged.unjudged} == {"missing"}
        load(house, [paths[table]])
    assert Finding.objects.count() == 0, "nothing was found before everything was there"

    check(house)

    assert open_findings() == expected(court.judge(worlds))


def lawful_of(lot: Sequence[Case]) -> list[World]:
    """The worlds before they were changed."""
    return [lawful_world(case.seed) for case in lot]


def only_changed(case: Case) -> bool:
    """Whether no row was added that a correction could not take away, and no statement of a bank was touched."""
    lawful = lawful_world(case.seed)
    keys = {t: {row[c.key] for row in lawful.tables[t]} for t, c in CONTRACTS.items()}
    added = any(row[c.key] not in keys[t] for t, c in CONTRACTS.items() for row in case.world.tables[t])
    return not added and case.world.tables["bank_lines"] == lawful.tables["bank_lines"]


@ONCE
@given(lot=lots(harms(2, "CHG", "RFD"), 40))
def test_corrected_rows_clear_every_finding_and_a_whole_run_agrees(
    court: Court, lot: list[Case], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("office")
    lot = [case for case in lot if only_changed(case)]
    house, worlds = a_house(folder / "house"), [case.world for case in lot]
    load(house, write_files(folder / "wrong", worlds, TABLES))
    check(house)
    found = open_findings()
    assert found == expected(court.judge(worlds))
    assert len(found) > 20

    corrected = write_files(folder / "right", lawful_of(lot), [t for t in TABLES if t != "bank_lines"])
    load(house, corrected)
    report = check(house)
    assert {judged.mode for judged in report.controls} >= {"part"}
    assert open_findings() == {}
    again = check(house, whole=True)
    assert all(j.changes.raised == j.changes.reopened == j.changes.cleared == 0 for j in again.controls)

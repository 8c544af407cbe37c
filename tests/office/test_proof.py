"""A finding is found again to the byte from what its run kept, or it is said what is no longer as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from amparo.office import flow
from amparo.office.findings import compare
from amparo.office.findings.explain import explain, open_names
from amparo.office.findings.models import Finding, FindingEvent, LawText, NamesSeen, Part, RunControl, SqlText
from amparo.office.findings.reproduce import reproduce
from amparo.office.findings.views_of import Asked, NoSuchFinding, Viewer, asked_for, by_prefix
from tests.office.test_check import AS_OF, check
from tests.office.tiny_house import NOW, Inbox, a_small_world, charge, mandate


def found(tmp_path: Path, **extra: Any) -> tuple[Inbox, Finding]:
    """A checked small world and its one finding."""
    inbox = a_small_world(tmp_path, **extra)
    inbox.load("mandates", [mandate("M5", "P2", valid_to="2026-02-01", cancelled_on="2026-02-01")])
    check(inbox)
    return inbox, Finding.objects.get()


def test_a_finding_is_found_again_to_the_byte(tmp_path: Path) -> None:
    inbox, finding = found(tmp_path)

    again = reproduce(inbox.house, finding)

    assert again.equal and not again.differences
    assert again.again_sha256 == finding.evidence_sha256


def test_later_deliveries_do_not_change_what_an_earlier_run_found(tmp_path: Path) -> None:
    inbox, finding = found(tmp_path)
    inbox.load("mandates", [mandate("M6", "P2")])
    inbox.load("charges", [charge("C2", "P2", amount="99")])

    assert reproduce(inbox.house, finding).equal


def test_a_finding_of_an_incremental_run_is_found_again_too(tmp_path: Path) -> None:
    inbox, _ = found(tmp_path)
    inbox.load("charges", [charge("C3", "P2", amount="777")])
    check(inbox)
    finding = Finding.objects.get(record_id="C3")

    assert RunControl.objects.get(run_id=finding.run_last_id).mode == "part"
    assert reproduce(inbox.house, finding).equal


def test_a_cleared_finding_is_found_again_as_it_was(tmp_path: Path) -> None:
    inbox, finding = found(tmp_path)
    inbox.load("mandates", [mandate("M6", "P2")])
    check(inbox)
    finding.refresh_from_db()

    assert finding.status == "cleared"
    assert reproduce(inbox.house, finding).equal


def test_a_changed_input_is_named(tmp_path: Path) -> None:
    inbox, finding = found(tmp_path)
    part = inbox.house.root / Part.objects.get(table_name="charges").path
    part.chmod(0o600)
    part.write_bytes(part.read_bytes() + b" ")

    again = reproduce(inbox.house, finding)

    assert not again.equal
    assert [(d.what, Path(d.where).name) for d in again.differences] == [("input_changed", part.name)]


def test_a_missing_input_is_named(tmp_path: Path) -> None:
    inbox, finding = found(tmp_path)
    part = inbox.house.root / Part.objects.get(table_name="charges").path
    part.unlink()

    assert [d.what for d in reproduce(inbox.house, finding).differences] == ["input_missing"]


def test_other_sql_is_named(tmp_path: Path) -> None:
    inbox, finding = found(tmp_path)
    text = SqlText.objects.get(sha256=RunControl.objects.get().text_id)
    text.content = text.content.replace("direct_debit", "cash")
    text.save()

    again = reproduce(inbox.house, finding)

    assert [d.what for d in again.differences] == ["sql_changed", "not_found"]


def test_other_law_is_named(tmp_path: Path) -> None:
    import json
    import zlib

    inbox, finding = found(tmp_path)
    law = LawText.objects.get()
    told = json.loads(zlib.decompress(bytes(law.content)))
    told["values"] = told["values"][1:]
    law.content = zlib.compress(json.dumps(told).encode())
    law.save()

    assert [d.what for d in reproduce(inbox.house, finding).differences] == ["law_changed"]


def test_tampered_evidence_is_named_fact_by_fact(tmp_path: Path) -> None:
    inbox, finding = found(tmp_path)
    finding.evidence = finding.evidence.replace('"amount_minor":10000', '"amount_minor":1')
    finding.save()

    differences = reproduce(inbox.house, finding).differences

    assert {(d.what, d.where) for d in differences} >= {("evidence", "amount_minor")}


def test_an_explanation_tells_why_each_candidate_failed_and_the_article(tmp_path: Path) -> None:
    inbox, finding = found(tmp_path)
    viewer = Viewer(inbox.house.pack, {})

    told = explain(inbox.house, finding, viewer.view(finding), viewer.control(finding))

    assert told.view.near[0].candidate == "M5"
    assert sorted(said.zh for said in told.view.near[0].fails) == ["已到期", "已撤销"]
    assert told.view.clauses[0].article and told.view.clauses[0].source_title
    assert [event.event for event in told.events] == ["raised"]
    assert "P2" in told.view.sentence("en") and told.names == {}


def test_names_are_shown_only_when_asked_for_and_the_look_is_kept(tmp_path: Path) -> None:
    inbox, finding = found(tmp_path)

    names = open_names(inbox.house, finding, who="zhao", purpose="回访", at=NOW)

    assert names["account_number"] == "6222020000000001"
    seen = NamesSeen.objects.get()
    assert (seen.who, seen.purpose, seen.finding_key) == ("zhao", "回访", finding.key)


def test_a_finding_is_named_by_its_first_characters(tmp_path: Path) -> None:
    _, finding = found(tmp_path)

    assert by_prefix(finding.key[:6]).key == finding.key
    with pytest.raises(NoSuchFinding):
        by_prefix("zz")


def test_findings_are_filtered_as_asked(tmp_path: Path) -> None:
    inbox, _ = found(tmp_path)
    inbox.load("charges", [charge("C3", "P2", amount="50000", charged_at="2026-03-05 10:00:00")])
    check(inbox)
    last = FindingEvent.objects.order_by("-id").first()
    assert last is not None

    def records(**asked: Any) -> list[str]:
        return [finding.record_id for finding in asked_for(Asked(**asked))]

    assert records() == ["C3", "C2"]
    assert records(min_amount_minor=20000) == ["C3"]
    assert records(to_on=AS_OF.replace(day=2)) == ["C2"]
    assert records(institutions=frozenset({"650199"})) == []
    assert records(run=last.run_id, changed_only=True) == ["C3"]
    assert records(policy="P1") == records(severity="low") == records(ground="house") == []


def test_the_time_machine_tells_what_another_limit_finds_and_loses_and_writes_nothing(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    inbox.load("products", [{}])
    inbox.load("charges", [charge("K1", channel="cash", premises="off", amount="80000")])
    plain = compare.house_lens(inbox.house)
    other = compare.other_lens(inbox.house, law_on=None, limits={"cash_off_premises_minor": 50000}, sql_of=None)
    seen = compare.look(
        inbox.house,
        [plain, other],
        as_of=AS_OF,
        supplies=flow.supplies(inbox.house, as_of=AS_OF),
        chosen=("CHG-01", "CHG-23"),
    )
    answer = {one.control.id: one for one in compare.compared(*seen)}

    assert answer["CHG-01"].both == 1 and not answer["CHG-01"].found
    assert (answer["CHG-23"].found, answer["CHG-23"].found_amounts) == (("K1",), {"CNY": 80000})
    assert Finding.objects.count() == 0


def test_an_earlier_control_can_look_again(tmp_path: Path) -> None:
    inbox, finding = found(tmp_path)

    other = compare.other_lens(inbox.house, law_on="2020-01-01", limits={}, sql_of=finding.run_last_id)
    [seen] = compare.look(
        inbox.house, [other], as_of=AS_OF, supplies=flow.supplies(inbox.house, as_of=AS_OF), chosen=None
    )

    assert list(seen) == ["CHG-01"] and "C2" in seen["CHG-01"][1].amounts

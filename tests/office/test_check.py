"""A run finds, remembers without doubling, and says what changed, what it could not judge, and what it looked at."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from amparo.law.strict_yaml import StrictFileError
from amparo.office import flow
from amparo.office.findings.models import Finding, FindingEvent, Run, RunControl, Watermark
from amparo.office.findings.runs import RunReport
from tests.office.tiny_house import NOW, Inbox, a_house, a_small_world, charge, mandate, policy

AS_OF = date(2026, 3, 10)


def check(inbox: Inbox, *, as_of: date = AS_OF, controls: tuple[str, ...] = ("CHG-01",), **more: Any) -> RunReport:
    """A run by CHG-01 alone, unless said otherwise."""
    return flow.run_checks(inbox.house, as_of=as_of, now=NOW, controls=controls, **more)


def events() -> list[tuple[str, str]]:
    """Every event so far: record and what happened to it."""
    told = FindingEvent.objects.order_by("id").values_list("finding__record_id", "event")
    return [(record, event) for record, event in told]


def test_a_run_finds_the_charge_without_a_mandate_and_says_whose_it_is(tmp_path: Path) -> None:
    report = check(a_small_world(tmp_path))

    finding = Finding.objects.get()
    assert (finding.record_id, finding.policy_id, finding.customer_id) == ("C2", "P2", "K2")
    assert (finding.ground, finding.status, finding.amount_minor) == ("law", "open", 10000)
    assert json.loads(finding.cites)[0]["clause"] == "SV-13"
    assert report.open_count == 1
    assert report.looked_at == {"charges": 2, "institutions": 2, "mandates": 1, "policies": 2}


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    check(inbox)

    for whole in (False, True):
        report = check(inbox, whole=whole)
        assert (report.controls[0].changes.raised, report.open_count) == (0, 1)
    assert events() == [("C2", "raised")]


def test_a_late_mandate_clears_and_its_revocation_reopens(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    check(inbox)

    inbox.load("mandates", [mandate("M2", "P2")])
    cleared = check(inbox)
    inbox.load("mandates", [mandate("M2", "P2", cancelled_on="2026-02-01")])
    reopened = check(inbox)

    assert cleared.controls[0].mode == reopened.controls[0].mode == "part"
    assert (cleared.controls[0].changes.cleared, reopened.controls[0].changes.reopened) == (1, 1)
    assert events() == [("C2", "raised"), ("C2", "cleared"), ("C2", "reopened")]
    assert Finding.objects.get().status == "open"


def test_a_corrected_amount_changes_the_finding_and_keeps_what_it_was(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    check(inbox)
    before = Finding.objects.get().evidence

    inbox.load("charges", [charge("C2", "P2", amount="20000")])
    check(inbox)

    event = FindingEvent.objects.get(event="changed")
    assert event.before == before
    assert Finding.objects.get().amount_minor == 20000


def test_what_a_person_decided_is_never_overwritten(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    check(inbox)
    Finding.objects.update(triage="dismissed", triage_reason="试扣", triage_by="zhao", assigned_to="wu")

    inbox.load("charges", [charge("C2", "P2", amount="20000")])
    report = check(inbox, whole=True)

    finding = Finding.objects.get()
    assert (finding.triage, finding.triage_reason, finding.triage_by) == ("dismissed", "试扣", "zhao")
    assert (finding.assigned_to, finding.amount_minor) == ("wu", 20000)
    assert report.open_count == 0, "what a person dismissed does not stand open"


def test_a_missing_table_gives_unjudged_and_never_a_finding(tmp_path: Path) -> None:
    inbox = Inbox(a_house(tmp_path / "house"), tmp_path / "inbox")
    inbox.load("charges", [charge("C1"), charge("C2")])

    report = check(inbox)

    assert Finding.objects.count() == 0
    assert report.controls[0].unjudged == (("missing", "mandates", 2),)
    inbox.load("mandates", [mandate("M9", "P9")])
    assert check(inbox).controls[0].changes.raised == 2, "once the table is there the same charges are judged"


def test_a_rejected_row_leaves_its_policy_unjudged_and_holds_what_was_found(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    check(inbox)

    many = [mandate(f"N{n}", f"Q{n}") for n in range(40)]
    inbox.load("mandates", [*many, mandate("M2", "P2", valid_from="2026-02-31")])
    report = check(inbox)

    assert report.controls[0].unjudged == (("rejected", "mandates", 1),)
    assert report.controls[0].held == 1
    assert Finding.objects.get().status == "open"
    inbox.load("mandates", [mandate("M2", "P2", valid_from="2026-02-28")])
    assert check(inbox).controls[0].changes.cleared == 1, "the corrected row settles the rejected one"


def test_a_run_remembers_all_it_leant_on(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    check(inbox)

    run = Run.objects.get()
    ran = RunControl.objects.get()
    assert run.state == "done" and len(json.loads(run.inputs)) == 4
    assert run.pack_sha256 == inbox.house.pack.sha256 and run.house_sha256 == inbox.house.sha256
    assert ran.text.content and ran.sql_sha256 == Finding.objects.get().sql_sha256
    assert Watermark.objects.get().batch == 4


def test_shadow_findings_are_kept_but_do_not_count(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path, controls={"CHG-01": "shadow"})

    report = check(inbox)

    assert Finding.objects.get().shadow
    assert report.open_count == 0


def test_an_unknown_control_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(StrictFileError, match="did you mean 'CHG-"):
        check(a_small_world(tmp_path), controls=("CHG-99",))


def test_a_control_that_is_off_is_not_run(tmp_path: Path) -> None:
    report = flow.run_checks(a_small_world(tmp_path, controls={"CHG-01": "off"}).house, as_of=AS_OF, now=NOW)

    assert "CHG-01" not in {judged.control.id for judged in report.controls}


def test_a_stale_feed_leaves_later_days_unjudged_until_it_comes(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    (inbox.house.root / "expects.yaml").write_text(
        "feeds:\n  mandates-daily:\n    table: mandates\n    files: ['mandates_*.csv']\n    every: day\n    by: 1\n"
        "    covers: {pattern: '_(\\d{8})\\.'}\n    since: 2026-02-28\n",
        encoding="utf-8",
    )
    inbox.house = flow_open(inbox)
    inbox.load("mandates", [mandate("M8", "P8")], name="mandates_20260228.csv")

    stale = check(inbox)
    inbox.load("mandates", [mandate("M7", "P7")], name="mandates_20260301.csv", now=NOW + timedelta(days=1))
    fresh = check(inbox)

    assert stale.controls[0].unjudged == (("stale", "mandates", 2),)
    assert Finding.objects.get().record_id == "C2"
    assert fresh.controls[0].unjudged == ()


def flow_open(inbox: Inbox) -> Any:
    """The same house, its settings read again."""
    from amparo.office.house import open_house

    return open_house(inbox.house.root)


def test_policies_alone_find_nothing(tmp_path: Path) -> None:
    inbox = Inbox(a_house(tmp_path / "house"), tmp_path / "inbox")
    inbox.load("policies", [policy("P1")])

    assert check(inbox).open_count == 0

"""Judging again only what may have changed gives what judging everything gives, whatever came late or was corrected."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.office import flow
from amparo.office.findings.models import Finding, FindingEvent, RunControl, Watermark
from tests.office.test_check import AS_OF
from tests.office.tiny_house import NOW, Inbox, a_house, charge, mandate, policy

CONTROLS = ("CHG-01", "CHG-02", "CHG-03", "CHG-04", "CHG-09", "FLW-06")
POLICIES = ("P1", "P2", "P3", "P4")
ACCOUNTS = ("6222020000000001", "6222020000000002")
days = st.dates(date(2026, 1, 1), date(2026, 3, 9)).map(lambda day: day.isoformat())
policies = st.sampled_from(POLICIES)

charges = st.builds(
    lambda number, policy, day, amount, account, channel: charge(
        f"C{number}",
        policy,
        charged_at=f"{day} 10:00:00",
        amount=str(amount),
        account_number=account,
        channel=channel,
        instalment_id=f"I{policy}",
    ),
    st.integers(1, 8),
    policies,
    days,
    st.sampled_from([100, 10000, 900000]),
    st.sampled_from(ACCOUNTS),
    st.sampled_from(["direct_debit", "direct_debit", "cash", "bogus"]),
)
mandates = st.builds(
    lambda number, policy, start, end, account: mandate(
        f"M{number}", policy, valid_from=start, valid_to=end, account_number=account
    ),
    st.integers(1, 5),
    policies,
    days,
    st.sampled_from(["", "2026-02-10", "2026-02-31"]),
    st.sampled_from(ACCOUNTS),
)


def answer() -> list[tuple[str, str, str, str]]:
    """Everything remembered of findings that a run decides."""
    return sorted(Finding.objects.values_list("control_id", "record_id", "status", "evidence_sha256"))


def one_of_each(rows: Sequence[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """The last row of each key."""
    return list({row[key]: row for row in rows}.values())


def a_world(root: Path) -> Inbox:
    """A house with four policies and enough rows that a bad one is only rejected, not the whole file."""
    inbox = Inbox(a_house(root / "house"), root / "inbox")
    inbox.load("policies", [policy(name) for name in POLICIES])
    inbox.load(
        "instalments", [{"instalment_id": f"I{name}", "policy_id": name, "amount": "10000"} for name in POLICIES]
    )
    inbox.load("mandates", [mandate("M0", "P0")])
    inbox.load("refunds", [{}])
    inbox.load("charges", [charge("C0", "P0")])
    return inbox


def padding(table: str, number: int) -> list[dict[str, Any]]:
    """Lawful rows of other policies, so that one bad row stays under the threshold."""
    make = charge if table == "charges" else mandate
    return [make(f"{table[0].upper()}x{number}-{n}", "P0") for n in range(60)]


moves_drawn = st.lists(st.tuples(st.booleans(), st.integers(0, 4)), min_size=2, max_size=4)
few = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(data=st.data(), moves=moves_drawn)
def test_increments_give_what_a_whole_run_gives(data: st.DataObject, moves: list[tuple[bool, int]]) -> None:
    increments_equal_whole(data, moves)


@pytest.mark.soak
@settings(few, max_examples=100)
@given(data=st.data(), moves=moves_drawn)
def test_a_hundred_increments_give_what_whole_runs_give(data: st.DataObject, moves: list[tuple[bool, int]]) -> None:
    increments_equal_whole(data, moves)


def increments_equal_whole(data: st.DataObject, moves: list[tuple[bool, int]]) -> None:
    """Files drawn one after the other, each judged by parts and then whole: the whole run has nothing to add."""
    with TemporaryDirectory() as folder:
        inbox, on = a_world(Path(folder)), AS_OF
        flow.run_checks(inbox.house, as_of=on, now=NOW, controls=CONTROLS)
        for number, (money, later) in enumerate(moves):
            table, rows = ("charges", charges) if money else ("mandates", mandates)
            drawn = one_of_each(data.draw(st.lists(rows, min_size=1, max_size=4)), f"{table[:-1]}_id")
            on += timedelta(days=later)
            report = inbox.load(table, [*padding(table, number), *drawn], now=NOW + timedelta(days=number))
            assert report.verdict in ("accepted", "quarantined")
            flow.run_checks(inbox.house, as_of=on, now=NOW, controls=CONTROLS)
            by_parts = answer()
            events = FindingEvent.objects.count()

            flow.run_checks(inbox.house, as_of=on, now=NOW, controls=CONTROLS, whole=True)

            assert answer() == by_parts
            assert FindingEvent.objects.count() == events, "the whole run had nothing to add"


def last_modes() -> dict[str, str]:
    """In which mode each control ran last."""
    return dict(RunControl.objects.order_by("id").values_list("control_id", "mode"))


def test_only_the_charges_of_dirty_policies_are_judged_again(tmp_path: Path) -> None:
    inbox = a_world(tmp_path)
    inbox.load("charges", [charge(f"C{n}", f"P{n % 4 + 1}") for n in range(1, 41)])
    flow.run_checks(inbox.house, as_of=AS_OF, now=NOW, controls=("CHG-01",))

    inbox.load("mandates", [mandate("M1", "P1", valid_to="2026-01-31")])
    report = flow.run_checks(inbox.house, as_of=AS_OF, now=NOW, controls=("CHG-01",))

    assert report.controls[0].mode == "part"
    assert report.controls[0].subjects == 10


def test_a_late_charge_makes_a_stored_one_the_second(tmp_path: Path) -> None:
    inbox = a_world(tmp_path)
    inbox.load("charges", [charge("C1", "P1", instalment_id="IP1", charged_at="2026-03-05 10:00:00")])
    flow.run_checks(inbox.house, as_of=AS_OF, now=NOW, controls=("CHG-09",))
    before = Finding.objects.count()

    inbox.load("charges", [charge("C2", "P1", instalment_id="IP1", charged_at="2026-03-01 10:00:00")])
    report = flow.run_checks(inbox.house, as_of=AS_OF, now=NOW, controls=("CHG-09",))

    assert (before, report.controls[0].mode) == (0, "part")
    assert Finding.objects.get().record_id == "C1", "the row found is not the row that came"


def test_another_limit_of_the_house_judges_everything_again(tmp_path: Path) -> None:
    inbox = a_world(tmp_path)
    flow.run_checks(inbox.house, as_of=AS_OF, now=NOW, controls=("CHG-01",))
    settings_file = inbox.house.root / "house.yaml"
    settings_file.write_text(settings_file.read_text("utf-8") + "\nlimits: {cash_off_premises_minor: 50000}\n", "utf-8")

    from amparo.office.house import open_house

    flow.run_checks(open_house(inbox.house.root), as_of=AS_OF, now=NOW, controls=("CHG-01",))

    assert last_modes() == {"CHG-01": "whole"}


def test_a_deadline_that_passes_makes_its_subjects_dirty(tmp_path: Path) -> None:
    inbox = a_world(tmp_path)
    write_bookings(inbox)
    flow.run_checks(inbox.house, as_of=date(2026, 3, 2), now=NOW, controls=("FLW-06",))
    before = Finding.objects.count()

    report = flow.run_checks(inbox.house, as_of=date(2026, 3, 20), now=NOW, controls=("FLW-06",))

    assert (before, Finding.objects.count()) == (0, 1)
    assert report.controls[0].mode == "part"
    assert Finding.objects.get().record_id == "C0"


def test_a_finding_does_not_change_because_a_day_went_by(tmp_path: Path) -> None:
    inbox = a_world(tmp_path)
    inbox.load("refunds", [{"refund_id": "R1", "policy_id": "P1", "paid": "", "paid_on": ""}])
    flow.run_checks(inbox.house, as_of=date(2026, 3, 10), now=NOW, controls=("RFD-01",))
    told = Finding.objects.values_list("evidence_sha256", flat=True)
    before = list(told)

    report = flow.run_checks(inbox.house, as_of=date(2026, 3, 25), now=NOW, controls=("RFD-01",), whole=True)

    assert len(before) == 1 and list(told.all()) == before
    assert report.controls[0].changes.changed == 0


def write_bookings(inbox: Inbox) -> None:
    """A booking of some other charge, so that the table is there."""
    from tests.office.tiny_house import FILLED, write_mapping

    FILLED["bookings"] = {
        "booking_id": "B1",
        "charge_id": "other",
        "policy_id": "P9",
        "institution_id": "650100",
        "side": "premium",
        "amount": "10000",
        "currency": "CNY",
        "booked_at": "2026-03-02 10:00:00",
    }
    write_mapping(inbox.house.root, "bookings")
    inbox.load("bookings", [{}])


def test_a_watermark_says_up_to_where_a_control_has_judged(tmp_path: Path) -> None:
    inbox = a_world(tmp_path)
    flow.run_checks(inbox.house, as_of=AS_OF, now=NOW, controls=("CHG-01",))

    mark = Watermark.objects.get()
    assert (mark.batch, mark.as_of) == (5, AS_OF)
    assert json.loads(mark.supplies)["mandates"]["there"]

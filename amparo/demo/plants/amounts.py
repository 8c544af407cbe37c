"""What is due: more than due, nothing due, too early, twice, dearer than announced."""

from __future__ import annotations

from datetime import date, timedelta

from amparo.demo.giving_back import give_back
from amparo.demo.plants.plant import ONE_DAY, Scene, near, wrong
from amparo.demo.story import amend, move
from amparo.demo.world import Wish

DEBIT = Wish(product="L02", channel="direct_debit", per_year=1, old=True)
CARD = Wish(product="L02", channel="pos", per_year=1, old=True)
PARTS = Wish(
    product="P02", channel="pos", per_year=4, begins=(date(2025, 11, 3), date(2026, 4, 20)), organisation=False
)
PARTS_BEFORE = Wish(
    product="P02", channel="pos", per_year=4, begins=(date(2024, 1, 3), date(2025, 6, 20)), organisation=False
)
NO_SUCH = "YS9999999999"


@wrong("CHG-05", DEBIT)
def debited_more_than_was_due(s: Scene) -> None:
    amend(s.last, amount_minor=s.last.charge["amount_minor"] + 100)
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-05", CARD)
def one_cent_more_than_was_due(s: Scene) -> None:
    amend(s.last, amount_minor=s.last.charge["amount_minor"] + 1)
    s.expect(s.last.charge["charge_id"])


@near("CHG-05", DEBIT)
def less_than_was_due(s: Scene) -> None:
    amend(s.last, amount_minor=s.last.charge["amount_minor"] - 1)
    s.spare(s.last.charge["charge_id"])


@wrong("CHG-06", DEBIT)
def nothing_due_is_named(s: Scene) -> None:
    s.last.charge["instalment_id"] = None
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-06", CARD)
def what_is_named_as_due_does_not_exist(s: Scene) -> None:
    s.last.charge["instalment_id"] = f"{NO_SUCH}{s.story.index % 10}"
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-06", DEBIT, CARD)
def what_is_named_as_due_is_anothers(s: Scene) -> None:
    other = s.stories[1].takings[0].instalment
    assert other is not None
    s.last.charge["instalment_id"] = other["instalment_id"]
    s.expect(s.last.charge["charge_id"])


@near("CHG-06", DEBIT)
def an_arrear_paid_with_the_next_premium(s: Scene) -> None:
    late = s.story.takings[1]
    move(s.story, late, s.last.charge["charged_on"])
    s.spare(late.charge["charge_id"])


@wrong("CHG-07", DEBIT)
def debited_before_it_was_due(s: Scene) -> None:
    assert s.last.instalment is not None
    due = s.last.instalment["due_on"]
    move(s.story, s.last, due - timedelta(days=1 if due.day > 1 else 5))
    s.expect(s.last.charge["charge_id"])


@near("CHG-07", DEBIT)
def debited_on_the_day_it_was_due(s: Scene) -> None:
    assert s.last.instalment is not None
    move(s.story, s.last, s.last.instalment["due_on"])
    s.spare(s.last.charge["charge_id"])


@near("CHG-07", CARD)
def brought_to_the_counter_before_it_was_due(s: Scene) -> None:
    assert s.last.instalment is not None
    move(s.story, s.last, s.last.instalment["due_on"] - timedelta(days=9))
    s.spare(s.last.charge["charge_id"])


@wrong("CHG-09", DEBIT)
def debited_again_two_days_later(s: Scene) -> None:
    first = s.last
    assert first.instalment is not None
    again = s.story.take(first.instalment, first.charge["charged_on"] + timedelta(days=2))
    s.expect(again.charge["charge_id"])


@wrong("CHG-09", CARD)
def charged_again_by_card_and_again(s: Scene) -> None:
    first = s.last
    assert first.instalment is not None
    for later in (1, 5):
        again = s.story.take(first.instalment, first.charge["charged_on"] + timedelta(days=later))
        s.expect(again.charge["charge_id"])


@near("CHG-09", CARD)
def paid_in_two_parts(s: Scene) -> None:
    first, whole = s.last, s.last.charge["amount_minor"]
    assert first.instalment is not None
    amend(first, amount_minor=whole // 3)
    s.story.take(first.instalment, first.charge["charged_on"] + ONE_DAY, amount=whole - whole // 3)
    s.spare(s.last.charge["charge_id"])


@near("CHG-09", DEBIT)
def charged_again_after_the_first_was_given_back(s: Scene) -> None:
    first = s.last
    assert first.instalment is not None
    day = first.charge["charged_on"]
    give_back(s.story, "wrong_charge", day, day + ONE_DAY, first.charge["amount_minor"], charge=first.charge)
    s.story.take(first.instalment, day + timedelta(days=2))
    s.spare(s.last.charge["charge_id"])


@wrong("CHG-27", DEBIT)
def dearer_than_announced(s: Scene) -> None:
    assert s.last.instalment is not None
    s.last.instalment["announced_minor"] = s.last.instalment["amount_minor"] - 5000
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-27", PARTS)
def the_first_month_was_bait(s: Scene) -> None:
    _dearer(s)
    s.expect(s.story.takings[1].charge["charge_id"])


def _dearer(s: Scene) -> None:
    """The second instalment dearer than the first, and nothing announced."""
    later = s.story.takings[1]
    assert later.instalment is not None
    dearer = later.instalment["amount_minor"] + 1000
    later.instalment["amount_minor"] = dearer
    later.instalment["announced_minor"] = None
    amend(later, amount_minor=dearer)


@near("CHG-27", DEBIT)
def dearer_as_it_was_announced(s: Scene) -> None:
    assert s.last.instalment is not None
    dearer = s.last.instalment["amount_minor"] + 5000
    s.last.instalment["amount_minor"] = s.last.instalment["announced_minor"] = dearer
    amend(s.last, amount_minor=dearer)
    s.spare(s.last.charge["charge_id"])


@near("CHG-27", PARTS_BEFORE)
def dearer_later_instalments_before_the_rule_was_in_force(s: Scene) -> None:
    _dearer(s)
    s.spare(s.story.takings[1].charge["charge_id"])


@near("CHG-27", PARTS)
def cheaper_later_instalments(s: Scene) -> None:
    first, *later = s.story.takings
    less = first.charge["amount_minor"] - 100
    for row in s.story.rows["instalments"][1:]:
        row["amount_minor"] = row["announced_minor"] = less
    for taking in later:
        amend(taking, amount_minor=less)
        s.spare(taking.charge["charge_id"])

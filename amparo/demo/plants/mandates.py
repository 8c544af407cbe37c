"""Debits and the mandates they stand on: none, ended, cancelled, too small, another account, another day."""

from __future__ import annotations

from datetime import timedelta

from amparo.demo.plants.plant import ONE_DAY, Scene, near, wrong
from amparo.demo.story import move
from amparo.demo.world import Wish, mandate, second_account

DEBIT = Wish(product="H01", channel="direct_debit", per_year=1, old=True)
WALLET = Wish(product="L02", channel="wallet", per_year=1, old=True)
CARD = Wish(product="H01", channel="pos", per_year=1, old=True)


@wrong("CHG-01", DEBIT)
def debited_the_day_after_the_mandate_ended(s: Scene) -> None:
    s.story.rows["mandates"][0]["valid_to"] = s.last.charge["charged_on"] - ONE_DAY
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-01", WALLET)
def debited_before_the_mandate_began(s: Scene) -> None:
    first = s.story.takings[0].charge
    s.story.rows["mandates"][0]["valid_from"] = first["charged_on"] + ONE_DAY
    s.expect(first["charge_id"])


@wrong("CHG-01", DEBIT)
def debited_and_nothing_was_ever_signed(s: Scene) -> None:
    s.story.rows["mandates"] = []
    for taking in s.story.takings:
        s.expect(taking.charge["charge_id"])


@near("CHG-01", DEBIT)
def debited_on_the_last_day_of_the_mandate(s: Scene) -> None:
    s.story.rows["mandates"][0]["valid_to"] = s.last.charge["charged_on"]
    s.spare(s.last.charge["charge_id"])


@near("CHG-01", WALLET)
def debited_on_the_first_day_of_the_mandate(s: Scene) -> None:
    first = s.story.takings[0].charge
    s.story.rows["mandates"][0]["valid_from"] = first["charged_on"]
    s.spare(first["charge_id"])


@near("CHG-01", DEBIT)
def debited_under_the_next_mandate(s: Scene) -> None:
    story, day = s.story, s.last.charge["charged_on"]
    story.rows["mandates"][0]["valid_to"] = day - timedelta(days=30)
    mandate(story, story.account, day - timedelta(days=29), maximum=story.policy["premium_minor"], days=(1, 28))
    s.spare(s.last.charge["charge_id"])


@near("CHG-01", CARD)
def paid_by_the_customers_own_hand_without_a_mandate(s: Scene) -> None:
    s.spare(s.last.charge["charge_id"])


@wrong("CHG-02", DEBIT)
def debited_one_cent_above_the_maximum(s: Scene) -> None:
    s.story.rows["mandates"][0]["maximum_minor"] = s.last.charge["amount_minor"] - 1
    for taking in s.story.takings:
        s.expect(taking.charge["charge_id"])


@near("CHG-02", DEBIT)
def debited_exactly_the_maximum(s: Scene) -> None:
    s.story.rows["mandates"][0]["maximum_minor"] = s.last.charge["amount_minor"]
    s.spare(s.last.charge["charge_id"])


@near("CHG-02", WALLET)
def a_second_mandate_allows_the_amount(s: Scene) -> None:
    story, amount = s.story, s.last.charge["amount_minor"]
    story.rows["mandates"][0]["maximum_minor"] = amount - 1
    mandate(story, story.account, story.policy["applied_on"], maximum=amount, days=(1, 28))
    s.spare(s.last.charge["charge_id"])


@wrong("CHG-03", DEBIT)
def debited_from_another_account_of_his_own(s: Scene) -> None:
    other = second_account(s.story)["account_token"]
    s.last.charge["account_token"] = other
    assert s.last.line is not None
    s.last.line["counterparty_token"] = other
    s.expect(s.last.charge["charge_id"])


@near("CHG-03", DEBIT)
def debited_from_another_account_that_a_second_mandate_names(s: Scene) -> None:
    other = second_account(s.story)
    s.last.charge["account_token"] = other["account_token"]
    assert s.last.line is not None
    s.last.line["counterparty_token"] = other["account_token"]
    since = s.last.charge["charged_on"]
    mandate(s.story, other, since, maximum=s.last.charge["amount_minor"], days=(1, 28))
    s.spare(s.last.charge["charge_id"])


@wrong("CHG-04", DEBIT)
def debited_after_the_agreed_days(s: Scene) -> None:
    _agreed_days(s, late=4)
    s.expect(s.last.charge["charge_id"])


@near("CHG-04", DEBIT)
def debited_on_the_last_agreed_day(s: Scene) -> None:
    _agreed_days(s, late=3)
    s.spare(s.last.charge["charge_id"])


def _agreed_days(s: Scene, late: int) -> None:
    """The days agreed are the due day and three more; the last premium comes so many days after it was due."""
    assert s.last.instalment is not None
    due = s.last.instalment["due_on"]
    s.story.rows["mandates"][0].update(from_day=due.day, to_day=due.day + 3)
    move(s.story, s.last, due + timedelta(days=late))


@wrong("CHG-26", DEBIT)
def debited_on_the_day_the_mandate_was_cancelled(s: Scene) -> None:
    s.story.rows["mandates"][0]["cancelled_on"] = s.last.charge["charged_on"]
    s.expect(s.last.charge["charge_id"], "CHG-01")


@wrong("CHG-26", WALLET)
def debited_weeks_after_the_mandate_was_cancelled(s: Scene) -> None:
    s.story.rows["mandates"][0]["cancelled_on"] = s.last.charge["charged_on"] - timedelta(days=40)
    s.expect(s.last.charge["charge_id"], "CHG-01")


@near("CHG-26", DEBIT)
def cancelled_the_day_after_the_debit(s: Scene) -> None:
    s.story.rows["mandates"][0]["cancelled_on"] = s.last.charge["charged_on"] + ONE_DAY
    s.spare(s.last.charge["charge_id"])


@near("CHG-26", WALLET)
def cancelled_and_signed_anew(s: Scene) -> None:
    story, day = s.story, s.last.charge["charged_on"]
    story.rows["mandates"][0]["cancelled_on"] = day - timedelta(days=20)
    mandate(story, story.account, day - timedelta(days=20), maximum=story.policy["premium_minor"], days=(1, 28))
    s.spare(s.last.charge["charge_id"])

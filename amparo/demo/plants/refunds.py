"""Money given back: late, short, to another's account, unchecked, or collected by another and the customer not told."""

from __future__ import annotations

from datetime import date, timedelta

from amparo.demo.company import CLOSES, Row
from amparo.demo.giving_back import give_back
from amparo.demo.names import account_number
from amparo.demo.plants.plant import Scene, event, near, wrong
from amparo.demo.world import Wish, notice, second_account

LIFE = Wish(product="L01", channel="direct_debit", per_year=1, old=True, organisation=False)
SINCE = date(2026, 1, 5)  # the check of large refunds is law since 2026
BEFORE_HOLIDAY = date(
    2025, 9, 2
)  # thirty days later is 2 October, inside the National Day holiday, which ends on the 8th


def _surrendered(s: Scene, asked: date, paid_on: date | None, due: int = 400_000, **how: object) -> Row:
    """The policy given up on that day, its cash value paid on the other; what was due later is no longer."""
    story = s.story
    gone = [taking for taking in story.takings if taking.charge["charged_on"] >= asked]
    unpaid = {id(taking.instalment) for taking in gone}
    story.rows["instalments"] = [row for row in story.rows["instalments"] if id(row) not in unpaid]
    story.takings = [taking for taking in story.takings if taking not in gone]
    event(story, "surrender_requested", asked)
    event(story, "surrendered", asked + timedelta(days=2))
    return give_back(story, "surrender", asked, paid_on, due, **how)  # type: ignore[arg-type]


@wrong("RFD-01", LIFE)
def surrender_paid_on_the_fortieth_day(s: Scene) -> None:
    asked = date(2026, 3, 3)
    s.expect(_surrendered(s, asked, asked + timedelta(days=40))["refund_id"])


@wrong("RFD-01", LIFE)
def surrender_not_paid_at_all(s: Scene) -> None:
    s.expect(_surrendered(s, date(2026, 8, 3), None)["refund_id"])


@wrong("RFD-01", LIFE)
def surrender_paid_the_day_after_the_holiday_had_rolled_it(s: Scene) -> None:
    s.expect(_surrendered(s, BEFORE_HOLIDAY, date(2025, 10, 10))["refund_id"])


@near("RFD-01", LIFE)
def surrender_paid_on_the_day_to_which_the_holiday_rolled_it(s: Scene) -> None:
    s.spare(_surrendered(s, BEFORE_HOLIDAY, date(2025, 10, 9))["refund_id"])


@near("RFD-01", LIFE)
def surrender_not_paid_and_not_yet_due(s: Scene) -> None:
    s.spare(_surrendered(s, CLOSES - timedelta(days=20), None)["refund_id"])


@wrong("RFD-01", LIFE)
def wrong_charge_given_back_on_the_fifth_working_day(s: Scene) -> None:
    s.expect(_corrected(s, 5)["refund_id"])


@near("RFD-01", LIFE)
def wrong_charge_given_back_on_the_third_working_day(s: Scene) -> None:
    s.spare(_corrected(s, 3)["refund_id"])


def _corrected(s: Scene, workdays: int) -> Row:
    """The premium of the year before taken by mistake, given back after so many working days, and taken anew."""
    taking = s.story.takings[1]
    assert taking.instalment is not None
    found = taking.charge["charged_on"] + timedelta(days=2)
    paid = s.company.workdays_later(found, workdays)
    return give_back(s.story, "wrong_charge", found, paid, taking.charge["amount_minor"], charge=taking.charge)


@wrong("RFD-02", LIFE)
def given_back_less_than_was_due(s: Scene) -> None:
    s.expect(_surrendered(s, date(2026, 2, 25), date(2026, 3, 10), paid=399_000)["refund_id"])


@near("RFD-02", LIFE)
def given_back_all_that_was_due(s: Scene) -> None:
    s.spare(_surrendered(s, date(2026, 2, 25), date(2026, 3, 10), paid=400_000)["refund_id"])


@wrong("RFD-03", LIFE)
def given_back_to_a_strangers_account(s: Scene) -> None:
    account = account_number("621700", s.story.index, 6)
    s.expect(_surrendered(s, date(2025, 6, 3), date(2025, 6, 20), account=account)["refund_id"])


@near("RFD-03", LIFE)
def given_back_to_another_account_of_his_own(s: Scene) -> None:
    account = second_account(s.story)["account_token"]
    s.spare(_surrendered(s, date(2025, 6, 3), date(2025, 6, 20), account=account)["refund_id"])


@wrong("RFD-04", LIFE)
def a_large_refund_without_verifying_who_asked(s: Scene) -> None:
    refund = _surrendered(s, date(2026, 4, 7), date(2026, 4, 20), 1_000_000)
    refund["verified"] = False
    s.expect(refund["refund_id"])


@wrong("RFD-04", LIFE)
def a_large_refund_without_its_reason(s: Scene) -> None:
    refund = _surrendered(s, date(2026, 4, 7), date(2026, 4, 20), 2_500_000)
    refund["reason_recorded"] = False
    s.expect(refund["refund_id"])


@near("RFD-04", LIFE)
def a_refund_one_cent_below_the_threshold(s: Scene) -> None:
    refund = _surrendered(s, date(2026, 4, 7), date(2026, 4, 20), 999_999)
    refund.update(verified=False, reason_recorded=False)
    s.spare(refund["refund_id"])


@near("RFD-04", LIFE)
def a_large_refund_before_the_rule_was_in_force(s: Scene) -> None:
    refund = _surrendered(s, date(2025, 11, 20), date(2025, 12, 5), 1_000_000)
    refund["verified"] = False
    s.spare(refund["refund_id"])


@wrong("RFD-05", LIFE)
def collected_by_another_and_the_customer_not_told(s: Scene) -> None:
    refund = _surrendered(s, date(2026, 5, 6), date(2026, 5, 20))
    refund["collected_by"] = "proxy"
    s.expect(refund["refund_id"])


@wrong("RFD-05", LIFE)
def collected_by_another_and_told_too_late(s: Scene) -> None:
    refund = _surrendered(s, date(2026, 5, 6), date(2026, 5, 20))
    refund["collected_by"] = "proxy"
    _tell(s, refund, s.company.workdays_later(date(2026, 5, 20), 6))
    s.expect(refund["refund_id"])


@near("RFD-05", LIFE)
def collected_by_another_and_told_on_the_last_day(s: Scene) -> None:
    refund = _surrendered(s, date(2026, 5, 6), date(2026, 5, 20))
    refund["collected_by"] = "proxy"
    _tell(s, refund, s.company.workdays_later(date(2026, 5, 20), 5))
    s.spare(refund["refund_id"])


def _tell(s: Scene, refund: Row, day: date) -> None:
    notice(s.story, "collection_result", day, refund_id=refund["refund_id"])

"""What had become of the policy: ended, withdrawn from, or issued before the premium arrived."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from amparo.demo.giving_back import give_back
from amparo.demo.plants.plant import ONE_DAY, Scene, event, keep, near, wrong
from amparo.demo.world import Wish

DEBIT = Wish(product="H01", channel="direct_debit", per_year=1, old=True)
CARD = Wish(product="H01", channel="pos", per_year=1, old=True)
MONTHLY = Wish(product="L02", channel="direct_debit", per_year=12, begins=(date(2024, 3, 1), date(2024, 3, 22)))
HOME = Wish(product="P02", channel="wallet", begins=(date(2025, 11, 3), date(2026, 9, 22)), per_year=1)
HOME_BEFORE = Wish(product="P02", channel="wallet", begins=(date(2025, 1, 3), date(2025, 10, 22)), per_year=1)
CAR = Wish(product="M01", channel="pos", begins=(date(2025, 11, 3), date(2026, 9, 22)), per_year=1)


@wrong("CHG-10", DEBIT)
def debited_after_cancellation(s: Scene) -> None:
    event(s.story, "cancelled", s.last.charge["charged_on"] - timedelta(days=12))
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-10", CARD)
def charged_after_surrender(s: Scene) -> None:
    day = s.last.charge["charged_on"] - timedelta(days=60)
    event(s.story, "surrender_requested", day - timedelta(days=5))
    event(s.story, "surrendered", day)
    give_back(s.story, "surrender", day - timedelta(days=5), day, 400_000)
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-10", DEBIT)
def debited_after_the_policy_lapsed(s: Scene) -> None:
    event(s.story, "lapsed", s.last.charge["charged_on"] - timedelta(days=100))
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-10", DEBIT)
def debited_after_cover_had_ended(s: Scene) -> None:
    s.story.policy["ends_on"] = s.last.charge["charged_on"] - ONE_DAY
    s.expect(s.last.charge["charge_id"])


@near("CHG-10", DEBIT)
def cancelled_the_day_after_the_charge(s: Scene) -> None:
    event(s.story, "cancelled", s.last.charge["charged_on"] + ONE_DAY)
    s.spare(s.last.charge["charge_id"])


@near("CHG-10", CARD)
def paid_by_hand_to_revive_a_lapsed_policy(s: Scene) -> None:
    event(s.story, "lapsed", s.last.charge["charged_on"] - timedelta(days=30))
    s.spare(s.last.charge["charge_id"])


@near("CHG-10", DEBIT)
def debited_after_the_policy_was_reinstated(s: Scene) -> None:
    event(s.story, "lapsed", s.last.charge["charged_on"] - timedelta(days=90))
    event(s.story, "reinstated", s.last.charge["charged_on"] - timedelta(days=20))
    s.spare(s.last.charge["charge_id"])


@near("CHG-10", DEBIT)
def debited_on_the_last_day_of_cover(s: Scene) -> None:
    s.story.policy["ends_on"] = s.last.charge["charged_on"]
    s.spare(s.last.charge["charge_id"])


@wrong("CHG-11", MONTHLY)
def debited_after_he_withdrew(s: Scene) -> None:
    keep(s.story, 2)
    withdrawn = s.story.policy["applied_on"] + timedelta(days=8)
    _withdraw(s, withdrawn)
    s.expect(s.last.charge["charge_id"])


@near("CHG-11", MONTHLY)
def withdrew_after_the_charge(s: Scene) -> None:
    keep(s.story, 1)
    _withdraw(s, s.last.charge["charged_on"] + ONE_DAY)
    s.spare(s.last.charge["charge_id"])


def _withdraw(s: Scene, day: date) -> None:
    event(s.story, "withdrawn", day)
    first = s.story.takings[0].charge
    give_back(s.story, "cooling_off", day, day + timedelta(days=6), first["amount_minor"], charge=first)


@wrong("CHG-28", HOME)
def issued_the_day_before_the_premium(s: Scene) -> None:
    _issue(s, s.last.charge["charged_on"] - ONE_DAY, 10)
    s.expect(s.story.policy_id)


@near("CHG-28", HOME)
def issued_an_hour_after_the_premium(s: Scene) -> None:
    at = s.last.charge["charged_at"] + timedelta(hours=1)
    s.story.policy.update(issued_on=at.date(), issued_at=at)
    s.spare(s.story.policy_id)


@near("CHG-28", HOME)
def exempt_from_premium_first(s: Scene) -> None:
    s.story.policy["premium_exempt"] = True
    _issue(s, s.last.charge["charged_on"] - ONE_DAY, 10)
    s.spare(s.story.policy_id)


@near("CHG-28", HOME_BEFORE)
def issued_first_before_the_rule_was_in_force(s: Scene) -> None:
    _issue(s, s.last.charge["charged_on"] - ONE_DAY, 10)
    s.spare(s.story.policy_id)


@near("CHG-28", CAR)
def a_motor_policy_for_which_no_confirmed_rule_stands(s: Scene) -> None:
    _issue(s, s.last.charge["charged_on"] - ONE_DAY, 10)
    s.spare(s.story.policy_id)


def _issue(s: Scene, day: date, hour: int) -> None:
    s.story.policy.update(issued_on=day, issued_at=datetime(day.year, day.month, day.day, hour))
    s.story.policy["applied_on"] = min(s.story.policy["applied_on"], day)

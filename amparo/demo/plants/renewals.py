"""The next term: too early, without consent, without notice."""

from __future__ import annotations

from datetime import date, timedelta

from amparo.demo.plants.plant import ONE_DAY, Scene, near, wrong
from amparo.demo.story import Taking, move
from amparo.demo.world import Wish, notice

BEGINS = (date(2024, 1, 3), date(2025, 6, 20))
DEBIT = Wish(product="A01", channel="direct_debit", begins=BEGINS, renews=True, organisation=False)
WALLET = Wish(product="A02", channel="wallet", begins=BEGINS, renews=True, organisation=False)
CARD = Wish(product="A01", channel="pos", begins=BEGINS, renews=True, organisation=False)


def _told(s: Scene) -> dict[str, object]:
    return next(row for row in s.story.rows["notices"] if row["kind"] == "renewal")


def _before_expiry(s: Scene, days: int) -> Taking:
    """The next term taken so many days before this one ends, due that day and told of in time."""
    taking, day = s.last, s.story.policy["ends_on"] - timedelta(days=days)
    assert taking.instalment is not None
    taking.instalment["due_on"] = day
    s.story.rows["notices"] = []
    notice(s.story, "renewal", day - timedelta(days=10), instalment_id=taking.instalment["instalment_id"])
    s.story.rows["mandates"][0].update(from_day=1, to_day=31)
    move(s.story, taking, day)
    return taking


@wrong("CHG-08", DEBIT)
def the_next_term_taken_sixty_one_days_before_expiry(s: Scene) -> None:
    s.expect(_before_expiry(s, 61).charge["charge_id"])


@near("CHG-08", WALLET)
def the_next_term_taken_on_the_sixtieth_day_before_expiry(s: Scene) -> None:
    s.spare(_before_expiry(s, 60).charge["charge_id"])


@wrong("CHG-24", DEBIT)
def renewed_and_nobody_had_agreed(s: Scene) -> None:
    s.story.rows["consents"] = []
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-24", WALLET)
def renewed_after_the_consent_was_withdrawn(s: Scene) -> None:
    s.story.rows["consents"][0]["withdrawn_on"] = s.last.charge["charged_on"] - ONE_DAY
    s.expect(s.last.charge["charge_id"])


@near("CHG-24", DEBIT)
def the_consent_was_withdrawn_the_day_after(s: Scene) -> None:
    s.story.rows["consents"][0]["withdrawn_on"] = s.last.charge["charged_on"] + ONE_DAY
    s.spare(s.last.charge["charge_id"])


@near("CHG-24", CARD)
def renewed_by_the_customers_own_hand(s: Scene) -> None:
    s.story.rows["consents"] = []
    s.story.rows["notices"] = []
    s.spare(s.last.charge["charge_id"])


@wrong("CHG-25", DEBIT)
def renewed_and_the_notice_never_arrived(s: Scene) -> None:
    _told(s)["delivered"] = False
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-25", WALLET)
def renewed_four_days_after_the_notice(s: Scene) -> None:
    _tell(s, 4)
    s.expect(s.last.charge["charge_id"])


@near("CHG-25", DEBIT)
def renewed_five_days_after_the_notice(s: Scene) -> None:
    _tell(s, 5)
    s.spare(s.last.charge["charge_id"])


def _tell(s: Scene, days: int) -> None:
    s.story.rows["notices"] = []
    assert s.last.instalment is not None
    day = s.last.charge["charged_on"] - timedelta(days=days)
    notice(s.story, "renewal", day, instalment_id=s.last.instalment["instalment_id"])

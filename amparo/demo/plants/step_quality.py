"""A bank that falls out of line for a month: slow, refusing too often, booked with wrong amounts."""

from __future__ import annotations

from datetime import date, timedelta

from amparo.demo.names import PLACES
from amparo.demo.plants.plant import Scene, near, wrong
from amparo.demo.story import Taking
from amparo.demo.world import Wish

LEAST = 30  # items from which a bank or unit is judged


def _in(year: int, month: int, number: int = LEAST + 2) -> tuple[Wish, ...]:
    """So many policies whose first premium is debited in that month."""
    begins = (date(year, month, 1), date(year, month, 22))
    return (Wish(product="H01", channel="direct_debit", per_year=1, begins=begins),) * number


def _one_bank(s: Scene) -> tuple[list[Taking], str]:
    """All first premiums of the scene through one small bank that serves nobody else; what such a group is called."""
    bank = f"{PLACES[s.story.index % len(PLACES)]}村镇银行{s.story.index:06d}支行"
    takings = [story.takings[0] for story in s.stories]
    for story in s.stories:
        story.account["bank"] = bank
        for later in story.takings:
            later.charge["bank"] = bank
            for instruction in later.instructions:
                instruction["bank"] = bank
    return takings, f"bank:{bank}/direct_debit:{takings[0].charge['charged_on']:%Y%m}"


def _ask_earlier(taking: Taking, hours: int) -> None:
    """The premium was asked for and approved so many hours earlier: so much longer it waited."""
    assert taking.request is not None
    for name in ("requested_at", "approved_at"):
        taking.request[name] -= timedelta(hours=hours)
    taking.request["requested_on"] = taking.request["requested_at"].date()


def _refuse_first(s: Scene, at: int) -> None:
    """The bank refuses once before it accepts."""
    taking = s.stories[at].takings[0]
    taken = taking.instructions[-1]
    refused = {**taken, "instruction_id": s.stories[at].number("ZL"), "answer": "rejected"}
    for name in ("sent_at", "answered_at"):
        refused[name] = taken[name] - timedelta(minutes=45)
    taking.instructions.insert(0, refused)


@wrong("STP-01", *_in(2025, 3))
def a_bank_for_which_premiums_wait_a_day(s: Scene) -> None:
    takings, group = _one_bank(s)
    for taking in takings:
        _ask_earlier(taking, 24)
    s.expect(group)


@near("STP-01", *_in(2025, 5))
def a_bank_for_which_premiums_wait_some_hours(s: Scene) -> None:
    takings, group = _one_bank(s)
    for taking in takings:
        _ask_earlier(taking, 3)
    s.spare(group)


@wrong("STP-02", *_in(2025, 7))
def a_bank_that_refuses_every_third_time(s: Scene) -> None:
    _, group = _one_bank(s)
    for at in range(0, len(s.stories), 2):
        _refuse_first(s, at)
    s.expect(group)


@near("STP-02", *_in(2025, 9))
def a_bank_that_refuses_once(s: Scene) -> None:
    _, group = _one_bank(s)
    _refuse_first(s, 0)
    s.spare(group)


@wrong("STP-03", *_in(2026, 2))
def a_bank_whose_debits_are_booked_with_other_amounts(s: Scene) -> None:
    takings, group = _one_bank(s)
    for taking in takings[:4]:
        _book_less(s, taking)
    s.expect(group)


@near("STP-03", *_in(2026, 4, LEAST - 2))
def too_few_debits_to_judge_a_bank_by(s: Scene) -> None:
    takings, group = _one_bank(s)
    _book_less(s, takings[0])
    s.spare(group)


def _book_less(s: Scene, taking: Taking) -> None:
    assert taking.booking is not None
    taking.booking["amount_minor"] -= 100
    s.expect_of("FLW-10", taking.charge["charge_id"])

"""The way of a charge: asked for, approved, instructed, taken, booked, seen at the bank, remitted whole."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from amparo.demo.company import AS_OF, EVER, OWN
from amparo.demo.plants.plant import ONE_DAY, Scene, near, wrong
from amparo.demo.story import Taking, amend, bank_line, suspend
from amparo.demo.through_partners import remittance_line, remittance_row
from amparo.demo.world import Wish

DEBIT = Wish(product="H01", channel="direct_debit", per_year=1, old=True)
WALLET = Wish(product="L02", channel="wallet", per_year=1, old=True)
CARD = Wish(product="H01", channel="pos", per_year=1, old=True)
CASH = Wish(product="L02", channel="cash", per_year=1, old=True)
TRANSFER = Wish(product="L02", channel="transfer", per_year=1, old=True)


def _nobody_asked(taking: Taking) -> None:
    taking.request = None
    taking.charge["request_id"] = None
    for instruction in taking.instructions:
        instruction["request_id"] = None


@wrong("FLW-01", CARD)
def taken_and_nobody_had_asked(s: Scene) -> None:
    _nobody_asked(s.last)
    s.expect(s.last.charge["charge_id"])


@wrong("FLW-01", CARD, CARD)
def taken_on_a_request_for_another_policy(s: Scene) -> None:
    """The other policy was to be charged the same morning, and was not."""
    own, other = s.last.request, s.stories[1]
    assert own is not None
    named = {**own, "request_id": other.number("SQX"), "policy_id": other.policy_id, "institution_id": other.unit}
    s.last.named = other.add("charge_requests", **named)
    s.last.charge["request_id"] = named["request_id"]
    s.last.request = None
    s.expect(s.last.charge["charge_id"])


@near("FLW-01", CASH)
def brought_in_cash_without_a_request(s: Scene) -> None:
    _nobody_asked(s.last)
    s.spare(s.last.charge["charge_id"])


@wrong("FLW-02", DEBIT)
def debited_without_an_instruction(s: Scene) -> None:
    s.last.instructions = []
    s.last.charge["instruction_id"] = None
    s.expect(s.last.charge["charge_id"])


@near("FLW-02", CARD)
def paid_by_card_without_an_instruction(s: Scene) -> None:
    s.spare(s.last.charge["charge_id"])


@wrong("FLW-03", DEBIT)
def asked_and_approved_by_one_person(s: Scene) -> None:
    assert s.last.request is not None
    s.last.request["approved_by"] = s.last.request["requested_by"]
    s.expect(s.last.request["request_id"])


@near("FLW-03", CARD)
def approved_by_a_colleague_at_the_next_desk(s: Scene) -> None:
    assert s.last.request is not None
    first, second = s.company.clerks[s.story.unit]
    s.last.request.update(requested_by=first, approved_by=second)
    s.spare(s.last.request["request_id"])


@wrong("FLW-04", DEBIT)
def debited_though_nobody_had_approved(s: Scene) -> None:
    assert s.last.request is not None
    s.last.request.update(approved_by=None, approved_at=None)
    s.expect(s.last.charge["charge_id"])


@near("FLW-04", DEBIT)
def never_approved_and_never_taken(s: Scene) -> None:
    taking = s.last
    assert taking.request is not None
    request = s.story.add("charge_requests", **{**taking.request, "request_id": s.story.number("SQX")})
    request.update(approved_by=None, approved_at=None)
    s.spare(request["request_id"])


@wrong("FLW-05", DEBIT)
def approved_after_the_bank_was_instructed(s: Scene) -> None:
    assert s.last.request is not None
    s.last.request["approved_at"] = s.last.instructions[-1]["sent_at"] + timedelta(seconds=1)
    s.expect(s.last.charge["charge_id"])


@near("FLW-05", DEBIT)
def approved_a_second_before_the_bank_was_instructed(s: Scene) -> None:
    assert s.last.request is not None
    s.last.request["approved_at"] = s.last.instructions[-1]["sent_at"] - timedelta(seconds=1)
    s.spare(s.last.charge["charge_id"])


@wrong("FLW-06", CARD)
def never_booked(s: Scene) -> None:
    s.last.booking = None
    s.expect(s.last.charge["charge_id"])


@wrong("FLW-06", DEBIT)
def booked_on_the_fourth_working_day(s: Scene) -> None:
    _book_on(s.last, s.company.workdays_later(s.last.charge["charged_on"], 4))
    s.expect(s.last.charge["charge_id"])


@near("FLW-06", CARD)
def booked_on_the_third_working_day(s: Scene) -> None:
    _book_on(s.last, s.company.workdays_later(s.last.charge["charged_on"], 3))
    s.spare(s.last.charge["charge_id"])


def _book_on(taking: Taking, day: date) -> None:
    assert taking.booking is not None
    taking.booking.update(booked_on=day, booked_at=datetime(day.year, day.month, day.day, 18))


@wrong("FLW-07", DEBIT)
def the_bank_knows_nothing_of_it(s: Scene) -> None:
    s.last.line = None
    s.expect(s.last.charge["charge_id"])


@near("FLW-07", CARD)
def the_bank_shows_it_on_the_third_working_day(s: Scene) -> None:
    assert s.last.line is not None
    day = s.company.workdays_later(s.last.charge["charged_on"], 3)
    s.last.line.update(booked_on=day, value_on=day)
    s.spare(s.last.charge["charge_id"])


@near("FLW-07", CASH)
def cash_that_no_bank_line_names(s: Scene) -> None:
    s.last.line = None
    s.spare(s.last.charge["charge_id"])


@wrong("FLW-08", TRANSFER)
def money_came_in_and_the_ledger_does_not_know_it(s: Scene) -> None:
    s.expect(_stray(s, s.last.charge["settled_token"], 250_000)["line_id"])


@near("FLW-08", TRANSFER)
def money_came_in_on_an_account_that_is_not_for_premium(s: Scene) -> None:
    s.spare(_stray(s, OWN["expense"], 250_000)["line_id"])


@near("FLW-08", TRANSFER)
def money_left_the_premium_account(s: Scene) -> None:
    s.spare(_stray(s, s.last.charge["settled_token"], -5_000_000)["line_id"])


def _stray(s: Scene, own: str, amount: int) -> dict[str, object]:
    day = s.last.charge["charged_on"] - timedelta(days=3)
    line = bank_line(
        own=own, day=day, amount=amount, name=s.story.holder["name_token"],
        account=s.story.account["account_token"], channel="transfer",
    )  # fmt: skip
    return s.story.add("bank_lines", **line, line_id=s.story.number("HL"))


@wrong("FLW-09", CARD)
def the_bank_shows_less(s: Scene) -> None:
    assert s.last.line is not None
    s.last.line["amount_minor"] -= 500
    s.expect(s.last.charge["charge_id"])


@near("FLW-09", TRANSFER)
def the_bank_shows_it_in_two_lines(s: Scene) -> None:
    assert s.last.line is not None
    part = s.last.line["amount_minor"] // 3
    s.last.line["amount_minor"] -= part
    s.story.add("bank_lines", **{**s.last.line, "amount_minor": part})
    s.spare(s.last.charge["charge_id"])


@wrong("FLW-10", CARD)
def booked_less_than_was_taken(s: Scene) -> None:
    assert s.last.booking is not None
    s.last.booking["amount_minor"] -= 100
    s.expect(s.last.charge["charge_id"])


@near("FLW-10", DEBIT)
def booked_in_two_parts(s: Scene) -> None:
    assert s.last.booking is not None
    part = s.last.booking["amount_minor"] // 4
    s.last.booking["amount_minor"] -= part
    second = {**s.last.booking, "booking_id": s.story.number("RZX"), "amount_minor": part}
    s.story.add("bookings", **second)
    s.spare(s.last.charge["charge_id"])


def _remit(s: Scene, less: int) -> str:
    """The last premium collected by a partner and paid over the next day, short by so much."""
    story, charge, number = s.story, s.last.charge, s.story.number("HJS")
    total, day = charge["amount_minor"] - less, charge["charged_on"] + ONE_DAY
    charge["remittance_id"] = number
    story.add("remittances", **remittance_row(number, story.unit, day, total))
    story.add("bank_lines", **remittance_line(number, charge["settled_token"], day, total))
    s.last.line = None
    return number


CAR = Wish(product="M01", channel="transfer", per_year=1, organisation=False)


@wrong("FLW-11", CAR)
def commission_kept_back_from_the_remittance(s: Scene) -> None:
    s.expect(_remit(s, s.last.charge["amount_minor"] // 10))


@near("FLW-11", CAR)
def remitted_whole(s: Scene) -> None:
    s.spare(_remit(s, 0))


@wrong("FLW-12", CARD)
def left_in_suspense_and_never_cleared(s: Scene) -> None:
    _suspend(s, s.story.takings[0], EVER)


@wrong("FLW-12", CARD)
def cleared_from_suspense_after_forty_days(s: Scene) -> None:
    taking = s.story.takings[0]
    _suspend(s, taking, taking.charge["charged_on"] + timedelta(days=45))


def _suspend(s: Scene, taking: Taking, cleared: date) -> None:
    s.expect(suspend(s.story, taking, cleared)["booking_id"])


@near("FLW-12", CARD)
def cleared_from_suspense_on_the_thirtieth_day(s: Scene) -> None:
    taking = s.story.takings[0]
    cleared_on = taking.charge["charged_on"] + timedelta(days=30)
    s.spare(suspend(s.story, taking, cleared_on)["booking_id"])


@near("FLW-12", Wish(product="L02", channel="pos", per_year=1, begins=(date(2026, 10, 5), date(2026, 10, 20))))
def still_in_suspense_and_not_yet_for_thirty_days(s: Scene) -> None:
    assert s.last.charge["charged_on"] + timedelta(days=30) >= AS_OF
    s.spare(suspend(s.story, s.last, EVER)["booking_id"])


@wrong("FLW-13", DEBIT)
def taken_though_the_bank_had_refused(s: Scene) -> None:
    s.last.instructions[-1]["answer"] = "rejected"
    s.expect(s.last.charge["charge_id"])


@near("FLW-13", DEBIT)
def refused_at_first_and_taken_at_the_second_instruction(s: Scene) -> None:
    taken = s.last.instructions[-1]
    refused = {**taken, "instruction_id": s.story.number("ZL"), "answer": "rejected"}
    for name in ("sent_at", "answered_at"):
        refused[name] = taken[name] - timedelta(minutes=45)
    s.last.instructions.insert(0, refused)
    s.spare(s.last.charge["charge_id"])


@wrong("FLW-14", WALLET)
def the_bank_was_told_another_amount(s: Scene) -> None:
    s.last.instructions[-1]["amount_minor"] -= 300
    s.expect(s.last.charge["charge_id"])


@wrong("FLW-14", DEBIT)
def another_amount_was_asked_for(s: Scene) -> None:
    assert s.last.request is not None and s.last.instalment is not None
    s.last.request["amount_minor"] -= 300
    s.expect(s.last.charge["charge_id"])


@near("FLW-14", DEBIT)
def less_was_due_and_less_was_asked_instructed_and_taken(s: Scene) -> None:
    amend(s.last, amount_minor=s.last.charge["amount_minor"] - 300)
    s.spare(s.last.charge["charge_id"])

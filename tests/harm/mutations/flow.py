"""FLW-01 to FLW-14: the way of a charge from request to books."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.harm.mutations import DEBITS, Draw, breaks, ids, number, place, spares
from tests.harm.rows import OPEN_END, Row, World, days, last_day, moment


def asked(w: World) -> list[tuple[Row, Row]]:
    """Charges with their request."""
    rows = {r["request_id"]: r for r in w.tables["charge_requests"]}
    return [(c, rows[c["request_id"]]) for c in w.tables["charges"] if c["request_id"]]


def told(w: World) -> list[tuple[Row, Row, Row]]:
    """Debits with request and instruction."""
    sent = {r["instruction_id"]: r for r in w.tables["charge_instructions"]}
    return [(c, r, sent[c["instruction_id"]]) for c, r in asked(w) if c["instruction_id"]]


@breaks("FLW-01")
def the_charge_names_no_request(w: World, draw: Draw) -> set[str]:
    charge, _ = place(draw, asked(w))
    w.put("charges", charge, request_id=None)
    return {charge["charge_id"]}


@breaks("FLW-01")
def the_request_is_unheard_of_or_of_another_policy(w: World, draw: Draw) -> set[str]:
    charge, _ = place(draw, asked(w))
    others = w.of("charge_requests", lambda r: r["policy_id"] != charge["policy_id"])
    w.put("charges", charge, request_id=place(draw, ["unheard-of", *[r["request_id"] for r in others]]))
    return {charge["charge_id"]}


@breaks("FLW-01")
def the_request_was_never_made(w: World, draw: Draw) -> set[str]:
    charge, request = place(draw, asked(w))
    w.remove("charge_requests", request)
    return {charge["charge_id"]}


@spares("FLW-01")
def nobody_asks_for_what_the_customer_brings(w: World, draw: Draw) -> None:
    charge = place(draw, w.of("charges", lambda c: c["channel"] in ("cash", "transfer")))
    w.put("charges", charge, request_id=None)


@breaks("FLW-02")
def the_charge_names_no_instruction(w: World, draw: Draw) -> set[str]:
    charge, _, _ = place(draw, told(w))
    w.put("charges", charge, instruction_id=place(draw, [None, "unheard-of"]))
    return {charge["charge_id"]}


@breaks("FLW-02")
def the_instruction_was_never_sent_or_on_another_request(w: World, draw: Draw) -> set[str]:
    charge, request, sent = place(draw, told(w))
    others = w.of("charge_requests", lambda r: r is not request)
    if number(draw, 0, 1):
        w.remove("charge_instructions", sent)
    else:
        w.put("charge_instructions", sent, request_id=place(draw, others)["request_id"])
    return {charge["charge_id"]}


@spares("FLW-02")
def the_instruction_names_no_request(w: World, draw: Draw) -> None:
    _, _, sent = place(draw, told(w))
    w.put("charge_instructions", sent, request_id=None)


@breaks("FLW-03")
def the_asker_approved_it_himself(w: World, draw: Draw) -> set[str]:
    request = place(draw, w.tables["charge_requests"])
    w.put("charge_requests", request, **place(draw, [
        {"approved_by": request["requested_by"]}, {"requested_by": request["approved_by"]},
    ]))  # fmt: skip
    return {request["request_id"]}


@spares("FLW-03")
def another_clerk_approved_it(w: World, draw: Draw) -> None:
    request = place(draw, w.tables["charge_requests"])
    w.put("charge_requests", request, approved_by="clerk-9")


@breaks("FLW-04")
def nobody_approved_the_request(w: World, draw: Draw) -> set[str]:
    charge, request = place(draw, asked(w))
    w.put("charge_requests", request, approved_by=None, approved_at=None)
    return {charge["charge_id"]}


@spares("FLW-04")
def an_unapproved_request_was_not_charged(w: World, draw: Draw) -> None:
    _, request = place(draw, asked(w))
    w.add("charge_requests", **{**request, "request_id": "idle", "approved_by": None, "approved_at": None})


def seconds(draw: Draw) -> timedelta:
    """At least one second, at most some days."""
    return timedelta(seconds=number(draw, 1, 400_000))


@breaks("FLW-05")
def approved_before_it_was_asked_for(w: World, draw: Draw) -> set[str]:
    charge, request = place(draw, asked(w))
    w.put("charge_requests", request, approved_at=request["requested_at"] - seconds(draw))
    return {charge["charge_id"]}


@breaks("FLW-05")
def sent_before_it_was_approved(w: World, draw: Draw) -> set[str]:
    charge, request, sent = place(draw, told(w))
    w.put("charge_instructions", sent, sent_at=request["approved_at"] - seconds(draw))
    return {charge["charge_id"]}


@breaks("FLW-05")
def charged_before_it_was_sent(w: World, draw: Draw) -> set[str]:
    charge, _, sent = place(draw, told(w))
    w.put("charge_instructions", sent, sent_at=charge["charged_at"] + seconds(draw))
    return {charge["charge_id"]}


@breaks("FLW-05")
def charged_before_it_was_asked_for_or_approved(w: World, draw: Draw) -> set[str]:
    charge, request = place(draw, [(c, r) for c, r in asked(w) if not c["instruction_id"]])
    late = charge["charged_at"] + seconds(draw)
    w.put("charge_requests", request, approved_at=late, **place(draw, [{}, {"requested_at": late}]))
    return {charge["charge_id"]}


@spares("FLW-05")
def all_steps_fell_in_one_second(w: World, draw: Draw) -> None:
    charge, request, sent = place(draw, told(w))
    w.put("charge_requests", request, requested_at=charge["charged_at"], approved_at=charge["charged_at"])
    w.put("charge_instructions", sent, sent_at=charge["charged_at"], answered_at=charge["charged_at"] - seconds(draw))


@spares("FLW-05", dark=["FLW-05"])
def nobody_knows_when_it_was_approved(w: World, draw: Draw) -> None:
    _, request = place(draw, asked(w))
    w.put("charge_requests", request, approved_at=None)


def booked_once(w: World) -> list[tuple[Row, Row]]:
    """Charges with the only row of the books that names them."""
    rows = [(c, w.of("bookings", charge_id=c["charge_id"])) for c in w.tables["charges"]]
    return [(c, found[0]) for c, found in rows if len(found) == 1]


@breaks("FLW-06")
def the_charge_was_booked_late(w: World, draw: Draw) -> set[str]:
    charge, booking = place(draw, booked_once(w))
    limit = last_day("charge_booking", charge["charged_on"])
    w.put("bookings", booking, booked_at=moment(limit + days(number(draw, 1, 40)), place(draw, [0, 86_399])))
    return {charge["charge_id"]}


@breaks("FLW-06")
def the_charge_was_never_booked(w: World, draw: Draw) -> set[str]:
    charge, booking = place(draw, booked_once(w))
    if number(draw, 0, 1):
        w.remove("bookings", booking)
    else:
        w.put("bookings", booking, charge_id=place(draw, [None, "unheard-of"]))
    return {charge["charge_id"]}


@spares("FLW-06")
def the_charge_was_booked_on_the_last_day(w: World, draw: Draw) -> None:
    charge, booking = place(draw, booked_once(w))
    w.put("bookings", booking, booked_at=moment(last_day("charge_booking", charge["charged_on"]), 86_399))


@spares("FLW-06")
def the_charge_was_booked_in_suspense(w: World, draw: Draw) -> None:
    _, booking = place(draw, booked_once(w))
    w.put("bookings", booking, side="suspense", cleared_on=last_day("suspense_clearing", booking["booked_on"]))


def shown_once(w: World) -> list[tuple[Row, Row]]:
    """Charges with the only line of the bank that names them."""
    rows = [(c, w.of("bank_lines", charge_reference=c["charge_id"])) for c in w.tables["charges"]]
    return [(c, found[0]) for c, found in rows if len(found) == 1]


@breaks("FLW-07")
def the_bank_showed_it_late(w: World, draw: Draw) -> set[str]:
    charge, line = place(draw, shown_once(w))
    limit = last_day("bank_confirmation", charge["charged_on"])
    w.put("bank_lines", line, booked_on=limit + days(number(draw, 1, 30)))
    return {charge["charge_id"]}


@breaks("FLW-07")
def the_bank_never_showed_it(w: World, draw: Draw) -> set[str]:
    charge, line = place(draw, shown_once(w))
    changes: list[dict[str, Any]] = [
        {},
        {"status": "pending"},
        {"charge_reference": None},
        {"charge_reference": "none"},
    ]
    if change := place(draw, changes):
        w.put("bank_lines", line, **change)
    else:
        w.remove("bank_lines", line)
    return {charge["charge_id"]}


@breaks("FLW-07")
def the_bank_never_showed_the_partners_sum(w: World, draw: Draw) -> set[str]:
    sent = place(draw, w.tables["remittances"])
    for line in w.of("bank_lines", remittance_reference=sent["remittance_id"]):
        w.remove("bank_lines", line)
    return ids(w.of("charges", remittance_id=sent["remittance_id"]))


@spares("FLW-07")
def the_bank_showed_it_on_the_last_day(w: World, draw: Draw) -> None:
    charge, line = place(draw, shown_once(w))
    w.put("bank_lines", line, booked_on=last_day("bank_confirmation", charge["charged_on"]))


def stray(w: World, draw: Draw, **changes: Any) -> Row:
    """A credit on a premium account that nothing explains, but for the changes."""
    like = place(draw, w.of("bank_lines", lambda r: r["account_token"].endswith("premium")))
    plain_line: Row = {
        **like, "line_id": "stray", "charge_reference": None, "remittance_reference": None, "refund_reference": None,
        "counterparty_token": None, "status": "booked", "amount_minor": number(draw, 1, 10**7),
    }  # fmt: skip
    return w.add("bank_lines", **{**plain_line, **changes})


@breaks("FLW-08")
def money_came_that_nobody_knows(w: World, draw: Draw) -> set[str]:
    names = ("charge_reference", "remittance_reference", "refund_reference", "counterparty_token")
    stray(w, draw, **place(draw, [{}, {"status": None}, *[{name: "unheard-of"} for name in names]]))
    return {"stray"}


@spares("FLW-08")
def money_came_that_needs_no_charge(w: World, draw: Draw) -> None:
    changes: list[dict[str, Any]] = [
        {"status": "pending"}, {"amount_minor": -number(draw, 1, 99)}, {"counterparty_token": "own-6501-expense"},
        {"account_token": "own-6501-suspense"}, {"account_token": "own-6501-old"},
    ]  # fmt: skip
    stray(w, draw, **place(draw, changes))


@spares("FLW-08", dark=["FLW-08"])
def money_came_on_an_account_nobody_knows(w: World, draw: Draw) -> None:
    stray(w, draw, account_token="account-of-nobody")


@breaks("FLW-09")
def the_bank_shows_another_amount(w: World, draw: Draw) -> set[str]:
    charge, line = place(draw, [(c, r) for c, r in shown_once(w) if not w.of("refunds", charge_id=c["charge_id"])])
    less = [-number(draw, 1, line["amount_minor"] - 1)] if line["amount_minor"] > 1 else []
    w.put("bank_lines", line, amount_minor=line["amount_minor"] + place(draw, [number(draw, 1, 10**6), *less]))
    return {charge["charge_id"]}


@breaks("FLW-09")
def the_bank_shows_another_currency(w: World, draw: Draw) -> set[str]:
    charge, line = place(draw, shown_once(w))
    w.put("bank_lines", line, currency=place(draw, ["HKD", "USD"]))
    return {charge["charge_id"]}


@breaks("FLW-09")
def the_bank_shows_a_second_line(w: World, draw: Draw) -> set[str]:
    charge, line = place(draw, shown_once(w))
    again = {**line, "line_id": "second", "amount_minor": place(draw, [1, -1, line["amount_minor"]])}
    w.add("bank_lines", **again)
    return {charge["charge_id"]}


@spares("FLW-09")
def a_second_statement_repeats_the_line(w: World, draw: Draw) -> None:
    _, line = place(draw, shown_once(w))
    w.add("bank_lines", **{**line, "line_id": "second", "statement_id": "another-statement"})


@breaks("FLW-10")
def another_amount_was_booked(w: World, draw: Draw) -> set[str]:
    charge, booking = place(draw, [(c, b) for c, b in booked_once(w) if not w.of("refunds", charge_id=c["charge_id"])])
    less = [-number(draw, 1, booking["amount_minor"] - 1)] if booking["amount_minor"] > 1 else []
    w.put("bookings", booking, amount_minor=booking["amount_minor"] + place(draw, [number(draw, 1, 10**6), *less]))
    return {charge["charge_id"]}


@breaks("FLW-10")
def another_currency_was_booked(w: World, draw: Draw) -> set[str]:
    charge, booking = place(draw, booked_once(w))
    w.put("bookings", booking, currency="HKD")
    return {charge["charge_id"]}


@breaks("FLW-10")
def booked_twice_over(w: World, draw: Draw) -> set[str]:
    charge, booking = place(draw, booked_once(w))
    w.add("bookings", **{**booking, "booking_id": "second", "amount_minor": place(draw, [1, booking["amount_minor"]])})
    return {charge["charge_id"]}


@breaks("FLW-11")
def the_partner_kept_some_of_it(w: World, draw: Draw) -> set[str]:
    sent = place(draw, w.tables["remittances"])
    total = sum(c["amount_minor"] for c in w.of("charges", remittance_id=sent["remittance_id"]))
    w.put("remittances", sent, remitted_minor=total - number(draw, 1, total))
    return {sent["remittance_id"]}


@breaks("FLW-11")
def less_of_it_arrived(w: World, draw: Draw) -> set[str]:
    sent = place(draw, w.tables["remittances"])
    total = sum(c["amount_minor"] for c in w.of("charges", remittance_id=sent["remittance_id"]))
    lines = w.of("bank_lines", remittance_reference=sent["remittance_id"])
    spare = sum(line["amount_minor"] for line in lines) - total
    line = place(draw, lines)
    w.put("bank_lines", line, amount_minor=line["amount_minor"] - spare - number(draw, 1, line["amount_minor"] - 1))
    return {sent["remittance_id"]}


@spares("FLW-11")
def the_partner_paid_exactly_or_more(w: World, draw: Draw) -> None:
    sent = place(draw, w.tables["remittances"])
    total = sum(c["amount_minor"] for c in w.of("charges", remittance_id=sent["remittance_id"]))
    w.put("remittances", sent, remitted_minor=total + number(draw, 0, 500))


def held(w: World) -> list[Row]:
    """Money in suspense."""
    return w.of("bookings", lambda b: b["amount_minor"] > 0, side="suspense")


@breaks("FLW-12")
def suspense_was_cleared_late(w: World, draw: Draw) -> set[str]:
    booking = place(draw, held(w))
    limit = last_day("suspense_clearing", booking["booked_on"])
    w.put("bookings", booking, cleared_on=limit + days(number(draw, 1, 9)))
    return {booking["booking_id"]}


@breaks("FLW-12")
def suspense_was_never_cleared(w: World, draw: Draw) -> set[str]:
    booking = place(draw, held(w))
    w.put("bookings", booking, cleared_on=OPEN_END)
    return {booking["booking_id"]}


@spares("FLW-12")
def suspense_was_cleared_on_the_last_day(w: World, draw: Draw) -> None:
    booking = place(draw, held(w))
    w.put("bookings", booking, cleared_on=last_day("suspense_clearing", booking["booked_on"]))


@breaks("FLW-13")
def the_bank_had_refused(w: World, draw: Draw) -> set[str]:
    charge, _, sent = place(draw, told(w))
    w.put("charge_instructions", sent, answer="rejected")
    return {charge["charge_id"]}


@spares("FLW-13")
def the_bank_has_not_answered(w: World, draw: Draw) -> None:
    _, _, sent = place(draw, told(w))
    w.put("charge_instructions", sent, answer="none", answered_at=None)


def other_amount(draw: Draw, row: Row) -> int:
    """Another amount than the row's, at least by one minor unit."""
    less = [row["amount_minor"] - 1, 1] if row["amount_minor"] > 2 else []
    return int(place(draw, [row["amount_minor"] + number(draw, 1, 10**6), *less]))


@breaks("FLW-14")
def another_amount_was_asked_for(w: World, draw: Draw) -> set[str]:
    charge, request = place(draw, asked(w))
    w.put(
        "charge_requests", request, **place(draw, [{"amount_minor": other_amount(draw, request)}, {"currency": "HKD"}])
    )
    return {charge["charge_id"]}


@breaks("FLW-14")
def the_bank_was_told_another_amount(w: World, draw: Draw) -> set[str]:
    charge, _, sent = place(draw, told(w))
    w.put("charge_instructions", sent, **place(draw, [{"amount_minor": other_amount(draw, sent)}, {"currency": "HKD"}]))
    return {charge["charge_id"]}


@spares("FLW-14")
def a_request_is_collected_in_two_charges(w: World, draw: Draw) -> None:
    charge, request = place(draw, [(c, r) for c, r in asked(w) if c["channel"] not in DEBITS])
    same = w.of("charges", lambda c: c is not charge, policy_id=charge["policy_id"], channel="pos")
    other = place(draw, [c for c in same if c["charged_at"] >= request["approved_at"]])
    w.put("charge_requests", request, amount_minor=charge["amount_minor"] + other["amount_minor"])
    w.put("charges", other, request_id=request["request_id"])

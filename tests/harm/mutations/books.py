"""FLW-06 to FLW-12: the charge at the bank and in the books."""

from __future__ import annotations

from typing import Any

from tests.harm.mutations import Draw, breaks, either, ids, number, place, spares
from tests.harm.rows import OPEN_END, Row, World, days, last_day, moment


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
    stray(w, draw, **either(draw, {}, {"status": None}, *[{name: "unheard-of"} for name in names]))
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

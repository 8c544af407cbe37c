"""CHG-05 to CHG-09 and CHG-27: what is due, when, and once."""

from __future__ import annotations

from datetime import date, timedelta

from tests.harm.chain import seconds_of
from tests.harm.mutations import (
    DEBITS,
    Draw,
    NoPlace,
    after,
    amount_everywhere,
    breaks,
    debited,
    ids,
    number,
    place,
    plain,
    product_of,
    spares,
    steps,
)  # fmt: skip
from tests.harm.rows import Row, World, days, last_day, moment

LIFELIKE = ("life", "savings", "travel")  # may be issued before the premium, and may grow dearer
RULE_ON = date(2025, 11, 1)


def due_of(w: World, charge: Row) -> Row:
    """The instalment a charge names."""
    return w.one("instalments", instalment_id=charge["instalment_id"])


@breaks("CHG-05")
def more_is_taken_in_every_step(w: World, draw: Draw) -> set[str]:
    charge = place(draw, plain(w))
    amount_everywhere(w, charge, charge["amount_minor"] + number(draw, 1, 1_000_000))
    return {charge["charge_id"]}


@breaks("CHG-05")
def the_last_instalment_asks_less(w: World, draw: Draw) -> set[str]:
    charge = place(draw, [c for c in plain(w) if c["amount_minor"] > 1])
    due = due_of(w, charge)
    later = w.of("instalments", lambda i: i["sequence"] > due["sequence"], policy_id=due["policy_id"])
    w.put("instalments", due, amount_minor=due["amount_minor"] - number(draw, 1, due["amount_minor"] - 1))
    for other in later:
        w.put("instalments", other, kind="new_term")  # a new term may cost more
    w_new = w.of("charges", lambda c: c["instalment_id"] in ids(later, "instalment_id"))
    if w_new:
        raise NoPlace
    return {charge["charge_id"]}


@spares("CHG-05")
def the_instalment_asks_more(w: World, draw: Draw) -> None:
    charge = place(draw, [c for c in plain(w) if product_of(w, c["policy_id"])["product_id"] in LIFELIKE])
    due = due_of(w, charge)
    w.put("instalments", due, amount_minor=due["amount_minor"] + number(draw, 1, 9_999), announced_minor=None)


@breaks("CHG-06")
def the_charge_names_no_such_instalment(w: World, draw: Draw) -> set[str]:
    charge = place(draw, w.tables["charges"])
    others = w.of("instalments", lambda i: i["policy_id"] != charge["policy_id"])
    name = place(draw, [None, "nowhere", *[i["instalment_id"] for i in others]])
    w.put("charges", charge, instalment_id=name)
    return {charge["charge_id"]}


@breaks("CHG-06")
def the_instalment_was_never_there(w: World, draw: Draw) -> set[str]:
    charge = place(draw, w.tables["charges"])
    w.remove("instalments", due_of(w, charge))
    return ids(w.of("charges", instalment_id=charge["instalment_id"]))


@breaks("CHG-07")
def debited_before_the_due_day(w: World, draw: Draw) -> set[str]:
    charge = place(draw, debited(w))
    due = due_of(w, charge)
    w.put("instalments", due, due_on=after(charge, "charged_on", draw, most=80))
    return ids(debited(w, instalment_id=due["instalment_id"])) - ids(
        w.of("charges", lambda c: c["charged_on"] >= due["due_on"])
    )


@spares("CHG-07")
def debited_on_the_due_day_or_paid_early_by_hand(w: World, draw: Draw) -> None:
    charge = place(draw, w.tables["charges"])
    due, same = due_of(w, charge), w.of("charges", instalment_id=charge["instalment_id"])
    early = 0 if any(c["channel"] in DEBITS for c in same) else number(draw, 0, 90)
    w.put("instalments", due, due_on=min(c["charged_on"] for c in same) + days(early))


def renewals(w: World, lines: tuple[str, ...]) -> list[Row]:
    """Charges for a new term of these lines."""
    return w.of("charges", lambda c: product_of(w, c["policy_id"])["line"] in lines, kind="new_term")


@breaks("CHG-08")
def the_accident_term_ends_much_later(w: World, draw: Draw) -> set[str]:
    charge = place(draw, renewals(w, ("accident",)))
    policy = w.one("policies", policy_id=charge["policy_id"])
    w.put("policies", policy, ends_on=charge["charged_on"] + days(60 + number(draw, 1, 110)))
    return {charge["charge_id"]}


@spares("CHG-08")
def the_accident_term_ends_in_just_sixty_days(w: World, draw: Draw) -> None:
    charge = place(draw, renewals(w, ("accident",)))
    w.put("policies", w.one("policies", policy_id=charge["policy_id"]), ends_on=charge["charged_on"] + days(60))


@spares("CHG-08")
def another_term_ends_much_later(w: World, draw: Draw) -> None:
    charge = place(draw, renewals(w, ("health", "motor", "property")))
    w.put("policies", w.one("policies", policy_id=charge["policy_id"]), ends_on=after(charge, "charged_on", draw, 300))


def charged_again(w: World, charge: Row, seconds: int, amount: int) -> str:
    """The same charge once more with every step of its own, so many seconds later."""
    later, new = timedelta(seconds=seconds), {"charge_id": "charges-again"}
    told = {"request_id": "charge_requests-again", "instruction_id": "charge_instructions-again"}
    for table, row in steps(w, charge):
        key = {"bank_lines": "line_id", "bookings": "booking_id"}.get(table)
        values = {**row, "amount_minor": amount}
        for column in ("requested_at", "approved_at", "sent_at", "answered_at"):
            values |= {column: row[column] + later} if row.get(column) else {}
        values |= {c: n for c, n in told.items() if row.get(c)}
        values |= {key: f"{row[key]}-2"} if key else {}
        values |= {"charge_id": "charges-again"} if table == "bookings" else {}
        values |= {"charge_reference": "charges-again"} if table == "bank_lines" else {}
        w.add(table, **values)
    new |= {c: n for c, n in told.items() if charge[c]}
    w.add("charges", **{**charge, **new, "charged_at": charge["charged_at"] + later, "amount_minor": amount})
    return "charges-again"


@breaks("CHG-09")
def charged_again_the_same_day(w: World, draw: Draw) -> set[str]:
    quiet = [c for c in plain(w) if not w.of("policy_events", policy_id=c["policy_id"])]
    charge = place(draw, [c for c in quiet if seconds_of(c["charged_at"]) < 86_399 and c["amount_minor"] <= 100_000])
    left = 86_399 - seconds_of(charge["charged_at"])
    again = charged_again(w, charge, number(draw, 0, left), number(draw, 1, charge["amount_minor"]))
    return {again}  # in the same second the higher number is the later one


def recharged(w: World) -> list[tuple[Row, Row, Row]]:
    """Wrong charges given back, the refund, and the right charge that came after."""
    found = []
    for refund in w.of("refunds", kind="wrong_charge"):
        wrong = w.one("charges", charge_id=refund["charge_id"])
        (right,) = w.of("charges", lambda c: c is not wrong, instalment_id=wrong["instalment_id"])  # noqa: B023
        found.append((wrong, refund, right))
    return found


@breaks("CHG-09")
def the_wrong_charge_was_never_given_back(w: World, draw: Draw) -> set[str]:
    wrong, refund, right = place(draw, recharged(w))
    w.remove("refunds", refund)
    for table, name in (("bank_lines", "refund_reference"), ("notices", "refund_id")):
        for row in w.of(table, **{name: refund["refund_id"]}):
            w.remove(table, row)
    for row in w.of("bookings", lambda b: b["amount_minor"] < 0, charge_id=wrong["charge_id"]):
        w.remove("bookings", row)
    return {right["charge_id"]}


@breaks("CHG-09")
def it_was_given_back_only_after_the_second(w: World, draw: Draw) -> set[str]:
    _, refund, right = place(draw, recharged(w))
    latest = last_day("refund_wrong_charge", refund["requested_on"])
    w.put("refunds", refund, paid_on=after(right, "charged_on", draw, most=(latest - right["charged_on"]).days))
    told = w.of("notices", refund_id=refund["refund_id"])
    for notice in told:
        w.put("notices", notice, sent_at=moment(refund["paid_on"]))
    return {right["charge_id"]}


def dearer(w: World) -> list[Row]:
    """Later instalments that may not ask more than earlier ones, and were charged."""
    bound = []
    for due in w.of("instalments", kind="renewal_premium"):
        product, policy = product_of(w, due["policy_id"]), w.one("policies", policy_id=due["policy_id"])
        if product["premium_first"] and product["line"] != "motor" and policy["issued_on"] >= RULE_ON:
            bound += [due] if w.of("charges", instalment_id=due["instalment_id"]) else []
    return bound


@breaks("CHG-27")
def less_had_been_announced(w: World, draw: Draw) -> set[str]:
    due = due_of(w, place(draw, w.of("charges", lambda c: due_of(w, c)["amount_minor"] > 1)))
    w.put("instalments", due, announced_minor=due["amount_minor"] - number(draw, 1, due["amount_minor"] - 1))
    return ids(w.of("charges", instalment_id=due["instalment_id"]))


@breaks("CHG-27")
def a_later_instalment_asks_more(w: World, draw: Draw) -> set[str]:
    due = place(draw, dearer(w))
    w.put("instalments", due, amount_minor=due["amount_minor"] + number(draw, 1, 50_000), announced_minor=None)
    return ids(w.of("charges", instalment_id=due["instalment_id"]))


@spares("CHG-27")
def the_first_instalment_asks_more(w: World, draw: Draw) -> None:
    due = place(draw, w.of("instalments", kind="first"))
    w.put("instalments", due, amount_minor=due["amount_minor"] + number(draw, 1, 50_000), announced_minor=None)


@spares("CHG-27")
def announced_as_it_was_charged(w: World, draw: Draw) -> None:
    due = due_of(w, place(draw, w.tables["charges"]))
    w.put("instalments", due, announced_minor=due["amount_minor"] + number(draw, 0, 3))


@spares("CHG-27")
def dearer_but_issued_before_the_rule(w: World, draw: Draw) -> None:
    due = place(draw, dearer(w))
    w.put("instalments", due, amount_minor=due["amount_minor"] + number(draw, 1, 50_000), announced_minor=None)
    w.put("policies", w.one("policies", policy_id=due["policy_id"]), issued_on=RULE_ON - days(1), issued_at=None)

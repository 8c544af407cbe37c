"""CHG-05 to CHG-12, CHG-27 and CHG-28: what is due, when it ends, who pays, what was told, when it was issued."""

from __future__ import annotations

from datetime import date, timedelta

from tests.harm.chain import same_day, seconds_of
from tests.harm.mutations import (
    DEBITS,
    Draw,
    NoPlace,
    after,
    amount_everywhere,
    before,
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


def after_event(c: Row, event: Row) -> bool:
    """Whether the charge came after, as far as day and moment tell."""
    at = event["happened_at"]
    return c["charged_on"] > event["happened_on"] or bool(at and same_day(at, c["charged_at"]) and c["charged_at"] > at)


def eventless(w: World) -> list[Row]:
    """Charges of policies to which nothing happened."""
    return w.of("charges", lambda c: not w.of("policy_events", policy_id=c["policy_id"]))


def event_before(w: World, draw: Draw, kind: str, charge: Row) -> Row:
    """An event days before the charge, told by the day alone; or seconds before it on its day."""
    told: Row = {"happened_on": before(charge, "charged_on", draw)}
    if seconds_of(charge["charged_at"]) and number(draw, 0, 1):
        told = {
            "happened_at": charge["charged_at"] - timedelta(seconds=number(draw, 1, seconds_of(charge["charged_at"])))
        }
    return w.add("policy_events", policy_id=charge["policy_id"], kind=kind, **told)


@breaks("CHG-10")
def the_policy_had_ended(w: World, draw: Draw) -> set[str]:
    charge = place(draw, eventless(w))
    event = event_before(w, draw, place(draw, ["cancelled", "surrendered", "matured", "refused"]), charge)
    return ids(w.of("charges", lambda c: after_event(c, event), policy_id=charge["policy_id"]))


@breaks("CHG-10")
def the_policy_had_lapsed(w: World, draw: Draw) -> set[str]:
    charge = place(draw, [c for c in eventless(w) if c["channel"] in DEBITS])
    event = event_before(w, draw, "lapsed", charge)
    return {c["charge_id"] for c in debited(w, policy_id=charge["policy_id"]) if after_event(c, event)}


@breaks("CHG-10")
def the_lapsed_policy_was_not_reinstated(w: World, draw: Draw) -> set[str]:
    event = place(draw, w.of("policy_events", kind="reinstated"))
    lapse = w.one("policy_events", policy_id=event["policy_id"], kind="lapsed")
    w.remove("policy_events", event)
    return {c["charge_id"] for c in debited(w, policy_id=event["policy_id"]) if after_event(c, lapse)}


@breaks("CHG-10")
def reinstated_only_after_the_charge(w: World, draw: Draw) -> set[str]:
    event = place(draw, w.of("policy_events", kind="reinstated"))
    lapse = w.one("policy_events", policy_id=event["policy_id"], kind="lapsed")
    charges = [c for c in debited(w, policy_id=event["policy_id"]) if after_event(c, lapse)]
    w.put("policy_events", event, happened_at=moment(max(c["charged_on"] for c in charges) + days(number(draw, 1, 9))))
    return ids(charges)


@breaks("CHG-10")
def cover_had_ended_by_its_term(w: World, draw: Draw) -> set[str]:
    charge = place(draw, w.of("charges", lambda c: c["kind"] != "new_term"))
    policy = w.one("policies", policy_id=charge["policy_id"])
    w.put("policies", policy, ends_on=before(charge, "charged_on", draw))
    return ids(w.of("charges", lambda c: c["charged_on"] > policy["ends_on"], policy_id=charge["policy_id"]))


@spares("CHG-10")
def it_ended_on_the_day_of_the_last_charge(w: World, draw: Draw) -> None:
    charge = place(draw, eventless(w))
    last = max(w.of("charges", policy_id=charge["policy_id"]), key=lambda c: c["charged_at"])
    told = place(draw, [{"happened_on": last["charged_on"]}, {"happened_at": last["charged_at"]}])
    w.add(
        "policy_events", policy_id=charge["policy_id"], kind=place(draw, ["cancelled", "lapsed", "withdrawn"]), **told
    )
    if charge["kind"] != "new_term":
        w.put("policies", w.one("policies", policy_id=charge["policy_id"]), ends_on=last["charged_on"])


@spares("CHG-10")
def a_surrender_was_only_asked_for(w: World, draw: Draw) -> None:
    charge = place(draw, eventless(w))
    event_before(w, draw, "surrender_requested", charge)


@breaks("CHG-11")
def the_customer_had_withdrawn(w: World, draw: Draw) -> set[str]:
    charge = place(draw, eventless(w))
    event = event_before(w, draw, "withdrawn", charge)
    return ids(w.of("charges", lambda c: after_event(c, event), policy_id=charge["policy_id"]))


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


def premium_first(w: World) -> list[tuple[Row, Row]]:
    """Policies that had to wait for their premium, with their first charge."""
    found = []
    for policy in w.of("policies", lambda p: p["issued_on"] >= RULE_ON and not p["premium_exempt"]):
        product, charges = product_of(w, policy["policy_id"]), w.of("charges", policy_id=policy["policy_id"])
        if product["premium_first"] and product["line"] != "motor" and charges:
            found.append((policy, min(charges, key=lambda c: c["charged_at"])))
    return found


@breaks("CHG-28")
def issued_before_the_premium(w: World, draw: Draw) -> set[str]:
    policy, first = place(draw, premium_first(w))
    on = before(first, "charged_on", draw, most=(first["charged_on"] - RULE_ON).days)
    w.put("policies", policy, issued_on=on, issued_at=place(draw, [None, moment(on, 86_399)]))
    return {policy["policy_id"]}


@breaks("CHG-28")
def issued_seconds_before_the_premium(w: World, draw: Draw) -> set[str]:
    policy, first = place(draw, premium_first(w))
    early = timedelta(seconds=number(draw, 1, seconds_of(first["charged_at"])))
    w.put("policies", policy, issued_on=first["charged_on"], issued_at=first["charged_at"] - early)
    return {policy["policy_id"]}


@breaks("CHG-28")
def the_free_policy_has_a_price(w: World, draw: Draw) -> set[str]:
    policy = place(draw, w.of("policies", premium_minor=0))
    w.put("policies", policy, premium_minor=number(draw, 1, 9_999))
    return {policy["policy_id"]}


@breaks("CHG-28")
def the_exempt_policy_is_not_exempt(w: World, draw: Draw) -> set[str]:
    policy = place(draw, w.of("policies", premium_exempt=True))
    w.put("policies", policy, premium_exempt=place(draw, [None, False]))
    return {policy["policy_id"]}


@spares("CHG-28")
def issued_in_the_second_of_the_premium(w: World, draw: Draw) -> None:
    policy, first = place(draw, premium_first(w))
    w.put("policies", policy, issued_on=first["charged_on"], issued_at=first["charged_at"])


@spares("CHG-28")
def issued_first_on_the_eve_of_the_rule(w: World, draw: Draw) -> None:
    policy, _ = place(draw, premium_first(w))
    w.put("policies", policy, issued_on=RULE_ON - days(1), issued_at=None)


@spares("CHG-28", dark=["CHG-28"])
def issued_that_day_at_a_time_not_told(w: World, draw: Draw) -> None:
    policy, first = place(draw, premium_first(w))
    w.put("policies", policy, issued_on=first["charged_on"], issued_at=None)


@breaks("CHG-12")
def a_stranger_paid(w: World, draw: Draw) -> set[str]:
    excepted = ids(w.tables["payer_exceptions"], "policy_id")
    charge = place(draw, w.of("charges", lambda c: c["policy_id"] not in excepted))
    told = [{"payer_name_token": "name-stranger", "payer_match": place(draw, [None, "same", "different"])}]
    told += [{"payer_name_token": None, "payer_match": "different"}]
    w.put("charges", charge, **place(draw, told))
    return {charge["charge_id"]}


def lone_parties(w: World) -> list[tuple[Row, list[Row]]]:
    """Parties who paid, of whom the policy has one row, with what they paid in their name."""
    found = []
    for party in w.tables["policy_parties"]:
        same = w.of("policy_parties", policy_id=party["policy_id"], name_token=party["name_token"])
        paid = w.of("charges", policy_id=party["policy_id"], payer_name_token=party["name_token"])
        if len(same) == 1 and paid and not w.of("payer_exceptions", policy_id=party["policy_id"]):
            found.append((party, paid))
    return found


@breaks("CHG-12")
def the_payer_was_no_longer_a_party(w: World, draw: Draw) -> set[str]:
    party, paid = place(draw, lone_parties(w))
    w.put("policy_parties", party, valid_to=before(place(draw, paid), "charged_on", draw))
    return ids([c for c in paid if c["charged_on"] > party["valid_to"]])


@breaks("CHG-12")
def the_payer_was_not_yet_a_party(w: World, draw: Draw) -> set[str]:
    party, paid = place(draw, lone_parties(w))
    w.put("policy_parties", party, valid_from=after(place(draw, paid), "charged_on", draw))
    return ids([c for c in paid if c["charged_on"] < party["valid_from"]])


def excepted(w: World) -> list[tuple[Row, list[Row]]]:
    """Exceptions without which a stranger would have paid, with what he paid."""
    return [
        (e, w.of("charges", policy_id=e["policy_id"]))
        for e in w.of("payer_exceptions", lambda e: e["relation"] != "family")
    ]


@breaks("CHG-12")
def the_exception_had_ended_or_was_never_made(w: World, draw: Draw) -> set[str]:
    exception, charges = place(draw, excepted(w))
    if number(draw, 0, 1):
        w.remove("payer_exceptions", exception)
        return ids(charges)
    w.put("payer_exceptions", exception, valid_to=before(place(draw, charges), "charged_on", draw))
    return ids([c for c in charges if c["charged_on"] > exception["valid_to"]])


@spares("CHG-12")
def the_exception_holds_for_that_very_day(w: World, draw: Draw) -> None:
    exception, charges = place(draw, excepted(w))
    w.put("payer_exceptions", exception, valid_from=min(c["charged_on"] for c in charges))
    w.put("payer_exceptions", exception, valid_to=max(c["charged_on"] for c in charges))


@spares("CHG-12")
def the_party_holds_for_just_those_days(w: World, draw: Draw) -> None:
    party, paid = place(draw, lone_parties(w))
    w.put("policy_parties", party, valid_from=min(c["charged_on"] for c in paid))
    w.put("policy_parties", party, valid_to=max(c["charged_on"] for c in paid))


@spares("CHG-12", dark=["CHG-12"])
def the_bank_told_no_name(w: World, draw: Draw) -> None:
    charge = place(draw, w.of("charges", lambda c: not w.of("payer_exceptions", policy_id=c["policy_id"])))
    w.put("charges", charge, payer_name_token=None, payer_match=place(draw, [None, "unknown"]))

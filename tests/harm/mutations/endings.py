"""CHG-10, CHG-11 and CHG-28: when a policy ended, and when it began."""

from __future__ import annotations

from datetime import date, timedelta

from tests.harm.chain import same_day, seconds_of
from tests.harm.mutations import (
    DEBITS,
    Draw,
    before,
    breaks,
    debited,
    ids,
    number,
    place,
    product_of,
    spares,
)  # fmt: skip
from tests.harm.rows import Row, World, days, moment

LIFELIKE = ("life", "savings", "travel")  # may be issued before the premium, and may grow dearer
RULE_ON = date(2025, 11, 1)


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

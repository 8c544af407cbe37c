"""CHG-13 to CHG-23: accounts, terminals, operators, settlement, cash."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from tests.harm.house import UNITS
from tests.harm.mutations import (
    Draw,
    after,
    amount_everywhere,
    before,
    breaks,
    ids,
    number,
    place,
    plain,
    product_of,
    spares,
)  # fmt: skip
from tests.harm.rows import Row, World, days

RADIUS, TWO_PLACES = 9_009, 90_090  # whole micro-degrees of latitude within 1 km and within 10 km


@breaks("CHG-13")
def the_family_exception_is_gone(w: World, draw: Draw) -> set[str]:
    exception = place(draw, w.of("payer_exceptions", relation="family"))
    charge = w.one("charges", policy_id=exception["policy_id"])
    if number(draw, 0, 1):
        w.remove("payer_exceptions", exception)
    else:
        w.put("payer_exceptions", exception, valid_to=before(charge, "charged_on", draw))
    return {charge["account_token"]}


@breaks("CHG-13")
def the_family_account_pays_for_a_stranger(w: World, draw: Draw) -> set[str]:
    account = place(draw, w.of("payer_exceptions", relation="family"))["account_token"]
    free = [c for c in plain(w, channel="transfer") if not w.of("payer_exceptions", policy_id=c["policy_id"])]
    charge = place(draw, [c for c in free if c["account_token"] != account])
    w.put("charges", charge, account_token=account)
    return {account}


@spares("CHG-13")
def the_family_exception_holds_for_that_very_day(w: World, draw: Draw) -> None:
    exception = place(draw, w.of("payer_exceptions", relation="family"))
    on = w.one("charges", policy_id=exception["policy_id"])["charged_on"]
    w.put("payer_exceptions", exception, valid_from=on, valid_to=on)


def used(w: World) -> list[tuple[Row, list[Row]]]:
    """Register rows in force now, with the charges at their terminal."""
    rows = [(t, w.of("charges", terminal_id=t["terminal_id"])) for t in w.of("terminals", ownership="company")]
    return [(t, charges) for t, charges in rows if charges]


@breaks("CHG-14")
def the_registration_had_ended(w: World, draw: Draw) -> set[str]:
    terminal, charges = place(draw, used(w))
    w.put("terminals", terminal, valid_to=before(place(draw, charges), "charged_on", draw))
    return ids([c for c in charges if c["charged_on"] > terminal["valid_to"]])


@breaks("CHG-14")
def the_registration_began_later(w: World, draw: Draw) -> set[str]:
    terminal, charges = place(draw, used(w))
    w.put("terminals", terminal, valid_from=after(place(draw, charges), "charged_on", draw))
    return ids([c for c in charges if c["charged_on"] < terminal["valid_from"]])


@breaks("CHG-14")
def the_terminal_was_never_registered_again(w: World, draw: Draw) -> set[str]:
    terminal, charges = place(draw, used(w))
    w.remove("terminals", terminal)
    return ids(charges)


@breaks("CHG-14", dark=["CHG-19"])
def the_terminal_is_unheard_of(w: World, draw: Draw) -> set[str]:
    charge = place(draw, w.of("charges", channel="pos"))
    w.put("charges", charge, terminal_id="pos-unheard-of")
    return {charge["charge_id"]}


@spares("CHG-14")
def registered_for_just_those_days(w: World, draw: Draw) -> None:
    terminal, charges = place(draw, used(w))
    on = [c["charged_on"] for c in charges]
    w.put("terminals", terminal, valid_from=min(on), valid_to=max(on))


@breaks("CHG-15")
def the_terminal_is_a_persons_own(w: World, draw: Draw) -> set[str]:
    terminal, charges = place(draw, used(w))
    w.put("terminals", terminal, ownership="personal")
    return ids(charges)


@breaks("CHG-16")
def the_register_names_another_merchant(w: World, draw: Draw) -> set[str]:
    terminal, charges = place(draw, used(w))
    w.put("terminals", terminal, merchant_id="merchant-other")
    return ids(charges)


@breaks("CHG-16")
def the_charge_was_for_another_merchant(w: World, draw: Draw) -> set[str]:
    charge = place(draw, w.of("charges", channel="pos"))
    w.put("charges", charge, merchant_id=place(draw, ["merchant-old", "merchant-other"]))
    return {charge["charge_id"]}


@breaks("CHG-17")
def the_register_names_another_institution(w: World, draw: Draw) -> set[str]:
    terminal, charges = place(draw, used(w))
    w.put("terminals", terminal, institution_id=place(draw, [u for u in UNITS if u != terminal["institution_id"]]))
    return ids(charges)


@breaks("CHG-17")
def another_institution_used_the_terminal(w: World, draw: Draw) -> set[str]:
    charge = place(draw, w.of("charges", channel="pos"))
    w.put("charges", charge, institution_id=place(draw, [u for u in UNITS if u != charge["institution_id"]]))
    return {charge["charge_id"]}


@spares("CHG-17")
def handed_over_the_day_after_the_last_charge(w: World, draw: Draw) -> None:
    terminal, charges = place(draw, used(w))
    on = max(c["charged_on"] for c in charges)
    w.add("terminals", **{
        **terminal, "registration_id": "handed-over", "institution_id": "650000", "merchant_id": "merchant-new",
        "ownership": "personal", "valid_from": on + days(1),
    })  # fmt: skip
    w.put("terminals", terminal, valid_to=on)


def away(charge: Row, terminal: Row) -> bool:
    """Whether a sighting lies farther than a kilometre from the place, by plain geometry in millimetres."""
    north = abs(charge["seen_latitude_e6"] - terminal["place_latitude_e6"]) * 111
    east = abs(charge["seen_longitude_e6"] - terminal["place_longitude_e6"]) * terminal["longitude_mm_e6"]
    return (north**2 + east**2) ** 0.5 > 1_000_000


@breaks("CHG-18")
def the_terminal_was_seen_elsewhere(w: World, draw: Draw) -> set[str]:
    terminal, charges = place(draw, used(w))
    charge, sign = place(draw, charges), place(draw, [1, -1])
    beyond = sign * (RADIUS + number(draw, 1, 3_000_000))
    w.put("charges", charge, seen_latitude_e6=terminal["place_latitude_e6"] + beyond)
    return {charge["charge_id"]}


@breaks("CHG-18")
def seen_just_beyond_the_radius_to_the_east(w: World, draw: Draw) -> set[str]:
    terminal, charges = place(draw, used(w))
    charge = place(draw, charges)
    beyond = 1_000_000 // terminal["longitude_mm_e6"] + number(draw, 1, 50)
    w.put("charges", charge, seen_longitude_e6=terminal["place_longitude_e6"] + beyond)
    w.put("charges", charge, seen_latitude_e6=terminal["place_latitude_e6"])
    return {charge["charge_id"]}


@breaks("CHG-18")
def the_register_tells_another_place(w: World, draw: Draw) -> set[str]:
    terminal, charges = place(draw, used(w))
    w.put("terminals", terminal, place_latitude_e6=terminal["place_latitude_e6"] + 14_000 + number(draw, 0, 10**6))
    return {c["charge_id"] for c in charges if away(c, terminal)}


@spares("CHG-18")
def seen_just_within_the_radius(w: World, draw: Draw) -> None:
    terminal, charges = place(draw, used(w))
    edge = place(draw, [(RADIUS, 0), (-RADIUS, 0), (0, 1_000_000 // terminal["longitude_mm_e6"]), (5_405, 8_889)])
    scaled = min(edge[1], 800_000 // terminal["longitude_mm_e6"]) if edge[0] == 5_405 else edge[1]
    w.put("charges", place(draw, charges), seen_latitude_e6=terminal["place_latitude_e6"] + edge[0],
          seen_longitude_e6=terminal["place_longitude_e6"] + scaled)  # fmt: skip


@spares("CHG-18")
def the_terminal_has_a_second_registered_place(w: World, draw: Draw) -> None:
    terminal, charges = place(draw, used(w))
    there = terminal["place_latitude_e6"] + 45_000  # five kilometres away
    w.add("terminals", **{**terminal, "registration_id": "second-place", "place_latitude_e6": there})
    w.put("charges", place(draw, charges), seen_latitude_e6=there, seen_longitude_e6=terminal["place_longitude_e6"])


def order(charge: Row) -> tuple[object, str]:
    """The order of sightings."""
    return charge["charged_at"], charge["charge_id"]


def pairs(w: World) -> list[tuple[Row, Row]]:
    """Two sightings of one terminal, with none of that terminal within the hours before and after."""
    found = []
    for _, charges in used(w):
        seen = sorted(charges, key=order)
        for one, other in pairwise(seen):
            around = [c for c in seen if abs(c["charged_at"] - one["charged_at"]) < timedelta(hours=3)]
            if other["charged_at"] - one["charged_at"] <= timedelta(minutes=30) and len(around) == 2:
                found.append((one, other))
    return found


@breaks("CHG-19")
def the_terminal_was_at_two_places(w: World, draw: Draw) -> set[str]:
    one, other = place(draw, pairs(w))
    far = one["seen_latitude_e6"] + TWO_PLACES + number(draw, 1, 900_000)
    later = other["charged_at"]
    if later > one["charged_at"]:
        later = one["charged_at"] + timedelta(seconds=number(draw, 1, 1_800))
    w.put("charges", other, seen_latitude_e6=far, seen_longitude_e6=one["seen_longitude_e6"], charged_at=later)
    return {other["charge_id"]}


@spares("CHG-19", allowed=["CHG-18"])
def it_had_time_to_get_there(w: World, draw: Draw) -> None:
    one, other = place(draw, pairs(w))
    w.put("charges", other, seen_latitude_e6=one["seen_latitude_e6"] + 500_000,
          charged_at=one["charged_at"] + timedelta(seconds=1_800 + number(draw, 1, 600)))  # fmt: skip


@spares("CHG-19", allowed=["CHG-18"])
def the_two_places_are_just_near_enough(w: World, draw: Draw) -> None:
    one, other = place(draw, pairs(w))
    w.put("charges", other, seen_latitude_e6=one["seen_latitude_e6"] - TWO_PLACES,
          seen_longitude_e6=one["seen_longitude_e6"])  # fmt: skip


def operating(w: World) -> list[tuple[Row, list[Row]]]:
    """Registrations of operators, with what they took there."""
    rows = [
        (r, w.of("charges", operator_id=r["person_id"], institution_id=r["institution_id"]))
        for r in w.of("registrations", role="operator")
    ]
    return [(r, charges) for r, charges in rows if charges]


@breaks("CHG-20")
def the_operator_had_left(w: World, draw: Draw) -> set[str]:
    registration, charges = place(draw, operating(w))
    w.put("registrations", registration, valid_to=before(place(draw, charges), "charged_on", draw))
    return ids([c for c in charges if c["charged_on"] > registration["valid_to"]])


@breaks("CHG-20")
def the_operator_came_later(w: World, draw: Draw) -> set[str]:
    registration, charges = place(draw, operating(w))
    w.put("registrations", registration, valid_from=after(place(draw, charges), "charged_on", draw))
    return ids([c for c in charges if c["charged_on"] < registration["valid_from"]])


@breaks("CHG-20")
def the_operator_is_only_a_seller_or_elsewhere(w: World, draw: Draw) -> set[str]:
    registration, charges = place(draw, operating(w))
    other = place(draw, [u for u in UNITS if u != registration["institution_id"]])
    w.put("registrations", registration, **place(draw, [{"role": "seller"}, {"institution_id": other}]))
    return ids(charges)


@breaks("CHG-20")
def somebody_else_took_the_money(w: World, draw: Draw) -> set[str]:
    charge = place(draw, w.of("charges", lambda c: c["channel"] in ("pos", "cash")))
    others = [u for u in UNITS if u != charge["institution_id"]]
    names = ["nobody", f"seller-{charge['institution_id']}", f"operator-{place(draw, others)}-1"]
    w.put("charges", charge, operator_id=place(draw, names))
    return {charge["charge_id"]}


@spares("CHG-20")
def the_operator_was_registered_for_just_those_days(w: World, draw: Draw) -> None:
    registration, charges = place(draw, operating(w))
    on = [c["charged_on"] for c in charges]
    w.put("registrations", registration, valid_from=min(on), valid_to=max(on))


def on_duty(w: World) -> list[tuple[Row, list[Row]]]:
    """Days of duty, with what the person took on them."""
    return [
        (d, w.of("charges", operator_id=d["person_id"], charged_on=d["duty_on"], institution_id=d["institution_id"]))
        for d in w.tables["duty_days"]
    ]


def lone_duty(w: World, duty: Row) -> bool:
    """Whether nobody else is on that roster."""
    return len(w.of("duty_days", duty_on=duty["duty_on"], institution_id=duty["institution_id"])) == 1


@breaks("CHG-21")
def the_operator_is_not_on_the_roster(w: World, draw: Draw) -> set[str]:
    duty, charges = place(draw, [(d, c) for d, c in on_duty(w) if c and not lone_duty(w, d)])
    if number(draw, 0, 1):
        w.remove("duty_days", duty)
    else:
        w.put("duty_days", duty, duty_on=date(2025, 1, 1))
    return ids(charges)


@breaks("CHG-21")
def the_operator_is_on_another_roster(w: World, draw: Draw) -> set[str]:
    duty, charges = place(draw, [(d, c) for d, c in on_duty(w) if c and not lone_duty(w, d)])
    w.put("duty_days", duty, institution_id="650000")
    return ids(charges)


@spares("CHG-21")
def a_colleague_is_not_on_the_roster(w: World, draw: Draw) -> None:
    duty, _ = place(draw, [(d, c) for d, c in on_duty(w) if not c])
    w.remove("duty_days", duty)


@spares("CHG-21", dark=["CHG-21"])
def there_is_no_roster_that_day(w: World, draw: Draw) -> None:
    duty, _ = place(draw, [(d, c) for d, c in on_duty(w) if c])
    for row in w.of("duty_days", duty_on=duty["duty_on"], institution_id=duty["institution_id"]):
        w.remove("duty_days", row)


@breaks("CHG-22")
def the_money_went_elsewhere(w: World, draw: Draw) -> set[str]:
    charge = place(draw, w.tables["charges"])
    others = ["own-6501-suspense", "own-6502-expense", "own-6501-old", "account-elsewhere", charge["account_token"]]
    w.put("charges", charge, settled_token=place(draw, [o for o in others if o]))
    return {charge["charge_id"]}


def premium_accounts(w: World) -> list[tuple[Row, list[Row]]]:
    """Premium accounts in use, with what was settled there."""
    rows = [(a, w.of("charges", settled_token=a["account_token"])) for a in w.of("own_accounts", kind="premium")]
    return [(a, charges) for a, charges in rows if charges]


@breaks("CHG-22")
def the_premium_account_was_closed_or_opened_late(w: World, draw: Draw) -> set[str]:
    account, charges = place(draw, premium_accounts(w))
    charge = place(draw, charges)
    if number(draw, 0, 1):
        w.put("own_accounts", account, valid_to=before(charge, "charged_on", draw))
    else:
        w.put("own_accounts", account, valid_from=after(charge, "charged_on", draw))
    return ids([c for c in charges if not account["valid_from"] <= c["charged_on"] <= account["valid_to"]])


@breaks("CHG-22")
def the_account_is_not_for_premium(w: World, draw: Draw) -> set[str]:
    account, charges = place(draw, premium_accounts(w))
    w.put("own_accounts", account, kind=place(draw, ["suspense", "payment", "expense"]))
    return ids(charges)


@spares("CHG-22")
def the_account_was_open_for_just_those_days(w: World, draw: Draw) -> None:
    account, charges = place(draw, premium_accounts(w))
    on = [c["charged_on"] for c in charges]
    w.put("own_accounts", account, valid_from=min(on), valid_to=max(on))


@spares("CHG-22")
def settled_to_the_premium_account_of_another_branch(w: World, draw: Draw) -> None:
    w.put(
        "charges", place(draw, w.tables["charges"]), settled_token=place(draw, ["own-6501-premium", "own-6502-premium"])
    )


def small_cash(w: World) -> list[Row]:
    """Cash on a first instalment of cover that may grow dearer, told whole in every step."""
    may = ("life", "savings", "travel")
    return [c for c in plain(w, channel="cash") if product_of(w, c["policy_id"])["product_id"] in may]


@breaks("CHG-23")
def much_cash_was_taken_off_premises(w: World, draw: Draw) -> set[str]:
    charge = place(draw, w.of("charges", lambda c: c["amount_minor"] > 100_000, channel="cash"))
    w.put("charges", charge, premises="off")
    return {charge["charge_id"]}


@breaks("CHG-23")
def a_little_more_cash_than_allowed(w: World, draw: Draw) -> set[str]:
    charge = place(draw, small_cash(w))
    amount = 100_000 + number(draw, 1, 9_999)
    w.put(
        "instalments",
        w.one("instalments", instalment_id=charge["instalment_id"]),
        amount_minor=amount,
        announced_minor=None,
    )
    amount_everywhere(w, charge, amount)
    w.put("charges", charge, premises="off")
    return {charge["charge_id"]}


@spares("CHG-23")
def cash_of_exactly_the_limit(w: World, draw: Draw) -> None:
    charge = place(draw, small_cash(w))
    w.put(
        "instalments",
        w.one("instalments", instalment_id=charge["instalment_id"]),
        amount_minor=100_000,
        announced_minor=None,
    )
    amount_everywhere(w, charge, 100_000)
    w.put("charges", charge, premises="off")


@spares("CHG-23", dark=["CHG-23"])
def nobody_tells_where_much_cash_was_taken(w: World, draw: Draw) -> None:
    charge = place(draw, w.of("charges", lambda c: c["amount_minor"] > 100_000, channel="cash"))
    w.put("charges", charge, premises=None)

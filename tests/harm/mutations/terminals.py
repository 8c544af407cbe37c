"""CHG-14 to CHG-19: terminals and their places."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from tests.harm.house import UNITS
from tests.harm.mutations import (
    Draw,
    after,
    before,
    breaks,
    ids,
    number,
    place,
    spares,
)  # fmt: skip
from tests.harm.rows import Row, World, days

RADIUS, TWO_PLACES = 9_009, 90_090  # whole micro-degrees of latitude within 1 km and within 10 km


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
    return bool((north**2 + east**2) ** 0.5 > 1_000_000)


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
        gap = int((later - one["charged_at"]).total_seconds())  # not earlier than it was: its request came first
        later = one["charged_at"] + timedelta(seconds=number(draw, gap, 1_800))
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

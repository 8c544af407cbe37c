"""Small handmade worlds at the places where such systems go wrong: midnight, leap days, month ends, ties, empty columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.harm.chain import bank_line, charge
from tests.harm.house import LONG_AGO, House, build_house
from tests.harm.insured import Insured
from tests.harm.rows import Row, World, days, moment

MIDNIGHT, LAST_SECOND = 0, 86_399


@dataclass
class Trap:
    """A world, what must be found in it and by whom, and who must say that he cannot judge."""

    world: World
    found: dict[str, set[str]] = field(default_factory=dict)
    dark: dict[str, set[str]] = field(default_factory=dict)


TRAPS: dict[str, Callable[[], Trap]] = {}


def trap(build: Callable[[House], Trap]) -> Callable[[House], Trap]:
    """Keep the trap under its name; it begins with a house of its own that insures nobody yet."""
    TRAPS[build.__name__] = lambda: build(build_house(Random(0)))
    return build


def life(house: House, begins: date = date(2026, 1, 10), **mandate: Any) -> Insured:
    """A life policy with a mandate over its account."""
    own = Insured(house, "life", begins=begins, premium=50_000, unit="650101")
    own.mandate(**{"valid_from": LONG_AGO, **mandate})
    return own


def debit(own: Insured, on: date, second: int = 43_200) -> str:
    """A debit of an instalment that is due that day; its name."""
    return str(own.pays(own.due(on), "direct_debit", on, at=moment(on, second))["charge_id"])


@trap
def the_day_is_the_house_s_own_and_not_that_of_greenwich(house: House) -> Trap:
    last = date(2026, 3, 31)
    own = life(house, valid_to=last)
    debit(own, last, LAST_SECOND)
    late = debit(own, last + days(1), MIDNIGHT)  # still 31 March in Greenwich
    early = life(house, valid_from=date(2026, 4, 1))
    debit(early, date(2026, 4, 1), MIDNIGHT)
    return Trap(house.world, {"CHG-01": {late}})


@trap
def a_leap_year_has_a_twenty_ninth_of_february(house: House) -> Trap:
    wrong = set()
    for on, first, agreed in (
        (date(2024, 2, 29), 29, True),
        (date(2024, 2, 29), 31, True),
        (date(2024, 2, 28), 29, False),
        (date(2024, 2, 28), 31, False),
        (date(2025, 2, 28), 29, True),
        (date(2025, 2, 28), 31, True),
        (date(2025, 2, 27), 29, False),
        (date(2025, 3, 1), 29, False),
    ):
        name = debit(life(house, begins=on, days_of_month=(first, 31)), on)
        wrong |= set() if agreed else {name}
    return Trap(house.world, {"CHG-04": wrong})


@trap
def a_mandate_may_begin_and_end_on_a_leap_day(house: House) -> Trap:
    leap = date(2024, 2, 29)
    own = life(house, begins=leap, valid_from=leap, valid_to=leap)
    before, _, after = (debit(own, leap + days(n)) for n in (-1, 0, 1))
    return Trap(house.world, {"CHG-01": {before, after}})


@trap
def the_last_of_a_short_month_stands_for_days_it_has_not(house: House) -> Trap:
    wrong = set()
    for on, span, agreed in (
        (date(2026, 4, 30), (31, 31), True),
        (date(2026, 4, 29), (31, 31), False),
        (date(2026, 3, 30), (31, 31), False),
        (date(2026, 2, 28), (30, 2), True),
        (date(2026, 2, 27), (30, 2), False),
        (date(2026, 2, 28), (1, 31), True),
        (date(2026, 2, 28), (1, 27), False),
        (date(2026, 5, 1), (31, 1), True),
        (date(2026, 5, 2), (31, 1), False),
    ):
        name = debit(life(house, begins=on, days_of_month=span), on)
        wrong |= set() if agreed else {name}
    return Trap(house.world, {"CHG-04": wrong})


@trap
def of_two_charges_in_one_second_the_higher_number_is_the_later(house: House) -> Trap:
    own = life(house)
    due, on = own.due(date(2026, 3, 2)), date(2026, 3, 2)
    for name in ("charges-7b", "charges-7a"):
        own.pays(due, "transfer", on, at=moment(on), charge_id=name)
    return Trap(house.world, {"CHG-09": {"charges-7b"}})


@trap
def a_terminal_and_a_policy_change_hands(house: House) -> Trap:
    """From one unit to another on one day: both are right on their side of it."""
    world, on = house.world, date(2026, 4, 1)
    own = life(house)
    terminal = house.terminals["650101"][0]
    old = own.pays(own.due(on), "pos", on - days(1), terminal_id=terminal["terminal_id"], **_seen(terminal))
    world.put("terminals", terminal, valid_to=on - days(1))
    world.add("terminals", **{
        **terminal, "registration_id": "moved", "institution_id": "650201", "valid_from": on, "valid_to": date(9999, 12, 31),
    })  # fmt: skip
    world.put("policies", own.policy, institution_id="650201")
    told = {"terminal_id": terminal["terminal_id"], **_seen(terminal)}
    own.pays(own.due(on), "pos", on, **told)
    world.put("policies", own.policy, institution_id="650101")
    wrong = own.pays(own.due(on), "pos", on + days(40), **told)
    assert old["institution_id"] == "650101"
    return Trap(world, {"CHG-17": {wrong["charge_id"]}})


def _seen(terminal: Row) -> Row:
    place = {"seen_latitude_e6": terminal["place_latitude_e6"], "seen_longitude_e6": terminal["place_longitude_e6"]}
    return {"merchant_id": terminal["merchant_id"], **place}


@trap
def a_term_that_matured_may_be_renewed(house: House) -> Trap:
    """The event of maturity, like the day itself, forbids no premium of a new term."""
    ends = date(2026, 3, 10)
    own = Insured(house, "home", begins=ends - days(365), ends=ends, unit="650101")
    own.event("matured", ends)
    own.pays(own.due(ends + days(1), kind="new_term"), "transfer", ends + days(1))
    late = own.pays(own.due(ends, kind="renewal_premium"), "transfer", ends + days(2))
    return Trap(house.world, {"CHG-10": {late["charge_id"]}})


@trap
def a_policy_may_lapse_twice(house: House) -> Trap:
    own = life(house)
    for kind, on in (("lapsed", 10), ("reinstated", 20), ("lapsed", 40)):
        own.event(kind, date(2026, 2, 1) + days(on))
    debit(own, date(2026, 2, 25))
    late = debit(own, date(2026, 3, 20))
    return Trap(house.world, {"CHG-10": {late}})


@trap
def a_second_end_makes_no_second_finding(house: House) -> Trap:
    own = life(house)
    for kind in ("cancelled", "matured", "refused", "withdrawn"):
        own.event(kind, date(2026, 2, 1))
    late = debit(own, date(2026, 3, 20))
    return Trap(house.world, {"CHG-10": {late}, "CHG-11": {late}})


@trap
def a_year_is_three_hundred_and_sixty_five_days(house: House) -> Trap:
    """Three policyholders of one account within 365 days, and three within 366."""
    found = set()
    for span in (365, 366):
        account, ends = (
            house.account(house.person()),
            (date(2025, 2, 1), date(2025, 2, 2), date(2025, 2, 1) + days(span)),
        )
        for on in ends:
            own = Insured(house, "life", begins=on)
            own.pays(own.due(on), "transfer", on, account=account)
        found |= {account} if span == 365 else set()
    return Trap(house.world, {"CHG-13": found})


@trap
def a_mandate_cancelled_before_it_began_was_never_in_force(house: House) -> Trap:
    own = life(house, valid_from=date(2026, 3, 1), cancelled_on=date(2026, 2, 1))
    name = debit(own, date(2026, 3, 20))
    return Trap(house.world, {"CHG-01": {name}, "CHG-26": {name}})


@trap
def the_bank_may_split_a_second_and_nobody_is_early(house: House) -> Trap:
    own = life(house)
    paid = own.pays(own.due(date(2026, 3, 2)), "direct_debit", date(2026, 3, 2))
    asked = house.world.one("charge_requests", request_id=paid["request_id"])
    sent = house.world.one("charge_instructions", instruction_id=paid["instruction_id"])
    at = paid["charged_at"]
    house.world.put("charge_requests", asked, requested_at=at + timedelta(microseconds=900_000),
                    approved_at=at + timedelta(microseconds=500_000))  # fmt: skip
    house.world.put("charge_instructions", sent, sent_at=at + timedelta(microseconds=100_000))
    return Trap(house.world)


@trap
def a_refund_of_cash_goes_to_the_holders_own_account(house: House) -> Trap:
    own = Insured(house, "life", unit="650101", premium=900)
    paid = own.pays(own.due(date(2026, 3, 2)), "cash", date(2026, 3, 2))
    told: Row = {
        "policy_id": own.policy["policy_id"], "charge_id": paid["charge_id"], "institution_id": "650101",
        "kind": "wrong_charge", "requested_on": date(2026, 3, 3), "due_minor": 900, "paid_minor": 900,
        "paid_on": date(2026, 3, 3), "currency": "CNY",
    }  # fmt: skip
    house.world.add("refunds", **told, account_token=own.account)
    wrong = house.world.add("refunds", **told, account_token="account-of-nobody")
    return Trap(house.world, {"RFD-03": {wrong["refund_id"]}})


@trap
def one_sum_pays_for_a_charge_twice_named(house: House) -> Trap:
    """The bank names a charge in a line before the ledger's own day: it still confirms it."""
    own = life(house)
    on = date(2026, 3, 3)
    paid = charge(house, own.policy, own.due(on), channel="transfer", on=on, payer=own.payer, account=own.account)
    for line in house.world.of("bank_lines", charge_reference=paid["charge_id"]):
        house.world.remove("bank_lines", line)
    bank_line(
        house, paid["settled_token"], paid["amount_minor"], on - days(3), paid, charge_reference=paid["charge_id"]
    )
    return Trap(house.world)

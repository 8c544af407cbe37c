"""Traps of what is not told, or cannot be meant: empty columns, unknown cover, another currency, absurd amounts."""

from __future__ import annotations

from datetime import date

from tests.harm.house import House
from tests.harm.insured import Insured
from tests.harm.rows import CONTRACTS, Row, days
from tests.harm.traps import Trap, debit, life, trap


@trap
def another_currency_is_compared_with_nothing(house: House) -> Trap:
    own = life(house)
    name = debit(own, date(2026, 3, 2))
    world = house.world
    for table in ("charges", "charge_requests", "charge_instructions", "bank_lines", "bookings"):
        for row in world.tables[table]:
            world.put(table, row, currency="HKD")
    return Trap(world, {"CHG-02": {name}}, {"CHG-05": {name}})


@trap
def a_charge_of_which_only_the_least_is_told(house: House) -> Trap:
    """Every optional column empty: each control says what it misses, and none guesses."""
    own = life(house)
    told: dict[str, set[str]] = {}
    for channel in ("direct_debit", "pos", "cash", "transfer"):
        full = own.pays(own.due(date(2026, 3, 2), 200_000), channel, date(2026, 3, 2))
        house.world.put("charges", full, **dict.fromkeys(_optional("charges") - {"instalment_id"}))
        told[channel] = {full["charge_id"]}
    house.world.tables["mandates"][0]["maximum_minor"] = 200_000
    every = set().union(*told.values())
    debit_, pos, cash = told["direct_debit"], told["pos"], told["cash"]
    return Trap(
        house.world,
        {"FLW-01": debit_ | pos, "FLW-02": debit_},
        {
            "CHG-02": debit_, "CHG-03": debit_, "CHG-04": debit_, "CHG-12": every, "CHG-14": pos,
            "CHG-20": pos | cash, "CHG-22": every, "CHG-23": cash,
        },
    )  # fmt: skip


def _optional(table: str) -> set[str]:
    return {c.name for c in CONTRACTS[table].columns if not c.required and not c.when_empty}


@trap
def all_other_tables_may_leave_empty_what_they_may(house: House) -> Trap:
    """Optional columns of every other table empty at once: nothing breaks, and nobody is accused for want of a word."""
    own = life(house)
    charged = own.pays(own.due(date(2026, 3, 2)), "direct_debit", date(2026, 3, 2))
    kept = {"charge_reference", "charge_id", "policy_id", "approved_by", "approved_at", "place_latitude_e6",
            "place_longitude_e6", "longitude_mm_e6", "arrived_on"}  # fmt: skip
    for table, contract in CONTRACTS.items():
        empty = {c.name for c in contract.columns if not c.required and not c.when_empty} - kept
        for row in house.world.tables[table] if table != "charges" else []:
            row.update(dict.fromkeys(empty))
    came = {f["feed_day_id"] for f in house.world.of("feed_days", lambda f: f["arrived_on"] is not None)}
    assert charged["instruction_id"]
    return Trap(house.world, {}, {"FED-02": came, "FED-03": came})


@trap
def amounts_beyond_all_measure_do_not_stop_a_run(house: House) -> Trap:
    """A card number under the amount: the largest number a record holds, twice over."""
    own = life(house)
    due, most = own.due(date(2026, 3, 2)), 2**63 - 1
    names = [own.pays(due, "transfer", date(2026, 3, 2) + days(n), amount=most)["charge_id"] for n in (0, 1)]
    return Trap(house.world, {"CHG-05": set(names), "CHG-09": {names[1]}})


@trap
def cover_that_nobody_knows_cannot_be_judged(house: House) -> Trap:
    """A policy, or a product, that no row tells: neither silence nor blame."""
    world, dark = house.world, dict[str, tuple[Insured, Row, Row]]()
    for gone in ("policies", "products"):
        own = Insured(house, "home" if gone == "policies" else "health", unit="650101", premium=900)
        first, later, again = (
            own.pays(own.due(own.first_on, kind=kind), "transfer", own.first_on)
            for kind in ("first", "renewal_premium", "new_term")
        )
        dark |= {gone: (own, later, again)}
        assert first
    own, later, again = dark["policies"]
    back = world.add(
        "refunds", policy_id=own.policy["policy_id"], institution_id="650101", kind="service_change", due_minor=5,
        requested_on=own.first_on, paid_on=own.first_on, paid_minor=5, currency="CNY", account_token="account-elsewhere",
    )  # fmt: skip
    world.remove("policies", own.policy)
    world.remove("products", world.one("products", product_id="health"))
    other, other_later, other_again = dark["products"]
    return Trap(
        world,
        {},
        {
            "CHG-08": {again["charge_id"], other_again["charge_id"]},
            "CHG-27": {later["charge_id"], other_later["charge_id"]},
            "CHG-28": {other.policy["policy_id"]},
            "RFD-03": {back["refund_id"]},
        },
    )

"""CHG-20 to CHG-23: who took the money, and where it went."""

from __future__ import annotations

from datetime import date

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
from tests.harm.rows import Row, World

RADIUS, TWO_PLACES = 9_009, 90_090  # whole micro-degrees of latitude within 1 km and within 10 km


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

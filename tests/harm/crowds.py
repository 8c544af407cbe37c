"""Worlds of one crowded month: two groups of charges, one of them at the very edge of what the house bears.

Figures of the whole house are compared, so when such worlds lie side by side each must have a month of its own.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.harm.house import LONG_AGO, House, build_house
from tests.harm.insured import Insured
from tests.harm.rows import Row, World, days, moment

MILLION = 1_000_000
LEAST, FACTOR, SUCCESS_GAP, ACCURACY_GAP = 30, 2, 100_000, 20_000


@dataclass
class Crowd:
    """A world with its two groups of charges, and the name under which the first is found."""

    world: World
    group: list[Row]
    others: list[Row]
    name: str


def crowd(seed: int, month_on: date, by: str, size: int, others: int) -> Crowd:
    """Two groups told apart by unit, or by bank, in one month; everything accepted, exact, and after one hour."""
    house = build_house(Random(seed))
    units = ("650101", "650201") if by == "institution" else ("650101", "650101")
    banks = ("icbc", "icbc") if by == "institution" else ("icbc", "cmb")
    groups = [_group(house, month_on, u, b, n) for u, b, n in zip(units, banks, (size, others), strict=True)]
    for row in house.world.tables["charge_instructions"]:
        row["answer"] = "accepted"
    used = {c["instruction_id"] for group in groups for c in group}
    house.world.tables["charge_instructions"] = house.world.of(
        "charge_instructions", lambda r: r["instruction_id"] in used
    )
    for charge in groups[0] + groups[1]:
        waited(house.world, charge, 3600)
    name = f"{by}:{'650101' if by == 'institution' else 'icbc/direct_debit'}:{month_on:%Y%m}"
    return Crowd(house.world, groups[0], groups[1], name)


def _group(house: House, month_on: date, unit: str, bank: str, size: int) -> list[Row]:
    own = Insured(house, "life", unit=unit, begins=month_on, premium=50_000)
    own.mandate(valid_from=LONG_AGO)
    length, rows = monthrange(month_on.year, month_on.month)[1], []
    for number in range(size):
        on = month_on + days(number % length)
        due = own.due(on)
        rows.append(own.pays(due, "direct_debit", on, bank=bank, at=moment(on, house.chance.choice([0, 86_399]))))
    return rows


def waited(world: World, charge: Row, seconds: int) -> None:
    """So long from request to charge; the steps between fall with the charge."""
    at = charge["charged_at"]
    request = world.one("charge_requests", request_id=charge["request_id"])
    world.put("charge_requests", request, requested_at=at - timedelta(seconds=seconds), approved_at=at)
    sent = world.one("charge_instructions", instruction_id=charge["instruction_id"])
    world.put("charge_instructions", sent, sent_at=at)


def edge(found: Callable[[int], bool], most: int = 10**7) -> int:
    """The least number from which it is found."""
    low, high = 0, 1
    while not found(high):
        low, high = high, high * 2
        assert high < most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if found(middle) else (middle, high)
    assert found(high) and not found(high - 1)
    return high


def slower(c: Crowd, *, by_one_less: bool) -> set[str]:
    """STP-01: one customer of the group waits so long that its mean passes twice the house's, or just does not."""
    size, whole, base = len(c.group), len(c.group) + len(c.others), 3600

    def found(extra: int) -> bool:
        mean, house = (size * base + extra) // size, (whole * base + extra) // whole
        return size >= LEAST and mean > FACTOR * house

    extra = edge(found) if size >= LEAST else 10**6
    waited(c.world, c.group[0], base + extra - by_one_less)
    return {c.name} if size >= LEAST and not by_one_less else set()


def rejected(c: Crowd, *, by_one_less: bool) -> set[str]:
    """STP-02: so many instructions of the group are refused that its rate falls out of line, or just does not."""
    size, whole = len(c.group), len(c.group) + len(c.others)

    def found(number: int) -> bool:
        rate, house = size * MILLION // (size + number), whole * MILLION // (whole + number)
        return size + number >= LEAST and house - rate > SUCCESS_GAP

    number = edge(found) - by_one_less if size >= LEAST else LEAST - 1 - size
    like = c.world.one("charge_instructions", instruction_id=c.group[0]["instruction_id"])
    for each in range(number):
        c.world.add("charge_instructions", **{**like, "instruction_id": f"refused-{each}", "answer": "rejected"})
    return {c.name} if size >= LEAST and not by_one_less else set()


def inexact(c: Crowd, *, by_one_less: bool) -> set[str]:
    """STP-03: so many charges of the group were asked for at another amount that it falls out of line, or just not."""
    size, whole = len(c.group), len(c.group) + len(c.others)

    def found(number: int) -> bool:
        rate, house = (size - number) * MILLION // size, (whole - number) * MILLION // whole
        return house - rate > ACCURACY_GAP

    number = edge(found) - by_one_less if size >= LEAST else size
    for charge in c.group[:number]:
        request = c.world.one("charge_requests", request_id=charge["request_id"])
        c.world.put("charge_requests", request, amount_minor=request["amount_minor"] + 1)
    return {c.name} if size >= LEAST and not by_one_less else set()


HARMS = {"STP-01": slower, "STP-02": rejected, "STP-03": inexact}

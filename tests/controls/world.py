"""A small world of rows drawn at random from the contracts, dense enough that every control finds plenty in it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from amparo.records.contract import Column, Contract, load_contracts

FIRST_ON, DAYS = date(2026, 1, 5), 120
Drawn = dict[str, list[dict[str, Any]]]
OPEN_END = date(9999, 12, 31)
SIZES = {
    "charges": 1500,
    "bank_lines": 1200,
    "bookings": 900,
    "charge_requests": 600,
    "charge_instructions": 600,
    "refunds": 500,
    "instalments": 500,
    "mandates": 300,
    "policies": 150,
    "notices": 400,
    "feed_days": 300,
    "remittances": 60,
    "institutions": 4,
    "products": 40,
    "terminals": 80,
}
FEW = 120
# Columns that name rows of another table under a name of their own.
NAMES_OF = {
    "charge_reference": "charges",
    "remittance_reference": "remittances",
    "refund_reference": "refunds",
    "policyholder_id": "customers",
    "operator_id": "people",
    "seller_id": "people",
    "requested_by": "people",
    "approved_by": "people",
    "person_id": "people",
}
POOLS = {
    "counterparty_token": 60,
    "_token": 12,
    "bank": 3,
    "merchant_id": 4,
    "terminal_id": 60,
    "partner_id": 4,
    "statement_id": 30,
    "feed": 3,
    "table_name": 3,
}
ODD = ("", "é", "中", "z", "Z", "𝄞")  # so that the order of texts is put to the test


def a_world(seed: int) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of every table, in the contracts' column order; the same seed gives the same rows."""
    chance = random.Random(seed)
    contracts = load_contracts()
    drawn = {
        name: [_row(contract, number, chance, contracts) for number in range(SIZES.get(name, FEW))]
        for name, contract in contracts.items()
    }
    _join_up(drawn, chance, contracts)
    return {name: [tuple(row.values()) for row in rows] for name, rows in drawn.items()}


def key_of(table: str, number: int) -> str:
    """The key of the nth row of a table."""
    return f"{ODD[number % len(ODD)]}{table}-{number}"


def _join_up(drawn: Drawn, chance: random.Random, contracts: Mapping[str, Contract]) -> None:
    """Most charges follow their request, and most requests their instalment, or nothing would ever be nearly right."""
    for follower, leader, shared in (
        ("charge_requests", "instalments", ("policy_id", "amount_minor")),
        ("charge_instructions", "charge_requests", ("amount_minor", "institution_id")),
        ("charges", "charge_requests", ("policy_id", "instalment_id", "institution_id", "amount_minor")),
        ("refunds", "charges", ("policy_id", "account_token")),
        ("bookings", "charges", ("amount_minor",)),
    ):
        key = contracts[leader].key
        leaders = {row[key]: row for row in drawn[leader]}
        for row in drawn[follower]:
            leading = leaders.get(row[key] or "")
            if leading is None:
                continue
            for column in shared:
                if chance.random() < 0.8:
                    row[column] = leading[column]


def _row(contract: Contract, number: int, chance: random.Random, contracts: Mapping[str, Contract]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in contract.columns:
        row[column.name] = key_of(contract.name, number) if column.key else _value(column, row, chance, contracts)
    for column in contract.columns:  # a local day is the day of its moment
        moment = column.local_day_of
        if moment and row.get(moment) is not None:
            row[column.name] = row[moment].date()
    return row


def _value(column: Column, row: Mapping[str, Any], chance: random.Random, contracts: Mapping[str, Contract]) -> Any:
    if not column.required and chance.random() < 0.15:
        return None
    if column.values:
        return chance.choice(column.values)
    if column.type == "boolean":
        return chance.random() < 0.6
    if column.type == "date":
        if column.when_empty and chance.random() < 0.6:
            return OPEN_END
        earlier = 300 if column.name in ("valid_from", "registered_from", "given_on", "known_since") else 0
        later = 300 if column.name == "ends_on" else 0
        return FIRST_ON + timedelta(days=chance.randrange(later, later + DAYS) - chance.randrange(earlier + 1))
    if column.type == "timestamp":
        return datetime(2026, 1, 5) + timedelta(
            days=chance.randrange(DAYS),
            seconds=chance.randrange(20, 14 * 3600),
            microseconds=chance.choice([0, 0, 700_000]),
        )
    if column.type == "int64":
        return _number(column, chance)
    if column.name == "currency":
        return chance.choice(["CNY"] * 9 + ["HKD"])
    return _name(column, chance, contracts)


def _number(column: Column, chance: random.Random) -> int:
    name = column.name
    if name.endswith("_minor"):
        small = chance.choice([50_000, 50_000, 50_000, 48_000, 2_000_000, 1])
        return -small if name == "amount_minor" and column.minimum is None and chance.random() < 0.1 else small
    if "latitude" in name:
        return 43_000_000 + chance.randrange(0, 300_000, 1_000)
    if "longitude" in name:
        return 87_000_000 + chance.randrange(0, 300_000, 1_000)
    if "day" in name and (column.maximum or 0) <= 31:
        return chance.randrange(1, 29)
    return max(chance.choice([0, 0, 1, 2, 5, 12, 900]), column.minimum or 0)


def _name(column: Column, chance: random.Random, contracts: Mapping[str, Contract]) -> str:
    table = NAMES_OF.get(column.name) or (column.references[0] if column.references else None)
    table = table or next((t for t, c in contracts.items() if c.key == column.name), None)
    if table:
        reach = SIZES.get(table, FEW)
        return key_of(table, chance.randrange(reach + reach // 10 + 1))  # a tenth names nothing
    for ending, size in POOLS.items():
        if column.name.endswith(ending):
            return (
                f"{column.name[:1]}{chance.randrange(size)}"
                if not ending.endswith("_token")
                else f"t{chance.randrange(size)}"
            )
    return f"{column.name}-{chance.randrange(5)}"

"""The lawful house around the policies: units, accounts, people, terminals, products, and the feeds that bring it all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from tests.harm.rows import AS_OF, Row, World, days

UNITS = {"650101": "6501", "650102": "6501", "650201": "6502"}
LONG_AGO = date(2019, 1, 1)
BANKS = ("icbc", "cmb", "boc")
# name → line, term, premium first, days of cooling off
PRODUCTS = {
    "life": ("life", "long", False, 15),
    "savings": ("life", "long", False, 20),
    "health": ("health", "short", True, None),
    "accident": ("accident", "short", True, None),
    "travel": ("accident", "short", False, None),
    "motor": ("motor", "short", True, None),
    "home": ("property", "short", True, None),
}


@dataclass
class House:
    """The world being built, its chance, and what the policies need of it."""

    world: World
    chance: Random
    premium_accounts: dict[str, Row] = field(default_factory=dict)
    terminals: dict[str, list[Row]] = field(default_factory=dict)
    operators: dict[str, list[str]] = field(default_factory=dict)
    clerks: list[str] = field(default_factory=list)
    on_duty: set[tuple[str, str, date]] = field(default_factory=set)
    persons: int = 0

    def duty(self, person: str, unit: str, on: date) -> None:
        """Put someone on the roster, once."""
        if (person, unit, on) not in self.on_duty:
            self.on_duty.add((person, unit, on))
            self.world.add("duty_days", person_id=person, institution_id=unit, duty_on=on)

    def person(self, kind: str = "person") -> Row:
        """A new customer, known for years."""
        self.persons += 1
        number = f"K{self.persons}"
        return self.world.add(
            "customers", customer_id=number, kind=kind, name_token=f"name-{number}", known_since=LONG_AGO
        )

    def account(self, holder: Row, since: date = LONG_AGO) -> str:
        """A new account of a customer; its token."""
        number = len(self.world.tables["accounts"]) + 1
        row = self.world.add(
            "accounts", account_token=f"account-{number}", holder_name_token=holder["name_token"],
            customer_id=holder["customer_id"], bank=self.chance.choice(BANKS), valid_from=since,
        )  # fmt: skip
        return str(row["account_token"])


def build_house(chance: Random) -> House:
    """A house of three units under two branches, before it insures anyone."""
    house = House(World(), chance)
    _units(house)
    _people(house)
    for unit in UNITS:
        _terminals(house, unit)
    for name, (line, term, first, cooling) in PRODUCTS.items():
        house.world.add(
            "products", product_id=name, name=name, line=line, term_kind=term, premium_first=first,
            cooling_off_days=cooling, valid_from=LONG_AGO,
        )  # fmt: skip
    _feeds(house)
    return house


def _units(house: House) -> None:
    add = house.world.add
    add("institutions", institution_id="650000", name="head", level="head", valid_from=LONG_AGO)
    for branch in sorted(set(UNITS.values())):
        add("institutions", institution_id=branch, parent_id="650000", name=branch, level="branch", valid_from=LONG_AGO)
        for kind in ("premium", "suspense", "payment", "expense"):
            row = add(
                "own_accounts", account_token=f"own-{branch}-{kind}", institution_id=branch, kind=kind,
                bank=house.chance.choice(BANKS), valid_from=LONG_AGO,
            )  # fmt: skip
            if kind == "premium":
                house.premium_accounts[branch] = row
        add(
            "own_accounts", account_token=f"own-{branch}-old", institution_id=branch, kind="premium", bank="icbc",
            valid_from=LONG_AGO, valid_to=date(2025, 6, 30),
        )  # fmt: skip
    for unit, branch in UNITS.items():
        add("institutions", institution_id=unit, parent_id=branch, name=unit, level="outlet", valid_from=LONG_AGO)


def _people(house: House) -> None:
    add = house.world.add
    for number in range(1, 5):
        add("people", person_id=f"clerk-{number}", institution_id="650000", kind="employee", joined_on=LONG_AGO)
        house.clerks.append(f"clerk-{number}")
    add("people", person_id="partner-1", institution_id="6501", kind="partner", joined_on=LONG_AGO)
    for unit in UNITS:
        for number in range(1, 4):
            person = f"operator-{unit}-{number}"
            add("people", person_id=person, institution_id=unit, kind="employee", joined_on=LONG_AGO)
            since = house.chance.choice([LONG_AGO, date(2025, 11, 1)])
            add("registrations", person_id=person, institution_id=unit, role="operator", valid_from=since)
            house.operators.setdefault(unit, []).append(person)
            if number == 1:  # registered for both roles
                add("registrations", person_id=person, institution_id=unit, role="seller", valid_from=since)
        seller = f"seller-{unit}"
        add("people", person_id=seller, institution_id=unit, kind="agent", joined_on=LONG_AGO)
        add("registrations", person_id=seller, institution_id=unit, role="seller", valid_from=LONG_AGO)


def _terminals(house: House, unit: str) -> None:
    for number in (1, 2):
        terminal = f"pos-{unit}-{number}"
        latitude = house.chance.randrange(37_000_000, 48_000_000)
        longitude = house.chance.randrange(74_000_000, 95_000_000)
        scale = house.chance.randrange(75, 90)
        handed_over = date(2025, 11, house.chance.randrange(1, 29))
        for earlier in (True, False):
            row = house.world.add(
                "terminals",
                terminal_id=terminal,
                ownership="personal" if earlier else "company",
                merchant_id="merchant-old" if earlier else f"merchant-{unit}",
                institution_id="650000" if earlier else unit,
                keeper_id=house.chance.choice(house.operators[unit]),
                place_latitude_e6=latitude + (400_000 if earlier else 0),
                place_longitude_e6=longitude,
                longitude_mm_e6=scale,
                valid_from=LONG_AGO if earlier else handed_over,
                valid_to=handed_over - days(1) if earlier else date(9999, 12, 31),
            )
        house.terminals.setdefault(unit, []).append(row)


def _feeds(house: House) -> None:
    chance = house.chance
    for number in range(8):
        usual = chance.choice([1, 2, 7, 100, 12_345])
        expected = AS_OF - days(chance.randrange(1, 60))
        house.world.add(
            "feed_days", feed=f"feed-{number % 3}", table_name="charges", institution_id="6501",
            expected_on=expected, arrived_on=expected - days(chance.randrange(4)),
            rows_taken=chance.randrange((usual + 1) // 2, usual * 2 + 1), rows_usual=usual,
            history_days=chance.choice([5, 6, 40]), columns_missing=0, columns_added=0,
        )  # fmt: skip
    house.world.add(
        "feed_days", feed="feed-9", table_name="mandates", institution_id="6501", expected_on=AS_OF, arrived_on=None,
        rows_taken=0, rows_usual=9, history_days=9, columns_missing=0, columns_added=0,
    )  # fmt: skip

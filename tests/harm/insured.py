"""A policy with its people, its account and its instalments, as a story of it goes along."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.harm.chain import charge
from tests.harm.house import PRODUCTS, UNITS, House
from tests.harm.rows import OPEN_END, Row, days, moment

FIRST_ON = date(2025, 12, 1)


class Insured:
    """A policy with its people, account and instalments, as a story goes along."""

    def __init__(
        self, house: House, product: str, *, unit: str = "", holder: Row | None = None, payer: Row | None = None,
        begins: date | None = None, ends: date | None = None, premium: int = 0,
    ) -> None:  # fmt: skip
        chance = house.chance
        self.house, self.product = house, product
        self.holder = holder or house.person()
        self.payer = payer or self.holder
        self.account = house.account(self.payer)
        self.first_on = begins or FIRST_ON + days(chance.randrange(75))
        self.premium = premium or chance.choice([100, 9_900, 100_000, 123_456, 2_500_000])
        self.sequence = 0
        issued = self._issued_on()
        long = PRODUCTS[product][1] == "long"
        self.policy = house.world.add(
            "policies", product_id=product, institution_id=unit or chance.choice(list(UNITS)),
            policyholder_id=self.holder["customer_id"], applied_on=issued - days(chance.randrange(5)), issued_on=issued,
            issued_at=moment(issued, 86_399), effective_on=issued + days(1),
            ends_on=ends or (chance.choice([OPEN_END, issued + days(7300)]) if long else issued + days(365)),
            premium_minor=self.premium, currency="CNY", premium_exempt=chance.choice([None, False]),
        )  # fmt: skip
        self._parties()

    def _issued_on(self) -> date:
        """A policy that needs the premium first comes after it, on its very day or later; another may come before."""
        if PRODUCTS[self.product][2] and self.product != "motor":
            return self.first_on + days(self.house.chance.randrange(4))
        return self.first_on - days(self.house.chance.randrange(9))

    def _parties(self) -> None:
        world, since = self.house.world, self.policy["applied_on"] - days(40)
        insured = self.house.chance.choice([self.holder, self.house.person()])
        for role, who in (("policyholder", self.holder), ("insured", insured), ("beneficiary", self.house.person())):
            world.add(
                "policy_parties", policy_id=self.policy["policy_id"], customer_id=who["customer_id"], role=role,
                name_token=who["name_token"], valid_from=since,
            )  # fmt: skip

    def due(self, on: date, amount: int | None = None, kind: str = "", announced: int | None = None) -> Row:
        """The next instalment."""
        self.sequence += 1
        return self.house.world.add(
            "instalments", policy_id=self.policy["policy_id"], sequence=self.sequence,
            kind=kind or ("first" if self.sequence == 1 else "renewal_premium"), due_on=on,
            amount_minor=self.premium if amount is None else amount, announced_minor=announced, currency="CNY",
        )  # fmt: skip

    def mandate(self, *, account: str | None = None, maximum: int | None = None, days_of_month: tuple[int, int] = (1, 31),
                **period: date) -> Row:  # fmt: skip
        """A mandate for the policy's account."""
        return self.house.world.add(
            "mandates", policy_id=self.policy["policy_id"], account_token=account or self.account,
            maximum_minor=maximum or self.premium, currency="CNY", from_day=days_of_month[0], to_day=days_of_month[1],
            **{"valid_from": self.first_on - days(10), **period},
        )  # fmt: skip

    def pays(self, due: Row, channel: str, on: date, *, account: str | None = None, amount: int | None = None,
             **other: Any) -> Row:  # fmt: skip
        """A charge on an instalment."""
        return charge(
            self.house, self.policy, due, channel=channel, on=on, payer=self.payer, account=account or self.account,
            amount=amount, **other,
        )  # fmt: skip

    def event(self, kind: str, on: date, second: int | None = 50_000) -> Row:
        """Something that happened to the policy."""
        told = {"happened_on": on} if second is None else {"happened_at": moment(on, second)}
        return self.house.world.add("policy_events", policy_id=self.policy["policy_id"], kind=kind, **told)

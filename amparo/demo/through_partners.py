"""Premium that agencies collect and pay over: each day's takings of a unit in one sum, whole, the next day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from amparo.demo.company import CLOSES, Row
from amparo.demo.story import CURRENCY, Story, Taking, bank_line

PARTNER, PARTNER_NAME, PARTNER_ACCOUNT = "HZ0003", "新疆安途保险代理有限公司", "6500100101200043388"


@dataclass
class Remitted:
    """What one unit's partner owes for one day."""

    unit: str
    day: date
    own: str
    total: int = 0


class Partners:
    """Adds up what partners collected, story by story, and at the end pays it over."""

    def __init__(self) -> None:
        self._owed: dict[str, Remitted] = {}

    def collect(self, story: Story, taking: Taking) -> None:
        """The taking came through the partner: no line of its own, but a share of the day's remittance."""
        charge = taking.charge
        day = min(charge["charged_on"] + timedelta(days=1), CLOSES)
        number = f"HJ{story.unit}{day:%Y%m%d}"
        owed = self._owed.setdefault(number, Remitted(story.unit, day, charge["settled_token"]))
        owed.total += charge["amount_minor"]
        charge["remittance_id"] = number
        taking.line = None

    def rows(self) -> Iterator[tuple[str, Row]]:
        """The remittances and the bank's lines of them."""
        for number, owed in self._owed.items():
            yield "remittances", remittance_row(number, owed.unit, owed.day, owed.total)
            yield "bank_lines", remittance_line(number, owed.own, owed.day, owed.total)


def remittance_row(number: str, unit: str, day: date, total: int) -> Row:
    """What the partner says it paid over."""
    return {
        "remittance_id": number, "partner_id": PARTNER, "institution_id": unit, "remitted_on": day,
        "remitted_minor": total, "currency": CURRENCY,
    }  # fmt: skip


def remittance_line(number: str, own: str, day: date, total: int) -> Row:
    """What the bank says arrived."""
    return bank_line(
        own=own, day=day, amount=total, name=PARTNER_NAME, account=PARTNER_ACCOUNT, channel="transfer",
        remittance=number,
    )  # fmt: skip

"""Where the money went and how it came: another account than the premium account, too much cash."""

from __future__ import annotations

from datetime import timedelta

from amparo.demo.company import CLOSED_ON, OWN
from amparo.demo.names import account_number
from amparo.demo.plants.plant import Scene, near, reprice, wrong
from amparo.demo.story import confirm, move
from amparo.demo.world import Wish

TRANSFER = Wish(product="L02", channel="transfer", per_year=1, old=True)
CARD = Wish(product="H01", channel="pos", per_year=1, old=True)
CASH = Wish(product="H01", channel="cash", per_year=1, old=True)


def _settle(s: Scene, account: str) -> None:
    s.last.charge["settled_token"] = account
    confirm(s.story, s.last)


@wrong("CHG-22", CARD)
def settled_to_the_expense_account(s: Scene) -> None:
    _settle(s, OWN["expense"])
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-22", TRANSFER)
def settled_to_a_private_card(s: Scene) -> None:
    s.last.charge["settled_token"] = account_number("621700", s.story.index, 9)
    s.expect(s.last.charge["charge_id"], "FLW-07")
    s.last.line = None


@wrong("CHG-22", TRANSFER)
def settled_to_a_premium_account_after_it_was_closed(s: Scene) -> None:
    _settle(s, OWN["closed"])
    if s.last.charge["charged_on"] <= CLOSED_ON:
        move(s.story, s.last, CLOSED_ON + timedelta(days=1))
    s.expect(s.last.charge["charge_id"])


@near("CHG-22", TRANSFER)
def settled_to_a_premium_account_on_its_last_day(s: Scene) -> None:
    taking = s.story.takings[1]
    taking.charge["settled_token"] = OWN["closed"]
    move(s.story, taking, CLOSED_ON)
    s.spare(taking.charge["charge_id"])


@wrong("CHG-23", CASH)
def one_cent_too_much_cash_at_the_door(s: Scene) -> None:
    reprice(s.last, 100_001)
    s.last.charge["premises"] = "off"
    s.expect(s.last.charge["charge_id"])


@near("CHG-23", CASH)
def a_thousand_in_cash_at_the_door(s: Scene) -> None:
    reprice(s.last, 100_000)
    s.last.charge["premises"] = "off"
    s.spare(s.last.charge["charge_id"])


@near("CHG-23", CASH)
def much_cash_at_the_counter(s: Scene) -> None:
    reprice(s.last, 900_000)
    s.spare(s.last.charge["charge_id"])

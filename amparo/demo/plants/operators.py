"""Who stood at the terminal: nobody registered, or nobody on duty."""

from __future__ import annotations

from amparo.demo.chance import pick
from amparo.demo.company import SELLING
from amparo.demo.plants.plant import ONE_DAY, Scene, near, wrong
from amparo.demo.world import Wish

CARD = Wish(product="L02", channel="pos", per_year=1, old=True)
CASH = Wish(product="L02", channel="cash", per_year=1, old=True)


@wrong("CHG-20", CARD)
def a_clerk_who_may_not_operate_a_terminal(s: Scene) -> None:
    s.last.charge["operator_id"] = pick(s.rng, s.company.clerks[s.story.unit])
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-20", CASH)
def an_operator_of_another_unit(s: Scene) -> None:
    other = SELLING[(SELLING.index(s.story.unit) + 1) % len(SELLING)]
    s.last.charge["operator_id"] = pick(s.rng, s.company.operators[other])
    s.expect(s.last.charge["charge_id"])


@near("CHG-20", CARD)
def an_operator_on_the_last_day_of_his_registration(s: Scene) -> None:
    day, unit = s.last.charge["charged_on"], s.story.unit
    person = s.company.clerks[unit][0]
    s.story.add(
        "registrations", registration_id=s.story.number("ZYS"), person_id=person, institution_id=unit, role="operator",
        valid_from=day - ONE_DAY, valid_to=day,
    )  # fmt: skip
    _on_roster(s, person)
    s.last.charge["operator_id"] = person
    s.spare(s.last.charge["charge_id"])


@wrong("CHG-21", CARD)
def an_operator_who_was_off_that_day(s: Scene) -> None:
    s.last.charge["operator_id"] = s.company.off_duty(s.story.unit, s.last.charge["charged_on"])
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-21", CASH)
def cash_taken_by_an_operator_who_was_off_that_day(s: Scene) -> None:
    s.last.charge["operator_id"] = s.company.off_duty(s.story.unit, s.last.charge["charged_on"])
    s.expect(s.last.charge["charge_id"])


@near("CHG-21", CARD)
def an_operator_called_in_that_day(s: Scene) -> None:
    person = s.company.off_duty(s.story.unit, s.last.charge["charged_on"])
    _on_roster(s, person)
    s.last.charge["operator_id"] = person
    s.spare(s.last.charge["charge_id"])


def _on_roster(s: Scene, person: str) -> None:
    s.story.add(
        "duty_days", duty_id=s.story.number("ZBS"), person_id=person, institution_id=s.story.unit,
        duty_on=s.last.charge["charged_on"],
    )  # fmt: skip

"""Who stood at the terminal: nobody registered, or nobody on duty."""

from __future__ import annotations

from datetime import date

from amparo.demo.chance import pick
from amparo.demo.company import EVER, SELLING
from amparo.demo.names import identity_number, person_name, phone_number
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
    day = s.last.charge["charged_on"]
    s.last.charge["operator_id"] = _lent(s, day - ONE_DAY, day)
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
def an_operator_called_in_for_that_day_alone(s: Scene) -> None:
    s.last.charge["operator_id"] = _lent(s, date(2019, 1, 1), EVER)
    s.spare(s.last.charge["charge_id"])


def _lent(s: Scene, since: date, until: date) -> str:
    """An operator of the branch, lent to this unit: registered here for that time, on duty on the day of the charge."""
    born = date(1990, 5, 17)
    person = s.story.add(
        "people", person_id=s.story.number("BS"), name_token=person_name(s.rng),
        person_token=identity_number(s.rng, born), phone_token=phone_number(s.rng), institution_id="650000",
        kind="employee", joined_on=date(2018, 6, 1), left_on=EVER,
    )["person_id"]  # fmt: skip
    s.story.add(
        "registrations", registration_id=s.story.number("ZYS"), person_id=person, institution_id=s.story.unit,
        role="operator", valid_from=since, valid_to=until,
    )  # fmt: skip
    s.story.add(
        "duty_days", duty_id=s.story.number("ZBS"), person_id=person, institution_id=s.story.unit,
        duty_on=s.last.charge["charged_on"],
    )  # fmt: skip
    return str(person)

"""Who paid: strangers, and one account behind the policies of many."""

from __future__ import annotations

from datetime import date

from amparo.demo.chance import pick
from amparo.demo.company import EVER
from amparo.demo.names import BANKS, account_number, person_name
from amparo.demo.plants.plant import ONE_DAY, Scene, near, wrong
from amparo.demo.story import Story, Taking, hide_payer
from amparo.demo.world import Wish, party

CARD = Wish(product="H01", channel="pos", per_year=1, old=True, organisation=False)
TRANSFER = Wish(product="L02", channel="transfer", per_year=1, old=True, organisation=False)
ACCIDENT = Wish(
    product="A01", channel="pos", begins=(date(2025, 1, 2), date(2025, 12, 20)), renews=False, organisation=False
)


def _paid_by(taking: Taking, name: str, account: str) -> None:
    taking.charge.update(payer_name_token=name, account_token=account, payer_match="different")
    if taking.line is not None:
        taking.line.update(counterparty_name_token=name, counterparty_token=account)


def _stranger(s: Scene, story: Story) -> tuple[str, str]:
    """A name and an account that are no party's; not even half hidden could the name be taken for one of theirs."""
    ends = {row["name_token"][-1] for row in story.rows["policy_parties"]}
    name = person_name(s.rng)
    while name[-1] in ends:
        name = person_name(s.rng)
    return name, account_number(pick(s.rng, BANKS)[1], story.index, 7)


@wrong("CHG-12", CARD)
def a_stranger_paid_by_card(s: Scene) -> None:
    _paid_by(s.last, *_stranger(s, s.story))
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-12", TRANSFER)
def a_stranger_paid_and_his_name_was_half_hidden(s: Scene) -> None:
    _paid_by(s.last, *_stranger(s, s.story))
    hide_payer(s.last, "different")
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-12", TRANSFER)
def the_exception_had_ended_the_day_before(s: Scene) -> None:
    name, account = _stranger(s, s.story)
    _paid_by(s.last, name, account)
    _except(s, s.story, name, None, "guardian", until=s.last.charge["charged_on"] - ONE_DAY)
    s.expect(s.last.charge["charge_id"])


@near("CHG-12", CARD)
def the_beneficiary_paid(s: Scene) -> None:
    name, account = _stranger(s, s.story)
    party(s.story, "beneficiary", {"name_token": name}, s.story.policy["applied_on"], s.last.charge["charged_on"])
    _paid_by(s.last, name, account)
    s.last.charge["payer_match"] = "same"
    s.spare(s.last.charge["charge_id"])


@near("CHG-12", TRANSFER)
def a_guardian_on_the_register_paid(s: Scene) -> None:
    name, account = _stranger(s, s.story)
    _paid_by(s.last, name, account)
    _except(s, s.story, name, None, "guardian", until=s.last.charge["charged_on"])
    s.spare(s.last.charge["charge_id"])


@near("CHG-12", CARD)
def an_employers_account_on_the_register_paid(s: Scene) -> None:
    name, account = _stranger(s, s.story)
    _paid_by(s.last, name, account)
    _except(s, s.story, None, account, "employer")
    s.spare(s.last.charge["charge_id"])


@near("CHG-12", TRANSFER)
def his_own_name_was_half_hidden(s: Scene) -> None:
    hide_payer(s.last, "same")
    s.spare(s.last.charge["charge_id"])


def _except(s: Scene, story: Story, name: str | None, account: str | None, relation: str, until: date = EVER) -> None:
    story.add(
        "payer_exceptions", exception_id=story.number("LW"), policy_id=story.policy_id, payer_name_token=name,
        account_token=account, relation=relation, approved_by=s.company.senior,
        valid_from=story.policy["applied_on"], valid_to=until,
    )  # fmt: skip


def _share(s: Scene, takings: list[Taking]) -> str:
    """One account behind these premiums, each under its own policyholder's name."""
    account = account_number("621799", s.story.index, 8)
    for taking in takings:
        taking.charge["account_token"] = account
        if taking.line is not None:
            taking.line["counterparty_token"] = account
    return account


@wrong("CHG-13", ACCIDENT, ACCIDENT, ACCIDENT)
def one_account_paid_for_three_strangers(s: Scene) -> None:
    s.expect(_share(s, [story.takings[0] for story in s.stories]))


@near("CHG-13", ACCIDENT, ACCIDENT)
def one_account_paid_for_two(s: Scene) -> None:
    s.spare(_share(s, [story.takings[0] for story in s.stories]))


@near("CHG-13", CARD, CARD, CARD)
def one_account_paid_for_three_but_not_within_a_year(s: Scene) -> None:
    first, second, third = s.stories
    s.spare(_share(s, [first.takings[0], second.takings[0], third.takings[2]]))


@near("CHG-13", ACCIDENT, ACCIDENT, ACCIDENT)
def one_account_on_the_register_paid_for_its_staff(s: Scene) -> None:
    account = _share(s, [story.takings[0] for story in s.stories])
    for story in s.stories:
        _except(s, story, None, account, "group_payer")
    s.spare(account)

"""What makes the lawful world alive: late but lawful, in parts, refused once, through a partner, given up and paid out."""

from __future__ import annotations

from datetime import timedelta

from amparo.demo.chance import number
from amparo.demo.company import CLOSES, EVER
from amparo.demo.giving_back import give_back
from amparo.demo.names import account_number, person_name
from amparo.demo.plants.plant import event
from amparo.demo.story import Story, amend, hide_payer, suspend
from amparo.demo.through_partners import Partners


def enliven(story: Story, partners: Partners) -> None:
    """One or other lawful turn in about a third of the policies."""
    turn = story.rng.random()
    if not story.takings:
        return
    if story.channel == "transfer" and turn > 0.5:
        for taking in story.takings:
            partners.collect(story, taking)
    if turn < 0.06:
        _given_up(story)
    elif turn < 0.10:
        _in_two_parts(story)
    elif turn < 0.14:
        _suspended_for_a_while(story)
    elif turn < 0.22:
        _half_hidden_names(story)
    elif turn < 0.26:
        _paid_by_the_insured(story)
    elif turn < 0.28:
        _lapsed_and_reinstated(story)
    elif turn < 0.31:
        _refused_at_first(story)
    elif turn < 0.36:
        _paid_by_a_guardian(story)


def _given_up(story: Story) -> None:
    """A long policy surrendered after its last premium, paid out in time."""
    if story.product["term_kind"] != "long":
        return
    asked = story.takings[-1].charge["charged_on"] + timedelta(days=number(story.rng, 5, 60))
    if asked + timedelta(days=25) > CLOSES:
        return
    paid_for = {id(taking.instalment) for taking in story.takings}
    story.rows["instalments"] = [row for row in story.rows["instalments"] if id(row) in paid_for]
    event(story, "surrender_requested", asked)
    event(story, "surrendered", asked + timedelta(days=3))
    paid = asked + timedelta(days=number(story.rng, 4, 24))
    give_back(story, "surrender", asked, paid, number(story.rng, 1000, 30_000) * 100)


def _in_two_parts(story: Story) -> None:
    if story.channel not in ("transfer", "pos") or len(story.takings) > 4:
        return
    taking = story.takings[0]
    whole = taking.charge["amount_minor"]
    if story.product["premium_first"] or taking.instalment is None or whole < 1000:
        return
    amend(taking, amount_minor=whole // 2)
    story.take(taking.instalment, taking.charge["charged_on"], amount=whole - whole // 2)


def _suspended_for_a_while(story: Story) -> None:
    taking = story.takings[0]
    cleared_on = taking.charge["charged_on"] + timedelta(days=number(story.rng, 1, 28))
    if cleared_on <= CLOSES:
        suspend(story, taking, cleared_on)


def _half_hidden_names(story: Story) -> None:
    if story.channel == "wallet":
        for taking in story.takings:
            hide_payer(taking)


def _paid_by_the_insured(story: Story) -> None:
    if story.insured is story.holder or story.channel not in ("pos", "transfer"):
        return
    for taking in story.takings:
        taking.charge["payer_name_token"] = story.insured["name_token"]
        if taking.line is not None:
            taking.line["counterparty_name_token"] = story.insured["name_token"]


def _lapsed_and_reinstated(story: Story) -> None:
    if story.product["term_kind"] != "long" or len(story.takings) < 2 or story.policy["instalments_per_year"] != 1:
        return
    before, after = story.takings[-2].charge["charged_on"], story.takings[-1].charge["charged_on"]
    event(story, "lapsed", before + timedelta(days=90))
    event(story, "reinstated", after - timedelta(days=number(story.rng, 1, 20)))


def _refused_at_first(story: Story) -> None:
    """The bank refused the first instruction, for want of funds, and accepted the next; rare, so no bank stands out."""
    if story.index % 5 or len(story.takings) < 2 or not story.takings[-1].instructions:
        return
    instructions = story.takings[-1].instructions
    refused = {**instructions[0], "instruction_id": story.number("ZL"), "answer": "rejected"}
    for name in ("sent_at", "answered_at"):
        refused[name] = refused[name] - timedelta(minutes=45)
    instructions.insert(0, refused)


def _paid_by_a_guardian(story: Story) -> None:
    """Someone who is no party pays, and stands on the register for it."""
    if story.channel not in ("pos", "transfer"):
        return
    name, account = person_name(story.rng), account_number("621700", story.index, 5)
    story.add(
        "payer_exceptions", exception_id=story.number("LW"), policy_id=story.policy_id, payer_name_token=name,
        account_token=account, relation="guardian", approved_by=story.company.senior,
        valid_from=story.policy["applied_on"], valid_to=EVER,
    )  # fmt: skip
    for taking in story.takings:
        taking.charge.update(payer_name_token=name, account_token=account, payer_match="different")
        if taking.line is not None:
            taking.line.update(counterparty_name_token=name, counterparty_token=account)

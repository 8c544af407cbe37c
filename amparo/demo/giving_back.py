"""Money given back to a customer: owed since a day, paid on a day, and seen leaving the payment account."""

from __future__ import annotations

from datetime import date

from amparo.demo.company import OWN, Row
from amparo.demo.story import CURRENCY, Story, bank_line


def give_back(
    story: Story, kind: str, requested_on: date, paid_on: date | None, due: int, *, charge: Row | None = None,
    paid: int | None = None, account: str | None = None, name: str | None = None,
) -> Row:  # fmt: skip
    """A refund, lawful as it stands: to the policyholder's own account, verified, with its reason and its bank line."""
    account = account or story.account["account_token"]
    paid = due if paid is None else paid
    refund = story.add(
        "refunds", refund_id=story.number("TF"), policy_id=story.policy_id,
        charge_id=charge["charge_id"] if charge else None, institution_id=story.unit, kind=kind,
        requested_on=requested_on, due_minor=due, paid_minor=paid if paid_on else None, paid_on=paid_on,
        currency=CURRENCY, account_token=account if paid_on else None, verified=True, reason_recorded=True,
        senior_approved_by=None, collected_by="self",
    )  # fmt: skip
    if paid_on:
        refund_line(story, refund, name or story.holder["name_token"])
    return refund


def refund_line(story: Story, refund: Row, name: str) -> Row:
    """The bank's own line of the refund, leaving the company's payment account."""
    line = bank_line(
        own=OWN["payment"], day=refund["paid_on"], amount=-refund["paid_minor"], name=name,
        account=refund["account_token"], channel="transfer", refund=refund["refund_id"],
    )  # fmt: skip
    return story.add("bank_lines", **line)

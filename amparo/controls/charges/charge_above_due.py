"""CHG-05  More was taken than the instalment asks."""

import ibis.expr.types as ir

from amparo.controls.charging import found, is_debit, unjudged
from amparo.controls.context import Context, ground
from amparo.controls.control import control
from amparo.law.said import Said


def with_instalment(c: Context) -> ir.Table:
    """The charges beside the instalment of the same policy that they name."""
    s, i = c.subject, c.t.instalments
    return s.inner_join(i, [s.instalment_id == i.instalment_id, s.policy_id == i.policy_id], rname="due_{name}")


def in_another_currency(c: Context) -> ir.Table:
    """Charges in another currency than their instalment."""
    return unjudged(with_instalment(c).filter(lambda t: t.currency != t.due_currency), "other_currency")


@control(
    id="CHG-05",
    version="1.0.0",
    title=Said(zh="扣款超过应收", en="Charge above what is due", es="Cobro superior a lo debido"),
    says=Said(
        zh="{happened_on} 保单 {policy_id} 第 {sequence} 期应收 {due_minor:money}，实扣 {charged_minor:money}，"
        "多扣 {amount_minor:money}。",
        en="On {happened_on} {charged_minor:money} was taken for instalment {sequence} of policy {policy_id}, of which"
        " {due_minor:money} was due: {amount_minor:money} too much.",
        es="El {happened_on} se cobraron {charged_minor:money} por el plazo {sequence} de la póliza {policy_id}, del que"
        " se debían {due_minor:money}: {amount_minor:money} de más.",
    ),
    subject="charges",
    reads={"instalments": "instalment_id"},
    clauses=("PAY-01", "HOUSE-CHARGES", "PAY-CIVIL-985"),
    right="fair_dealing",
    stage="charge",
    severity="high",
    overlaps=("CHG-02", "CHG-09", "CHG-23", "FLW-09", "FLW-10", "FLW-11", "FLW-14"),
    cause=("channel", "institution_id", "amount_minor"),
    askable=True,
    unknown=in_another_currency,
    unknown_says={
        "other_currency": Said(
            zh="扣款与应收币种不同",
            en="charged in another currency than the instalment",
            es="cobrado en otra moneda que el plazo",
        )
    },
)
def charge_above_due(c: Context) -> ir.Table:
    """One charge took more than its instalment asks; the harm is what was taken beyond it.

    On ground of law where the insurer debited by its own order (the amount is agreed), else of the house's policy.
    Not a finding: exactly what is due; a part payment; several part payments that together exceed it (the last of
    them is CHG-09); a charge that names no instalment of the policy (CHG-06).
    """
    over = with_instalment(c).filter(lambda t: (t.currency == t.due_currency) & (t.amount_minor > t.due_amount_minor))
    return found(
        over,
        "instalment_id",
        "channel",
        "sequence",
        "due_on",
        due_minor=over.due_amount_minor,
        charged_minor=over.amount_minor,
        amount_minor=over.amount_minor - over.due_amount_minor,
        ground=ground(is_debit(over)),
    )

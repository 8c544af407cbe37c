"""CHG-07  A premium was debited before its instalment fell due."""

import ibis.expr.types as ir

from amparo.controls.charging import debits, found
from amparo.controls.context import Context, days, ground
from amparo.controls.control import control
from amparo.law.said import Said


@control(
    id="CHG-07",
    version="1.0.0",
    title=Said(zh="提前扣款", en="Charge before the due day", es="Cobro antes del vencimiento"),
    says=Said(
        zh="{happened_on} 从保单 {policy_id} 客户账户扣款 {amount_minor:money}，应缴日为 {due_on:day}，提前 {days_early} 天"
        "（最多可提前 {allowed} 天）。",
        en="On {happened_on} {amount_minor:money} was debited for policy {policy_id} before it fell due on {due_on:day}"
        " (days early: {days_early}, allowed: {allowed}).",
        es="El {happened_on} se cobraron {amount_minor:money} por la póliza {policy_id} antes de su vencimiento el"
        " {due_on:day} (días de antelación: {days_early}, admitidos: {allowed}).",
    ),
    subject="charges",
    reads={"instalments": "instalment_id"},
    law=("charge_early_days",),
    clauses=("PAY-01", "SV-13", "HOUSE-CHARGES"),
    right="property",
    stage="charge",
    severity="medium",
    overlaps=("CHG-01", "CHG-04", "CHG-08", "CHG-10", "CHG-11", "CHG-25", "FLW-05"),
    cause=("bank", "institution_id", "happened_on"),
    askable=True,
)
def charge_too_early(c: Context) -> ir.Table:
    """A premium was debited more days before its due day than the law or the house allows.

    Not a finding: a debit on the due day or later; a debit as early as allowed; a premium the customer himself paid
    early by card, transfer or in cash; a charge that names no instalment of the policy (CHG-06).
    """
    s, i = debits(c), c.t.instalments
    due = s.inner_join(i, [s.instalment_id == i.instalment_id, s.policy_id == i.policy_id], rname="due_{name}")
    early = due.filter(due.charged_on < due.due_on)
    early = early.mutate(days_early=days(early.due_on, early.charged_on))
    early = c.law(early, "charge_early_days", on="charged_on").filter(lambda t: t.days_early > t["limit"])
    return found(
        early,
        "instalment_id",
        "bank",
        "due_on",
        "days_early",
        "legal_value",
        "house_value",
        allowed=early["limit"],
        ground=ground(early.days_early > early.legal_value),
    )

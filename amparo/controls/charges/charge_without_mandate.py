"""CHG-01  A premium was taken by direct debit and no mandate was in force."""

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import Near, control
from amparo.law.said import Said

IN_FORCE = Near(
    table="mandates",
    on="policy_id",
    key="mandate_id",
    conditions={
        "started": lambda s, m: m.valid_from <= s.charged_on,
        "not_ended": lambda s, m: s.charged_on <= m.valid_to,
        "not_cancelled": lambda s, m: s.charged_on < m.cancelled_on,
    },
    fails={
        "started": Said(zh="尚未生效", en="not yet in force", es="aún no vigente"),
        "not_ended": Said(zh="已到期", en="had ended", es="vencido"),
        "not_cancelled": Said(zh="已撤销", en="had been cancelled", es="revocado"),
    },
    facts=("valid_from", "valid_to", "cancelled_on"),
)


@control(
    id="CHG-01",
    version="1.0.0",
    title=Said(zh="无有效授权扣款", en="Charge without a mandate in force", es="Cobro sin mandato vigente"),
    says=Said(
        zh="{happened_on} 从保单 {policy_id} 客户账户扣款 {amount_minor:money}，当日没有生效的代扣授权。",
        en="On {happened_on} {amount_minor:money} was debited for policy {policy_id} while no mandate was in force.",
        es="El {happened_on} se cobraron {amount_minor:money} por la póliza {policy_id} sin mandato vigente.",
    ),
    subject="charges",
    reads={"mandates": "policy_id"},
    clauses=("SV-13", "PAY-01", "PAY-16"),
    right="property",
    stage="charge",
    severity="high",
    overlaps=("CHG-21", "CHG-19"),
    cause=("channel", "bank", "institution_id"),
    askable=True,
    near=IN_FORCE,
)
def charge_without_mandate(c: Context) -> ir.Table:
    """A premium was debited from an account and on that day no mandate of the policy was in force.

    Not a finding: a debit on the first or the last day of a mandate; a premium the customer himself paid by card at a
    terminal, by transfer or in cash; a debit covered by a later mandate of the same policy that was already in force.
    """
    debits = c.subject.filter(c.subject.channel.isin(["direct_debit", "wallet"]))
    return c.uncovered(debits, IN_FORCE).select(
        "policy_id",
        "institution_id",
        "amount_minor",
        "currency",
        "channel",
        "bank",
        record_id="charge_id",
        happened_on="charged_on",
    )

"""CHG-01  A premium was taken by direct debit and no mandate was in force."""

import ibis.expr.types as ir

from amparo.controls.charging import MANDATE_FAILS, MANDATE_IN_FORCE, debits, found
from amparo.controls.context import Context
from amparo.controls.control import Near, control
from amparo.law.said import Said

IN_FORCE = Near(
    table="mandates",
    on="policy_id",
    key="mandate_id",
    conditions=MANDATE_IN_FORCE,
    fails={name: MANDATE_FAILS[name] for name in MANDATE_IN_FORCE},
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
    overlaps=("CHG-07", "CHG-10", "CHG-11", "CHG-26"),
    cause=("channel", "bank", "institution_id"),
    askable=True,
    near=IN_FORCE,
)
def charge_without_mandate(c: Context) -> ir.Table:
    """A premium was debited from an account and on that day no mandate of the policy was in force.

    Not a finding: a debit on the first or the last day of a mandate; a premium the customer himself paid by card at a
    terminal, by transfer or in cash; a debit covered by a later mandate of the same policy that was already in force.
    """
    return found(c.uncovered(debits(c), IN_FORCE), "channel", "bank")

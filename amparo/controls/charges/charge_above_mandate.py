"""CHG-02  A premium was debited above the amount the mandate allows."""

import ibis
import ibis.expr.types as ir

from amparo.controls.charging import MANDATE_FAILS, MANDATE_IN_FORCE, debits, found, unjudged
from amparo.controls.context import Context, first_each
from amparo.controls.control import Near, control
from amparo.law.said import Said

COVERING = Near(
    table="mandates",
    on="policy_id",
    key="mandate_id",
    conditions={
        **MANDATE_IN_FORCE,
        "account": lambda s, m: s.account_token == m.account_token,
        "currency": lambda s, m: s.currency == m.currency,
        "amount": lambda s, m: s.amount_minor <= m.maximum_minor,
    },
    fails={name: MANDATE_FAILS[name] for name in (*MANDATE_IN_FORCE, "account", "currency", "amount")},
    facts=("maximum_minor", "currency", "valid_from", "valid_to", "cancelled_on"),
)


def account_not_told(c: Context) -> ir.Table:
    """Debits with a mandate in force whose account the ledger does not tell."""
    untold = debits(c).filter(lambda s: s.account_token.isnull())
    return unjudged(first_each(c.beside(untold, COVERING, *MANDATE_IN_FORCE), "charge_id", "mandate_id"), "no_account")


@control(
    id="CHG-02",
    version="1.0.0",
    title=Said(zh="超授权限额扣款", en="Charge above the mandate", es="Cobro por encima del mandato"),
    says=Said(
        zh="{happened_on} 从保单 {policy_id} 授权账户扣款 {charged_minor:money}，超出授权单次限额"
        " {maximum_minor:money} 共 {amount_minor:money}。",
        en="On {happened_on} {charged_minor:money} was debited for policy {policy_id}, {amount_minor:money} more than"
        " the {maximum_minor:money} the mandate allows at once.",
        es="El {happened_on} se cobraron {charged_minor:money} por la póliza {policy_id}, {amount_minor:money} más que"
        " los {maximum_minor:money} que permite el mandato por cobro.",
    ),
    subject="charges",
    reads={"mandates": "policy_id"},
    clauses=("PAY-01", "SV-13"),
    right="property",
    stage="charge",
    severity="high",
    overlaps=("CHG-05", "CHG-27", "FLW-09", "FLW-10", "FLW-11", "FLW-14"),
    cause=("mandate_id",),
    askable=True,
    near=COVERING,
    unknown=account_not_told,
    unknown_says={
        "no_account": Said(
            zh="台账未记载扣款账户", en="the ledger does not tell the account", es="el registro no dice la cuenta"
        )
    },
)
def charge_above_mandate(c: Context) -> ir.Table:
    """A premium was debited from an account named by a mandate in force, but above the most it allows at once.

    The harm is the amount beyond the highest maximum among those mandates (all of it, if they are in another
    currency). Not a finding: a debit of exactly the maximum; a debit within a second mandate of the same account; a
    debit without a mandate in force or from an account none names (those are CHG-01 and CHG-03).
    """
    beyond = c.uncovered(debits(c), COVERING)
    named = c.beside(beyond, COVERING, *MANDATE_IN_FORCE, "account")
    named = named.mutate(
        allowed_minor=(named.currency == named.near_currency).ifelse(named.maximum_minor, ibis.literal(0, type="int64"))
    )
    most = first_each(named, "charge_id", ibis.desc("allowed_minor"), "mandate_id")
    return found(
        most,
        "mandate_id",
        "bank",
        charged_minor=most.amount_minor,
        maximum_minor=most.allowed_minor,
        amount_minor=most.amount_minor - most.allowed_minor,
    )

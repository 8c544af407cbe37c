"""CHG-26  An account was debited although its mandate had been cancelled."""

import ibis
import ibis.expr.types as ir

from amparo.controls.charging import MANDATE_FAILS, MANDATE_IN_FORCE, debits, found, unjudged
from amparo.controls.context import Context, days, first_each
from amparo.controls.control import Near, control
from amparo.law.said import Said

IN_FORCE = Near(
    table="mandates",
    on="policy_id",
    key="mandate_id",
    conditions={**MANDATE_IN_FORCE, "account": lambda s, m: s.account_token == m.account_token},
    fails={name: MANDATE_FAILS[name] for name in (*MANDATE_IN_FORCE, "account")},
    facts=("valid_from", "valid_to", "cancelled_on"),
)


def account_not_told(c: Context) -> ir.Table:
    """Debits of policies with a cancelled mandate whose account the ledger does not tell."""
    untold = debits(c).filter(lambda s: s.account_token.isnull())
    beside = c.beside(untold, IN_FORCE).filter(lambda t: t.cancelled_on <= t.charged_on)
    return unjudged(first_each(beside, "charge_id", "mandate_id"), "no_account")


@control(
    id="CHG-26",
    version="1.0.0",
    title=Said(zh="已撤销授权仍被使用", en="Cancelled mandate still used", es="Mandato revocado aún en uso"),
    says=Said(
        zh="客户已于 {cancelled_on:day} 撤销授权 {mandate_id}，{happened_on} 仍从该账户为保单 {policy_id} 扣款 "
        "{amount_minor:money}。",
        en="The customer had cancelled mandate {mandate_id} on {cancelled_on:day}, yet on {happened_on}"
        " {amount_minor:money} was debited from that account for policy {policy_id}.",
        es="El cliente había revocado el mandato {mandate_id} el {cancelled_on:day}, pero el {happened_on} se cobraron"
        " {amount_minor:money} de esa cuenta por la póliza {policy_id}.",
    ),
    subject="charges",
    reads={"mandates": "policy_id"},
    clauses=("PAY-01", "PAY-04", "PAY-16"),
    right="choose",
    stage="charge",
    severity="critical",
    overlaps=("CHG-01", "CHG-03", "CHG-10", "CHG-11"),
    cause=("bank", "institution_id"),
    askable=True,
    near=IN_FORCE,
    unknown=account_not_told,
    unknown_says={
        "no_account": Said(
            zh="台账未记载扣款账户", en="the ledger does not tell the account", es="el registro no dice la cuenta"
        )
    },
)
def cancelled_mandate_used(c: Context) -> ir.Table:
    """An account was debited on or after the day its mandate was cancelled, and no other mandate of it was in force.

    Not a finding: a debit the day before; an account with a second mandate in force; a mandate that had only run out
    (CHG-01); an account that never had a mandate (CHG-03).
    """
    told = debits(c).filter(lambda s: s.account_token.notnull())
    same_account = c.beside(c.uncovered(told, IN_FORCE), IN_FORCE, "account")
    cancelled = same_account.filter(same_account.cancelled_on <= same_account.charged_on)
    last = first_each(cancelled, "charge_id", ibis.desc("cancelled_on"), "mandate_id")
    return found(
        last,
        "mandate_id",
        "bank",
        "account_token",
        "cancelled_on",
        days_after=days(last.charged_on, last.cancelled_on),
    )

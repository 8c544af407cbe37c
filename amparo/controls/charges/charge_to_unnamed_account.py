"""CHG-03  A premium was debited from an account that no mandate in force names."""

import ibis.expr.types as ir

from amparo.controls.charging import MANDATE_FAILS, MANDATE_IN_FORCE, debits, found, unjudged
from amparo.controls.context import Context, first_each
from amparo.controls.control import Near, control
from amparo.law.said import Said

NAMING = Near(
    table="mandates",
    on="policy_id",
    key="mandate_id",
    conditions={**MANDATE_IN_FORCE, "account": lambda s, m: s.account_token == m.account_token},
    fails={name: MANDATE_FAILS[name] for name in (*MANDATE_IN_FORCE, "account")},
    facts=("valid_from", "valid_to", "cancelled_on"),
)


def account_not_told(c: Context) -> ir.Table:
    """Debits with a mandate in force whose account the ledger does not tell."""
    untold = debits(c).filter(lambda s: s.account_token.isnull())
    return unjudged(first_each(c.beside(untold, NAMING, *MANDATE_IN_FORCE), "charge_id", "mandate_id"), "no_account")


@control(
    id="CHG-03",
    version="1.0.0",
    title=Said(zh="扣款账户非授权账户", en="Charge to an account no mandate names", es="Cobro en cuenta no autorizada"),
    says=Said(
        zh="{happened_on} 为保单 {policy_id} 扣款 {amount_minor:money}，扣款账户不是当日任何有效授权所列账户。",
        en="On {happened_on} {amount_minor:money} was debited for policy {policy_id} from an account that no mandate in"
        " force names.",
        es="El {happened_on} se cobraron {amount_minor:money} por la póliza {policy_id} de una cuenta que ningún mandato"
        " vigente nombra.",
    ),
    subject="charges",
    reads={"mandates": "policy_id"},
    clauses=("PAY-01", "SV-13", "PAY-16"),
    right="property",
    stage="charge",
    severity="critical",
    overlaps=("CHG-12", "CHG-13", "CHG-26"),
    cause=("account_token",),
    askable=True,
    near=NAMING,
    unknown=account_not_told,
    unknown_says={
        "no_account": Said(
            zh="台账未记载扣款账户", en="the ledger does not tell the account", es="el registro no dice la cuenta"
        )
    },
)
def charge_to_unnamed_account(c: Context) -> ir.Table:
    """A premium was debited while mandates of the policy were in force, but none names the account debited.

    Not a finding: a debit from either of two accounts that each have a mandate; a debit with no mandate in force at
    all (that is CHG-01); a card the customer presented, a transfer or cash, which need no mandate.
    """
    told = debits(c).filter(lambda s: s.account_token.notnull())
    others = c.beside(c.uncovered(told, NAMING), NAMING, *MANDATE_IN_FORCE)
    one = first_each(others, "charge_id", "mandate_id")
    return found(one, "bank", account_token=one.account_token, named_by_mandate=one.mandate_id)

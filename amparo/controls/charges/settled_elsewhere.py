"""CHG-22  A premium went to an account that is not the insurer's premium account."""

import ibis.expr.types as ir

from amparo.controls.charging import found, unjudged
from amparo.controls.context import Context
from amparo.controls.control import Near, control
from amparo.law.said import Said

PREMIUM_ACCOUNT = Near(
    table="own_accounts",
    on="settled_token",
    table_on="account_token",
    key="own_account_id",
    conditions={
        "for_premium": lambda s, a: a.kind == "premium",
        "started": lambda s, a: a.valid_from <= s.charged_on,
        "not_ended": lambda s, a: s.charged_on <= a.valid_to,
    },
    fails={
        "for_premium": Said(zh="不是保费账户", en="is not for premium", es="no es para primas"),
        "started": Said(zh="尚未启用", en="not yet in use", es="aún no en uso"),
        "not_ended": Said(zh="已停用", en="no longer in use", es="ya no en uso"),
    },
    facts=("kind", "institution_id", "valid_from", "valid_to"),
)


def settlement_not_told(c: Context) -> ir.Table:
    """Charges of which the ledger does not tell where the money went."""
    return unjudged(c.subject.filter(c.subject.settled_token.isnull()), "not_settled")


@control(
    id="CHG-22",
    version="1.0.0",
    title=Said(zh="保费未入保费账户", en="Premium settled elsewhere", es="Prima abonada en otra cuenta"),
    says=Said(
        zh="{happened_on} 保单 {policy_id} 的保费 {amount_minor:money}（{channel:word}）入账到并非本公司当日保费账户的账户。",
        en="On {happened_on} the {amount_minor:money} taken for policy {policy_id} ({channel:word}) went to an account that"
        " was no premium account of the insurer that day.",
        es="El {happened_on} los {amount_minor:money} cobrados por la póliza {policy_id} ({channel:word}) se abonaron en una"
        " cuenta que no era cuenta de primas de la aseguradora ese día.",
    ),
    subject="charges",
    reads={"own_accounts": ("settled_token", "account_token")},
    clauses=("SAL-32", "PAY-02", "PAY-03", "PAY-14", "AGENT-49", "T259-MERCHANT", "T259-CODE", "T259-SETTLE"),
    right="property",
    stage="booking",
    severity="critical",
    opens="accountability",
    overlaps=("FLW-07",),
    cause=("settled_token",),
    askable=True,
    near=PREMIUM_ACCOUNT,
    unknown=settlement_not_told,
    unknown_says={
        "not_settled": Said(
            zh="台账未记载入账账户",
            en="the ledger does not tell the account settled to",
            es="el registro no dice la cuenta de abono",
        )
    },
)
def settled_elsewhere(c: Context) -> ir.Table:
    """The money of a charge went to an account that was not one of the insurer's premium accounts that day.

    Not a finding: a premium account on its first or its last day; the premium account of another institution of the
    insurer.
    """
    told = c.subject.filter(c.subject.settled_token.notnull())
    return found(
        c.uncovered(told, PREMIUM_ACCOUNT), "settled_token", "channel", "terminal_id", "merchant_id", "operator_id"
    )

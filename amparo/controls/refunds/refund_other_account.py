"""RFD-03  A refund went to an account that is not the customer's."""

import ibis
import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.law.said import Said


@control(
    id="RFD-03",
    version="1.0.0",
    title=Said(zh="退费至他人账户", en="Refund to another account", es="Devolución a otra cuenta"),
    says=Said(
        zh="{happened_on} 保单 {policy_id} 退费 {amount_minor:money}（{kind:word}），收款账户既非原付款账户，也非投保人登记的本人账户。",
        en="On {happened_on} a refund of {amount_minor:money} for policy {policy_id} ({kind:word}) went to an account that is "
        "neither the one it was paid from nor a registered account of the policyholder.",
        es="El {happened_on} una devolución de {amount_minor:money} de la póliza {policy_id} ({kind:word}) fue a una cuenta "
        "que no es la de origen ni una cuenta registrada del tomador.",
    ),
    subject="refunds",
    reads={
        "charges": (("charge_id", "charge_id"), ("policy_id", "policy_id")),
        "policies": "policy_id",
        "accounts": "account_token",
    },
    clauses=("PAY-03", "PAY-05", "PAY-02", "SAL-32", "CDD-13", "PAY-17"),
    right="property",
    stage="refund",
    severity="critical",
    overlaps=("RFD-04",),
    cause=("account_token",),
    unknown=lambda c: _unknown(c),
    unknown_says={
        "account_missing": Said(
            zh="收款账户缺失", en="the account paid to is missing", es="falta la cuenta de destino"
        ),
        "policy_unknown": Said(zh="保单未知", en="the policy is not known", es="no consta la póliza"),
    },
)
def refund_other_account(c: Context) -> ir.Table:
    """A refund was paid to an account that is neither the one the premium came from nor the policyholder's own.

    The one it came from is the account of the charge the refund names; where it names none, any account from which the
    policy was paid before.

    Not a finding: the original account, though a third person holds it; another account the register knew as the
    policyholder's on the day of payment; a payment that senior management approved with the reason recorded.
    """
    paid = _elsewhere(c)
    holders = c.t.policies.select("policyholder_id", holder_policy_id="policy_id")
    paid = paid.inner_join(holders, paid.policy_id == holders.holder_policy_id)
    paid = paid.select(*c.subject.columns, "policyholder_id")
    own = c.t.accounts.select("customer_id", own_token="account_token", own_from="valid_from", own_to="valid_to")
    paid = paid.anti_join(
        own,
        [
            paid.account_token == own.own_token,
            paid.policyholder_id == own.customer_id,
            own.own_from <= paid.paid_on,
            paid.paid_on <= own.own_to,
        ],
    )
    return paid.select(
        "policy_id",
        "institution_id",
        "currency",
        "kind",
        "charge_id",
        "account_token",
        record_id="refund_id",
        happened_on="paid_on",
        amount_minor=paid.paid_minor.fill_null(paid.due_minor),
    )


def _elsewhere(c: Context) -> ir.Table:
    """What was paid, without approval from above, to an account the premium did not come from."""
    paid = _paid(c)
    paid = paid.filter(
        paid.account_token.notnull() & ~(paid.senior_approved_by.notnull() & paid.reason_recorded.fill_null(False))
    )
    taken = c.t.charges.select(source_id="charge_id", source_token="account_token")
    paid = paid.anti_join(taken, [paid.charge_id == taken.source_id, paid.account_token == taken.source_token])
    ever = c.t.charges.select(ever_policy_id="policy_id", ever_token="account_token", ever_on="charged_on")
    paid = paid.anti_join(
        ever,
        [
            paid.policy_id == ever.ever_policy_id,
            paid.account_token == ever.ever_token,
            ever.ever_on <= paid.paid_on,
            paid.charge_id.isnull(),
        ],
    )
    return paid.select(*c.subject.columns)


def _paid(c: Context) -> ir.Table:
    paid = c.today(c.subject)
    return paid.filter((paid.paid_on <= paid.as_of) & (paid.paid_minor.fill_null(paid.due_minor) > 0)).select(
        *c.subject.columns
    )


def _unknown(c: Context) -> ir.Table:
    """Paid, no one knows where to; or elsewhere, for a policy of which no one knows the holder."""
    paid = _paid(c)
    lost = paid.filter(paid.account_token.isnull()).select(
        record_id="refund_id", reason=ibis.literal("account_missing")
    )
    bare = _elsewhere(c).anti_join(c.t.policies.select("policy_id"), "policy_id")
    return lost.union(bare.select(record_id="refund_id", reason=ibis.literal("policy_unknown")))

"""CHG-24  A new term was debited although the customer had not consented to renewal."""

import ibis.expr.types as ir

from amparo.controls.charging import debits, found
from amparo.controls.context import Context
from amparo.controls.control import Near, control
from amparo.law.said import Said

CONSENT = Near(
    table="consents",
    on="policy_id",
    key="consent_id",
    conditions={
        "to_renewal": lambda s, k: k.kind == "auto_renewal",
        "given": lambda s, k: k.given_on <= s.charged_on,
        "not_withdrawn": lambda s, k: s.charged_on < k.withdrawn_on,
    },
    fails={
        "to_renewal": Said(zh="同意的是其他事项", en="is to something else", es="es para otra cosa"),
        "given": Said(zh="扣款后才同意", en="was given only later", es="se dio después"),
        "not_withdrawn": Said(zh="已撤回", en="had been withdrawn", es="se había retirado"),
    },
    facts=("given_on", "withdrawn_on"),
)


@control(
    id="CHG-24",
    version="1.0.0",
    title=Said(zh="未经同意自动续保扣款", en="Renewed without consent", es="Renovación sin consentimiento"),
    says=Said(
        zh="{happened_on} 为保单 {policy_id} 续保扣款 {amount_minor:money}（{channel:word}），当日没有有效的自动续保同意。",
        en="On {happened_on} {amount_minor:money} was debited ({channel:word}) to renew policy {policy_id} while no consent"
        " to automatic renewal was in force.",
        es="El {happened_on} se cobraron {amount_minor:money} ({channel:word}) por renovar la póliza {policy_id} sin"
        " consentimiento vigente para la renovación automática.",
    ),
    subject="charges",
    reads={"consents": "policy_id"},
    clauses=("PAY-04", "HOUSE-RENEWAL"),
    right="choose",
    stage="charge",
    severity="high",
    cause=("bank", "institution_id"),
    askable=True,
    near=CONSENT,
)
def renewed_without_consent(c: Context) -> ir.Table:
    """The premium of a new term was debited, and the customer's consent to automatic renewal was not in force that day.

    Not a finding: consent given on the day of the debit; consent withdrawn only later; a renewal the customer himself
    paid by card, transfer or in cash; an instalment of the running term.
    """
    rows = debits(c)
    renewals = rows.filter(rows.kind == "new_term")
    return found(c.uncovered(renewals, CONSENT), "channel", "bank", "instalment_id")

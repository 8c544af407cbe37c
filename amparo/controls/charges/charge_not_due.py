"""CHG-06  Money was taken that no instalment of the policy asks for."""

import ibis.expr.types as ir

from amparo.controls.charging import found, is_debit
from amparo.controls.context import Context, ground
from amparo.controls.control import Near, control
from amparo.law.said import Said

OF_THE_POLICY = Near(
    table="instalments",
    on="instalment_id",
    key="instalment_id",
    conditions={"same_policy": lambda s, i: s.policy_id == i.policy_id},
    fails={"same_policy": Said(zh="属于另一保单", en="belongs to another policy", es="es de otra póliza")},
    facts=("due_on", "amount_minor"),
)


@control(
    id="CHG-06",
    version="1.0.0",
    title=Said(zh="无应收扣款", en="Charge for nothing due", es="Cobro sin nada debido"),
    says=Said(
        zh="{happened_on} 为保单 {policy_id} 扣款 {amount_minor:money}，所列应收（{instalment_id}）不是该保单的应收。",
        en="On {happened_on} {amount_minor:money} was taken for policy {policy_id}, but the instalment it names"
        " ({instalment_id}) is none of that policy.",
        es="El {happened_on} se cobraron {amount_minor:money} por la póliza {policy_id}, pero el plazo que se indica"
        " ({instalment_id}) no es de esa póliza.",
    ),
    subject="charges",
    reads={"instalments": "instalment_id"},
    clauses=("PAY-01", "HOUSE-CHARGES", "PAY-CIVIL-985"),
    right="fair_dealing",
    stage="charge",
    severity="high",
    overlaps=("CHG-10", "CHG-11", "CHG-25"),
    cause=("channel", "institution_id", "happened_on"),
    askable=True,
    near=OF_THE_POLICY,
)
def charge_not_due(c: Context) -> ir.Table:
    """A charge names no instalment, one that does not exist, or one of another policy: nothing was due for it.

    On ground of law where the insurer debited by its own order (time and amount are agreed), else of the house's
    policy. Not a finding: a charge on an instalment of the policy that comes early (CHG-07) or takes too much
    (CHG-05); a late or part payment of one.
    """
    wrong = c.uncovered(c.subject, OF_THE_POLICY)
    return found(wrong, "instalment_id", "channel", ground=ground(is_debit(wrong)))

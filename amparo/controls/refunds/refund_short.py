"""RFD-02  A customer was paid back less than is owed."""

import ibis
import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.law.said import Said


@control(
    id="RFD-02",
    version="1.0.0",
    title=Said(zh="退费不足额", en="Refund short", es="Devolución incompleta"),
    says=Said(
        zh="保单 {policy_id} 应退 {due_minor:money}（{kind:word}），{happened_on} 实退 {paid_minor:money}，少退 {amount_minor:money}。",
        en="{due_minor:money} was owed for policy {policy_id} ({kind:word}); {paid_minor:money} was paid on {happened_on}, "
        "{amount_minor:money} less.",
        es="Se debían {due_minor:money} por la póliza {policy_id} ({kind:word}); el {happened_on} se pagaron "
        "{paid_minor:money}, {amount_minor:money} de menos.",
    ),
    subject="refunds",
    reads={},
    clauses=("IL-47", "PAY-15", "SPC2-04", "HOUSE-REFUNDS"),
    right="property",
    stage="refund",
    severity="high",
    overlaps=("CHG-09", "FLW-09", "FLW-10"),
    cause=("institution_id", "kind"),
    unknown=lambda c: _unknown(c),
    unknown_says={
        "paid_amount_missing": Said(zh="实退金额缺失", en="the amount paid is missing", es="falta el importe pagado")
    },
)
def refund_short(c: Context) -> ir.Table:
    """A refund was paid and the amount paid is below the amount owed.

    Not a finding: exactly what is owed, or more (interest); a refund not paid yet (RFD-01 once its day has passed).
    """
    paid = c.today(c.subject)
    paid = paid.filter(paid.paid_on <= paid.as_of)
    return paid.filter(paid.paid_minor < paid.due_minor).select(
        "policy_id",
        "institution_id",
        "currency",
        "kind",
        "charge_id",
        "due_minor",
        "paid_minor",
        record_id="refund_id",
        happened_on="paid_on",
        amount_minor=paid.due_minor - paid.paid_minor,
    )


def _unknown(c: Context) -> ir.Table:
    """Paid, no one knows how much."""
    paid = c.today(c.subject)
    dark = paid.filter((paid.paid_on <= paid.as_of) & paid.paid_minor.isnull())
    return dark.select(record_id="refund_id", reason=ibis.literal("paid_amount_missing"))

"""RFD-01  Money owed back to a customer was not paid in time."""

import ibis
import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.law.said import Said

KINDS = ("surrender", "cooling_off", "refused_application", "wrong_charge", "service_change")


@control(
    id="RFD-01",
    version="1.0.0",
    title=Said(zh="退费逾期", en="Refund late", es="Devolución tardía"),
    says=Said(
        zh="保单 {policy_id} 应退 {amount_minor:money}（{kind:word}，自 {requested_on:day} 起算），应于 {limit_on:day} 前退还；实际退款日："
        "{done_on:day}。",
        en="{amount_minor:money} owed for policy {policy_id} ({kind:word}, since {requested_on:day}) had to be paid back by "
        "{limit_on:day}; day paid: {done_on:day}.",
        es="Los {amount_minor:money} debidos por la póliza {policy_id} ({kind:word}, desde el {requested_on:day}) debían "
        "devolverse antes del {limit_on:day}; fecha de pago: {done_on:day}.",
    ),
    subject="refunds",
    reads={},
    clauses=("IL-47", "SAL-40", "PAY-15", "SV-20", "SPC2-04", "PAY-CIVIL-985", "HOUSE-REFUNDS"),
    right="property",
    stage="refund",
    severity="high",
    opens="rectification",
    due=tuple(f"refund_{kind}" for kind in KINDS),
    due_start="requested_on",
    overlaps=("CHG-09", "FLW-09", "FLW-10"),
    cause=("institution_id", "kind"),
)
def refund_late(c: Context) -> ir.Table:
    """Money owed back was not with the customer by the last day for its kind, or is still owed after it.

    The last day is the law's where it sets one (surrender, policy change), otherwise the house's own.

    Not a finding: a refund paid on the last day, or on the working day after a rest day; one whose last day has not
    passed; a refund of nothing; one paid in time but short (RFD-02).
    """
    owed = c.subject.filter(c.subject.due_minor > 0)
    owed = owed.mutate(rule=ibis.literal("refund_") + owed.kind)
    return c.overdue(owed, owed.rule, start="requested_on", done="paid_on").select(
        "policy_id",
        "institution_id",
        "currency",
        "ground",
        "kind",
        "charge_id",
        "requested_on",
        "limit_on",
        "done_on",
        "days_late",
        record_id="refund_id",
        happened_on="limit_on",
        amount_minor="due_minor",
    )

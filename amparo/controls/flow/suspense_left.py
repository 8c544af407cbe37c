"""FLW-12  A customer's money was left in suspense."""

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.law.said import Said


@control(
    id="FLW-12",
    version="1.0.0",
    title=Said(zh="挂账逾期未清理", en="Money left in suspense", es="Dinero sin aplicar fuera de plazo"),
    says=Said(
        zh="{booked_on:day} 挂账的 {amount_minor:money}（保单 {policy_id}）应于 {limit_on:day} 前清理，实际清理日：{done_on:day}。",
        en="{amount_minor:money} held in suspense since {booked_on:day} (policy {policy_id}) had to be cleared by "
        "{limit_on:day}; day cleared: {done_on:day}.",
        es="Los {amount_minor:money} en suspenso desde el {booked_on:day} (póliza {policy_id}) debían aplicarse antes del "
        "{limit_on:day}; fecha de aplicación: {done_on:day}.",
    ),
    subject="bookings",
    reads={},
    clauses=("HOUSE-FLOW", "IL-116"),
    right="property",
    stage="booking",
    severity="medium",
    opens="rectification",
    due=("suspense_clearing",),
    due_start="booked_on",
    overlaps=("FLW-10",),
    cause=("institution_id",),
)
def suspense_left(c: Context) -> ir.Table:
    """Money booked in suspense was not cleared, to premium or back to the customer, by the last day for it.

    Not a finding: money cleared on the last day; a suspense booking of nothing, or one that takes an earlier one back
    (negative); a premium booking.
    """
    held = c.subject.filter((c.subject.side == "suspense") & (c.subject.amount_minor > 0))
    return c.overdue(held, "suspense_clearing", start="booked_on", done="cleared_on").select(
        "policy_id",
        "institution_id",
        "amount_minor",
        "currency",
        "ground",
        "charge_id",
        "booked_on",
        "limit_on",
        "done_on",
        record_id="booking_id",
        happened_on="limit_on",
    )

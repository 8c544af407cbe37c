"""FLW-06  A premium was taken and not entered in the books in time."""

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.controls.totals import first_day
from amparo.law.said import Said


@control(
    id="FLW-06",
    version="1.0.0",
    title=Said(zh="扣款未按时入账", en="Charge not booked in time", es="Cobro no contabilizado a tiempo"),
    says=Said(
        zh="保单 {policy_id} 于 {charged_on:day} 扣款 {amount_minor:money}，应于 {limit_on:day} 前入账，实际入账日：{done_on:day}。",
        en="{amount_minor:money} taken for policy {policy_id} on {charged_on:day} had to be booked by {limit_on:day}; "
        "day booked: {done_on:day}.",
        es="Los {amount_minor:money} cobrados por la póliza {policy_id} el {charged_on:day} debían contabilizarse antes del "
        "{limit_on:day}; fecha contable: {done_on:day}.",
    ),
    subject="charges",
    reads={"bookings": "charge_id"},
    clauses=("HOUSE-FLOW",),
    right="property",
    stage="booking",
    severity="high",
    due=("charge_booking",),
    due_start="charged_on",
    overlaps=("CHG-09",),
    cause=("institution_id",),
)
def charge_unbooked(c: Context) -> ir.Table:
    """A premium was taken and no booking, as premium or in suspense, names the charge by the day it had to be booked.

    Not a finding: a charge booked on the last day; one booked in suspense (FLW-12 watches how long it stays there); one
    whose day of booking has not passed yet.
    """
    entered = c.t.bookings
    first = first_day(c, c.subject, entered, on=("charge_id", "charge_id"), day="booked_on", name="first_booked_on")
    return c.overdue(first, "charge_booking", start="charged_on", done="first_booked_on").select(
        "policy_id",
        "institution_id",
        "amount_minor",
        "currency",
        "ground",
        "channel",
        "charged_on",
        "limit_on",
        "done_on",
        record_id="charge_id",
        happened_on="limit_on",
    )

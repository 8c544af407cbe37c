"""FLW-10  A charge stands in the books with another amount than was taken."""

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.controls.totals import booked, given_back
from amparo.law.said import Said


@control(
    id="FLW-10",
    version="1.0.0",
    title=Said(
        zh="入账金额与扣款不符",
        en="Booked amount differs from the charge",
        es="Importe contabilizado distinto del cobro",
    ),
    says=Said(
        zh="保单 {policy_id} 于 {charged_on:day} 扣款 {charged_minor:money}，账面入账 {booked_minor:money}（{booked_currency}）。",
        en="{charged_minor:money} was taken for policy {policy_id} on {charged_on:day}; the books show {booked_minor:money} "
        "(in {booked_currency}).",
        es="Se cobraron {charged_minor:money} por la póliza {policy_id} el {charged_on:day}; en libros figuran "
        "{booked_minor:money} (en {booked_currency}).",
    ),
    subject="charges",
    reads={"bookings": "charge_id", "refunds": "charge_id"},
    clauses=("HOUSE-FLOW",),
    right="property",
    stage="booking",
    severity="high",
    due=("charge_booking",),
    due_start="charged_on",
    overlaps=("CHG-02", "CHG-05", "CHG-23", "FLW-09", "FLW-12", "FLW-14", "RFD-01", "RFD-02", "STP-03"),
    cause=("institution_id",),
)
def booking_amount_differs(c: Context) -> ir.Table:
    """What stands in the books for a charge is another sum, or another currency, than was taken from the customer.

    Added up are the premium bookings and what is still in suspense, reversals as negative; judged once the days for
    booking have passed.

    Not a finding: a charge booked in parts that make the amount; money cleared from suspense into premium, which counts
    once; a booking reversed for as much as the ledger gave back; a charge not booked at all (FLW-06).
    """
    sums = booked(c)
    found = c.subject.inner_join(sums, c.subject.charge_id == sums.booked_charge_id)
    found = found.filter(
        (found.booked_minor != found.amount_minor)
        | (found.low_currency != found.currency)
        | (found.high_currency != found.currency)
    ).select(*c.subject.columns, "booked_minor", "low_currency", "high_currency", charged_minor="amount_minor")
    found = given_back(c, found)
    kept = found.booked_minor == found.charged_minor - found.refunded_minor
    foreign = (found.low_currency != found.currency) | (found.high_currency != found.currency)
    found = c.overdue(found.filter(~kept | foreign), "charge_booking", start="charged_on")
    return found.select(
        "policy_id",
        "institution_id",
        "currency",
        "ground",
        "channel",
        "charged_on",
        "limit_on",
        "charged_minor",
        "booked_minor",
        "refunded_minor",
        booked_currency=(found.low_currency != found.currency).ifelse(found.low_currency, found.high_currency),
        amount_minor=(found.booked_minor - found.charged_minor).abs(),
        record_id="charge_id",
        happened_on="limit_on",
    )

"""FLW-11  An intermediary paid over less premium than it collected."""

import ibis
import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.controls.totals import reaching
from amparo.law.said import Said


@control(
    id="FLW-11",
    version="1.0.0",
    title=Said(zh="渠道坐扣保费", en="Premium remitted net", es="Primas remesadas en neto"),
    says=Said(
        zh="合作机构 {partner_id} 于 {remitted_on:day} 汇缴 {remitted_minor:money}（银行到账：{arrived_minor:money}），其代收 {charge_count} 笔"
        "保费合计 {collected_minor:money}，少缴 {amount_minor:money}。",
        en="Partner {partner_id} paid over {remitted_minor:money} on {remitted_on:day} (arrived at the bank: "
        "{arrived_minor:money}) for {charge_count} premiums of {collected_minor:money}: {amount_minor:money} less.",
        es="El colaborador {partner_id} remesó {remitted_minor:money} el {remitted_on:day} (llegado al banco: "
        "{arrived_minor:money}) por {charge_count} primas de {collected_minor:money}: {amount_minor:money} de menos.",
    ),
    subject="remittances",
    reads={"charges": "remittance_id", "bank_lines": ("remittance_id", "remittance_reference")},
    clauses=("PAY-14", "AGENT-75", "AGENT-49"),
    right="property",
    stage="booking",
    severity="high",
    due=("bank_confirmation",),
    due_start="remitted_on",
    overlaps=("CHG-02", "CHG-05", "CHG-09", "CHG-23"),
    cause=("partner_id",),
    opens="rectification",
)
def remittance_netted(c: Context) -> ir.Table:
    """A remittance is smaller than the premiums it pays over: commission or costs were taken out of customers' money.

    What counts is the amount the partner states, or, once the bank has had its days, what the bank's booked lines for
    the remittance come to, if that is less still.

    Not a finding: a remittance of exactly, or of more than, its premiums; one that arrives in several lines; one the
    bank does not show at all (FLW-07 says so for its charges); premiums in another currency than the remittance.
    """
    paid = c.subject
    taken = reaching(c, c.t.charges, on=("remittance_id", "remittance_id"))
    sums = taken.group_by(sum_id="remittance_id", sum_currency="currency").agg(
        collected_minor=taken.amount_minor.sum(), charge_count=taken.count()
    )
    lines = c.today(reaching(c, c.t.bank_lines, on=("remittance_id", "remittance_reference")))
    lines = lines.filter((lines.status.fill_null("booked") != "pending") & (lines.booked_on <= lines.as_of))
    arrived = lines.group_by(line_id="remittance_reference", line_currency="currency").agg(
        arrived_minor=lines.amount_minor.sum()
    )
    paid = paid.inner_join(sums, [paid.remittance_id == sums.sum_id, paid.currency == sums.sum_currency])
    paid = paid.select(*c.subject.columns, "collected_minor", "charge_count")
    paid = paid.left_join(arrived, [paid.remittance_id == arrived.line_id, paid.currency == arrived.line_currency])
    paid = paid.select(*c.subject.columns, "collected_minor", "charge_count", "arrived_minor")
    short = paid.filter((paid.remitted_minor < paid.collected_minor) | (paid.arrived_minor < paid.collected_minor))
    dated = c.today(c.due(short, "bank_confirmation", start="remitted_on"))
    shown = (dated.as_of > dated.due_rolled_on) & (dated.arrived_minor < dated.remitted_minor)
    real = shown.fill_null(False).ifelse(dated.arrived_minor, dated.remitted_minor)
    on = (dated.remitted_minor < dated.collected_minor).ifelse(dated.remitted_on, dated.due_rolled_on)
    found = dated.mutate(lost_minor=dated.collected_minor - real, happened_on=on)
    return found.filter(found.lost_minor > 0).select(
        "institution_id",
        "currency",
        "happened_on",
        "partner_id",
        "remitted_on",
        "remitted_minor",
        "arrived_minor",
        "collected_minor",
        "charge_count",
        policy_id=ibis.null("string"),
        record_id="remittance_id",
        amount_minor="lost_minor",
    )

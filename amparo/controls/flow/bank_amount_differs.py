"""FLW-09  The bank shows another amount for a charge than the ledger."""

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.controls.totals import given_back, reaching
from amparo.law.said import Said


@control(
    id="FLW-09",
    version="1.0.0",
    title=Said(zh="台账与银行金额不符", en="Bank and ledger amounts differ", es="Importes distintos en banco y libro"),
    says=Said(
        zh="保单 {policy_id} 于 {charged_on:day} 扣款，台账为 {ledger_minor:money}，银行流水合计 {bank_minor:money}（{bank_currency}，"
        "{line_count} 笔）。",
        en="The charge for policy {policy_id} on {charged_on:day} stands at {ledger_minor:money} in the ledger; the bank's "
        "{line_count} line(s) for it come to {bank_minor:money} (in {bank_currency}).",
        es="El cobro de la póliza {policy_id} del {charged_on:day} figura por {ledger_minor:money} en el libro; las "
        "{line_count} líneas del banco suman {bank_minor:money} (en {bank_currency}).",
    ),
    subject="charges",
    reads={"bank_lines": ("charge_id", "charge_reference"), "refunds": "charge_id"},
    clauses=("HOUSE-FLOW",),
    right="property",
    stage="booking",
    severity="high",
    due=("bank_confirmation",),
    due_start="charged_on",
    overlaps=("CHG-02", "CHG-05", "CHG-23", "FLW-10", "FLW-14", "RFD-01", "RFD-02", "STP-03"),
    cause=("institution_id", "bank", "channel"),
)
def bank_amount_differs(c: Context) -> ir.Table:
    """The bank's booked lines that name a charge come to another sum, or another currency, than the ledger's amount.

    Judged once the bank has had its days, for a charge may arrive in parts.

    Not a finding: several lines that together make the amount; the same line on two statements, which counts once; a
    charge taken back in part or whole, where a refund of the ledger says the same; lines only announced; a charge the
    bank does not show at all (FLW-07).
    """
    lines = c.today(c.t.bank_lines)
    lines = lines.filter(
        (lines.status.fill_null("booked") != "pending")
        & lines.refund_reference.isnull()
        & (lines.booked_on <= lines.as_of)
    ).select(*c.t.bank_lines.columns)
    lines = lines.mutate(times=1)
    sums = _summed(reaching(c, lines, on=("charge_id", "charge_reference")))
    doubtful = c.subject.inner_join(sums, c.subject.charge_id == sums.named_id)
    doubtful = doubtful.filter(
        (doubtful.bank_minor != doubtful.amount_minor)
        | (doubtful.low_currency != doubtful.currency)
        | (doubtful.high_currency != doubtful.currency)
    ).select(*c.subject.columns)
    again = _summed(_once(lines, doubtful))
    found = doubtful.inner_join(again, doubtful.charge_id == again.named_id)
    found = given_back(c, found)
    owed = found.amount_minor - found.refunded_minor
    wrong_sum = (found.bank_minor != found.amount_minor) & (found.bank_minor != owed)
    found = found.filter(
        wrong_sum | (found.low_currency != found.currency) | (found.high_currency != found.currency)
    ).mutate(charged_minor=found.amount_minor)
    return c.overdue(found, "bank_confirmation", start="charged_on").select(
        "policy_id",
        "institution_id",
        "currency",
        "ground",
        "channel",
        "bank",
        "charged_on",
        "limit_on",
        "bank_minor",
        "line_count",
        "refunded_minor",
        bank_currency=_other_currency,
        ledger_minor="charged_minor",
        amount_minor=lambda t: (t.bank_minor - t.charged_minor).abs(),
        record_id="charge_id",
        happened_on="limit_on",
    )


def _summed(lines: ir.Table) -> ir.Table:
    return lines.group_by(named_id="charge_reference").agg(
        bank_minor=lines.amount_minor.sum(),
        line_count=lines.times.sum(),
        low_currency=lines.currency.min(),
        high_currency=lines.currency.max(),
    )


def _once(lines: ir.Table, doubtful: ir.Table) -> ir.Table:
    """The lines of the doubtful charges, those that several statements repeat only as often as one statement has them."""
    wanted = doubtful.select(doubtful_id="charge_id")
    lines = lines.inner_join(wanted, lines.charge_reference == wanted.doubtful_id)
    same = ("charge_reference", "account_token", "booked_on", "amount_minor", "currency")
    each = lines.group_by(*same, "statement_id").agg(times=lines.count())
    once = each.group_by(*same).agg(times=each.times.max())
    return once.select("charge_reference", "currency", "times", amount_minor=once.amount_minor * once.times)


def _other_currency(found: ir.Table) -> ir.StringValue:
    return (found.low_currency != found.currency).ifelse(found.low_currency, found.high_currency)

"""FLW-08  The bank shows money on a premium account, and the ledger does not know it."""

import ibis
import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.controls.totals import credit_lines
from amparo.law.said import Said


@control(
    id="FLW-08",
    version="1.0.0",
    title=Said(zh="银行有、台账无", en="Bank money the ledger does not know", es="Ingreso que el libro no conoce"),
    says=Said(
        zh="{booked_on:day} 保费账户收到 {amount_minor:money}（流水 {record_id}），台账中查无此笔扣款或汇缴（所载扣款号：{charge_reference}，"
        "汇缴号：{remittance_reference}）。",
        en="On {booked_on:day} a premium account received {amount_minor:money} (line {record_id}) that no charge or "
        "remittance of the ledger explains (charge named: {charge_reference}, remittance named: {remittance_reference}).",
        es="El {booked_on:day} una cuenta de primas recibió {amount_minor:money} (línea {record_id}) que ningún cobro ni "
        "remesa explica (cobro indicado: {charge_reference}, remesa indicada: {remittance_reference}).",
    ),
    subject="bank_lines",
    reads={
        "charges": ("charge_reference", "charge_id"),
        "remittances": ("remittance_reference", "remittance_id"),
        "refunds": ("refund_reference", "refund_id"),
        "own_accounts": (("account_token", "account_token"), ("counterparty_token", "account_token")),
    },
    clauses=("HOUSE-FLOW", "PAY-03", "IL-116"),
    right="property",
    stage="booking",
    severity="high",
    due=("bank_confirmation",),
    due_start="booked_on",
    overlaps=("CHG-28", "FLW-07"),
    cause=("institution_id", "bank"),
    unknown=lambda c: _unknown(c),
    unknown_says={
        "account_unregistered": Said(
            zh="该账户未登记用途",
            en="the register does not say what this account is for",
            es="el registro no dice para qué es esta cuenta",
        )
    },
)
def bank_line_unknown(c: Context) -> ir.Table:
    """Money came in on a premium account, and no charge and no remittance of the ledger explains it in time.

    The line names neither, or one that does not exist. The ledger has as many days as the bank has the other way.

    Not a finding: money moved between the insurer's own accounts; a refund that came back (the line names the refund);
    money on an account for suspense, payment or expenses; money going out; a line the bank has only announced; a second
    line of the same charge (FLW-09 adds them up).
    """
    at = credit_lines(c.subject)
    at = at.anti_join(c.t.charges, at.charge_reference == c.t.charges.charge_id)
    at = at.anti_join(c.t.remittances, at.remittance_reference == c.t.remittances.remittance_id)
    at = at.anti_join(c.t.refunds, at.refund_reference == c.t.refunds.refund_id)
    other = c.t.own_accounts.select(other_token="account_token")
    at = at.anti_join(other, at.counterparty_token == other.other_token)
    own = c.t.own_accounts.filter(c.t.own_accounts.kind == "premium").select(
        "institution_id", own_token="account_token", own_from="valid_from", own_to="valid_to"
    )
    at = at.inner_join(
        own, [at.account_token == own.own_token, own.own_from <= at.booked_on, at.booked_on <= own.own_to]
    )
    at = at.group_by(*c.subject.columns).agg(institution_id=at.institution_id.min())
    return c.overdue(at, "bank_confirmation", start="booked_on").select(
        "institution_id",
        "amount_minor",
        "currency",
        "ground",
        "account_token",
        "bank",
        "booked_on",
        "charge_reference",
        "remittance_reference",
        "refund_reference",
        "limit_on",
        policy_id=ibis.null("string"),
        record_id="line_id",
        happened_on="limit_on",
    )


def _unknown(c: Context) -> ir.Table:
    """Money on an account that no register row names."""
    lines, own = credit_lines(c.subject), c.t.own_accounts
    dark = lines.anti_join(own, lines.account_token == own.account_token)
    return dark.select(record_id="line_id", reason=ibis.literal("account_unregistered"))

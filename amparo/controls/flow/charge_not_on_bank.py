"""FLW-07  The ledger says a premium was taken, and the bank does not show it."""

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.controls.totals import credited, first_day
from amparo.law.said import Said


@control(
    id="FLW-07",
    version="1.0.0",
    title=Said(zh="台账已扣、银行未见", en="Charge the bank does not show", es="Cobro que el banco no muestra"),
    says=Said(
        zh="台账记载保单 {policy_id} 于 {charged_on:day} 扣款 {amount_minor:money}（{channel:word}），至 {limit_on:day} 公司银行账户未见该笔收款；"
        "银行入账日：{done_on:day}。",
        en="The ledger says {amount_minor:money} was taken for policy {policy_id} on {charged_on:day} ({channel:word}); by "
        "{limit_on:day} no account of the insurer showed it. Day on the bank's statement: {done_on:day}.",
        es="El libro dice que se cobraron {amount_minor:money} por la póliza {policy_id} el {charged_on:day} "
        "({channel:word}); al {limit_on:day} ninguna cuenta del asegurador lo mostraba. Fecha en el extracto: {done_on:day}.",
    ),
    subject="charges",
    reads={"bank_lines": (("charge_id", "charge_reference"), ("remittance_id", "remittance_reference"))},
    clauses=("HOUSE-FLOW", "PAY-03"),
    right="property",
    stage="booking",
    severity="critical",
    due=("bank_confirmation",),
    due_start="charged_on",
    overlaps=("CHG-09", "CHG-22", "FLW-08"),
    cause=("institution_id", "bank", "channel"),
)
def charge_not_on_bank(c: Context) -> ir.Table:
    """A premium stands in the ledger, and by the day the bank must have confirmed it no statement shows the money.

    Money that an intermediary pays over in one sum is confirmed by the bank's line for that remittance.

    Not a finding: a line booked on the last day; a charge whose days have not passed; cash, which reaches the bank in
    sums; a line of another amount (FLW-09). A line the bank has only announced (pending) confirms nothing, and neither
    does a line that does not name the charge. A finding waits for statements that reach the last day.
    """
    taken = c.subject.filter(c.subject.channel.isin(["pos", "direct_debit", "wallet", "transfer"]))
    lines = credited(c)
    taken = first_day(c, taken, lines, on=("charge_id", "charge_reference"), day="booked_on", name="line_on")
    taken = first_day(c, taken, lines, on=("remittance_id", "remittance_reference"), day="booked_on", name="sum_on")
    taken = taken.mutate(confirmed_on=taken.line_on.fill_null(taken.sum_on))
    return c.overdue(taken, "bank_confirmation", start="charged_on", done="confirmed_on").select(
        "policy_id",
        "institution_id",
        "amount_minor",
        "currency",
        "ground",
        "channel",
        "bank",
        "charged_on",
        "remittance_id",
        "limit_on",
        "done_on",
        record_id="charge_id",
        happened_on="limit_on",
    )

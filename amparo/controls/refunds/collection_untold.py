"""RFD-05  Someone collected money for the customer, and the customer was not told."""

import ibis
import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.controls.totals import first_day
from amparo.law.said import Said


@control(
    id="RFD-05",
    version="1.0.0",
    title=Said(
        zh="代领后未告知客户",
        en="Collected for the customer, customer untold",
        es="Cobro por tercero sin avisar al cliente",
    ),
    says=Said(
        zh="{paid_on:day} 他人代领保单 {policy_id} 退费 {amount_minor:money}（超过 {limit_minor:money}），应于 {limit_on:day} 前告知客户结果；"
        "实际告知日：{done_on:day}。",
        en="On {paid_on:day} someone collected {amount_minor:money} of policy {policy_id} for the customer (above "
        "{limit_minor:money}); he had to be told by {limit_on:day}. Day told: {done_on:day}.",
        es="El {paid_on:day} otra persona cobró {amount_minor:money} de la póliza {policy_id} por el cliente (más de "
        "{limit_minor:money}); había que avisarle antes del {limit_on:day}. Fecha del aviso: {done_on:day}.",
    ),
    subject="refunds",
    reads={"notices": "refund_id"},
    clauses=("SV-17", "HOUSE-REFUNDS"),
    right="know",
    stage="refund",
    severity="high",
    opens="rectification",
    law=("collection_result_minor",),
    due=("collection_result_notice",),
    due_start="paid_on",
    cause=("institution_id",),
    unknown=lambda c: _unknown(c),
    unknown_says={
        "collector_missing": Said(
            zh="未载明由谁领取",
            en="the records do not say who collected it",
            es="los registros no dicen quién lo cobró",
        )
    },
)
def collection_untold(c: Context) -> ir.Table:
    """A proxy collected more than the law's amount and no notice of the result reached the customer in time.

    That the customer must be told is law; by when, where the law is silent, is the house's own rule.

    Not a finding: money the customer collected himself; an amount of exactly the threshold; a notice on the last day; a
    collection whose days have not passed. A notice that did not arrive tells nothing.
    """
    paid = _due(c).filter(lambda t: t.collected_by == "proxy")
    told = c.t.notices.filter((c.t.notices.kind == "collection_result") & c.t.notices.delivered)
    paid = first_day(c, paid, told, on=("refund_id", "refund_id"), day="sent_on", name="told_on")
    return c.overdue(paid, "collection_result_notice", start="paid_on", done="told_on").select(
        "policy_id",
        "institution_id",
        "currency",
        "ground",
        "kind",
        "paid_on",
        "limit_on",
        "done_on",
        record_id="refund_id",
        happened_on="limit_on",
        amount_minor="sum_minor",
        limit_minor="limit",
    )


def _due(c: Context) -> ir.Table:
    """The refunds above the amount from which the customer must be told."""
    paid = c.subject.filter(c.subject.paid_on.notnull())
    paid = paid.mutate(sum_minor=paid.paid_minor.fill_null(paid.due_minor))
    limited = c.law(paid, "collection_result_minor", on="paid_on")
    return limited.filter(limited.sum_minor > limited["limit"])


def _unknown(c: Context) -> ir.Table:
    """Nobody wrote down who collected it, and nobody was told either."""
    due = _due(c).filter(lambda t: t.collected_by.isnull())
    told = c.t.notices.filter((c.t.notices.kind == "collection_result") & c.t.notices.delivered)
    dark = due.anti_join(told, due.refund_id == told.refund_id)
    return dark.select(record_id="refund_id", reason=ibis.literal("collector_missing"))

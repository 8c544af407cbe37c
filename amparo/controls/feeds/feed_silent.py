"""FED-01  A delivery that was expected did not come."""

import ibis
import ibis.expr.types as ir

from amparo.controls.context import Context, days
from amparo.controls.control import control
from amparo.law.said import Said


@control(
    id="FED-01",
    version="1.0.0",
    title=Said(zh="数据源中断", en="Feed silent", es="Suministro en silencio"),
    says=Said(
        zh="数据源 {feed}（{institution_id}，{table_name}）应于 {happened_on} 到达，实际到达日：{done_on:day}。",
        en="Feed {feed} ({institution_id}, {table_name}) was expected by {happened_on}; day it came: {done_on:day}.",
        es="El suministro {feed} ({institution_id}, {table_name}) se esperaba el {happened_on}; fecha de llegada: "
        "{done_on:day}.",
    ),
    subject="feed_days",
    reads={},
    clauses=("HOUSE-FEEDS",),
    right="redress",
    stage="supply",
    severity="medium",
    opens="rectification",
    due_start="expected_on",
    cause=("feed", "institution_id"),
)
def feed_silent(c: Context) -> ir.Table:
    """A delivery the house lists as expected was not there when its last day had passed, or came after it.

    Not a finding: a delivery that came on its last day; one whose last day is today; a delivery without rows, which is
    one all the same (FED-02 sees the fall).
    """
    expected = c.today(c.subject)
    came = (expected.arrived_on <= expected.as_of).fill_null(False)
    judged = expected.mutate(
        done_on=came.ifelse(expected.arrived_on, ibis.null("date")),
        seen_on=came.ifelse(expected.arrived_on, expected.as_of),
    )
    late = judged.filter(judged.seen_on > judged.expected_on)
    return late.select(
        "institution_id",
        "feed",
        "table_name",
        "done_on",
        policy_id=ibis.null("string"),
        record_id="feed_day_id",
        happened_on="expected_on",
        days_late=days(late.done_on, late.expected_on),
        amount_minor=ibis.literal(0, "int64"),
        currency=ibis.literal("XXX"),
    )

"""Deliveries compared with the earlier ones of their feed: shared by the controls that watch how much a feed brings."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.law.said import Said

HISTORY_SHORT = {
    "history_short": Said(
        zh="历史次数不足", en="too few earlier deliveries to compare", es="faltan entregas anteriores para comparar"
    )
}


def came(c: Context) -> ir.Table:
    """What came, with the least number of earlier deliveries beside it."""
    rows = c.today(c.subject)
    rows = rows.filter(rows.arrived_on <= rows.as_of).select(*c.subject.columns)
    return c.law(rows, "feed_least_history", on="expected_on")


def comparable(c: Context, limit: str) -> ir.Table:
    """What came after enough earlier deliveries, with the value of that name beside it as `limit`, in ppm of what is usual."""
    known = came(c)
    enough = known.filter(known.history_days >= known["limit"]).select(*c.subject.columns)
    return c.law(enough, limit, on="expected_on")


def too_few_before(c: Context) -> ir.Table:
    """What came after too few earlier deliveries to know what is usual."""
    known = came(c)
    dark = known.filter((known.history_days < known["limit"]) | known.rows_usual.isnull())
    return dark.select(record_id="feed_day_id", reason=ibis.literal("history_short"))


def out_of_line(found: ir.Table) -> ir.Table:
    """The finding's columns of deliveries that brought far less or far more than usual."""
    return found.select(
        "institution_id",
        "feed",
        "table_name",
        "rows_taken",
        "rows_usual",
        "history_days",
        policy_id=ibis.null("string"),
        record_id="feed_day_id",
        happened_on="expected_on",
        limit_ppm="limit",
        ground="limit_ground",
        amount_minor=ibis.literal(0, "int64"),
        currency=ibis.literal("XXX"),
    )

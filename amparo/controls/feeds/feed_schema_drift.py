"""FED-04  A delivery came with other columns than before."""

import ibis
import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.law.said import Said


@control(
    id="FED-04",
    version="1.0.0",
    title=Said(zh="数据结构变化", en="Feed changed its columns", es="Cambio de columnas del suministro"),
    says=Said(
        zh="数据源 {feed}（{institution_id}，{table_name}）{happened_on} 的数据缺少 {columns_missing} 列、新增 {columns_added} 列。",
        en="Feed {feed} ({institution_id}, {table_name}), expected on {happened_on}, lacks {columns_missing} column(s) and "
        "brings {columns_added} new one(s).",
        es="Al suministro {feed} ({institution_id}, {table_name}), esperado el {happened_on}, le faltan {columns_missing} "
        "columna(s) y trae {columns_added} nueva(s).",
    ),
    subject="feed_days",
    reads={},
    clauses=("HOUSE-FEEDS",),
    right="redress",
    stage="supply",
    severity="medium",
    opens="rectification",
    cause=("feed", "table_name"),
)
def feed_schema_drift(c: Context) -> ir.Table:
    """A delivery lacks columns its feed used to have, or has new ones.

    Not a finding: the same columns in another order; a delivery that did not come (FED-01).
    """
    came = c.today(c.subject)
    came = came.filter(came.arrived_on <= came.as_of)
    return came.filter((came.columns_missing > 0) | (came.columns_added > 0)).select(
        "institution_id",
        "feed",
        "table_name",
        "columns_missing",
        "columns_added",
        policy_id=ibis.null("string"),
        record_id="feed_day_id",
        happened_on="expected_on",
        amount_minor=ibis.literal(0, "int64"),
        currency=ibis.literal("XXX"),
    )

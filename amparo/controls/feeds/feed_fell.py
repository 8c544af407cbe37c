"""FED-02  A delivery brought far fewer rows than usual."""

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.controls.deliveries import HISTORY_SHORT, comparable, out_of_line, too_few_before
from amparo.controls.groups import MILLION
from amparo.law.said import Said


@control(
    id="FED-02",
    version="1.0.0",
    title=Said(zh="数据量骤降", en="Feed fell", es="Caída del suministro"),
    says=Said(
        zh="数据源 {feed}（{institution_id}，{table_name}）{happened_on} 应到数据仅 {rows_taken} 行，通常 {rows_usual} 行"
        "（此前 {history_days} 次），限度 {limit_ppm:percent}。",
        en="Feed {feed} ({institution_id}, {table_name}), expected on {happened_on}, brought {rows_taken} rows; usually "
        "{rows_usual} (of {history_days} earlier deliveries), limit {limit_ppm:percent}.",
        es="El suministro {feed} ({institution_id}, {table_name}), esperado el {happened_on}, trajo {rows_taken} filas; lo "
        "habitual son {rows_usual} (de {history_days} entregas), límite {limit_ppm:percent}.",
    ),
    subject="feed_days",
    reads={},
    clauses=("HOUSE-FEEDS",),
    right="redress",
    stage="supply",
    severity="medium",
    opens="rectification",
    law=("feed_fall_ppm", "feed_least_history"),
    cause=("feed", "institution_id"),
    unknown=too_few_before,
    unknown_says=HISTORY_SHORT,
)
def feed_fell(c: Context) -> ir.Table:
    """A delivery brought far fewer rows than usual, counted against the earlier deliveries of the same feed.

    Not a finding: a delivery at or above the limit; one that did not come (FED-01); one with too few earlier
    deliveries to know what is usual, which is not judged.
    """
    known = comparable(c, "feed_fall_ppm")
    return out_of_line(known.filter(known.rows_taken * MILLION < known.rows_usual * known["limit"]))

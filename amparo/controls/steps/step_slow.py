"""STP-01  From request to charge a unit or a bank takes far longer than the whole house."""

import ibis.expr.types as ir

from amparo.controls.context import Context, seconds
from amparo.controls.control import control
from amparo.controls.groups import MILLION, by_unit_and_bank, enough, stated
from amparo.law.said import Said


@control(
    id="STP-01",
    version="1.0.0",
    title=Said(zh="环节等待过长", en="Step far slower than the house", es="Paso mucho más lento que la casa"),
    says=Said(
        zh="{unit:word} {unit_name} 在 {month} 月从申请到扣款平均等待 {mean_minutes} 分钟（{item_count} 笔），全公司平均 {house_minutes} 分钟"
        "（{house_count} 笔）。",
        en="In {month} {unit:word} {unit_name} took {mean_minutes} minutes from request to charge on average ({item_count} "
        "items); the whole house took {house_minutes} ({house_count} items).",
        es="En {month} {unit:word} {unit_name} tardó {mean_minutes} minutos de media de la solicitud al cobro ({item_count} "
        "operaciones); toda la casa, {house_minutes} ({house_count} operaciones).",
    ),
    subject="charges",
    reads={"charge_requests": "request_id"},
    clauses=("HOUSE-STEPS",),
    right="fair_dealing",
    stage="request",
    severity="low",
    opens="rectification",
    law=("step_least_count", "step_wait_factor_ppm"),
    cause=("unit", "unit_name"),
    grouped=True,
)
def step_slow(c: Context) -> ir.Table:
    """In one month a unit, or a bank by one channel, kept customers waiting longer than the house's factor allows.

    Compared are the mean waits from request to charge, in whole seconds, of the group and of the whole house in the
    same month.

    Not a finding: a group with fewer charges than the least number; a slow month of the whole house; exactly the
    factor. A charge before its own request is no wait (FLW-05), one without a request neither (FLW-01).
    """
    taken, asked = c.subject, c.t.charge_requests.select("requested_at", asked_id="request_id")
    taken = taken.inner_join(asked, taken.request_id == asked.asked_id)
    taken = taken.mutate(waited=seconds(taken.charged_at, taken.requested_at))
    groups = by_unit_and_bank(
        taken.filter(taken.waited >= 0), day="charged_on", figures={"item_count": 1, "waited_seconds": "waited"}
    )
    groups = enough(c, groups)
    groups = groups.mutate(
        mean_seconds=(groups.waited_seconds // groups.item_count).cast("int64"),
        house_seconds=(groups.house_waited_seconds // groups.house_item_count).cast("int64"),
    )
    groups = c.law(groups, "step_wait_factor_ppm", on="happened_on")
    slow = groups.filter(groups.mean_seconds * MILLION > groups["limit"] * groups.house_seconds)
    return stated(
        slow,
        item_count=slow.item_count,
        house_count=slow.house_item_count,
        mean_seconds=slow.mean_seconds,
        house_seconds=slow.house_seconds,
        mean_minutes=(slow.mean_seconds // 60).cast("int64"),
        house_minutes=(slow.house_seconds // 60).cast("int64"),
        factor_ppm=slow["limit"],
    )

"""STP-02  A bank or a unit rejects far more instructions than the whole house sees."""

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.controls.groups import by_unit_and_bank, enough, rate_ppm, stated
from amparo.law.said import Said


@control(
    id="STP-02",
    version="1.0.0",
    title=Said(zh="扣款成功率偏低", en="Success rate low", es="Tasa de éxito baja"),
    says=Said(
        zh="{unit:word} {unit_name} 在 {month} 月的扣款指令成功率为 {rate_ppm:percent}（{accepted_count}/{item_count}），全公司为 "
        "{house_ppm:percent}（{house_count} 笔）。",
        en="In {month} {accepted_count} of {item_count} instructions of {unit:word} {unit_name} succeeded ({rate_ppm:percent}); "
        "in the whole house {house_ppm:percent} of {house_count}.",
        es="En {month} tuvieron éxito {accepted_count} de {item_count} órdenes ({unit:word} {unit_name}): "
        "el {rate_ppm:percent}; en toda la casa, el {house_ppm:percent} de {house_count}.",
    ),
    subject="charge_instructions",
    reads={},
    clauses=("HOUSE-STEPS",),
    right="fair_dealing",
    stage="request",
    severity="low",
    opens="rectification",
    law=("step_least_count", "step_success_gap_ppm"),
    cause=("unit", "unit_name"),
    grouped=True,
)
def success_rate_low(c: Context) -> ir.Table:
    """In one month the share of accepted instructions of a unit, or of a bank by one channel, fell below the house's.

    Compared are accepted to answered instructions, in parts per million cut to whole numbers, of the group and of the
    whole house in the same month.

    Not a finding: a group with fewer answers than the least number; exactly the gap; a poor month of the whole house.
    An instruction without an answer counts neither way.
    """
    sent = c.subject.filter(c.subject.answer != "none")
    sent = sent.mutate(accepted=(sent.answer == "accepted").ifelse(1, 0))
    groups = by_unit_and_bank(sent, day="sent_on", figures={"item_count": 1, "accepted_count": "accepted"})
    groups = enough(c, groups)
    groups = groups.mutate(
        rate_ppm=rate_ppm(groups.accepted_count, groups.item_count),
        house_ppm=rate_ppm(groups.house_accepted_count, groups.house_item_count),
    )
    groups = c.law(groups, "step_success_gap_ppm", on="happened_on")
    low = groups.filter(groups.house_ppm - groups.rate_ppm > groups["limit"])
    return stated(
        low,
        item_count=low.item_count,
        accepted_count=low.accepted_count,
        rate_ppm=low.rate_ppm,
        house_ppm=low.house_ppm,
        house_count=low.house_item_count,
        gap_ppm=low["limit"],
    )

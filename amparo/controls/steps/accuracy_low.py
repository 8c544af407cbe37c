"""STP-03  A unit or a bank gets the amount wrong far more often than the whole house."""

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.controls.groups import by_unit_and_bank, enough, rate_ppm, stated
from amparo.controls.totals import booked
from amparo.law.said import Said


@control(
    id="STP-03",
    version="1.0.0",
    title=Said(zh="扣款准确率偏低", en="Accuracy low", es="Exactitud baja"),
    says=Said(
        zh="{unit:word} {unit_name} 在 {month} 月扣款与申请、入账金额一致的占 {rate_ppm:percent}（{right_count}/{item_count}），全公司为 "
        "{house_ppm:percent}（{house_count} 笔）。",
        en="In {month} {right_count} of {item_count} charges of {unit:word} {unit_name} agreed with what was asked for and "
        "booked ({rate_ppm:percent}); in the whole house {house_ppm:percent} of {house_count}.",
        es="En {month} coincidieron con lo pedido y contabilizado {right_count} de {item_count} cobros ({unit:word} "
        "{unit_name}): el {rate_ppm:percent}; en toda la casa, el {house_ppm:percent} de {house_count}.",
    ),
    subject="charges",
    reads={"charge_requests": "request_id", "bookings": "charge_id"},
    clauses=("HOUSE-STEPS",),
    right="fair_dealing",
    stage="booking",
    severity="low",
    opens="rectification",
    law=("step_least_count", "step_accuracy_gap_ppm"),
    overlaps=("FLW-09", "FLW-10", "FLW-14"),
    cause=("unit", "unit_name"),
    grouped=True,
)
def accuracy_low(c: Context) -> ir.Table:
    """In one month the share of charges whose amount is the one asked for and booked fell below the house's by the gap.

    Counted are the charges that have both a request and a booking, by unit, and by bank and channel.

    Not a finding: a group with fewer such charges than the least number; exactly the gap; a poor month of the whole
    house. What is not booked yet, or was never asked for, counts neither way.
    """
    asked = c.t.charge_requests.select(asked_id="request_id", asked_minor="amount_minor", asked_currency="currency")
    sums = booked(c)
    taken = c.subject.inner_join(asked, c.subject.request_id == asked.asked_id)
    taken = taken.inner_join(sums, taken.charge_id == sums.booked_charge_id)
    right = (
        (taken.amount_minor == taken.asked_minor)
        & (taken.currency == taken.asked_currency)
        & (taken.amount_minor == taken.booked_minor)
        & (taken.currency == taken.low_currency)
        & (taken.currency == taken.high_currency)
    )
    taken = taken.select("institution_id", "bank", "channel", "charged_on", right=right.ifelse(1, 0))
    groups = by_unit_and_bank(taken, day="charged_on", figures={"item_count": 1, "right_count": "right"})
    groups = enough(c, groups)
    groups = groups.mutate(
        rate_ppm=rate_ppm(groups.right_count, groups.item_count),
        house_ppm=rate_ppm(groups.house_right_count, groups.house_item_count),
    )
    groups = c.law(groups, "step_accuracy_gap_ppm", on="happened_on")
    low = groups.filter(groups.house_ppm - groups.rate_ppm > groups["limit"])
    return stated(
        low,
        item_count=low.item_count,
        right_count=low.right_count,
        rate_ppm=low.rate_ppm,
        house_ppm=low.house_ppm,
        house_count=low.house_item_count,
        gap_ppm=low["limit"],
    )

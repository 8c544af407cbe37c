"""CHG-28  A policy was issued before its premium had arrived, where that is forbidden."""

import ibis
import ibis.expr.types as ir

from amparo.controls.charging import PRODUCT_UNKNOWN
from amparo.controls.context import Context, ground
from amparo.controls.control import control
from amparo.law.said import Said


def with_a_price(c: Context) -> ir.Table:
    """Policies somebody has to pay for."""
    s = c.subject
    return s.filter((s.premium_minor > 0) & (s.premium_exempt.isnull() | ~s.premium_exempt))


def with_first_premium(c: Context) -> ir.Table:
    """Policies that may only be issued after the premium, by the law of their day, with when the first charge came."""
    products = c.t.products.filter(c.t.products.premium_first).select("product_id", "line")
    s = with_a_price(c).inner_join(products, "product_id")
    s = s.select(
        "policy_id", "product_id", "institution_id", "premium_minor", "currency", "issued_on", "issued_at", "line"
    )
    motor = c.law(s.filter(s.line == "motor"), "premium_first_motor", on="issued_on")
    other = c.law(s.filter(s.line != "motor"), "premium_first_non_motor", on="issued_on")
    s = motor.union(other)
    s = s.filter(s["limit"] >= 1)
    paid = c.t.charges.semi_join(s.select("policy_id"), "policy_id")
    first = paid.group_by(paid_policy_id=paid.policy_id).agg(
        first_charged_on=paid.charged_on.min(), first_charged_at=paid.charged_at.min()
    )
    return s.left_join(first, s.policy_id == first.paid_policy_id)


def moment_or_product_not_told(c: Context) -> ir.Table:
    """Policies issued at a moment not told on the day their premium came, and those of a product that is not known."""
    rows = with_first_premium(c)
    timeless = rows.filter((rows.first_charged_on == rows.issued_on) & rows.issued_at.isnull()).select(
        record_id="policy_id", reason=ibis.literal("no_moment", type="string")
    )
    bare = c.law(with_a_price(c), "premium_first_non_motor", on="issued_on")
    bare = bare.anti_join(c.t.products.select("product_id").distinct(), "product_id")
    return timeless.union(bare.select(record_id="policy_id", reason=ibis.literal("product_unknown", type="string")))


@control(
    id="CHG-28",
    version="1.0.0",
    title=Said(zh="见费前出单", en="Policy before premium", es="Póliza antes de la prima"),
    says=Said(
        zh="保单 {policy_id}（保费 {amount_minor:money}）于 {happened_on} 出单，首笔保费收取日：{first_charged_on:day}；"
        "此类保单须先收到保费再出单。",
        en="Policy {policy_id} (premium {amount_minor:money}) was issued on {happened_on}; first premium taken:"
        " {first_charged_on:day}. Such a policy may only be issued after the premium arrived.",
        es="La póliza {policy_id} (prima {amount_minor:money}) se emitió el {happened_on}; primera prima cobrada:"
        " {first_charged_on:day}. Una póliza así solo puede emitirse tras recibir la prima.",
    ),
    subject="policies",
    reads={"charges": "policy_id", "products": "product_id"},
    law=("premium_first_non_motor", "premium_first_motor"),
    clauses=("NM-36", "MOTOR-FIRST"),
    right="fair_dealing",
    stage="sale",
    severity="medium",
    opens="rectification",
    overlaps=("FLW-08",),
    cause=("product_id", "institution_id"),
    unknown=moment_or_product_not_told,
    unknown_says={
        "no_moment": Said(
            zh="同日收费出单但未记载出单时间",
            en="issued on the day of the premium, at a moment not told",
            es="emitida el día de la prima, sin constar la hora",
        ),
        "product_unknown": PRODUCT_UNKNOWN,
    },
)
def policy_before_premium(c: Context) -> ir.Table:
    """A policy of a product that needs the premium first was issued before the first charge, or without any.

    Non-motor policies by the rule in force on the day of issue; motor policies where the house switches that rule on.
    Not a finding: a policy issued after the premium on the same day; an exempt (government-funded) policy; a free one;
    a product that may be issued first; a policy issued before the rule came into force.
    """
    rows = with_first_premium(c)
    none = rows.first_charged_on.isnull()
    same_day = (rows.first_charged_on == rows.issued_on) & (rows.issued_at < rows.first_charged_at)
    early = rows.filter(none | (rows.first_charged_on > rows.issued_on) | same_day)
    return early.select(
        "policy_id",
        "institution_id",
        "currency",
        "product_id",
        "line",
        "issued_at",
        "first_charged_on",
        "first_charged_at",
        "legal_value",
        "house_value",
        record_id="policy_id",
        happened_on="issued_on",
        amount_minor="premium_minor",
        ground=ground(early.legal_value >= 1),
    )

"""Rows counted by unit and month, and by bank, channel and month, with the whole house of that month beside them."""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from amparo.controls.context import Context

MILLION = 1_000_000


def by_unit_and_bank(rows: ir.Table, *, day: str, figures: Mapping[str, str | int]) -> ir.Table:
    """For each group `unit`, `unit_name`, `month` (YYYYMM), `record_id`, `happened_on` (its last day), and each figure.

    A figure is the sum of a column, or a count where 1 is given; `house_` before its name is the same figure over all
    rows of that month. Rows without a bank belong to no bank's group.
    """
    month = (rows[day].year().cast("int64") * 100 + rows[day].month().cast("int64")).cast("string")
    columns = {name: ibis.literal(1, "int64") if given == 1 else rows[str(given)] for name, given in figures.items()}
    rows = rows.select("institution_id", "bank", "channel", month=month, on=rows[day], **columns)
    unit = rows.select("month", "on", *figures, unit=ibis.literal("institution"), unit_name="institution_id")
    banked = rows.filter(rows.bank.notnull())
    bank = banked.select(
        "month", "on", *figures, unit=ibis.literal("bank"), unit_name=banked.bank + "/" + banked.channel
    )
    each = unit.union(bank)
    groups = each.group_by("unit", "unit_name", "month").agg(
        happened_on=each.on.max(), **{name: each[name].sum() for name in figures}
    )
    house = rows.group_by(house_month="month").agg(**{f"house_{name}": rows[name].sum() for name in figures})
    joined = groups.inner_join(house, groups.month == house.house_month)
    return joined.select(
        *groups.columns,
        *(f"house_{name}" for name in figures),
        record_id=joined.unit + ":" + joined.unit_name + ":" + joined.month,
        institution_id=(joined.unit == "institution").ifelse(joined.unit_name, ibis.null("string")),
    )


def enough(c: Context, groups: ir.Table) -> ir.Table:
    """Those of the groups (which have `item_count`) that are large enough to be compared."""
    counted = c.law(groups, "step_least_count", on="happened_on")
    return counted.filter(counted.item_count >= counted["limit"]).select(*groups.columns)


def rate_ppm(part: ir.IntegerValue, whole: ir.IntegerValue) -> ir.IntegerValue:
    """Parts per million, cut to a whole number."""
    return (part * MILLION // whole).cast("int64")


def stated(groups: ir.Table, **facts: ir.Value) -> ir.Table:
    """The groups as findings: no policy and no money is theirs, but the figures are."""
    return groups.select(
        "record_id",
        "institution_id",
        "happened_on",
        "unit",
        "unit_name",
        "month",
        policy_id=ibis.null("string"),
        amount_minor=ibis.literal(0, "int64"),
        currency=ibis.literal("XXX"),
        **facts,
    )

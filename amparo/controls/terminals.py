"""What controls on card terminals share: the register row in force, and distances in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.law.said import Said

if TYPE_CHECKING:
    from amparo.controls.control import Condition

# A micro-degree of latitude is 111 mm on the ground to a third of a per cent, everywhere. One of longitude shrinks
# towards the poles: the register tells it at the terminal's own latitude (`longitude_mm_e6`, whole millimetres).
LATITUDE_MM = 111

REGISTER_IN_FORCE: Mapping[str, Condition] = {
    "started": lambda s, t: t.valid_from <= s.charged_on,
    "not_ended": lambda s, t: s.charged_on <= t.valid_to,
}
REGISTER_FAILS: Mapping[str, Said] = {
    "started": Said(zh="尚未启用", en="not yet in use", es="aún no en uso"),
    "not_ended": Said(zh="已停用", en="had been taken out of use", es="ya retirado"),
    "company_owned": Said(zh="登记为个人终端", en="is registered as a person's own", es="figura como particular"),
    "same_merchant": Said(
        zh="登记在另一商户名下", en="is registered for another merchant", es="figura para otro comercio"
    ),
    "same_institution": Said(
        zh="登记在另一机构名下", en="is registered for another institution", es="figura para otra institución"
    ),
}


def at_terminals(c: Context) -> ir.Table:
    """Charges by card whose terminal is told."""
    return c.subject.filter((c.subject.channel == "pos") & c.subject.terminal_id.notnull())


def registered(c: Context, rows: ir.Table) -> ir.Table:
    """Those of the charges whose terminal has a register row in force that day."""
    t = c.t.terminals.view()
    met = [condition(rows, t) for condition in REGISTER_IN_FORCE.values()]
    return rows.semi_join(t, [rows.terminal_id == t.terminal_id, *met])


def millimetres(one: ir.IntegerValue, other: ir.IntegerValue, mm: ir.IntegerValue | int) -> ir.IntegerValue:
    """How far apart two coordinates in micro-degrees lie, at `mm` millimetres a micro-degree."""
    return (one - other).abs() * mm


def farther(north_mm: ir.IntegerValue, east_mm: ir.IntegerValue, metres: ir.IntegerValue) -> ir.BooleanValue:
    """Whether two places lie farther apart than so many metres; sides beyond it are cut, so that squares stay int64."""
    limit = metres * 1000
    north = (north_mm <= limit).ifelse(north_mm, limit + 1)
    east = (east_mm <= limit).ifelse(east_mm, limit + 1)
    return north * north + east * east > limit * limit

"""CHG-18  A terminal was used away from its registered place."""

import ibis.expr.types as ir

from amparo.controls.charging import found, unjudged
from amparo.controls.context import Context, first_each, ground
from amparo.controls.control import control
from amparo.controls.terminals import LATITUDE_MM, REGISTER_IN_FORCE, at_terminals, farther, millimetres, registered
from amparo.law.said import Said


def north_mm(s: ir.Table, t: ir.Table) -> ir.IntegerValue:
    """Millimetres north or south of the registered place."""
    return millimetres(s.seen_latitude_e6, t.place_latitude_e6, LATITUDE_MM)


def east_mm(s: ir.Table, t: ir.Table) -> ir.IntegerValue:
    """Millimetres east or west of the registered place."""
    return millimetres(s.seen_longitude_e6, t.place_longitude_e6, t.longitude_mm_e6)


def seen(c: Context) -> ir.Table:
    """Charges at a terminal whose place was seen."""
    rows = at_terminals(c)
    return rows.filter(rows.seen_latitude_e6.notnull() & rows.seen_longitude_e6.notnull())


def at_a_place(c: Context, rows: ir.Table) -> tuple[ir.Table, list[ir.BooleanValue]]:
    """The register, and the conditions by which a row of it in force tells a place for these charges."""
    t = c.t.terminals.view()
    met = [rows.terminal_id == t.terminal_id, *(condition(rows, t) for condition in REGISTER_IN_FORCE.values())]
    return t, [*met, t.place_latitude_e6.notnull() & t.place_longitude_e6.notnull() & t.longitude_mm_e6.notnull()]


def place_not_told(c: Context) -> ir.Table:
    """Charges at registered terminals not seen anywhere, and those whose register tells no place."""
    rows = registered(c, at_terminals(c)).select(*c.subject.columns)
    unseen = rows.filter(rows.seen_latitude_e6.isnull() | rows.seen_longitude_e6.isnull())
    there = registered(c, seen(c)).select(*c.subject.columns)
    unplaced = there.anti_join(*at_a_place(c, there))
    return unjudged(unseen, "not_seen").union(unjudged(unplaced, "no_place"))


@control(
    id="CHG-18",
    version="1.0.0",
    title=Said(zh="终端偏离登记地点", en="Terminal away from its place", es="Terminal fuera de su lugar"),
    says=Said(
        zh="{happened_on} 保单 {policy_id} 的 {amount_minor:money} 在终端 {terminal_id} 收取时，终端距登记地点南北 "
        "{north_mm:metres}、东西 {east_mm:metres}（允许偏离 {allowed_metres} 米）。",
        en="On {happened_on}, when {amount_minor:money} for policy {policy_id} was charged, terminal {terminal_id} was"
        " {north_mm:metres} north or south and {east_mm:metres} east or west of its registered place"
        " ({allowed_metres} m allowed).",
        es="El {happened_on}, al cobrar {amount_minor:money} de la póliza {policy_id}, el terminal {terminal_id} estaba a"
        " {north_mm:metres} al norte o al sur y {east_mm:metres} al este o al oeste de su lugar registrado"
        " (se admiten {allowed_metres} m).",
    ),
    subject="charges",
    reads={"terminals": "terminal_id"},
    law=("terminal_radius_metres",),
    clauses=("T259-PLACE", "T259-MONITOR", "HOUSE-TERMINALS"),
    right="property",
    stage="charge",
    severity="high",
    opens="accountability",
    overlaps=("CHG-15", "CHG-16", "CHG-17", "CHG-19"),
    cause=("terminal_id",),
    askable=True,
    unknown=place_not_told,
    unknown_says={
        "not_seen": Said(
            zh="交易未记录终端位置",
            en="the place of the terminal was not seen",
            es="no consta dónde estaba el terminal",
        ),
        "no_place": Said(
            zh="登记册未记载终端地点", en="the register tells no place", es="el registro no indica el lugar"
        ),
    },
)
def terminal_out_of_place(c: Context) -> ir.Table:
    """A registered terminal was used farther from every place registered for it that day than the radius allows.

    Distances are whole millimetres: 111 a micro-degree of latitude, the register's own figure for longitude; squares
    are compared, so no root is drawn. Not a finding: just within the radius; a move the register tells from that day.
    """
    rows = seen(c)
    t, met = at_a_place(c, rows)
    rows = rows.inner_join(t, met, rname="register_{name}")
    rows = rows.mutate(north_mm=north_mm(rows, rows), east_mm=east_mm(rows, rows))
    rows = c.law(rows, "terminal_radius_metres", on="charged_on")
    far = rows.filter(farther(rows.north_mm, rows.east_mm, rows["limit"]))
    far = first_each(far, "charge_id", "registration_id")
    t, met = at_a_place(c, far)
    near = ~farther(north_mm(far, t), east_mm(far, t), far["limit"])
    far = far.anti_join(t, [*met, near])
    return found(
        far,
        "terminal_id",
        "registration_id",
        "operator_id",
        "north_mm",
        "east_mm",
        "legal_value",
        "house_value",
        allowed_metres=far["limit"],
        ground=ground(farther(far.north_mm, far.east_mm, far.legal_value)),
    )

"""CHG-19  A terminal was used at two places within minutes."""

import ibis
import ibis.expr.types as ir

from amparo.controls.charging import found, unjudged
from amparo.controls.context import Context, ground, seconds
from amparo.controls.control import control
from amparo.controls.terminals import LATITUDE_MM, at_terminals, farther, millimetres
from amparo.law.said import Said


def scales(c: Context) -> ir.Table:
    """One row a terminal: millimetres a micro-degree of longitude, as any of its register rows tells."""
    t = c.t.terminals.filter(c.t.terminals.longitude_mm_e6.notnull())
    return t.group_by(scale_terminal_id=t.terminal_id).agg(scale_mm=t.longitude_mm_e6.max())


def place_not_told(c: Context) -> ir.Table:
    """Charges at a terminal that was not seen, and those whose terminal's register tells no place to measure by."""
    rows = at_terminals(c)
    unseen = rows.filter(rows.seen_latitude_e6.isnull() | rows.seen_longitude_e6.isnull())
    there = rows.filter(rows.seen_latitude_e6.notnull() & rows.seen_longitude_e6.notnull())
    scale = scales(c)
    unplaced = there.anti_join(scale, there.terminal_id == scale.scale_terminal_id)
    return unjudged(unseen, "not_seen").union(unjudged(unplaced, "no_place"))


@control(
    id="CHG-19",
    version="1.0.0",
    title=Said(zh="终端短时间内出现在两地", en="Terminal at two places", es="Terminal en dos lugares"),
    says=Said(
        zh="终端 {terminal_id} 于 {happened_on} 收取保单 {policy_id} 的 {amount_minor:money}，与上一笔 {earlier_charge_id} 仅隔"
        " {seconds_between} 秒，两地却相距南北 {north_mm:metres}、东西 {east_mm:metres}。",
        en="Terminal {terminal_id} charged {amount_minor:money} for policy {policy_id} on {happened_on}, {seconds_between}"
        " seconds after charge {earlier_charge_id}, yet {north_mm:metres} north or south and {east_mm:metres} east or"
        " west of it.",
        es="El terminal {terminal_id} cobró {amount_minor:money} de la póliza {policy_id} el {happened_on},"
        " {seconds_between} segundos después del cobro {earlier_charge_id}, pero a {north_mm:metres} al norte o al sur y"
        " {east_mm:metres} al este o al oeste.",
    ),
    subject="charges",
    reads={"terminals": "terminal_id"},
    law=("terminal_two_places_minutes", "terminal_two_places_metres"),
    clauses=("T259-PLACE", "T259-MONITOR", "HOUSE-TERMINALS"),
    right="property",
    stage="charge",
    severity="critical",
    opens="accountability",
    overlaps=("CHG-14", "CHG-15", "CHG-16", "CHG-17", "CHG-18"),
    cause=("terminal_id",),
    history="terminal_id",
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
def terminal_at_two_places(c: Context) -> ir.Table:
    """A terminal was seen so soon after its last sighting, and so far from it, that one of the two is not the terminal.

    Each sighting is compared with the one before it; the later one is the finding. Not a finding: two sightings close
    in place, or far apart in time; sightings of two terminals.
    """
    h = c.history("terminal_id")
    h = h.filter(
        (h.channel == "pos") & h.terminal_id.notnull() & h.seen_latitude_e6.notnull() & h.seen_longitude_e6.notnull()
    )
    own = ibis.window(group_by="terminal_id", order_by=["charged_at", "charge_id"])
    h = h.mutate(
        earlier_charge_id=h.charge_id.lag().over(own),
        earlier_at=h.charged_at.lag().over(own),
        earlier_latitude_e6=h.seen_latitude_e6.lag().over(own),
        earlier_longitude_e6=h.seen_longitude_e6.lag().over(own),
    )
    moved = h.filter(
        h.earlier_charge_id.notnull()
        & ((h.seen_latitude_e6 != h.earlier_latitude_e6) | (h.seen_longitude_e6 != h.earlier_longitude_e6))
    )
    scale = scales(c)
    moved = c.only_subject(moved, "charge_id")
    moved = moved.inner_join(scale, moved.terminal_id == scale.scale_terminal_id)
    moved = moved.mutate(
        seconds_between=seconds(moved.charged_at, moved.earlier_at),
        north_mm=millimetres(moved.seen_latitude_e6, moved.earlier_latitude_e6, LATITUDE_MM),
        east_mm=millimetres(moved.seen_longitude_e6, moved.earlier_longitude_e6, moved.scale_mm),
    )
    soon = c.law(moved, "terminal_two_places_minutes", on="charged_on")
    soon = soon.filter(soon.seconds_between <= soon["limit"] * 60)
    soon = soon.select(*moved.columns, minutes=soon["limit"], minutes_legal=soon.legal_value)
    far = c.law(soon, "terminal_two_places_metres", on="charged_on")
    far = far.filter(farther(far.north_mm, far.east_mm, far["limit"]))
    unlawful = (far.seconds_between <= far.minutes_legal * 60) & farther(far.north_mm, far.east_mm, far.legal_value)
    return found(
        far,
        "terminal_id",
        "operator_id",
        "earlier_charge_id",
        "seconds_between",
        "north_mm",
        "east_mm",
        minutes_allowed=far.minutes,
        metres_allowed=far["limit"],
        legal_value=far.legal_value,
        house_value=far.house_value,
        ground=ground(unlawful),
    )

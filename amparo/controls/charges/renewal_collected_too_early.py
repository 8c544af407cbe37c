"""CHG-08  The next term of short accident cover was charged too long before the running term ends."""

import ibis.expr.types as ir

from amparo.controls.charging import POLICY_UNKNOWN, PRODUCT_UNKNOWN, cover_unjudged, found, of_unknown_cover, unjudged
from amparo.controls.context import Context, days, ground
from amparo.controls.control import control
from amparo.law.said import Said

# A term lasts up to a year: an end this long after the day the renewal falls due is the end of the renewed term.
RENEWED_ALREADY_DAYS = 180


def accident_renewals(c: Context) -> ir.Table:
    """Charges for a new term of accident cover up to a year, with the days left of the running term."""
    short = c.t.products.filter(lambda p: (p.line == "accident") & (p.term_kind == "short")).select("product_id")
    policies = c.t.policies.semi_join(short, "product_id").select("policy_id", "product_id", "ends_on")
    renewals = c.subject.filter(c.subject.kind == "new_term").inner_join(policies, "policy_id")
    due = c.t.instalments.select("instalment_id", "due_on", due_policy_id="policy_id")
    named = [renewals.instalment_id == due.instalment_id, renewals.policy_id == due.due_policy_id]
    rows = renewals.left_join(due, named, rname="due_{name}")
    rows = rows.mutate(days_left=days(rows.ends_on, rows.charged_on), days_renewed=days(rows.ends_on, rows.due_on))
    return rows.mutate(renewed=(rows.days_renewed > RENEWED_ALREADY_DAYS).ifelse(1, 0))


def row_renewed_already(c: Context) -> ir.Table:
    """Renewals whose policy row already tells the end of the renewed term, or whose cover is not known at all."""
    renewed = unjudged(accident_renewals(c).filter(lambda t: t.renewed == 1), "renewed_already")
    bare = of_unknown_cover(c, c.subject.filter(c.subject.kind == "new_term"))
    return renewed.union(cover_unjudged(c, bare))


@control(
    id="CHG-08",
    version="1.0.0",
    title=Said(
        zh="意外险续保预收过早", en="Renewal collected too early", es="Renovación cobrada con exceso de antelación"
    ),
    says=Said(
        zh="{happened_on} 收取保单 {policy_id} 下一年意外险保费 {amount_minor:money}，距保险期间届满 {ends_on:day} 还有"
        " {days_left} 天（不得早于届满前 {allowed} 天）。",
        en="On {happened_on} {amount_minor:money} was taken for the next term of accident policy {policy_id}, {days_left}"
        " days before cover ends on {ends_on:day} (not earlier than {allowed} days before).",
        es="El {happened_on} se cobraron {amount_minor:money} por la renovación de la póliza de accidentes {policy_id},"
        " {days_left} días antes del fin de cobertura el {ends_on:day} (no antes de {allowed} días).",
    ),
    subject="charges",
    reads={"policies": "policy_id", "products": None, "instalments": "instalment_id"},
    law=("accident_renewal_window_days",),
    clauses=("PAY-11", "ACC-17-8"),
    right="choose",
    stage="charge",
    severity="high",
    overlaps=("CHG-04", "CHG-07", "CHG-25", "FLW-05"),
    cause=("product_id", "institution_id"),
    askable=True,
    unknown=row_renewed_already,
    unknown_says={
        "renewed_already": Said(
            zh="保单记录已是续保后的期间",
            en="the policy row already tells the renewed term",
            es="la póliza ya figura con el periodo renovado",
        ),
        "policy_unknown": POLICY_UNKNOWN,
        "product_unknown": PRODUCT_UNKNOWN,
    },
)
def renewal_collected_too_early(c: Context) -> ir.Table:
    """The premium of the next term of accident cover up to a year was taken before the window the law opens.

    By whatever channel: the ban is on collecting. `ends_on` is the end of the term running when it was taken.
    Not a finding: the first day of the window; a renewal of health, life or motor cover; an instalment of the running
    term; a renewal before the law came into force.
    """
    rows = accident_renewals(c).filter(lambda t: t.renewed == 0)
    rows = c.law(rows, "accident_renewal_window_days", on="charged_on").filter(lambda t: t.days_left > t["limit"])
    return found(
        rows,
        "instalment_id",
        "product_id",
        "ends_on",
        "days_left",
        "legal_value",
        "house_value",
        allowed=rows["limit"],
        ground=ground(rows.days_left > rows.legal_value),
    )

"""CHG-21  An operator took a premium on a day he was not on duty."""

import ibis
import ibis.expr.types as ir

from amparo.controls.charging import found, taken_by_hand, unjudged
from amparo.controls.context import Context
from amparo.controls.control import Near, control
from amparo.law.said import Said

ON_DUTY = Near(
    table="duty_days",
    on="operator_id",
    table_on="person_id",
    key="duty_id",
    conditions={
        "same_day": lambda s, d: s.charged_on == d.duty_on,
        "same_institution": lambda s, d: s.institution_id == d.institution_id,
    },
    fails={
        "same_day": Said(zh="排在另一日", en="is on another day", es="es otro día"),
        "same_institution": Said(zh="排在另一机构", en="is at another institution", es="es en otra institución"),
    },
    facts=("duty_on", "institution_id"),
)


def not_on_roster(c: Context) -> ir.Table:
    """Charges by registered operators who are not on the roster of their institution that day."""
    s = c.subject.filter(taken_by_hand(c.subject) & c.subject.operator_id.notnull())
    r = c.t.registrations.filter(c.t.registrations.role == "operator")
    registered = [s.operator_id == r.person_id, s.institution_id == r.institution_id]
    registered += [r.valid_from <= s.charged_on, s.charged_on <= r.valid_to]
    return c.uncovered(s, ON_DUTY).semi_join(r, registered).select(*c.subject.columns)


def no_roster(c: Context) -> ir.Table:
    """Those whose institution has no roster at all for that day."""
    s, d = not_on_roster(c), c.t.duty_days.view()
    return unjudged(s.anti_join(d, [s.institution_id == d.institution_id, s.charged_on == d.duty_on]), "no_roster")


@control(
    id="CHG-21",
    version="1.0.0",
    title=Said(zh="操作员非当班", en="Operator off duty", es="Operador fuera de turno"),
    says=Said(
        zh="{happened_on} 操作员 {operator_id} 在机构 {institution_id} 为保单 {policy_id} 收取 {amount_minor:money}"
        "（{channel:word}），但当日值班表上没有此人。",
        en="On {happened_on} operator {operator_id} took {amount_minor:money} for policy {policy_id} ({channel:word}) at"
        " institution {institution_id}, but is not on its roster of that day.",
        es="El {happened_on} el operador {operator_id} cobró {amount_minor:money} de la póliza {policy_id}"
        " ({channel:word}) en la institución {institution_id}, pero no figura en el turno de ese día.",
    ),
    subject="charges",
    reads={"duty_days": ("charged_on", "duty_on"), "registrations": ("operator_id", "person_id")},
    clauses=("HOUSE-OPERATORS", "SAL-32"),
    right="property",
    stage="charge",
    severity="medium",
    opens="accountability",
    cause=("operator_id", "institution_id", "happened_on"),
    askable=True,
    near=ON_DUTY,
    unknown=no_roster,
    unknown_says={
        "no_roster": Said(
            zh="该机构当日无值班表",
            en="the institution has no roster for that day",
            es="la institución no tiene turno de ese día",
        )
    },
)
def operator_off_duty(c: Context) -> ir.Table:
    """A registered operator took a premium by card or in cash on a day he was not on his institution's roster.

    The roster is the house's own rule. Not a finding: an operator on the roster; one who is not registered there at
    all (CHG-20); a day for which the institution has no roster (that is unjudged).
    """
    s, d = not_on_roster(c), c.t.duty_days.view()
    off = s.semi_join(d, [s.institution_id == d.institution_id, s.charged_on == d.duty_on])
    return found(
        off, "operator_id", "channel", "terminal_id", "charged_on", ground=ibis.literal("house", type="string")
    )

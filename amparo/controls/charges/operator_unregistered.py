"""CHG-20  Someone took a premium who was not registered to operate there."""

import ibis.expr.types as ir

from amparo.controls.charging import found, taken_by_hand, unjudged
from amparo.controls.context import Context
from amparo.controls.control import Near, control
from amparo.law.said import Said

REGISTERED = Near(
    table="registrations",
    on="operator_id",
    table_on="person_id",
    key="registration_id",
    conditions={
        "as_operator": lambda s, r: r.role == "operator",
        "same_institution": lambda s, r: s.institution_id == r.institution_id,
        "started": lambda s, r: r.valid_from <= s.charged_on,
        "not_ended": lambda s, r: s.charged_on <= r.valid_to,
    },
    fails={
        "as_operator": Said(zh="登记为其他角色", en="is for another role", es="es para otra función"),
        "same_institution": Said(zh="登记在其他机构", en="is at another institution", es="es en otra institución"),
        "started": Said(zh="尚未生效", en="not yet in force", es="aún no vigente"),
        "not_ended": Said(zh="已失效", en="had ended", es="había terminado"),
    },
    facts=("role", "institution_id", "valid_from", "valid_to"),
)


def operator_not_told(c: Context) -> ir.Table:
    """Charges by card or in cash whose operator the ledger does not tell."""
    return unjudged(c.subject.filter(taken_by_hand(c.subject) & c.subject.operator_id.isnull()), "no_operator")


@control(
    id="CHG-20",
    version="1.0.0",
    title=Said(zh="操作员未登记", en="Operator not registered", es="Operador no registrado"),
    says=Said(
        zh="{happened_on} 操作员 {operator_id} 在机构 {institution_id} 为保单 {policy_id} 收取 {amount_minor:money}"
        "（{channel:word}），当日未在该机构登记为操作员。",
        en="On {happened_on} operator {operator_id} took {amount_minor:money} for policy {policy_id} ({channel:word}) at"
        " institution {institution_id}, where he was not registered as an operator that day.",
        es="El {happened_on} el operador {operator_id} cobró {amount_minor:money} de la póliza {policy_id}"
        " ({channel:word}) en la institución {institution_id}, donde no figuraba como operador ese día.",
    ),
    subject="charges",
    reads={"registrations": ("operator_id", "person_id")},
    clauses=("SAL-03", "SAL-32", "AGENT-38", "HOUSE-OPERATORS"),
    right="property",
    stage="charge",
    severity="high",
    opens="accountability",
    overlaps=("CHG-17",),
    cause=("operator_id", "institution_id"),
    askable=True,
    near=REGISTERED,
    unknown=operator_not_told,
    unknown_says={
        "no_operator": Said(
            zh="台账未记载操作员", en="the ledger does not tell the operator", es="el registro no dice el operador"
        )
    },
)
def operator_unregistered(c: Context) -> ir.Table:
    """A premium was taken by card or in cash by someone not registered as an operator of that institution that day.

    Not a finding: the first and the last day of a registration; a person registered both as seller and as operator; a
    debit or transfer, which no operator takes.
    """
    told = c.subject.filter(taken_by_hand(c.subject) & c.subject.operator_id.notnull())
    return found(c.uncovered(told, REGISTERED), "operator_id", "channel", "terminal_id")

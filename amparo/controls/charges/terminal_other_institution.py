"""CHG-17  A card was charged by another institution than the terminal is registered for."""

import ibis.expr.types as ir

from amparo.controls.charging import found
from amparo.controls.context import Context, first_each
from amparo.controls.control import Near, control
from amparo.controls.terminals import REGISTER_FAILS, REGISTER_IN_FORCE, at_terminals
from amparo.law.said import Said

SAME_INSTITUTION = Near(
    table="terminals",
    on="terminal_id",
    key="registration_id",
    conditions={**REGISTER_IN_FORCE, "same_institution": lambda s, t: s.institution_id == t.institution_id},
    fails={name: REGISTER_FAILS[name] for name in (*REGISTER_IN_FORCE, "same_institution")},
    facts=("institution_id", "valid_from", "valid_to"),
)


@control(
    id="CHG-17",
    version="1.0.0",
    title=Said(zh="终端与机构不符", en="Terminal of another institution", es="Terminal de otra institución"),
    says=Said(
        zh="{happened_on} 机构 {institution_id} 为保单 {policy_id} 收取 {amount_minor:money}，所用终端 {terminal_id} 登记在机构"
        " {registered_institution_id} 名下。",
        en="On {happened_on} institution {institution_id} charged {amount_minor:money} for policy {policy_id} on terminal"
        " {terminal_id}, which is registered for institution {registered_institution_id}.",
        es="El {happened_on} la institución {institution_id} cobró {amount_minor:money} de la póliza {policy_id} en el"
        " terminal {terminal_id}, registrado para la institución {registered_institution_id}.",
    ),
    subject="charges",
    reads={"terminals": "terminal_id"},
    clauses=("T259-MERCHANT", "HOUSE-TERMINALS"),
    right="property",
    stage="charge",
    severity="high",
    opens="accountability",
    overlaps=("CHG-15", "CHG-16", "CHG-18", "CHG-19", "CHG-20"),
    cause=("terminal_id", "institution_id"),
    askable=True,
    near=SAME_INSTITUTION,
)
def terminal_other_institution(c: Context) -> ir.Table:
    """A card was charged by an institution on a terminal registered that day for another institution.

    Not a finding: a terminal handed over, from the day the register tells; a terminal with no registration in force
    (CHG-14).
    """
    others = c.beside(c.uncovered(at_terminals(c), SAME_INSTITUTION), SAME_INSTITUTION, *REGISTER_IN_FORCE)
    one = first_each(others, "charge_id", "registration_id")
    return found(
        one, "terminal_id", "registration_id", "operator_id", registered_institution_id=one.near_institution_id
    )

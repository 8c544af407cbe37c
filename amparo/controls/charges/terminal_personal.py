"""CHG-15  A card was charged on somebody's own terminal."""

import ibis.expr.types as ir

from amparo.controls.charging import found
from amparo.controls.context import Context, first_each
from amparo.controls.control import Near, control
from amparo.controls.terminals import REGISTER_FAILS, REGISTER_IN_FORCE, at_terminals
from amparo.law.said import Said

COMPANY_OWNED = Near(
    table="terminals",
    on="terminal_id",
    key="registration_id",
    conditions={**REGISTER_IN_FORCE, "company_owned": lambda s, t: t.ownership == "company"},
    fails={name: REGISTER_FAILS[name] for name in (*REGISTER_IN_FORCE, "company_owned")},
    facts=("ownership", "keeper_id", "valid_from", "valid_to"),
)


@control(
    id="CHG-15",
    version="1.0.0",
    title=Said(zh="使用个人终端收款", en="Personal terminal", es="Terminal particular"),
    says=Said(
        zh="{happened_on} 保单 {policy_id} 的 {amount_minor:money} 在终端 {terminal_id} 刷卡收取，该终端登记为个人所有"
        "（保管人 {keeper_id}）。",
        en="On {happened_on} {amount_minor:money} for policy {policy_id} was charged on terminal {terminal_id}, registered"
        " as a person's own (keeper {keeper_id}).",
        es="El {happened_on} se cobraron {amount_minor:money} de la póliza {policy_id} en el terminal {terminal_id},"
        " registrado como particular (a cargo de {keeper_id}).",
    ),
    subject="charges",
    reads={"terminals": "terminal_id"},
    clauses=("SAL-32", "PAY-02", "AGENT-70", "T259-CODE", "T259-SETTLE", "HOUSE-TERMINALS"),
    right="property",
    stage="charge",
    severity="critical",
    opens="accountability",
    overlaps=("CHG-16", "CHG-17", "CHG-18", "CHG-19"),
    cause=("terminal_id",),
    askable=True,
    near=COMPANY_OWNED,
)
def terminal_personal(c: Context) -> ir.Table:
    """A card was charged on a terminal that the register of that day says is a person's own, not the company's.

    Not a finding: a terminal of the company kept by a person; one that was a person's own in an earlier registration;
    a terminal with no registration in force (CHG-14).
    """
    others = c.beside(c.uncovered(at_terminals(c), COMPANY_OWNED), COMPANY_OWNED, *REGISTER_IN_FORCE)
    one = first_each(others, "charge_id", "registration_id")
    return found(one, "terminal_id", "registration_id", "keeper_id", "operator_id")

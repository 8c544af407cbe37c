"""CHG-14  A card was charged on a terminal that is not in the register."""

import ibis.expr.types as ir

from amparo.controls.charging import found, unjudged
from amparo.controls.context import Context
from amparo.controls.control import Near, control
from amparo.controls.terminals import REGISTER_FAILS, REGISTER_IN_FORCE, at_terminals
from amparo.law.said import Said

IN_FORCE = Near(
    table="terminals",
    on="terminal_id",
    key="registration_id",
    conditions=REGISTER_IN_FORCE,
    fails={name: REGISTER_FAILS[name] for name in REGISTER_IN_FORCE},
    facts=("valid_from", "valid_to", "institution_id", "keeper_id"),
)


def terminal_not_told(c: Context) -> ir.Table:
    """Charges by card whose terminal the ledger does not tell."""
    return unjudged(c.subject.filter((c.subject.channel == "pos") & c.subject.terminal_id.isnull()), "no_terminal")


@control(
    id="CHG-14",
    version="1.0.0",
    title=Said(zh="终端未登记", en="Terminal not registered", es="Terminal no registrado"),
    says=Said(
        zh="{happened_on} 保单 {policy_id} 的 {amount_minor:money} 在终端 {terminal_id} 刷卡收取，该终端当日不在登记册内。",
        en="On {happened_on} {amount_minor:money} for policy {policy_id} was charged on terminal {terminal_id}, which was"
        " not in the register that day.",
        es="El {happened_on} se cobraron {amount_minor:money} de la póliza {policy_id} en el terminal {terminal_id}, que"
        " ese día no estaba registrado.",
    ),
    subject="charges",
    reads={"terminals": "terminal_id"},
    clauses=("T259-MERCHANT", "T259-SERIAL", "T259-END", "SAL-32", "HOUSE-TERMINALS"),
    right="property",
    stage="charge",
    severity="critical",
    opens="accountability",
    overlaps=("CHG-19",),
    cause=("terminal_id",),
    askable=True,
    near=IN_FORCE,
    unknown=terminal_not_told,
    unknown_says={
        "no_terminal": Said(
            zh="台账未记载终端号", en="the ledger does not tell the terminal", es="el registro no dice el terminal"
        )
    },
)
def terminal_unregistered(c: Context) -> ir.Table:
    """A card was charged on a terminal that had no row in the register in force that day.

    Not a finding: a charge on the first or the last day of a registration; a terminal registered again later; a
    charge that used no terminal.
    """
    return found(c.uncovered(at_terminals(c), IN_FORCE), "terminal_id", "merchant_id", "operator_id", "bank")

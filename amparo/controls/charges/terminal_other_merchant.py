"""CHG-16  A card was charged for another merchant than the terminal is registered for."""

import ibis.expr.types as ir

from amparo.controls.charging import found, unjudged
from amparo.controls.context import Context, first_each
from amparo.controls.control import Near, control
from amparo.controls.terminals import REGISTER_FAILS, REGISTER_IN_FORCE, at_terminals, registered
from amparo.law.said import Said

SAME_MERCHANT = Near(
    table="terminals",
    on="terminal_id",
    key="registration_id",
    conditions={**REGISTER_IN_FORCE, "same_merchant": lambda s, t: s.merchant_id == t.merchant_id},
    fails={name: REGISTER_FAILS[name] for name in (*REGISTER_IN_FORCE, "same_merchant")},
    facts=("merchant_id", "valid_from", "valid_to"),
)


def merchant_not_told(c: Context) -> ir.Table:
    """Charges at registered terminals whose merchant the ledger does not tell."""
    rows = at_terminals(c)
    return unjudged(registered(c, rows.filter(rows.merchant_id.isnull())), "no_merchant")


@control(
    id="CHG-16",
    version="1.0.0",
    title=Said(zh="终端与商户不符", en="Terminal of another merchant", es="Terminal de otro comercio"),
    says=Said(
        zh="{happened_on} 保单 {policy_id} 的 {amount_minor:money} 在终端 {terminal_id} 以商户 {merchant_id} 收取，该终端登记的"
        "商户为 {registered_merchant_id}。",
        en="On {happened_on} {amount_minor:money} for policy {policy_id} was charged on terminal {terminal_id} for merchant"
        " {merchant_id}; the terminal is registered for merchant {registered_merchant_id}.",
        es="El {happened_on} se cobraron {amount_minor:money} de la póliza {policy_id} en el terminal {terminal_id} para el"
        " comercio {merchant_id}; el terminal figura para el comercio {registered_merchant_id}.",
    ),
    subject="charges",
    reads={"terminals": "terminal_id"},
    clauses=("T259-MERCHANT", "HOUSE-TERMINALS"),
    right="property",
    stage="charge",
    severity="high",
    opens="accountability",
    overlaps=("CHG-15", "CHG-17", "CHG-18", "CHG-19"),
    cause=("terminal_id", "merchant_id"),
    askable=True,
    near=SAME_MERCHANT,
    unknown=merchant_not_told,
    unknown_says={
        "no_merchant": Said(
            zh="台账未记载商户号", en="the ledger does not tell the merchant", es="el registro no dice el comercio"
        )
    },
)
def terminal_other_merchant(c: Context) -> ir.Table:
    """A card was charged for a merchant other than the one the terminal was registered for that day.

    Not a finding: a change of merchant that the register tells from that day; a terminal with no registration in
    force (CHG-14).
    """
    rows = at_terminals(c)
    told = rows.filter(rows.merchant_id.notnull())
    others = c.beside(c.uncovered(told, SAME_MERCHANT), SAME_MERCHANT, *REGISTER_IN_FORCE)
    one = first_each(others, "charge_id", "registration_id")
    return found(
        one,
        "terminal_id",
        "registration_id",
        "merchant_id",
        "operator_id",
        registered_merchant_id=one.near_merchant_id,
    )

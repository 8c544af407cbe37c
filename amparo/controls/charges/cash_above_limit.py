"""CHG-23  More cash was taken off the insurer's premises than allowed."""

import ibis.expr.types as ir

from amparo.controls.charging import found, unjudged
from amparo.controls.context import Context, ground
from amparo.controls.control import control
from amparo.law.said import Said

PERSONAL_LINES = ("life", "health", "accident")


def cash_beyond(c: Context, rows: ir.Table) -> ir.Table:
    """Those of the charges in cash that are above the limit of their day."""
    rows = c.law(rows.filter(rows.channel == "cash"), "cash_off_premises_minor", on="charged_on")
    return rows.filter(rows.amount_minor > rows["limit"])


def premises_not_told(c: Context) -> ir.Table:
    """Cash above the limit of which the ledger does not tell where it was taken."""
    return unjudged(cash_beyond(c, c.subject.filter(c.subject.premises.isnull())), "no_premises")


@control(
    id="CHG-23",
    version="1.0.0",
    title=Said(zh="场所外现金超限", en="Cash above the limit off premises", es="Efectivo excesivo fuera de oficina"),
    says=Said(
        zh="{happened_on} 在营业场所外为保单 {policy_id} 收取现金 {amount_minor:money}，超过每份合同每次 "
        "{allowed_minor:money} 的限额。",
        en="On {happened_on} {amount_minor:money} in cash was taken off premises for policy {policy_id}, above the"
        " {allowed_minor:money} allowed for one contract at one time.",
        es="El {happened_on} se cobraron {amount_minor:money} en efectivo fuera de oficina por la póliza {policy_id}, más"
        " que los {allowed_minor:money} admitidos por contrato y vez.",
    ),
    subject="charges",
    reads={"policies": "policy_id", "products": None},
    law=("cash_off_premises_minor",),
    clauses=("PAY-07",),
    right="property",
    stage="charge",
    severity="medium",
    opens="rectification",
    overlaps=("CHG-05", "FLW-09", "FLW-10", "FLW-11", "FLW-14"),
    cause=("operator_id", "institution_id"),
    askable=True,
    unknown=premises_not_told,
    unknown_says={
        "no_premises": Said(
            zh="台账未记载收款场所",
            en="the ledger does not tell where the cash was taken",
            es="el registro no dice dónde se cobró",
        )
    },
)
def cash_above_limit(c: Context) -> ir.Table:
    """Cash above the limit for one contract at one time was taken off the insurer's premises.

    The law speaks of life, health and accident cover; for other lines the same limit is the house's own.
    Not a finding: cash of exactly the limit; any amount at the insurer's counter; a card or a transfer off premises.
    """
    rows = cash_beyond(c, c.subject.filter(c.subject.premises == "off"))
    policies = c.t.policies.select("policy_id", "product_id")
    rows = rows.left_join(policies, "policy_id").select(*rows.columns, "product_id")
    products = c.t.products.select("product_id", "line")
    rows = rows.left_join(products, "product_id").select(*rows.columns, "line")
    return found(
        rows,
        "operator_id",
        "line",
        "legal_value",
        "house_value",
        allowed_minor=rows["limit"],
        ground=ground((rows.amount_minor > rows.legal_value) & rows.line.isin(PERSONAL_LINES)),
    )

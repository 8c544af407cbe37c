"""RFD-04  A large refund was paid without the checks the law asks for."""

import ibis
import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.law.said import Said


@control(
    id="RFD-04",
    version="1.0.0",
    title=Said(zh="大额退费未核实", en="Large refund without checks", es="Devolución elevada sin comprobaciones"),
    says=Said(
        zh="{happened_on} 保单 {policy_id} 退费 {amount_minor:money}（{kind:word}），达到 {limit_minor:money} 的核实标准，但{missing:word}。",
        en="On {happened_on} {amount_minor:money} was paid back for policy {policy_id} ({kind:word}), at or above the "
        "{limit_minor:money} from which checks are due, but {missing:word}.",
        es="El {happened_on} se devolvieron {amount_minor:money} de la póliza {policy_id} ({kind:word}), desde los "
        "{limit_minor:money} a partir de los que hay que comprobar, pero {missing:word}.",
    ),
    subject="refunds",
    reads={},
    clauses=("CDD-13", "PAY-05"),
    right="property",
    stage="refund",
    severity="high",
    opens="rectification",
    law=("refund_check_minor",),
    overlaps=("RFD-03",),
    cause=("institution_id",),
    unknown=lambda c: _unknown(c),
    unknown_says={
        "check_not_recorded": Said(
            zh="未载明是否核实或登记原因",
            en="the records do not say whether the checks were made",
            es="los registros no dicen si se comprobó",
        )
    },
)
def refund_unchecked(c: Context) -> ir.Table:
    """A refund on rescission, surrender or reduction reached the diligence threshold and a check was not made.

    The checks: the applicant verified, the reason recorded. The threshold includes its own figure and counts in the
    minor units of the refund's currency.

    Not a finding: a refund just below the threshold; one of before the rule was in force; a wrong charge or a refused
    application given back, which end no contract; one where both checks are recorded.
    """
    due = _due(c)
    unverified, unexplained = ~due.verified.fill_null(True), ~due.reason_recorded.fill_null(True)
    found = due.filter(unverified | unexplained)
    unverified, unexplained = ~found.verified.fill_null(True), ~found.reason_recorded.fill_null(True)
    missing = ibis.cases(
        (unverified & unexplained, "unverified_unexplained"), (unverified, "unverified"), else_="unexplained"
    )
    return found.select(
        "policy_id",
        "institution_id",
        "currency",
        "kind",
        record_id="refund_id",
        happened_on="paid_on",
        amount_minor="sum_minor",
        limit_minor="limit",
        ground="limit_ground",
        missing=missing,
    )


def _due(c: Context) -> ir.Table:
    """The refunds paid that needed the checks."""
    paid = c.today(c.subject)
    paid = paid.filter((paid.paid_on <= paid.as_of) & paid.kind.isin(["surrender", "cooling_off", "service_change"]))
    paid = paid.mutate(sum_minor=paid.paid_minor.fill_null(paid.due_minor))
    limited = c.law(paid, "refund_check_minor", on="paid_on")
    return limited.filter(limited.sum_minor >= limited["limit"])


def _unknown(c: Context) -> ir.Table:
    """No check is known to be missing, and of one nothing is recorded."""
    due = _due(c)
    fine = due.verified.fill_null(True) & due.reason_recorded.fill_null(True)
    dark = due.filter(fine & (due.verified.isnull() | due.reason_recorded.isnull()))
    return dark.select(record_id="refund_id", reason=ibis.literal("check_not_recorded"))

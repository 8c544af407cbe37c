"""FLW-03  The person who asked for a charge approved it himself."""

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.law.said import Said


@control(
    id="FLW-03",
    version="1.0.0",
    title=Said(
        zh="申请与审核同一人", en="Request approved by the one who made it", es="Solicitud aprobada por quien la hizo"
    ),
    says=Said(
        zh="{happened_on} 保单 {policy_id} 的扣款申请（{amount_minor:money}）由 {requested_by} 提出，并由其本人审核通过。",
        en="The request of {happened_on} to take {amount_minor:money} for policy {policy_id} was made and approved by the "
        "same person, {requested_by}.",
        es="La solicitud del {happened_on} de cobrar {amount_minor:money} por la póliza {policy_id} la hizo y la aprobó la "
        "misma persona, {requested_by}.",
    ),
    subject="charge_requests",
    reads={},
    clauses=("HOUSE-FLOW",),
    right="property",
    stage="request",
    severity="medium",
    opens="rectification",
    cause=("requested_by", "institution_id"),
)
def request_self_approved(c: Context) -> ir.Table:
    """A request to take a premium was approved by the person who made it.

    Not a finding: a request approved by someone else; a request nobody approved yet (FLW-04 once it is charged).
    """
    asked = c.subject
    return asked.filter(asked.requested_by == asked.approved_by).select(
        "policy_id",
        "institution_id",
        "amount_minor",
        "currency",
        "requested_by",
        "approved_at",
        record_id="request_id",
        happened_on="requested_on",
    )

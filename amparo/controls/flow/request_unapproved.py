"""FLW-04  A premium was taken on a request nobody had approved."""

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.law.said import Said


@control(
    id="FLW-04",
    version="1.0.0",
    title=Said(zh="未经审核即扣款", en="Charge on an unapproved request", es="Cobro con solicitud sin aprobar"),
    says=Said(
        zh="{happened_on} 保单 {policy_id} 扣款 {amount_minor:money}，其申请 {request_id}（{requested_by} 提出）始终无人审核。",
        en="On {happened_on} {amount_minor:money} was taken for policy {policy_id} on request {request_id}, made by "
        "{requested_by}, which nobody ever approved.",
        es="El {happened_on} se cobraron {amount_minor:money} por la póliza {policy_id} con la solicitud {request_id}, hecha "
        "por {requested_by}, que nadie aprobó.",
    ),
    subject="charges",
    reads={"charge_requests": "request_id"},
    clauses=("HOUSE-FLOW",),
    right="property",
    stage="request",
    severity="high",
    opens="rectification",
    cause=("institution_id", "requested_by"),
)
def request_unapproved(c: Context) -> ir.Table:
    """A premium was taken on a request of the policy that names no one who approved it.

    Not a finding: a request that was approved, be it late (FLW-05 looks at the order) or by its own maker (FLW-03); an
    unapproved request that was never charged; a charge without a request (FLW-01).
    """
    taken, asked = c.subject, c.t.charge_requests
    unapproved = asked.filter(asked.approved_by.isnull()).select(
        "requested_by", asked_id="request_id", asked_policy_id="policy_id"
    )
    joined = taken.inner_join(
        unapproved, [taken.request_id == unapproved.asked_id, taken.policy_id == unapproved.asked_policy_id]
    )
    return joined.select(
        "policy_id",
        "institution_id",
        "amount_minor",
        "currency",
        "channel",
        "request_id",
        "requested_by",
        record_id="charge_id",
        happened_on="charged_on",
    )

"""FLW-01  A premium was taken and nobody had asked for it."""

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.law.said import Said


@control(
    id="FLW-01",
    version="1.0.0",
    title=Said(zh="无申请扣款", en="Charge nobody asked for", es="Cobro sin solicitud"),
    says=Said(
        zh="{happened_on} 保单 {policy_id} 扣款 {amount_minor:money}（{channel:word}），查无该保单的扣款申请（所载申请号：{request_id}）。",
        en="On {happened_on} {amount_minor:money} was taken for policy {policy_id} ({channel:word}) without a request for "
        "that policy (request named: {request_id}).",
        es="El {happened_on} se cobraron {amount_minor:money} por la póliza {policy_id} ({channel:word}) sin solicitud de "
        "esa póliza (solicitud indicada: {request_id}).",
    ),
    subject="charges",
    reads={"charge_requests": "request_id"},
    clauses=("HOUSE-FLOW",),
    right="property",
    stage="request",
    severity="high",
    overlaps=("CHG-09", "FLW-02"),
    cause=("institution_id", "channel"),
)
def charge_without_request(c: Context) -> ir.Table:
    """A premium was taken at a terminal, by debit or from a wallet, and no request of that policy stands behind it.

    The charge names no request, one that does not exist, or one that was made for another policy.

    Not a finding: money the customer brought himself, in cash or by transfer, for which nobody asks; two charges on one
    request of the policy (whether the sum is right, other controls say); a request that was never approved (FLW-04).
    """
    taken = c.subject.filter(c.subject.channel.isin(["pos", "direct_debit", "wallet"]))
    asked = c.t.charge_requests
    return taken.anti_join(asked, [taken.request_id == asked.request_id, taken.policy_id == asked.policy_id]).select(
        "policy_id",
        "institution_id",
        "amount_minor",
        "currency",
        "channel",
        "request_id",
        record_id="charge_id",
        happened_on="charged_on",
    )

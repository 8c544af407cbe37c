"""FLW-05  The steps of a charge happened in the wrong order."""

import ibis
import ibis.expr.types as ir

from amparo.controls.context import Context, seconds
from amparo.controls.control import control
from amparo.law.said import Said

MINUTE = 60


@control(
    id="FLW-05",
    version="1.0.0",
    title=Said(zh="扣款步骤颠倒", en="Steps of a charge out of order", es="Pasos de un cobro en desorden"),
    says=Said(
        zh="保单 {policy_id} 于 {happened_on} 扣款 {amount_minor:money}，步骤颠倒：{step:word}，早了 {minutes_early} 分钟。",
        en="The charge of {amount_minor:money} for policy {policy_id} on {happened_on} went out of order: {step:word}, "
        "{minutes_early} minutes early.",
        es="El cobro de {amount_minor:money} de la póliza {policy_id} del {happened_on} fue en desorden: {step:word}, "
        "{minutes_early} minutos antes.",
    ),
    subject="charges",
    reads={"charge_requests": "request_id", "charge_instructions": "instruction_id"},
    clauses=("HOUSE-FLOW",),
    right="property",
    stage="request",
    severity="medium",
    opens="rectification",
    overlaps=("CHG-04", "CHG-07", "CHG-08"),
    cause=("institution_id", "step"),
    unknown=lambda c: _unknown(c),
    unknown_says={
        "approval_moment_missing": Said(
            zh="审核时间缺失，无法判断先后",
            en="the moment of approval is missing, so the order cannot be told",
            es="falta el momento de la aprobación y no puede saberse el orden",
        )
    },
)
def step_out_of_order(c: Context) -> ir.Table:
    """A step of a charge was done before the one that must come first: asked, approved, instructed, charged.

    Found are, the first that applies: approved before it was asked for, instructed before it was approved, charged
    before it was instructed, charged before it was approved, charged before it was asked for. The finding says how long.

    Not a finding: two steps in the same second; a step that is missing altogether (FLW-01, FLW-02, FLW-04); a bank that
    answers after it charged, which is usual.
    """
    taken = _joined(c)
    gaps = taken.mutate(
        approved_early=seconds(taken.requested_at, taken.approved_at).fill_null(0),
        sent_early=seconds(taken.approved_at, taken.sent_at).fill_null(0),
        charged_before_sent=seconds(taken.sent_at, taken.charged_at).fill_null(0),
        charged_before_approved=seconds(taken.approved_at, taken.charged_at).fill_null(0),
        charged_before_asked=seconds(taken.requested_at, taken.charged_at).fill_null(0),
    )
    order = [
        (gaps.approved_early, "approved_before_asked"),
        (gaps.sent_early, "sent_before_approved"),
        (gaps.charged_before_sent, "charged_before_sent"),
        (gaps.charged_before_approved, "charged_before_approved"),
        (gaps.charged_before_asked, "charged_before_asked"),
    ]
    early = ibis.cases(*[(gap > 0, gap) for gap, _ in order], else_=0)
    step = ibis.cases(*[(gap > 0, word) for gap, word in order], else_="")
    found = gaps.mutate(early=early, step=step)
    found = found.filter(found.early > 0)
    return found.select(
        "policy_id",
        "institution_id",
        "amount_minor",
        "currency",
        "request_id",
        "instruction_id",
        "channel",
        "step",
        "requested_at",
        "approved_at",
        "sent_at",
        "charged_at",
        record_id="charge_id",
        happened_on="charged_on",
        minutes_early=((found.early + (MINUTE - 1)) // MINUTE).cast("int64"),
    )


def _joined(c: Context) -> ir.Table:
    """The charges with the moments of their own request and instruction, empty where there is none."""
    taken, asked, sent = c.subject, c.t.charge_requests, c.t.charge_instructions
    asked = asked.select(
        "requested_at", "approved_at", "approved_by", asked_id="request_id", asked_policy_id="policy_id"
    )
    sent = sent.select("sent_at", sent_id="instruction_id")
    kept = (*taken.columns, *asked.columns[:3])
    taken = taken.left_join(asked, [taken.request_id == asked.asked_id, taken.policy_id == asked.asked_policy_id])
    taken = taken.select(*kept)
    return taken.left_join(sent, taken.instruction_id == sent.sent_id).select(*kept, "sent_at")


def _unknown(c: Context) -> ir.Table:
    """Approved by someone, no one knows when."""
    taken = _joined(c)
    dark = taken.filter(taken.approved_by.notnull() & taken.approved_at.isnull())
    return dark.select(record_id="charge_id", reason=ibis.literal("approval_moment_missing"))

"""FLW-13  The bank refused the instruction, and the customer was charged all the same."""

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.law.said import Said


@control(
    id="FLW-13",
    version="1.0.0",
    title=Said(
        zh="指令被拒仍扣款", en="Charged though the instruction was rejected", es="Cobro pese a la orden rechazada"
    ),
    says=Said(
        zh="{happened_on} 保单 {policy_id} 扣款 {amount_minor:money}，但 {answered_by} 已拒绝指令 {instruction_id}。",
        en="On {happened_on} {amount_minor:money} was charged for policy {policy_id} although {answered_by} had rejected "
        "instruction {instruction_id}.",
        es="El {happened_on} se cobraron {amount_minor:money} por la póliza {policy_id} aunque {answered_by} había rechazado "
        "la orden {instruction_id}.",
    ),
    subject="charges",
    reads={"charge_instructions": "instruction_id"},
    clauses=("HOUSE-FLOW",),
    right="property",
    stage="charge",
    severity="high",
    cause=("answered_by", "channel"),
)
def instruction_rejected_but_charged(c: Context) -> ir.Table:
    """A charge stands on an instruction that the bank or platform answered with a refusal.

    Not a finding: an accepted instruction; one not answered yet; a rejected instruction nobody was charged on; a charge
    on a second instruction after the first was rejected.
    """
    sent = c.t.charge_instructions
    refused = sent.filter(sent.answer == "rejected").select(
        "answered_at", answered_by="bank", refused_id="instruction_id"
    )
    taken = c.subject.inner_join(refused, c.subject.instruction_id == refused.refused_id)
    return taken.select(
        "policy_id",
        "institution_id",
        "amount_minor",
        "currency",
        "channel",
        "instruction_id",
        "answered_by",
        "answered_at",
        record_id="charge_id",
        happened_on="charged_on",
    )

"""FLW-02  An account was debited and no instruction had gone to the bank."""

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.law.said import Said


@control(
    id="FLW-02",
    version="1.0.0",
    title=Said(zh="无指令扣款", en="Debit without an instruction", es="Cargo sin orden"),
    says=Said(
        zh="{happened_on} 保单 {policy_id} 扣款 {amount_minor:money}（{channel:word}），查无对应的扣款指令（所载指令号：{instruction_id}）。",
        en="On {happened_on} {amount_minor:money} was debited for policy {policy_id} ({channel:word}) without an instruction "
        "of its request (instruction named: {instruction_id}).",
        es="El {happened_on} se cargaron {amount_minor:money} por la póliza {policy_id} ({channel:word}) sin orden de su "
        "solicitud (orden indicada: {instruction_id}).",
    ),
    subject="charges",
    reads={"charge_instructions": "instruction_id"},
    clauses=("HOUSE-FLOW",),
    right="property",
    stage="request",
    severity="high",
    overlaps=("CHG-09", "FLW-01"),
    cause=("institution_id", "bank", "channel"),
)
def charge_without_instruction(c: Context) -> ir.Table:
    """An account or wallet was debited and no instruction to the bank or platform stands behind it.

    The charge names no instruction, one that does not exist, or one that was sent on another request.

    Not a finding: a card presented at a terminal, cash or a transfer, which need no instruction; an instruction that
    names no request (then its number alone joins it to the charge); one that was rejected (FLW-13).
    """
    debits = c.subject.filter(c.subject.channel.isin(["direct_debit", "wallet"]))
    sent = c.t.charge_instructions
    same = sent.request_id.isnull() | debits.request_id.isnull() | (sent.request_id == debits.request_id)
    return debits.anti_join(sent, [debits.instruction_id == sent.instruction_id, same]).select(
        "policy_id",
        "institution_id",
        "amount_minor",
        "currency",
        "channel",
        "bank",
        "request_id",
        "instruction_id",
        record_id="charge_id",
        happened_on="charged_on",
    )

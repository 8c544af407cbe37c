"""FLW-14  Request, instruction and charge do not name the same amount."""

import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.controls.control import control
from amparo.law.said import Said


@control(
    id="FLW-14",
    version="1.0.0",
    title=Said(
        zh="申请、指令、扣款金额不一致",
        en="Asked, instructed and charged amounts differ",
        es="Importe pedido, ordenado y cobrado distinto",
    ),
    says=Said(
        zh="保单 {policy_id} 于 {happened_on} 扣款 {charged_minor:money}；申请 {asked_minor:money}，指令 {instructed_minor:money}"
        "（申请币种 {asked_currency}，指令币种 {instructed_currency}）。",
        en="{charged_minor:money} was charged for policy {policy_id} on {happened_on}; asked for: {asked_minor:money}, "
        "instructed: {instructed_minor:money} (currencies: {asked_currency}, {instructed_currency}).",
        es="Se cobraron {charged_minor:money} por la póliza {policy_id} el {happened_on}; pedido: {asked_minor:money}, "
        "ordenado: {instructed_minor:money} (monedas: {asked_currency}, {instructed_currency}).",
    ),
    subject="charges",
    reads={"charge_requests": "request_id", "charge_instructions": "instruction_id"},
    clauses=("HOUSE-FLOW", "PAY-01"),
    right="property",
    stage="charge",
    severity="high",
    overlaps=("CHG-02", "CHG-05", "CHG-09", "CHG-23", "FLW-09", "FLW-10", "STP-03"),
    cause=("institution_id", "channel"),
    history="request_id",
)
def instruction_amount_differs(c: Context) -> ir.Table:
    """The amount or currency charged is not the one that was asked for, or not the one the bank was told to take.

    Not a finding: a request collected in several charges that together do not exceed it; a charge without a request or
    an instruction, where there is nothing to compare (FLW-01, FLW-02); a request of another policy (FLW-01).
    """
    taken, asked, sent = c.subject, c.t.charge_requests, c.t.charge_instructions
    asked = asked.select(
        asked_id="request_id", asked_policy_id="policy_id", asked_minor="amount_minor", asked_currency="currency"
    )
    sent = sent.select(sent_id="instruction_id", instructed_minor="amount_minor", instructed_currency="currency")
    log = c.history("request_id")
    log = log.filter(log.request_id.notnull())
    parts = log.group_by(parts_id="request_id").agg(parts_minor=log.amount_minor.sum(), parts_count=log.count())
    columns = [*c.subject.columns]
    taken = taken.left_join(asked, [taken.request_id == asked.asked_id, taken.policy_id == asked.asked_policy_id])
    taken = taken.select(*(columns := [*columns, "asked_minor", "asked_currency"]))
    taken = taken.left_join(sent, taken.instruction_id == sent.sent_id)
    taken = taken.select(*(columns := [*columns, "instructed_minor", "instructed_currency"]))
    told = (taken.instructed_minor != taken.amount_minor) | (taken.instructed_currency != taken.currency)
    meant = (taken.asked_minor != taken.amount_minor) | (taken.asked_currency != taken.currency)
    doubtful = taken.filter(told.fill_null(False) | meant.fill_null(False))
    found = doubtful.left_join(parts, doubtful.request_id == parts.parts_id)
    found = found.select(*columns, "parts_minor", "parts_count")
    told = (found.instructed_minor != found.amount_minor) | (found.instructed_currency != found.currency)
    parted = (found.parts_count > 1) & (found.parts_minor <= found.asked_minor)
    meant = (found.asked_currency != found.currency) | ((found.asked_minor != found.amount_minor) & ~parted)
    nearest = found.asked_minor.fill_null(found.instructed_minor)
    meant_first = meant.fill_null(False).ifelse(nearest, found.instructed_minor)
    found = found.mutate(told=told.fill_null(False), meant=meant.fill_null(False), other_minor=meant_first)
    return found.filter(found.told | found.meant).select(
        "policy_id",
        "institution_id",
        "currency",
        "channel",
        "request_id",
        "instruction_id",
        "asked_minor",
        "asked_currency",
        "instructed_minor",
        "instructed_currency",
        charged_minor="amount_minor",
        record_id="charge_id",
        happened_on="charged_on",
        amount_minor=lambda t: (t.amount_minor - t.other_minor).abs(),
    )

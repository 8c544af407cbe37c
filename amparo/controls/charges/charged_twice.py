"""CHG-09  The same instalment was charged again."""

import ibis
import ibis.expr.types as ir

from amparo.controls.charging import found, is_debit
from amparo.controls.context import Context, ground
from amparo.controls.control import control
from amparo.law.said import Said


def beyond_due(c: Context) -> ir.Table:
    """Charges that came after another on their instalment and, together with those before, exceed what is due."""
    log = c.history("policy_id")
    several = log.group_by(several_id="instalment_id").agg(charges=log.count()).filter(lambda t: t.charges > 1)
    h = log.inner_join(several, log.instalment_id == several.several_id).select(*log.columns)  # few left to sort
    before = ibis.window(
        group_by=["policy_id", "instalment_id", "currency"], order_by=["charged_at", "charge_id"], preceding=(None, 0)
    )
    h = h.mutate(
        taken_minor=h.amount_minor.sum().over(before).cast("int64"),
        first_charge_id=h.charge_id.first().over(before),
    )
    again = c.only_subject(h.filter(h.taken_minor > h.amount_minor), "charge_id")
    due = c.t.instalments.select(
        "instalment_id",
        "sequence",
        "due_on",
        due_policy_id="policy_id",
        due_currency="currency",
        due_minor="amount_minor",
    )
    named = [
        again.instalment_id == due.instalment_id,
        again.policy_id == due.due_policy_id,
        again.currency == due.due_currency,
        again.taken_minor > due.due_minor,
    ]
    return again.inner_join(due, named)


def given_back(c: Context, again: ir.Table) -> ir.Table:
    """For each of these charges, how much of the earlier ones on its instalment had been given back as wrong by then."""
    log = c.history("policy_id")
    wrong = c.t.refunds.filter((c.t.refunds.kind == "wrong_charge") & c.t.refunds.paid_on.notnull())
    wrong = wrong.select("paid_on", "paid_minor", wrong_charge_id="charge_id")
    earlier = log.inner_join(wrong, log.charge_id == wrong.wrong_charge_id).select(
        "policy_id", "instalment_id", "paid_on", earlier_id="charge_id", earlier_at="charged_at",
        back_minor=lambda t: (t.paid_minor < t.amount_minor).ifelse(t.paid_minor, t.amount_minor),
    )  # fmt: skip
    keys = again.select(
        "charge_id", "charged_on", "charged_at", again_policy="policy_id", again_instalment="instalment_id"
    )
    pairs = keys.inner_join(
        earlier,
        [
            keys.again_policy == earlier.policy_id,
            keys.again_instalment == earlier.instalment_id,
            earlier.paid_on <= keys.charged_on,
            (earlier.earlier_at < keys.charged_at)
            | ((earlier.earlier_at == keys.charged_at) & (earlier.earlier_id < keys.charge_id)),
        ],
    )
    return pairs.group_by(back_id=pairs.charge_id).agg(back_minor=pairs.back_minor.sum().cast("int64"))


@control(
    id="CHG-09",
    version="1.0.0",
    title=Said(zh="重复扣款", en="Charged twice", es="Cobro duplicado"),
    says=Said(
        zh="{happened_on} 对保单 {policy_id} 第 {sequence} 期再次扣款 {charged_minor:money}：该期应收 {due_minor:money}，"
        "此前已收 {kept_minor:money}（首笔 {first_charge_id}），多收 {amount_minor:money}。",
        en="On {happened_on} {charged_minor:money} was taken again for instalment {sequence} of policy {policy_id}:"
        " {due_minor:money} was due, {kept_minor:money} had been taken (first by {first_charge_id}), so"
        " {amount_minor:money} is too much.",
        es="El {happened_on} se cobraron de nuevo {charged_minor:money} por el plazo {sequence} de la póliza {policy_id}:"
        " se debían {due_minor:money}, ya se habían cobrado {kept_minor:money} (primero con {first_charge_id}); sobran"
        " {amount_minor:money}.",
    ),
    subject="charges",
    reads={"instalments": "instalment_id", "refunds": "policy_id"},
    clauses=("PAY-01", "HOUSE-CHARGES", "PAY-CIVIL-985"),
    right="property",
    stage="charge",
    severity="high",
    overlaps=("CHG-05", "FLW-01", "FLW-02", "FLW-06", "FLW-07", "FLW-11", "FLW-14", "RFD-01", "RFD-02"),
    cause=("channel", "institution_id", "happened_on"),
    askable=True,
    history="policy_id",
)
def charged_twice(c: Context) -> ir.Table:
    """An instalment was charged again, and what had been taken and kept for it then exceeds what was due.

    The harm is the part of this charge beyond what was still due. On ground of law where the insurer debited by its
    own order, else of the house's policy. Not a finding: part payments that together stay within what is due; a
    charge after the earlier one had been given back as wrong; two policies or two instalments paid on one day.
    """
    again = beyond_due(c).select(
        "charge_id", "policy_id", "instalment_id", "institution_id", "channel", "currency", "charged_on", "charged_at",
        "amount_minor", "taken_minor", "first_charge_id", "sequence", "due_on", "due_minor",
    )  # fmt: skip
    back = given_back(c, again)
    rows = again.left_join(back, again.charge_id == back.back_id)
    kept = rows.taken_minor - rows.amount_minor - ibis.coalesce(rows.back_minor, ibis.literal(0, type="int64"))
    rows = rows.mutate(kept_minor=kept)
    rows = rows.filter((rows.kept_minor > 0) & (rows.kept_minor + rows.amount_minor > rows.due_minor))
    left = (rows.kept_minor < rows.due_minor).ifelse(rows.due_minor - rows.kept_minor, ibis.literal(0, type="int64"))
    return found(
        rows,
        "instalment_id",
        "channel",
        "sequence",
        "due_on",
        "due_minor",
        "kept_minor",
        "first_charge_id",
        charged_minor=rows.amount_minor,
        amount_minor=rows.amount_minor - left,
        ground=ground(is_debit(rows)),
    )

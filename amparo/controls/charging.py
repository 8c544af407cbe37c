"""What controls on charges share: which charges are debits, when a mandate is in force, what is told of a charge found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.types as ir

from amparo.controls.context import Context
from amparo.law.said import Said

if TYPE_CHECKING:
    from amparo.controls.control import Condition

DEBIT_CHANNELS = ("direct_debit", "wallet")

MANDATE_IN_FORCE: Mapping[str, Condition] = {
    "started": lambda s, m: m.valid_from <= s.charged_on,
    "not_ended": lambda s, m: s.charged_on <= m.valid_to,
    "not_cancelled": lambda s, m: s.charged_on < m.cancelled_on,
}
MANDATE_FAILS: Mapping[str, Said] = {
    "started": Said(zh="尚未生效", en="not yet in force", es="aún no vigente"),
    "not_ended": Said(zh="已到期", en="had ended", es="vencido"),
    "not_cancelled": Said(zh="已撤销", en="had been cancelled", es="revocado"),
    "account": Said(zh="授权的是另一账户", en="names another account", es="nombra otra cuenta"),
    "currency": Said(zh="授权的是另一币种", en="is in another currency", es="es en otra moneda"),
    "amount": Said(zh="授权限额不足", en="allows less", es="permite menos"),
    "day": Said(zh="不在约定扣款日内", en="agreed other days of the month", es="pactó otros días del mes"),
}

POLICY_UNKNOWN = Said(zh="保单未知", en="the policy is not known", es="no consta la póliza")
PRODUCT_UNKNOWN = Said(zh="险种未知", en="the product is not known", es="no consta el producto")


def debits(c: Context) -> ir.Table:
    """The charges taken from an account by the insurer's own order, which need a mandate."""
    return c.subject.filter(c.subject.channel.isin(DEBIT_CHANNELS))


def is_debit(charges: ir.Table) -> ir.BooleanValue:
    """Whether a charge was taken by the insurer's own order: what was agreed with the customer is then law."""
    return charges.channel.isin(DEBIT_CHANNELS)


def found(charges: ir.Table, *facts: str, **made: Any) -> ir.Table:
    """The charges as findings: what every finding carries, the facts kept by name, and those made here."""
    carried = {
        "record_id": charges.charge_id,
        "policy_id": charges.policy_id,
        "institution_id": charges.institution_id,
        "happened_on": charges.charged_on,
        "amount_minor": charges.amount_minor,
        "currency": charges.currency,
    }
    return charges.select(*facts, **{**carried, **made})


def unjudged(charges: ir.Table, reason: str) -> ir.Table:
    """The charges as rows that could not be judged, all for one reason."""
    return charges.select(record_id="charge_id").mutate(reason=ibis.literal(reason, type="string"))


def happened_before(event: ir.Table, charge: ir.Table) -> ir.BooleanValue:
    """Whether an event came before a charge: on an earlier day, or on the same day if both moments say so.

    The first condition follows from the second; standing alone it lets an engine leave earlier charges unread.
    """
    earlier_day = event.happened_on < charge.charged_on
    return (event.happened_on <= charge.charged_on) & (earlier_day | (event.happened_at < charge.charged_at))


def taken_by_hand(charges: ir.Table) -> ir.BooleanValue:
    """Whether somebody took a charge: by card at a terminal, or in cash."""
    return charges.channel.isin(["pos", "cash"])


def of_unknown_cover(c: Context, charges: ir.Table) -> ir.Table:
    """Those of the charges whose policy, or whose policy's product, no row tells: their cover cannot be judged."""
    known = c.t.policies.semi_join(c.t.products.view(), "product_id").select("policy_id")
    return charges.anti_join(known, "policy_id")


def cover_unjudged(c: Context, charges: ir.Table) -> ir.Table:
    """Charges of unknown cover as rows that could not be judged, for want of the policy or of the product."""
    policies = c.t.policies.select("policy_id")
    bare = unjudged(charges.semi_join(policies, "policy_id"), "product_unknown")
    return unjudged(charges.anti_join(policies, "policy_id"), "policy_unknown").union(bare)

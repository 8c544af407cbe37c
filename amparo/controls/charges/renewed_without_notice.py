"""CHG-25  A new term was debited without telling the customer in time."""

import ibis
import ibis.expr.types as ir

from amparo.controls.charging import debits, found
from amparo.controls.context import Context, days, first_each, ground
from amparo.controls.control import Near, control
from amparo.law.said import Said

# A notice that names no instalment speaks of the coming term, not of one that began half a year ago.
THIS_TERM_DAYS = 180


def of_this_term(s: ir.Table, n: ir.Table) -> ir.BooleanValue:
    """Whether a notice speaks of the renewal charged: it names its instalment, or none and is recent."""
    unnamed = n.instalment_id.isnull() | s.instalment_id.isnull()
    return (n.instalment_id == s.instalment_id) | (unnamed & (days(s.charged_on, n.sent_on) <= THIS_TERM_DAYS))


NOTICE = Near(
    table="notices",
    on="policy_id",
    key="notice_id",
    conditions={
        "of_renewal": lambda s, n: n.kind == "renewal",
        "arrived": lambda s, n: n.delivered,
        "before": lambda s, n: n.sent_on < s.charged_on,
        "this_term": of_this_term,
    },
    fails={
        "of_renewal": Said(zh="是其他告知", en="is another kind of notice", es="es otro aviso"),
        "arrived": Said(zh="未送达", en="did not arrive", es="no llegó"),
        "before": Said(
            zh="并非在扣款日之前", en="was not before the day of the charge", es="no fue antes del día del cobro"
        ),
        "this_term": Said(zh="针对另一期", en="speaks of another term", es="se refiere a otro periodo"),
    },
    facts=("kind", "sent_on", "channel", "instalment_id"),
)
FACTS = ("charge_id", "policy_id", "institution_id", "instalment_id", "channel", "bank", "amount_minor", "currency", "charged_on")  # fmt: skip


def told_too_late(c: Context, renewals: ir.Table) -> ir.Table:
    """Renewals told before the charge, but fewer days before than the law or the house asks."""
    told = first_each(c.beside(renewals, NOTICE, *NOTICE.conditions), "charge_id", "sent_on", "notice_id")
    told = told.mutate(days_before=days(told.charged_on, told.sent_on))
    late = c.law(told, "renewal_notice_days", on="charged_on").filter(lambda t: t.days_before < t["limit"])
    return late.select(
        *FACTS,
        "days_before",
        "legal_value",
        "house_value",
        noticed_on=late.sent_on,
        days_asked=late["limit"],
        ground=ground(late.days_before < late.legal_value),
    )


@control(
    id="CHG-25",
    version="1.0.0",
    title=Said(zh="续保扣款前未告知", en="Renewed without notice", es="Renovación sin aviso"),
    says=Said(
        zh="{happened_on} 为保单 {policy_id} 续保扣款 {amount_minor:money}；扣款前送达的续保告知：{noticed_on:day}"
        "（应至少提前 {days_asked} 天）。",
        en="On {happened_on} {amount_minor:money} was debited to renew policy {policy_id}; notice that reached the customer"
        " before: {noticed_on:day} (days asked: {days_asked}).",
        es="El {happened_on} se cobraron {amount_minor:money} por renovar la póliza {policy_id}; aviso previo recibido por"
        " el cliente: {noticed_on:day} (días exigidos: {days_asked}).",
    ),
    subject="charges",
    reads={"notices": "policy_id"},
    law=("renewal_notice_days",),
    clauses=("PAY-08", "PAY-09", "PAY-10", "HOUSE-RENEWAL"),
    right="know",
    stage="charge",
    severity="high",
    overlaps=("CHG-06", "CHG-07", "CHG-08"),
    cause=("institution_id", "happened_on"),
    askable=True,
    near=NOTICE,
)
def renewed_without_notice(c: Context) -> ir.Table:
    """A new term was debited and no notice of the renewal had reached the customer before that day, or too few days.

    On ground of law where none came before (the law names no number of days), of the house where one came, but later
    than the house asks. Not a finding: a notice exactly so many days before; a second, later notice beside an early
    one; a renewal the customer himself paid; an instalment of the running term.
    """
    rows = debits(c)
    renewals = rows.filter(rows.kind == "new_term")
    none = ibis.null("int64")
    untold = c.uncovered(renewals, NOTICE).select(
        *FACTS,
        days_before=none,
        legal_value=ibis.literal(1, type="int64"),
        house_value=none,
        noticed_on=ibis.null("date"),
        days_asked=ibis.literal(1, type="int64"),
        ground=ibis.literal("law", type="string"),
    )
    both = untold.union(told_too_late(c, renewals))
    return found(
        both,
        "instalment_id",
        "channel",
        "bank",
        "noticed_on",
        "days_before",
        "days_asked",
        "legal_value",
        "house_value",
        "ground",
    )

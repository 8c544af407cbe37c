"""CHG-10  A premium was taken after the policy had ended."""

import ibis
import ibis.expr.types as ir

from amparo.controls.charging import DEBIT_CHANNELS, found, happened_before
from amparo.controls.context import Context, first_each
from amparo.controls.control import control
from amparo.law.said import Said

FACTS = (
    "charge_id", "policy_id", "institution_id", "instalment_id", "channel", "kind", "amount_minor", "currency",
    "charged_on", "ended_by", "ended_on", "end_id",
)  # fmt: skip
ENDS = ("cancelled", "surrendered", "matured", "refused")


def after_an_event(c: Context) -> ir.Table:
    """Charges after an event that ended the policy, or debited while it had lapsed and was not reinstated."""
    events = c.t.policy_events.select(
        "policy_id", "happened_on", "happened_at", end_id="event_id", ended_by="kind", ended_on="happened_on"
    )
    ends = events.filter(events.ended_by.isin([*ENDS, "lapsed"]))
    s = c.subject
    met = [s.policy_id == ends.policy_id, happened_before(ends, s)]
    after = s.inner_join(ends, met)
    after = after.filter((after.ended_by != "lapsed") | after.channel.isin(DEBIT_CHANNELS))
    after = after.filter((after.ended_by != "matured") | (after.kind != "new_term")).select(*FACTS)
    back = c.t.policy_events.filter(lambda e: e.kind == "reinstated").select("policy_id", back_on="happened_on")
    return after.anti_join(
        back,
        [
            after.policy_id == back.policy_id,
            after.ended_by == "lapsed",
            after.ended_on <= back.back_on,
            back.back_on <= after.charged_on,
        ],
    )


def after_the_term(c: Context) -> ir.Table:
    """Charges for the running term, after the day on which cover ended."""
    policies = c.t.policies.select("policy_id", "ends_on")
    s = c.subject.filter(c.subject.kind != "new_term")
    after = s.inner_join(policies, [s.policy_id == policies.policy_id, s.charged_on > policies.ends_on])
    return after.mutate(
        ended_by=ibis.literal("matured", type="string"),
        ended_on=after.ends_on,
        end_id=ibis.literal("", type="string"),
    ).select(*FACTS)


@control(
    id="CHG-10",
    version="1.0.0",
    title=Said(zh="终止后扣款", en="Charge after the policy ended", es="Cobro tras el fin de la póliza"),
    says=Said(
        zh="{happened_on} 为保单 {policy_id} 扣款 {amount_minor:money}（{channel:word}），而该保单已于 {ended_on:day} "
        "{ended_by:word}。",
        en="On {happened_on} {amount_minor:money} was taken ({channel:word}) for policy {policy_id}, which had ended on"
        " {ended_on:day} by {ended_by:word}.",
        es="El {happened_on} se cobraron {amount_minor:money} ({channel:word}) por la póliza {policy_id}, que había"
        " terminado el {ended_on:day} por {ended_by:word}.",
    ),
    subject="charges",
    reads={"policy_events": "policy_id", "policies": "policy_id"},
    clauses=("IL-36", "IL-37", "IL-47", "IL-116"),
    right="property",
    stage="charge",
    severity="critical",
    overlaps=("CHG-01", "CHG-06", "CHG-07", "CHG-11", "CHG-26"),
    cause=("ended_by", "channel", "institution_id"),
    askable=True,
)
def charge_after_end(c: Context) -> ir.Table:
    """A premium was taken after the policy was cancelled, surrendered, refused or matured, or debited while it lapsed.

    The day cover ends counts like maturity; neither forbids the premium of a new term. Not a finding: a charge on the
    day of the end, unless the moments known show it came after; a premium the customer himself pays for a lapsed
    policy; a debit after reinstatement, or on its day; the premium of a new term after the old one ended or matured.
    """
    ended = after_an_event(c).union(after_the_term(c))
    first = first_each(ended, "charge_id", "ended_on", "end_id")
    return found(first, "instalment_id", "channel", "kind", "ended_by", "ended_on")

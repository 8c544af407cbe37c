"""CHG-11  A premium was taken although the customer had withdrawn in the cooling-off period."""

import ibis.expr.types as ir

from amparo.controls.charging import found, happened_before
from amparo.controls.context import Context, days, first_each
from amparo.controls.control import control
from amparo.law.said import Said


@control(
    id="CHG-11",
    version="1.0.0",
    title=Said(zh="犹豫期撤单后扣款", en="Charge after withdrawal", es="Cobro tras el desistimiento"),
    says=Said(
        zh="客户已于 {withdrawn_on:day} 在犹豫期内撤单，{happened_on} 仍为保单 {policy_id} 扣款 {amount_minor:money}"
        "（{channel:word}）。",
        en="The customer had withdrawn from policy {policy_id} on {withdrawn_on:day}, yet on {happened_on}"
        " {amount_minor:money} was taken ({channel:word}).",
        es="El cliente había desistido de la póliza {policy_id} el {withdrawn_on:day}, pero el {happened_on} se cobraron"
        " {amount_minor:money} ({channel:word}).",
    ),
    subject="charges",
    reads={"policy_events": "policy_id"},
    clauses=("IL-47",),
    right="choose",
    stage="charge",
    severity="critical",
    overlaps=("CHG-01", "CHG-06", "CHG-07", "CHG-10", "CHG-26"),
    cause=("channel", "institution_id"),
    askable=True,
)
def charge_after_withdrawal(c: Context) -> ir.Table:
    """A premium was taken, by whatever channel, after the customer had withdrawn in the cooling-off period.

    Not a finding: a charge before the withdrawal, or on its day unless the moments known show it came after (it must
    then be given back, which is for the controls on refunds); an ordinary surrender (CHG-10).
    """
    events = c.t.policy_events.filter(lambda e: e.kind == "withdrawn")
    events = events.select("event_id", "policy_id", "happened_on", "happened_at", withdrawn_on="happened_on")
    s = c.subject
    after = s.inner_join(events, [s.policy_id == events.policy_id, happened_before(events, s)])
    first = first_each(after, "charge_id", "withdrawn_on", "event_id")
    return found(
        first, "instalment_id", "channel", "withdrawn_on", days_after=days(first.charged_on, first.withdrawn_on)
    )

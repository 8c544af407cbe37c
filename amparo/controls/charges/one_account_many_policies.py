"""CHG-13  One account pays for the policies of many people who have nothing to do with each other."""

import ibis
import ibis.expr.types as ir

from amparo.controls.context import Context, days, first_each, ground
from amparo.controls.control import control
from amparo.law.said import Said

SPAN_DAYS = 365
DAY_ZERO = ibis.date("1970-01-01")


def for_several(c: Context) -> ir.Table:
    """Charges, with their policyholder, of accounts that paid for more than one; those under an exception left out."""
    owned = c.t.policies.select("policy_id", "policyholder_id")
    paid = c.subject.select("account_token", "policy_id").distinct().inner_join(owned, "policy_id")
    holders = paid.group_by("account_token").agg(one=paid.policyholder_id.min(), other=paid.policyholder_id.max())
    several = holders.filter(holders.one != holders.other)  # few rows left to join
    s = (
        c.subject.semi_join(several, "account_token")
        .inner_join(owned, "policy_id")
        .select(
            "charge_id",
            "policy_id",
            "policyholder_id",
            "account_token",
            "payer_name_token",
            "institution_id",
            "amount_minor",
            "currency",
            "charged_on",
        )
    )
    for column in ("account_token", "payer_name_token"):
        e = c.t.payer_exceptions.view()
        met = [s.policy_id == e.policy_id, s[column] == e[column]]
        met += [e.valid_from <= s.charged_on, s.charged_on <= e.valid_to]
        s = s.anti_join(e, met).select(*s.columns)
    return s.filter(s.account_token.notnull())  # all have one; standing apart, these rows are taken once for all uses


def most_at_once(rows: ir.Table) -> ir.Table:
    """For each account, the most policyholders it paid for within any span of days.

    A payment covers its day and the span after it; payments of one policyholder that touch are one cover. Going
    through the days, each begin of a cover counts up and each end counts down: the highest count is the answer.
    """
    paid = rows.select("account_token", "policyholder_id", on_day=days(rows.charged_on, DAY_ZERO)).distinct()
    own = ibis.window(group_by=["account_token", "policyholder_id"], order_by=["on_day", "policyholder_id"])
    paid = paid.mutate(before=paid.on_day.lag().over(own), after=paid.on_day.lead().over(own))
    begins = paid.filter(paid.before.isnull() | (paid.on_day - paid.before > SPAN_DAYS))
    ends = paid.filter(paid.after.isnull() | (paid.after - paid.on_day > SPAN_DAYS))
    one = ibis.literal(1, type="int64")
    ticks = begins.select("account_token", "policyholder_id", tick="on_day", step=one).union(
        ends.select("account_token", "policyholder_id", tick=ends.on_day + SPAN_DAYS + 1, step=-one)
    )
    so_far = ibis.window(group_by="account_token", order_by=["tick", "step", "policyholder_id"], preceding=(None, 0))
    ticks = ticks.mutate(at_once=ticks.step.sum().over(so_far).cast("int64"))
    return ticks.group_by("account_token").agg(policyholders=ticks.at_once.max())


@control(
    id="CHG-13",
    version="1.0.0",
    title=Said(
        zh="一个账户代多名投保人缴费", en="One account for many policyholders", es="Una cuenta para muchos tomadores"
    ),
    says=Said(
        zh="同一账户在 365 天内为 {policyholders} 名不同投保人缴费（达到 {threshold} 名即须核查），共 {charges} 笔、"
        "{policies} 份保单、{amount_minor:money}，最近一笔为 {happened_on}。",
        en="One account paid for {policyholders} different policyholders within 365 days (from {threshold} on it must be"
        " checked): {charges} charges, {policies} policies, {amount_minor:money}, the last on {happened_on}.",
        es="Una misma cuenta pagó por {policyholders} tomadores distintos en 365 días (desde {threshold} exige revisión):"
        " {charges} cobros, {policies} pólizas, {amount_minor:money}, el último el {happened_on}.",
    ),
    subject="charges",
    reads={"policies": "policy_id", "payer_exceptions": "account_token"},
    law=("unrelated_policies_per_account",),
    clauses=("HOUSE-PAYERS", "PAY-02", "SAL-32", "AGENT-70"),
    right="property",
    stage="charge",
    severity="high",
    opens="protection_review",
    overlaps=("CHG-03", "CHG-12"),
    cause=("account_token",),
    grouped=True,
)
def one_account_many_policies(c: Context) -> ir.Table:
    """One account paid, by whatever channel, for policies of many different policyholders within 365 days.

    One finding an account: the harm is all it paid, `happened_on` its last charge. Not a finding: one policyholder
    with many policies; payments registered as exceptions (employer, guardian, group payer), by account or by name;
    as many policyholders over a longer time.
    """
    rows = for_several(c)
    last = first_each(rows, "account_token", ibis.desc("charged_on"), ibis.desc("charge_id"))
    last = last.select("account_token", "institution_id", "currency", last_on="charged_on")
    same = rows.inner_join(last.select("account_token", "currency"), ["account_token", "currency"])
    totals = same.group_by("account_token").agg(
        amount_minor=same.amount_minor.sum().cast("int64"),
        charges=same.count().cast("int64"),
        policies=same.policy_id.nunique().cast("int64"),
    )
    found = most_at_once(rows).inner_join(last, "account_token").inner_join(totals, "account_token")
    found = c.law(found.select(*found.columns), "unrelated_policies_per_account", on="last_on")
    found = found.filter(lambda t: t.policyholders >= t["limit"])
    return found.select(
        "institution_id",
        "amount_minor",
        "currency",
        "account_token",
        "policyholders",
        "policies",
        "charges",
        "legal_value",
        "house_value",
        record_id="account_token",
        policy_id=ibis.null("string"),
        happened_on="last_on",
        threshold=found["limit"],
        ground=ground(found.policyholders >= found.legal_value),
    )

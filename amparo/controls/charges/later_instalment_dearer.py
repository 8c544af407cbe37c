"""CHG-27  A later instalment costs more than the customer was told or began with."""

import ibis
import ibis.expr.types as ir

from amparo.controls.charging import POLICY_UNKNOWN, PRODUCT_UNKNOWN, cover_unjudged, found, is_debit, of_unknown_cover
from amparo.controls.context import Context, first_each, ground
from amparo.controls.control import control
from amparo.law.said import Said

FACTS = (
    "charge_id", "policy_id", "institution_id", "instalment_id", "channel", "charged_on", "amount_minor", "currency",
    "sequence",
    "due_minor", "compared_with", "before_minor", "ground",
)  # fmt: skip


def with_instalment(s: ir.Table, instalments: ir.Table) -> ir.Table:
    """The charges beside the instalment of the same policy that they name, in that instalment's currency."""
    i = instalments.select(
        "sequence", "announced_minor", due_id="instalment_id", due_policy_id="policy_id",
        due_minor="amount_minor", due_currency="currency",
    )  # fmt: skip
    rows = s.inner_join(i, [s.instalment_id == i.due_id, s.policy_id == i.due_policy_id])
    return rows.mutate(currency=rows.due_currency)


def dearer_than_announced(c: Context) -> ir.Table:
    """Charges on an instalment that asks more than was announced for it."""
    i = c.t.instalments
    rows = with_instalment(c.subject, i.filter(i.amount_minor > i.announced_minor))
    return rows.select(
        *FACTS[:-3],
        compared_with=ibis.literal("announced", type="string"),
        before_minor="announced_minor",
        ground=ground(is_debit(rows)),
    )


def dearer_than_earlier(c: Context) -> ir.Table:
    """Charges on a later instalment of non-motor cover, premium first, that asks more than an earlier one of its term."""
    products = c.t.products.filter(lambda p: p.premium_first & (p.line != "motor")).select("product_id")
    policies = c.t.policies.semi_join(products, "product_id").select("policy_id", "issued_on")
    i = c.t.instalments
    rows = c.subject.inner_join(policies, "policy_id").select(*c.subject.columns, "issued_on")
    rows = with_instalment(rows, i.filter(i.kind == "renewal_premium"))
    rows = c.law(rows.select(*FACTS[:-3], "due_currency", "issued_on"), "premium_first_non_motor", on="issued_on")
    rows = rows.filter(rows["limit"] >= 1)
    earlier = c.t.instalments.view().select(
        "policy_id",
        "kind",
        earlier_id="instalment_id",
        earlier_sequence="sequence",
        earlier_minor="amount_minor",
        earlier_currency="currency",
    )
    pairs = rows.inner_join(
        earlier, [rows.policy_id == earlier.policy_id, earlier.earlier_sequence < rows.sequence]
    ).select(
        *FACTS[:-3],
        "due_currency",
        "limit_ground",
        "kind",
        "earlier_id",
        "earlier_sequence",
        "earlier_minor",
        "earlier_currency",
    )
    begins = pairs.filter(pairs.kind != "renewal_premium")
    begins = begins.group_by(term_of="charge_id").agg(begin=begins.earlier_sequence.max())
    pairs = pairs.left_join(begins, pairs.charge_id == begins.term_of)
    pairs = pairs.filter(
        (pairs.begin.isnull() | (pairs.begin <= pairs.earlier_sequence))
        & (pairs.earlier_currency == pairs.due_currency)
        & (pairs.earlier_minor < pairs.due_minor)
    )
    least = first_each(pairs, "charge_id", "earlier_minor", "earlier_id")
    return least.select(
        *FACTS[:-3],
        compared_with=ibis.literal("earlier_instalment", type="string"),
        before_minor="earlier_minor",
        ground="limit_ground",
    )


def cover_not_told(c: Context) -> ir.Table:
    """Charges on later instalments of policies, or of products, that are not known."""
    i = c.t.instalments.filter(c.t.instalments.kind == "renewal_premium")
    return cover_unjudged(c, with_instalment(of_unknown_cover(c, c.subject), i))


@control(
    id="CHG-27",
    version="1.0.0",
    title=Said(zh="后期保费变贵", en="Later instalment dearer", es="Plazo posterior más caro"),
    says=Said(
        zh="{happened_on} 保单 {policy_id} 第 {sequence} 期按 {due_minor:money} 收费，而{compared_with:word}为 "
        "{before_minor:money}，贵 {amount_minor:money}。",
        en="On {happened_on} instalment {sequence} of policy {policy_id} was charged at {due_minor:money}, while"
        " {compared_with:word} was {before_minor:money}: {amount_minor:money} dearer.",
        es="El {happened_on} el plazo {sequence} de la póliza {policy_id} se cobró a {due_minor:money}, mientras que"
        " {compared_with:word} era {before_minor:money}: {amount_minor:money} más caro.",
    ),
    subject="charges",
    reads={"instalments": "policy_id", "policies": "policy_id", "products": None},
    law=("premium_first_non_motor",),
    clauses=("NM-36-QA", "PAY-01", "ACC-21", "HOUSE-RENEWAL"),
    right="know",
    stage="charge",
    severity="high",
    overlaps=("CHG-02",),
    cause=("compared_with", "institution_id", "amount_minor"),
    askable=True,
    unknown=cover_not_told,
    unknown_says={"policy_unknown": POLICY_UNKNOWN, "product_unknown": PRODUCT_UNKNOWN},
)
def later_instalment_dearer(c: Context) -> ir.Table:
    """A charge on an instalment that asks more than was announced, or more than an earlier one where that is forbidden.

    Forbidden for non-motor policies issued only after the premium, from the day that rule came into force: their
    instalments stay equal or fall. Not a finding: an instalment as dear as announced or cheaper; a first instalment
    larger than the later ones; a new term at a new price; rising instalments of life cover; policies issued earlier.
    """
    dearer = dearer_than_announced(c).union(dearer_than_earlier(c))
    one = first_each(dearer, "charge_id", "compared_with", "instalment_id")
    return found(
        one,
        "instalment_id",
        "channel",
        "sequence",
        "due_minor",
        "compared_with",
        "before_minor",
        "ground",
        charged_minor=one.amount_minor,
        amount_minor=one.due_minor - one.before_minor,
    )

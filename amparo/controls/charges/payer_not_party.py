"""CHG-12  Someone paid who is neither policyholder, insured nor beneficiary."""

import ibis.expr.types as ir

from amparo.controls.charging import found, unjudged
from amparo.controls.context import Context
from amparo.controls.control import Near, control
from amparo.law.said import Said

PARTY = Near(
    table="policy_parties",
    on="policy_id",
    key="party_id",
    conditions={
        "same_name": lambda s, p: s.payer_name_token == p.name_token,
        "started": lambda s, p: p.valid_from <= s.charged_on,
        "not_ended": lambda s, p: s.charged_on <= p.valid_to,
    },
    fails={
        "same_name": Said(zh="姓名不同", en="has another name", es="tiene otro nombre"),
        "started": Said(zh="当时尚非当事人", en="was not yet a party", es="aún no era parte"),
        "not_ended": Said(zh="当时已非当事人", en="was no longer a party", es="ya no era parte"),
    },
    facts=("role", "valid_from", "valid_to"),
)


def not_excepted(c: Context, rows: ir.Table) -> ir.Table:
    """Those of the charges whose payer has no exception in force, by name or by account."""
    exceptions = c.t.payer_exceptions
    for column in ("payer_name_token", "account_token"):
        e = exceptions.view()
        met = [rows.policy_id == e.policy_id, rows[column] == e[column]]
        met += [e.valid_from <= rows.charged_on, rows.charged_on <= e.valid_to]
        rows = rows.anti_join(e, met).select(*c.subject.columns)
    return rows


def without_parties(c: Context, rows: ir.Table) -> ir.Table:
    """Those of the charges whose policy has no party known that day."""
    p = c.t.policy_parties.view()
    met = [rows.policy_id == p.policy_id, p.valid_from <= rows.charged_on, rows.charged_on <= p.valid_to]
    return rows.anti_join(p, met)


def by_strangers(c: Context) -> ir.Table:
    """Charges whose payer is told and is no party: by the name, or where it was masked by the comparison at load."""
    s = c.subject
    named = c.uncovered(s.filter(s.payer_name_token.notnull()), PARTY).select(*s.columns)
    masked = s.filter(s.payer_name_token.isnull() & (s.payer_match == "different"))
    return named.union(masked)


def payer_or_parties_not_told(c: Context) -> ir.Table:
    """Charges whose payer is not told or not to be recognised, and those of policies without known parties."""
    s = c.subject
    unmatched = s.payer_match.isnull() | (s.payer_match == "unknown")
    payer = not_excepted(c, s.filter(s.payer_name_token.isnull() & unmatched))
    parties = without_parties(c, not_excepted(c, by_strangers(c)))
    return unjudged(payer, "payer_not_told").union(unjudged(parties, "parties_not_told"))


@control(
    id="CHG-12",
    version="1.0.0",
    title=Said(zh="付款人非当事人", en="Payer is no party to the policy", es="Pagador ajeno a la póliza"),
    says=Said(
        zh="{happened_on} 保单 {policy_id} 的保费 {amount_minor:money}（{channel:word}）由投保人、被保险人、受益人以外的人支付，"
        "且无登记的代付例外。",
        en="On {happened_on} {amount_minor:money} for policy {policy_id} ({channel:word}) was paid by someone who is"
        " neither policyholder, insured nor beneficiary, and no exception is registered.",
        es="El {happened_on} pagó {amount_minor:money} por la póliza {policy_id} ({channel:word}) alguien que no es"
        " tomador, asegurado ni beneficiario, sin excepción registrada.",
    ),
    subject="charges",
    reads={"policy_parties": "policy_id", "payer_exceptions": "policy_id"},
    clauses=("PAY-02", "PAY-03", "SAL-32", "AGENT-70", "SPC3-07", "HOUSE-PAYERS"),
    right="property",
    stage="charge",
    severity="high",
    overlaps=("CHG-03", "CHG-13"),
    cause=("account_token",),
    askable=True,
    near=PARTY,
    unknown=payer_or_parties_not_told,
    unknown_says={
        "payer_not_told": Said(
            zh="付款人姓名缺失或无法比对",
            en="the payer's name is missing or cannot be compared",
            es="falta el nombre del pagador o no puede cotejarse",
        ),
        "parties_not_told": Said(
            zh="保单当事人未知", en="the parties of the policy are not known", es="no constan las partes de la póliza"
        ),
    },
)
def payer_not_party(c: Context) -> ir.Table:
    """The payer is neither policyholder, insured nor beneficiary that day, and no exception for him is in force.

    A name the bank masked counts by how it compared with the parties at load. Not a finding: a guardian, employer or
    group payer registered by name or by account; a party whose role began that day; a payer of the same name.
    """
    strangers = not_excepted(c, by_strangers(c))
    p = c.t.policy_parties.view()
    met = [strangers.policy_id == p.policy_id, p.valid_from <= strangers.charged_on, strangers.charged_on <= p.valid_to]
    return found(
        strangers.semi_join(p, met),
        "channel",
        "bank",
        "account_token",
        "payer_name_token",
        "payer_match",
        "operator_id",
    )

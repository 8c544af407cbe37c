"""CHG-04  A premium was debited on a day of the month the customer did not agree to."""

import ibis.expr.types as ir

from amparo.controls.charging import MANDATE_FAILS, MANDATE_IN_FORCE, debits, found, unjudged
from amparo.controls.context import Context, first_each
from amparo.controls.control import Near, control
from amparo.law.said import Said


def last_of_month(on: ir.DateValue) -> ir.BooleanValue:
    """Whether the day is the last of its month."""
    day, month, year = on.day(), on.month(), on.year()
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    short_end = month.isin([4, 6, 9, 11]) & (day == 30)
    return (day == 31) | short_end | ((month == 2) & ((day == 29) | ((day == 28) & ~leap)))


def day_agreed(s: ir.Table, m: ir.Table) -> ir.BooleanValue:
    """Within the days agreed, over the month's end where they run so; its last day stands for days it has not."""
    day = s.charged_on.day()
    straight = (m.from_day <= m.to_day) & (m.from_day <= day) & (day <= m.to_day)
    over_the_end = (m.from_day > m.to_day) & ((m.from_day <= day) | (day <= m.to_day))
    return straight | over_the_end | ((m.from_day > day) & last_of_month(s.charged_on))


COVERING = Near(
    table="mandates",
    on="policy_id",
    key="mandate_id",
    conditions={
        **MANDATE_IN_FORCE,
        "account": lambda s, m: s.account_token == m.account_token,
        "currency": lambda s, m: s.currency == m.currency,
        "amount": lambda s, m: s.amount_minor <= m.maximum_minor,
        "day": day_agreed,
    },
    fails={name: MANDATE_FAILS[name] for name in (*MANDATE_IN_FORCE, "account", "currency", "amount", "day")},
    facts=("from_day", "to_day", "valid_from", "valid_to", "cancelled_on"),
)


def account_not_told(c: Context) -> ir.Table:
    """Debits with a mandate in force whose account the ledger does not tell."""
    untold = debits(c).filter(lambda s: s.account_token.isnull())
    return unjudged(first_each(c.beside(untold, COVERING, *MANDATE_IN_FORCE), "charge_id", "mandate_id"), "no_account")


@control(
    id="CHG-04",
    version="1.0.0",
    title=Said(zh="非约定日期扣款", en="Charge on a day not agreed", es="Cobro en día no pactado"),
    says=Said(
        zh="{happened_on} 为保单 {policy_id} 扣款 {amount_minor:money}，授权约定的扣款日为每月 {from_day} 日至 {to_day} 日。",
        en="On {happened_on} {amount_minor:money} was debited for policy {policy_id}; the mandate agrees days {from_day}"
        " to {to_day} of the month.",
        es="El {happened_on} se cobraron {amount_minor:money} por la póliza {policy_id}; el mandato pacta los días"
        " {from_day} a {to_day} del mes.",
    ),
    subject="charges",
    reads={"mandates": "policy_id"},
    clauses=("PAY-01", "SV-13", "PAY-16"),
    right="property",
    stage="charge",
    severity="medium",
    overlaps=("CHG-07", "CHG-08", "FLW-05"),
    cause=("bank", "institution_id", "happened_on"),
    askable=True,
    near=COVERING,
    unknown=account_not_told,
    unknown_says={
        "no_account": Said(
            zh="台账未记载扣款账户", en="the ledger does not tell the account", es="el registro no dice la cuenta"
        )
    },
)
def charge_outside_mandate_days(c: Context) -> ir.Table:
    """A premium was debited under mandates that fit in account and amount, but on a day of the month none agrees.

    Not a finding: the first and the last day agreed; a span that runs over the month's end (25 to 5); the last day of
    a short month when the day agreed does not exist in it; a debit that no mandate fits in account or amount (those
    are CHG-01 to CHG-03).
    """
    fitting = (*MANDATE_IN_FORCE, "account", "currency", "amount")
    one = first_each(c.beside(c.uncovered(debits(c), COVERING), COVERING, *fitting), "charge_id", "mandate_id")
    return found(one, "bank", "mandate_id", "from_day", "to_day")

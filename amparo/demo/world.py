"""The lawful world: a policy of any product and channel, from its customers to its last premium, with no wrong in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from amparo.demo.chance import chance, day_between, likely, months_later, number, pick, weighed
from amparo.demo.company import CLOSES, EVER, OPENS, SELLING, Company, Row
from amparo.demo.names import (
    BANKS,
    account_number,
    identity_number,
    organisation_name,
    person_name,
    phone_number,
)
from amparo.demo.story import ASKED, CURRENCY, Story

ONE_DAY = timedelta(days=1)
TOLD_SINCE = date(2025, 11, 1)  # from here on the company tells its customers of each debit
LAST_DUE = date(2026, 12, 31)
WINDOW_FIRST, WINDOW_LAST = date(2023, 12, 1), date(2026, 9, 30)


@dataclass(frozen=True)
class Wish:
    """What a plant needs its policy to be; what it leaves open is drawn. `begins` bounds the day of application."""

    product: str | None = None
    channel: str | None = None
    per_year: int | None = None
    begins: tuple[date, date] | None = None
    renews: bool | None = None
    wallet: str | None = None
    organisation: bool | None = None
    old: bool = False
    plain: bool = True


OPEN_WISH = Wish(plain=False)
PRODUCT_WEIGHTS = (("L01", 22), ("L02", 14), ("H01", 22), ("A01", 14), ("A02", 6), ("M01", 12), ("P01", 4), ("P02", 6))
LONG_CHANNELS = (("direct_debit", 62), ("wallet", 14), ("pos", 10), ("transfer", 9), ("cash", 5))
SHORT_CHANNELS = (("wallet", 40), ("pos", 25), ("transfer", 20), ("direct_debit", 10), ("cash", 5))
RHYTHMS = ((1, 80), (2, 6), (4, 6), (12, 8))
PREMIUMS = {
    "L01": (300_000, 1_800_000), "L02": (500_000, 3_000_000), "H01": (200_000, 900_000), "A01": (10_000, 60_000),
    "A02": (5_000, 15_000), "M01": (180_000, 900_000), "P01": (500_000, 6_000_000), "P02": (12_000, 80_000),
}  # fmt: skip


def lawful_story(company: Company, seed: int, index: int, wish: Wish = OPEN_WISH) -> Story:
    """The policy of that index, lawful in every way."""
    rng = chance(seed, "story", index)
    unit = pick(rng, SELLING)
    code = wish.product or weighed(rng, PRODUCT_WEIGHTS)
    product = next(row for row in company.rows["products"] if row["product_id"] == code)
    long = product["term_kind"] == "long"
    channel = wish.channel or weighed(rng, LONG_CHANNELS if long else SHORT_CHANNELS)
    applied = _applied_on(rng, wish, long)
    story = _signed(company, rng, index, unit, product, channel, applied, wish)
    _agree(story, applied)
    if long:
        _pay_long(story, applied)
    else:
        _pay_short(story, applied, wish)
    return story


def _applied_on(rng: Random, wish: Wish, long: bool) -> date:
    if wish.begins:
        first, last = wish.begins
    elif long:
        first, last = date(2017, 1, 2), WINDOW_LAST
    else:
        first, last = WINDOW_FIRST, WINDOW_LAST
    if wish.old:
        last = date(2023, 9, 30)
    day = day_between(rng, first, last)
    return day.replace(day=min(day.day, 28) if wish.begins else 1 + day.day % 22)


def _signed(
    company: Company, rng: Random, index: int, unit: str, product: Row, channel: str, applied: date, wish: Wish
) -> Story:
    code, long = product["product_id"], product["term_kind"] == "long"
    organisation = code == "P01" or (not long and likely(rng, 0.05))
    if wish.organisation is not None:
        organisation = wish.organisation
    rows: dict[str, list[Row]] = {}
    holder = _customer(rng, rows, index, 1, applied, organisation)
    other = product["line"] in ("life", "health", "accident") and (organisation or likely(rng, 0.3))
    insured = _customer(rng, rows, index, 2, applied, False) if other else holder
    low, high = PREMIUMS[code]
    premium = number(rng, low // 100, high // 100) * 100
    per_year = wish.per_year or (weighed(rng, RHYTHMS) if long else 1)
    policy_id = f"BL{unit}{index:07d}"
    effective = applied + ONE_DAY
    policy: Row = {
        "policy_id": policy_id, "product_id": code, "institution_id": unit, "policyholder_id": holder["customer_id"],
        "seller_id": company.seller(unit, applied, number(rng, 0, 99)), "applied_on": applied, "issued_on": applied,
        "issued_at": datetime(applied.year, applied.month, applied.day, 21, number(rng, 0, 59)),
        "delivered_on": applied + timedelta(days=number(rng, 1, 9)), "effective_on": effective,
        "ends_on": date(9999, 12, 31) if code == "L01" else months_later(applied, 12 * (20 if long else 1)),
        "premium_minor": premium // per_year // 100 * 100 or premium, "currency": CURRENCY,
        "instalments_per_year": per_year, "auto_renew": False, "premium_exempt": False,
    }  # fmt: skip
    account = _account(rng, rows, holder, index, channel, applied, wish.wallet)
    story = Story(company, rng, index, unit, policy, product, holder, insured, account, channel, rows)
    _parties(story, applied, insured)
    return story


def _customer(rng: Random, rows: dict[str, list[Row]], index: int, at: int, day: date, organisation: bool) -> Row:
    old = likely(rng, 0.25)
    born = day_between(rng, date(1938, 1, 1), date(1964, 12, 28)) if old else (
        day_between(rng, date(1965, 1, 1), date(2003, 12, 28)))  # fmt: skip
    row: Row = {
        "customer_id": f"KH{index:07d}{at}", "kind": "organisation" if organisation else "person",
        "name_token": organisation_name(rng) if organisation else person_name(rng),
        "person_token": None if organisation else identity_number(rng, born), "phone_token": phone_number(rng),
        "born_on": None if organisation else born, "known_since": day,
    }  # fmt: skip
    rows.setdefault("customers", []).append(row)
    return row


def _account(
    rng: Random, rows: dict[str, list[Row]], holder: Row, index: int, channel: str, day: date, wallet: str | None
) -> Row:
    bank, prefix = pick(rng, BANKS)
    if channel == "wallet":
        bank, prefix = (
            ("支付宝", "208812")
            if (wallet or pick(rng, ("支付宝", "微信支付"))) == "支付宝"
            else ("微信支付", "160011")
        )
    row: Row = {
        "account_id": f"ZHK{index:07d}1", "account_token": account_number(prefix, index, 1),
        "holder_name_token": holder["name_token"], "customer_id": holder["customer_id"], "bank": bank,
        "valid_from": day, "valid_to": EVER,
    }  # fmt: skip
    rows.setdefault("accounts", []).append(row)
    return row


def second_account(story: Story) -> Row:
    """Another account of the policyholder's own, at another bank."""
    bank, prefix = BANKS[(story.index + 3) % len(BANKS)]
    return story.add(
        "accounts", account_id=f"ZHK{story.index:07d}2", account_token=account_number(prefix, story.index, 2),
        holder_name_token=story.holder["name_token"], customer_id=story.holder["customer_id"], bank=bank,
        valid_from=story.policy["applied_on"], valid_to=EVER,
    )  # fmt: skip


def _parties(story: Story, applied: date, insured: Row) -> None:
    people = [("policyholder", story.holder), ("insured", insured)]
    if story.product["line"] in ("life", "accident") and likely(story.rng, 0.5):
        people.append(("beneficiary", _customer(story.rng, story.rows, story.index, 3, applied, False)))
    for role, customer in people:
        party(story, role, customer, applied)


def party(story: Story, role: str, customer: Row, since: date, until: date = EVER) -> Row:
    """One more party of the policy."""
    return story.add(
        "policy_parties", party_id=story.number("DS"), policy_id=story.policy_id,
        customer_id=customer.get("customer_id"), role=role, name_token=customer["name_token"],
        valid_from=since, valid_to=until,
    )  # fmt: skip


def mandate(story: Story, account: Row, since: date, until: date = EVER, *, maximum: int, days: tuple[int, int]) -> Row:
    """One more agreement that an account may be debited."""
    return story.add(
        "mandates", mandate_id=story.number("SK"), policy_id=story.policy_id, account_token=account["account_token"],
        signed_on=since, valid_from=since, valid_to=until, cancelled_on=EVER, maximum_minor=maximum, currency=CURRENCY,
        from_day=days[0], to_day=days[1],
    )  # fmt: skip


def _agree(story: Story, applied: date) -> None:
    """The mandate that debits stand on: this account, at most twice the premium, from the due day on."""
    if story.channel in ASKED:
        until = EVER if likely(story.rng, 0.6) else date(2028, 12, 31)
        days = (1, 28) if story.product["term_kind"] == "long" else (1, 31)
        mandate(story, story.account, applied, until, maximum=2 * story.policy["premium_minor"], days=days)


def _pay_long(story: Story, applied: date) -> None:
    per_year = story.policy["instalments_per_year"]
    sequence, due = 1, applied
    while due <= LAST_DUE:
        if due >= OPENS:
            kind = "first" if sequence == 1 else "renewal_premium"
            instalment = story.instalment(sequence, kind, due, story.policy["premium_minor"])
            day = due if sequence == 1 else due + timedelta(days=number(story.rng, 0, 3))
            if day <= CLOSES:
                taking = story.take(instalment, day)
                if story.channel in ASKED and day >= TOLD_SINCE:
                    notice(story, "charge_made", day, charge_id=taking.charge["charge_id"])
        sequence += 1
        due = months_later(applied, (sequence - 1) * 12 // per_year)


def _pay_short(story: Story, applied: date, wish: Wish) -> None:
    premium = story.policy["premium_minor"]
    parts = story.policy["instalments_per_year"]
    for part in range(parts):
        due = months_later(applied, part * 12 // parts)
        instalment = story.instalment(part + 1, "first" if part == 0 else "renewal_premium", due, premium)
        if due <= CLOSES:
            story.take(instalment, due)
    renews = likely(story.rng, 0.5) if wish.renews is None else wish.renews
    ends = story.policy["ends_on"]
    if story.product["line"] == "accident" and renews:
        due = ends - timedelta(days=number(story.rng, 5, 40))
        renew(story, due, parts + 1)


def renew(story: Story, due: date, sequence: int) -> Row:
    """The next term: consented to, told of in time, due before this one ends, and taken when its day has come."""
    story.policy["auto_renew"] = True
    applied = story.policy["applied_on"]
    story.add(
        "consents", consent_id=story.number("TY"), policy_id=story.policy_id, kind="auto_renewal", given_on=applied,
        withdrawn_on=EVER,
    )  # fmt: skip
    instalment = story.instalment(sequence, "new_term", due, story.policy["premium_minor"])
    told = due - timedelta(days=number(story.rng, 8, 20))
    if told <= CLOSES:
        notice(story, "renewal", told, instalment_id=instalment["instalment_id"])
    if due <= CLOSES:
        story.take(instalment, due)
    return instalment


def notice(story: Story, kind: str, day: date, *, delivered: bool = True, **about: object) -> Row:
    """One thing the customer was told."""
    return story.add(
        "notices", notice_id=story.number("TZ"), policy_id=story.policy_id, kind=kind,
        channel=pick(story.rng, ("sms", "app", "letter")), sent_on=day,
        sent_at=datetime(day.year, day.month, day.day, 9, number(story.rng, 0, 59)), delivered=delivered, **about,
    )  # fmt: skip

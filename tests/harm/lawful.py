"""Small lawful worlds: three to eight policies of several kinds over a few months, with every row the rules ask for.

Each way to pay, to end, to renew and to pay for another is a story of its own; a world is some of them side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from hypothesis import strategies as st

from tests.harm.chain import DEBITS, bank_line, notice, refund, take_back
from tests.harm.house import LONG_AGO, PRODUCTS, House, build_house
from tests.harm.insured import Insured
from tests.harm.rows import OPEN_END, World, days, last_day, moment

Story = Callable[[House], None]


def by_debit(house: House) -> None:
    """Month by month from an account or a wallet, under a mandate; a second one follows the first."""
    chance = house.chance
    own = Insured(house, chance.choice(["life", "health", "accident", "motor", "home"]))
    change = own.first_on + days(60)
    until = chance.choice([OPEN_END, change])
    own.mandate(valid_to=until, maximum=own.premium + chance.choice([0, 1, 5_000]))
    if until == change:
        own.mandate(valid_from=change + days(1), days_of_month=chance.choice([(1, 31), (20, 19)]))
    channel = chance.choice(DEBITS)
    for number in range(chance.randrange(2, 5)):
        due_on = own.first_on + days(30 * number)
        announced = chance.choice([None, own.premium, own.premium + 7])
        late = chance.choice([0, 0, 1, 12]) if number else 0  # the first premium is waited for
        own.pays(own.due(due_on, announced=announced), channel, due_on + days(late))


def by_debit_on_agreed_days(house: House) -> None:
    """On days of the month the customer agreed, over a month's end, or on the last of a month that has no such day."""
    own = Insured(house, house.chance.choice(["life", "savings"]), begins=date(2026, 1, 28))
    own.mandate(days_of_month=house.chance.choice([(28, 31), (25, 5), (31, 31), (30, 31), (31, 2)]))
    for on in (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)):
        own.pays(own.due(on), "direct_debit", on)


def by_card(house: House) -> None:
    """By card at a terminal, twice within minutes; early, and in parts."""
    own = Insured(house, house.chance.choice(list(PRODUCTS)))
    first = own.due(own.first_on)
    half = own.premium // 2
    noon = moment(own.first_on, 43_000)
    one = own.pays(first, "pos", own.first_on, amount=half or own.premium, at=noon)
    if half:
        same = {c: one[c] for c in ("terminal_id", "merchant_id", "seen_latitude_e6", "seen_longitude_e6")}
        gap = house.chance.choice([0, 1, 1200])
        own.pays(first, "pos", own.first_on, amount=own.premium - half, at=noon + timedelta(seconds=gap), **same)
    due_on = own.first_on + days(31)
    own.pays(own.due(due_on), "pos", due_on - days(house.chance.randrange(30)))


def in_cash_and_by_transfer(house: House) -> None:
    """In cash, at the counter or little of it elsewhere; then by transfer, late; some of it held in suspense before."""
    own = Insured(house, house.chance.choice(["life", "travel", "home"]))
    own.pays(own.due(own.first_on), "cash", own.first_on)
    due_on = own.first_on + days(31)
    own.pays(own.due(due_on, announced=own.premium), "transfer", due_on + days(house.chance.randrange(20)))
    for amount in (5_000, -700):  # money nobody could place yet; one taken back
        on = own.first_on + days(house.chance.randrange(60))
        house.world.add(
            "bookings", institution_id="6501", side="suspense", amount_minor=amount, currency="CNY",
            booked_at=moment(on, 9), cleared_on=last_day("suspense_clearing", on) if amount > 0 else OPEN_END,
        )  # fmt: skip


def by_partner(house: House) -> None:
    """An intermediary collects and pays over gross in one sum, some of it for more than one policy."""
    chance = house.chance
    own, other = (Insured(house, "travel", unit="650101", begins=date(2026, 3, 2)) for _ in range(2))
    on = date(2026, 3, 2) + days(chance.randrange(60))
    dues = [(own, own.due(on)), (own, own.due(on)), (other, other.due(on))]
    total = sum(due["amount_minor"] for _, due in dues)
    sent = house.world.add(
        "remittances", partner_id="partner-1", institution_id="6501", remitted_on=on,
        remitted_minor=total + chance.choice([0, 0, 8]), currency="CNY",
    )  # fmt: skip
    for who, due in dues:
        who.pays(due, "transfer", on, remittance_id=sent["remittance_id"])
    settled = house.premium_accounts["6501"]["account_token"]
    part = chance.choice([0, total // 3])
    for amount in (total - part, part):
        if amount:
            when = last_day("bank_confirmation", on)
            bank_line(house, settled, amount, when, sent, remittance_reference=sent["remittance_id"])


def renewed_by_debit(house: House) -> None:
    """A new term debited with consent and after a notice in time, in the last sixty days of short cover."""
    chance = house.chance
    due_on = date(2026, 2, 1) + days(chance.randrange(90))
    ends = due_on + days(chance.choice([0, 10, 55]))
    own = Insured(house, chance.choice(["health", "accident", "travel", "motor"]), begins=ends - days(365), ends=ends)
    own.mandate(valid_from=LONG_AGO, maximum=own.premium + 300)
    due = own.due(due_on, own.premium + 300, kind="new_term")
    on = due_on + days(chance.choice([0, 3]))
    own.pays(due, chance.choice(DEBITS), on)
    house.world.add(
        "consents", policy_id=own.policy["policy_id"], kind="auto_renewal",
        given_on=on - days(chance.choice([0, 30, 300])), withdrawn_on=chance.choice([OPEN_END, on + days(1)]),
    )  # fmt: skip
    named = chance.choice([due["instalment_id"], None])
    notice(house, own.policy, "renewal", on - days(chance.choice([5, 6, 30])), instalment_id=named)


def renewed_by_hand(house: House) -> None:
    """A new term the customer paid himself: no consent, no notice is needed; also after the old term."""
    chance = house.chance
    due_on = date(2026, 2, 1) + days(chance.randrange(90))
    ends = due_on + days(chance.choice([-5, 0, 30]))
    own = Insured(house, chance.choice(["health", "accident", "home"]), begins=ends - days(365), ends=ends)
    own.pays(own.due(due_on, kind="new_term"), chance.choice(["pos", "cash", "transfer"]), due_on)


def ended(house: House) -> None:
    """Charged, then ended in one of five ways, with the money back in time where some is owed."""
    chance = house.chance
    way = chance.choice(["surrendered", "withdrawn", "refused", "cancelled", "matured"])
    own = Insured(house, chance.choice(["life", "savings"]))
    own.mandate()
    last = own.pays(own.due(own.first_on), "direct_debit", own.first_on)
    on = own.first_on + days(chance.choice([0, 1, 15]))
    if on == own.first_on:
        chance_second = chance.choice([None, 86_399])
        own.event(way, on, chance_second)
    else:
        own.event(way, on)
    kinds = {"surrendered": "surrender", "withdrawn": "cooling_off", "refused": "refused_application"}
    if way == "surrendered":
        own.event("surrender_requested", on)
    if way in kinds or way == "cancelled":
        refund(
            house, own.policy, own.holder, kind=kinds.get(way, "service_change"), on=on, due=last["amount_minor"],
            account=own.account,
        )  # fmt: skip


def lapsed_and_back(house: House) -> None:
    """Lapsed, paid by the customer himself, reinstated, and debited again from that very day."""
    own = Insured(house, house.chance.choice(["life", "savings"]))
    own.mandate()
    own.pays(own.due(own.first_on), "wallet", own.first_on)
    lapsed_on = own.first_on + days(70)
    own.event("lapsed", lapsed_on, house.chance.choice([None, 1]))
    late = own.due(own.first_on + days(30))
    own.pays(late, house.chance.choice(["transfer", "pos", "cash"]), lapsed_on + days(5))
    own.event("reinstated", lapsed_on + days(9))
    again_on = lapsed_on + days(house.chance.choice([9, 12]))
    own.pays(own.due(again_on), "wallet", again_on)


def given_back_and_charged_again(house: House) -> None:
    """A charge found wrong was given back, and then the instalment was charged rightly."""
    chance = house.chance
    own = Insured(house, chance.choice(["life", "health", "home"]))
    own.mandate(valid_from=own.first_on - days(30))
    due = own.due(own.first_on)
    wrong = own.pays(due, "direct_debit", own.first_on)
    back = refund(
        house, own.policy, own.holder, kind="wrong_charge", on=own.first_on + days(2), due=wrong["amount_minor"],
        account=chance.choice([own.account, house.account(own.holder)]), of=wrong,
    )  # fmt: skip
    if chance.random() < 0.6:
        take_back(house, wrong, back)
    own.pays(due, "direct_debit", back["paid_on"] + days(chance.choice([0, 20])))


def paid_by_another(house: House) -> None:
    """An employer or a guardian pays, registered by name or by account."""
    chance = house.chance
    employer = house.person("organisation")
    own = Insured(house, chance.choice(["health", "life", "accident"]), payer=employer)
    by_name = chance.random() < 0.5
    house.world.add(
        "payer_exceptions", policy_id=own.policy["policy_id"], relation=chance.choice(["employer", "guardian"]),
        payer_name_token=employer["name_token"] if by_name else None,
        account_token=None if by_name else own.account, approved_by="clerk-1",
        valid_from=own.first_on - days(chance.choice([0, 90])),
    )  # fmt: skip
    channel = chance.choice(["pos", "transfer"])
    own.pays(own.due(own.first_on), channel, own.first_on, payer_name_token=employer["name_token"], payer_match=None)


def one_account_for_a_family(house: House) -> None:
    """A father is party to three people's policies and pays for all; for the third an exception is registered."""
    father = house.person()
    account = house.account(father)
    for number in range(3):
        own = Insured(house, "savings", payer=father)
        world = house.world
        world.add(
            "policy_parties", policy_id=own.policy["policy_id"], customer_id=father["customer_id"], role="insured",
            name_token=father["name_token"], valid_from=LONG_AGO,
        )  # fmt: skip
        if number == 2:
            world.add(
                "payer_exceptions", policy_id=own.policy["policy_id"], relation="family", account_token=account,
                approved_by="clerk-2", valid_from=own.first_on,
            )  # fmt: skip
        own.pays(own.due(own.first_on), "transfer", own.first_on, account=account)


def for_nothing(house: House) -> None:
    """Exempt and free cover: nobody pays, and it may be issued at once."""
    own = Insured(house, "health")
    house.world.put("policies", own.policy, premium_exempt=True)
    free = Insured(house, "home")
    house.world.put("policies", free.policy, premium_minor=0)


def bank_noise(house: House) -> None:
    """What a bank shows besides premiums: announcements, transfers between own accounts, a refund that came back."""
    own = Insured(house, "savings", unit="650101")
    row = own.pays(own.due(own.first_on), "transfer", own.first_on)
    back = refund(house, own.policy, own.holder, kind="service_change", on=own.first_on, due=900, account=own.account)
    token, on = row["settled_token"], own.first_on
    line = bank_line(house, token, 4_200, on, row)
    house.world.put("bank_lines", line, status="pending")
    bank_line(house, token, 77, on, row, counterparty_token="own-6502-premium")
    bank_line(house, token, 900, on, row, refund_reference=back["refund_id"])
    bank_line(house, "own-6501-suspense", 13, on, row)
    bank_line(house, token, -500, on, row)


STORIES: tuple[Story, ...] = (
    by_debit, by_card, ended, by_debit_on_agreed_days, in_cash_and_by_transfer, by_partner, renewed_by_debit,
    renewed_by_hand, lapsed_and_back, given_back_and_charged_again, paid_by_another, one_account_for_a_family,
    for_nothing, bank_noise,
)  # fmt: skip


@lru_cache(maxsize=512)
def lawful_world(seed: int) -> World:
    """One lawful world; the same seed gives the same rows. Copy it before you change it."""
    house = build_house(Random(seed))
    stories = list(STORIES)
    house.chance.shuffle(stories)
    most = house.chance.randrange(3, 9)
    for story in stories:
        if len(house.world.tables["policies"]) >= most:
            break
        story(house)
    return house.world


def lawful_worlds() -> st.SearchStrategy[World]:
    """Lawful worlds, each freely to be changed."""
    return st.integers(0, 2**32 - 1).map(lambda seed: lawful_world(seed).copy())

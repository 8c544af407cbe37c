"""One lawful charge with all that belongs to it: request, approval, instruction, bank line, booking, remittance, refund."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.harm.house import BANKS, UNITS, House
from tests.harm.rows import EAST, Row, last_day, local_day, moment

DEBITS = ("direct_debit", "wallet")
DAY_END = 86_399


def charge(
    house: House, policy: Row, instalment: Row, *, channel: str, on: date, payer: Row, account: str | None,
    amount: int | None = None, at: datetime | None = None, **other: Any,
) -> Row:  # fmt: skip
    """A charge of the whole instalment, or a part of it, by a channel, with every step before and after it."""
    chance, world = house.chance, house.world
    unit = policy["institution_id"]
    at = at or moment(on, chance.choice([0, DAY_END, chance.randrange(8 * 3600, 20 * 3600)]))
    values: dict[str, Any] = {
        "policy_id": policy["policy_id"],
        "instalment_id": instalment["instalment_id"],
        "institution_id": unit,
        "channel": channel,
        "bank": None if channel == "cash" else chance.choice(BANKS),
        "kind": instalment["kind"],
        "account_token": account if channel != "cash" else None,
        "payer_name_token": payer["name_token"],
        "amount_minor": instalment["amount_minor"] if amount is None else amount,
        "currency": policy["currency"],
        "charged_at": at,
        "settled_token": house.premium_accounts[UNITS[unit]]["account_token"],
    }
    if chance.random() < 0.15:  # the bank masked the name, and it fits
        values |= {"payer_name_token": None, "payer_match": "same"}
    values |= _by_hand(house, unit, on) if channel in ("pos", "cash") else {}
    values |= _at_terminal(house, unit) if channel == "pos" else {}
    if channel == "cash":
        values["premises"] = "on" if values["amount_minor"] > 100_000 else chance.choice(["on", "off"])
    values |= other
    if channel in ("pos", *DEBITS):
        _ask(house, values, instalment)
    row = world.add("charges", **values)
    if channel != "cash" and row["remittance_id"] is None:
        _confirm(house, row)
    _book(house, row)
    return row


def _by_hand(house: House, unit: str, on: date) -> Row:
    operator, other = house.chance.sample(house.operators[unit], 2)
    house.duty(operator, unit, on)
    house.duty(other, unit, on)
    return {"operator_id": operator}


def _at_terminal(house: House, unit: str) -> Row:
    terminal, chance = house.chance.choice(house.terminals[unit]), house.chance
    return {
        "terminal_id": terminal["terminal_id"],
        "merchant_id": terminal["merchant_id"],
        "seen_latitude_e6": terminal["place_latitude_e6"] + chance.choice([0, chance.randrange(-4000, 4001)]),
        "seen_longitude_e6": terminal["place_longitude_e6"] + chance.choice([0, chance.randrange(-4000, 4001)]),
    }


def _ask(house: House, values: Row, instalment: Row) -> None:
    """Asked, approved by another, sent to the bank where the insurer debits, then charged; some in the same second."""
    chance, at = house.chance, values["charged_at"]
    gaps = sorted(chance.choice([0, chance.randrange(3600), chance.randrange(5 * 86_400)]) for _ in range(3))
    asker, approver = chance.sample(house.clerks, 2)
    request = house.world.add(
        "charge_requests", policy_id=values["policy_id"], instalment_id=instalment["instalment_id"],
        institution_id=values["institution_id"], amount_minor=values["amount_minor"], currency=values["currency"],
        requested_by=asker, requested_at=at - timedelta(seconds=gaps[2]), approved_by=approver,
        approved_at=at - timedelta(seconds=gaps[1]),
    )  # fmt: skip
    values["request_id"] = request["request_id"]
    if values["channel"] not in DEBITS:
        return
    sent = at - timedelta(seconds=gaps[0])
    told = {
        "institution_id": values["institution_id"], "bank": values["bank"], "channel": values["channel"],
        "amount_minor": values["amount_minor"], "currency": values["currency"],
    }  # fmt: skip
    names = chance.choice([request["request_id"], request["request_id"], None])
    if chance.random() < 0.2:  # a first try the bank refused
        house.world.add("charge_instructions", request_id=names, sent_at=sent, answer="rejected", **told)
    answered = {"answered_at": at + timedelta(seconds=chance.randrange(90)), "answer": "accepted"}
    if chance.random() < 0.1:
        answered = {"answered_at": None, "answer": "none"}
    row = house.world.add("charge_instructions", request_id=names, sent_at=sent, **told, **answered)
    values["instruction_id"] = row["instruction_id"]


def _confirm(house: House, row: Row) -> None:
    """The bank shows it in time: in one line, in two parts, or in one line on two statements."""
    chance, on = house.chance, row["charged_on"]
    booked = chance.choice([on, last_day("bank_confirmation", on)])
    way = chance.choice(["one", "one", "one", "parts", "repeated"])
    part = chance.randrange(1, row["amount_minor"]) if way == "parts" and row["amount_minor"] > 1 else 0
    for number, amount in enumerate([row["amount_minor"] - part, *([part] if part else [])]):
        line = bank_line(house, row["settled_token"], amount, booked, row, charge_reference=row["charge_id"])
        if way == "repeated" and number == 0:
            house.world.add("bank_lines", **{**line, "line_id": f"{line['line_id']}-again", "statement_id": "other"})


def bank_line(house: House, account: str, amount: int, on: date, row: Row, **names: Any) -> Row:
    """A line of a statement of one of the insurer's accounts."""
    return house.world.add(
        "bank_lines", statement_id=f"statement-{on}", account_token=account, bank=row.get("bank"), booked_on=on,
        amount_minor=amount, currency=row["currency"], status=house.chance.choice(["booked", None]), **names,
    )  # fmt: skip


def _book(house: House, row: Row) -> None:
    """Booked in time: as premium, in two parts, or held in suspense and then cleared to premium."""
    chance, on = house.chance, row["charged_on"]
    booked = chance.choice([on, last_day("charge_booking", on)])
    told = {
        "charge_id": row["charge_id"], "policy_id": row["policy_id"], "institution_id": row["institution_id"],
        "currency": row["currency"],
    }  # fmt: skip
    way, amount = chance.choice(["premium", "premium", "parts", "suspense"]), row["amount_minor"]
    if way == "parts" and amount > 1:
        part = chance.randrange(1, amount)
        for each in (part, amount - part):
            house.world.add("bookings", side="premium", amount_minor=each, booked_at=_within(booked), **told)
        return
    if way == "suspense":
        cleared = chance.choice([booked, last_day("suspense_clearing", booked)])
        house.world.add(
            "bookings", side="suspense", amount_minor=amount, booked_at=_within(booked), cleared_on=cleared, **told
        )
        booked = cleared
    house.world.add("bookings", side="premium", amount_minor=amount, booked_at=_within(booked), **told)


def _within(on: date) -> datetime:
    return moment(on, 1)  # the first second of the local day: the day before in UTC


def refund(
    house: House, policy: Row, holder: Row, *, kind: str, on: date, due: int, account: str, of: Row | None = None
) -> Row:
    """Money given back in time, with the checks and the notice the law asks for."""
    chance = house.chance
    paid_on = chance.choice([on, last_day(f"refund_{kind}", on)])
    proxy = chance.random() < 0.4
    row = house.world.add(
        "refunds", policy_id=policy["policy_id"], charge_id=of["charge_id"] if of else None,
        institution_id=policy["institution_id"], kind=kind, requested_on=on, due_minor=due,
        paid_minor=due if of else due + chance.choice([0, 0, 5]), paid_on=paid_on, currency=policy["currency"],
        account_token=account, verified=True, reason_recorded=True, collected_by="proxy" if proxy else "self",
    )  # fmt: skip
    if proxy:
        told = chance.choice([paid_on, last_day("collection_result_notice", paid_on)])
        notice(house, policy, "collection_result", told, refund_id=row["refund_id"])
    return row


def take_back(house: House, row: Row, back: Row) -> None:
    """A charge given back leaves the books again, and the bank's line says so."""
    on = max(back["paid_on"], row["charged_on"])
    house.world.add(
        "bookings", charge_id=row["charge_id"], policy_id=row["policy_id"], institution_id=row["institution_id"],
        side="premium", amount_minor=-back["paid_minor"], currency=row["currency"], booked_at=moment(on, 40_000),
    )  # fmt: skip
    bank_line(house, row["settled_token"], -back["paid_minor"], on, row, refund_reference=back["refund_id"])


def notice(house: House, policy: Row, kind: str, on: date, **names: Any) -> Row:
    """A notice that reached the customer."""
    at = moment(on, house.chance.choice([0, 36_000, DAY_END]))
    return house.world.add(
        "notices", policy_id=policy["policy_id"], kind=kind, channel="sms", sent_at=at, delivered=True, **names
    )


def seconds_of(at: datetime) -> int:
    """The second of the local day."""
    local = at + EAST
    return local.hour * 3600 + local.minute * 60 + local.second


def same_day(at: datetime, other: datetime) -> bool:
    """Whether two moments lie on one local day."""
    return local_day(at) == local_day(other)

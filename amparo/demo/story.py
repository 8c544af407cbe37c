"""One policy and everything that happened to it, as rows by table: what plants bend and writers write.

Rows carry the contracts' columns; a token column holds the plain value, a moment is the company's local time. What a
file shows as masked is a row's own word `payer_shown`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from amparo.demo.chance import number, pick
from amparo.demo.company import BANK_OF_OWN, CLOSES, EVER, OPENS, OWN, SUPERIOR, Company, Row
from amparo.demo.names import masked

CURRENCY = "CNY"
ASKED = ("direct_debit", "wallet")  # channels in which a bank or platform is instructed
PRESENTED = ("pos", "cash")  # channels in which an operator stands before the customer


@dataclass(slots=True)
class Taking:
    """One premium taken, from the request to the bank's own line; a step may be missing.

    `named`: another policy's request, where the charge names that one.
    """

    charge: Row
    instalment: Row | None
    request: Row | None
    instructions: list[Row]
    booking: Row | None
    line: Row | None
    notices: list[Row] = field(default_factory=list)
    named: Row | None = None


@dataclass(slots=True)
class Story:
    """One policy: its rows, its takings in time's order, and who pays from where."""

    company: Company
    rng: Random
    index: int
    unit: str
    policy: Row
    product: Row
    holder: Row
    insured: Row
    account: Row
    channel: str
    rows: dict[str, list[Row]]
    takings: list[Taking] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def policy_id(self) -> str:
        """The policy's number."""
        return str(self.policy["policy_id"])

    def number(self, word: str) -> str:
        """The next number of that kind in this story; digits and capitals only, as banks carry them back."""
        self.numbers[word] = self.numbers.get(word, 0) + 1
        return f"{word}{self.index:07d}{self.numbers[word]:03d}"

    def add(self, table: str, **row: object) -> Row:
        """One more row of a table."""
        self.rows.setdefault(table, []).append(row)
        return row

    def all_rows(self) -> Iterator[tuple[str, Row]]:
        """Every row with its table."""
        yield "policies", self.policy
        for table, rows in self.rows.items():
            for row in rows:
                yield table, row
        for taking in self.takings:
            yield "charges", taking.charge
            if taking.request is not None:
                yield "charge_requests", taking.request
            for row in taking.instructions:
                yield "charge_instructions", row
            if taking.booking is not None:
                yield "bookings", taking.booking
            if taking.line is not None:
                yield "bank_lines", taking.line
            for row in taking.notices:
                yield "notices", row

    def instalment(self, sequence: int, kind: str, due_on: date, amount: int) -> Row:
        """One premium due, announced as it is."""
        return self.add(
            "instalments", instalment_id=self.number("YS"), policy_id=self.policy_id, sequence=sequence, kind=kind,
            due_on=due_on, amount_minor=amount, announced_minor=amount, currency=CURRENCY,
        )  # fmt: skip

    def take(self, instalment: Row, day: date, *, channel: str | None = None, amount: int | None = None) -> Taking:
        """The premium taken on that day, asked for, approved, instructed, booked and confirmed as it should be."""
        channel = channel or self.channel
        charge = self._charge(instalment, day, channel, amount or instalment["amount_minor"])
        request = self._request(charge)
        instructions = [self._instruct(charge)] if channel in ASKED else []
        taking = Taking(charge, instalment, request, instructions, None, None)
        time_steps(self.rng, taking, day)
        book(self, taking)
        confirm(self, taking)
        self.takings.append(taking)
        return taking

    def _charge(self, instalment: Row, day: date, channel: str, amount: int) -> Row:
        charge: Row = {
            "charge_id": self.number("KF"), "policy_id": self.policy_id, "instalment_id": instalment["instalment_id"],
            "request_id": self.number("SQ"), "institution_id": self.unit, "channel": channel,
            "bank": _bank(self.account, channel), "kind": instalment["kind"],
            "account_token": None if channel == "cash" else self.account["account_token"],
            "payer_name_token": self.holder["name_token"], "payer_shown": None, "payer_match": "same",
            "amount_minor": amount, "currency": CURRENCY, "charged_on": day,
        }  # fmt: skip
        if channel == "wallet":
            charge["settled_token"] = OWN["alipay" if charge["bank"] == "支付宝" else "wechat"]
        else:
            charge["settled_token"] = self.company.premium_account(self.unit)
        if channel in PRESENTED:
            charge["premises"] = "on"
            charge["operator_id"] = pick(self.rng, self.company.on_duty(self.unit, day))
        if channel == "pos":
            present(self.rng, charge, pick(self.rng, self.company.terminals[self.unit]))
        return charge

    def _request(self, charge: Row) -> Row:
        central = SUPERIOR[self.unit] or self.unit
        return {
            "request_id": charge["request_id"], "policy_id": self.policy_id, "instalment_id": charge["instalment_id"],
            "institution_id": self.unit, "amount_minor": charge["amount_minor"], "currency": CURRENCY,
            "requested_by": pick(self.rng, self.company.clerks[self.unit]),
            "approved_by": pick(self.rng, self.company.approvers[central]),
        }  # fmt: skip

    def _instruct(self, charge: Row) -> Row:
        charge["instruction_id"] = self.number("ZL")
        return {
            "instruction_id": charge["instruction_id"], "request_id": charge["request_id"],
            "institution_id": self.unit, "bank": charge["bank"], "channel": charge["channel"],
            "amount_minor": charge["amount_minor"], "currency": CURRENCY, "answer": "accepted",
        }  # fmt: skip


def _bank(account: Row, channel: str) -> str | None:
    if channel == "pos":
        return "银联商务"
    return None if channel == "cash" else str(account["bank"])


def present(rng: Random, charge: Row, terminal: Row) -> None:
    """The charge as this terminal makes it, seen within some hundred metres of where the terminal stands."""
    charge["terminal_id"] = terminal["terminal_id"]
    charge["merchant_id"] = terminal["merchant_id"]
    if terminal["place_latitude_e6"] is not None:
        charge["seen_latitude_e6"] = terminal["place_latitude_e6"] + number(rng, -1500, 1500)
        charge["seen_longitude_e6"] = terminal["place_longitude_e6"] + number(rng, -1500, 1500)


def time_steps(rng: Random, taking: Taking, day: date) -> None:
    """Set every step of a taking on its lawful moment around that day."""
    charge, request = taking.charge, taking.request
    charge["charged_on"] = day
    asked_by_bank = charge["channel"] in ASKED
    start = datetime(day.year, day.month, day.day)
    asked = start + timedelta(hours=8, minutes=number(rng, 0, 60))
    if request is not None:
        request["requested_at"], request["requested_on"] = asked, day
        request["approved_at"] = asked + timedelta(minutes=number(rng, 30, 60), seconds=number(rng, 0, 59))
    sent = start + timedelta(hours=12, minutes=number(rng, 0, 30))
    answered = sent + timedelta(minutes=number(rng, 20, 30), seconds=number(rng, 0, 59))
    for at, instruction in enumerate(reversed(taking.instructions)):
        instruction["sent_at"] = sent - timedelta(minutes=40 * at)
        instruction["sent_on"] = instruction["sent_at"].date()
        instruction["answered_at"] = answered - timedelta(minutes=40 * at)
    presented = asked + timedelta(hours=4, minutes=number(rng, 0, 60))
    charge["charged_at"] = answered + timedelta(minutes=number(rng, 3, 6)) if asked_by_bank else presented


def book(story: Story, taking: Taking) -> None:
    """Enter the charge in the books as premium that evening."""
    charge = taking.charge
    at = datetime.combine(charge["charged_on"], datetime.min.time()) + timedelta(
        hours=19, minutes=number(story.rng, 0, 59)
    )
    taking.booking = {
        "booking_id": "RZ" + charge["charge_id"][2:], "charge_id": charge["charge_id"], "policy_id": story.policy_id,
        "institution_id": charge["institution_id"], "side": "premium", "amount_minor": charge["amount_minor"],
        "currency": CURRENCY, "booked_on": at.date(), "booked_at": at, "cleared_on": EVER,
    }  # fmt: skip


def suspend(story: Story, taking: Taking, cleared_on: date) -> Row:
    """The charge held in suspense at first; once cleared, it is booked as premium on that day."""
    booking = taking.booking
    assert booking is not None
    booking.update(side="suspense", cleared_on=cleared_on)
    if cleared_on != EVER:
        at = datetime(cleared_on.year, cleared_on.month, cleared_on.day, 16)
        premium = {**booking, "booking_id": story.number("RZC"), "side": "premium", "cleared_on": EVER}
        story.add("bookings", **{**premium, "booked_on": cleared_on, "booked_at": at})
    return booking


def confirm(story: Story, taking: Taking) -> None:
    """The bank's own line for the charge, the same day or the next."""
    charge = taking.charge
    day = min(charge["charged_on"] + timedelta(days=number(story.rng, 0, 1)), CLOSES)
    taking.line = bank_line(
        own=charge["settled_token"], day=day, amount=charge["amount_minor"], name=charge["payer_name_token"],
        account=charge["account_token"], charge=charge["charge_id"], channel=charge["channel"],
    )  # fmt: skip


def bank_line(
    *, own: str, day: date, amount: int, name: str | None, account: str | None, channel: str,
    charge: str | None = None, remittance: str | None = None, refund: str | None = None,
) -> Row:  # fmt: skip
    """One line of the bank's or platform's statement on one of the company's own accounts."""
    return {
        "account_token": own, "bank": BANK_OF_OWN.get(own), "booked_on": day, "value_on": day, "amount_minor": amount,
        "currency": CURRENCY, "counterparty_token": account, "counterparty_name_token": name,
        "charge_reference": charge, "remittance_reference": remittance, "refund_reference": refund,
        "transaction_code": channel, "status": "booked",
    }  # fmt: skip


def amend(taking: Taking, **columns: object) -> None:
    """The same columns changed in every step of the taking that has them: amount, unit, bank."""
    steps = [taking.charge, taking.request, taking.booking, taking.line, *taking.instructions]
    for step in steps:
        if step is not None:
            step.update({name: value for name, value in columns.items() if name in step})


def move(story: Story, taking: Taking, day: date) -> None:
    """The whole taking on another day, operator and terminal as the roster of that day says."""
    time_steps(story.rng, taking, day)
    if taking.charge["channel"] in PRESENTED:
        taking.charge["operator_id"] = pick(story.rng, story.company.on_duty(story.unit, day))
    if taking.booking is not None:
        book(story, taking)
    if taking.line is not None:
        confirm(story, taking)


def hide_payer(taking: Taking, match: str = "same") -> None:
    """The payer's name as a wallet shows it: partly hidden, so that it can only be compared, not kept."""
    name = taking.charge["payer_name_token"]
    taking.charge["payer_shown"] = masked(name)
    taking.charge["payer_name_token"], taking.charge["payer_match"] = None, match


def within(day: date) -> bool:
    """Whether the demo's time holds that day."""
    return OPENS <= day <= CLOSES

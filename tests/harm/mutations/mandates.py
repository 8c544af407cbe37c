"""CHG-01 to CHG-04 and CHG-26: what a mandate covers."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from tests.harm.mutations import (
    Draw,
    after,
    amount_everywhere,
    before,
    breaks,
    debited,
    ids,
    lone_mandates,
    number,
    place,
    plain,
    spares,
)  # fmt: skip
from tests.harm.rows import Row, World, days


@breaks("CHG-01")
def mandate_ends_before_the_charge(w: World, draw: Draw) -> set[str]:
    mandate, charges = place(draw, lone_mandates(w))
    w.put("mandates", mandate, valid_to=before(place(draw, charges), "charged_on", draw))
    return ids([c for c in charges if c["charged_on"] > mandate["valid_to"]])


@breaks("CHG-01")
def mandate_begins_after_the_charge(w: World, draw: Draw) -> set[str]:
    mandate, charges = place(draw, lone_mandates(w))
    w.put("mandates", mandate, valid_from=after(place(draw, charges), "charged_on", draw))
    return ids([c for c in charges if c["charged_on"] < mandate["valid_from"]])


@breaks("CHG-01")
def mandate_was_never_signed(w: World, draw: Draw) -> set[str]:
    mandate, charges = place(draw, lone_mandates(w))
    w.remove("mandates", mandate)
    return ids(charges)


@breaks("CHG-01")
def mandate_belongs_to_another_policy(w: World, draw: Draw) -> set[str]:
    mandate, charges = place(draw, lone_mandates(w))
    other = place(draw, w.of("policies", lambda p: p["policy_id"] != mandate["policy_id"]))
    w.put("mandates", mandate, policy_id=other["policy_id"])
    return ids(charges)


@breaks("CHG-01")
def a_card_payment_was_a_debit_after_all(w: World, draw: Draw) -> set[str]:
    mandated = ids(w.tables["mandates"], "policy_id")
    due = {i["instalment_id"]: i["due_on"] for i in w.tables["instalments"]}
    cards = w.of("charges", lambda c: c["policy_id"] not in mandated and c["kind"] != "new_term", channel="pos")
    charge = place(draw, [c for c in cards if due[c["instalment_id"]] <= c["charged_on"]])
    asked = w.one("charge_requests", request_id=charge["request_id"])
    sent = w.add(
        "charge_instructions", request_id=charge["request_id"], institution_id=charge["institution_id"],
        bank=charge["bank"], channel="wallet", amount_minor=charge["amount_minor"], currency="CNY",
        sent_at=asked["approved_at"], answer="accepted",
    )  # fmt: skip
    w.put("charges", charge, channel="wallet", instruction_id=sent["instruction_id"])
    return {charge["charge_id"]}


@spares("CHG-01")
def mandate_ends_on_the_last_day(w: World, draw: Draw) -> None:
    mandate, charges = place(draw, lone_mandates(w))
    w.put("mandates", mandate, valid_to=charges[-1]["charged_on"])


@spares("CHG-01")
def mandate_begins_on_the_first_day(w: World, draw: Draw) -> None:
    mandate, charges = place(draw, lone_mandates(w))
    w.put("mandates", mandate, valid_from=charges[0]["charged_on"])


@spares("CHG-01")
def an_idle_mandate_ended_long_ago(w: World, draw: Draw) -> None:
    mandate, charges = place(draw, lone_mandates(w))
    w.add("mandates", **{**mandate, "mandate_id": "idle", "valid_to": before(charges[0], "charged_on", draw)})


@breaks("CHG-02")
def mandate_allows_less(w: World, draw: Draw) -> set[str]:
    mandate, charges = place(draw, lone_mandates(w))
    amount = place(draw, charges)["amount_minor"]
    w.put("mandates", mandate, maximum_minor=amount - number(draw, 1, amount))
    return ids([c for c in charges if c["amount_minor"] > mandate["maximum_minor"]])


@breaks("CHG-02")
def mandate_is_in_another_currency(w: World, draw: Draw) -> set[str]:
    mandate, charges = place(draw, lone_mandates(w))
    w.put("mandates", mandate, currency="HKD")
    return ids(charges)


@spares("CHG-02")
def mandate_allows_exactly_so_much(w: World, draw: Draw) -> None:
    mandate, charges = place(draw, lone_mandates(w))
    w.put("mandates", mandate, maximum_minor=max(c["amount_minor"] for c in charges))


@spares("CHG-02")
def another_mandate_of_the_account_allows_enough(w: World, draw: Draw) -> None:
    mandate, _ = place(draw, lone_mandates(w))
    w.add("mandates", **{**mandate, "mandate_id": "low", "maximum_minor": 0})


@breaks("CHG-03")
def mandate_names_another_account(w: World, draw: Draw) -> set[str]:
    mandate, charges = place(draw, lone_mandates(w))
    w.put("mandates", mandate, account_token="account-elsewhere")
    return ids(charges)


@breaks("CHG-03")
def another_account_was_debited(w: World, draw: Draw) -> set[str]:
    mandated = {m["policy_id"] for m, _ in lone_mandates(w)} - ids(w.tables["refunds"], "policy_id")
    charge = place(draw, [c for c in debited(w) if c["policy_id"] in mandated])
    w.put("charges", charge, account_token="account-elsewhere")
    return {charge["charge_id"]}


@spares("CHG-03")
def a_second_account_has_a_mandate_too(w: World, draw: Draw) -> None:
    mandate, charges = place(draw, lone_mandates(w))
    charge = place(draw, [c for c in charges if not w.of("refunds", policy_id=c["policy_id"])])
    w.add("mandates", **{**mandate, "mandate_id": "second", "account_token": "account-second"})
    w.put("charges", charge, account_token="account-second")


def agreed(on: date, first: int, last: int) -> bool:
    """Whether the day is agreed: counted day by day through the span, a day the month has not standing for its last."""
    length = monthrange(on.year, on.month)[1]
    span = range(first, last + 1) if first <= last else [*range(first, 32), *range(1, last + 1)]
    return on.day in {min(day, length) if day == first else day for day in span}


@breaks("CHG-04")
def other_days_were_agreed(w: World, draw: Draw) -> set[str]:
    mandate, charges = place(draw, lone_mandates(w))
    first, last = number(draw, 1, 31), number(draw, 1, 31)
    wrong = [c for c in charges if not agreed(c["charged_on"], first, last)]
    place(draw, wrong)
    w.put("mandates", mandate, from_day=first, to_day=last)
    return ids(wrong)


@breaks("CHG-04")
def the_span_ends_a_day_too_soon(w: World, draw: Draw) -> set[str]:
    mandate, charges = place(draw, lone_mandates(w))
    charge = place(draw, [c for c in charges if 1 < c["charged_on"].day < 28])
    return narrowed(w, mandate, charges, 1, charge["charged_on"].day - 1)


@breaks("CHG-04")
def the_span_begins_a_day_too_late(w: World, draw: Draw) -> set[str]:
    mandate, charges = place(draw, lone_mandates(w))
    charge = place(draw, [c for c in charges if c["charged_on"].day < 28])
    return narrowed(w, mandate, charges, charge["charged_on"].day + 1, 31)


def narrowed(w: World, mandate: Row, charges: list[Row], first: int, last: int) -> set[str]:
    """Other days in the mandate; the charges on none of them."""
    w.put("mandates", mandate, from_day=first, to_day=last)
    return ids([c for c in charges if not agreed(c["charged_on"], first, last)])


@spares("CHG-04")
def every_day_charged_is_just_agreed(w: World, draw: Draw) -> None:
    mandate, charges = place(draw, lone_mandates(w))
    used = [c["charged_on"].day for c in charges]
    w.put("mandates", mandate, from_day=min(used), to_day=max(used))


@breaks("CHG-26")
def mandate_was_cancelled_on_or_before_the_day(w: World, draw: Draw) -> set[str]:
    mandate, charges = place(draw, lone_mandates(w))
    w.put("mandates", mandate, cancelled_on=before(place(draw, charges), "charged_on", draw, least=0))
    return ids([c for c in charges if c["charged_on"] >= mandate["cancelled_on"]])


@breaks("CHG-26")
def cancelled_while_another_account_has_a_mandate(w: World, draw: Draw) -> set[str]:
    mandate, charges = place(draw, lone_mandates(w))
    w.add("mandates", **{**mandate, "mandate_id": "second", "account_token": "account-second"})
    w.put("mandates", mandate, cancelled_on=before(charges[-1], "charged_on", draw, least=0, most=3))
    return ids([c for c in charges if c["charged_on"] >= mandate["cancelled_on"]])


@spares("CHG-26")
def mandate_was_cancelled_the_day_after(w: World, draw: Draw) -> None:
    mandate, charges = place(draw, lone_mandates(w))
    w.put("mandates", mandate, cancelled_on=charges[-1]["charged_on"] + days(1))


@spares("CHG-26")
def cancelled_and_signed_again_the_same_day(w: World, draw: Draw) -> None:
    mandate, charges = place(draw, lone_mandates(w))
    on = place(draw, charges)["charged_on"]
    w.add("mandates", **{**mandate, "mandate_id": "again", "valid_from": on})
    w.put("mandates", mandate, cancelled_on=on)


@spares("CHG-02")
def a_part_payment_is_taken_in_every_step(w: World, draw: Draw) -> None:
    charge = place(draw, [c for c in plain(w) if c["amount_minor"] > 1])
    amount_everywhere(w, charge, charge["amount_minor"] - number(draw, 1, charge["amount_minor"] - 1))

"""FLW-01 to FLW-05, FLW-13 and FLW-14: from request to charge."""

from __future__ import annotations

from datetime import timedelta

from tests.harm.mutations import DEBITS, Draw, breaks, either, number, place, spares
from tests.harm.rows import Row, World


def asked(w: World) -> list[tuple[Row, Row]]:
    """Charges with their request."""
    rows = {r["request_id"]: r for r in w.tables["charge_requests"]}
    return [(c, rows[c["request_id"]]) for c in w.tables["charges"] if c["request_id"]]


def told(w: World) -> list[tuple[Row, Row, Row]]:
    """Debits with request and instruction."""
    sent = {r["instruction_id"]: r for r in w.tables["charge_instructions"]}
    return [(c, r, sent[c["instruction_id"]]) for c, r in asked(w) if c["instruction_id"]]


@breaks("FLW-01")
def the_charge_names_no_request(w: World, draw: Draw) -> set[str]:
    charge, _ = place(draw, asked(w))
    w.put("charges", charge, request_id=None)
    return {charge["charge_id"]}


@breaks("FLW-01")
def the_request_is_unheard_of_or_of_another_policy(w: World, draw: Draw) -> set[str]:
    charge, _ = place(draw, asked(w))
    others = w.of("charge_requests", lambda r: r["policy_id"] != charge["policy_id"])
    w.put("charges", charge, request_id=place(draw, ["unheard-of", *[r["request_id"] for r in others]]))
    return {charge["charge_id"]}


@breaks("FLW-01")
def the_request_was_never_made(w: World, draw: Draw) -> set[str]:
    charge, request = place(draw, asked(w))
    w.remove("charge_requests", request)
    return {charge["charge_id"]}


@spares("FLW-01")
def nobody_asks_for_what_the_customer_brings(w: World, draw: Draw) -> None:
    charge = place(draw, w.of("charges", lambda c: c["channel"] in ("cash", "transfer")))
    w.put("charges", charge, request_id=None)


@breaks("FLW-02")
def the_charge_names_no_instruction(w: World, draw: Draw) -> set[str]:
    charge, _, _ = place(draw, told(w))
    w.put("charges", charge, instruction_id=place(draw, [None, "unheard-of"]))
    return {charge["charge_id"]}


@breaks("FLW-02")
def the_instruction_was_never_sent_or_on_another_request(w: World, draw: Draw) -> set[str]:
    charge, request, sent = place(draw, told(w))
    others = w.of("charge_requests", lambda r: r is not request)
    if number(draw, 0, 1):
        w.remove("charge_instructions", sent)
    else:
        w.put("charge_instructions", sent, request_id=place(draw, others)["request_id"])
    return {charge["charge_id"]}


@spares("FLW-02")
def the_instruction_names_no_request(w: World, draw: Draw) -> None:
    _, _, sent = place(draw, told(w))
    w.put("charge_instructions", sent, request_id=None)


@breaks("FLW-03")
def the_asker_approved_it_himself(w: World, draw: Draw) -> set[str]:
    request = place(draw, w.tables["charge_requests"])
    w.put("charge_requests", request, **place(draw, [
        {"approved_by": request["requested_by"]}, {"requested_by": request["approved_by"]},
    ]))  # fmt: skip
    return {request["request_id"]}


@spares("FLW-03")
def another_clerk_approved_it(w: World, draw: Draw) -> None:
    request = place(draw, w.tables["charge_requests"])
    w.put("charge_requests", request, approved_by="clerk-9")


@breaks("FLW-04")
def nobody_approved_the_request(w: World, draw: Draw) -> set[str]:
    charge, request = place(draw, asked(w))
    w.put("charge_requests", request, approved_by=None, approved_at=None)
    return {charge["charge_id"]}


@spares("FLW-04")
def an_unapproved_request_was_not_charged(w: World, draw: Draw) -> None:
    _, request = place(draw, asked(w))
    w.add("charge_requests", **{**request, "request_id": "idle", "approved_by": None, "approved_at": None})


def seconds(draw: Draw) -> timedelta:
    """At least one second, at most some days."""
    return timedelta(seconds=number(draw, 1, 400_000))


@breaks("FLW-05")
def approved_before_it_was_asked_for(w: World, draw: Draw) -> set[str]:
    charge, request = place(draw, asked(w))
    w.put("charge_requests", request, approved_at=request["requested_at"] - seconds(draw))
    return {charge["charge_id"]}


@breaks("FLW-05")
def sent_before_it_was_approved(w: World, draw: Draw) -> set[str]:
    charge, request, sent = place(draw, told(w))
    w.put("charge_instructions", sent, sent_at=request["approved_at"] - seconds(draw))
    return {charge["charge_id"]}


@breaks("FLW-05")
def charged_before_it_was_sent(w: World, draw: Draw) -> set[str]:
    charge, _, sent = place(draw, told(w))
    w.put("charge_instructions", sent, sent_at=charge["charged_at"] + seconds(draw))
    return {charge["charge_id"]}


@breaks("FLW-05")
def charged_before_it_was_asked_for_or_approved(w: World, draw: Draw) -> set[str]:
    charge, request = place(draw, [(c, r) for c, r in asked(w) if not c["instruction_id"]])
    late = charge["charged_at"] + seconds(draw)
    w.put("charge_requests", request, approved_at=late, **place(draw, [{}, {"requested_at": late}]))
    return {charge["charge_id"]}


@spares("FLW-05")
def all_steps_fell_in_one_second(w: World, draw: Draw) -> None:
    charge, request, sent = place(draw, told(w))
    w.put("charge_requests", request, requested_at=charge["charged_at"], approved_at=charge["charged_at"])
    w.put("charge_instructions", sent, sent_at=charge["charged_at"], answered_at=charge["charged_at"] - seconds(draw))


@spares("FLW-05", dark=["FLW-05"])
def nobody_knows_when_it_was_approved(w: World, draw: Draw) -> None:
    _, request = place(draw, asked(w))
    w.put("charge_requests", request, approved_at=None)


@breaks("FLW-13")
def the_bank_had_refused(w: World, draw: Draw) -> set[str]:
    charge, _, sent = place(draw, told(w))
    w.put("charge_instructions", sent, answer="rejected")
    return {charge["charge_id"]}


@spares("FLW-13")
def the_bank_has_not_answered(w: World, draw: Draw) -> None:
    _, _, sent = place(draw, told(w))
    w.put("charge_instructions", sent, answer="none", answered_at=None)


def other_amount(draw: Draw, row: Row) -> int:
    """Another amount than the row's, at least by one minor unit."""
    less = [row["amount_minor"] - 1, 1] if row["amount_minor"] > 2 else []
    return int(place(draw, [row["amount_minor"] + number(draw, 1, 10**6), *less]))


@breaks("FLW-14")
def another_amount_was_asked_for(w: World, draw: Draw) -> set[str]:
    charge, request = place(draw, asked(w))
    w.put(
        "charge_requests", request, **either(draw, {"amount_minor": other_amount(draw, request)}, {"currency": "HKD"})
    )
    return {charge["charge_id"]}


@breaks("FLW-14")
def the_bank_was_told_another_amount(w: World, draw: Draw) -> set[str]:
    charge, _, sent = place(draw, told(w))
    w.put("charge_instructions", sent, **either(draw, {"amount_minor": other_amount(draw, sent)}, {"currency": "HKD"}))
    return {charge["charge_id"]}


@spares("FLW-14")
def a_request_is_collected_in_two_charges(w: World, draw: Draw) -> None:
    charge, request = place(draw, [(c, r) for c, r in asked(w) if c["channel"] not in DEBITS])
    same = w.of("charges", lambda c: c is not charge, policy_id=charge["policy_id"], channel="pos")
    other = place(draw, [c for c in same if c["charged_at"] >= request["approved_at"]])
    w.put("charge_requests", request, amount_minor=charge["amount_minor"] + other["amount_minor"])
    w.put("charges", other, request_id=request["request_id"])

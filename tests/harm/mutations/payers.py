"""CHG-12 and CHG-13: who pays, and for whom."""

from __future__ import annotations

from datetime import date

from tests.harm.mutations import (
    Draw,
    after,
    before,
    breaks,
    ids,
    number,
    place,
    plain,
    spares,
)  # fmt: skip
from tests.harm.rows import Row, World

LIFELIKE = ("life", "savings", "travel")  # may be issued before the premium, and may grow dearer
RULE_ON = date(2025, 11, 1)


@breaks("CHG-12")
def a_stranger_paid(w: World, draw: Draw) -> set[str]:
    excepted = ids(w.tables["payer_exceptions"], "policy_id")
    charge = place(draw, w.of("charges", lambda c: c["policy_id"] not in excepted))
    told = [{"payer_name_token": "name-stranger", "payer_match": place(draw, [None, "same", "different"])}]
    told += [{"payer_name_token": None, "payer_match": "different"}]
    w.put("charges", charge, **place(draw, told))
    return {charge["charge_id"]}


def lone_parties(w: World) -> list[tuple[Row, list[Row]]]:
    """Parties who paid, of whom the policy has one row, with what they paid in their name."""
    found = []
    for party in w.tables["policy_parties"]:
        same = w.of("policy_parties", policy_id=party["policy_id"], name_token=party["name_token"])
        paid = w.of("charges", policy_id=party["policy_id"], payer_name_token=party["name_token"])
        if len(same) == 1 and paid and not w.of("payer_exceptions", policy_id=party["policy_id"]):
            found.append((party, paid))
    return found


@breaks("CHG-12")
def the_payer_was_no_longer_a_party(w: World, draw: Draw) -> set[str]:
    party, paid = place(draw, lone_parties(w))
    w.put("policy_parties", party, valid_to=before(place(draw, paid), "charged_on", draw))
    return ids([c for c in paid if c["charged_on"] > party["valid_to"]])


@breaks("CHG-12")
def the_payer_was_not_yet_a_party(w: World, draw: Draw) -> set[str]:
    party, paid = place(draw, lone_parties(w))
    w.put("policy_parties", party, valid_from=after(place(draw, paid), "charged_on", draw))
    return ids([c for c in paid if c["charged_on"] < party["valid_from"]])


def excepted(w: World) -> list[tuple[Row, list[Row]]]:
    """Exceptions without which a stranger would have paid, with what he paid."""
    return [
        (e, w.of("charges", policy_id=e["policy_id"]))
        for e in w.of("payer_exceptions", lambda e: e["relation"] != "family")
    ]


@breaks("CHG-12")
def the_exception_had_ended_or_was_never_made(w: World, draw: Draw) -> set[str]:
    exception, charges = place(draw, excepted(w))
    if number(draw, 0, 1):
        w.remove("payer_exceptions", exception)
        return ids(charges)
    w.put("payer_exceptions", exception, valid_to=before(place(draw, charges), "charged_on", draw))
    return ids([c for c in charges if c["charged_on"] > exception["valid_to"]])


@spares("CHG-12")
def the_exception_holds_for_that_very_day(w: World, draw: Draw) -> None:
    exception, charges = place(draw, excepted(w))
    w.put("payer_exceptions", exception, valid_from=min(c["charged_on"] for c in charges))
    w.put("payer_exceptions", exception, valid_to=max(c["charged_on"] for c in charges))


@spares("CHG-12")
def the_party_holds_for_just_those_days(w: World, draw: Draw) -> None:
    party, paid = place(draw, lone_parties(w))
    w.put("policy_parties", party, valid_from=min(c["charged_on"] for c in paid))
    w.put("policy_parties", party, valid_to=max(c["charged_on"] for c in paid))


@spares("CHG-12", dark=["CHG-12"])
def the_bank_told_no_name(w: World, draw: Draw) -> None:
    charge = place(draw, w.of("charges", lambda c: not w.of("payer_exceptions", policy_id=c["policy_id"])))
    w.put("charges", charge, payer_name_token=None, payer_match=place(draw, [None, "unknown"]))


@breaks("CHG-13")
def the_family_exception_is_gone(w: World, draw: Draw) -> set[str]:
    exception = place(draw, w.of("payer_exceptions", relation="family"))
    charge = w.one("charges", policy_id=exception["policy_id"])
    if number(draw, 0, 1):
        w.remove("payer_exceptions", exception)
    else:
        w.put("payer_exceptions", exception, valid_to=before(charge, "charged_on", draw))
    return {charge["account_token"]}


@breaks("CHG-13")
def the_family_account_pays_for_a_stranger(w: World, draw: Draw) -> set[str]:
    account = place(draw, w.of("payer_exceptions", relation="family"))["account_token"]
    free = [c for c in plain(w, channel="transfer") if not w.of("payer_exceptions", policy_id=c["policy_id"])]
    charge = place(draw, [c for c in free if c["account_token"] != account])
    w.put("charges", charge, account_token=account)
    return {account}


@spares("CHG-13")
def the_family_exception_holds_for_that_very_day(w: World, draw: Draw) -> None:
    exception = place(draw, w.of("payer_exceptions", relation="family"))
    on = w.one("charges", policy_id=exception["policy_id"])["charged_on"]
    w.put("payer_exceptions", exception, valid_from=on, valid_to=on)

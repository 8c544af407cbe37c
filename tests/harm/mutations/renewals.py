"""CHG-24 and CHG-25: consent to a new term, and the notice before it."""

from __future__ import annotations

from datetime import timedelta

from tests.harm.mutations import DEBITS, Draw, breaks, debited, number, place, spares
from tests.harm.rows import Row, World, days, moment


def consented(w: World) -> list[tuple[Row, Row]]:
    """Debits for a new term, with the consent they stand on."""
    return [(c, w.one("consents", policy_id=c["policy_id"])) for c in debited(w, kind="new_term")]


@breaks("CHG-24")
def consent_came_too_late(w: World, draw: Draw) -> set[str]:
    charge, consent = place(draw, consented(w))
    w.put("consents", consent, given_on=charge["charged_on"] + days(number(draw, 1, 99)))
    return {charge["charge_id"]}


@breaks("CHG-24")
def consent_had_been_withdrawn(w: World, draw: Draw) -> set[str]:
    charge, consent = place(draw, consented(w))
    w.put("consents", consent, withdrawn_on=charge["charged_on"] - days(number(draw, 0, 99)))
    return {charge["charge_id"]}


@breaks("CHG-24")
def consent_was_never_given(w: World, draw: Draw) -> set[str]:
    charge, consent = place(draw, consented(w))
    w.remove("consents", consent)
    return {charge["charge_id"]}


@spares("CHG-24")
def consent_was_given_that_day_and_withdrawn_the_next(w: World, draw: Draw) -> None:
    charge, consent = place(draw, consented(w))
    w.put("consents", consent, given_on=charge["charged_on"], withdrawn_on=charge["charged_on"] + days(1))


@spares("CHG-24")
def nobody_consents_to_what_he_pays_himself(w: World, draw: Draw) -> None:
    charge = place(draw, w.of("charges", lambda c: c["channel"] not in DEBITS, kind="new_term"))
    for row in w.of("consents", policy_id=charge["policy_id"]):
        w.remove("consents", row)


def noticed(w: World) -> list[tuple[Row, Row]]:
    """Debits for a new term, with the notice before them."""
    return [(c, w.one("notices", policy_id=c["policy_id"], kind="renewal")) for c in debited(w, kind="new_term")]


@breaks("CHG-25")
def the_notice_did_not_arrive(w: World, draw: Draw) -> set[str]:
    charge, notice = place(draw, noticed(w))
    w.put("notices", notice, delivered=False)
    return {charge["charge_id"]}


@breaks("CHG-25")
def the_notice_was_never_sent(w: World, draw: Draw) -> set[str]:
    charge, notice = place(draw, noticed(w))
    w.remove("notices", notice)
    return {charge["charge_id"]}


@breaks("CHG-25")
def the_notice_came_too_few_days_before(w: World, draw: Draw) -> set[str]:
    charge, notice = place(draw, noticed(w))
    on = charge["charged_on"] - days(number(draw, -30, 4))
    w.put("notices", notice, sent_at=moment(on, place(draw, [0, 86_399])))
    return {charge["charge_id"]}


@breaks("CHG-25")
def the_notice_was_of_something_else(w: World, draw: Draw) -> set[str]:
    charge, notice = place(draw, noticed(w))
    other = [i for i in w.tables["instalments"] if i["instalment_id"] != charge["instalment_id"]]
    changes = [{"kind": "premium_due"}, {"kind": "lapse"}, {"instalment_id": place(draw, other)["instalment_id"]}]
    w.put("notices", notice, **place(draw, changes))
    return {charge["charge_id"]}


@breaks("CHG-25")
def the_notice_was_of_last_years_term(w: World, draw: Draw) -> set[str]:
    charge, notice = place(draw, noticed(w))
    sent_at = moment(charge["charged_on"] - days(180 + number(draw, 1, 300)))
    w.put("notices", notice, sent_at=sent_at, instalment_id=None)
    return {charge["charge_id"]}


@spares("CHG-25")
def the_notice_came_on_the_last_day(w: World, draw: Draw) -> None:
    charge, notice = place(draw, noticed(w))
    w.put("notices", notice, sent_at=moment(charge["charged_on"] - days(5), 86_399))


@spares("CHG-25")
def a_second_notice_came_late(w: World, draw: Draw) -> None:
    charge, notice = place(draw, noticed(w))
    late = moment(charge["charged_on"], 1) - timedelta(days=number(draw, -3, 4))
    w.add("notices", **{**notice, "notice_id": "second", "sent_at": late})


@spares("CHG-25")
def the_day_alone_is_told(w: World, draw: Draw) -> None:
    charge, notice = place(draw, noticed(w))
    w.put("notices", notice, sent_at=None)
    notice["sent_on"] = charge["charged_on"] - days(5)

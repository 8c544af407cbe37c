"""RFD-01 to RFD-05 and FED-01 to FED-04: money owed back, and the deliveries themselves."""

from __future__ import annotations

from datetime import date

from tests.harm.mutations import Draw, NoPlace, before, breaks, either, number, place, spares
from tests.harm.rows import AS_OF, Row, World, days, last_day, moment


def limit_of(refund: Row) -> object:
    """The last day for a refund of its kind."""
    return last_day(f"refund_{refund['kind']}", refund["requested_on"])


@breaks("RFD-01")
def the_refund_was_paid_late(w: World, draw: Draw) -> set[str]:
    refund = place(draw, w.tables["refunds"])
    w.put(
        "refunds",
        refund,
        paid_on=last_day(f"refund_{refund['kind']}", refund["requested_on"]) + days(number(draw, 1, 20)),
    )
    return {refund["refund_id"]}


@breaks("RFD-01")
def the_refund_is_still_owed(w: World, draw: Draw) -> set[str]:
    refund = place(draw, w.tables["refunds"])
    w.put("refunds", refund, paid_on=None, paid_minor=None)
    return {refund["refund_id"]}


@spares("RFD-01")
def the_refund_was_paid_on_the_last_day(w: World, draw: Draw) -> None:
    refund = place(draw, w.of("refunds", charge_id=None))
    w.put("refunds", refund, paid_on=limit_of(refund))


@spares("RFD-01")
def the_last_day_is_today(w: World, draw: Draw) -> None:
    refund = place(draw, w.of("refunds", charge_id=None))
    open_days = [AS_OF - days(n) for n in range(60) if last_day(f"refund_{refund['kind']}", AS_OF - days(n)) >= AS_OF]
    w.put("refunds", refund, requested_on=min(open_days), paid_on=None, paid_minor=None)


@breaks("RFD-02")
def less_was_given_back(w: World, draw: Draw) -> set[str]:
    refund = place(draw, w.of("refunds", lambda r: r["due_minor"] > 1))
    w.put("refunds", refund, paid_minor=refund["due_minor"] - number(draw, 1, refund["due_minor"] - 1))
    return {refund["refund_id"]}


@spares("RFD-02")
def exactly_so_much_was_given_back(w: World, draw: Draw) -> None:
    refund = place(draw, w.tables["refunds"])
    w.put("refunds", refund, paid_minor=refund["due_minor"])


@spares("RFD-02", dark=["RFD-02"])
def nobody_tells_how_much_was_given_back(w: World, draw: Draw) -> None:
    w.put("refunds", place(draw, w.of("refunds", charge_id=None)), paid_minor=None)


@breaks("RFD-03")
def the_refund_went_to_a_strangers_account(w: World, draw: Draw) -> set[str]:
    refund = place(draw, w.tables["refunds"])
    origin = w.of("charges", charge_id=refund["charge_id"]) if refund["charge_id"] else []
    paid_from = {c["account_token"] for c in origin or w.of("charges", policy_id=refund["policy_id"])}
    holder = w.one("policies", policy_id=refund["policy_id"])["policyholder_id"]
    others = w.of("accounts", lambda a: a["customer_id"] != holder and a["account_token"] not in paid_from)
    w.put("refunds", refund, account_token=place(draw, ["account-elsewhere", *[a["account_token"] for a in others]]))
    return {refund["refund_id"]}


@breaks("RFD-03")
def his_own_account_was_closed_by_then(w: World, draw: Draw) -> set[str]:
    own = []
    for refund in w.of("refunds", kind="wrong_charge"):
        wrong = w.one("charges", charge_id=refund["charge_id"])
        own += [(refund, a) for a in w.of("accounts", account_token=refund["account_token"])
                if wrong["account_token"] != a["account_token"]]  # fmt: skip
    refund, account = place(draw, own)
    w.put("accounts", account, valid_to=before(refund, "paid_on", draw))
    return {refund["refund_id"]}


@spares("RFD-03")
def senior_management_approved_the_other_account(w: World, draw: Draw) -> None:
    refund = place(draw, w.tables["refunds"])
    w.put("refunds", refund, account_token="account-elsewhere", senior_approved_by="clerk-1")


@spares("RFD-03")
def his_own_account_was_closed_that_day(w: World, draw: Draw) -> None:
    refund = place(draw, w.tables["refunds"])
    for account in w.of("accounts", account_token=refund["account_token"]):
        w.put("accounts", account, valid_from=refund["paid_on"], valid_to=refund["paid_on"])


@spares("RFD-03", dark=["RFD-03"])
def nobody_tells_where_the_refund_went(w: World, draw: Draw) -> None:
    w.put("refunds", place(draw, w.tables["refunds"]), account_token=None)


def large(w: World, draw: Draw, amount: int, *, under_the_rule: bool = True) -> Row:
    """A refund that ends a contract, of just this amount, paid since the rule or on the eve of it."""
    kinds, eve = ("surrender", "cooling_off", "service_change"), date(2025, 12, 31)
    refund = place(draw, w.of("refunds", lambda r: r["kind"] in kinds and not r["charge_id"]))
    if under_the_rule == (refund["paid_on"] <= eve):
        raise NoPlace
    told = w.of("notices", refund_id=refund["refund_id"])
    if not told:
        w.put("refunds", refund, collected_by="self")
    w.put("refunds", refund, due_minor=amount, paid_minor=amount)
    return refund


@breaks("RFD-04")
def a_large_refund_was_not_checked(w: World, draw: Draw) -> set[str]:
    refund = large(w, draw, 1_000_000 + number(draw, 0, 9_999_999))
    missing: list[Row] = [{"verified": False}, {"reason_recorded": False}, {"verified": False, "reason_recorded": None}]
    w.put("refunds", refund, **either(draw, *missing))
    return {refund["refund_id"]}


@spares("RFD-04")
def a_refund_just_below_needs_no_check(w: World, draw: Draw) -> None:
    w.put("refunds", large(w, draw, 1_000_000 - number(draw, 1, 9)), verified=False, reason_recorded=None)


@spares("RFD-04")
def a_large_refund_was_paid_before_the_rule(w: World, draw: Draw) -> None:
    w.put("refunds", large(w, draw, 9_000_000, under_the_rule=False), verified=False, reason_recorded=False)


@spares("RFD-04", dark=["RFD-04"])
def nobody_tells_whether_it_was_checked(w: World, draw: Draw) -> None:
    w.put("refunds", large(w, draw, 1_000_000), **place(draw, [{"verified": None}, {"reason_recorded": None}]))


def collected(w: World) -> list[tuple[Row, Row]]:
    """What a proxy collected above the amount, with the notice."""
    return [
        (r, w.one("notices", refund_id=r["refund_id"]))
        for r in w.of("refunds", lambda r: r["paid_minor"] > 100_000, collected_by="proxy")
    ]


@breaks("RFD-05")
def the_customer_was_not_told(w: World, draw: Draw) -> set[str]:
    refund, notice = place(draw, collected(w))
    changes: list[Row] = [
        {"delivered": False},
        {"kind": "charge_made"},
        {"refund_id": None},
        {"refund_id": "unheard-of"},
    ]
    w.put("notices", notice, **either(draw, *changes))
    return {refund["refund_id"]}


@breaks("RFD-05")
def the_customer_was_told_late(w: World, draw: Draw) -> set[str]:
    refund, notice = place(draw, collected(w))
    late = last_day("collection_result_notice", refund["paid_on"]) + days(number(draw, 1, 20))
    w.put("notices", notice, sent_at=moment(late, place(draw, [0, 86_399])))
    return {refund["refund_id"]}


@breaks("RFD-05")
def a_proxy_collected_it_after_all(w: World, draw: Draw) -> set[str]:
    refund = place(draw, w.of("refunds", lambda r: r["paid_minor"] > 100_000, collected_by="self"))
    w.put("refunds", refund, collected_by="proxy")
    return {refund["refund_id"]}


@spares("RFD-05")
def the_proxy_collected_just_the_amount(w: World, draw: Draw) -> None:
    refund = place(draw, w.of("refunds", charge_id=None))
    w.put("refunds", refund, collected_by="proxy", due_minor=100_000, paid_minor=100_000)
    for notice in w.of("notices", refund_id=refund["refund_id"]):
        w.remove("notices", notice)


@spares("RFD-05")
def the_customer_was_told_on_the_last_day(w: World, draw: Draw) -> None:
    refund, notice = place(draw, collected(w))
    w.put("notices", notice, sent_at=moment(last_day("collection_result_notice", refund["paid_on"]), 86_399))


def came(w: World) -> list[Row]:
    """Deliveries that came."""
    return w.of("feed_days", lambda f: f["arrived_on"] is not None)


@breaks("FED-01")
def the_delivery_came_late_or_never(w: World, draw: Draw) -> set[str]:
    feed = place(draw, came(w))
    if number(draw, 0, 1):
        w.put("feed_days", feed, arrived_on=feed["expected_on"] + days(number(draw, 1, 30)))
    else:
        w.put("feed_days", feed, arrived_on=None, rows_taken=0)
    return {feed["feed_day_id"]}


@breaks("FED-01")
def what_is_due_today_was_due_yesterday(w: World, draw: Draw) -> set[str]:
    feed = w.one("feed_days", arrived_on=None)
    w.put("feed_days", feed, expected_on=AS_OF - days(number(draw, 1, 20)))
    return {feed["feed_day_id"]}


@spares("FED-01")
def the_delivery_came_on_its_last_day(w: World, draw: Draw) -> None:
    feed = place(draw, came(w))
    w.put("feed_days", feed, expected_on=feed["arrived_on"])


@breaks("FED-02")
def the_delivery_was_far_smaller(w: World, draw: Draw) -> set[str]:
    feed = place(draw, came(w))
    least = (feed["rows_usual"] + 1) // 2
    w.put("feed_days", feed, rows_taken=least - number(draw, 1, least))
    return {feed["feed_day_id"]}


@spares("FED-02")
def the_delivery_was_just_half(w: World, draw: Draw) -> None:
    feed = place(draw, came(w))
    w.put("feed_days", feed, rows_taken=(feed["rows_usual"] + 1) // 2)


@breaks("FED-03")
def the_delivery_was_far_larger(w: World, draw: Draw) -> set[str]:
    feed = place(draw, came(w))
    w.put("feed_days", feed, rows_taken=feed["rows_usual"] * 2 + number(draw, 1, 10**9))
    return {feed["feed_day_id"]}


@spares("FED-03")
def the_delivery_was_just_double(w: World, draw: Draw) -> None:
    feed = place(draw, came(w))
    w.put("feed_days", feed, rows_taken=feed["rows_usual"] * 2)


@spares("FED-03", dark=["FED-02", "FED-03"])
def too_little_is_known_to_compare(w: World, draw: Draw) -> None:
    feed = place(draw, came(w))
    w.put("feed_days", feed, rows_taken=feed["rows_usual"] * 9, history_days=number(draw, 0, 4))


@breaks("FED-04")
def the_delivery_had_other_columns(w: World, draw: Draw) -> set[str]:
    feed = place(draw, came(w))
    w.put("feed_days", feed, **{place(draw, ["columns_missing", "columns_added"]): number(draw, 1, 9)})
    return {feed["feed_day_id"]}

"""What several controls add up: what was booked for a charge, what the bank shows for it, what was given back of it."""

from __future__ import annotations

import ibis.expr.types as ir

from amparo.controls.context import Context


def first_day(c: Context, rows: ir.Table, others: ir.Table, *, on: tuple[str, str], day: str, name: str) -> ir.Table:
    """The rows with the first `day` of the others that share `on` (row's column, other's column), empty if none does."""
    key, other_key = on
    reached = reaching(c, others, on=on)
    first = reached.group_by(first_of=other_key).agg(**{name: reached[day].min()})
    return rows.left_join(first, rows[key] == first.first_of).select(*rows.columns, name)


def reaching(c: Context, others: ir.Table, *, on: tuple[str, str]) -> ir.Table:
    """Those of the others that some subject row reaches by `on`: in a whole run all that name anything, at no cost."""
    key, other_key = on
    others = others.filter(others[other_key].notnull())
    if c.mode == "whole":
        return others
    wanted = c.subject.select(wanted=key).distinct()
    return others.inner_join(wanted, others[other_key] == wanted.wanted).select(*others.columns)


def credit_lines(lines: ir.Table) -> ir.Table:
    """Those of the bank's lines that say money came in: booked, not merely announced."""
    return lines.filter((lines.amount_minor > 0) & (lines.status.fill_null("booked") != "pending"))


def credited(c: Context) -> ir.Table:
    """All of the bank's lines that say money came in."""
    return credit_lines(c.t.bank_lines)


def booked(c: Context) -> ir.Table:
    """For each charge that is in the books: `booked_minor`, and the lowest and highest currency of its bookings.

    That is what stands as premium and what still stands in suspense; money cleared from suspense counts only where no
    premium booking took its place. Reversals are negative and count as such.
    """
    entered = c.today(reaching(c, c.t.bookings, on=("charge_id", "charge_id")))
    premium = entered.side == "premium"
    held = (entered.side == "suspense") & (entered.cleared_on > entered.as_of)
    entered = entered.mutate(
        premium_minor=premium.ifelse(entered.amount_minor, 0),
        premium_count=premium.ifelse(1, 0),
        held_minor=held.ifelse(entered.amount_minor, 0),
    )
    sums = entered.group_by(booked_charge_id="charge_id").agg(
        all_minor=entered.amount_minor.sum(),
        premium_minor=entered.premium_minor.sum(),
        premium_count=entered.premium_count.sum(),
        held_minor=entered.held_minor.sum(),
        low_currency=entered.currency.min(),
        high_currency=entered.currency.max(),
    )
    standing = (sums.premium_count > 0).ifelse(sums.premium_minor + sums.held_minor, sums.all_minor)
    return sums.select("booked_charge_id", "low_currency", "high_currency", booked_minor=standing)


def given_back(c: Context, rows: ir.Table) -> ir.Table:
    """The rows (which have `charge_id`) with `refunded_minor`: what was paid back of that charge by the day of judging."""
    paid = c.today(c.t.refunds)
    paid = paid.filter(paid.charge_id.notnull() & paid.paid_minor.notnull() & (paid.paid_on <= paid.as_of))
    back = paid.group_by(back_charge_id="charge_id").agg(back_minor=paid.paid_minor.sum())
    joined = rows.left_join(back, rows.charge_id == back.back_charge_id)
    return joined.select(*rows.columns, refunded_minor=joined.back_minor.fill_null(0))

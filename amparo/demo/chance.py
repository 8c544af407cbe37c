"""Chance that is the same on every machine: everything is drawn through `random()`, whose numbers never change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")


def chance(*parts: object) -> Random:
    """A source of chance named by these words; the same words give the same numbers on every Python."""
    return Random("/".join(str(part) for part in parts))


def number(rng: Random, low: int, high: int) -> int:
    """A whole number from low to high, both included."""
    return low + int(rng.random() * (high - low + 1))


def pick(rng: Random, things: Sequence[T]) -> T:
    """One of the things."""
    return things[int(rng.random() * len(things))]


def likely(rng: Random, share: float) -> bool:
    """True in that share of draws."""
    return rng.random() < share


def weighed(rng: Random, things: Sequence[tuple[T, int]]) -> T:
    """One of the things by its weight."""
    at = rng.random() * sum(weight for _, weight in things)
    for thing, weight in things:
        at -= weight
        if at < 0:
            return thing
    return things[-1][0]


def mixed(rng: Random, things: Sequence[T]) -> list[T]:
    """The things in another order."""
    left = list(things)
    for at in range(len(left) - 1, 0, -1):
        other = int(rng.random() * (at + 1))
        left[at], left[other] = left[other], left[at]
    return left


def day_between(rng: Random, first: date, last: date) -> date:
    """A day from first to last, both included."""
    return first + timedelta(days=number(rng, 0, (last - first).days))


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later; days of the month here never exceed 28."""
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, day.day)

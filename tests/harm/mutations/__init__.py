"""Single mutations of lawful worlds: those that break exactly one rule, and those at its edge that break none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st

from tests.harm.rows import Row, World, days

Draw = Callable[[st.SearchStrategy[Any]], Any]
Change = Callable[[World, Draw], set[str] | None]
T = TypeVar("T")
DEBITS = ("direct_debit", "wallet")


class NoPlace(Exception):
    """This world holds nothing that could be changed so."""


@dataclass(frozen=True)
class Mutation:
    """One way to change a world: whose rule it breaks or spares; what else may speak or be dark for a stated reason."""

    name: str
    control: str
    breaks: bool
    change: Change
    allowed: frozenset[str]
    dark: frozenset[str]


MUTATIONS: dict[str, Mutation] = {}


def _declare(control: str, breaks: bool, allowed: Collection[str], dark: Collection[str]) -> Callable[[Change], Change]:
    def declare(change: Change) -> Change:
        name = f"{control} {change.__name__}"
        assert name not in MUTATIONS, name
        MUTATIONS[name] = Mutation(name, control, breaks, change, frozenset(allowed), frozenset(dark))
        return change

    return declare


def breaks(control: str, *, dark: Collection[str] = ()) -> Callable[[Change], Change]:
    """The change breaks this control's rule; it answers with the records the control must find, no more and no less."""
    return _declare(control, True, (), dark)


def spares(control: str, *, allowed: Collection[str] = (), dark: Collection[str] = ()) -> Callable[[Change], Change]:
    """The change comes to the very edge of this control's rule and breaks nothing (but what is `allowed` to be found)."""
    return _declare(control, False, allowed, dark)


def place(draw: Draw, rows: Sequence[T]) -> T:
    """One of these, drawn."""
    if not rows:
        raise NoPlace
    return draw(st.sampled_from(rows))  # type: ignore[no-any-return]


def either(draw: Draw, *changes: Row) -> Row:
    """One of these changes, drawn."""
    return place(draw, changes)


def number(draw: Draw, low: int, high: int) -> int:
    """A whole number of the span, the least of it as likely as any: the minimal step is always tried."""
    if low > high:
        raise NoPlace
    return int(draw(st.integers(low, high)))


def ids(rows: Sequence[Row], key: str = "charge_id") -> set[str]:
    """The names of the rows."""
    return {row[key] for row in rows}


def debited(w: World, **equal: Any) -> list[Row]:
    """Charges by the insurer's own order."""
    return w.of("charges", lambda r: r["channel"] in DEBITS, **equal)


def lone_mandates(w: World) -> list[tuple[Row, list[Row]]]:
    """Mandates that alone cover the debits of their policy, with these debits in order."""
    found = []
    for mandate in w.tables["mandates"]:
        charges = debited(w, policy_id=mandate["policy_id"])
        if charges and len(w.of("mandates", policy_id=mandate["policy_id"])) == 1:
            found.append((mandate, sorted(charges, key=lambda r: r["charged_at"])))
    return found


def steps(w: World, charge: Row) -> list[tuple[str, Row]]:
    """The rows that tell this charge's amount besides its own: request, instruction, bank lines, bookings."""
    found = [("charge_requests", r) for r in w.of("charge_requests", request_id=charge["request_id"])]
    found += [("charge_instructions", r) for r in w.of("charge_instructions", instruction_id=charge["instruction_id"])]
    found += [("bank_lines", r) for r in w.of("bank_lines", charge_reference=charge["charge_id"])]
    return found + [("bookings", r) for r in w.of("bookings", charge_id=charge["charge_id"])]


def plain(w: World, **equal: Any) -> list[Row]:
    """Charges told whole in every step (no parts, no suspense), not given back, alone on their instalment, gross."""

    def simple(r: Row) -> bool:
        return (
            r["remittance_id"] is None
            and all(row["amount_minor"] == r["amount_minor"] for _, row in steps(w, r))
            and len(w.of("bookings", charge_id=r["charge_id"])) == 1
            and len(w.of("charges", instalment_id=r["instalment_id"])) == 1
            and not w.of("refunds", policy_id=r["policy_id"])
        )

    return w.of("charges", simple, **equal)


def amount_everywhere(w: World, charge: Row, amount: int) -> None:
    """The same other amount in the charge and in all its steps."""
    for table, row in [("charges", charge), *steps(w, charge)]:
        w.put(table, row, amount_minor=amount)


def product_of(w: World, policy_id: str) -> Row:
    """The product of a policy."""
    return w.one("products", product_id=w.one("policies", policy_id=policy_id)["product_id"])


def before(row: Row, column: str, draw: Draw, most: int = 40, least: int = 1) -> Any:
    """A day so many days before."""
    return row[column] - days(number(draw, least, most))


def after(row: Row, column: str, draw: Draw, most: int = 40, least: int = 1) -> Any:
    """A day so many days after."""
    return row[column] + days(number(draw, least, most))

"""The law's figure of a day, and the figures of every day as rows that controls join."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from amparo.law.provisions import LAWFUL, OPEN_END, Dated, Pack, Parameter, ground_of
from amparo.law.said import Said

FIRST_DAY = date(1, 1, 1)


class NoValue(LookupError):
    """No value of that name, or none in force that day."""


@dataclass(frozen=True)
class Provision:
    """One figure in force on one day, with everything needed to cite it. `unit` as the parameter says."""

    name: str
    value: int
    unit: str
    source: str
    article: str
    clause: str
    confidence: str
    from_on: date
    to_on: date
    checked_on: date
    says: Said


@dataclass(frozen=True)
class LawValue:
    """One period of one figure: the legal value, the house's own, the stricter of the two, and the ground it gives."""

    name: str
    valid_from: date
    valid_to: date
    legal_value: int | None
    house_value: int | None
    value: int
    ground: str
    confidence: str
    clause: str
    source: str
    article: str


def value_on(pack: Pack, name: str, on: date) -> Provision:
    """The provision in force that day; if none is, the error says from when there is one."""
    if name not in pack.parameters:
        raise NoValue(f"{name}: no such value in pack {pack.country}; see `amparo law show`")
    parameter = pack.parameters[name]
    dated = parameter.on(on)
    if dated is None or dated.value is None:
        starts = ", ".join(d.from_on.isoformat() for d in parameter.dated)
        raise NoValue(f"{name}: nothing in force on {on.isoformat()}; values begin on {starts}")
    return Provision(
        name=name,
        value=dated.value,
        unit=dated.unit,
        source=dated.source,
        article=dated.article,
        clause=dated.clause,
        confidence=dated.confidence,
        from_on=dated.from_on,
        to_on=dated.to_on,
        checked_on=dated.checked_on,
        says=parameter.says,
    )


def law_values(
    pack: Pack,
    *,
    house: Mapping[str, int] | None = None,
    house_switches: Collection[str] = (),
    law_on: date | None = None,
) -> list[LawValue]:
    """Every period of every figure that may ground a finding, by name and day.

    V1 and V2 give ground 'law', D gives 'house' (the house's own policy, which it may set otherwise), M and ? only
    count when the house switches the name on, and then as 'house'. With `law_on` every day is judged by the law of
    that one day.
    """
    rows = []
    for name, parameter in pack.parameters.items():
        own = (house or {}).get(name)
        for dated in parameter.dated:
            if law_on is not None and not dated.from_on <= law_on <= dated.to_on:
                continue
            row = _row(parameter, dated, own, switched=name in house_switches, every_day=law_on is not None)
            if row is not None:
                rows.append(row)
    return rows


def stricter(parameter: Parameter, one: int | None, other: int | None) -> int | None:
    """The figure that protects the customer more; None where neither is given."""
    given = [v for v in (one, other) if v is not None]
    if not given:
        return None
    return min(given) if parameter.stricter == "lower" else max(given)


def _row(parameter: Parameter, dated: Dated, own: int | None, *, switched: bool, every_day: bool) -> LawValue | None:
    lawful = dated.confidence in LAWFUL
    ground = ground_of(dated.confidence, switched=switched)
    if ground is None:
        return None
    legal = dated.value if lawful else None
    house = own if lawful else (own if own is not None else dated.value)
    value = stricter(parameter, legal, house)
    if value is None:
        return None
    return LawValue(
        name=parameter.name,
        valid_from=FIRST_DAY if every_day else dated.from_on,
        valid_to=OPEN_END if every_day else dated.to_on,
        legal_value=legal,
        house_value=house,
        value=value,
        ground=ground,
        confidence=dated.confidence,
        clause=dated.clause,
        source=dated.source,
        article=dated.article,
    )

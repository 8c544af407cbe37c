"""The law of one run as the rows that controls join: values by day, deadlines by starting day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from amparo.controls.frozen import Frozen
from amparo.controls.run import LAW_TYPES
from amparo.law.due import law_due
from amparo.law.pack import Pack
from amparo.law.values import law_values


def values_rows(
    pack: Pack,
    *,
    house: Mapping[str, int] | None = None,
    switches: Collection[str] = (),
    law_on: date | None = None,
) -> list[tuple[Any, ...]]:
    """Rows of the table law_values, in the column order of `LAW_TYPES`."""
    rows = law_values(pack, house=house, house_switches=set(switches), law_on=law_on)
    return [tuple(getattr(row, column) for column in LAW_TYPES["law_values"]) for row in rows]


def due_rows(
    pack: Pack,
    controls: Collection[Frozen],
    *,
    first_on: date,
    last_on: date,
    house: Mapping[str, int] | None = None,
    law_on: date | None = None,
) -> list[tuple[Any, ...]]:
    """Rows of the table law_due for the rules these controls join, one for each starting day of the span."""
    rules = sorted({rule for control in controls for rule in control.due})
    rows = law_due(pack, rules, first_on, last_on, law_on=law_on, house_limits=house)
    return [tuple(getattr(row, column) for column in LAW_TYPES["law_due"]) for row in rows]

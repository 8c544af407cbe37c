"""The time machine: what another day's law, a draft law, another limit or an earlier control would have found.

Nothing is written. Each control is judged twice over the same records, and what only one side finds is told by control
and amount.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from amparo.controls.frozen import Frozen, load_frozen
from amparo.controls.run import judge, lay_law
from amparo.controls.supply import Supply
from amparo.law.pack import Pack, load_pack
from amparo.law.strict_yaml import StrictFileError
from amparo.office.findings import texts
from amparo.office.findings.models import Run, RunControl
from amparo.office.findings.runs import lives, open_records
from amparo.office.house import House


@dataclass(frozen=True)
class Lens:
    """Through what the records are judged: a pack, one day's law for every day, the house's limits, earlier SQL."""

    pack: Pack
    law_on: date | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    switches: tuple[str, ...] = ()
    sql_of: int | None = None

    def says(self) -> str:
        """The lens in a few words."""
        words = [f"pack {self.pack.country} {self.pack.version}"]
        words.append(f"law of {self.law_on.isoformat()}" if self.law_on else "law of each day")
        words += [f"{name}={value}" for name, value in sorted(self.limits.items())]
        if self.sql_of is not None:
            words.append(f"controls of run {self.sql_of}")
        return ", ".join(words)


@dataclass
class Side:
    """What one lens sees of one control: amount by record, and what it could not judge."""

    amounts: dict[str, tuple[int, str]] = field(default_factory=dict)
    unjudged: int = 0

    def summed(self, records: Collection[str] | None = None) -> list[tuple[str, int]]:
        """What these records (else all) come to, by currency."""
        amounts: Counter[str] = Counter()
        for record in self.amounts if records is None else records:
            amount, currency = self.amounts[record]
            amounts[currency] += amount
        return sorted(amounts.items())


@dataclass(frozen=True)
class Compared:
    """One control under both lenses: how many both find, and what only one finds, with amounts by currency."""

    control: Frozen
    both: int
    found: tuple[str, ...]
    lost: tuple[str, ...]
    found_amounts: Mapping[str, int]
    lost_amounts: Mapping[str, int]
    before: int
    after: int
    unjudged_before: int
    unjudged_after: int


def house_lens(house: House) -> Lens:
    """The house as it is: its pack, each day by its own law."""
    return Lens(house.pack, None, house.limits, house.switches)


def other_lens(house: House, *, law_on: str | None, limits: Mapping[str, int], sql_of: int | None) -> Lens:
    """The lens asked for: `law_on` a day, or the folder or country of another pack; limits over the house's own."""
    pack, on = house.pack, None
    if law_on is not None:
        try:
            on = date.fromisoformat(law_on)
        except ValueError:
            pack = _pack_named(house, law_on)
    known = {*pack.parameters, *pack.rules}
    for name in limits:
        if name not in known:
            raise StrictFileError("--limit", f"no figure or rule {name!r}", "see `amparo law show` for the names")
    if sql_of is not None and not Run.objects.filter(pk=sql_of, engine=house.dialect).exists():
        what = f"there is no run {sql_of} on {house.dialect}, where the records lie"
        raise StrictFileError("--sql-of", what, "name an earlier run of this house")
    return Lens(pack, on, {**house.limits, **limits}, house.switches, sql_of)


def _pack_named(house: House, name: str) -> Pack:
    folder = Path(name)
    if (folder / "pack.yaml").is_file():
        return load_pack(house.country, overlay=folder.resolve())
    if folder.is_dir():
        raise StrictFileError(name, "is no pack: it holds no pack.yaml", "name the folder of a pack, or a day")
    return load_pack(name)


def look(
    house: House,
    lenses: Collection[Lens],
    *,
    as_of: date,
    supplies: Mapping[str, Supply],
    chosen: Collection[str] | None,
    progress: Callable[[int, int, Frozen], None] | None = None,
) -> list[dict[str, tuple[Frozen, Side]]]:
    """What each lens sees, by control; the records are opened once."""
    every = load_frozen(house.dialect)
    seen = []
    with open_records(house, supplies) as records:
        first_on = records.first_day(every.values())
        total, number = 0, 0
        for lens in lenses:
            controls = _controls(house, every, chosen, lens)
            total = total or len(controls) * len(lenses)
            law = texts.law_of(
                lens.pack,
                list(controls.values()),
                limits=lens.limits,
                switches=lens.switches,
                first_on=first_on,
                as_of=as_of,
                law_on=lens.law_on,
            )
            lay_law(records.engine, values=law.values, due=law.due, as_of=as_of)
            sides: dict[str, tuple[Frozen, Side]] = {}
            for name, control in controls.items():
                number += 1
                if progress is not None:
                    progress(number, total, control)
                outcome = judge(records.engine, control, supplies=records.supplies)
                side = Side({found.record_id: (found.amount_minor, found.currency) for found in outcome.found})
                side.unjudged = sum(outcome.unjudged.values())
                sides[name] = (control, side)
            seen.append(sides)
    return seen


def compared(before: Mapping[str, tuple[Frozen, Side]], after: Mapping[str, tuple[Frozen, Side]]) -> list[Compared]:
    """Control by control, what the second lens finds and the first does not, and the reverse."""
    answer = []
    for name in sorted({*before, *after}):
        control = (after.get(name) or before[name])[0]
        one = before[name][1] if name in before else Side()
        other = after[name][1] if name in after else Side()
        found = sorted(other.amounts.keys() - one.amounts.keys())
        lost = sorted(one.amounts.keys() - other.amounts.keys())
        answer.append(
            Compared(
                control=control,
                both=len(one.amounts.keys() & other.amounts.keys()),
                found=tuple(found),
                lost=tuple(lost),
                found_amounts=dict(other.summed(found)),
                lost_amounts=dict(one.summed(lost)),
                before=len(one.amounts),
                after=len(other.amounts),
                unjudged_before=one.unjudged,
                unjudged_after=other.unjudged,
            )
        )
    return answer


def _controls(
    house: House, every: Mapping[str, Frozen], chosen: Collection[str] | None, lens: Lens
) -> dict[str, Frozen]:
    alive = {name: every[name] for name in lives(house, every, chosen)}
    if lens.sql_of is None:
        return alive
    ran = RunControl.objects.select_related("text").filter(run_id=lens.sql_of)
    kept = {r.control_id: texts.kept_control(r.text)[0] for r in ran}
    return {name: kept[name] for name in alive if name in kept}

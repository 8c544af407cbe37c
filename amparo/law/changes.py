"""What stands on a day, and what two days say differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from amparo.law.provisions import Dated, Pack
from amparo.law.said import Said


@dataclass(frozen=True)
class Standing:
    """One value or deadline as it stands on a day. `kind`: value | deadline."""

    name: str
    kind: str
    topic: str
    says: Said
    right: str
    dated: Dated


@dataclass(frozen=True)
class Change:
    """One value or deadline that differs between two days. `how`: new | repealed | changed."""

    name: str
    kind: str
    topic: str
    says: Said
    how: str
    before: Dated | None
    after: Dated | None


def standing(pack: Pack, day: date) -> list[Standing]:
    """Every value and deadline in force that day, by topic and name."""
    found = []
    for kind, entries in (("value", pack.parameters.values()), ("deadline", pack.rules.values())):
        for entry in entries:
            dated = entry.on(day)
            if dated is not None:
                found.append(Standing(entry.name, kind, entry.topic, entry.says, entry.right, dated))
    return sorted(found, key=lambda s: (s.topic, s.kind, s.name))


def changes(before: Pack, first: date, after: Pack, second: date) -> Iterator[Change]:
    """What the second day says differently from the first, by topic and name; the packs may be the same one."""
    old = {(s.kind, s.name): s for s in standing(before, first)}
    new = {(s.kind, s.name): s for s in standing(after, second)}
    for key in sorted({*old, *new}, key=lambda k: ((old.get(k) or new[k]).topic, k)):
        was, now = old.get(key), new.get(key)
        one = now or was
        if one is None or (was and now and _same(was.dated, now.dated)):
            continue
        how = "changed" if was and now else "new" if now else "repealed"
        before_, after_ = (s.dated if s else None for s in (was, now))
        yield Change(one.name, one.kind, one.topic, one.says, how, before_, after_)


def _same(one: Dated, other: Dated) -> bool:
    """Whether two periods say the same: the days they began and were last checked do not matter."""
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("value", "unit", "source", "article", "clause", "confidence")
    )

"""The answer key: every pair of control and record that a check must find, and how what was found compares with it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from amparo.demo.plants.plant import Expected

Pair = tuple[str, str]


@dataclass
class AnswerKey:
    """What a demo house holds: the wrongs with their overlaps, the look-alikes that must stay silent, the bad rows.

    `expected` is complete: a finding outside it is false. `rejected` counts, by file, the rows that cannot be read;
    `quarantined` names the files that wait for a person; `arrivals` says which files come on a day of their own.
    """

    seed: int
    policies: int
    as_of: str
    expected: list[Expected] = field(default_factory=list)
    look_alikes: list[Pair] = field(default_factory=list)
    rejected: dict[str, int] = field(default_factory=dict)
    quarantined: list[str] = field(default_factory=list)
    arrivals: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def pairs(self) -> set[Pair]:
        """Every pair that must be found."""
        return {(one.control, one.record) for one in self.expected}

    def renamed(self, names: Mapping[str, str]) -> AnswerKey:
        """The same key where records are known by other names: a statement's lines, an account's token."""
        expected = [Expected(one.control, names.get(one.record, one.record), one.overlap_of) for one in self.expected]
        near = [(control, names.get(record, record)) for control, record in self.look_alikes]
        return AnswerKey(**{**vars(self), "expected": expected, "look_alikes": near})

    def write(self, path: Path) -> None:
        """The key as JSON, one pair a line."""
        head = {name: value for name, value in vars(self).items() if name not in ("expected", "look_alikes")}
        lines = [json.dumps(asdict(one), ensure_ascii=False) for one in self.expected]
        near = [json.dumps(one, ensure_ascii=False) for one in self.look_alikes]
        text = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
        text += ',\n "expected": [\n  ' + ",\n  ".join(lines) + '\n ],\n "look_alikes": [\n  ' + ",\n  ".join(near)
        path.write_text(text + "\n ]\n}\n", encoding="utf-8")


def read_key(path: Path) -> AnswerKey:
    """The key that `write` wrote."""
    given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    given["expected"] = [Expected(**one) for one in given["expected"]]
    given["look_alikes"] = [(control, record) for control, record in given["look_alikes"]]
    return AnswerKey(**given)


@dataclass(frozen=True)
class Compared:
    """How what was found compares with the key, in all and by control; pairs, so that each can be looked up."""

    planted: int
    found: int
    missed: list[Pair]
    false: list[Pair]
    by_control: dict[str, dict[str, int]]

    @property
    def right(self) -> bool:
        """Nothing missed, nothing false."""
        return not self.missed and not self.false


def compare(key: AnswerKey, found: Iterable[Pair], controls: Iterable[str] | None = None) -> Compared:
    """What was found against the key; with `controls`, only pairs of these count as planted."""
    judged = set(controls) if controls is not None else None
    planted = {pair for pair in key.pairs if judged is None or pair[0] in judged}
    there = set(found)
    missed, false = sorted(planted - there), sorted(there - planted)
    counts = {
        name: Counter(control for control, _ in pairs)
        for name, pairs in (("planted", planted), ("found", there), ("missed", missed), ("false", false))
    }
    ids = sorted({control for control, _ in planted | there} | (judged or set()))
    by_control = {one: {name: counts[name][one] for name in counts} for one in ids}
    return Compared(len(planted), len(there), missed, false, by_control)

"""Draws for every mutation a world, a place and a magnitude, and says what the controls answered that they should not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from amparo.controls.catalogue import all_controls
from tests.harm.judged import Answer
from tests.harm.lawful import lawful_world
from tests.harm.mutations import MUTATIONS, Draw, Mutation, NoPlace
from tests.harm.rows import CONTRACTS, World

TRIES = 60


@dataclass
class Case:
    """One mutated world: of which lawful one, by what, and which records its control must find."""

    mutation: Mutation
    seed: int
    world: World = field(repr=False)
    expected: set[str] = field(default_factory=set)

    def __repr__(self) -> str:
        return f"{self.mutation.name} of world {self.seed}"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """As short when Hypothesis tells an example that failed."""
        printer.text(repr(self))

    def changed(self) -> list[str]:
        """The rows that differ from the lawful world's, for a test that fails."""
        lawful, told = lawful_world(self.seed), []
        for table, contract in CONTRACTS.items():
            was = {row[contract.key]: row for row in lawful.tables[table]}
            now = {row[contract.key]: row for row in self.world.tables[table]}
            told += [f"  - {table} {key} gone" for key in was.keys() - now.keys()]
            told += [f"  + {table} {now[key]}" for key in now.keys() - was.keys()]
            for key in was.keys() & now.keys():
                different = [f"{c}: {was[key][c]} → {v}" for c, v in now[key].items() if was[key][c] != v]
                told += [f"  ~ {table} {key} {', '.join(different)}"] if different else []
        return told


def case(draw: Draw, mutation: Mutation, pool: int) -> Case:
    """The mutation somewhere in the first lawful world, from a drawn one on, that has a place for it."""
    first = draw(st.integers(0, pool - 1))
    for step in range(TRIES):
        seed = (first + step) % pool
        world = lawful_world(seed).copy()
        try:
            expected = mutation.change(world, draw)
        except NoPlace:
            continue
        assert bool(expected) == mutation.breaks, f"{mutation.name} of world {seed} must say what is to be found"
        return Case(mutation, seed, world, expected or set())
    raise AssertionError(f"{mutation.name} has no place in {TRIES} worlds")


@st.composite
def lots(draw: Any, names: Sequence[str], pool: int) -> list[Case]:
    """A case of each of these mutations, to be judged side by side."""
    return [case(draw, MUTATIONS[name], pool) for name in names]


def wrong(case: Case, answer: Answer) -> list[str]:
    """What is wrong in the answer, in words."""
    mutation, told = case.mutation, []
    if answer.found.get(mutation.control, set()) != case.expected:
        told.append(f"{mutation.control} should find {sorted(case.expected) or 'nothing'}")
    known = {mutation.control, *all_controls()[mutation.control].overlaps} if mutation.breaks else set(mutation.allowed)
    strangers = set(answer.found) - known - {mutation.control}
    if strangers:
        told.append(f"nobody expected {sorted(strangers)}")
    if set(answer.dark) - mutation.dark:
        told.append(f"nobody expected {sorted(set(answer.dark) - mutation.dark)} in the dark")
    if mutation.dark and not set(answer.dark) & mutation.dark and not mutation.breaks:
        told.append(f"{sorted(mutation.dark)} should not have been able to judge")
    return told


def complaints(lot: Sequence[Case], answers: Sequence[Answer]) -> list[str]:
    """All that is wrong with a lot, each with the rows changed and what was answered."""
    told = []
    for one, answer in zip(lot, answers, strict=True):
        if words := wrong(one, answer):
            told.append("\n".join([f"{one}: {'; '.join(words)}", f"  but: {answer.told()}", *one.changed()]))
    return told

"""Which policies are bent and how: every wrong and every look-alike its share, mixed among bystanders."""

from __future__ import annotations

from collections.abc import Iterator

from amparo.demo.chance import chance, mixed
from amparo.demo.company import Company
from amparo.demo.frills import enliven
from amparo.demo.plants import PLANTS, Plant, Scene
from amparo.demo.through_partners import Partners
from amparo.demo.world import lawful_story

LEAST_POLICIES = 300
LEAST_FOR_STEPS = 1500  # a smaller house has too few charges a month for a bank to fall out of its line


class TooSmall(ValueError):
    """The demo was asked for fewer policies than its plants need."""


def each_of(policies: int) -> int:
    """How many wrongs, and how many look-alikes, each control gets in a house of that size."""
    return 1 if policies < 1000 else 3 + policies // 1000


def chosen_plants(policies: int) -> list[Plant]:
    """The plants of a house of that size: each control's wrongs in turn, and its look-alikes in turn."""
    by_role: dict[tuple[str, str], list[Plant]] = {}
    for plant in PLANTS:
        by_role.setdefault((plant.control, plant.role), []).append(plant)
    chosen: list[Plant] = []
    for (control, _), plants in sorted(by_role.items()):
        most = each_of(policies)
        if control.startswith("STP-"):
            most = 0 if policies < LEAST_FOR_STEPS else most // 5
        chosen += [plants[at % len(plants)] for at in range(most)]
    return chosen


def plants_for(policies: int) -> list[Plant]:
    """The plants of a house of that size; a house without room for them is refused."""
    chosen = chosen_plants(policies)
    least = max(LEAST_POLICIES, sum(len(plant.wishes) for plant in chosen))
    if policies < least:
        raise TooSmall(f"a demo of {policies} policies has no room for what is planted in it; ask for at least {least}")
    return chosen


def scenes(company: Company, partners: Partners, *, policies: int, seed: int, planted: bool = True) -> Iterator[Scene]:
    """Every policy of the house, alone or in the scene of its plant, in the order of their numbers.

    What `partners` owe is known only after the last of them.
    """
    chosen: list[Plant | None] = list(plants_for(policies)) if planted else []
    needed = sum(len(plant.wishes) for plant in chosen if plant)
    order = mixed(chance(seed, "plan"), chosen + [None] * (policies - needed))
    index = 0
    for plant in order:
        wishes = plant.wishes if plant else (None,)
        stories = []
        for wish in wishes:
            index += 1
            stories.append(lawful_story(company, seed, index, wish) if wish else lawful_story(company, seed, index))
        scene = Scene(company, stories[0].rng, stories, plant.control if plant else "")
        if plant is None:
            enliven(stories[0], partners)
        else:
            plant.deed(scene)
        yield scene

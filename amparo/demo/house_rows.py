"""Every row of a made-up house, table by table as it comes, and the answer key as it grows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from amparo.demo.answer import AnswerKey
from amparo.demo.company import Company, Row
from amparo.demo.plan import scenes
from amparo.demo.plants.plant import Expected, Scene
from amparo.demo.step_tally import StepTally
from amparo.demo.through_partners import Partners

TOGETHER = "*"  # an expected pair that follows from several planted wrongs together


def house_rows(
    company: Company, key: AnswerKey, *, planted: bool = True, before: Callable[[Scene], None] | None = None
) -> Iterator[tuple[str, Row]]:
    """Each row with its table; the key holds every pair only once the last row is out.

    `before` is shown each scene before its rows are given out.
    """
    for table, rows in company.rows.items():
        for row in rows:
            yield table, row
    partners, tally = Partners(), StepTally()
    for scene in scenes(company, partners, policies=key.policies, seed=key.seed, planted=planted):
        key.expected += scene.expected
        key.look_alikes += scene.look_alikes
        if before is not None:
            before(scene)
        for story in scene.stories:
            tally.count(story)
            yield from story.all_rows()
    yield from partners.rows()
    known = key.pairs
    key.expected += [Expected(*pair, TOGETHER) for pair in tally.fallen() if pair not in known]

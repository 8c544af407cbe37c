"""Builds a made-up insurer as a folder of files, with the answer key of everything planted in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from amparo.demo.answer import AnswerKey
from amparo.demo.bad_rows import SPOILED, Spoiler, write_november_roster
from amparo.demo.company import AS_OF, Row, found_company
from amparo.demo.feed_files import SAMPLE, write_feed
from amparo.demo.files import HouseWriter
from amparo.demo.house_files import write_house_files
from amparo.demo.house_rows import house_rows
from amparo.demo.plan import plants_for
from amparo.demo.plants.plant import Scene

KEY_FILE = "answer-key.json"
FILES = "files"


def build_demo(
    folder: Path, policies: int = 2000, seed: int = 1, *, planted: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> AnswerKey:  # fmt: skip
    """Write `folder/files/` (what a branch would have), mappings and expects.yaml, and `folder/answer-key.json`.

    The same numbers give the same bytes, on any machine. `progress` hears how many of the policies are written.
    """
    if planted:
        plants_for(policies)  # refuses a house without room for them before anything is written
    company = found_company(policies, seed)
    key = AnswerKey(seed, policies, AS_OF.isoformat())
    writer, spoiler = HouseWriter(folder / FILES), Spoiler(key)
    customers: list[Row] = []
    done = 0

    def before(scene: Scene) -> None:
        nonlocal done
        done += len(scene.stories)
        if planted and not scene.control:
            spoiler.spoil(scene.story)
            if len(customers) < SAMPLE:
                customers.extend(row for row in scene.story.rows["customers"] if SPOILED not in row)
        if progress is not None and done % 1000 < len(scene.stories):
            progress(done, policies)

    for table, row in house_rows(company, key, planted=planted, before=before):
        writer.put(table, row)
    key = key.renamed(writer.close())
    if planted:
        write_feed(folder / FILES, customers, key)
        write_november_roster(folder / FILES, company, key)
    key.rows = dict(sorted(writer.rows.items()))
    write_house_files(folder, with_feeds=planted)
    key.write(folder / KEY_FILE)
    return key

"""Rows that cannot be read, as every real month has them: of bystanders only, so that no planted wrong is left unjudged."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from amparo.demo.answer import AnswerKey
from amparo.demo.company import Company, Row
from amparo.demo.sheets import SHEETS
from amparo.demo.story import Story

SPOILED = "spoiled"  # the row's own word: column → the text that stands in the file instead
NO_SUCH_DAY, NO_SUCH_MOMENT, TWO_MARKS = "1958-02-30", "2026-13-05 09:00:00", "1.234.00"
MOST = {"customers": 3, "charges": 2, "notices": 1}
NOVEMBER = "排班表_202611.csv"


class Spoiler:
    """Spoils a handful of rows on their way into the files, and notes each in the key."""

    def __init__(self, key: AnswerKey) -> None:
        self._key = key
        self._left = dict(MOST)

    def spoil(self, story: Story) -> None:
        """Perhaps spoil rows of a policy in which nothing is planted."""
        for table, row, column, text in _candidates(story):
            if self._left[table] > 0:
                self._left[table] -= 1
                row[SPOILED] = {column: text}
                file = next(sheet.file_of(row) for sheet in SHEETS if sheet.table == table)
                self._key.rejected[file] = self._key.rejected.get(file, 0) + 1


def _candidates(story: Story) -> Iterator[tuple[str, Row, str, str]]:
    if story.holder["kind"] == "person":
        yield "customers", story.holder, "born_on", NO_SUCH_DAY
    if story.channel == "direct_debit" and len(story.takings) == 2 and len(story.rows["customers"]) == 1:
        yield "charges", story.takings[-1].charge, "amount_minor", TWO_MARKS
    if story.channel == "wallet" and story.product["term_kind"] == "long" and "notices" in story.rows:
        yield "notices", story.rows["notices"][0], "sent_at", NO_SUCH_MOMENT


def write_november_roster(folder: Path, company: Company, key: AnswerKey) -> None:
    """Next month's roster, in which so many days do not exist that the whole file has to wait for a person."""
    sheet = next(sheet for sheet in SHEETS if sheet.table == "duty_days")
    key.quarantined.append(NOVEMBER)
    with (folder / NOVEMBER).open("w", encoding=sheet.encoding, newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        out.writerow([column.header for column in sheet.columns])
        at = 0
        for unit in sorted(company.operators):
            for day in range(1, 5):
                at += 1
                on = date(2026, 11, day)
                written = "2026/11/31" if day == 4 else f"2026/11/{day}"
                out.writerow([f"ZBN{at:06d}", company.on_duty(unit, on)[0], unit, written])

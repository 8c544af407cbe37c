"""A feed of daily files with its own wrongs: a day without a file, a fall, a rise, columns that changed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from amparo.demo.answer import AnswerKey
from amparo.demo.chance import chance, mixed
from amparo.demo.company import Row
from amparo.demo.plants.plant import Expected
from amparo.demo.sheets import SHEETS

FEED, FOLDER = "customer-changes", "客户变动"
SINCE, UNTIL = date(2026, 10, 12), date(2026, 10, 31)
BY = 5  # so many days after its day a file may come
BROUGHT_ON = (date(2026, 10, 17), date(2026, 10, 22), date(2026, 10, 27), date(2026, 11, 1))
USUAL, HALF, FEW, DOUBLE, MANY = 20, 10, 4, 40, 60
SAMPLE = 400


@dataclass(frozen=True)
class FeedDay:
    """One day of the feed: how many rows, whether they come at all, and how the columns stand."""

    on: int
    rows: int = USUAL
    comes: bool = True
    dress: str = "plain"  # plain · turned (another order) · renamed · wider
    wrong: str = ""
    near: str = ""


DAYS = {
    day.on: day
    for day in (
        FeedDay(12, near="FED-01"),  # brought on its last day
        FeedDay(19, rows=HALF, near="FED-02"),
        FeedDay(20, rows=FEW, wrong="FED-02"),
        FeedDay(21, rows=DOUBLE, near="FED-03"),
        FeedDay(22, rows=MANY, wrong="FED-03"),
        FeedDay(23, comes=False, wrong="FED-01"),
        FeedDay(26, dress="renamed", wrong="FED-04"),
        FeedDay(27, dress="turned", near="FED-04"),
        FeedDay(28, dress="wider", wrong="FED-04"),
    )
}


def write_feed(folder: Path, customers: list[Row], key: AnswerKey) -> None:
    """The daily files, what each must lead to, and the day each arrives."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    day = SINCE
    while day <= UNTIL:
        plan = DAYS.get(day.day, FeedDay(day.day))
        record = f"{FEED}:-:{day.isoformat()}"
        if plan.wrong:
            key.expected.append(Expected(plan.wrong, record))
        if plan.near:
            key.look_alikes.append((plan.near, record))
        if plan.comes:
            path = folder / FOLDER / f"客户变动_{day:%Y%m%d}.csv"
            _write(path, plan, mixed(chance(key.seed, "feed", day), customers)[: plan.rows])
            if plan.dress == "renamed":  # a file that lacks a column the mapping reads waits for a person
                key.quarantined.append(path.name)
            brought_on = next(on for on in BROUGHT_ON if on >= day)
            key.arrivals[f"{FOLDER}/{path.name}"] = brought_on.isoformat()
        day += timedelta(days=1)


def _write(path: Path, plan: FeedDay, customers: list[Row]) -> None:
    sheet = next(sheet for sheet in SHEETS if sheet.table == "customers")
    columns = list(reversed(sheet.columns)) if plan.dress == "turned" else list(sheet.columns)
    heads = [column.header for column in columns]
    if plan.dress == "renamed":
        heads[heads.index("联系电话")] = "手机号码"
    wider = plan.dress == "wider"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        out.writerow([*heads, "备注"] if wider else heads)
        for row in customers:
            cells = [column.written(row) for column in columns]
            out.writerow([*cells, "柜面更正"] if wider else cells)

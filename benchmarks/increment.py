"""One day's increment beside a whole run, by the office as a house runs it: findings saved, watermarks kept.

As a process of its own: `python -m benchmarks.increment FOLDER` lays the ledger's files as deliveries of a new house up
to a day, runs, lays that one day's files, runs again (only what that day touched), and runs whole for comparison.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from amparo.office.findings import deliveries
from amparo.office.findings.models import Delivery, FindingEvent
from amparo.office.flow import run_checks
from amparo.office.house import House, init_house
from amparo.records.contract import load_contracts
from amparo.records.parts import RECORD, ROW, Part
from benchmarks.ledger import THREADS, Spent

LAST_ON = date(2026, 8, 19)
DAY = date(2026, 8, 20)
DAILY = ("charge_requests", "charge_instructions", "charges", "bookings", "bank_lines", "refunds", "policy_events")


def lay(house: House, ledger: Path, table: str, batch: int, where: str) -> int:
    """Those rows of a table as one accepted delivery; how many they are."""
    contract = load_contracts()[table]
    source = f"(SELECT * FROM read_parquet('{ledger / table}.parquet') WHERE {where})"
    folder = house.data / "records" / table
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{batch:05d}.parquet"
    with duckdb.connect(config={"threads": THREADS, "memory_limit": "2GB"}) as connection:
        connection.execute("SET enable_progress_bar = false")
        day = f"min({contract.day}), max({contract.day})" if contract.day else "NULL, NULL"
        numbered = f"SELECT *, row_number() OVER () AS {RECORD}, row_number() OVER () - 1 AS {ROW} FROM {source}"
        connection.execute(f"COPY ({numbered}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        rows, first, last = connection.execute(f"SELECT count(*), {day} FROM '{path}'").fetchall()[0]
    now = datetime.combine(LAST_ON, datetime.min.time(), ZoneInfo("UTC"))
    delivery = Delivery.objects.create(
        batch=batch,
        table_name=table,
        mapping_name="made up",
        mapping_sha256="",
        file_name=path.name,
        content_sha256=sha256(f"{table} {batch}".encode()).hexdigest(),
        arrived_at=now,
        arrived_on=LAST_ON,
        verdict="accepted",
        rows_read=rows,
        rows_taken=rows,
    )
    part = Part(table, path, delivery.content_sha256, rows, first, last, batch=batch)
    deliveries.record_part(delivery, part, house.root, live=True)
    return int(rows)


def three_runs(ledger: Path) -> dict[str, dict[str, float]]:
    """CPU and wall seconds of the first whole run, of the day's increment and of a whole run after it."""
    root = ledger / "house"
    shutil.rmtree(root, ignore_errors=True)
    house = init_house(root, name="benchmark")
    for batch, (table, contract) in enumerate(load_contracts().items(), 1):
        lay(house, ledger, table, batch, f"{contract.day} <= DATE '{LAST_ON}'" if table in DAILY else "true")
    told = {"first": timed(house, LAST_ON, whole=False)}
    batch = len(load_contracts())
    rows = sum(
        lay(house, ledger, t, batch + n, f"{load_contracts()[t].day} = DATE '{DAY}'") for n, t in enumerate(DAILY, 1)
    )
    told["day"] = {**timed(house, DAY, whole=False), "rows": rows}
    told["whole"] = timed(house, DAY, whole=True)
    if told["whole"]["raised"] or told["whole"]["cleared"]:
        raise AssertionError(f"a whole run after the increment found otherwise: {told['whole']}")
    shutil.rmtree(root)
    return told


def timed(house: House, as_of: date, *, whole: bool) -> dict[str, float]:
    """One run: what it took, the subjects judged, the findings open after it and how many it raised, changed, cleared."""
    seen, spent = FindingEvent.objects.count(), Spent()
    now = datetime.combine(as_of, datetime.max.time(), ZoneInfo("UTC"))
    report = run_checks(house, as_of=as_of, now=now, whole=whole)
    cpu, wall = spent()
    events = Counter(FindingEvent.objects.order_by("id").values_list("event", flat=True)[seen:])
    return {
        "cpu": cpu,
        "wall": wall,
        "subjects": sum(judged.subjects for judged in report.controls),
        "open": report.open_count,
        "raised": events["raised"] + events["reopened"],
        "changed": events["changed"],
        "cleared": events["cleared"],
    }


if __name__ == "__main__":
    print(json.dumps(three_runs(Path(sys.argv[1]))))

"""What leads to what: files → deliveries → what was expected → runs → findings. It calls, and computes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from amparo.controls.frozen import Frozen, load_frozen
from amparo.controls.supply import Supply
from amparo.law.strict_yaml import StrictFileError
from amparo.office import feeds, intake, taking
from amparo.office.findings import deliveries, runs
from amparo.office.findings.lease import leased
from amparo.office.findings.models import Delivery
from amparo.office.findings.supply_of import supplies_of
from amparo.office.house import House
from amparo.office.taking import FileReport
from amparo.records.contract import load_contracts
from amparo.records.mapping import read_mapping
from amparo.records.vault import Keys, Vault

OnFile = Callable[[int, int, FileReport], None]


def ticking(now: datetime) -> Callable[[], datetime]:
    """A clock that goes on from a given moment, for those who were only told the time once."""
    began = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - began)


def load_files(
    house: House, paths: Sequence[Path], *, now: datetime, on_file: OnFile | None = None, progress: Any = None
) -> list[FileReport]:
    """Take in these files and all below these folders; each file wholly or not at all, each reported in turn.

    A file no mapping is for, or that cannot be read, is reported `unreadable` and does not stop the others; two loads
    at once, a broken setting or a full disk do.
    """
    if house.records is not None:
        raise house.records.refused(
            "lie elsewhere, where files loaded here would not be judged", "load them there, or take `records` out"
        )
    mappings = intake.read_mappings(house)
    reports: list[FileReport] = []
    chosen = []
    for path in intake.files_below(paths):
        try:
            chosen += [(path, name, mapping) for name, mapping in mappings.of(path).items()]
        except StrictFileError as error:
            reports.append(taking.unreadable(path.name, error))
    total = len(chosen) + len(reports)
    with _taking("load", house, now, progress) as taker:
        taking.sweep(house)
        for number, report in enumerate(reports, 1):
            if on_file is not None:
                on_file(number, total, report)
        for path, name, mapping in intake.in_order(chosen):
            try:
                report = taker.take(path, name, mapping)
            except StrictFileError as error:
                report = taking.unreadable(path.name, error, name, mapping.table)
            reports.append(report)
            if on_file is not None:
                on_file(len(reports), total, report)
    return reports


@contextmanager
def _taking(purpose: str, house: House, now: datetime, progress: Any = None) -> Iterator[taking.Intake]:
    """The house held for taking files in."""
    keys = Keys.read(house.root / "keys")
    with leased(purpose, ticking(now)) as held, Vault(house.data / "identities.sqlite", keys) as vault:
        yield taking.Intake(house, vault, keys, now, held.check, progress)


def release_delivery(house: House, delivery: Delivery, *, now: datetime) -> Delivery:
    """A person lets a quarantined delivery count after all."""
    with leased("load", ticking(now)):
        return taking.release(house, delivery, now=now)


def discard_delivery(house: House, delivery: Delivery, *, now: datetime) -> None:
    """A person puts a quarantined delivery aside for good."""
    with leased("load", ticking(now)):
        deliveries.discard(delivery, now)


def drop_rejected(house: House, rows: Collection[int], *, reason: str, now: datetime) -> int:
    """A person gives rejected rows up, saying why: they keep nothing from being judged any more."""
    with leased("load", ticking(now)):
        return deliveries.drop_rejected(rows, reason)


def supplies(house: House, *, as_of: date, controls: Collection[Frozen] | None = None) -> dict[str, Supply]:
    """How far each table may be relied on as of a day; of records elsewhere nothing is known before they are opened."""
    if house.records is not None:
        return {}
    chosen = load_frozen("duckdb").values() if controls is None else controls
    return supplies_of(
        load_contracts(),
        house.feeds,
        as_of=as_of,
        calendar=house.pack.calendars[house.pack.calendar],
        controls=chosen,
        below=runs.institutions_below(house),
    )


def run_checks(
    house: House,
    *,
    as_of: date,
    now: datetime,
    controls: Collection[str] | None = None,
    whole: bool = False,
    progress: Callable[[runs.Step], None] | None = None,
    on_found: Callable[[Frozen, Mapping[str, Any]], None] | None = None,
) -> runs.RunReport:
    """Judge the records as of a day by every control that is on or in shadow (or those named), and save what is found.

    Only what may have changed since a control last ran is judged again, unless `whole`; both give the same findings.
    """
    with _taking("check", house, now) as taker:
        write_own_records(taker, as_of=as_of)
        return runs.run(
            house,
            as_of=as_of,
            now=now,
            supplies=supplies(house, as_of=as_of),
            chosen=controls,
            whole=whole,
            check_lease=taker.check_lease,
            progress=progress,
            on_found=on_found,
        )


def write_own_records(taker: taking.Intake, *, as_of: date) -> None:
    """What the house itself knows, as records: which files came when. Unchanged content changes nothing."""
    house = taker.house
    if not house.feeds or house.records is not None:
        return
    feeds.attach_feeds(house.feeds)
    root = runs.root_institution(house)
    calendar = house.pack.calendars[house.pack.calendar]
    mapping = read_mapping(feeds.OWN / "feed_days.yaml", load_contracts())
    with TemporaryDirectory(prefix="amparo-") as folder:
        rows = feeds.feed_days(house.feeds, as_of=as_of, calendar=calendar, root_institution=root)
        path = feeds.write_feed_days(rows, Path(folder))
        if path is not None:
            taker.take(path, feeds.MAPPING_NAME, mapping)

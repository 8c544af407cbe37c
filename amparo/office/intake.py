"""One file into the house: which mapping reads it, what came of it, all kept or nothing."""

from __future__ import annotations

import difflib
import errno
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
from django.db import OperationalError, transaction

from amparo.law.said import Said
from amparo.law.strict_yaml import StrictFileError
from amparo.office.expects import Feed
from amparo.office.findings import deliveries
from amparo.office.findings.models import Delivery, Part, RejectedRow
from amparo.office.house import House
from amparo.records.contract import load_contracts
from amparo.records.delivery import take_in
from amparo.records.mapping import Mapping_, read_mapping
from amparo.records.vault import Keys, Vault, seal_file
from amparo.records.versions import settle

CHUNK = 1 << 20
# Names on payments are compared with the parties of the policy at load, so the parties come first.
FIRST_TABLES = ("institutions", "products", "people", "customers", "policies", "policy_parties")
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class DiskFull(Exception):
    """There was no room for what came in; nothing of that file was kept."""


@dataclass(frozen=True)
class FileReport:
    """What came of one file under one mapping; `verdict` accepted, quarantined, refused, known or unreadable."""

    file: str
    verdict: str
    mapping: str = ""
    table: str = ""
    rows_read: int = 0
    rows_taken: int = 0
    rows_rejected: int = 0
    rows_unchanged: int = 0
    corrected: int = 0
    batch: int | None = None
    delivery_id: int | None = None
    seconds: float = 0.0
    reason: Said | None = None
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Mappings:
    """Every mapping of the house by its file's name."""

    by_name: dict[str, Mapping_]

    def of(self, path: Path) -> dict[str, Mapping_]:
        """The mappings whose patterns fit a file's name; none, or two that fill one table, are refused."""
        fitting = {name: m for name, m in self.by_name.items() if m.fits(path.name)}
        if not fitting:
            patterns = [pattern for m in self.by_name.values() for pattern in m.files]
            near = difflib.get_close_matches(path.name, patterns, n=3, cutoff=0.3)
            there = f"the nearest patterns are {', '.join(near)}" if near else f"there are {len(patterns)} patterns"
            raise StrictFileError(
                path.name,
                f"no mapping is for a file of this name ({there})",
                f"propose one with `amparo map {path.name}`, or add the name to `files` of a mapping",
            )
        tables: dict[str, str] = {}
        for name, mapping in fitting.items():
            if mapping.table in tables:
                raise StrictFileError(
                    path.name,
                    f"two mappings fill {mapping.table} from it: {tables[mapping.table]} and {name}",
                    "narrow the patterns of one of them",
                )
            tables[mapping.table] = name
        return fitting


def read_mappings(house: House) -> Mappings:
    """All mappings of the house; a mistake in one is refused with its file and line."""
    contracts = load_contracts()
    paths = sorted((house.root / "mappings").glob("*.yaml"))
    return Mappings({path.stem: read_mapping(path, contracts) for path in paths})


def files_below(paths: Sequence[Path]) -> list[Path]:
    """The files named, and all below the folders named, but for hidden ones; a missing path is refused."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            below = (p for p in sorted(path.rglob("*")) if p.is_file())
            found += [p for p in below if not any(part.startswith(".") for part in p.relative_to(path).parts)]
        elif path.exists():
            found.append(path)
        else:
            raise StrictFileError(str(path), "there is no such file or folder", "name one that is there")
    return list(dict.fromkeys(found))


def in_order(chosen: Sequence[tuple[Path, str, Mapping_]]) -> list[tuple[Path, str, Mapping_]]:
    """Those tables first that others are compared with; otherwise as they were named."""
    rank = {table: number for number, table in enumerate(FIRST_TABLES)}
    return sorted(chosen, key=lambda one: rank.get(one[2].table, len(rank)))


def content_sha256(path: Path) -> str:
    """The hash of a file's bytes, read in pieces."""
    hashed = sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            hashed.update(piece)
    return hashed.hexdigest()


def take_file(
    house: House,
    path: Path,
    name: str,
    mapping: Mapping_,
    *,
    vault: Vault,
    keys: Keys,
    now: datetime,
    check_lease: Callable[[], None],
    progress: Callable[..., None] | None = None,
) -> FileReport:
    """Take one file in: rows, rejected rows, raw file and delivery are kept together, or nothing is.

    A file already known under this mapping changes nothing. What is left over from an attempt that was killed is
    written again under the same names.
    """
    began = time.monotonic()
    content = content_sha256(path)
    known = deliveries.known_delivery(content, mapping.sha256)
    if known is not None:
        return FileReport(
            path.name, "known", name, mapping.table, known.rows_read, known.rows_taken, known.rows_rejected,
            batch=known.batch, delivery_id=known.id,
        )  # fmt: skip
    contract = load_contracts()[mapping.table]
    feed = _feed(house, mapping, path)
    arrived_on = house.local(now).date()
    covered_on = feed.covered_on(path.name, arrived_on) if feed else None
    with (
        _room(path),
        take_in(
            path,
            mapping,
            contract,
            vault=vault,
            into=house.data / "records" / mapping.table,
            zone=house.zone,
            parties=deliveries.live_parts(house.root, "policy_parties"),
            memory_limit=house.load_memory,
            threads=house.threads,
            progress=progress,
        ) as taken,
    ):
        _, raw = seal_file(path, house.data / "raw", keys)
        part, batch = taken.part, None
        if taken.verdict == "accepted":
            batch = deliveries.next_batch()
            if part is not None:
                existing = deliveries.live_parts(house.root, mapping.table)
                part = settle(
                    part,
                    contract,
                    batch=batch,
                    existing=existing,
                    memory_limit=house.load_memory,
                    threads=house.threads,
                )
        with transaction.atomic():
            check_lease()
            delivery = Delivery.objects.create(
                batch=batch,
                table_name=mapping.table,
                mapping_name=name,
                mapping_sha256=mapping.sha256,
                feed=feed.name if feed else "",
                institution_id=(feed.institution_of(path.name) or "") if feed else "",
                file_name=path.name,
                file_bytes=path.stat().st_size,
                content_sha256=content,
                raw_path=raw.resolve().relative_to(house.root).as_posix(),
                arrived_at=now,
                arrived_on=arrived_on,
                covered_on=covered_on,
                verdict=taken.verdict,
                notes=json.dumps(taken.notes, ensure_ascii=False),
                columns=json.dumps({"missing": list(taken.columns_missing), "added": list(taken.columns_added)}),
                rows_read=taken.rows_read,
                rows_taken=taken.rows_accepted,
                rows_rejected=taken.rows_rejected,
                first_on=part.first_on if part is not None else None,
                last_on=part.last_on if part is not None else None,
            )
            corrected = _remember(house, delivery, taken, part, contract.key)
    return FileReport(
        path.name, taken.verdict, name, mapping.table, taken.rows_read, taken.rows_accepted, taken.rows_rejected,
        rows_unchanged=part.unchanged_rows if part is not None and batch else 0, corrected=corrected, batch=batch,
        delivery_id=delivery.id, seconds=time.monotonic() - began, reason=taken.reason, notes=tuple(taken.notes),
    )  # fmt: skip


def unreadable(file: str, error: StrictFileError, mapping: str = "", table: str = "") -> FileReport:
    """The report of a file that did not get as far as being read."""
    text = str(error)
    return FileReport(file, "unreadable", mapping, table, reason=Said(zh=text, en=text, es=text))


def release(house: House, delivery: Delivery, *, now: datetime) -> Delivery:
    """A person lets a quarantined delivery count after all: its rows come in as of now."""
    with transaction.atomic():
        delivery.batch = deliveries.next_batch()
        delivery.verdict, delivery.released_at = "accepted", now
        waiting = delivery.parts.first()
        if waiting is not None:
            part = settle(
                deliveries.part_from(waiting.facts, house.root),
                load_contracts()[delivery.table_name],
                batch=delivery.batch,
                existing=deliveries.live_parts(house.root, delivery.table_name),
                memory_limit=house.load_memory,
                threads=house.threads,
            )
            waiting.delete()
            deliveries.record_part(delivery, part, house.root, live=True)
        delivery.save()
    return delivery


def sweep(house: House) -> int:
    """Remove what attempts that were killed left beside the parts; only under the lease. The number of files removed."""
    kept = set()
    for facts in Part.objects.values_list("facts", flat=True):
        told = json.loads(facts)
        kept |= {house.root / told[name] for name in deliveries.PATHS if told.get(name)}
    removed = 0
    for path in (house.data / "records").rglob("*"):
        if path.is_file() and path not in kept:
            path.unlink()
            removed += 1
    return removed


def _remember(house: House, delivery: Delivery, taken: Any, part: Any, key: str) -> int:
    if part is not None:
        deliveries.record_part(delivery, part, house.root, live=delivery.batch is not None)
    if delivery.verdict == "refused":
        again = Delivery.objects.filter(
            content_sha256=delivery.content_sha256, mapping_sha256=delivery.mapping_sha256, verdict="refused"
        )
        RejectedRow.objects.filter(delivery__in=again).delete()
    if delivery.rows_rejected:
        deliveries.record_rejected(delivery, taken.rejected())
    if delivery.batch is None:
        return 0
    deliveries.settle_quarantined(delivery)
    if part is None:
        return 0
    return deliveries.resolve_corrected(delivery, named=taken.corrects, key=key, path=Path(part.path))


def _feed(house: House, mapping: Mapping_, path: Path) -> Feed | None:
    if mapping.feed:
        if mapping.feed not in house.feeds:
            near = difflib.get_close_matches(mapping.feed, house.feeds, n=1)
            raise StrictFileError(
                f"mapping for {path.name}",
                f"feed {mapping.feed!r} is not in expects.yaml",
                f"did you mean {near[0]!r}?" if near else "add it there, or leave `feed` out",
            )
        return house.feeds[mapping.feed]
    return next((f for f in house.feeds.values() if f.table == mapping.table and f.is_for(path.name)), None)


@contextmanager
def _room(path: Path) -> Iterator[None]:
    """A full disk said plainly, whichever layer met it."""
    try:
        yield
    except (OSError, OperationalError, duckdb.IOException) as error:
        full = getattr(error, "errno", None) in NO_ROOM or any(
            words in str(error).lower() for words in ("no space left", "disk is full", "file too large")
        )
        if not full:
            raise
        raise DiskFull(
            f"{path.name}: the disk is full ({error}); nothing of this file was kept and nothing kept before is lost;"
            " make room and load it again"
        ) from error

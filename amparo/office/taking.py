"""One file into the house: rows, rejected rows, raw file and delivery are kept together, or nothing is."""

from __future__ import annotations

import errno
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import duckdb
from django.db import DatabaseError, transaction

from amparo.law.said import Said
from amparo.law.strict_yaml import StrictFileError
from amparo.office.findings import deliveries
from amparo.office.findings.intact import damage_of, require_intact
from amparo.office.findings.models import Delivery, Part, RejectedRow
from amparo.office.house import House
from amparo.office.intake import feed_of
from amparo.records.contract import load_contracts
from amparo.records.delivery import Taken, take_in
from amparo.records.mapping import Mapping_
from amparo.records.parts import Part as RecordsPart
from amparo.records.vault import Keys, Vault, seal_file
from amparo.records.versions import settle

CHUNK = 1 << 20
FULL = ("no space left", "disk is full", "file too large", "disk quota")
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
class Intake:
    """What taking files in needs: the house, its vault and keys, the moment of arrival, and the lease to check."""

    house: House
    vault: Vault
    keys: Keys
    now: datetime
    check_lease: Callable[[], None]
    progress: Callable[[int], None] | None = None

    def take(self, path: Path, name: str, mapping: Mapping_) -> FileReport:
        """Take one file in by one mapping.

        A file already known under this mapping changes nothing, unless its stored rows were lost or altered since:
        then they are written anew. What is left over from an attempt that was killed is written again under the same
        names.
        """
        began = time.monotonic()
        content = content_sha256(path)
        known = deliveries.known_delivery(content, mapping.sha256)
        damage = self._damage(known)
        if known is not None and not damage:
            return _known(path, name, known)
        house = self.house
        delivery = self._arriving(path, name, mapping, content)
        with (
            _room(path),
            take_in(
                path,
                mapping,
                load_contracts()[mapping.table],
                vault=self.vault,
                into=house.data / "records" / mapping.table,
                zone=house.zone,
                parties=deliveries.live_parts(house.root, "policy_parties"),
                memory_limit=house.load_memory,
                threads=house.threads,
                progress=self.progress,
            ) as taken,
        ):
            twin = self._twin(taken, delivery)
            if known is not None:
                self._written_anew(path, twin, damage)
            if twin is not None:
                return _known(path, name, twin)
            report = self._keep(path, taken, delivery)
        return replace(report, seconds=time.monotonic() - began)

    def _arriving(self, path: Path, name: str, mapping: Mapping_, content: str) -> Delivery:
        """The delivery as far as it is known before it is read."""
        feed = feed_of(self.house, mapping, path)
        arrived_on = self.house.local(self.now).date()
        return Delivery(
            table_name=mapping.table,
            mapping_name=name,
            mapping_sha256=mapping.sha256,
            feed=feed.name if feed else "",
            institution_id=(feed.institution_of(path.name) or "") if feed else "",
            file_name=path.name,
            file_bytes=path.stat().st_size,
            content_sha256=content,
            arrived_at=self.now,
            arrived_on=arrived_on,
            covered_on=feed.covered_on(path.name, arrived_on) if feed else None,
        )

    def _damage(self, known: Delivery | None) -> str:
        part = known.parts.first() if known is not None else None
        return damage_of(self.house.root, part) if part is not None else ""

    def _written_anew(self, path: Path, twin: Delivery | None, damage: str) -> None:
        """The rows of a known file lie there again; what they hid of others is found again too, if that was lost."""
        part = twin.parts.first() if twin is not None else None
        if part is not None and damage_of(self.house.root, part):
            stored = deliveries.part_from(part.facts, self.house.root)
            settled(self.house, stored, part.batch or 0)
        if part is None or damage_of(self.house.root, part):
            raise StrictFileError(
                path.name,
                f"{damage}, and its rows cannot be made again as they were",
                "restore that file from the backup of the house",
            )

    def _twin(self, taken: Taken, delivery: Delivery) -> Delivery | None:
        """The delivery that holds these very rows of this very file: only the mapping's wording changed since."""
        if taken.part is None:
            return None
        place = taken.part.path.resolve().relative_to(self.house.root).as_posix()
        part = Part.objects.select_related("delivery").filter(path=place).first()
        if part is None:
            return None
        twin = part.delivery
        for name in ("mapping_name", "mapping_sha256", "feed", "institution_id", "covered_on"):
            setattr(twin, name, getattr(delivery, name))
        twin.save()
        return twin

    def _keep(self, path: Path, taken: Taken, delivery: Delivery) -> FileReport:
        """Make it all exist: the raw file sealed, the part settled, and the delivery recorded in one transaction."""
        _, raw = seal_file(path, self.house.data / "raw", self.keys)
        part = taken.part
        if taken.verdict == "accepted":
            delivery.batch = deliveries.next_batch()
            part = settled(self.house, part, delivery.batch) if part is not None else None
        delivery.raw_path = raw.resolve().relative_to(self.house.root).as_posix()
        delivery.verdict = taken.verdict
        delivery.notes = json.dumps(taken.notes, ensure_ascii=False)
        delivery.columns = json.dumps({"missing": taken.columns_missing, "added": taken.columns_added})
        delivery.rows_read, delivery.rows_taken = taken.rows_read, taken.rows_accepted
        delivery.rows_rejected = taken.rows_rejected
        if part is not None:
            delivery.first_on, delivery.last_on = part.first_on, part.last_on
        with transaction.atomic():
            self.check_lease()
            delivery.save()
            corrected = _remember(self.house, delivery, taken, part)
        return FileReport(
            path.name, taken.verdict, delivery.mapping_name, delivery.table_name, taken.rows_read, taken.rows_accepted,
            taken.rows_rejected, rows_unchanged=part.unchanged_rows if part is not None else 0, corrected=corrected,
            batch=delivery.batch, delivery_id=delivery.pk, reason=taken.reason, notes=tuple(taken.notes),
        )  # fmt: skip


def settled(house: House, part: RecordsPart, batch: int) -> RecordsPart:
    """The part as it becomes current under a batch number, compared with all before it."""
    before = [p for p in deliveries.live_parts(house.root, part.table) if (p.batch or 0) < batch]
    require_intact(house.root, before)
    return settle(
        part,
        load_contracts()[part.table],
        batch=batch,
        existing=before,
        memory_limit=house.load_memory,
        threads=house.threads,
    )


def _known(path: Path, name: str, known: Delivery) -> FileReport:
    return FileReport(
        path.name, "known", name, known.table_name, known.rows_read, known.rows_taken, known.rows_rejected,
        batch=known.batch, delivery_id=known.pk,
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
            part = settled(house, deliveries.part_from(waiting.facts, house.root), delivery.batch)
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


def content_sha256(path: Path) -> str:
    """The hash of a file's bytes, read in pieces."""
    hashed = sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            hashed.update(piece)
    return hashed.hexdigest()


def _remember(house: House, delivery: Delivery, taken: Taken, part: RecordsPart | None) -> int:
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
    key = load_contracts()[delivery.table_name].key
    return deliveries.resolve_corrected(delivery, named=taken.corrects, key=key, path=part.path)


@contextmanager
def _room(path: Path) -> Iterator[None]:
    """A full disk said plainly, whichever layer met it."""
    try:
        yield
    except (OSError, DatabaseError, sqlite3.OperationalError, duckdb.IOException) as error:
        if not no_room(error):
            raise
        raise DiskFull(
            f"{path.name}: the disk is full; nothing of this file was kept and nothing kept before is lost;"
            " make room and load it again"
        ) from error


def no_room(error: BaseException) -> bool:
    """Whether an error of the system, of SQLite or of DuckDB says that the disk is full."""
    said = str(error).lower()
    return getattr(error, "errno", None) in NO_ROOM or any(words in said for words in FULL)

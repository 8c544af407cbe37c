"""What came in, remembered: deliveries, their parts and the rows that could not be read."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, fields
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
from django.db.models import Max, QuerySet

from amparo.office.findings.intact import mark_of
from amparo.office.findings.models import Delivery, Part, RejectedRow
from amparo.records.parts import Part as RecordsPart

CHUNK = 2000
REFUSED_ROWS_KEPT = 10_000
PATHS = ("path", "hidden_path")


def known_delivery(content_sha256: str, mapping_sha256: str) -> Delivery | None:
    """The delivery that brought this very content under this very mapping, unless it was refused."""
    same = Delivery.objects.filter(content_sha256=content_sha256, mapping_sha256=mapping_sha256)
    return same.exclude(verdict="refused").first()


def next_batch() -> int:
    """The number the next delivery's rows will carry; only to be asked for under the lease."""
    return int(Delivery.objects.aggregate(most=Max("batch"))["most"] or 0) + 1


def last_batch() -> int:
    """The batch up to which everything has been taken in."""
    return next_batch() - 1


def live_parts(root: Path, table: str | None = None) -> list[RecordsPart]:
    """The parts whose rows count, oldest first, with their places in this folder."""
    parts = Part.objects.filter(live=True).order_by("batch", "id")
    if table is not None:
        parts = parts.filter(table_name=table)
    return [part_from(facts, root) for facts in parts.values_list("facts", flat=True)]


def parts_of_ids(root: Path, ids: Collection[int]) -> list[RecordsPart]:
    """The parts of an earlier run, whether they still count or not."""
    chosen = sorted(ids)
    return [
        part_from(facts, root)
        for at in range(0, len(chosen), 500)
        for facts in Part.objects.filter(id__in=chosen[at : at + 500]).order_by("id").values_list("facts", flat=True)
    ]


def part_facts(part: RecordsPart, root: Path) -> str:
    """All that records say of a part, as JSON, its paths under the house's folder so that the folder may be moved."""
    told, seen = asdict(part), {}
    for name in PATHS:
        if told.get(name) is not None:
            path = Path(told[name])
            told[name] = path.resolve().relative_to(root).as_posix()
            seen[name] = mark_of(path)
            if name != "path":
                told["hidden_sha256"] = sha256(path.read_bytes()).hexdigest()
    told["seen"] = seen
    return json.dumps(told, ensure_ascii=False, sort_keys=True, default=lambda v: v.isoformat())


def part_from(facts: str, root: Path) -> RecordsPart:
    """The part those facts speak of."""
    told = json.loads(facts)
    for name in PATHS:
        if told.get(name) is not None:
            told[name] = root / told[name]
    for name in ("first_on", "last_on"):
        if told.get(name) is not None:
            told[name] = date.fromisoformat(told[name])
    known = {f.name for f in fields(RecordsPart)}
    return RecordsPart(**{name: value for name, value in told.items() if name in known})


def record_part(delivery: Delivery, part: RecordsPart, root: Path, *, live: bool) -> Part:
    """Make a written file exist for readers (or, in quarantine, for the person who will look at it)."""
    return Part.objects.create(
        delivery=delivery,
        table_name=part.table,
        batch=part.batch,
        path=Path(part.path).resolve().relative_to(root).as_posix(),
        sha256=part.sha256,
        rows=part.rows,
        first_on=part.first_on,
        last_on=part.last_on,
        live=live,
        facts=part_facts(part, root),
    )


def record_rejected(delivery: Delivery, rejected: Iterable[Any]) -> int:
    """Keep every row that could not be read; of a refused delivery only the first ten thousand, its file was not taken."""
    given = iter(rejected)
    if delivery.verdict == "refused":
        given = islice(given, REFUSED_ROWS_KEPT)
    kept = 0
    while chunk := list(islice(given, CHUNK)):
        RejectedRow.objects.bulk_create([_rejected_row(delivery, row) for row in chunk])
        kept += len(chunk)
    return kept


def _rejected_row(delivery: Delivery, row: Any) -> RejectedRow:
    reasons = [
        {
            "field": reason.field,
            "column": reason.column,
            "rule": reason.rule,
            "value": reason.value,
            "says": asdict(reason.says),
            "remedy": asdict(reason.remedy),
        }
        for reason in row.reasons
    ]
    return RejectedRow(
        delivery=delivery,
        table_name=delivery.table_name,
        record_number=row.record,
        reasons=json.dumps(reasons, ensure_ascii=False),
        keys=json.dumps(dict(row.keys), ensure_ascii=False, sort_keys=True),
        day=row.day,
        sealed=row.sealed,
        open=not row.harmless,
        dropped_reason="repeat" if row.harmless else "",
    )


def resolve_corrected(delivery: Delivery, *, named: Collection[tuple[str, int]], key: str, path: Path) -> int:
    """Settle the rejected rows that a delivery brought again, corrected: by their own key, or as `named`, each by the
    content hash of its file and its record number there."""
    waiting = RejectedRow.objects.filter(table_name=delivery.table_name, open=True, delivery__verdict="accepted")
    settled: set[int] = set()
    for content in {content for content, _ in named}:
        records = sorted(record for source, record in named if source == content)
        for at in range(0, len(records), 500):
            same = waiting.filter(delivery__content_sha256=content, record_number__in=records[at : at + 500])
            settled |= set(same.values_list("id", flat=True))
    by_key: dict[str, list[int]] = {}
    for row_id, keys in waiting.exclude(delivery=delivery).values_list("id", "keys"):
        value = json.loads(keys).get(key)
        if value is not None and row_id not in settled:
            by_key.setdefault(str(value), []).append(row_id)
    if by_key:
        with duckdb.connect() as engine:
            engine.execute("CREATE TABLE wanted AS SELECT unnest($1) AS value", [list(by_key)])
            there = engine.execute(
                f"SELECT DISTINCT value FROM wanted JOIN read_parquet($1) AS p ON p.{key} = wanted.value", [str(path)]
            ).fetchall()
        settled |= {row_id for (value,) in there for row_id in by_key[value]}
    chosen = sorted(settled)
    for at in range(0, len(chosen), 500):
        RejectedRow.objects.filter(id__in=chosen[at : at + 500]).update(
            open=False, resolved_by=delivery, settled_batch=delivery.batch
        )
    return len(chosen)


def settle_quarantined(delivery: Delivery) -> None:
    """A later accepted delivery of the same file name or covered day takes the place of one that waits."""
    waiting = Delivery.objects.filter(
        table_name=delivery.table_name,
        mapping_name=delivery.mapping_name,
        institution_id=delivery.institution_id,
        verdict="quarantined",
        settled_by=None,
        discarded_at=None,
    ).exclude(id=delivery.id)
    same = waiting.filter(file_name=delivery.file_name)
    if delivery.covered_on is not None and delivery.feed:
        same |= waiting.filter(feed=delivery.feed, covered_on=delivery.covered_on)
    same.update(settled_by=delivery)


def waiting_deliveries() -> list[Delivery]:
    """Deliveries in quarantine that no one has released, discarded or replaced."""
    return list(Delivery.objects.filter(verdict="quarantined", settled_by=None, discarded_at=None).order_by("id"))


def discard(delivery: Delivery, at: datetime) -> None:
    """Put a waiting delivery aside for good; its file stays, its rows never count."""
    delivery.discarded_at = at
    delivery.save(update_fields=["discarded_at"])


def drop_rejected(rows: Collection[int], reason: str) -> int:
    """Give up waiting rejected rows; what they kept from being judged is judged at the next check."""
    waiting = RejectedRow.objects.filter(id__in=list(rows), open=True)
    return waiting.update(open=False, dropped_reason=reason, settled_batch=next_batch())


def for_export(rows: QuerySet[RejectedRow], language: str) -> Iterator[tuple[str, int, str, bytes]]:
    """Rejected rows as `export_rejected` takes them: where each came from, and its reasons in one text."""
    told = rows.values_list("delivery__content_sha256", "record_number", "reasons", "sealed")
    for content, record, reasons, sealed in told.iterator(2000):
        says = "; ".join(f"{r['says'][language]} → {r['remedy'][language]}" for r in json.loads(reasons))
        yield content, record, says, bytes(sealed)

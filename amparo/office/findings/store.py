"""Findings saved in bulk and without doubling: staged first, then one short transaction that says what changed.

The same statements on SQLite and PostgreSQL. What a control found of one scope is compared with what is remembered of
it: new ones are raised, others changed or reopened, those of the scope no longer found are cleared, never deleted.
What people decided about a finding is never written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Max

from amparo.office.findings.models import Finding, FindingEvent

# The columns a run fills, with their types for the staging table.
STAGED = {
    "key": "text",
    "control_id": "text",
    "control_major": "integer",
    "version": "text",
    "subject_type": "text",
    "record_id": "text",
    "policy_id": "text",
    "customer_id": "text",
    "institution_id": "text",
    "happened_on": "date",
    "amount_minor": "bigint",
    "currency": "text",
    "ground": "text",
    "severity": "text",
    "right": "text",
    "stage": "text",
    "shadow": "boolean",
    "evidence": "text",
    "evidence_sha256": "text",
    "clause": "text",
    "cites": "text",
    "cause_key": "text",
    "sql_sha256": "text",
}
PEOPLE = ("triage", "triage_reason", "triage_by", "assigned_to")
CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Changes:
    """How many findings a run raised, changed, reopened and cleared."""

    raised: int = 0
    changed: int = 0
    reopened: int = 0
    cleared: int = 0


@dataclass(frozen=True, slots=True)
class Unseen:
    """A remembered open finding that the run did not find again."""

    key: str
    record_id: str
    happened_on: date
    institution_id: str | None
    evidence: str


def finding_key(control_id: str, major: int, subject_type: str, record_id: str) -> str:
    """The identity of a finding, for ever: control, major version, kind and number of the record."""
    parts = ("f1", control_id, str(major), subject_type, record_id)
    return sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def stage(rows: Iterable[Sequence[Any]]) -> int:
    """Lay rows in the order of `STAGED` in a table of this connection only, replacing what lay there; their number."""
    columns = ", ".join(f'"{name}" {kind}' for name, kind in STAGED.items())
    _run("DROP TABLE IF EXISTS amparo_stage")
    _run(f"CREATE TEMPORARY TABLE amparo_stage ({columns})")
    total = 0
    given = iter(rows)
    while chunk := list(islice(given, CHUNK)):
        _fill("amparo_stage", chunk, len(STAGED))
        total += len(chunk)
    return total


def unseen(control_id: str) -> Iterator[Unseen]:
    """The open findings of a control, of whatever version, that do not lie in the stage."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.key, f.record_id, f.happened_on, f.institution_id, f.evidence FROM findings_finding AS f"
            " WHERE f.control_id = %s AND f.status = 'open'"
            " AND f.key NOT IN (SELECT s.key FROM amparo_stage AS s)",
            [control_id],
        )
        found = cursor.fetchall()
    for key, record, on, institution, evidence in found:
        yield Unseen(key, record, on if isinstance(on, date) else date.fromisoformat(on), institution, evidence)


def save(*, run_id: int, version: str, gone: Iterable[str], at: datetime) -> Changes:
    """Make the stage the memory of its scope: raise, change, reopen, and clear the keys in `gone`.

    Call it inside a transaction: it is all or nothing, and saving the same run twice changes nothing more.
    """
    moment = connection.ops.adapt_datetimefield_value(at)
    before = FindingEvent.objects.aggregate(last=Max("id"))["last"] or 0
    _lay_keys("amparo_gone", gone)
    _events(run_id, version, moment)
    _upsert(run_id, moment)
    _run(
        "INSERT INTO findings_findingevent (finding_id, run_id, event, version, evidence_sha256, before, at)"
        " SELECT f.key, %s, 'cleared', %s, f.evidence_sha256, '', %s FROM findings_finding AS f"
        " JOIN amparo_gone AS g ON g.key = f.key WHERE f.status = 'open'"
        " ON CONFLICT (finding_id, run_id) DO NOTHING",
        [run_id, version, moment],
    )
    _run(
        "UPDATE findings_finding SET status = 'cleared' WHERE status = 'open' AND key IN (SELECT key FROM amparo_gone)"
    )
    counted = FindingEvent.objects.filter(id__gt=before).values_list("event").annotate(n=Count("id"))
    return Changes(**dict(counted))


def _lay_keys(table: str, keys: Iterable[str]) -> None:
    _run(f"DROP TABLE IF EXISTS {table}")
    _run(f"CREATE TEMPORARY TABLE {table} (key text PRIMARY KEY)")
    given = iter(sorted(set(keys)))
    while chunk := [(key,) for key in islice(given, CHUNK)]:
        _fill(table, chunk, 1)


def set_shadow(control_id: str, shadow: bool) -> None:
    """Every finding of a control counts, or none does, as its life now says."""
    Finding.objects.filter(control_id=control_id).exclude(shadow=shadow).update(shadow=shadow)


def _events(run_id: int, version: str, moment: Any) -> None:
    _run(
        "INSERT INTO findings_findingevent (finding_id, run_id, event, version, evidence_sha256, before, at)"
        " SELECT s.key, %s, CASE WHEN f.key IS NULL THEN 'raised' WHEN f.status = 'cleared' THEN 'reopened'"
        " ELSE 'changed' END, %s, s.evidence_sha256,"
        " CASE WHEN f.evidence_sha256 <> s.evidence_sha256 THEN f.evidence ELSE '' END, %s"
        " FROM amparo_stage AS s LEFT JOIN findings_finding AS f ON f.key = s.key"
        " WHERE f.key IS NULL OR f.status = 'cleared' OR f.evidence_sha256 <> s.evidence_sha256"
        " ON CONFLICT (finding_id, run_id) DO NOTHING",
        [run_id, version, moment],
    )


def _upsert(run_id: int, moment: Any) -> None:
    """Those that stand as they stood are only marked as seen; writing them anew would cost their indexes again."""
    same = " AND ".join(f"f.{name} = s.{name}" for name in ("evidence_sha256", "version", "cites", "severity"))
    _run("DROP TABLE IF EXISTS amparo_same")
    _run(
        "CREATE TEMPORARY TABLE amparo_same AS SELECT s.key FROM amparo_stage AS s"
        f" JOIN findings_finding AS f ON f.key = s.key WHERE f.status = 'open' AND {same}"
        " AND coalesce(f.customer_id, '') = coalesce(s.customer_id, '')"
    )
    _run(
        "UPDATE findings_finding SET run_last_id = %s, seen_at = %s, sql_sha256 ="
        " (SELECT max(sql_sha256) FROM amparo_stage) WHERE key IN (SELECT key FROM amparo_same)",
        [run_id, moment],
    )
    names = ", ".join(f'"{name}"' for name in STAGED)
    people = ", ".join(PEOPLE)
    renewed = ", ".join(f'"{name}" = excluded."{name}"' for name in STAGED if name not in ("key", "control_id"))
    _run(
        f"INSERT INTO findings_finding ({names}, status, run_first_id, run_last_id, raised_at, seen_at, {people})"
        f" SELECT {names}, 'open', %s, %s, %s, %s, {', '.join(chr(39) * 2 for _ in PEOPLE)}"
        " FROM amparo_stage WHERE key NOT IN (SELECT key FROM amparo_same)"
        f" ON CONFLICT (key) DO UPDATE SET {renewed}, status = 'open',"
        " run_last_id = excluded.run_last_id, seen_at = excluded.seen_at",
        [run_id, run_id, moment, moment],
    )


def _run(sql: str, parameters: Sequence[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


def _fill(table: str, rows: Sequence[Sequence[Any]], width: int) -> None:
    """Many rows at once, in the quickest way of the engine: COPY, or one prepared statement."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * width)
        assert connection.connection is not None
        connection.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

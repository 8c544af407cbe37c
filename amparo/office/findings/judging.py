"""One control judged and its findings saved: staged as they stream in, then made memory in one transaction."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import transaction

from amparo.controls.engines import Engine
from amparo.controls.frozen import Frozen
from amparo.controls.run import Found, Outcome, judge
from amparo.controls.supply import Supply
from amparo.office.findings import store
from amparo.office.findings.cites import Citer
from amparo.office.findings.models import Run, RunControl, SqlText, Watermark
from amparo.proof.canonical import EXACT, canonical
from amparo.records.contract import load_contracts

CHUNK = 10_000
PLAIN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
LONG_NUMBER = re.compile(r"[:\[,]-?\d{16}")


@dataclass(frozen=True)
class Judged:
    """What one control made of one run, as a person reads it; `unjudged` by reason and table."""

    control: Frozen
    life: str
    mode: str
    subjects: int
    judged: int
    unjudged: tuple[tuple[str, str, int], ...]
    found: int
    held: int
    changes: store.Changes
    seconds: float


def facts_of(found: Found, ground: str) -> dict[str, Any]:
    """Every fact of a finding as JSON holds it: what is compared, hashed and told."""
    return {
        **found.evidence,
        "record_id": found.record_id,
        "policy_id": found.policy_id,
        "institution_id": found.institution_id,
        "happened_on": found.happened_on.isoformat(),
        "amount_minor": found.amount_minor,
        "currency": found.currency,
        "ground": ground,
    }


def evidence_text(facts: Mapping[str, Any]) -> str:
    """The canonical text of facts: JSON with sorted keys, since these hold only text, whole numbers, true, false, null.

    Only a number of many digits is looked at more closely: canonical text refuses those beyond 2^53 - 1, as a sum of
    nonsense amounts may be, so these are written as text.
    """
    text = PLAIN.encode(facts)
    if LONG_NUMBER.search(text):
        return canonical(_exact(facts)).decode()
    text.encode()  # a lone surrogate is refused here as there
    return text


def _exact(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _exact(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_exact(each) for each in value]
    return str(value) if isinstance(value, int) and abs(value) > EXACT else value


@dataclass(frozen=True)
class Pen:
    """What judging and writing down needs, the same for every control of a run."""

    engine: Engine
    run: Run
    supplies: Mapping[str, Supply]
    citer: Citer
    now: datetime
    check_lease: Callable[[], None]
    on_found: Callable[[Frozen, Mapping[str, Any]], None] | None = None


def judge_and_save(
    pen: Pen, control: Frozen, *, text: SqlText, life: str, mode: str, watermark: Mapping[str, Any]
) -> Judged:
    """Judge one control in one mode; findings, events, what was judged and the watermark are saved together or not.

    In mode `part` the table `subject` names the scope. A remembered finding whose record cannot be judged now is held
    as it is: could not judge is no reason to clear.
    """
    began = time.monotonic()
    outcome = judge(pen.engine, control, mode=mode, supplies=pen.supplies)
    found = store.stage(_rows(pen, control, outcome, life == "shadow"))
    gone, held = _gone(pen.engine, control, outcome, pen.supplies)
    with transaction.atomic():
        pen.check_lease()
        changes = store.save(run_id=pen.run.pk, version=control.version, gone=gone, at=pen.now)
        store.set_shadow(control.id, life == "shadow")
        unjudged = tuple((r, t, n) for (r, t), n in sorted(outcome.unjudged.items()) if n)
        seconds = time.monotonic() - began
        RunControl.objects.create(
            run=pen.run, control_id=control.id, version=control.version, life=life, mode=mode, text=text,
            sql_sha256=control.sql_sha256(mode), subjects=outcome.subjects, judged=outcome.judged,
            unjudged=json.dumps(unjudged), found=found, raised=changes.raised, changed=changes.changed,
            reopened=changes.reopened, cleared=changes.cleared, held=held, milliseconds=int(seconds * 1000),
        )  # fmt: skip
        Watermark.objects.update_or_create(control_id=control.id, defaults={**watermark, "run": pen.run})
    return Judged(
        control, life, mode, outcome.subjects, outcome.judged, unjudged, found, held, changes, time.monotonic() - began
    )


def _rows(pen: Pen, control: Frozen, outcome: Outcome, shadow: bool) -> Iterator[tuple[Any, ...]]:
    """The findings as rows of the stage; the first one alone, so that a person sees it at once."""
    ground = pen.citer.ground(control) or "house"
    sql_sha256, major = control.sql_sha256(outcome.mode), control.major
    last, size = None, CHUNK if pen.on_found is None else 1
    while chunk := list(islice(outcome.found, size)):
        size = CHUNK
        holders = policyholders(pen.engine, (found.policy_id for found in chunk))
        for found in chunk:
            if found.record_id == last:
                continue
            last = found.record_id
            facts = facts_of(found, found.ground or ground)
            if pen.on_found is not None:
                pen.on_found(control, facts)
            evidence = evidence_text(facts)
            clause, cites = pen.citer.cites(control, facts)
            yield (
                store.finding_key(control.id, major, control.subject, last), control.id, major, control.version,
                control.subject, last, found.policy_id, holders.get(found.policy_id or ""), found.institution_id,
                facts["happened_on"], found.amount_minor, found.currency, facts["ground"], control.severity,
                control.right, control.stage, shadow, evidence, sha256(evidence.encode()).hexdigest(), clause, cites,
                cause_key(control, facts), sql_sha256,
            )  # fmt: skip


def cause_key(control: Frozen, facts: Mapping[str, Any]) -> str:
    """One key for all findings of one cause; without declared columns each finding is its own cause."""
    told = tuple(str(facts.get(column, "")) for column in control.cause or ("record_id",))
    return _cause(control.id, control.version.split(".")[0], told)


@lru_cache(maxsize=10_000)
def _cause(control_id: str, major: str, told: tuple[str, ...]) -> str:
    return sha256("\x1f".join((control_id, major, *told)).encode()).hexdigest()[:32]


def policyholders(engine: Engine, policies: Iterable[str | None]) -> dict[str, str]:
    """The customer number behind each policy, as far as it is known."""
    wanted = sorted({policy for policy in policies if policy is not None})
    if not wanted:
        return {}
    engine.fill("wanted_policies", {"policy_id": "string"}, ([policy] for policy in wanted))
    rows = engine.rows(
        "SELECT p.policy_id, p.policyholder_id FROM policies AS p"
        " JOIN wanted_policies AS w ON w.policy_id = p.policy_id",
        {"policy_id": "string", "policyholder_id": "string"},
    )
    return {policy: holder for policy, holder in rows if holder is not None}


def _gone(engine: Engine, control: Frozen, outcome: Outcome, supplies: Mapping[str, Supply]) -> tuple[list[str], int]:
    """Keys of remembered findings that are wrongs no more, and how many cannot be told for want of supply."""
    needed = [supplies[table] for table in (control.subject, *control.reads) if table in supplies]
    if any(not supply.there for supply in needed):
        return [], sum(1 for _ in store.unseen(control.id))
    remembered = {seen.record_id: seen for seen in store.unseen(control.id)}
    if not remembered:
        return [], 0
    if outcome.mode == "part":
        scope = _among(engine, remembered, f"SELECT {load_contracts()[control.subject].key} AS record_id FROM subject")
        remembered = {record: seen for record, seen in remembered.items() if record in scope}
    unknown = control.sql.get(f"unknown_{outcome.mode}")
    unclear = _among(engine, remembered, f"SELECT record_id FROM ({unknown}) AS u") if unknown else set()
    gone, held = [], 0
    for record, seen in remembered.items():
        if record in unclear or _cannot_be_judged(control, seen, needed):
            held += 1
        else:
            gone.append(seen.key)
    return gone, held


def _cannot_be_judged(control: Frozen, seen: store.Unseen, needed: list[Supply]) -> bool:
    facts = json.loads(seen.evidence)
    for supply in needed:
        mine, theirs = control.reads.get(supply.table, ("record_id", load_contracts()[control.subject].key))
        key = facts.get(mine, seen.record_id if mine == theirs else None)
        reason = supply.reason_against(on=seen.happened_on, key_column=theirs, key=key, institution=seen.institution_id)
        if reason is not None:
            return True
    return False


def _among(engine: Engine, records: Iterable[str], sql: str) -> set[str]:
    """Those of the records that a SELECT of `record_id` answers."""
    given = list(records)
    if not given:
        return set()
    engine.fill("wanted_records", {"record_id": "string"}, ([record] for record in given))
    rows = engine.rows(
        f"SELECT w.record_id FROM wanted_records AS w WHERE w.record_id IN (SELECT a.record_id FROM ({sql}) AS a)",
        {"record_id": "string"},
    )
    return {str(row[0]) for row in rows}

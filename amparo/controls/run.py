"""Runs frozen controls on an engine: subjects in, findings with their facts out, and what could not be judged and why.

No Ibis, no database of ours, no clock. The caller shows the engine the tables under their contract names, calls
`lay_law` once, then `judge` for each control; what is found is streamed, so a hundred million rows fit.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from amparo.controls.engines import Engine
from amparo.controls.frozen import Frozen
from amparo.controls.supply import Supply
from amparo.records.contract import load_contracts

LAW_TYPES: Mapping[str, Mapping[str, str]] = {
    "law_values": {
        "name": "string",
        "valid_from": "date",
        "valid_to": "date",
        "legal_value": "int64",
        "house_value": "int64",
        "value": "int64",
        "ground": "string",
    },
    "law_due": {
        "rule": "string",
        "from_on": "date",
        "due_strict_on": "date",
        "due_rolled_on": "date",
        "house_due_on": "date",
        "ground": "string",
    },
    "run_day": {"as_of": "date"},
}
COMMON = ("record_id", "policy_id", "institution_id", "happened_on", "amount_minor", "currency", "ground")
NEAR_MOST = 5


@dataclass(frozen=True, slots=True)
class Found:
    """One wrong: whose record, when, how much in minor units, on what ground, and the facts compared.

    `evidence` holds what JSON holds (days and moments as ISO text), so that its canonical bytes can be hashed.
    """

    control_id: str
    record_id: str
    policy_id: str | None
    institution_id: str | None
    happened_on: date
    amount_minor: int
    currency: str
    ground: str | None
    evidence: Mapping[str, Any]


@dataclass
class Outcome:
    """What one control made of one run; complete once `found` has been read to its end."""

    control: Frozen
    mode: str
    subjects: int
    found: Iterator[Found]
    unjudged: Counter[tuple[str, str]] = field(default_factory=Counter)
    found_count: int = 0

    @property
    def judged(self) -> int:
        """Subjects for which there was an answer."""
        return self.subjects - sum(self.unjudged.values())


def lay_law(engine: Engine, *, values: Iterable[Sequence[Any]], due: Iterable[Sequence[Any]], as_of: date) -> None:
    """Lay the law of this run beside the records; the columns of the rows are those of `LAW_TYPES`, in order."""
    engine.fill("law_values", LAW_TYPES["law_values"], values)
    engine.fill("law_due", LAW_TYPES["law_due"], due)
    engine.fill("run_day", LAW_TYPES["run_day"], [(as_of,)])


def judge(
    engine: Engine, control: Frozen, *, mode: str = "whole", supplies: Mapping[str, Supply] | None = None
) -> Outcome:
    """Judge the subject rows by one control: `whole` the table itself, `part` the table `subject` the caller made.

    `supplies` says how far each table may be relied on; a table it does not name is taken as complete. A control
    that reads a missing table judges nothing and says so.
    """
    subject = control.subject if mode == "whole" else "subject"
    contract = load_contracts()[control.subject]
    subjects = engine.count(f"SELECT count(*) FROM {subject}")
    needed = [s for t in (control.subject, *control.reads) if (s := (supplies or {}).get(t)) is not None]
    outcome = Outcome(control, mode, subjects, iter(()))
    missing = next((s for s in needed if not s.there), None)
    if missing is not None:
        if subjects or missing.table == control.subject:
            outcome.unjudged["missing", missing.table] = subjects
        return outcome
    _count_beyond(engine, outcome, subject, contract.day, needed)
    if control.unknown_says:
        for reason, number in engine.rows(
            f"SELECT reason, count(*) FROM ({control.sql[f'unknown_{mode}']}) AS u GROUP BY reason",
            {"reason": "string", "n": "int64"},
        ):
            outcome.unjudged[str(reason), ""] += int(number)
    outcome.found = _found(engine, outcome, mode, contract.key, subject, needed)
    return outcome


def _count_beyond(engine: Engine, outcome: Outcome, subject: str, day: str, needed: list[Supply]) -> None:
    """Count the subjects of days that some table does not reach, once each, under the first table that fails them."""
    limits = sorted(
        [(s.covers_until, "stale", s.table) for s in needed if s.covers_until is not None]
        + [
            (date.fromordinal(s.quarantined_from.toordinal() - 1), "quarantined", s.table)
            for s in needed
            if s.quarantined_from is not None
        ]
    )
    if not limits:
        return
    until, reason, table = limits[0]
    beyond = engine.count(f"SELECT count(*) FROM {subject} AS s WHERE s.{day} > {_day_literal(engine, until)}")
    if beyond:
        outcome.unjudged[reason, table] = beyond


def _found(
    engine: Engine, outcome: Outcome, mode: str, key: str, subject: str, needed: list[Supply]
) -> Iterator[Found]:
    control = outcome.control
    columns = control.columns[mode]
    found_table = f"found_{control.id.replace('-', '_').lower()}"
    engine.keep(found_table, control.sql[mode])
    rows = engine.rows(
        f"SELECT {_listed(engine, columns)} FROM {found_table} ORDER BY record_id{engine.collate}", columns
    )
    near: Iterator[tuple[str, list[dict[str, Any]]]] = iter(())
    if "near" in control.sql:
        near = _near(engine, control, found_table, key, subject)
    waiting = next(near, None)
    reach = {s.table: control.reads.get(s.table, (key, key)) for s in needed}
    for row in rows:
        facts = dict(zip(columns, row, strict=True))
        reason = _unjudgeable(facts, needed, reach)
        while waiting is not None and waiting[0] < facts["record_id"]:
            waiting = next(near, None)
        candidates = waiting[1] if waiting is not None and waiting[0] == facts["record_id"] else []
        if reason is not None:
            if reason[0] not in ("stale", "quarantined"):  # those days were counted beforehand
                outcome.unjudged[reason] += 1
            continue
        outcome.found_count += 1
        yield _as_found(control, facts, candidates)


def _unjudgeable(
    facts: Mapping[str, Any], needed: list[Supply], reach: Mapping[str, tuple[str, str]]
) -> tuple[str, str] | None:
    for supply in needed:
        subject_column, table_column = reach[supply.table]
        key = facts.get(subject_column, facts["record_id"] if subject_column == table_column else None)
        reason = supply.reason_against(
            on=facts["happened_on"],
            key_column=table_column,
            key=_json(key),
            institution=facts["institution_id"],
        )
        if reason is not None:
            return reason, supply.table
    return None


def _as_found(control: Frozen, facts: dict[str, Any], candidates: list[dict[str, Any]]) -> Found:
    evidence = {name: _json(value) for name, value in facts.items() if name not in COMMON}
    if "near" in control.sql:
        evidence["near"] = candidates
    return Found(
        control_id=control.id,
        record_id=facts["record_id"],
        policy_id=facts["policy_id"],
        institution_id=facts["institution_id"],
        happened_on=facts["happened_on"],
        amount_minor=facts["amount_minor"],
        currency=facts["currency"],
        ground=facts.get("ground"),
        evidence=evidence,
    )


def _near(
    engine: Engine, control: Frozen, found_table: str, key: str, subject: str
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """For each found record its nearest candidates (those failing the fewest conditions first), with what each failed."""
    near_subject = control.sql["near"]
    columns = control.columns["near"]
    engine.keep(
        "near_subject", f"SELECT s.* FROM {subject} AS s WHERE s.{key} IN (SELECT record_id FROM {found_table})"
    )
    sql = _subject_named(near_subject, "near_subject")
    order = f"record_id{engine.collate}, candidate_id{engine.collate}"
    rows = engine.rows(f"SELECT {_listed(engine, columns)} FROM ({sql}) AS n ORDER BY {order}", columns)
    at = list(columns).index("record_id")
    for record, group in groupby(rows, key=lambda row: str(row[at])):
        pairs = [dict(zip(columns, row, strict=True)) for row in group]
        best = heapq.nsmallest(
            NEAR_MOST, pairs, key=lambda p: (-sum(p[c] for c in p if c.startswith("met_")), p["candidate_id"])
        )
        yield record, [_candidate(pair) for pair in best]


def _candidate(pair: Mapping[str, Any]) -> dict[str, Any]:
    facts = {
        n: _json(v) for n, v in pair.items() if n not in ("record_id", "candidate_id") and not n.startswith("met_")
    }
    failed = [n.removeprefix("met_") for n, v in pair.items() if n.startswith("met_") and not v]
    return {"candidate": pair["candidate_id"], "failed": failed, **facts}


def _subject_named(sql: str, name: str) -> str:
    """The near SQL reads a table called subject; in a whole run that is a cut of the log under another name."""
    return f"WITH subject AS (SELECT * FROM {name}) SELECT * FROM ({sql}) AS near_rows"


def _json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else value


def _listed(engine: Engine, columns: Iterable[str]) -> str:
    """Column names in quotes: a control may call a fact by a word of SQL (`limit`)."""
    mark = "`" if engine.dialect == "spark" else '"'
    return ", ".join(f"{mark}{column}{mark}" for column in columns)


def _day_literal(engine: Engine, on: date) -> str:
    return f"'{on.isoformat()}'" if engine.dialect == "sqlite" else f"DATE '{on.isoformat()}'"

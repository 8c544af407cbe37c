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
from amparo.controls.unjudged import Limits, count_by_reason, limits
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
    """What one control made of one run; complete once `found` has been read to its end.

    `unjudged_sql` is a SELECT of the `record_id` of those subjects that supply leaves unjudged, '' when there are none.
    """

    control: Frozen
    mode: str
    subjects: int
    found: Iterator[Found]
    unjudged: Counter[tuple[str, str]] = field(default_factory=Counter)
    found_count: int = 0
    unjudged_sql: str = ""

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

    `supplies` says how far each table may be relied on; a table it does not name is taken as complete. Subjects that
    cannot be judged are counted, each once, whether they would have been found or not; what a control finds of them is
    never told. `Outcome.unjudged_sql` names them until the same control is judged again.
    """
    subject = control.subject if mode == "whole" else "subject"
    key = load_contracts()[control.subject].key
    known = limits(engine, control, subject=subject, supplies=supplies or {})
    if known.all is not None:
        there = known.all != ("missing", control.subject)
        subjects = engine.count(f"SELECT count(*) FROM {subject}") if there else 0
        every = f"SELECT s.{key} AS record_id FROM {subject} AS s" if there else ""
        return Outcome(control, mode, subjects, iter(()), Counter({known.all: subjects}), unjudged_sql=every)
    subjects = engine.count(f"SELECT count(*) FROM {subject}")
    outcome = Outcome(control, mode, subjects, iter(()))
    name = control.id.replace("-", "_").lower()
    found_sql, not_laid = control.sql[mode], ""
    if known.sql:
        engine.keep(f"unjudged_{name}", known.sql)
        outcome.unjudged = count_by_reason(engine, f"unjudged_{name}", known.reasons)
        outcome.unjudged_sql = f"SELECT u.record_id FROM unjudged_{name} AS u"
        not_laid = f"NOT EXISTS (SELECT 1 FROM unjudged_{name} AS u WHERE u.record_id = f.record_id)"
        found_sql = f"SELECT f.* FROM ({found_sql}) AS f" + (f" WHERE {not_laid}" if not control.grouped else "")
    engine.keep(f"found_{name}", found_sql)
    if control.unknown_says:
        outcome.unjudged.update(_unknown(engine, control, mode, f"found_{name}", not_laid))
    outcome.found = _found(engine, outcome, key, subject, known, name)
    return outcome


def _unknown(engine: Engine, control: Frozen, mode: str, found: str, not_laid: str) -> Counter[tuple[str, str]]:
    """What the control itself cannot tell, for subjects not counted yet and not found wrong all the same."""
    counted: Counter[tuple[str, str]] = Counter()
    one = (
        f"SELECT f.record_id, min(f.reason) AS reason FROM ({control.sql[f'unknown_{mode}']}) AS f GROUP BY f.record_id"
    )
    where = f"NOT EXISTS (SELECT 1 FROM {found} AS w WHERE w.record_id = f.record_id)"
    if not_laid:
        where += f" AND {not_laid}"
    for reason, number in engine.rows(
        f"SELECT f.reason, count(*) AS n FROM ({one}) AS f WHERE {where} GROUP BY f.reason",
        {"reason": "string", "n": "int64"},
    ):
        counted[reason, ""] += number
    return counted


def _found(engine: Engine, outcome: Outcome, key: str, subject: str, known: Limits, name: str) -> Iterator[Found]:
    control = outcome.control
    columns = control.columns[outcome.mode]
    rows = engine.rows(
        f"SELECT {_listed(engine, columns)} FROM found_{name} ORDER BY record_id{engine.collate}", columns
    )
    near: Iterator[tuple[str, list[dict[str, Any]]]] = iter(())
    if "near" in control.sql:
        near = _near(engine, control, name, key, subject)
    waiting = next(near, None)
    for row in rows:
        facts = dict(zip(columns, row, strict=True))
        while waiting is not None and waiting[0] < facts["record_id"]:
            waiting = next(near, None)
        reason = known.beyond(facts["happened_on"])
        if control.grouped:
            reason = reason or next((by[facts[c]] for c, by in known.precise.items() if facts[c] in by), None)
        if reason is not None:
            if not control.grouped:  # of a group's rows those beyond were counted beforehand
                outcome.unjudged[reason] += 1
            continue
        candidates = waiting[1] if waiting is not None and waiting[0] == facts["record_id"] else []
        outcome.found_count += 1
        yield _as_found(control, facts, candidates)
    engine.forget(f"found_{name}")
    if "near" in control.sql:
        engine.forget(f"near_{name}")


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
    engine: Engine, control: Frozen, name: str, key: str, subject: str
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """For each found record its nearest candidates (those failing the fewest conditions first), with what each failed."""
    columns = control.columns["near"]
    named = ", ".join(f"s.{c}" for c in load_contracts()[control.subject].types if c in control.sql["near"])
    cut = f"SELECT {named} FROM {subject} AS s WHERE s.{key} IN (SELECT f.record_id FROM found_{name} AS f)"
    engine.keep(f"near_{name}", cut)
    sql = f"WITH subject AS (SELECT * FROM near_{name}) SELECT * FROM ({control.sql['near']}) AS near_rows"
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


def _json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else value


def _listed(engine: Engine, columns: Iterable[str]) -> str:
    """Column names in quotes: a control may call a fact by a word of SQL (`limit`)."""
    mark = "`" if engine.dialect == "spark" else '"'
    return ", ".join(f"{mark}{column}{mark}" for column in columns)

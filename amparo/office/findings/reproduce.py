"""One finding found again: its own SQL, on its own inputs, under its own law, compared to the byte."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from amparo.controls.engines import Engine, plain_sql
from amparo.controls.engines.duckdb import DuckDBEngine
from amparo.controls.frozen import Frozen, load_frozen
from amparo.controls.run import judge, lay_law
from amparo.office.elsewhere import opened
from amparo.office.findings import deliveries, texts
from amparo.office.findings.judging import evidence_text, facts_of
from amparo.office.findings.models import Finding, Part, Run, RunControl
from amparo.office.findings.runs import open_warehouse
from amparo.office.house import House
from amparo.proof.canonical import digest
from amparo.records.contract import load_contracts

CHUNK = 1 << 20


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was: `what` is input_missing, input_changed, input_elsewhere, law_changed,
    sql_changed, evidence, not_found or run_incomplete; `where` names it."""

    what: str
    where: str
    before: str = ""
    now: str = ""


@dataclass(frozen=True)
class Reproduction:
    """What came of finding it again. `notes` say what has changed since, though it does not matter here."""

    finding: str
    control_id: str
    run_id: int
    equal: bool
    differences: tuple[Difference, ...]
    notes: tuple[Difference, ...]
    evidence_sha256: str
    again_sha256: str
    sql_sha256: str
    law_sha256: str
    inputs_sha256: str
    parts: int


def reproduce(house: House, finding: Finding) -> Reproduction:
    """Run the finding's stored SQL on the stored inputs of the run that last saw it and compare the evidence's bytes.

    Inputs that lie elsewhere are not under our keeping: the SQL is run on what is there now, and what changed is told.
    """
    run = Run.objects.select_related("law").get(pk=finding.run_last_id)
    ran = RunControl.objects.select_related("text").filter(run=run, control_id=finding.control_id).first()
    if ran is None:
        lost = Difference("run_incomplete", f"run {run.pk}", finding.control_id)
        return _answer(finding, run, None, [lost], [], "")
    control, intact = texts.kept_control(ran.text)
    law, lawful = texts.kept_law(run.law)
    differences = _inputs(house, run) if run.engine == "duckdb" else _not_there(house, run)
    if not lawful:
        differences.append(Difference("law_changed", f"law text {run.law.sha256[:12]}"))
    if not intact or control.sql_sha256(ran.mode) != ran.sql_sha256:
        differences.append(Difference("sql_changed", f"SQL text of {control.id}", ran.sql_sha256))
    if _hash(finding.evidence) != finding.evidence_sha256:
        differences.append(Difference("evidence", "what is remembered of the finding", finding.evidence_sha256))
    if any(d.what.startswith("input_") for d in differences):
        return _answer(finding, run, ran, differences, _since(house, run, ran, control), "")
    changed: list[Difference] = []
    if run.engine == "duckdb":
        again = _found_again(house, run, control, ran.mode, finding, law)
    else:
        again, changed = _found_there(house, run, control, finding, law)
    if again is None:
        differences.append(Difference("not_found", f"{finding.subject_type} {finding.record_id}"))
    elif again != finding.evidence:
        differences += _compared(json.loads(finding.evidence), json.loads(again))
    notes = changed[:1] + _since(house, run, ran, control)  # the first says where they lie
    if again == finding.evidence:
        notes += changed[1:]
    else:
        differences += changed[1:]
    return _answer(finding, run, ran, differences, notes, again or "")


def _found_again(house: House, run: Run, control: Frozen, mode: str, finding: Finding, law: texts.Law) -> str | None:
    parts = deliveries.parts_of_ids(house.root, json.loads(run.inputs))
    with open_warehouse(house, parts) as warehouse:
        return _judged_again(DuckDBEngine(warehouse.connection), run, control, mode, finding, law)


def _judged_again(engine: Engine, run: Run, control: Frozen, mode: str, finding: Finding, law: texts.Law) -> str | None:
    """The evidence of that finding alone, found by the control on an engine."""
    wanted = plain_sql(finding.record_id)
    cut = f"SELECT * FROM ({control.sql[mode]}) AS all_found WHERE all_found.record_id = {wanted}"
    alone = replace(control, sql={**control.sql, mode: cut})
    lay_law(engine, values=law.values, due=law.due, as_of=run.as_of)
    if mode == "part":
        key = load_contracts()[control.subject].key
        engine.keep("subject", f"SELECT * FROM {control.subject} WHERE {key} = {wanted}")
    for found in judge(engine, alone, mode=mode).found:
        if found.record_id == finding.record_id:
            return evidence_text(facts_of(found, found.ground or finding.ground))
    return None


def _not_there(house: House, run: Run) -> list[Difference]:
    """A run on a warehouse this house no longer names cannot be repeated."""
    if house.dialect == run.engine:
        return []
    return [Difference("input_missing", f"the tables of {run.engine}; name them under `records` of house.yaml")]


def _found_there(
    house: House, run: Run, control: Frozen, finding: Finding, law: texts.Law
) -> tuple[str | None, list[Difference]]:
    """The evidence found on what lies elsewhere now; where that is, and which tables the control needs are not as then."""
    assert house.records is not None
    before = json.loads(run.inputs)
    needed = sorted({control.subject, *control.reads})
    with opened(house.records, tables={*needed, "policies"}) as there:
        changed = [Difference("input_elsewhere", f"{run.engine}, {there.says}", before["at"], there.says)]
        if before["at"] == there.says:
            changed = [Difference("input_elsewhere", f"{run.engine}, {there.says}")]
        tables = there.inputs["tables"]
        for name in needed:
            then, now = before["tables"].get(name), tables.get(name)
            if then != now:
                changed.append(Difference("input_changed", name, _rows(then), _rows(now)))
        return _judged_again(there.engine, run, control, "whole", finding, law), changed


def _rows(told: Mapping[str, Any] | None) -> str:
    return f"{told['rows']:,} rows, mark {told['mark']}" if told else "no such table"


def _inputs(house: House, run: Run) -> list[Difference]:
    """What of the run's inputs is missing or has other bytes now."""
    ids = json.loads(run.inputs)
    parts = {part.pk: part for part in Part.objects.in_bulk(ids).values()}
    differences = [Difference("input_missing", f"part {number}") for number in ids if number not in parts]
    for part in parts.values():
        told = json.loads(part.facts)
        files = [(part.path, part.sha256), (told.get("hidden_path"), told.get("hidden_sha256"))]
        for name, expected in files:
            if name is None:
                continue
            path = house.root / name
            if not path.is_file():
                differences.append(Difference("input_missing", name, expected or ""))
            elif (now := _file_hash(path)) != expected:
                differences.append(Difference("input_changed", name, expected or "", now))
    listed = digest([[parts[number].path, parts[number].sha256] for number in sorted(parts)])
    if not differences and listed != run.inputs_sha256:
        differences.append(
            Difference("input_changed", f"the list of inputs of run {run.pk}", run.inputs_sha256, listed)
        )
    return differences


def _since(house: House, run: Run, ran: RunControl, control: Frozen) -> list[Difference]:
    """What is different today: told, because a reader may wonder, though the stored law and SQL were used."""
    notes = []
    if house.pack.sha256 != run.pack_sha256:
        notes.append(Difference("law_changed", "the pack in use today", run.pack_sha256, house.pack.sha256))
    if house.sha256 != run.house_sha256:
        notes.append(Difference("settings_changed", "house.yaml today", run.house_sha256, house.sha256))
    today = load_frozen(run.engine).get(control.id)
    if today is None:
        notes.append(Difference("sql_changed", f"{control.id} is retired", ran.version))
    elif today.sql.get(ran.mode) != control.sql[ran.mode]:
        notes.append(Difference("sql_changed", f"{control.id} today", ran.version, today.version))
    return notes


def _compared(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    """Fact by fact, what differs."""
    return [
        Difference("evidence", name, json.dumps(before.get(name)), json.dumps(now.get(name)))
        for name in sorted({*before, *now})
        if before.get(name) != now.get(name)
    ]


def _answer(
    finding: Finding,
    run: Run,
    ran: RunControl | None,
    differences: list[Difference],
    notes: list[Difference],
    again: str,
) -> Reproduction:
    return Reproduction(
        finding=finding.key,
        control_id=finding.control_id,
        run_id=run.pk,
        equal=not differences and again == finding.evidence,
        differences=tuple(differences),
        notes=tuple(notes),
        evidence_sha256=finding.evidence_sha256,
        again_sha256=_hash(again) if again else "",
        sql_sha256=ran.sql_sha256 if ran is not None else "",
        law_sha256=run.law_id,
        inputs_sha256=run.inputs_sha256,
        parts=len(inputs if isinstance(inputs := json.loads(run.inputs), list) else inputs["tables"]),
    )


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _file_hash(path: Path) -> str:
    hashed = sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            hashed.update(piece)
    return hashed.hexdigest()

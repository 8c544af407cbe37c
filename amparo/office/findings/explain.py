"""One finding explained: the facts, why nothing covered it, the law of that day, the deadline's working, the run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from amparo.controls.engines import plain_sql
from amparo.controls.frozen import Frozen
from amparo.law.deadlines import Deadline, DeadlineError, deadline
from amparo.office.elsewhere import opened
from amparo.office.findings import deliveries
from amparo.office.findings.models import Finding, FindingEvent, NamesSeen, Run
from amparo.office.findings.runs import open_warehouse
from amparo.office.findings.view import FindingView
from amparo.office.house import House
from amparo.records.contract import Contract, load_contracts
from amparo.records.vault import Keys, Vault


@dataclass(frozen=True)
class Event:
    """What a run did to a finding, and when."""

    run: int
    event: str
    at: datetime
    version: str


@dataclass(frozen=True)
class Ran:
    """The run that last saw a finding, by its hashes."""

    id: int
    as_of: date
    started_at: datetime
    pack_version: str
    pack_sha256: str
    law_sha256: str
    inputs_sha256: str
    house_sha256: str


@dataclass(frozen=True)
class Explanation:
    """All there is to tell of one finding; `row` is its record as it stands now, persons as tokens."""

    view: FindingView
    control: Frozen
    row: Mapping[str, Any]
    deadline: Deadline | None
    events: tuple[Event, ...]
    run: Ran
    sql_sha256: str
    names: Mapping[str, str]


def explain(house: House, finding: Finding, view: FindingView, control: Frozen) -> Explanation:
    """Gather what is known of a finding; nothing is judged again and no name is opened."""
    run = Run.objects.get(pk=finding.run_last_id)
    row = record_row(house, finding)
    events = FindingEvent.objects.filter(finding=finding).order_by("id")
    return Explanation(
        view=view,
        control=control,
        row=row,
        deadline=_deadline(house, control, finding, row),
        events=tuple(Event(e.run_id, e.event, e.at, e.version) for e in events),
        run=Ran(
            run.pk,
            run.as_of,
            run.started_at,
            run.pack_version,
            run.pack_sha256,
            run.law_id,
            run.inputs_sha256,
            run.house_sha256,
        ),
        sql_sha256=finding.sql_sha256,
        names={},
    )


def record_row(house: House, finding: Finding) -> dict[str, Any]:
    """The record a finding is about, as it stands now; empty for a group of records."""
    contract = load_contracts()[finding.subject_type]
    return _row(house, contract, contract.key, finding.record_id)


def open_names(house: House, finding: Finding, *, who: str, purpose: str, at: datetime) -> dict[str, str]:
    """The names and accounts behind a finding's tokens, by column; that they were looked at is remembered first."""
    contracts = load_contracts()
    tokens = _tokens(contracts[finding.subject_type], record_row(house, finding))
    if finding.customer_id:
        customers = contracts["customers"]
        row = _row(house, customers, customers.key, finding.customer_id)
        tokens |= {f"customer {name}": token for name, token in _tokens(customers, row).items()}
    NamesSeen.objects.create(at=at, who=who, finding_key=finding.key, purpose=purpose, tokens=len(tokens))
    with Vault(house.data / "identities.sqlite", Keys.read(house.root / "keys")) as vault:
        opened = vault.open_(sorted(set(tokens.values())))
    return {name: opened[token] for name, token in tokens.items() if token in opened}


def _tokens(contract: Contract, row: Mapping[str, Any]) -> dict[str, str]:
    return {
        column.token.source: str(row[column.name])
        for column in contract.columns
        if column.token is not None and row.get(column.name) is not None
    }


def _row(house: House, contract: Contract, key: str, value: str) -> dict[str, Any]:
    if house.records is not None:
        with opened(house.records, tables=[contract.name], measured=False) as there:
            where = f"WHERE {key} = {plain_sql(value)}"
            found = there.engine.rows(
                f"SELECT {', '.join(contract.types)} FROM {contract.name} {where}", contract.types
            )
            return next((dict(zip(contract.types, row, strict=True)) for row in found), {})
    parts = deliveries.live_parts(house.root, contract.name)
    if not parts:
        return {}
    with open_warehouse(house, parts) as warehouse:
        names = list(contract.types)
        rows = warehouse.connection.execute(
            f"SELECT {', '.join(names)} FROM {contract.name} WHERE {key} = {plain_sql(value)}"
        ).fetchall()
    return dict(zip(names, rows[0], strict=True)) if rows else {}


def _deadline(house: House, control: Frozen, finding: Finding, row: Mapping[str, Any]) -> Deadline | None:
    """The deadline that was missed, with its working, if the control knows one."""
    if not control.due or not control.due_start:
        return None
    facts = json.loads(finding.evidence)
    start = facts.get(control.due_start) or row.get(control.due_start)
    if start is None:
        return None
    on = start if isinstance(start, date) else date.fromisoformat(str(start)[:10])
    if isinstance(on, datetime):
        on = on.date()
    cited = {cite.get("name") for cite in json.loads(finding.cites)}
    rule = next((rule for rule in control.due if rule in cited), None)
    if rule is None:
        return None
    try:
        return deadline(house.pack, rule, on, house_limits=house.limits)
    except DeadlineError:
        return None

"""One run: the records as they are, the law of their days laid beside them, each control judged and remembered."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Sum

from amparo import __version__
from amparo.controls.engines import Engine
from amparo.controls.engines.duckdb import DuckDBEngine
from amparo.controls.frozen import Frozen, load_frozen
from amparo.controls.run import lay_law
from amparo.controls.supply import Supply
from amparo.law.strict_yaml import StrictFileError, nearest
from amparo.office.elsewhere import kept_inputs, opened
from amparo.office.findings import deliveries, texts
from amparo.office.findings.cites import Citer
from amparo.office.findings.dirty import Dirty, Mark
from amparo.office.findings.intact import require_intact
from amparo.office.findings.judging import Judged, Pen, judge_and_save
from amparo.office.findings.models import Finding, LawText, Part, Run, Watermark
from amparo.office.findings.supply_of import supply_state
from amparo.office.house import House
from amparo.proof.canonical import digest
from amparo.records.contract import load_contracts
from amparo.records.parts import Part as RecordsPart
from amparo.records.warehouse import Warehouse


@dataclass(frozen=True)
class Step:
    """One control is about to be judged, or was: which of how many, and the subjects judged so far."""

    number: int
    total: int
    control: Frozen
    subjects: int
    judged: Judged | None = None


@dataclass(frozen=True)
class OpenFindings:
    """The findings of a control that are open now: how many, and how much, by currency."""

    count: int = 0
    amounts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class RunReport:
    """A run as a person reads it: what it looked at, what each control found and could not judge, what is open."""

    run_id: int
    as_of: date
    batch: int
    looked_at: Mapping[str, int]
    controls: tuple[Judged, ...]
    open: Mapping[str, OpenFindings]
    seconds: float

    @property
    def open_count(self) -> int:
        """Open findings of the controls of this run that are on, those set aside by a person not counted."""
        on = {judged.control.id for judged in self.controls if judged.life == "on"}
        return sum(found.count for control, found in self.open.items() if control in on)

    @property
    def judged_nothing(self) -> bool:
        """There was something to judge, and no control could judge any of it."""
        return any(one.subjects for one in self.controls) and not any(one.judged for one in self.controls)


def lives(house: House, controls: Mapping[str, Frozen], chosen: Collection[str] | None = None) -> dict[str, str]:
    """Each control to be judged with its life (`on` or `shadow`): as the house says, else as it ships.

    A control that stands on uncertain clauses alone (M, ?) is off unless the house says otherwise.
    """
    for name in (*house.controls, *(chosen or ())):
        if name not in controls:
            raise StrictFileError(
                "house.yaml" if name in house.controls else "--control",
                f"no control {name!r}",
                f"{nearest(name, controls)}; `amparo controls` lists them",
            )
    found = {}
    for name, control in controls.items():
        plain = control.life if house.pack.ground(control.clauses) else "off"
        life = house.controls.get(name, plain)
        if life != "off" and (chosen is None or name in chosen):
            found[name] = life
    if not found:
        named = f"{', '.join(chosen)}: off in this house" if chosen else "no control is on"
        raise StrictFileError(
            "house.yaml",
            f"{named}; expected at least one that the law of {house.pack.country} carries, or that the house switched on",
            "write controls: {ID: on}, or look at `country`; see `amparo controls`",
        )
    return found


def open_warehouse(house: House, parts: list[RecordsPart]) -> Warehouse:
    """The records of these parts, within the house's memory; `PartDamaged` if a file is gone or was altered."""
    require_intact(house.root, parts)
    temp = house.data / "temp"
    temp.mkdir(parents=True, exist_ok=True)
    return Warehouse(parts, memory_limit=house.memory, threads=house.threads, temp=temp)


@dataclass(frozen=True)
class Records:
    """The records of a house opened, wherever they lie, with what identifies them; `dirty` where changes are known."""

    engine: Engine
    dirty: Dirty | None
    supplies: Mapping[str, Supply]
    inputs: Any
    inputs_sha256: str
    looked_at: Mapping[str, int]
    first_day: Callable[[Collection[Frozen]], date | None]


@contextmanager
def open_records(house: House, supplies: Mapping[str, Supply]) -> Iterator[Records]:
    """The records of this house: its own parts, of which `supplies` tells, or the tables of a warehouse elsewhere."""
    if house.records is not None:
        with opened(house.records) as there:
            inputs = {**there.inputs, "institutions": there.institutions()}
            looked = {name: rows for name, rows in there.rows.items() if rows}
            yield Records(
                there.engine, None, there.supplies, inputs, there.inputs_sha256, looked,
                lambda controls: there.first_day({control.subject for control in controls if control.due}),
            )  # fmt: skip
        return
    parts = list(Part.objects.filter(live=True).order_by("id").values_list("id", "path", "sha256"))
    with open_warehouse(house, deliveries.live_parts(house.root)) as warehouse:
        yield Records(
            DuckDBEngine(warehouse.connection), Dirty(warehouse, load_contracts(), supplies), supplies,
            [part_id for part_id, _, _ in parts], digest([[path, sha256] for _, path, sha256 in parts]),
            looked_at(), first_day,
        )  # fmt: skip


def run(
    house: House,
    *,
    as_of: date,
    now: datetime,
    supplies: Mapping[str, Supply],
    chosen: Collection[str] | None,
    whole: bool,
    check_lease: Callable[[], None],
    progress: Callable[[Step], None] | None = None,
    on_found: Callable[[Frozen, Mapping[str, Any]], None] | None = None,
) -> RunReport:
    """Judge and remember; each control is saved by itself, so that a run that is killed goes on where it stood."""
    began = time.monotonic()
    every = load_frozen(house.dialect)
    alive = lives(house, every, chosen)
    Run.objects.filter(state="running").update(state="failed", finished_at=now)
    outcomes: list[Judged] = []
    with open_records(house, supplies) as records:
        law = law_for(house, every, as_of, first_on=records.first_day(every.values()))
        made = _begin(house, as_of, now, texts.keep_law(law), records)
        lay_law(records.engine, values=law.values, due=law.due, as_of=as_of)
        citer = Citer(house.pack, limits=house.limits, switches=house.switches)
        pen = Pen(records.engine, made, records.supplies, citer, now, check_lease, on_found)
        for number, (name, life) in enumerate(alive.items(), 1):
            subjects = sum(judged.subjects for judged in outcomes)
            if progress is not None:
                progress(Step(number, len(alive), every[name], subjects))
            outcomes.append(_judge_one(pen, every[name], life, records.dirty, whole))
            if progress is not None:
                progress(Step(number, len(alive), every[name], subjects + outcomes[-1].subjects, outcomes[-1]))
    made.state, made.finished_at = "done", now
    made.save(update_fields=["state", "finished_at"])
    seconds = time.monotonic() - began
    return RunReport(made.pk, as_of, made.batch, records.looked_at, tuple(outcomes), open_findings(alive), seconds)


def law_for(house: House, controls: Mapping[str, Frozen], as_of: date, *, first_on: date | None) -> texts.Law:
    """The law as this house is judged by it: each day by its own, with the house's stricter limits."""
    return texts.law_of(
        house.pack,
        list(controls.values()),
        limits=house.limits,
        switches=house.switches,
        first_on=first_on,
        as_of=as_of,
    )


def _judge_one(pen: Pen, control: Frozen, life: str, dirty: Dirty | None, whole: bool) -> Judged:
    """One control: `part` when it ran before on the same basis and its dirty subjects can be named; else `whole`."""
    text = texts.keep_control(control)
    basis = digest([text.sha256, pen.run.law_id])
    mark = Watermark.objects.filter(control_id=control.id, basis_sha256=basis).first()
    mode = "whole"
    if mark is not None and dirty is not None and not whole:
        known = Mark(mark.batch, mark.as_of, json.loads(mark.supplies))
        mode = "part" if dirty.lay_subject(control, known, pen.run.as_of) else "whole"
    watermark = {
        "batch": pen.run.batch,
        "as_of": pen.run.as_of,
        "basis_sha256": basis,
        "supplies": pen.run.supplies,
    }
    return judge_and_save(pen, control, text=text, life=life, mode=mode, watermark=watermark)


def _begin(house: House, as_of: date, now: datetime, law: LawText, records: Records) -> Run:
    return Run.objects.create(
        started_at=now,
        as_of=as_of,
        country=house.country,
        pack_version=house.pack.version,
        pack_sha256=house.pack.sha256,
        house_sha256=house.sha256,
        law=law,
        batch=deliveries.last_batch(),
        inputs=json.dumps(records.inputs, ensure_ascii=False, separators=(",", ":")),
        inputs_sha256=records.inputs_sha256,
        supplies=json.dumps(supply_state(records.supplies), sort_keys=True),
        engine=records.engine.dialect,
        amparo_version=__version__,
    )


def first_day(controls: Collection[Frozen]) -> date | None:
    """The first day of the records whose deadlines are judged."""
    tables = {control.subject for control in controls if control.due}
    first: date | None = Part.objects.filter(live=True, table_name__in=tables).aggregate(f=Min("first_on"))["f"]
    return first


def looked_at() -> dict[str, int]:
    """Rows received of each table, corrections included."""
    rows = Part.objects.filter(live=True).values("table_name").annotate(n=Sum("rows")).order_by("table_name")
    return {row["table_name"]: int(row["n"]) for row in rows}


def open_findings(controls: Collection[str]) -> dict[str, OpenFindings]:
    """What is open now of each control, those that a person dismissed or waived not counted."""
    rows = Finding.objects.filter(status="open", control_id__in=list(controls))
    rows = rows.exclude(triage__in=("dismissed", "waived"))
    found: dict[str, OpenFindings] = {}
    told = rows.values("control_id", "currency").annotate(n=Count("key"), amount=Sum("amount_minor"))
    for row in told.order_by("control_id", "currency"):
        before = found.get(row["control_id"], OpenFindings())
        found[row["control_id"]] = OpenFindings(
            before.count + row["n"], (*before.amounts, (row["currency"], int(row["amount"] or 0)))
        )
    return found


def institutions(house: House) -> list[tuple[str, str | None, str]]:
    """Every institution with the one above it and its name, as the records last say."""
    if house.records is not None:
        return [(code, parent, name) for code, parent, name in kept_inputs()["institutions"]]
    parts = deliveries.live_parts(house.root, "institutions")
    if not parts:
        return []
    with open_warehouse(house, parts) as warehouse:
        rows = warehouse.connection.execute(
            "SELECT institution_id, parent_id, name FROM institutions ORDER BY valid_from, institution_id"
        ).fetchall()
    return list({row[0]: (str(row[0]), row[1], str(row[2])) for row in rows}.values())


def institutions_below(house: House) -> dict[str, frozenset[str]]:
    """Each institution with itself and all under it."""
    above = {code: parent for code, parent, _ in institutions(house)}
    below: dict[str, set[str]] = {code: {code} for code in above}
    for code in above:
        parent, seen = above[code], {code}
        while parent is not None and parent not in seen:
            below.setdefault(parent, {parent}).add(code)
            seen.add(parent)
            parent = above.get(parent)
    return {code: frozenset(codes) for code, codes in below.items()}


def root_institution(house: House) -> str:
    """The institution above all others, or none if the records do not say."""
    return next((code for code, parent, _ in institutions(house) if not parent), "")

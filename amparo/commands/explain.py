"""`amparo explain ID`: one finding told in full, so that it can be forwarded and argued with."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amparo.commands.answers import CLEAN, house_option, json_option, language_option, say_json
from amparo.commands.findings import finding_json
from amparo.commands.opening import now, opened
from amparo.controls.facts import fact_name, fact_value, measured
from amparo.controls.sentences import day, money
from amparo.law.said import Said

if TYPE_CHECKING:
    from amparo.office.findings.explain import Explanation
    from amparo.office.findings.view import ClauseView

WORDS = {
    "facts": Said(zh="事实", en="Facts", es="Hechos"),
    "near": Said(zh="为何都不成立", en="Why nothing covered it", es="Por qué nada lo amparaba"),
    "law": Said(zh="依据", en="What it stands on", es="En qué se funda"),
    "deadline": Said(zh="期限如何计算", en="How the deadline was counted", es="Cómo se contó el plazo"),
    "history": Said(zh="经过", en="History", es="Historia"),
    "proof": Said(zh="证明", en="Proof", es="Prueba"),
    "names": Said(zh="姓名与账号（查看已记录）", en="Names and accounts (this look was recorded)", es="Nombres y cuentas (consulta registrada)"),
    "policy": Said(zh="保单", en="policy", es="póliza"),
    "customer": Said(zh="客户", en="customer", es="cliente"),
    "institution": Said(zh="机构", en="institution", es="institución"),
    "legal": Said(zh="法定限值", en="legal limit", es="límite legal"),
    "house": Said(zh="公司限值", en="house limit", es="límite propio"),
    "due": Said(zh="到期日", en="due", es="vence"),
    "run": Said(zh="第 {run} 次检查", en="run {run}", es="ejecución {run}"),
    "pack": Said(zh="法律包", en="pack", es="paquete"),
    "confirm": Said(zh="（依据待核实）", en="(the source is to be confirmed)", es="(fuente por confirmar)"),
}  # fmt: skip
EVENTS = {
    "raised": Said(zh="新发现", en="raised", es="hallado"),
    "changed": Said(zh="有变化", en="changed", es="cambiado"),
    "cleared": Said(zh="已消除", en="cleared", es="resuelto"),
    "reopened": Said(zh="再次出现", en="reopened", es="reabierto"),
}
GROUNDS = {
    "law": Said(zh="违反法律法规", en="against the law", es="contra la ley"),
    "house": Said(zh="违反公司制度", en="against this house's own policy", es="contra la norma interna"),
}


@click.command()
@click.argument("finding")
@click.option("--names", is_flag=True, help="Show names and accounts; that you looked is recorded.")
@click.option("--purpose", default="", help="What you need the names for; recorded with the look.")
@house_option
@language_option
@json_option
def command(finding: str, names: bool, purpose: str, house: Path, language: str, as_json: bool) -> int:
    """Explain one finding (the first characters of its number are enough): facts, law, working, proof."""
    with opened(house) as opened_house:
        from amparo.office.findings import views_of
        from amparo.office.findings.explain import explain, open_names
        from amparo.office.findings.runs import institutions

        found = views_of.by_prefix(finding)
        viewer = views_of.Viewer(opened_house.pack, {code: name for code, _, name in institutions(opened_house)})
        told = explain(opened_house, found, viewer.view(found), viewer.control(found))
        if names:
            opened_names = open_names(opened_house, found, who=getpass.getuser(), purpose=purpose, at=now())
            told = replace(told, names=opened_names)
        if as_json:
            say_json(explanation_json(told, language))
        else:
            for line in _lines(told, language):
                click.echo(line)
        return CLEAN


def explanation_json(told: Explanation, language: str) -> dict[str, Any]:
    """All of it for programs."""
    answer = finding_json(told.view, language) | {
        "doc": told.control.doc,
        "deadline": told.deadline.as_json(language) if told.deadline is not None else None,
        "events": [{"run": e.run, "event": e.event, "at": e.at.isoformat(), "version": e.version} for e in told.events],
        "run": {
            "id": told.run.id,
            "as_of": told.run.as_of.isoformat(),
            "pack": told.run.pack_version,
            "pack_sha256": told.run.pack_sha256,
            "law_sha256": told.run.law_sha256,
            "inputs_sha256": told.run.inputs_sha256,
            "house_sha256": told.run.house_sha256,
        },
        "sql_sha256": told.sql_sha256,
    }
    return answer | {"names": dict(told.names)} if told.names else answer


def _lines(told: Explanation, language: str) -> Iterator[str]:
    view = told.view
    yield f"{view.control_id} {view.control_title.in_(language)}  {view.finding_id}"
    yield view.sentence(language)
    yield f"{GROUNDS[view.ground].in_(language)}{WORDS['confirm'].in_(language) if view.to_confirm else ''}"
    yield " · ".join(
        f"{WORDS[name].in_(language)} {value}"
        for name, value in (
            ("policy", view.policy_id),
            ("customer", view.customer_id),
            ("institution", f"{view.institution_id} {view.institution_name}".strip() if view.institution_id else None),
        )
        if value
    )
    yield from _section(told, language, "facts", _facts(told, language))
    yield from _section(told, language, "near", (near.sentence(language) for near in view.near))
    yield from _section(told, language, "law", (_clause(clause, view.currency, language) for clause in view.clauses))
    yield from _section(told, language, "deadline", _working(told, language))
    yield from _section(told, language, "names", (f"{name}: {value}" for name, value in told.names.items()))
    ran = WORDS["run"].in_(language)
    events = (
        f"{e.at:%Y-%m-%d %H:%M} UTC  {ran.format(run=e.run)}: {EVENTS[e.event].in_(language)} ({e.version})"
        for e in told.events
    )
    yield from _section(told, language, "history", events)
    run = told.run
    yield from _section(
        told,
        language,
        "proof",
        (
            f"{ran.format(run=run.id)} · {run.as_of.isoformat()} · {WORDS['pack'].in_(language)} {run.pack_version}",
            f"evidence {view.evidence_sha256}",
            f"SQL      {told.sql_sha256}",
            f"law      {run.law_sha256}",
            f"inputs   {run.inputs_sha256}",
            f"amparo reproduce {view.finding_id[:12]}",
        ),
    )


def _section(told: Explanation, language: str, name: str, lines: Any) -> Iterator[str]:
    rows = list(lines)
    if rows:
        yield ""
        yield WORDS[name].in_(language)
        yield from (f"  {row}" for row in rows)


def _facts(told: Explanation, language: str) -> Iterator[str]:
    view = told.view
    yield f"{day(view.happened_on, language)} · {money(view.amount_minor, view.currency, language)}"
    for name, value in view.evidence.items():
        yield f"{fact_name(name, language)}: {fact_value(name, value, view.currency, language)}"


def _clause(clause: ClauseView, currency: str, language: str) -> str:
    told = f"{clause.source_title} {clause.article} [{clause.id}, {clause.confidence}]"
    if clause.says is not None:
        told += f": {clause.says.in_(language)}"
    for name, value in (("legal", clause.legal_value), ("house", clause.house_value)):
        if value is not None:
            told += f" · {WORDS[name].in_(language)} {measured(value, clause.unit, currency, language)}"
    return f"{told} · {clause.link}" if clause.link else told


def _working(told: Explanation, language: str) -> Iterator[str]:
    due = told.deadline
    if due is None:
        return
    yield (
        f"{due.rule}: {due.from_on.isoformat()} + {measured(due.amount, due.unit, '', language)} → {due.due_rolled_on.isoformat()}"
        + (f" · {WORDS['house'].in_(language)} {due.house_due_on.isoformat()}" if due.house_due_on else "")
    )
    for step in due.working:
        span = step.from_on.isoformat()
        if step.to_on != step.from_on:
            span += f" … {step.to_on.isoformat()}"
        yield f"{span}  {step.why.in_(language)}"

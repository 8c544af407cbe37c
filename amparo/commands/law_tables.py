"""How `amparo law` answers: tables for people in three languages, plain objects for programs."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amparo.law.changes import Change, Standing
from amparo.law.counting import Step
from amparo.law.deadlines import Deadline
from amparo.law.pack import OPEN_END, Pack, Rule, Source
from amparo.law.provisions import Dated, Requirement, ground_of
from amparo.law.said import Said
from amparo.law.working import amount_in_words

WIDTH = 110
WEEKDAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
}
CONFIDENCE = {
    "V1": Said(zh="法律（已核对原文）", en="law (text read)", es="ley (texto leído)"),
    "V2": Said(zh="法律（待核）", en="law (to confirm)", es="ley (por confirmar)"),
    "D": Said(zh="公司制度", en="house policy", es="política de la casa"),
    "M": Said(zh="停用（凭记忆）", en="off (from memory)", es="desactivado (de memoria)"),
    "?": Said(zh="停用（存疑）", en="off (doubtful)", es="desactivado (dudoso)"),
}
MARKS = {"counted": "+", "start": "·", "skipped": "–", "paused": "‖", "rolled": "→", "restarted": "↻", "extended": "⇥"}
WORDS = {
    "name": Said(zh="名称", en="Name", es="Nombre"),
    "what": Said(zh="内容", en="What", es="Qué"),
    "value": Said(zh="数值", en="Value", es="Valor"),
    "own": Said(zh="公司限额", en="House's own", es="De la casa"),
    "ground": Said(zh="依据", en="Ground", es="Base"),
    "article": Said(zh="条款", en="Article", es="Artículo"),
    "since": Said(zh="施行期间", en="In force", es="Vigencia"),
    "before": Said(zh="之前", en="Before", es="Antes"),
    "after": Said(zh="之后", en="After", es="Después"),
    "how": Said(zh="变化", en="How", es="Cambio"),
    "clause": Said(zh="条款编号", en="Clause", es="Cláusula"),
    "answers": Said(zh="由何应对", en="Answered by", es="Lo cubre"),
    "gap": Said(zh="未覆盖", en="Not covered", es="Sin cubrir"),
    "day": Said(zh="日期", en="Day", es="Día"),
    "count": Said(zh="计数", en="Count", es="Cuenta"),
    "why": Said(zh="原因", en="Why", es="Motivo"),
    "title": Said(zh="文件", en="Text", es="Texto"),
    "issuer": Said(zh="发布机关与文号", en="Issuer and number", es="Emisor y número"),
    "checked": Said(zh="最近核对", en="Last checked", es="Revisado"),
    "open": Said(zh="起", en="on", es="en adelante"),
    "new": Said(zh="新增", en="new", es="nuevo"),
    "changed": Said(zh="变更", en="changed", es="cambia"),
    "repealed": Said(zh="废止", en="repealed", es="derogado"),
    "none": Said(zh="无变化。", en="Nothing changed.", es="Nada cambia."),
    "strict": Said(zh="届满日（严格）", en="Due, counted strictly", es="Vence, cómputo estricto"),
    "rolled": Said(zh="届满日（休息日顺延）", en="Due, after rest days", es="Vence, tras inhábiles"),
    "moment": Said(zh="届满时刻", en="Due at", es="Vence a las"),
    "house_due": Said(zh="公司期限", en="Due by the house's own limit", es="Vence según la casa"),
    "provisional": Said(
        zh="暂定：所涉年度的放假安排尚未公布，公布后须重新计算。",
        en="Provisional: there is no official notice for a year this leans on; ask again when there is.",
        es="Provisional: falta el calendario oficial de un año del que depende; vuelva a calcular cuando lo haya.",
    ),
    "starts": Said(zh="起算", en="Starts", es="Comienza"),
    "off": Said(
        zh="该期限停用：依据未经核实，不产生认定。",
        en="This limit is off: what it stands on was not confirmed, so nothing is found by it.",
        es="Este plazo está desactivado: su base no está confirmada y no produce hallazgos.",
    ),
}


def w(key: str, language: str) -> str:
    """A word of the tables."""
    return WORDS[key].in_(language)


def show(
    pack: Pack,
    day: date,
    found: Sequence[Standing],
    clauses: Sequence[Requirement],
    limits: Mapping[str, int],
    language: str,
) -> None:
    """Values and deadlines in force, by topic, then the clauses asked for."""
    console = _console()
    console.print(
        f"[bold]{escape(pack.name.in_(language))} · {day.isoformat()}[/] · {pack.version} · {pack.sha256[:12]}"
    )
    for topic in dict.fromkeys(s.topic for s in found):
        heads = ["what", "value", *(["own"] if limits else []), "ground", "since"]
        table = _table(topic, heads, language)
        for s in (s for s in found if s.topic == topic):
            own = [_amount(limits[s.name], s.dated.unit, language) if s.name in limits else ""] if limits else []
            value = _amount(s.dated.value or 0, s.dated.unit, language)
            ground = f"{_cited(pack, s.dated)}\n{CONFIDENCE[s.dated.confidence].in_(language)}"
            table.add_row(_what(s, language), *map(escape, [value, *own, ground, _period(s.dated, language)]))
        console.print(table)
    if clauses:
        requirements(pack, clauses, language)


def diff(first: date, second: date, found: Sequence[Change], language: str) -> None:
    """What differs, before and after side by side."""
    console = _console()
    if not found:
        console.print(w("none", language))
        return
    heads = ["what", "how", "before", "after"]
    table = _table(f"{first.isoformat()} → {second.isoformat()}", heads, language)
    for change in found:
        sides = [_side(dated, language) for dated in (change.before, change.after)]
        table.add_row(_what(change, language), *map(escape, [w(change.how, language), *sides]))
    console.print(table)


def deadline(pack: Pack, rule: Rule, answer: Deadline, language: str) -> None:
    """The rule, the working day by day, then the days on which it is due."""
    console = _console()
    words = amount_in_words(answer.amount, answer.unit).in_(language)
    named = answer.dated
    console.print(f"[bold]{escape(rule.says.in_(language))}[/]")
    starts = f" · {escape(rule.starts.in_(language))}" if named else ""
    console.print(f"{w('starts', language)}: {answer.from_on.isoformat()}{starts}")
    if named:
        console.print(f"{words} · {escape(_cited(pack, named))} · {CONFIDENCE[named.confidence].in_(language)}")
    table = _table("", ["day", "count", "why"], language)
    for step in answer.working:
        table.add_row(_days(step, language), _number(step), escape(step.why.in_(language)))
    console.print(table)
    due = [("strict", _named(answer.due_strict_on, language)), ("rolled", _named(answer.due_rolled_on, language))]
    if answer.due_at:
        due.append(("moment", answer.due_at.isoformat(timespec="minutes")))
    if answer.house_due_on:
        due.append(("house_due", _named(answer.house_due_on, language)))
    for key, text in due:
        console.print(f"{w(key, language)}: [bold]{text}[/]")
    if answer.provisional:
        console.print(w("provisional", language))
    if answer.dated and answer.ground is None:
        console.print(w("off", language))


def requirements(pack: Pack, found: Sequence[Requirement], language: str) -> None:
    """Clauses by legal text, what answers each, and what does not."""
    console = _console()
    for source in dict.fromkeys(r.source for r in found):
        table = _table(pack.sources[source].title, ["clause", "article", "what", "answers", "gap"], language)
        for r in (r for r in found if r.source == source):
            gap = r.gaps.in_(language) if r.gaps else ""
            row = [r.clause, r.article, r.says.in_(language), " ".join(r.answered_by), gap]
            table.add_row(*map(escape, row))
        console.print(table)


def sources(pack: Pack, language: str) -> None:
    """Every legal text."""
    console = _console()
    table = _table(pack.name.in_(language), ["name", "title", "issuer", "since", "checked"], language)
    for s in pack.sources.values():
        end = w("open", language) if s.to_on == OPEN_END else s.to_on.isoformat()
        title = f"{s.title}\n{s.link}"
        row = [s.id, title, f"{s.issuer} {s.number}", f"{s.from_on.isoformat()} {end}", s.checked_on.isoformat()]
        table.add_row(*map(escape, row))
    console.print(table)


def check(found: Sequence[tuple[Path, Pack]], language: str) -> None:
    """One line a pack: what it holds, and its hash."""
    console = _console()
    for path, pack in found:
        held = pack_json(path, pack)
        counts = ", ".join(f"{held[k]} {k}" for k in ("sources", "values", "deadlines", "requirements", "calendars"))
        console.print(f"{escape(path.name)} {pack.version}: {counts}; sha256 {pack.sha256[:16]}", soft_wrap=True)


def standing_json(s: Standing, own: int | None, language: str) -> dict[str, Any]:
    """One value or deadline, with the house's own beside it."""
    told = {"name": s.name, "kind": s.kind, "topic": s.topic, "right": s.right, "says": s.says.in_(language)}
    return told | (_dated_json(s.dated) or {}) | {"house_value": own}


def change_json(change: Change, language: str) -> dict[str, Any]:
    """One difference."""
    told = {"name": change.name, "kind": change.kind, "topic": change.topic, "how": change.how}
    told["says"] = change.says.in_(language)
    return told | {"before": _dated_json(change.before), "after": _dated_json(change.after)}


def clause_json(r: Requirement, language: str) -> dict[str, Any]:
    """One clause."""
    return {
        "clause": r.clause,
        "source": r.source,
        "article": r.article,
        "confidence": r.confidence,
        "ground": ground_of(r.confidence),
        "says": r.says.in_(language),
        "answered_by": list(r.answered_by),
        "gaps": r.gaps.in_(language) if r.gaps else None,
    }


def source_json(s: Source) -> dict[str, Any]:
    """One legal text."""
    told = {"id": s.id, "title": s.title, "issuer": s.issuer, "number": s.number, "link": s.link}
    told |= {"from_on": s.from_on.isoformat(), "checked_on": s.checked_on.isoformat()}
    return told | {"to_on": None if s.to_on == OPEN_END else s.to_on.isoformat()}


def pack_json(path: Path, pack: Pack) -> dict[str, Any]:
    """What a pack holds."""
    return {
        "folder": path.name,
        "country": pack.country,
        "version": pack.version,
        "sha256": pack.sha256,
        "sources": len(pack.sources),
        "values": len(pack.parameters),
        "deadlines": len(pack.rules),
        "requirements": len(pack.requirements),
        "gaps": sum(r.gaps is not None for r in pack.requirements.values()),
        "calendars": len(pack.calendars),
        "last_years": {name: max(calendar.years) for name, calendar in sorted(pack.calendars.items())},
    }


def _console() -> Console:
    width = shutil.get_terminal_size((WIDTH, 24)).columns
    return Console(width=max(width, 80), highlight=False)


def _table(title: str, heads: Sequence[str], language: str) -> Table:
    table = Table(title=escape(title) or None, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for head in heads:
        table.add_column(w(head, language), overflow="fold", no_wrap=head in ("day", "count"))
    return table


def _dated_json(dated: Dated | None) -> dict[str, Any] | None:
    if dated is None:
        return None
    told: dict[str, Any] = {name: getattr(dated, name) for name in ("value", "unit", "source", "article", "clause")}
    told |= {"confidence": dated.confidence, "ground": ground_of(dated.confidence)}
    told |= {"from_on": dated.from_on.isoformat(), "checked_on": dated.checked_on.isoformat()}
    return told | {"to_on": None if dated.to_on == OPEN_END else dated.to_on.isoformat()}


def _what(entry: Standing | Change, language: str) -> str:
    return f"{escape(entry.says.in_(language))}\n[dim]{escape(entry.name)}[/]"


def _amount(value: int, unit: str, language: str) -> str:
    if unit in ("day", "working_day", "hour", "week", "month", "year"):
        return amount_in_words(value, unit).in_(language)
    if unit == "minor":
        return f"{value // 100:,}.{value % 100:02d}"
    if unit == "ppm":
        return f"{value // 10000}.{value % 10000 // 100:02d} %"
    return f"{value:,}" + {"metre": " m", "minute": " min"}.get(unit, "")


def _side(dated: Dated | None, language: str) -> str:
    if dated is None or dated.value is None:
        return "–"
    ground = CONFIDENCE[dated.confidence].in_(language)
    return f"{_amount(dated.value, dated.unit, language)}\n{dated.source} {dated.article}\n{ground}"


def _cited(pack: Pack, dated: Dated) -> str:
    return f"{pack.sources[dated.source].title} {dated.article}"


def _period(dated: Dated, language: str) -> str:
    end = w("open", language) if dated.to_on == OPEN_END else f".. {dated.to_on.isoformat()}"
    return f"{dated.from_on.isoformat()} {end}"


def _named(day: date, language: str) -> str:
    return f"{day.isoformat()} {WEEKDAYS[language][day.weekday()]}"


def _days(step: Step, language: str) -> str:
    first = _named(step.from_on, language)
    return first if step.to_on == step.from_on else f"{first} .. {_named(step.to_on, language)}"


def _number(step: Step) -> str:
    if step.kind == "counted":
        return str(step.number)
    return MARKS.get(step.kind, "×")

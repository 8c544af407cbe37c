"""What a check answers, in words and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from amparo.commands.table import lined_up
from amparo.controls.sentences import NO_CURRENCY, money, sentence
from amparo.controls.supply import REASONS
from amparo.law.said import Said
from amparo.records.contract import load_contracts

if TYPE_CHECKING:
    from amparo.controls.frozen import Frozen
    from amparo.office.findings.judging import Judged
    from amparo.office.findings.runs import OpenFindings, RunReport

FIRST = 5
NO_AMOUNT = "-"
WORDS: Mapping[str, Said] = {
    "control": Said(zh="控制", en="control", es="control"),
    "title": Said(zh="问题", en="wrong", es="irregularidad"),
    "open": Said(zh="未消除", en="open", es="abiertos"),
    "new": Said(zh="新发现", en="new", es="nuevos"),
    "changed": Said(zh="有变化", en="changed", es="cambiados"),
    "cleared": Said(zh="已消除", en="cleared", es="resueltos"),
    "amount": Said(zh="金额", en="amount", es="importe"),
    "judged": Said(zh="已判断", en="judged", es="juzgados"),
    "unjudged": Said(zh="无法判断", en="could not judge", es="sin juzgar"),
    "found": Said(zh="多出", en="found", es="de más"),
    "lost": Said(zh="少了", en="lost", es="de menos"),
    "before": Said(zh="原", en="before", es="antes"),
    "after": Said(zh="后", en="after", es="después"),
    "shadow": Said(zh="（试运行）", en="(shadow)", es="(en prueba)"),
}
HEAD = Said(
    zh="第 {run} 次检查，截至 {as_of}：{open} 项未消除（新 {new}，变化 {changed}，消除 {cleared}），用时 {seconds} 秒",
    en="Run {run} as of {as_of}: {open} findings open ({new} new, {changed} changed, {cleared} cleared) in {seconds} s",
    es="Ejecución {run} a {as_of}: {open} hallazgos abiertos ({new} nuevos, {changed} cambiados, {cleared} resueltos)"
    " en {seconds} s",
)
LOOKED = Said(zh="检查范围：{tables}", en="Looked at {tables}", es="Se ha mirado {tables}")
NOTHING_THERE = Said(
    zh="尚无任何数据；先用 `amparo load` 导入文件。",
    en="There are no records yet; take files in with `amparo load`.",
    es="Aún no hay registros; cargue ficheros con `amparo load`.",
)
HELD = Said(
    zh="{n} 项以前的发现目前无法判断，保持原状",
    en="{n} earlier findings cannot be judged now and stand as they were",
    es="{n} hallazgos anteriores no pueden juzgarse ahora y quedan como estaban",
)
ONLY_CHANGED = Said(
    zh="只重新判断了有变化的记录；此前无法判断的仍无法判断，`amparo check --whole` 全部重判并列出。",
    en="Only what changed was judged again; what could not be judged before still cannot: `amparo check --whole` lists it.",
    es="Solo se ha juzgado lo que cambió; lo que antes no podía juzgarse sigue igual: `amparo check --whole` lo enumera.",
)
NEXT = Said(
    zh="`amparo findings` 列出；`amparo explain 编号` 说明。",
    en="List them with `amparo findings`, explain one with `amparo explain ID`.",
    es="Lístelos con `amparo findings`; explique uno con `amparo explain ID`.",
)


def first_found(language: str) -> Callable[[Frozen, Mapping[str, Any]], None]:
    """Shows the first few wrongs the moment they are found, before the rest is counted."""
    shown = 0

    def tell(control: Frozen, facts: Mapping[str, Any]) -> None:
        nonlocal shown
        if shown < FIRST:
            shown += 1
            told = {**facts, "happened_on": date.fromisoformat(facts["happened_on"])}
            click.echo(f"{control.id}  {sentence(control.says, told, language)}")

    return tell


def reason_text(control: Frozen, reason: str, table: str, language: str) -> str:
    """Why something could not be judged: the table and what it lacks, or the control's own words."""
    if reason in control.unknown_says:
        return control.unknown_says[reason].in_(language)
    said = REASONS[reason].in_(language) if reason in REASONS else reason
    name = load_contracts()[table].names.in_(language) if table in load_contracts() else table
    return f"{name}{'' if language == 'zh' else ' '}{said}".strip()


def amounts_text(amounts: Iterable[tuple[str, int]], language: str) -> str:
    """Amounts of several currencies as people write them."""
    told = [money(minor, currency, language) for currency, minor in amounts if currency != NO_CURRENCY]
    return " + ".join(told) or NO_AMOUNT


def amounts_minor(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Amounts by currency for programs; what is no matter of money has none."""
    return {currency: minor for currency, minor in amounts if currency != NO_CURRENCY}


def run_lines(report: RunReport, language: str) -> Iterator[str]:
    """The answer of a run in words."""
    if not report.looked_at:
        yield NOTHING_THERE.in_(language)
    rows = [
        [WORDS[w].in_(language) for w in ("control", "title", "open", "new", "changed", "cleared", "amount", "judged")]
    ]
    for judged in report.controls:
        opened = report.open.get(judged.control.id)
        if opened or any((judged.changes.raised, judged.changes.reopened, judged.changes.cleared)):
            rows.append(_row(judged, opened, language))
    if len(rows) > 1:
        yield ""
        yield from lined_up(rows, right=(2, 3, 4, 5, 6, 7))
    notes = list(_could_not(report, language))
    if notes:
        yield ""
        yield from notes
    yield ""
    names = load_contracts()
    tables = ", ".join(f"{names[t].names.in_(language)} {n:,}" for t, n in report.looked_at.items() if t in names)
    if tables:
        yield LOOKED.in_(language).format(tables=tables)
    yield HEAD.in_(language).format(
        run=report.run_id,
        as_of=report.as_of.isoformat(),
        open=f"{report.open_count:,}",
        new=f"{sum(j.changes.raised + j.changes.reopened for j in report.controls):,}",
        changed=f"{sum(j.changes.changed for j in report.controls):,}",
        cleared=f"{sum(j.changes.cleared for j in report.controls):,}",
        seconds=f"{report.seconds:.1f}",
    )
    if report.open_count:
        yield NEXT.in_(language)


def _could_not(report: RunReport, language: str) -> Iterator[str]:
    """What could not be judged: each reason once, with the controls it holds up and how many records of each."""
    by_reason: dict[str, list[str]] = {}
    for judged in report.controls:
        for reason, table, n in judged.unjudged:
            said = reason_text(judged.control, reason, table, language)
            by_reason.setdefault(said, []).append(f"{judged.control.id} {n:,}")
    for said, controls in by_reason.items():
        yield f"{WORDS['unjudged'].in_(language)}: {said}: {' · '.join(controls)}"
    if any(judged.mode == "part" for judged in report.controls):
        yield ONLY_CHANGED.in_(language)
    held = sum(judged.held for judged in report.controls)
    if held:
        yield HELD.in_(language).format(n=f"{held:,}")


def _row(judged: Judged, opened: OpenFindings | None, language: str) -> list[str]:
    title = judged.control.title.in_(language)
    return [
        judged.control.id,
        title if judged.life == "on" else f"{title} {WORDS['shadow'].in_(language)}",
        f"{opened.count if opened else 0:,}",
        f"{judged.changes.raised + judged.changes.reopened:,}",
        f"{judged.changes.changed:,}",
        f"{judged.changes.cleared:,}",
        amounts_text(opened.amounts, language) if opened else NO_AMOUNT,
        f"{judged.judged:,}",
    ]


def run_json(report: RunReport, language: str) -> dict[str, Any]:
    """The answer of a run for programs."""
    return {
        "run": report.run_id,
        "as_of": report.as_of.isoformat(),
        "batch": report.batch,
        "written": True,
        "open": report.open_count,
        "looked_at": dict(report.looked_at),
        "seconds": round(report.seconds, 3),
        "controls": [_control_json(judged, report.open.get(judged.control.id), language) for judged in report.controls],
    }


def _control_json(judged: Judged, opened: OpenFindings | None, language: str) -> dict[str, Any]:
    return {
        "control": judged.control.id,
        "title": judged.control.title.in_(language),
        "life": judged.life,
        "mode": judged.mode,
        "subjects": judged.subjects,
        "judged": judged.judged,
        "unjudged": [{"reason": r, "table": t, "count": n} for r, t, n in judged.unjudged],
        "found": judged.found,
        "new": judged.changes.raised,
        "reopened": judged.changes.reopened,
        "changed": judged.changes.changed,
        "cleared": judged.changes.cleared,
        "held": judged.held,
        "open": opened.count if opened else 0,
        "amounts_minor": amounts_minor(opened.amounts) if opened else {},
        "seconds": round(judged.seconds, 3),
    }

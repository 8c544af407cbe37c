"""`amparo findings`: what was found, filtered; listed, exported, or written as a report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amparo.commands.answers import CLEAN, FOUND, BadUse, house_option, json_option, language_option, say_json
from amparo.commands.opening import now, opened
from amparo.commands.table import lined_up
from amparo.controls.sentences import MINOR_UNITS, money
from amparo.law.said import Said

if TYPE_CHECKING:
    from amparo.office.findings.view import FindingView
    from amparo.office.findings.views_of import Asked
    from amparo.office.house import House

DAY = click.DateTime(["%Y-%m-%d"])
SHOWN = 12
NONE = Said(zh="没有符合条件的发现。", en="No such findings.", es="No hay tales hallazgos.")
MORE = Said(
    zh="显示 {shown} 项，共 {total} 项；用 --limit 显示更多，用 --out 全部导出。",
    en="{shown} of {total} shown; --limit shows more, --out writes all.",
    es="Se muestran {shown} de {total}; --limit muestra más, --out los escribe todos.",
)
WRITTEN = Said(zh="已写入 {n} 项：{path}", en="{n} findings written to {path}", es="{n} hallazgos escritos en {path}")
REPORT = Said(zh="报告已写入：{path}", en="report written to {path}", es="informe escrito en {path}")


@click.command()
@click.option("--control", "controls", multiple=True, metavar="ID", help="Of this control; may be given again.")
@click.option("--institution", metavar="CODE", help="Of this institution and all under it.")
@click.option("--from", "from_on", type=DAY, metavar="DAY", help="Of wrongs from this day on.")
@click.option("--to", "to_on", type=DAY, metavar="DAY", help="Of wrongs up to this day.")
@click.option("--status", type=click.Choice(["open", "cleared", "all"]), default="open", show_default=True)
@click.option(
    "--triage", type=click.Choice(["none", "confirmed", "dismissed", "waived"]), help="As people judged them."
)
@click.option("--ground", type=click.Choice(["law", "house"]), help="Against the law, or only this house's own policy.")
@click.option("--severity", type=click.Choice(["low", "medium", "high", "critical"]))
@click.option("--policy", default="", metavar="NUMBER", help="Of this policy.")
@click.option("--customer", default="", metavar="NUMBER", help="Of this customer.")
@click.option("--min-amount", metavar="AMOUNT", help="Of at least this much, as in 1000 or 99.50.")
@click.option("--new", "new", is_flag=True, help="Only what the last run changed.")
@click.option("--run", type=int, metavar="RUN", help="As seen by this run; with --new, as changed by it.")
@click.option("--limit", type=int, help="How many to list; 50 unless said, all with --json and --out.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write .csv .xlsx .parquet .jsonl .html.")
@house_option
@language_option
@json_option
def command(house: Path, language: str, as_json: bool, out: Path | None, limit: int | None, **asked: Any) -> int:
    """List findings, the newest wrong first; --json gives one object a line, --out a file. Exit code 1 if any."""
    with opened(house) as opened_house:
        from amparo.office.findings import views_of

        wanted = _asked(opened_house, asked)
        rows = views_of.asked_for(wanted)
        total = rows.count()
        if limit is not None:
            rows = rows[:limit]
        elif not as_json and out is None:
            rows = rows[:50]
        viewer = views_of.Viewer(opened_house.pack, _names(opened_house))
        if out is not None:
            _write(opened_house, viewer.views(rows), out, language, as_json)
        elif as_json:
            for view in viewer.views(rows):
                say_json(finding_json(view, language))
        else:
            _list(list(viewer.views(rows)), total, language)
        return FOUND if total else CLEAN


def _asked(house: House, given: dict[str, Any]) -> Asked:
    from amparo.office.findings.models import Run
    from amparo.office.findings.runs import institutions_below
    from amparo.office.findings.views_of import Asked

    run = given["run"]
    if given["new"] and run is None:
        run = Run.objects.filter(state="done").order_by("-id").values_list("id", flat=True).first()
    institutions = None
    if given["institution"]:
        below = institutions_below(house)
        if below and given["institution"] not in below:
            raise BadUse(
                f"--institution {given['institution']}: the records know no such institution; look at its code"
            )
        institutions = below.get(given["institution"], frozenset({given["institution"]}))
    triage = given["triage"]
    return Asked(
        controls=tuple(given["controls"]),
        institutions=institutions,
        from_on=_day(given["from_on"]),
        to_on=_day(given["to_on"]),
        status="all" if given["new"] and given["status"] == "open" else given["status"],
        triage="" if triage == "none" else triage,
        ground=given["ground"] or "",
        severity=given["severity"] or "",
        policy=given["policy"],
        customer=given["customer"],
        min_amount_minor=_minor(given["min_amount"], house.currency),
        run=run,
        changed_only=given["new"],
    )


def _write(house: House, views: Iterator[FindingView], out: Path, language: str, as_json: bool) -> None:
    from amparo.office.findings.export import ExportError, write_findings

    try:
        if out.suffix.lower() in (".html", ".htm"):
            from amparo.office.findings.report import write_report
            from amparo.office.findings.report_of import report_of

            written = write_report(report_of(house, views, language=language, made_at=now()), out)
            told = REPORT.in_(language).format(path=out)
        else:
            written = write_findings(views, out, language)
            told = WRITTEN.in_(language).format(n=f"{written:,}", path=out)
    except (ExportError, OSError) as error:
        raise BadUse(str(error)) from error
    if as_json:
        say_json({"out": str(out), "written": written})
    else:
        click.echo(told)


def _list(views: list[FindingView], total: int, language: str) -> None:
    from amparo.office.findings.words import STATUSES, said_of

    if not views:
        click.echo(NONE.in_(language))
        return
    rows = [
        [
            view.finding_id[:SHOWN],
            view.control_id,
            view.happened_on.isoformat(),
            money(view.amount_minor, view.currency, language),
            view.policy_id or "-",
            view.customer_id or "-",
            view.institution_id or "-",
            f"{said_of(STATUSES, view.status, language)}{'*' if view.shadow else ''}",
            view.sentence(language),
        ]
        for view in views
    ]
    for line in lined_up(rows, right=(3,)):
        click.echo(line)
    if total > len(views):
        click.echo(MORE.in_(language).format(shown=f"{len(views):,}", total=f"{total:,}"))


def finding_json(view: FindingView, language: str) -> dict[str, Any]:
    """One finding for programs: code words, ISO days, the sentence in the language asked for."""
    return {
        "finding": view.finding_id,
        "control": view.control_id,
        "title": view.control_title.in_(language),
        "version": view.control_version,
        "sentence": view.sentence(language),
        "status": view.status,
        "triage": view.triage,
        "shadow": view.shadow,
        "ground": view.ground,
        "to_confirm": view.to_confirm,
        "severity": view.severity,
        "right": view.right,
        "stage": view.stage,
        "subject": view.subject_type,
        "record_id": view.record_id,
        "policy_id": view.policy_id,
        "customer_id": view.customer_id,
        "institution_id": view.institution_id,
        "happened_on": view.happened_on.isoformat(),
        "amount_minor": view.amount_minor,
        "currency": view.currency,
        "evidence": dict(view.evidence),
        "near": [
            {"candidate": n.candidate, "fails": [f.in_(language) for f in n.fails], "facts": dict(n.facts)}
            for n in view.near
        ],
        "clauses": [
            {
                "clause": c.id,
                "article": c.article,
                "source": c.source_title,
                "link": c.link,
                "confidence": c.confidence,
                "legal_value": c.legal_value,
                "house_value": c.house_value,
                "unit": c.unit,
            }
            for c in view.clauses
        ],
        "cause": view.cause_key,
        "run_first": view.run_first,
        "run_last": view.run_last,
        "evidence_sha256": view.evidence_sha256,
    }


def _names(house: House) -> dict[str, str]:
    from amparo.office.findings.runs import institutions

    return {code: name for code, _, name in institutions(house)}


def _day(given: datetime | None) -> Any:
    return given.date() if given is not None else None


def _minor(given: str | None, currency: str) -> int | None:
    if given is None:
        return None
    try:
        amount = Decimal(given).scaleb(MINOR_UNITS.get(currency, 2))
    except InvalidOperation as error:
        raise click.UsageError(f"--min-amount {given}: expected an amount, as in 1000 or 99.50") from error
    return int(amount)

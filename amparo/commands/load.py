"""`amparo load FILES`: files into records; every row that cannot be read is kept with its reason."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amparo.commands.answers import CLEAN, UNREADABLE, BadUse, house_option, json_option, language_option, say_json
from amparo.commands.opening import now, opened
from amparo.law.said import Said

if TYPE_CHECKING:
    from amparo.office.house import House
    from amparo.office.taking import FileReport

VERDICTS = {
    "accepted": Said(zh="已接收", en="accepted", es="aceptado"),
    "quarantined": Said(zh="已隔离", en="quarantined", es="en cuarentena"),
    "refused": Said(zh="已拒收", en="refused", es="rechazado"),
    "known": Said(zh="内容已知，无变化", en="known already, nothing changed", es="ya conocido, sin cambios"),
    "unreadable": Said(zh="无法读取", en="unreadable", es="ilegible"),
}
COUNTS = {
    "rows_read": Said(zh="读取 {n} 行", en="{n} rows read", es="{n} filas leídas"),
    "rows_taken": Said(zh="接收 {n}", en="{n} accepted", es="{n} aceptadas"),
    "rows_rejected": Said(zh="拒绝 {n}", en="{n} rejected", es="{n} rechazadas"),
    "rows_unchanged": Said(zh="无变化 {n}", en="{n} unchanged", es="{n} sin cambios"),
    "corrected": Said(
        zh="更正此前被拒 {n}", en="{n} rejected before, now corrected", es="{n} antes rechazadas, ya corregidas"
    ),
}
NO_FILES = Said(zh="此处没有可导入的文件。", en="There are no files there.", es="No hay ficheros ahí.")
REST = Said(
    zh="被拒绝的行：`amparo rejected` 查看、导出、更正后重新导入。",
    en="Rejected rows: see, export, correct and load them again with `amparo rejected`.",
    es="Filas rechazadas: véalas, expórtelas, corríjalas y cárguelas de nuevo con `amparo rejected`.",
)
WAITS = Said(
    zh="隔离中的交付：核对后 `amparo load --release {id}` 放行，或 `--discard {id}` 弃用。",
    en="In quarantine: look at it, then `amparo load --release {id}`, or `--discard {id}`.",
    es="En cuarentena: revíselo y luego `amparo load --release {id}`, o `--discard {id}`.",
)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--release", type=int, metavar="ID", help="Let a quarantined delivery count after all.")
@click.option("--discard", type=int, metavar="ID", help="Put a quarantined delivery aside for good.")
@house_option
@language_option
@json_option
def command(
    paths: tuple[Path, ...], release: int | None, discard: int | None, house: Path, language: str, as_json: bool
) -> int:
    """Take in files, or all files of folders: each wholly or not at all, and none twice.

    Which columns fill which table is said in the house's mappings/; `amparo map FILE` proposes one.
    Exit code 3 if any file could not be read, was refused or waits in quarantine.
    """
    with opened(house) as opened_house:
        if release is not None or discard is not None:
            return _settle(opened_house, release, discard, as_json)
        if not paths:
            raise click.UsageError("name files or folders to load")
        return _load(opened_house, paths, language, as_json)


def _load(house: House, paths: tuple[Path, ...], language: str, as_json: bool) -> int:
    from amparo.office.flow import load_files

    def tell(number: int, total: int, report: FileReport) -> None:
        if not as_json:
            click.echo(_line(report, language) if total == 1 else f"[{number}/{total}] {_line(report, language)}")
            for note in report.notes:
                click.echo(f"    {note}")

    reports = load_files(house, paths, now=now(), on_file=tell, progress=None if as_json else _progress())
    rejected = sum(r.rows_rejected for r in reports if r.verdict == "accepted")
    waiting = [r for r in reports if r.verdict == "quarantined"]
    if as_json:
        say_json({"files": [_told(r, language) for r in reports], "rows_rejected": rejected})
    else:
        if not reports:
            click.echo(NO_FILES.in_(language))
        if rejected:
            click.echo(REST.in_(language))
        for report in waiting:
            click.echo(WAITS.in_(language).format(id=report.delivery_id))
    bad = [r for r in reports if r.verdict in ("unreadable", "refused", "quarantined")]
    return UNREADABLE if bad else CLEAN


def _settle(house: House, release: int | None, discard: int | None, as_json: bool) -> int:
    from amparo.office.findings.deliveries import waiting_deliveries
    from amparo.office.flow import discard_delivery, release_delivery

    number = release if release is not None else discard
    waiting = {delivery.pk: delivery for delivery in waiting_deliveries()}
    if number not in waiting:
        there = ", ".join(f"{d.pk} ({d.file_name})" for d in waiting.values()) or "none"
        raise BadUse(f"delivery {number}: none of that number waits in quarantine; waiting are: {there}")
    if release is not None:
        release_delivery(house, waiting[number], now=now())
    else:
        discard_delivery(house, waiting[number], now=now())
    done = "released" if release is not None else "discarded"
    if as_json:
        say_json({"delivery": number, "file": waiting[number].file_name, "done": done})
    else:
        click.echo(f"{waiting[number].file_name}: {done}")
    return CLEAN


def _line(report: FileReport, language: str) -> str:
    told = f"{report.file} → {report.table}: " if report.table else f"{report.file}: "
    told += VERDICTS[report.verdict].in_(language)
    if report.verdict in ("accepted", "quarantined") or (report.verdict == "refused" and report.rows_read):
        counts = {name: getattr(report, name) for name in COUNTS}
        shown = (name for name, n in counts.items() if n or name in ("rows_read", "rows_taken", "rows_rejected"))
        told += " · " + ", ".join(COUNTS[name].in_(language).format(n=f"{counts[name]:,}") for name in shown)
    return f"{told} · {report.reason.in_(language)}" if report.reason is not None else told


def _told(report: FileReport, language: str) -> dict[str, Any]:
    return {
        "file": report.file,
        "verdict": report.verdict,
        "mapping": report.mapping,
        "table": report.table,
        "rows_read": report.rows_read,
        "rows_accepted": report.rows_taken,
        "rows_rejected": report.rows_rejected,
        "rows_unchanged": report.rows_unchanged,
        "corrected": report.corrected,
        "batch": report.batch,
        "delivery": report.delivery_id,
        "seconds": round(report.seconds, 3),
        "reason": report.reason.in_(language) if report.reason is not None else None,
        "notes": list(report.notes),
    }


def _progress() -> Callable[[int], None] | None:
    """Rows so far and the rate, on a terminal only."""
    if not sys.stderr.isatty():
        return None
    began = time.monotonic()

    def show(rows: int) -> None:
        rate = rows / max(time.monotonic() - began, 0.001)
        sys.stderr.write(f"\r{rows:,} rows · {rate:,.0f}/s\x1b[K\r")
        sys.stderr.flush()

    return show

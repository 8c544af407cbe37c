"""`amparo rejected`: the rows that could not be read, to see, export, correct and load again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amparo.commands.answers import (
    CLEAN,
    FOUND,
    BadUse,
    house_option,
    json_option,
    language_option,
    place_for,
    say_json,
)
from amparo.commands.opening import opened
from amparo.commands.table import lined_up
from amparo.law.said import Said

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from amparo.office.findings.models import RejectedRow
    from amparo.office.house import House

NONE = Said(zh="没有待处理的被拒绝行。", en="No rejected rows are waiting.", es="No hay filas rechazadas pendientes.")
MORE = Said(
    zh="显示 {shown} 行，共 {total} 行；--out 文件.csv 全部导出。",
    en="{shown} of {total} shown; --out FILE.csv exports all.",
    es="Se muestran {shown} de {total}; --out FICHERO.csv las exporta todas.",
)
WRITTEN = Said(
    zh="已导出 {n} 行：{path}。更正后用同一映射重新导入（保留 amparo_ 开头的列）。",
    en="{n} rows written to {path}. Correct them and load the file again with the same mapping (keep the amparo_ columns).",
    es="{n} filas escritas en {path}. Corríjalas y cárguelas con la misma correspondencia (conserve las columnas amparo_).",
)
DROPPED = Said(zh="已放弃 {n} 行：{reason}", en="{n} rows given up: {reason}", es="{n} filas descartadas: {reason}")


@click.command()
@click.option("--table", metavar="TABLE", help="Of this table.")
@click.option("--file", "file_name", metavar="NAME", help="Of the file of this name.")
@click.option("--delivery", type=int, metavar="ID", help="Of this delivery.")
@click.option("--all", "every", is_flag=True, help="Those corrected or given up since, too.")
@click.option("--limit", type=int, default=50, show_default=True, help="How many to list.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Export as .csv or .xlsx, to be corrected."
)
@click.option("--drop", type=int, multiple=True, metavar="ROW", help="Give this row up; with --reason.")
@click.option("--reason", default="", help="Why a row is given up; kept with it.")
@house_option
@language_option
@json_option
def command(
    table: str | None,
    file_name: str | None,
    delivery: int | None,
    every: bool,
    limit: int,
    out: Path | None,
    drop: tuple[int, ...],
    reason: str,
    house: Path,
    language: str,
    as_json: bool,
) -> int:
    """List or export the rows that could not be read. Exit code 1 if any are waiting."""
    with opened(house) as opened_house:
        from amparo.office.findings.models import RejectedRow

        rows = RejectedRow.objects.select_related("delivery").order_by("id")
        if not every:
            rows = rows.filter(open=True)
        for name, value in (("table_name", table), ("delivery__file_name", file_name), ("delivery_id", delivery)):
            if value is not None:
                rows = rows.filter(**{name: value})
        if drop:
            return _drop(opened_house, drop, reason, language, as_json)
        if out is not None:
            return _export(opened_house, rows, out, language, as_json)
        total = rows.count()
        if as_json:
            for row in rows.iterator(2000):
                say_json(_told(row, language))
        elif not total:
            click.echo(NONE.in_(language))
        else:
            for line in lined_up(list(_lines(rows[:limit], language))):
                click.echo(line)
            if total > limit:
                click.echo(MORE.in_(language).format(shown=limit, total=f"{total:,}"))
        return FOUND if total else CLEAN


def _lines(rows: QuerySet[RejectedRow], language: str) -> Iterator[list[str]]:
    for row in rows:
        reasons = json.loads(row.reasons)
        says = "; ".join(f"{r['says'][language]} → {r['remedy'][language]}" for r in reasons)
        yield [str(row.pk), row.delivery.file_name, row.table_name, says]


def _told(row: RejectedRow, language: str) -> dict[str, Any]:
    return {
        "row": row.pk,
        "delivery": row.delivery_id,
        "file": row.delivery.file_name,
        "table": row.table_name,
        "record": row.record_number,
        "open": row.open,
        "day": row.day.isoformat() if row.day else None,
        "keys": json.loads(row.keys),
        "resolved_by": row.resolved_by_id,
        "dropped_reason": row.dropped_reason,
        "reasons": [
            {
                "field": r["field"],
                "rule": r["rule"],
                "value": r["value"],
                "says": r["says"][language],
                "remedy": r["remedy"][language],
            }
            for r in json.loads(row.reasons)
        ],
    }


def _export(house: House, rows: QuerySet[RejectedRow], out: Path, language: str, as_json: bool) -> int:
    from amparo.office.findings.deliveries import for_export
    from amparo.records.corrections import ExportError, export_rejected
    from amparo.records.vault import Keys, Vault

    place_for(out)
    try:
        with Vault(house.data / "identities.sqlite", Keys.read(house.root / "keys")) as vault:
            written = export_rejected(for_export(rows, language), out, vault=vault)
    except ExportError as error:
        raise BadUse(str(error)) from error
    if as_json:
        say_json({"out": str(out), "written": written})
    else:
        click.echo(WRITTEN.in_(language).format(n=f"{written:,}", path=out))
    return FOUND if written else CLEAN


def _drop(house: House, chosen: tuple[int, ...], reason: str, language: str, as_json: bool) -> int:
    from amparo.commands.opening import now
    from amparo.office.findings.models import RejectedRow
    from amparo.office.flow import drop_rejected

    if not reason.strip():
        raise BadUse("--drop gives rows up for good: say why with --reason, it is kept with them")
    waiting = set(RejectedRow.objects.filter(id__in=chosen, open=True).values_list("id", flat=True))
    unknown = ", ".join(str(row) for row in chosen if row not in waiting)
    if unknown:
        raise BadUse(f"--drop {unknown}: no such row is waiting, so none was given up; see `amparo rejected`")
    dropped = drop_rejected(house, chosen, reason=reason.strip(), now=now())
    if as_json:
        say_json({"dropped": dropped, "reason": reason.strip()})
    else:
        click.echo(DROPPED.in_(language).format(n=dropped, reason=reason.strip()))
    return CLEAN

"""`amparo reproduce ID`: a finding found again from its own SQL and inputs, compared to the byte."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from amparo.commands.answers import CLEAN, FOUND, house_option, json_option, language_option, say_json
from amparo.commands.opening import opened
from amparo.law.said import Said

if TYPE_CHECKING:
    from amparo.office.findings.reproduce import Difference

EQUAL_THERE = Said(
    zh="{id}：逐字节一致。用第 {run} 次检查当时的 SQL 与法律，按数据仓库的现有数据重新得出。",
    en="{id}: equal to the byte, found again with the SQL and the law of run {run} on what the warehouse holds now.",
    es="{id}: igual byte a byte, hallado con el SQL y la ley de la ejecución {run} sobre lo que el almacén tiene ahora.",
)
EQUAL = Said(
    zh="{id}：逐字节一致。用第 {run} 次检查当时的 SQL、法律与 {parts} 份输入重新得出。",
    en="{id}: equal to the byte, found again with the SQL, the law and the {parts} inputs of run {run}.",
    es="{id}: igual byte a byte, hallado de nuevo con el SQL, la ley y las {parts} entradas de la ejecución {run}.",
)
DIFFERS = Said(
    zh="{id}：与第 {run} 次检查的结果不一致。", en="{id}: differs from what run {run} found.",
    es="{id}: difiere de lo que halló la ejecución {run}.",
)  # fmt: skip
WHAT = {
    "input_missing": Said(zh="输入缺失", en="input missing", es="falta una entrada"),
    "input_changed": Said(zh="输入已变", en="input changed", es="entrada cambiada"),
    "input_elsewhere": Said(
        zh="输入不由本系统保管，按现有数据重跑",
        en="inputs not in our keeping, judged on what is there now",
        es="entradas fuera de nuestra custodia, juzgadas como están ahora",
    ),
    "law_changed": Said(zh="法律文本已变", en="law changed", es="ley cambiada"),
    "sql_changed": Said(zh="SQL 不同", en="SQL differs", es="SQL distinto"),
    "settings_changed": Said(zh="设置已变", en="settings changed", es="ajustes cambiados"),
    "evidence": Said(zh="证据不同", en="evidence differs", es="prueba distinta"),
    "not_found": Said(zh="未再得出", en="not found again", es="no hallado de nuevo"),
    "run_incomplete": Said(zh="检查记录不完整", en="the run's record is incomplete", es="registro incompleto"),
}
SINCE = Said(
    zh="此后有变（不影响重现）", en="changed since (of no effect here)", es="cambiado desde entonces (sin efecto)"
)


@click.command()
@click.argument("finding")
@house_option
@language_option
@json_option
def command(finding: str, house: Path, language: str, as_json: bool) -> int:
    """Run a finding's stored SQL on the stored inputs under the stored law again. Exit code 0 if equal, 1 if not."""
    with opened(house) as opened_house:
        from amparo.office.findings.reproduce import reproduce
        from amparo.office.findings.views_of import by_prefix

        again = reproduce(opened_house, by_prefix(finding))
    if as_json:
        say_json(
            {
                "finding": again.finding,
                "control": again.control_id,
                "run": again.run_id,
                "equal": again.equal,
                "differences": [_told(d) for d in again.differences],
                "since": [_told(d) for d in again.notes],
                "evidence_sha256": again.evidence_sha256,
                "again_sha256": again.again_sha256,
                "sql_sha256": again.sql_sha256,
                "law_sha256": again.law_sha256,
                "inputs_sha256": again.inputs_sha256,
                "parts": again.parts,
            }
        )
    else:
        there = any(note.what == "input_elsewhere" for note in again.notes)
        told = ((EQUAL_THERE if there else EQUAL) if again.equal else DIFFERS).in_(language)
        click.echo(told.format(id=again.finding, run=again.run_id, parts=again.parts))
        for difference in again.differences:
            click.echo(f"  {_line(difference, language)}")
        for note in again.notes:
            since = "" if note.what == "input_elsewhere" else f"{SINCE.in_(language)}: "
            click.echo(f"  {since}{_line(note, language)}")
        click.echo(f"  evidence {again.evidence_sha256}")
        if again.again_sha256:
            click.echo(f"  again    {again.again_sha256}")
    return CLEAN if again.equal else FOUND


def _line(difference: Difference, language: str) -> str:
    told = f"{WHAT[difference.what].in_(language)}: {difference.where}"
    if difference.before or difference.now:
        told += f" ({difference.before[:64] or '-'} → {difference.now[:64] or '-'})"
    return told


def _told(difference: Difference) -> dict[str, str]:
    return {"what": difference.what, "where": difference.where, "before": difference.before, "now": difference.now}

"""`amparo demo`: a made-up insurer with planted wrongs, built as files, loaded, judged, compared with its answer key."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as hour_of
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from amparo.commands.answers import CLEAN, FOUND, BadUse, json_option, language_option, say_json
from amparo.commands.opening import now, opened
from amparo.law.said import Said

if TYPE_CHECKING:
    from amparo.demo.answer import AnswerKey, Compared
    from amparo.office.findings.runs import RunReport
    from amparo.office.house import House
    from amparo.office.taking import FileReport

MARKER = ".amparo-demo"
PAGE = "index.html"
BUILT = Said(
    zh="已生成示例公司：{policies:,} 份保单、{charges:,} 笔扣款，植入 {planted:,} 处违规（{seconds:.1f} 秒）",
    en="built a made-up insurer: {policies:,} policies, {charges:,} charges, {planted:,} wrongs planted ({seconds:.1f} s)",
    es="aseguradora ficticia: {policies:,} pólizas, {charges:,} cobros, {planted:,} infracciones puestas ({seconds:.1f} s)",
)
LOADED = Said(
    zh="已导入 {files} 个文件，拒绝 {rejected} 行，隔离 {waiting} 个文件（{seconds:.1f} 秒）",
    en="loaded {files} files, {rejected} rows rejected, {waiting} files in quarantine ({seconds:.1f} s)",
    es="{files} archivos cargados, {rejected} filas rechazadas, {waiting} archivos en cuarentena ({seconds:.1f} s)",
)
CHECKED = Said(
    zh="植入 {planted:,}，发现 {found:,}，漏检 {missed}，误报 {false}（检查 {seconds:.1f} 秒）",
    en="planted {planted:,}, found {found:,}, missed {missed}, false {false} (checked in {seconds:.1f} s)",
    es="puestas {planted:,}, halladas {found:,}, omitidas {missed}, falsas {false} (revisado en {seconds:.1f} s)",
)
NEXT = Said(
    zh="接着可试：amparo findings --house {house} · amparo explain 编号 --house {house}",
    en="Now try: amparo findings --house {house} · amparo explain ID --house {house}",
    es="Pruebe ahora: amparo findings --house {house} · amparo explain ID --house {house}",
)
PUT = Said(
    zh="已放入 {rows:,} 行。在 {house}/house.yaml 写 records: {setting}，再运行："
    "AMPARO_RECORDS_AT={at} amparo check --house {house} --as-of {as_of}",
    en="put {rows:,} rows there. Write records: {setting} into {house}/house.yaml, then: "
    "AMPARO_RECORDS_AT={at} amparo check --house {house} --as-of {as_of}",
    es="puestas allí {rows:,} filas. Escriba records: {setting} en {house}/house.yaml y luego: "
    "AMPARO_RECORDS_AT={at} amparo check --house {house} --as-of {as_of}",
)
SERVED = Said(
    zh="报告：http://127.0.0.1:{port}/ （按 Ctrl-C 停止）",
    en="the report is at http://127.0.0.1:{port}/ (Ctrl-C stops)",
    es="el informe está en http://127.0.0.1:{port}/ (Ctrl-C lo detiene)",
)


@dataclass(frozen=True)
class Shown:
    """What came of a demo, and how long each part took."""

    key: AnswerKey
    files: list[FileReport]
    run: RunReport
    compared: Compared
    built: float
    loaded: float
    checked: float


@click.command()
@click.option("--policies", type=click.IntRange(min=1), default=2000, show_default=True, help="How large a house.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which of the many houses of that size.")
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("demo-house"), show_default=True,
    help="Where to build it; an earlier demo there is replaced, anything else is refused.",
)  # fmt: skip
@click.option("--no-serve", is_flag=True, help="Leave the report as a file; do not serve it.")
@click.option(
    "--into",
    metavar="ADDRESS|FOLDER",
    help="Also put its tables into PostgreSQL (schema amparo_demo) or a folder of Parquet, to judge them there.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Where to serve it.")
@language_option
@json_option
def command(
    policies: int, seed: int, folder: Path, no_serve: bool, into: str | None, port: int, language: str, as_json: bool
) -> int:  # fmt: skip
    """Build a made-up insurer, load and judge it like any house, compare with what was planted, serve the report.

    Exit code 0 if every planted wrong was found and nothing else, 1 otherwise.
    """
    from amparo.demo.plan import TooSmall

    began = time.monotonic()
    if not no_serve:
        _find_port_free(folder, port)
    clear(folder)
    tell: Callable[[str], None] = (lambda said: None) if as_json else click.echo
    try:
        shown = show(folder, policies=policies, seed=seed, language=language, tell=tell)
    except TooSmall as error:
        raise BadUse(str(error)) from error
    if as_json:
        say_json(answer(shown, time.monotonic() - began))
    else:
        _tell_pairs(shown.compared, tell)
        tell(NEXT.in_(language).format(house=folder))
    if into is not None:
        put_into(folder, into, shown.run.as_of, language, tell)
    if not no_serve:
        _serve(folder / "report", port, language, tell)
    return CLEAN if shown.compared.right else FOUND


def put_into(folder: Path, into: str, as_of: date, language: str, tell: Callable[[str], None]) -> None:
    """The tables put into a warehouse, and how to judge them there; an address is not repeated, it may hold a password."""
    with opened(folder) as house:
        from amparo.office.elsewhere_copy import SCHEMA, put_there
        from amparo.office.flow import supplies

        rows = put_there(house, into, supplies(house, as_of=as_of))
    in_postgres = into.startswith(("postgres://", "postgresql://"))
    setting = f"{{engine: postgres, schema: {SCHEMA}}}" if in_postgres else f"{{engine: spark, tables: {into}}}"
    at = "postgresql://…" if in_postgres else "'local[2]'"
    tell(PUT.in_(language).format(rows=rows, house=folder, setting=setting, at=at, as_of=as_of))


def clear(folder: Path) -> None:
    """Make room: an earlier demo goes, anything else stays and is an error."""
    if (folder / MARKER).is_file() and not folder.is_symlink():
        shutil.rmtree(folder)
    elif folder.exists() and any(folder.iterdir()):
        raise BadUse(
            f"{folder}: is no demo and holds something; expected an empty folder or an earlier demo; "
            "name another with --dir"
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).write_text("made by amparo demo; the next one replaces this folder\n", encoding="utf-8")


def show(folder: Path, *, policies: int, seed: int, language: str, tell: Callable[[str], None]) -> Shown:
    """Build, load, judge, compare, and write the report."""
    from amparo.demo.build import build_demo
    from amparo.demo.house_files import NAME
    from amparo.office.flow import run_checks
    from amparo.office.house import init_house

    init_house(folder, name=NAME)
    at = time.monotonic()
    key = build_demo(folder, policies, seed, progress=_progress())
    built = time.monotonic() - at
    charges = key.rows["charges"]
    said = {"policies": policies, "charges": charges, "planted": len(key.pairs), "seconds": built}
    tell(BUILT.in_(language).format(**said))
    with opened(folder) as house:
        at = time.monotonic()
        files = load_as_it_came(house, folder, key)
        loaded = time.monotonic() - at
        said = {"files": len(files), "rejected": rejected(files), "waiting": waiting(files), "seconds": loaded}
        tell(LOADED.in_(language).format(**said))
        at = time.monotonic()
        day = date.fromisoformat(key.as_of)
        run = run_checks(house, as_of=day, now=_moment(house, day, 9))
        compared = compared_with(house, key, run)
        checked = time.monotonic() - at
        _report(house, folder / "report" / PAGE, language)
    said = {"planted": compared.planted, "found": compared.found, "missed": len(compared.missed)}
    tell(CHECKED.in_(language).format(**said, false=len(compared.false), seconds=checked))
    return Shown(key, files, run, compared, built, loaded, checked)


def load_as_it_came(house: House, folder: Path, key: AnswerKey) -> list[FileReport]:
    """All files: those with a day of their own on that day, everything else on the demo's last."""
    from amparo.demo.build import FILES
    from amparo.office.flow import load_files

    by_day: dict[str, list[Path]] = {}
    for path in sorted(p for p in (folder / FILES).rglob("*") if p.is_file()):
        name = path.relative_to(folder / FILES).as_posix()
        by_day.setdefault(key.arrivals.get(name, key.as_of), []).append(path)
    reports = []
    for day, paths in sorted(by_day.items()):
        reports += load_files(house, paths, now=_moment(house, date.fromisoformat(day), 8))
    return reports


def compared_with(house: House, key: AnswerKey, run: RunReport) -> Compared:
    """What stands open against the key; accounts are known to the house by their tokens only."""
    from amparo.demo.answer import compare
    from amparo.office.findings.models import Finding
    from amparo.records.identity import Tokens
    from amparo.records.vault import Keys

    tokens = Tokens(Keys.read(house.root / "keys").token)
    accounts = {record for control, record in [*key.pairs, *key.look_alikes] if control == "CHG-13"}
    known = key.renamed({account: tokens.of("account", account) or account for account in accounts})
    found = Finding.objects.filter(status="open").values_list("control_id", "record_id")
    return compare(known, found.iterator(), [judged.control.id for judged in run.controls])


def answer(shown: Shown, seconds: float) -> dict[str, Any]:
    """What programs hear on the last line."""
    compared = shown.compared
    return {
        "policies": shown.key.policies,
        "seed": shown.key.seed,
        "charges": shown.key.rows["charges"],
        "planted": compared.planted,
        "found": compared.found,
        "missed": len(compared.missed),
        "false": len(compared.false),
        "by_control": compared.by_control,
        "missed_pairs": compared.missed[:100],
        "false_pairs": compared.false[:100],
        "files": len(shown.files),
        "rejected": rejected(shown.files),
        "rejected_expected": sum(shown.key.rejected.values()),
        "quarantined": waiting(shown.files),
        "unjudged": sum(number for judged in shown.run.controls for _, _, number in judged.unjudged),
        "seconds": round(seconds, 1),
        "seconds_built": round(shown.built, 1),
        "seconds_loaded": round(shown.loaded, 1),
        "seconds_checked": round(shown.checked, 1),
    }


def rejected(files: list[FileReport]) -> int:
    """Rows that could not be read, in files that count."""
    return sum(report.rows_rejected for report in files if report.verdict == "accepted")


def waiting(files: list[FileReport]) -> int:
    """Files that wait for a person."""
    return sum(report.verdict == "quarantined" for report in files)


def _tell_pairs(compared: Compared, tell: Callable[[str], None]) -> None:
    for word, pairs in (("missed", compared.missed), ("false", compared.false)):
        for control, record in pairs[:20]:
            tell(f"  {word}: {control} {record}")


def _report(house: House, path: Path, language: str) -> None:
    from amparo.office.findings.report import write_report
    from amparo.office.findings.report_of import report_of
    from amparo.office.findings.runs import institutions
    from amparo.office.findings.views_of import Asked, Viewer, asked_for

    path.parent.mkdir(exist_ok=True)
    names = {code: name for code, _, name in institutions(house)}
    views = Viewer(house.pack, names).views(asked_for(Asked(status="open")))
    write_report(report_of(house, views, language=language, made_at=now()), path)


def _find_port_free(folder: Path, port: int) -> None:
    """A port that is taken is better said before the work than after."""
    from amparo.commands.serving import server_of

    server_of(folder, port).server_close()


def _serve(folder: Path, port: int, language: str, tell: Callable[[str], None]) -> None:
    from amparo.commands.serving import server_of

    with server_of(folder, port) as server:
        tell(SERVED.in_(language).format(port=server.server_port))
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            tell("")


def _moment(house: House, day: date, hour: int) -> datetime:
    return datetime.combine(day, hour_of(hour), ZoneInfo(house.zone))


def _progress() -> Callable[[int, int], None] | None:
    """Policies so far, on a terminal only."""
    if not sys.stderr.isatty():
        return None

    def say(done: int, of: int) -> None:
        sys.stderr.write(f"\r{done:,}/{of:,} policies\x1b[K\r")
        sys.stderr.flush()

    return say

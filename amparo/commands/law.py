"""amparo law: the law in force on a day, what changed between days, a deadline with its working."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from amparo.commands import law_tables, law_words
from amparo.commands.answers import CLEAN, BadUse, json_option, language_option, say_json
from amparo.law.changes import changes, standing
from amparo.law.deadlines import deadline, parse_plain_rule
from amparo.law.pack import PACKS, Pack, countries, load_pack
from amparo.law.provisions import Requirement
from amparo.law.strict_yaml import nearest, read_strict


@click.group(context_settings={"max_content_width": 110})
def command() -> None:
    """The law in force on a day, what changed between days, a deadline with its working.

    The law is data: one folder a country under lawpack/, checked with `amparo law check`. A house's own stricter limits
    are shown beside the law's where --house names it.
    """


def _pack_options(made: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option(
            "--overlay",
            type=click.Path(path_type=Path, exists=True, file_okay=False),
            help="A draft law laid over the pack.",
        ),
        click.option("--country", type=click.Choice(countries()), help="Whose law; the house's, else cn."),
        click.option(
            "--house",
            type=click.Path(path_type=Path, exists=True, file_okay=False),
            envvar="AMPARO_HOUSE",
            help="A house whose own limits are shown beside the law's.",
        ),
    ):
        made = option(made)
    return made


@command.command()
@click.argument("topic", required=False)
@click.option("--on", "on", metavar="DAY", help="The day, 2026-03-01; today if not given.")
@_pack_options
@language_option
@json_option
def show(
    topic: str | None,
    on: str | None,
    country: str | None,
    house: Path | None,
    overlay: Path | None,
    language: str,
    as_json: bool,
) -> int:
    """What is in force on a day under a topic (charges, complaints …), or one value, deadline or clause by its name.

    Without a topic everything in force is shown.
    """
    pack, limits = _law(country, house, overlay)
    day = law_words.day(on, "--on") if on else _today(pack)
    found = [s for s in standing(pack, day) if topic in (None, s.topic, s.name, s.dated.clause, s.dated.source)]
    clauses = [r for r in pack.requirements.values() if topic in (r.clause, r.source)] if topic else []
    if not found and not clauses:
        raise _nothing(pack, topic or "", day)
    if as_json:
        values = [law_tables.standing_json(s, limits.get(s.name), language) for s in found]
        told = [law_tables.clause_json(r, language) for r in clauses]
        say_json(
            {"on": day.isoformat(), "country": pack.country, "pack": pack.sha256, "values": values, "clauses": told}
        )
        return CLEAN
    law_tables.show(pack, day, found, clauses, limits, language)
    return CLEAN


@command.command()
@click.argument("before")
@click.argument("after")
@click.option("--topic", help="Only this topic.")
@_pack_options
@language_option
@json_option
def diff(
    before: str,
    after: str,
    topic: str | None,
    country: str | None,
    house: Path | None,
    overlay: Path | None,
    language: str,
    as_json: bool,
) -> int:
    """What the law says differently on the second DAY: values and deadlines new, changed or repealed, with both texts.

    With --overlay the first day is judged by the law as it is, the second with the draft laid over it.
    """
    plain, _ = _law(country, house, None)
    drafted, _ = _law(country, house, overlay)
    first, second = law_words.day(before, "BEFORE"), law_words.day(after, "AFTER")
    found = [c for c in changes(plain, first, drafted, second) if topic in (None, c.topic)]
    if as_json:
        told = [law_tables.change_json(c, language) for c in found]
        say_json({"before": first.isoformat(), "after": second.isoformat(), "country": plain.country, "changes": told})
        return CLEAN
    law_tables.diff(first, second, found, language)
    return CLEAN


@command.command(name="deadline")
@click.argument("rule")
@click.option("--from", "from_", metavar="DAY", help="The day the clock starts.")
@click.option("--at", metavar="MOMENT", help="The moment, 2026-03-01T14:30, for limits in hours (local time).")
@click.option("--pause", "pauses", multiple=True, metavar="FROM..TO:GROUND[:told][:agreed]", help="Days that stop it.")
@click.option("--extend", "extensions", multiple=True, metavar="GROUND[:approved][:told][:DAY]", help="A longer limit.")
@click.option("--restart", "restarts", multiple=True, metavar="DAY:GROUND", help="The clock begins anew.")
@_pack_options
@language_option
@json_option
def deadline_(
    rule: str,
    from_: str | None,
    at: str | None,
    pauses: Sequence[str],
    extensions: Sequence[str],
    restarts: Sequence[str],
    country: str | None,
    house: Path | None,
    overlay: Path | None,
    language: str,
    as_json: bool,
) -> int:
    """When something is due, each day counted or skipped and why: the strict day, the day after rest days, the house's own.

    RULE is a deadline's name (`amparo law show complaints` lists some), or plainly 15d, 15wd, 48h, 8w, 2m, 1y.
    """
    pack, limits = _law(country, house, overlay)
    if not from_ and not at:
        raise BadUse("no day to count from; give --from DAY, or --at MOMENT for limits in hours")
    moment = law_words.moment(at, pack) if at else None
    start = law_words.day(from_, "--from") if from_ else (moment.date() if moment else date.min)
    made = pack.rules.get(rule) or parse_plain_rule(rule, pack)
    answer = deadline(
        pack,
        rule,
        start,
        pauses=[law_words.pause(text, made) for text in pauses],
        extensions=[law_words.extension(text, made) for text in extensions],
        restarts=[law_words.restart(text, made) for text in restarts],
        house_limits=limits,
        at=moment,
    )
    if as_json:
        say_json({"country": pack.country, "pack": pack.sha256, **answer.as_json(language)})
        return CLEAN
    law_tables.deadline(pack, made, answer, language)
    return CLEAN


@command.command()
@click.option("--source", help="Only clauses of this legal text (its id, see `amparo law sources`).")
@click.option("--gaps", is_flag=True, help="Only clauses that something of is not covered.")
@click.option("--answered-by", "answered_by", metavar="ID", help="Only clauses this control, clock or value answers.")
@_pack_options
@language_option
@json_option
def requirements(
    source: str | None,
    gaps: bool,
    answered_by: str | None,
    country: str | None,
    house: Path | None,
    overlay: Path | None,
    language: str,
    as_json: bool,
) -> int:
    """Each clause, what answers it, and the honest gaps."""
    pack, _ = _law(country, house, overlay)
    if source is not None and source not in pack.sources:
        raise BadUse(f"--source {source}: no such legal text; {nearest(source, pack.sources)}")

    def wanted(r: Requirement) -> bool:
        answers = {a.partition(":")[2] or a for a in r.answered_by} | set(r.answered_by)
        return source in (None, r.source) and (not gaps or r.gaps is not None) and answered_by in (None, *answers)

    found = [r for r in pack.requirements.values() if wanted(r)]
    if as_json:
        told = [law_tables.clause_json(r, language) for r in found]
        say_json({"country": pack.country, "pack": pack.sha256, "requirements": told})
        return CLEAN
    law_tables.requirements(pack, found, language)
    return CLEAN


@command.command()
@_pack_options
@language_option
@json_option
def sources(country: str | None, house: Path | None, overlay: Path | None, language: str, as_json: bool) -> int:
    """Every legal text of the pack: title, issuer, number, days in force, link, when it was last checked."""
    pack, _ = _law(country, house, overlay)
    if as_json:
        say_json({"country": pack.country, "sources": [law_tables.source_json(s) for s in pack.sources.values()]})
        return CLEAN
    law_tables.sources(pack, language)
    return CLEAN


@command.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@language_option
@json_option
def check(folder: Path | None, language: str, as_json: bool) -> int:
    """Read a pack, or an overlay on one, whole: anything unknown, dangling, overlapping or unsourced is refused.

    Without FOLDER every pack shipped here is read.
    """
    folders = [folder] if folder else [path.parent for path in sorted(PACKS.rglob("pack.yaml"))]
    found = [(path, _read_whole(path)) for path in folders]
    if as_json:
        say_json({"packs": [law_tables.pack_json(path, pack) for path, pack in found]})
        return CLEAN
    law_tables.check(found, language)
    return CLEAN


def _law(country: str | None, house: Path | None, overlay: Path | None) -> tuple[Pack, Mapping[str, int]]:
    """The pack, and the house's own limits where a house was named (or one is set in AMPARO_HOUSE)."""
    if house is None or (not (house / "house.yaml").exists() and country is not None):
        return load_pack(country or "cn", overlay=overlay), {}
    from amparo.office.house import read_house

    settings = read_house(house)
    if country not in (None, settings.country):
        return load_pack(country or "cn", overlay=overlay), {}
    if overlay is None:
        return settings.pack, settings.limits
    return load_pack(settings.country, overlay=overlay), settings.limits


def _nothing(pack: Pack, topic: str, day: date) -> BadUse:
    """Why nothing is shown: not in force that day, or no such name."""
    topics = {p.topic for p in pack.parameters.values()} | {r.topic for r in pack.rules.values()}
    known = topics | set(pack.parameters) | set(pack.rules)
    if topic in known:
        return BadUse(f"{topic}: nothing in force on {day.isoformat()}; ask for another day with --on")
    remedy = nearest(topic, known | set(pack.requirements))
    return BadUse(
        f"{topic}: no such topic, value, deadline or clause; topics are {', '.join(sorted(topics))}; {remedy}"
    )


def _read_whole(folder: Path) -> Pack:
    folder = folder.resolve()
    path = folder / "pack.yaml"
    if not path.is_file():
        raise BadUse(f"{folder}: holds no pack.yaml; name the folder of a pack or of an overlay")
    head = read_strict(path, f"{folder.name}/pack.yaml")
    base = head.get("extends") if isinstance(head, dict) else None
    if base is None:
        return load_pack(folder.name, root=folder.parent)
    beside = folder.parent if (folder.parent / str(base) / "pack.yaml").is_file() else PACKS
    return load_pack(str(base), overlay=folder, root=beside)


def _today(pack: Pack) -> date:
    return datetime.now(ZoneInfo(pack.zone)).date()

"""`amparo check`: everything judged by the law of its day; also by another day's law, a draft, another limit."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amparo.commands.answers import (
    CLEAN,
    FOUND,
    UNREADABLE,
    BadUse,
    house_option,
    json_option,
    language_option,
    say_json,
)
from amparo.commands.check_told import first_found, run_json, run_lines
from amparo.commands.look_told import compared_json, compared_lines, looked_json, looked_lines
from amparo.commands.opening import now, opened

if TYPE_CHECKING:
    from amparo.office.house import House

DAY = click.DateTime(["%Y-%m-%d"])
FURTHEST = timedelta(days=3660)


@click.command()
@click.option(
    "--as-of",
    type=DAY,
    metavar="DAY",
    help="Judge as of this day, else today; one ahead, or before the last, only looks.",
)
@click.option("--control", "chosen", multiple=True, metavar="ID", help="Only this control; may be given again.")
@click.option("--whole", is_flag=True, help="Judge everything again, not only what changed.")
@click.option("--law-on", metavar="DAY|PACK", help="By the law of this one day, or by this pack; nothing is written.")
@click.option("--limit", "limits", multiple=True, metavar="NAME=NUMBER", help="By this limit; nothing is written.")
@click.option("--sql-of", type=int, metavar="RUN", help="By the controls as they were in that run; nothing is written.")
@click.option("--compare", is_flag=True, help="Tell what is found and lost against the law of each day.")
@house_option
@language_option
@json_option
def command(
    as_of: datetime | None,
    chosen: tuple[str, ...],
    whole: bool,
    law_on: str | None,
    limits: tuple[str, ...],
    sql_of: int | None,
    compare: bool,
    house: Path,
    language: str,
    as_json: bool,
) -> int:
    """Judge the records and say what was found, what is new, what could not be judged and why.

    Exit code 1 if findings of controls that are on stand open, 0 if none does.
    """
    with opened(house) as opened_house:
        today = opened_house.local(now()).date()
        on = as_of.date() if as_of is not None else today
        if on > today + FURTHEST:
            raise BadUse(f"--as-of {on}: too far ahead; expected a day up to {today + FURTHEST}; name an earlier one")
        names = chosen or None
        if law_on or limits or sql_of is not None or compare:
            return _look(opened_house, on, names, law_on, _numbers(limits), sql_of, compare, language, as_json)
        if as_of is not None and (on > today or _before_last(on)):
            return _look(opened_house, on, names, None, {}, None, False, language, as_json)
        return _check(opened_house, on, names, whole, language, as_json)


def _check(house: House, on: date, names: Collection[str] | None, whole: bool, language: str, as_json: bool) -> int:
    from amparo.commands.check_progress import judging_progress
    from amparo.office.flow import run_checks

    tell = None if as_json else first_found(language)
    with judging_progress(language, quiet=as_json) as progress:
        report = run_checks(house, as_of=on, now=now(), controls=names, whole=whole, progress=progress, on_found=tell)
    if as_json:
        say_json(run_json(report, language))
    else:
        for line in run_lines(report, language):
            click.echo(line)
    if report.open_count:
        return FOUND
    return UNREADABLE if report.judged_nothing else CLEAN


def _look(
    house: House,
    on: date,
    names: Collection[str] | None,
    law_on: str | None,
    limits: dict[str, int],
    sql_of: int | None,
    compare: bool,
    language: str,
    as_json: bool,
) -> int:
    """Judge without writing anything: through another lens, or as of an earlier day."""
    from amparo.commands.check_progress import looking_progress
    from amparo.office.findings.compare import compared, house_lens, look, other_lens
    from amparo.office.flow import supplies

    plain = house_lens(house)
    other = other_lens(house, law_on=law_on, limits=limits, sql_of=sql_of)
    lenses = [plain, other] if compare else [other]
    with looking_progress(language, quiet=as_json) as progress:
        seen = look(house, lenses, as_of=on, supplies=supplies(house, as_of=on), chosen=names, progress=progress)
    if not compare:
        if as_json:
            say_json(looked_json(seen[0], on, other.says(), language))
        else:
            for line in looked_lines(seen[0], on, other.says(), language):
                click.echo(line)
        return FOUND if any(side.amounts for _, side in seen[0].values()) else CLEAN
    answer = compared(seen[0], seen[1])
    if as_json:
        say_json(compared_json(answer, on, plain.says(), other.says(), language))
    else:
        for line in compared_lines(answer, on, plain.says(), other.says(), language):
            click.echo(line)
    return FOUND if any(one.found or one.lost for one in answer) else CLEAN


def _before_last(on: date) -> bool:
    """Whether a run already judged on a later day: then looking back must not unsay what it found."""
    from amparo.office.findings.models import Run

    last = Run.objects.filter(state="done").order_by("-as_of").values_list("as_of", flat=True).first()
    return last is not None and on < last


def _numbers(limits: tuple[str, ...]) -> dict[str, int]:
    found = {}
    for given in limits:
        name, _, number = given.partition("=")
        if not name or not number.isdigit():
            raise click.UsageError(
                f"--limit {given}: expected NAME=NUMBER, as in --limit cash_off_premises_minor=50000"
            )
        found[name] = int(number)
    return found

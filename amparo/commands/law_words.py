"""How pauses, extensions, restarts, days and moments are written on the command line of `amparo law`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from amparo.commands.answers import BadUse
from amparo.law.deadlines import Extension, Pause, Restart
from amparo.law.pack import Pack, Rule
from amparo.law.strict_yaml import nearest

MET = ("told", "approved", "agreed")
SPAN = re.compile(r"^(\S+?)\.\.(\S+?):(.+)$")


def day(text: str, what: str) -> date:
    """A day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadUse(f"{what} {text}: is no day; write it as 2026-03-01") from error


def moment(text: str, pack: Pack) -> datetime:
    """A moment; without a zone, the zone of the pack."""
    try:
        given = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadUse(f"--at {text}: is no moment; write it as 2026-03-01T14:30") from error
    return given if given.tzinfo else given.replace(tzinfo=ZoneInfo(pack.zone))


def pause(text: str, rule: Rule) -> Pause:
    """FROM..TO:GROUND, then the conditions that were met."""
    found = SPAN.match(text)
    if not found:
        raise BadUse(f"--pause {text}: expected FROM..TO:GROUND, as 2026-03-01..2026-03-10:appraisal:told")
    ground, *met = found[3].split(":")
    _ground(ground, rule, "pauses", "--pause")
    first, last = day(found[1], "--pause"), day(found[2], "--pause")
    return Pause(first, last, ground, **_met(met, "--pause", text))


def extension(text: str, rule: Rule) -> Extension:
    """GROUND, then the conditions that were met and the day that was."""
    ground, *met = text.split(":")
    _ground(ground, rule, "extensions", "--extend")
    days = [day(word, "--extend") for word in met if word[:1].isdigit()]
    words = [word for word in met if not word[:1].isdigit()]
    return Extension(ground, on=days[0] if days else None, **_met(words, "--extend", text))


def restart(text: str, rule: Rule) -> Restart:
    """DAY:GROUND."""
    on, _, ground = text.partition(":")
    _ground(ground, rule, "restarts", "--restart")
    return Restart(day(on, "--restart"), ground)


def _ground(ground: str, rule: Rule, kind: str, option: str) -> None:
    known = getattr(rule, kind)
    if ground not in known:
        remedy = nearest(ground, known) if known else "take it out"
        raise BadUse(f"{option} {ground}: is no ground for {kind} of {rule.name}; {remedy}")


def _met(words: Sequence[str], option: str, text: str) -> dict[str, bool]:
    for word in words:
        if word not in MET:
            raise BadUse(f"{option} {text}: {word!r} is no condition; {nearest(word, MET)}")
    return dict.fromkeys(words, True)

"""From strict YAML to the law in force: each entry checked, each mistake told with file, line and remedy."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from amparo.law import entries
from amparo.law.calendars import Calendar
from amparo.law.provisions import (
    CLOCK_UNITS,
    CONFIDENCES,
    NEEDS,
    OPEN_END,
    RIGHTS,
    UNITS,
    Dated,
    Ground,
    Pack,
    Parameter,
    Requirement,
    Rule,
    Source,
)
from amparo.law.said import Said
from amparo.law.strict_yaml import Marked, StrictFileError, nearest, one_of, only
from amparo.proof.canonical import digest

ENDS = ("roll_forward", "strict")
ANSWERS = re.compile(r"^(?:[A-Z]{3}-[0-9]{2}|(?:clock|value|case|measure):[a-z][a-z0-9_]*)$")


def made_of(content: Mapping[str, Any]) -> Pack:
    """The pack of one content, whole, or the first mistake in it."""
    head: Marked = content["pack"]
    rights = _rights(content["rights"])
    sources = {name: _source(name, given) for name, given in content["sources"].items()}
    calendars = _calendars(content["calendars"])
    one_of(head, "calendar", calendars, "pack")
    plain_end = one_of(head, "plain_end", ENDS, "pack") if "plain_end" in head else "roll_forward"
    pack = Pack(
        country=str(head["country"]),
        name=entries.said(head, "name", "pack"),
        version=str(head["version"]),
        sha256=digest(_plain(content)),
        calendar=str(head["calendar"]),
        plain_end=plain_end,
        zone=str(head.get("zone", "UTC")),
        currency=str(head.get("currency", "")),
        sources=sources,
        parameters={n: _parameter(n, t, e, sources) for n, (t, e) in content["parameters"].items()},
        rules={
            n: _rule(n, t, e, sources, calendar=head["calendar"], end=plain_end, calendars=calendars)
            for n, (t, e) in content["deadlines"].items()
        },
        requirements={n: _requirement(n, e, sources) for n, (_, e) in content["requirements"].items()},
        calendars=calendars,
        rights=rights,
    )
    _no_dangling(pack, content)
    return pack


def _no_dangling(pack: Pack, content: Mapping[str, Any]) -> None:
    """Every value names a clause the pack holds, every clause is answered by clocks and values the pack holds."""
    for kind in ("parameters", "deadlines"):
        for name, (_, entry) in content[kind].items():
            for given in entry["values"].values():
                entries.known_word(given, "clause", pack.requirements, name)
    known = {"clock": pack.rules, "value": pack.parameters}
    for clause, (_, entry) in content["requirements"].items():
        for answer in entry["answered_by"]:
            kind, _, name = answer.partition(":")
            if kind in known and name not in known[kind]:
                remedy = nearest(name, known[kind])
                raise StrictFileError(entry.place("answered_by"), f"{clause}: no {kind} {name!r} in the pack", remedy)


def _rights(given: Marked) -> dict[str, Said]:
    only(given, known=RIGHTS, needed=RIGHTS, what="rights")
    return {name: entries.said(given, name, "rights") for name in RIGHTS}


def _source(name: str, given: Any) -> Source:
    known = {"title", "issuer", "number", "from", "to", "link", "checked_on"}
    only(given, known=known, needed=known - {"to"}, what=f"source {name}")
    made = Source(
        id=str(name),
        title=entries.text(given, "title", name),
        issuer=entries.text(given, "issuer", name),
        number=entries.text(given, "number", name),
        from_on=entries.day(given, "from", name),
        to_on=entries.day(given, "to", name) if "to" in given else OPEN_END,
        link=entries.text(given, "link", name),
        checked_on=entries.day(given, "checked_on", name),
    )
    if made.to_on < made.from_on:
        raise StrictFileError(given.place("to"), f"source {name}: ends before it begins", "mend from or to")
    return made


def _parameter(name: str, topic: str, given: Marked, sources: Mapping[str, Source]) -> Parameter:
    known = {"says", "unit", "right", "stricter", "values"}
    only(given, known=known, needed=known, what=name)
    unit = one_of(given, "unit", UNITS, name)
    right = one_of(given, "right", RIGHTS, name)
    stricter = one_of(given, "stricter", ("lower", "higher"), name)
    dated = _dated(name, given, sources, units=(unit,))
    return Parameter(name, topic, entries.said(given, "says", name), right, stricter, dated)


def _rule(
    name: str,
    topic: str,
    given: Marked,
    sources: Mapping[str, Source],
    *,
    calendar: str,
    end: str,
    calendars: Collection[str],
) -> Rule:
    known = {"says", "starts", "right", "unit", "calendar", "start_day", "end", "direction", "values"}
    known |= {"pauses", "extensions", "restarts"}
    only(given, known=known, needed={"says", "starts", "right", "unit", "values"}, what=name)
    one_of(given, "unit", CLOCK_UNITS, name)

    def chosen(key: str, words: Collection[str], default: str) -> str:
        return one_of(given, key, words, name) if key in given else default

    dated = _dated(name, given, sources, units=CLOCK_UNITS)
    direction = chosen("direction", ("after", "before"), "after")
    for key in ("pauses", "extensions", "restarts"):
        if given.get(key) and (direction == "before" or (key == "pauses" and any(d.unit == "hour" for d in dated))):
            what = "a limit counted back" if direction == "before" else "a limit in hours"
            raise StrictFileError(given.place(key), f"{name}: {what} knows no {key}", "take them out")
    return Rule(
        name=name,
        topic=topic,
        says=entries.said(given, "says", name),
        starts=entries.said(given, "starts", name),
        right=one_of(given, "right", RIGHTS, name),
        calendar=chosen("calendar", calendars, calendar),
        start_day=chosen("start_day", ("excluded", "counted"), "excluded"),
        end=chosen("end", ENDS, end),
        direction=direction,
        pauses=_grounds(name, given, "pauses", {"says", "needs", "from", "until"}),
        extensions=_grounds(name, given, "extensions", {"says", "needs", "to", "from", "until"}),
        restarts=_grounds(name, given, "restarts", {"says", "from", "until"}),
        dated=dated,
    )


def _grounds(name: str, given: Marked, key: str, known: set[str]) -> dict[str, Ground]:
    made: dict[str, Ground] = {}
    if given.get(key) is None:
        return made
    if not isinstance(given[key], Marked):
        raise StrictFileError(given.place(key), f"{name}: {key} is no mapping", "write ground: {says: …} lines")
    for ground, terms in given[key].items():
        what = f"{name} {key} {ground}"
        only(terms, known=known, needed=known - {"needs", "from", "until"}, what=what)
        needs = terms.get("needs") or []
        if not isinstance(needs, list):
            raise StrictFileError(terms.place("needs"), f"{what}: needs is no list", "write needs: [told]")
        for need in needs:
            if need not in NEEDS:
                raise StrictFileError(terms.place("needs"), f"{what}: needs {need!r}", nearest(str(need), NEEDS))
        to = entries.whole(terms, "to", what) if "to" in known else 0
        first = entries.day(terms, "from", what) if "from" in terms else date(1, 1, 1)
        last = entries.day(terms, "until", what) if "until" in terms else OPEN_END
        made[str(ground)] = Ground(entries.said(terms, "says", what), tuple(needs), to, first, last)
    return made


def _dated(name: str, given: Marked, sources: Mapping[str, Source], *, units: Collection[str]) -> tuple[Dated, ...]:
    """The periods of one value in order; each ends where the next begins, or at its own `until`."""
    marked = given["values"]
    if not isinstance(marked, Marked) or not marked:
        raise StrictFileError(given.place("values"), f"{name}: no values", "write 2026-03-01: {value: …} lines")
    values: dict[Any, Any] = marked
    starts: list[date] = []
    for start in values:
        if type(start) is not date:
            raise StrictFileError(
                marked.place(str(start)), f"{name}: {str(start)!r} is no day", "write it as 2026-03-01"
            )
        starts.append(start)
    starts.sort()
    ends = [after - timedelta(days=1) for after in starts[1:]] + [OPEN_END]
    return tuple(
        _period(name, values[start], start, end, sources, default=given["unit"], units=units)
        for start, end in zip(starts, ends, strict=True)
    )


def _period(
    name: str,
    given: Any,
    start: date,
    end: date,
    sources: Mapping[str, Source],
    *,
    default: str,
    units: Collection[str],
) -> Dated:
    known = {"value", "unit", "source", "article", "clause", "confidence", "checked_on", "until"}
    what = f"{name} from {start}"
    only(given, known=known, needed=known - {"unit", "until"}, what=what)
    until = entries.day(given, "until", what) if "until" in given else end
    if until < start:
        raise StrictFileError(given.place("until"), f"{what}: ends before it begins", "mend until")
    if until > end:
        raise StrictFileError(
            given.place("until"),
            f"{what}: overlaps the value from {end + timedelta(days=1)}",
            f"write until: {end} or earlier, or take until out",
        )
    return Dated(
        from_on=start,
        to_on=until,
        value=None if given["value"] is None else entries.whole(given, "value", what),
        unit=one_of(given, "unit", units, what) if "unit" in given else default,
        source=entries.known_word(given, "source", sources, what),
        article=entries.text(given, "article", what),
        clause=entries.text(given, "clause", what),
        confidence=CONFIDENCES[one_of(given, "confidence", CONFIDENCES, what)],
        checked_on=entries.day(given, "checked_on", what),
    )


def _requirement(clause: str, given: Marked, sources: Mapping[str, Source]) -> Requirement:
    known = {"source", "article", "confidence", "says", "answered_by", "gaps"}
    only(given, known=known, needed=known - {"gaps"}, what=clause)
    answers = given["answered_by"]
    if not isinstance(answers, list) or not all(isinstance(a, str) and ANSWERS.match(a) for a in answers):
        remedy = "write a list of control ids (CHG-01), clock:rule, value:name, case:kind, measure:name"
        raise StrictFileError(given.place("answered_by"), f"{clause}: answered_by is {answers!r}", remedy)
    if not answers and not given.get("gaps"):
        raise StrictFileError(given.place(), f"{clause}: nothing answers it and no gap is told", "add gaps")
    return Requirement(
        clause=clause,
        source=entries.known_word(given, "source", sources, clause),
        article=entries.text(given, "article", clause),
        confidence=CONFIDENCES[one_of(given, "confidence", CONFIDENCES, clause)],
        says=entries.said(given, "says", clause),
        answered_by=tuple(answers),
        gaps=entries.said(given, "gaps", clause) if given.get("gaps") else None,
    )


def _calendars(given: Mapping[str, tuple[str, Marked]]) -> dict[str, Calendar]:
    """Calendar files hold `name-year: {calendar, year, notices, off: {day: name}, made_up: {day: name}}`."""
    gathered: dict[str, dict[str, Any]] = {}
    for key, (_, entry) in given.items():
        known = {"calendar", "year", "notices", "off", "made_up"}
        only(entry, known=known, needed=known - {"made_up"}, what=key)
        one = gathered.setdefault(
            entries.text(entry, "calendar", key), {"off": {}, "made_up": {}, "years": set(), "sources": {}, "days": {}}
        )
        year = entries.whole(entry, "year", key)
        if year in one["years"]:
            raise StrictFileError(entry.place("year"), f"{key}: {year} stands twice", "keep one of them")
        for kind in ("off", "made_up"):
            days = entry.get(kind) or Marked()
            for day in days:
                if type(day) is not date or abs(day.year - year) > 1:
                    raise StrictFileError(days.place(str(day)), f"{key}: {day} is no day of {year}", "mend the day")
            one[kind].update(days)
        one["years"].add(year)
        one["sources"][year] = tuple(entry["notices"])
        one["days"][year] = frozenset({*(entry["off"] or {}), *(entry.get("made_up") or {})})
    return {
        name: Calendar(name, one["off"], one["made_up"], frozenset(one["years"]), one["sources"], one["days"])
        for name, one in gathered.items()
    }


def _plain(value: Any) -> Any:
    """What the canonical bytes can hold; the order of keys and the comments of the files do not matter."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, float):
        return repr(value)
    return value.isoformat() if isinstance(value, date) else value

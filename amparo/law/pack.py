"""A pack of law: sources, dated values, deadline rules, requirements and calendars of one country, read and checked.

A pack is a folder; `extends` in its `pack.yaml` makes it an overlay (a draft law) on another, whose dated values it
adds to or replaces. Anything unknown, dangling, overlapping or without an article is refused with file and line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from amparo.law.calendars import Calendar
from amparo.law.said import Said
from amparo.law.strict_yaml import Marked, StrictFileError, one_of, only, read_strict
from amparo.proof.canonical import digest

PACKS = Path(__file__).parents[1] / "lawpack"
OPEN_END = date(9999, 12, 31)
# World packs say P, S, M?; the Chinese one V1, V2, M, ?. D is the house's own policy.
CONFIDENCES = {"V1": "V1", "V2": "V2", "D": "D", "M": "M", "?": "?", "P": "V1", "S": "V2", "M?": "?"}
UNITS = ("minor", "day", "working_day", "hour", "minute", "week", "month", "year", "count", "ppm", "metre", "person")
CLOCK_UNITS = ("day", "working_day", "hour", "week", "month", "year")
RIGHTS = ("know", "choose", "fair_dealing", "property", "redress", "education", "respect", "information")

LawPackError = StrictFileError


@dataclass(frozen=True)
class Source:
    """One legal text: its own title, who issued it under which number, and when it is in force."""

    id: str
    title: str
    issuer: str
    number: str
    from_on: date
    to_on: date
    link: str
    checked_on: date


@dataclass(frozen=True)
class Dated:
    """One value in force from one day to another, with what it stands on."""

    from_on: date
    to_on: date
    value: int | None
    unit: str
    source: str
    article: str
    clause: str
    confidence: str
    checked_on: date


@dataclass(frozen=True)
class Parameter:
    """One figure of the law over time; `stricter` says whether a lower or a higher figure protects the customer more."""

    name: str
    topic: str
    says: Said
    right: str
    stricter: str
    dated: tuple[Dated, ...]

    def on(self, day: date) -> Dated | None:
        """What is in force that day, if anything is."""
        return next((d for d in self.dated if d.from_on <= day <= d.to_on and d.value is not None), None)


@dataclass(frozen=True)
class Rule:
    """One deadline: what starts it, how it is counted, how it ends, and what may lawfully stop or lengthen it.

    `start_day` excluded | counted; `end` roll_forward | strict; `direction` after | before; `pauses`, `extensions`,
    `restarts`: ground → the conditions that must be met (`told`, `approved`), an extension also `to` (a whole amount).
    """

    name: str
    topic: str
    says: Said
    starts: Said
    right: str
    calendar: str
    start_day: str
    end: str
    direction: str
    pauses: Mapping[str, Mapping[str, Any]]
    extensions: Mapping[str, Mapping[str, Any]]
    restarts: Mapping[str, Mapping[str, Any]]
    dated: tuple[Dated, ...]

    def on(self, day: date) -> Dated | None:
        """The amount in force for clocks that start that day."""
        return next((d for d in self.dated if d.from_on <= day <= d.to_on and d.value is not None), None)


@dataclass(frozen=True)
class Requirement:
    """One clause: what it asks, which controls or kinds of case answer it, and the honest gaps."""

    clause: str
    source: str
    article: str
    confidence: str
    says: Said
    answered_by: tuple[str, ...]
    gaps: Said | None


@dataclass(frozen=True)
class Pack:
    """The law of one country, as data; `sha256` is the hash of its canonical content."""

    country: str
    name: Said
    version: str
    sha256: str
    calendar: str
    sources: Mapping[str, Source]
    parameters: Mapping[str, Parameter]
    rules: Mapping[str, Rule]
    requirements: Mapping[str, Requirement]
    calendars: Mapping[str, Calendar]
    rights: Mapping[str, Said]

    def ground(self, clauses: tuple[str, ...]) -> str | None:
        """The ground a finding on these clauses has: 'law' (V1, V2), 'house' (D), or None (only M or ?)."""
        known = {self.requirements[c].confidence for c in clauses if c in self.requirements}
        if known & {"V1", "V2"}:
            return "law"
        return "house" if "D" in known else None


@lru_cache(maxsize=8)
def load_pack(country: str = "cn", *, overlay: Path | None = None, root: Path | None = None) -> Pack:
    """The pack of a country, with an overlay pack's dated values laid over it; refused whole if anything is wrong."""
    folder = (root or PACKS) / country
    if not (folder / "pack.yaml").exists():
        there = sorted(p.parent.name for p in (root or PACKS).glob("*/pack.yaml"))
        raise LawPackError(str(country), "no such pack", f"use one of {', '.join(there)}")
    content = _read(folder)
    if overlay is not None:
        over = _read(overlay)
        if over["pack"].get("extends") != content["pack"]["country"]:
            raise LawPackError(over["pack"].place(), f"must say extends: {country}", "add it to pack.yaml")
        content = _laid_over(content, over)
    return _made(content)


def _read(folder: Path) -> dict[str, Any]:
    def every(kind: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for path in sorted((folder / kind).glob("*.yaml")):
            for name, entry in (read_strict(path, f"{folder.name}/{kind}/{path.name}") or {}).items():
                if name in found:
                    raise LawPackError(entry.place(), f"{name} is declared twice", "keep one of them")
                found[name] = (path.stem, entry)
        return found

    def single(name: str) -> Marked:
        path = folder / name
        return read_strict(path, f"{folder.name}/{name}") if path.exists() else Marked()

    return {
        "pack": single("pack.yaml"),
        "sources": single("sources.yaml"),
        "rights": single("rights.yaml"),
        "parameters": every("parameters"),
        "deadlines": every("deadlines"),
        "requirements": every("requirements"),
        "calendars": every("calendars"),
    }


def _laid_over(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """The base with the overlay's entries: dated values join those of the same name, the rest is replaced or added."""
    laid = {**base, "sources": {**base["sources"], **over["sources"]}}
    laid["pack"] = {**base["pack"], "version": f"{base['pack']['version']}+{over['pack']['version']}"}
    for kind in ("parameters", "deadlines", "requirements", "calendars"):
        laid[kind] = dict(base[kind])
        for name, (topic, entry) in over[kind].items():
            old = base[kind].get(name)
            if old and "values" in entry:
                joined = Marked({**old[1], **{k: v for k, v in entry.items() if k != "values"}})
                joined["values"] = {**old[1]["values"], **entry["values"]}
                joined.where, joined.lines = entry.where, entry.lines
                entry = joined
            laid[kind][name] = (topic, entry)
    return laid


def _made(content: dict[str, Any]) -> Pack:
    head = content["pack"]
    if isinstance(head, Marked):
        only(head, known={"country", "name", "version", "calendar", "extends"}, needed={"country", "name", "version"})
    sources = {id: _source(id, given) for id, given in content["sources"].items()}
    calendars = _calendars(content["calendars"])
    if head["calendar"] not in calendars:
        raise LawPackError("pack.yaml", f"calendar {head['calendar']!r} has no file", "add it under calendars/")
    return Pack(
        country=head["country"],
        name=Said.from_yaml(head["name"]),
        version=str(head["version"]),
        sha256=digest(_plain({k: v for k, v in content.items()})),
        calendar=head["calendar"],
        sources=sources,
        parameters={n: _parameter(n, t, e, sources) for n, (t, e) in content["parameters"].items()},
        rules={n: _rule(n, t, e, sources, head["calendar"], calendars) for n, (t, e) in content["deadlines"].items()},
        requirements={n: _requirement(n, e, sources) for n, (_, e) in content["requirements"].items()},
        calendars=calendars,
        rights={n: Said.from_yaml(given) for n, given in content["rights"].items()},
    )


def _source(id: str, given: Marked) -> Source:
    known = {"title", "issuer", "number", "from", "to", "link", "checked_on"}
    only(given, known=known, needed=known - {"to", "link", "number"}, what=f"source {id}")
    return Source(
        id=id,
        title=given["title"],
        issuer=given["issuer"],
        number=str(given.get("number", "")),
        from_on=given["from"],
        to_on=given.get("to", OPEN_END),
        link=given.get("link", ""),
        checked_on=given["checked_on"],
    )


def _dated(name: str, values: Marked, sources: Mapping[str, Source], default_unit: str) -> tuple[Dated, ...]:
    known = {"value", "unit", "source", "article", "clause", "confidence", "checked_on", "until"}
    starts = sorted(values)
    dated = []
    for number, start in enumerate(starts):
        given = only(values[start], known=known, needed=known - {"unit", "until"}, what=f"{name} from {start}")
        if not isinstance(start, date):
            raise LawPackError(given.place(), f"{name}: {start!r} is no day", "write the first day, 2026-03-01")
        if given["source"] not in sources:
            raise LawPackError(given.place("source"), f"{name}: source {given['source']!r} is unknown", "add it")
        if not str(given["article"] or "").strip():
            raise LawPackError(given.place("article"), f"{name}: no article", "name the article, or 'none' for policy")
        one_of(given, "confidence", CONFIDENCES, name)
        following = starts[number + 1] - timedelta(days=1) if number + 1 < len(starts) else OPEN_END
        until = given.get("until", following)
        if until > following or until < start:
            raise LawPackError(given.place("until"), f"{name}: periods overlap or end before they begin", "mend until")
        if given["value"] is not None and not isinstance(given["value"], int):
            raise LawPackError(given.place("value"), f"{name}: value {given['value']!r}", "write a whole number")
        dated.append(
            Dated(
                from_on=start,
                to_on=until,
                value=given["value"],
                unit=given.get("unit", default_unit),
                source=given["source"],
                article=str(given["article"]),
                clause=str(given["clause"]),
                confidence=CONFIDENCES[given["confidence"]],
                checked_on=given["checked_on"],
            )
        )
    return tuple(dated)


def _parameter(name: str, topic: str, given: Marked, sources: Mapping[str, Source]) -> Parameter:
    known = {"says", "unit", "right", "stricter", "values"}
    only(given, known=known, needed=known, what=name)
    one_of(given, "unit", UNITS, name)
    one_of(given, "right", RIGHTS, name)
    one_of(given, "stricter", ("lower", "higher"), name)
    says = Said.from_yaml(given["says"])
    dated = _dated(name, given["values"], sources, given["unit"])
    return Parameter(name, topic, says, given["right"], given["stricter"], dated)


def _rule(
    name: str, topic: str, given: Marked, sources: Mapping[str, Source], calendar: str, calendars: Mapping[str, Any]
) -> Rule:
    known = {"says", "starts", "right", "unit", "calendar", "start_day", "end", "direction", "values"}
    known |= {"pauses", "extensions", "restarts"}
    only(given, known=known, needed={"says", "starts", "right", "unit", "values"}, what=name)
    one_of(given, "unit", CLOCK_UNITS, name)
    one_of(given, "right", RIGHTS, name)
    chosen = {"start_day": "excluded", "end": "roll_forward", "direction": "after", "calendar": calendar}
    allowed = {
        "start_day": ("excluded", "counted"),
        "end": ("roll_forward", "strict"),
        "direction": ("after", "before"),
        "calendar": tuple(calendars),
    }
    for key, words in allowed.items():
        if key in given:
            chosen[key] = one_of(given, key, words, name)
    events: dict[str, dict[str, Any]] = {}
    for key, may in (("pauses", {"needs", "says"}), ("extensions", {"to", "needs", "says"}), ("restarts", {"says"})):
        events[key] = {}
        for ground, terms in (given.get(key) or {}).items():
            only(terms, known=may, needed={"says"}, what=f"{name} {key} {ground}")
            events[key][ground] = {**terms, "says": Said.from_yaml(terms["says"])}
    return Rule(
        name=name,
        topic=topic,
        says=Said.from_yaml(given["says"]),
        starts=Said.from_yaml(given["starts"]),
        right=given["right"],
        dated=_dated(name, given["values"], sources, given["unit"]),
        **chosen,
        **events,  # type: ignore[arg-type]
    )


def _requirement(clause: str, given: Marked, sources: Mapping[str, Source]) -> Requirement:
    known = {"source", "article", "confidence", "says", "answered_by", "gaps"}
    only(given, known=known, needed=known - {"gaps"}, what=clause)
    if given["source"] not in sources:
        raise LawPackError(given.place("source"), f"{clause}: source {given['source']!r} is unknown", "add it")
    one_of(given, "confidence", CONFIDENCES, clause)
    return Requirement(
        clause=clause,
        source=given["source"],
        article=str(given["article"]),
        confidence=CONFIDENCES[given["confidence"]],
        says=Said.from_yaml(given["says"]),
        answered_by=tuple(given["answered_by"]),
        gaps=Said.from_yaml(given["gaps"]) if given.get("gaps") else None,
    )


def _calendars(given: Mapping[str, tuple[str, Marked]]) -> dict[str, Calendar]:
    """Calendar files hold `name-year: {source, link, off: {day: name}, made_up: {day: name}}`."""
    gathered: dict[str, dict[str, Any]] = {}
    for key, (_, entry) in given.items():
        known = {"calendar", "year", "notices", "off", "made_up"}
        only(entry, known=known, needed=known - {"made_up"}, what=key)
        one = gathered.setdefault(entry["calendar"], {"off": {}, "made_up": {}, "years": set(), "sources": {}})
        one["off"].update(entry["off"] or {})
        one["made_up"].update(entry.get("made_up") or {})
        one["years"].add(entry["year"])
        one["sources"][entry["year"]] = tuple(entry["notices"])
    return {
        name: Calendar(name, one["off"], one["made_up"], frozenset(one["years"]), one["sources"])
        for name, one in gathered.items()
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value

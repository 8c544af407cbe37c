"""A pack of law: sources, dated values, deadline rules, requirements and calendars of one country, read and checked.

A pack is a folder; `extends` in its `pack.yaml` makes it an overlay (a draft law) on another, whose dated values it
adds to or replaces. Anything unknown, dangling, overlapping or without an article is refused with file and line.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from amparo.law.provisions import (
    CONFIDENCES,
    LAWFUL,
    OPEN_END,
    RIGHTS,
    Dated,
    Ground,
    Pack,
    Parameter,
    Requirement,
    Rule,
    Source,
    ground_of,
)
from amparo.law.reading import made_of
from amparo.law.strict_yaml import Marked, StrictFileError, only, read_strict

__all__ = [
    "CONFIDENCES",
    "LAWFUL",
    "OPEN_END",
    "PACKS",
    "RIGHTS",
    "Dated",
    "Ground",
    "LawPackError",
    "Pack",
    "Parameter",
    "Requirement",
    "Rule",
    "Source",
    "countries",
    "ground_of",
    "load_pack",
]

PACKS = Path(__file__).parents[1] / "lawpack"
KINDS = ("parameters", "deadlines", "requirements", "calendars")
HEAD = ("country", "name", "version", "calendar", "plain_end", "zone", "currency")
OVERLAY_HEAD = ("extends", "name", "version")

LawPackError = StrictFileError


def countries(root: Path | None = None) -> list[str]:
    """The countries there is a pack for."""
    return sorted(path.parent.name for path in (root or PACKS).glob("*/pack.yaml"))


def load_pack(country: str = "cn", *, overlay: Path | None = None, root: Path | None = None) -> Pack:
    """The pack of a country, with an overlay pack's dated values laid over it; refused whole if anything is wrong.

    Read once and kept until one of its files changes.
    """
    folder = (root or PACKS) / country
    if not (folder / "pack.yaml").is_file():
        raise LawPackError(str(country), "no such pack", f"use one of {', '.join(countries(root))}")
    if overlay is not None and not (overlay / "pack.yaml").is_file():
        raise LawPackError(str(overlay), "no overlay: it holds no pack.yaml", f"write one that says extends: {country}")
    over = overlay.resolve() if overlay is not None else None
    return _loaded(folder.resolve(), over, _stamp(folder) + (_stamp(over) if over else ()))


@lru_cache(maxsize=8)
def _loaded(folder: Path, overlay: Path | None, stamp: tuple[tuple[str, int, int], ...]) -> Pack:
    content = _read(folder, HEAD, needed=("country", "name", "version", "calendar"))
    head: Marked = content["pack"]
    if head["country"] != folder.name:
        raise LawPackError(head.place("country"), f"country is {head['country']!r}", f"the folder says {folder.name!r}")
    if overlay is not None:
        over = _read(overlay, OVERLAY_HEAD, needed=OVERLAY_HEAD)
        if over["pack"]["extends"] != head["country"]:
            given = over["pack"]["extends"]
            raise LawPackError(over["pack"].place("extends"), f"extends {given!r}", f"write extends: {head['country']}")
        content = _laid_over(content, over)
    return made_of(content)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Which files make the pack, and when they last changed: two equal stamps mean the same content."""
    found = [(path, path.stat()) for path in sorted(folder.rglob("*.yaml"))]
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in found)


def _read(folder: Path, head: tuple[str, ...], *, needed: tuple[str, ...]) -> dict[str, Any]:
    def single(name: str) -> Marked:
        path = folder / name
        given = read_strict(path, f"{folder.name}/{name}") if path.exists() else None
        return _mapping(given, f"{folder.name}/{name}")

    content: dict[str, Any] = {kind: _every(folder, kind) for kind in KINDS}
    content["pack"] = only(single("pack.yaml"), known=head, needed=needed, what="pack")
    return content | {"sources": single("sources.yaml"), "rights": single("rights.yaml")}


def _every(folder: Path, kind: str) -> dict[str, tuple[str, Marked]]:
    """The entries of all files of one kind, each with the file's name, which is its topic."""
    found: dict[str, tuple[str, Marked]] = {}
    for path in sorted((folder / kind).glob("*.yaml")):
        shown = f"{folder.name}/{kind}/{path.name}"
        given = _mapping(read_strict(path, shown), shown)
        for name, entry in given.items():
            if not isinstance(entry, Marked):
                raise LawPackError(given.place(str(name)), f"{name} is no mapping", "write key: value lines under it")
            if name in found:
                first = found[name][1].where
                raise LawPackError(given.place(str(name)), f"{name} stands in {first} too", "keep one of them")
            found[str(name)] = (path.stem, entry)
    return found


def _mapping(given: Any, shown: str) -> Marked:
    if given is None:
        empty = Marked()
        empty.where = shown
        return empty
    return only(given, known=list(given) if isinstance(given, dict) else [], what=shown)


def _laid_over(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """The base with the overlay's entries: dated values join those of the same name, the rest is replaced or added."""
    laid = {**base, "sources": _joined(base["sources"], over["sources"])}
    laid["pack"] = _joined(base["pack"], {"version": f"{base['pack']['version']}+{over['pack']['version']}"})
    for kind in KINDS:
        laid[kind] = dict(base[kind])
        for name, (topic, entry) in over[kind].items():
            before = base[kind].get(name)
            if before is not None:
                topic, joined = before[0], _joined(before[1], entry)
                if isinstance(entry.get("values"), Marked) and "values" in before[1]:
                    joined["values"] = _joined(before[1]["values"], entry["values"])
                entry = joined
            laid[kind][name] = (topic, entry)
    return laid


def _joined(base: Marked, over: Any) -> Marked:
    """Both mappings' keys, the second's where both have one; messages point at the file that last spoke."""
    joined = Marked({**base, **over})
    from_over = isinstance(over, Marked) and bool(over.where)
    joined.where = over.where if from_over else base.where
    joined.lines = dict(over.lines if from_over else base.lines)
    return joined

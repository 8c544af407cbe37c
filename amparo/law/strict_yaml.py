"""YAML that knows its lines: a misspelt or repeated key is refused with file, line and the nearest right key."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml


class StrictFileError(Exception):
    """A settings or law file says something it cannot say: where · what was expected · what to do."""

    def __init__(self, where: str, what: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}; {remedy}")
        self.where, self.what, self.remedy = where, what, remedy


class Marked(dict[str, Any]):
    """A mapping that remembers the file and line it began on, and the line of each key."""

    where: str = ""
    lines: dict[str, int]

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.lines = {"": 1}

    def place(self, key: str | None = None) -> str:
        """`file:line` of the mapping or of one of its keys."""
        line = self.lines.get(key or "", self.lines[""])
        return f"{self.where}:{line}"


class _Loader(yaml.CSafeLoader):
    """As YAML 1.2 reads plain words: `on`, `off`, `yes`, `no` are words, `010` and `12:30` are no numbers."""

    name_shown = ""
    yaml_implicit_resolvers: dict[str, list[tuple[str, Any]]] = {}


for _first, _resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items():
    _kept = [r for r in _resolvers if r[0].rsplit(":", 1)[1] not in ("bool", "int", "float")]
    _Loader.yaml_implicit_resolvers[_first] = _kept
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|false|False)$"), list("tTfF"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9_]*)$"), list("-+0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+\.[0-9]+$"), list("-+0123456789"))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Marked:
    loader.flatten_mapping(node)
    made = Marked()
    made.where = loader.name_shown
    made.lines = {"": node.start_mark.line + 1}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        place = f"{made.where}:{key_node.start_mark.line + 1}"
        if isinstance(key, dict | list):
            raise StrictFileError(place, "a key that is no word", "put what stands before the colon in quotes")
        if key in made:
            raise StrictFileError(place, f"key '{key}' stands twice", "keep one of them")
        made[key] = loader.construct_object(value_node, deep=True)
        made.lines[str(key)] = key_node.start_mark.line + 1
    return made


def _day(loader: _Loader, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError as error:
        place = f"{loader.name_shown}:{node.start_mark.line + 1}"
        raise StrictFileError(place, f"{node.value} is no day that exists ({error})", "mend the day") from error


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)


def read_strict(path: Path, shown: str | None = None) -> Any:
    """The content of one YAML file, its mappings as `Marked`; `shown` is how messages name the file."""
    name = shown or path.name
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StrictFileError(name, f"cannot be read ({type(error).__name__})", "give a UTF-8 file") from error
    loader = _Loader(text)
    loader.name_shown = name
    try:
        return loader.get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{name}:{mark.line + 1}" if mark else name
        raise StrictFileError(place, f"not YAML ({getattr(error, 'problem', error)})", "mend the line") from error
    finally:
        loader.dispose()


def nearest(word: str, known: Collection[str]) -> str:
    """The remedy for an unknown word: the nearest known one, else all of them (the first dozen)."""
    near = difflib.get_close_matches(word, list(known), n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    some = sorted(known)
    return f"use one of {', '.join(some[:12])}" + (" …" if len(some) > 12 else "")


def only(
    given: Any, *, known: Collection[str], needed: Collection[str] = (), what: str = "entry", where: str = ""
) -> Marked:
    """The mapping, if all its keys are known and all needed ones there; `where` names the file should it be none."""
    if not isinstance(given, Marked):
        got = "nothing" if given is None else type(given).__name__
        place, lead = (where, f"{what}: ") if where else (what, "")
        raise StrictFileError(place, f"{lead}expected a mapping, got {got}", "write key: value lines")
    for key in given:
        if key not in known:
            raise StrictFileError(given.place(str(key)), f"{what}: unknown key {key!r}", nearest(str(key), known))
    for key in needed:
        if key not in given:
            raise StrictFileError(given.place(), f"{what}: {key!r} is missing", "add it")
    return given


def one_of(given: Marked, key: str, known: Collection[str], what: str = "entry") -> str:
    """The word under a key, if it is a known one."""
    value = given[key]
    if not isinstance(value, str) or value not in known:
        raise StrictFileError(given.place(key), f"{what}: {key} is {value!r}", nearest(str(value), known))
    return str(value)

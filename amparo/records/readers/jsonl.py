"""JSON lines: one flat object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from amparo.records.readers.csv import long_line, null_bytes, wrong_encoding
from amparo.records.readers.look import Look
from amparo.records.readers.reading import MAX_LINE, Reading, Row, UnreadableFile

FORMATS = ("jsonl",)
OPTIONS: frozenset[str] = frozenset()


def recognises(seen: Look) -> str | None:
    """Text that begins with an object; a list of objects is refused with how to split it."""
    text = seen.text.lstrip("\ufeff \t\r\n")
    if text.startswith("{") and not text.startswith(("{1:", "{{")):
        return "jsonl"
    if text.startswith("[") and text[1:].lstrip().startswith("{"):
        what = "this is one JSON list, not an object a line"
        raise UnreadableFile(
            seen.name, what, "write each object on a line of its own, without the brackets around them"
        )
    return None


def read(path: Path, *, format: str, options: Mapping[str, Any]) -> Reading:
    """The columns are all keys the file uses, in the order they first appear; numbers keep their digits."""
    columns: dict[str, None] = {}
    for _, values in _objects(path):
        columns.update(dict.fromkeys(values))
    names = tuple(columns)
    return Reading("jsonl", names, _rows(path, names))


def _rows(path: Path, names: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
    for number, values in _objects(path):
        yield number, tuple(_text(values.get(name)) for name in names)


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    number = 0
    with path.open("rb") as file:
        while line := file.readline(4 * MAX_LINE + 1):
            number += 1
            where = f"{path.name}, line {number}"
            if len(line) > 4 * MAX_LINE:
                raise long_line(where)
            if b"\0" in line:
                raise null_bytes(where)
            if line.strip():
                yield number, _object(where, line)


def _object(where: str, line: bytes) -> dict[str, Any]:
    try:
        made = json.loads(
            line.decode("utf-8-sig"),
            parse_float=str,
            parse_int=str,
            parse_constant=_no_constant,
            object_pairs_hook=_pairs,
        )
    except UnicodeDecodeError:
        raise wrong_encoding(where, "utf-8") from None
    except _NotOurs as error:
        raise UnreadableFile(where, str(error), "write each key once, and numbers as numbers") from None
    except (ValueError, RecursionError):
        what = "this is no JSON object; the file may be cut here"
        raise UnreadableFile(where, what, "ask its sender for the whole file") from None
    if not isinstance(made, dict):
        raise UnreadableFile(where, "this is no JSON object", "write one object a line")
    return made


class _NotOurs(Exception):
    """JSON that could be read in two ways."""


def _no_constant(name: str) -> str:
    raise _NotOurs(f"{name} is no number")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _NotOurs("a key stands twice in one object")
    return made


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

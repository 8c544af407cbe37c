"""One value of a strict law file: of the kind that was expected, or refused with file, line and remedy."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from amparo.law.said import LANGUAGES, Said
from amparo.law.strict_yaml import Marked, StrictFileError, nearest


def said(given: Marked, key: str, what: str) -> Said:
    """The three texts under a key."""
    try:
        return Said.from_yaml(given[key])
    except (ValueError, TypeError) as error:
        raise StrictFileError(given.place(key), f"{what}: {key}: {error}", f"write {', '.join(LANGUAGES)}") from error


def text(given: Marked, key: str, what: str) -> str:
    """The words under a key, if there are any."""
    text = "" if given[key] is None else str(given[key]).strip()
    if not text:
        remedy = "name the article; for house policy write 'none' in words" if key == "article" else "write it"
        raise StrictFileError(given.place(key), f"{what}: no {key}", remedy)
    return text


def whole(given: Marked, key: str, what: str) -> int:
    """The whole number under a key, zero or more."""
    value = given[key]
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise StrictFileError(given.place(key), f"{what}: {key} is {value!r}", "write a whole number")
    return value


def day(given: Marked, key: str, what: str) -> date:
    """The day under a key."""
    value = given[key]
    if not isinstance(value, date) or isinstance(value, datetime):
        raise StrictFileError(given.place(key), f"{what}: {key} is {value!r}", "write a day, 2026-03-01")
    return value


def known_word(given: Marked, key: str, known: Collection[str], what: str) -> str:
    """The word under a key, if it is one of the known ones."""
    value = text(given, key, what)
    if value not in known:
        raise StrictFileError(given.place(key), f"{what}: {key} {value!r} is unknown", nearest(value, known))
    return value

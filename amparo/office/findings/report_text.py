"""Texts of a page that speaks three languages: each said in all of them, escaped, and shown by the reader's choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from amparo.controls.sentences import money as money_of
from amparo.controls.sentences import word as word_of
from amparo.law.said import LANGUAGES, Said

LONGEST_TEXT = 900


def tri(said: Said) -> SafeString:
    """A text in all three languages; the style sheet shows one of them."""
    return each(said.in_)


def each(of: Callable[[str], str]) -> SafeString:
    """What `of` gives for each language, those that agree written once."""
    by_text: dict[str, list[str]] = {}
    for language in LANGUAGES:
        by_text.setdefault(cut(of(language)), []).append(language)
    if len(by_text) == 1:
        return escape(next(iter(by_text)))
    parts = []
    for text, languages in by_text.items():
        lang = f' lang="{languages[0]}"' if len(languages) == 1 else ""
        parts.append(f'<span class="t {" ".join(languages)}"{lang}>{escape(text)}</span>')
    return mark_safe("".join(parts))


def cut(text: str) -> str:
    """The text, its invisible control and direction signs made visible, shortened if it is absurdly long."""
    text = "".join("\ufffd" if ch in _UNSEEN or (ch < " " and ch not in "\n\t") else ch for ch in text)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def number(value: int) -> SafeString:
    """A whole number with its thousands marked as each language does."""
    return each(lambda language: plain_number(value, language))


def plain_number(value: int, language: str) -> str:
    """1,234,567 · 1.234.567"""
    return f"{value:,}".replace(",", ".") if language == "es" else f"{value:,}"


def money(minor: int, currency: str) -> SafeString:
    """An amount as each language writes it."""
    return each(lambda language: money_of(minor, currency, language))


def monies(by_currency: Mapping[str, int]) -> SafeString:
    """The amounts of each currency, joined; a dash if there is none."""
    if not by_currency:
        return escape("–")
    return each(lambda lang: " + ".join(money_of(minor, cur, lang) for cur, minor in by_currency.items()))


def day(on: date | None) -> str:
    """A day as every language of the house reads it."""
    return on.isoformat() if on else "–"


def word(words: Mapping[str, Said], code: str) -> SafeString:
    """A coded word; an unknown one stays as it is."""
    return tri(words[code]) if code in words else each(lambda language: word_of(code, language))


_UNSEEN = frozenset("\x7f\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")

"""One thing said in the three languages of the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("zh", "en", "es")


@dataclass(frozen=True)
class Said:
    """A text in Simplified Chinese, English and Spanish."""

    zh: str
    en: str
    es: str

    def in_(self, language: str) -> str:
        """The text in one of `LANGUAGES`; another word is an error."""
        if language not in LANGUAGES:
            raise ValueError(f"language {language!r}: expected one of {', '.join(LANGUAGES)}")
        text: str = getattr(self, language)
        return text

    @classmethod
    def from_yaml(cls, given: Mapping[str, str]) -> Said:
        """From a mapping with exactly the keys zh, en, es, none of them empty."""
        if set(given) != set(LANGUAGES) or not all(given.values()):
            raise ValueError(f"expected a text under each of {', '.join(LANGUAGES)}, got {sorted(given)}")
        return cls(str(given["zh"]), str(given["en"]), str(given["es"]))

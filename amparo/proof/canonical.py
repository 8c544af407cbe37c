"""Canonical bytes: one value has one JSON text (RFC 8785), so that one value has one hash."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

EXACT = 2**53 - 1


class NotCanonical(ValueError):
    """A value that has no one canonical JSON text here."""


def canonical(value: Any) -> bytes:
    """The RFC 8785 bytes of a value made of mappings with text keys, sequences, text, whole numbers, booleans, None.

    Numbers with a fraction are refused (§3.2.2.3 would need ECMAScript's shortest form, and money is whole here), as
    are whole numbers beyond 2^53 - 1, which JSON readers do not keep, and text with lone surrogates.
    """
    return _text(value).encode("utf-8")


def digest(value: Any) -> str:
    """SHA-256 of the canonical bytes, in lower-case hex."""
    return sha256(canonical(value)).hexdigest()


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        if abs(value) > EXACT:
            raise NotCanonical(f"{value}: expected a whole number within 2^53 - 1; write it as text")
        return str(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise NotCanonical(f"key {key!r}: expected text")
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_string(key)}:{_text(value[key])}" for key in keys) + "}"
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return "[" + ",".join(_text(item) for item in value) + "]"
    raise NotCanonical(f"{type(value).__name__}: expected what JSON holds without fractions; days go in as ISO text")


def _string(value: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("text with a lone surrogate: expected Unicode text") from error
    return json.dumps(value, ensure_ascii=False)

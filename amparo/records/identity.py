"""What personal values become: a keyed token, the same wherever the same value is written, and useless without the key.

Values are first brought to one form (`normalised`), so that 6222 0200… and 6222-0200…, or 张 三 and 张三, give one token.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256

PREFIXES: Mapping[str, str] = {"account": "acc_", "name": "nam_", "identity": "idn_", "phone": "tel_"}
TOKEN_HEX = 24  # 96 bits: the chance that any two of a billion values meet is under one in a hundred thousand million

# A star, or a cross between digits or after a family name, hides what a bank would not say.
_MASKED = re.compile(r"[*＊✱∗]|(?<=\d)[xX×]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")
WHOLE_ACCOUNT = 8  # digits and letters from which on an account with a description beside it is still an account
_NOT_ALNUM = re.compile(r"[^0-9A-Za-z@.]")
_NOT_PLAIN = re.compile(r"[^0-9A-Za-z]")
_NOT_DIGIT = re.compile(r"[^0-9]")
_DOTS = re.compile(r"[\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65\u25cf\uff0e]")
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff\uf900-\ufaff]) +(?=[\u3400-\u9fff\uf900-\ufaff])")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")


def masked(kind: str, value: str) -> bool:
    """Whether part of the value is hidden (`*三`, `622202******1234`), so that it can be compared but not joined.

    So is an account that is only described (`零钱`, `建设银行(1234)`): many people share what it says.
    """
    if kind == "account" and _HAN.search(value):
        return len(_NOT_PLAIN.sub("", unicodedata.normalize("NFKC", value))) < WHOLE_ACCOUNT
    return bool(_MASKED.search(value)) and (kind != "name" or any(star in value for star in "*＊✱∗"))


def blank(value: str) -> bool:
    """Whether a text only says that there is nothing: `-`, `/`, `--`."""
    return not any(character.isalnum() for character in value) and not _MASKED.search(value)


def normalised(kind: str, value: str) -> str:
    """The one form of a personal value; empty when nothing of that kind is in it.

    account: digits; letters stay, in upper case, for IBANs and wallet names. name: NFKC, one space between words,
    none between Chinese characters, one kind of middle dot, upper case. identity: digits and letters, upper case.
    phone: digits, without the Chinese prefix of a mobile number.
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", value)).strip()
    if kind == "name":
        text = _HAN_GAP.sub("", re.sub(r"\s+", " ", _DOTS.sub("·", text)))
        return re.sub(r"\s*·\s*", "·", text).upper()
    if kind == "account":
        return _NOT_ALNUM.sub("", text).upper()
    if kind == "identity":
        return _NOT_PLAIN.sub("", text).upper()
    digits = _NOT_DIGIT.sub("", text)
    for prefix in ("0086", "86"):
        if digits.startswith(prefix) and len(digits) - len(prefix) in (10, 11) and (prefix != "86" or len(digits) > 11):
            return digits.removeprefix(prefix)
    return digits.removeprefix("00") if text.startswith("00") else digits


def same_masked(pattern: str, name: str) -> bool:
    """Whether a masked name could be this name: stars stand for one character each, or the last for all that follow.

    Banks write 王*明 for 王小明 and 王* or 王** for names of any length after the family name.
    """
    shown = re.sub(r"[＊✱∗]", "*", normalised("name", pattern))
    whole = normalised("name", name)
    exact = "".join("." if c == "*" else re.escape(c) for c in shown)
    loose = re.sub(r"(?:\.)+$", ".+", exact) if shown.endswith("*") else re.sub(r"^(?:\.)+", ".+", exact)
    return bool(re.fullmatch(exact, whole) or re.fullmatch(loose, whole))


class Tokens:
    """Makes tokens with one key: HMAC-SHA256 over the normalised value, under a key of its own for each kind."""

    def __init__(self, key: bytes) -> None:
        if len(key) < 32:
            raise ValueError("token key: expected 32 bytes or more")
        self._keys = {kind: hmac.digest(key, f"amparo token {kind}".encode(), sha256) for kind in PREFIXES}

    def of(self, kind: str, value: str) -> str | None:
        """The token of a value as written, or None when it is masked, blank or holds nothing of that kind."""
        if masked(kind, value) or blank(value):
            return None
        plain = normalised(kind, value)
        return self.of_normalised(kind, plain) if plain else None

    def of_normalised(self, kind: str, plain: str) -> str:
        """The token of a value already in its one form."""
        return PREFIXES[kind] + hmac.digest(self._keys[kind], plain.encode("utf-8"), "sha256").hex()[:TOKEN_HEX]

    def pads(self, kind: str) -> tuple[bytes, bytes]:
        """Inner and outer pad of this kind's key (RFC 2104): HMAC(m) = H(outer + H(inner + m)), for SQL to compute."""
        block = self._keys[kind].ljust(64, b"\0")
        return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)

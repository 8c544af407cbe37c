"""How many digits the minor unit of a currency has (ISO 4217); two where nothing else is said."""

from __future__ import annotations

from collections.abc import Mapping

_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
USUAL = 2
MINOR_DIGITS: Mapping[str, int] = {**dict.fromkeys(_NONE.split(), 0), **dict.fromkeys(_THREE.split(), 3)}


def minor_digits(currency: str) -> int:
    """Digits after the decimal mark of amounts in that currency."""
    return MINOR_DIGITS.get(currency, USUAL)


def minor_digits_sql(currency: str) -> str:
    """SQL for the same, of a SQL expression that gives the currency of each row."""
    cases = " ".join(f"WHEN '{code}' THEN {digits}" for code, digits in sorted(MINOR_DIGITS.items()))
    return f"(CASE {currency} {cases} ELSE {USUAL} END)"

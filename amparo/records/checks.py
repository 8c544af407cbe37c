"""What is wrong with a row: which rule of the contract each of its values breaks, and that in words.

SQL finds that a value is bad (`failed_sql`); for the few that are, `narrowed` says more exactly why. A message names
the record and the field; a personal value is never part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amparo.law.said import Said
from amparo.records.casting import text_sql
from amparo.records.contract import Column
from amparo.records.rules import EXPECTED, KINDS, RULES

SHOWN_MOST = 120
# A card number under the amount is no amount; and sums of thousands of amounts must still be whole numbers everywhere.
LARGEST_MINOR = 10**15


@dataclass(frozen=True)
class Reason:
    """Why one row was rejected: which rule which field broke, in words. `value` is None when it is personal.

    `field` is the file's own name of the column, `column` the contract's.
    """

    field: str
    column: str
    rule: str
    value: str | None
    says: Said
    remedy: Said


def failed_sql(column: Column, *, typed: str, text: str | None, derived: bool, joined: str | None = None) -> str | None:
    """SQL giving the rule a row breaks in this column, NULL for none; None when nothing can be wrong.

    `typed` and `text` are SQL expressions; a derived column is silent when what it is derived from already failed.
    `joined` is the alias of the token table of a personal value.
    """
    cases = []
    given = f"{text} IS NOT NULL" if text else "false"
    for state, rule in (("masked", "masked"), ("blank", "required")) if joined else ():
        cases.append(f"WHEN {joined}.{state} THEN " + (f"'{rule}'" if column.required else "NULL"))
    if text and (column.type != "string" or column.token):
        cases.append(f"WHEN {given} AND {typed} IS NULL THEN '{'personal' if column.token else 'type'}'")
    if column.required and not derived:
        cases.append(f"WHEN {typed} IS NULL THEN 'required'")
    cases += [f"WHEN {wrong} THEN '{rule}'" for rule, wrong in limits_sql(column, typed)]
    return f"CASE {' '.join(cases)} END" if cases else None


def limits_sql(column: Column, typed: str) -> list[tuple[str, str]]:
    """Each limit the contract sets on a readable value: the rule and the SQL that is true when it is broken."""
    wrong = []
    if column.type in ("date", "timestamp"):
        wrong.append(("type", f"{typed} < {column.type.upper()} '0001-01-01'"))  # a year 0000, which no calendar has
    if column.values:
        wrong.append(("enum", f"{typed} NOT IN ({', '.join(map(text_sql, column.values))})"))
    if column.pattern:
        wrong.append(("pattern", f"NOT regexp_matches({typed}, {text_sql(column.pattern)})"))
    if column.minimum is not None:
        wrong.append(("minimum", f"{typed} < {column.minimum}"))
    if column.maximum is not None:
        wrong.append(("maximum", f"{typed} > {column.maximum}"))
    if column.money:
        wrong.append(("too_large", f"{typed} NOT BETWEEN -{LARGEST_MINOR} AND {LARGEST_MINOR}"))
    return wrong


def narrowed(column: Column, text: str | None, *, digits: int = 2, decimal: str = ".") -> str:
    """The particular reason why a text is no value of this column's type."""
    if column.type == "boolean":
        return "boolean"
    if column.type in ("date", "timestamp"):
        return _narrowed_day(text or "")
    return _narrowed_number(text or "", digits, decimal)


def _narrowed_day(text: str) -> str:
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if re.fullmatch(r"\d{8}(\d{6})?", text.strip()):
        numbers = [int(text.strip()[:4]), int(text.strip()[4:6]), int(text.strip()[6:8])]
    if len(numbers) < 3 or not re.fullmatch(r"\s*\d{1,4}\D{1,2}\d{1,2}\D{1,2}\d{1,4}.*|\s*\d{8}.*", text):
        return "day"
    first, second, third = numbers[:3]
    tried = [(first, second, third)] if first > 31 else [(third, second, first), (third, first, second)]
    for year, month, day in tried:
        try:
            date(year, month, day)
        except ValueError:
            continue
        return "day" if len(numbers) < 5 or (numbers[3] < 24 and numbers[4] < 60) else "no_such_day"
    return "no_such_day"


def _narrowed_number(text: str, digits: int, decimal: str) -> str:
    plain = text.translate(str.maketrans("０１２３４５６７８９．，", "0123456789.,"))
    if decimal == ",":
        plain = plain.translate(str.maketrans(".,", ",."))
    if plain.count(".") > 1 or re.search(r"\.\d*,", plain) or re.fullmatch(r"[^\d]*\d+,\d{1,2}[^\d,.]*", plain):
        return "two_decimal_marks"
    if not re.search(r"\d", plain) or re.search(r"[^\d.,' ()+\-¥￥$€£元圆A-Z人民币　]", plain):
        return "number"
    part = re.search(r"\.(\d*)", plain)
    if part and len(part[1].rstrip("0")) > digits:
        return "decimals"
    return "too_large" if len(re.sub(r"\D", "", plain.partition(".")[0])) + digits > 18 else "number"


def reason(
    rule: str, column: Column, *, field: str, record: int, value: str | None, digits: int = 2, other: int | None = None
) -> Reason:
    """The reason in words. `value` is the text as it came; it is left out of everything when the column is personal."""
    shown = None if column.token or value is None else value[:SHOWN_MOST]
    said = RULES[rule]
    expected = _expected(rule, column, digits)

    def filled(text: Said) -> Said:
        words = {
            language: text.in_(language).format(
                record=record,
                field=f"{field} ({column.names.in_(language)})" if field != column.names.in_(language) else field,
                value="?" if shown is None else f"'{shown}'",
                expected=expected.in_(language),
                other=other,
            )
            for language in ("zh", "en", "es")
        }
        return Said(**words)

    return Reason(field, column.name, rule, shown, filled(said.says), filled(said.remedy))


def width_reason(record: int, cells: int, columns: int) -> Reason:
    """The reason for a row with more or fewer cells than the table has columns."""
    said = RULES["width"]
    words = {
        language: said.says.in_(language).format(record=record, value=cells, expected=columns)
        for language in ("zh", "en", "es")
    }
    return Reason("", "", "width", None, Said(**words), said.remedy)


def _expected(rule: str, column: Column, digits: int) -> Said:
    if rule == "enum":
        return Said(*["、".join(column.values), ", ".join(column.values), ", ".join(column.values)])
    if rule == "personal" and column.token:
        return KINDS[column.token.kind]
    if rule in ("number", "day"):
        return EXPECTED["money" if column.money else column.type]
    limit = {"minimum": column.minimum, "maximum": column.maximum}.get(rule)
    if limit is not None and column.money:
        return Said(*[f"{Decimal(limit).scaleb(-digits):f}"] * 3)
    plain = {"decimals": digits, "pattern": column.pattern, "minimum": column.minimum, "maximum": column.maximum}
    return Said(*[str(plain.get(rule, ""))] * 3)

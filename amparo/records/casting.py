"""Turns the text of a file into typed values, in SQL that DuckDB runs over millions of rows.

Every way here is exact or refuses: money never passes through a float, a day that does not exist is no day, and a text
that can be read in two ways is not read. What cannot be read becomes NULL; `checks` says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from amparo.records.contract import DUCKDB_TYPES, Column
from amparo.records.currencies import minor_digits, minor_digits_sql
from amparo.records.mapping import Filled

TRUE_WORDS = ("true", "t", "yes", "y", "1", "是", "有", "已", "对", "sí", "si", "s", "verdadero")
FALSE_WORDS = ("false", "f", "no", "n", "0", "否", "无", "未", "错", "falso")
_WIDE = "０１２３４５６７８９．，－（）＋／：　＇￥\u00a0\u202f\u2009−–"
_HALF = "0123456789.,-()+/: '¥   --"
_MARKS = "[¥$€£]|CNY|RMB|USD|EUR|HKD|人民币"
_NUMBER = (
    rf"\s*(\()?\s*([+-]?)\s*(?:{_MARKS})?\s*([+-]?)\s*"
    r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,3}(?:'[0-9]{3})+|[0-9]*)"
    rf"(?:\.([0-9]*))?\s*(?:元|圆|{_MARKS})?\s*(-?)\s*(\))?\s*"
)
# One struct of what a number is made of; empty texts when it is none.
NUMBER_MACRO = (
    "CREATE OR REPLACE TEMP MACRO amparo_parts(t) AS regexp_extract("
    f"translate(t, '{_WIDE}', '{_HALF.replace(chr(39), chr(39) * 2)}'), '^{_NUMBER.replace(chr(39), chr(39) * 2)}$', "
    "['opened', 'sign', 'second', 'whole', 'part', 'last', 'closed'])"
)
# digits: how far the decimal mark moves right; cut: further digits fall away instead of making it no number.
SCALED_MACRO = """
CREATE OR REPLACE TEMP MACRO amparo_scaled(p, digits, cut) AS CASE
    WHEN p.whole || p.part = '' OR (p.opened = '(') <> (p.closed = ')')
        OR length(p.opened) + length(p.sign) + length(p.second) + length(p.last) > 1 THEN NULL
    WHEN NOT cut AND length(rtrim(p.part, '0')) > digits THEN NULL
    ELSE try_cast(
        (CASE WHEN p.opened = '(' OR '-' IN (p.sign, p.second, p.last) THEN '-' ELSE '' END)
        || regexp_replace(p.whole, '[, '']', '', 'g') || rpad(left(p.part, digits), digits, '0') AS BIGINT)
    END
"""
# Days and moments in one form: 2026-01-31 or 2026-01-31 10:15:00, whatever marks stood between.
DAY_MACRO = f"""
CREATE OR REPLACE TEMP MACRO amparo_day(t) AS regexp_replace(regexp_replace(regexp_replace(
    trim(translate(t, '{_WIDE}', '{_HALF.replace(chr(39), chr(39) * 2)}')),
    '^([0-9]{{4}})[-/.年]([0-9]{{1,2}})[-/.月]([0-9]{{1,2}})日?(?:[ T]+|$)', '\\1-\\2-\\3 '),
    '^([0-9]{{4}})([0-9]{{2}})([0-9]{{2}})$', '\\1-\\2-\\3'),
    '^([0-9]{{4}})([0-9]{{2}})([0-9]{{2}})[ T]?([0-9]{{2}}):?([0-9]{{2}}):?([0-9]{{2}})$', '\\1-\\2-\\3 \\4:\\5:\\6')
"""
MACROS = (NUMBER_MACRO, SCALED_MACRO, DAY_MACRO)
_DAY_FORMATS = ("%Y-%m-%d", "%Y-%m-%d ", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")
_MOMENT_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M")
# strptime also knows words (infinity, epoch), and a year 0000, which no calendar has.
_NUMBERED = "regexp_matches({text}, '[0-9０-９]') AND {text} NOT LIKE '0000%'"
_OFFSET = r"[0-9:.]\s*(Z|[+-][0-9]{2}(:?[0-9]{2})?)$"


@dataclass(frozen=True)
class Zone:
    """The house's zone in SQL. From `fixed_from` on its offset never changed; before, DuckDB's calendar is asked."""

    name: str
    offset: timedelta
    fixed_from: datetime | None

    def utc(self, local: str) -> str:
        """The UTC moment of a local TIMESTAMP expression; NULL for a local time that a clock change skipped."""
        asked = f"(({local}) AT TIME ZONE {text_sql(self.name)}) AT TIME ZONE 'UTC'"
        skipped = (
            f"CASE WHEN (({asked}) AT TIME ZONE 'UTC') AT TIME ZONE {text_sql(self.name)} = {local} THEN {asked} END"
        )
        if self.fixed_from is None:
            return skipped
        minutes = int(self.offset.total_seconds() // 60)
        fixed = f"{local} - INTERVAL ({minutes}) MINUTE"
        return f"CASE WHEN {local} >= TIMESTAMP '{self.fixed_from:%Y-%m-%d %H:%M:%S}' THEN {fixed} ELSE {skipped} END"

    def local(self, utc: str) -> str:
        """The local TIMESTAMP of a UTC TIMESTAMP expression."""
        return f"(({utc}) AT TIME ZONE 'UTC') AT TIME ZONE {text_sql(self.name)}"


def zone_of(name: str) -> Zone:
    """The zone of that name; a zone whose offset still changes with the seasons is asked of the calendar always."""
    zone = ZoneInfo(name)
    days = [datetime(year, month, 1, tzinfo=UTC) for year in range(1970, 2038) for month in range(1, 13)]
    offsets = [day.astimezone(zone).utcoffset() or timedelta() for day in days]
    last_change = max((n for n in range(1, len(days)) if offsets[n] != offsets[n - 1]), default=0)
    if days[last_change].year > 2020:
        return Zone(name, offsets[-1], None)
    return Zone(name, offsets[-1], days[min(last_change + 1, len(days) - 1)].replace(tzinfo=None))


def text_sql(text: str) -> str:
    """A SQL text literal."""
    return "'" + text.replace("'", "''") + "'"


def name_sql(name: str) -> str:
    """A SQL name."""
    return '"' + name.replace('"', '""') + '"'


def incoming_sql(filled: Filled, columns: list[str]) -> str:
    """The text of an incoming column: the file's columns (SQL expressions) joined, emptied, extracted, translated."""
    if filled.constant is not None:
        return text_sql(filled.constant)
    text = columns[0] if len(columns) == 1 else f"nullif(concat_ws({text_sql(filled.join)}, {', '.join(columns)}), '')"
    for word in filled.empty:
        text = f"nullif({text}, {text_sql(word)})"
    if filled.extract is not None:
        text = f"nullif(regexp_extract({text}, {text_sql(filled.extract)}, 1), '')"
    if filled.values:
        cases = " ".join(f"WHEN {text_sql(k)} THEN {text_sql(v)}" for k, v in filled.values.items())
        text = f"CASE {text} {cases} ELSE {text} END"
    return text


def typed_sql(column: Column, filled: Filled, text: str, *, currency: str | None, zone: Zone) -> str:
    """The typed value of a text expression, NULL where it cannot be read.

    `currency` is the SQL expression of the row's currency, or a quoted constant, for money.
    """
    if column.type == "string":
        return text
    if column.type == "boolean":
        return _boolean(text)
    if column.type == "date":
        return f"CAST({_day(text, filled)} AS DATE)"
    if column.type == "timestamp":
        return moment_sql(filled, text, zone)
    return _whole(column, filled, text, currency)


def _boolean(text: str) -> str:
    words = {"true": TRUE_WORDS, "false": FALSE_WORDS}
    cases = " ".join(f"WHEN lower({text}) IN ({', '.join(map(text_sql, w))}) THEN {v}" for v, w in words.items())
    return f"CASE {cases} END"


def _whole(column: Column, filled: Filled, text: str, currency: str | None) -> str:
    digits, quick, cut = digits_sql(column, filled, currency), None, filled.unit == "degree"
    parts = f"amparo_parts({text})"
    if filled.decimal == ",":
        parts = f"amparo_parts(translate({text}, '.,．，', ',.,.'))"
    slow = f"amparo_scaled({parts}, {digits}, {str(cut).lower()})"
    if column.money and filled.unit in (None, "major") and filled.decimal == ".":
        quick = f"regexp_full_match({text}, '-?[0-9]{{1,16}}\\.[0-9]{{2}}')"
        quick += "" if digits == "2" else f" AND {digits} = 2"
        return f"CASE WHEN {quick} THEN CAST(replace({text}, '.', '') AS BIGINT) ELSE {slow} END"
    if digits == "0" and not cut:
        quick = f"regexp_full_match({text}, '-?[0-9]{{1,18}}')"
        return f"CASE WHEN {quick} THEN CAST({text} AS BIGINT) ELSE {slow} END"
    return slow


def digits_sql(column: Column, filled: Filled, currency: str | None) -> str:
    """How far the decimal mark moves right, as SQL: by the currency's minor unit, a unit of the mapping, or not at all."""
    if filled.unit == "degree":
        return "6"
    if not column.money or filled.unit == "minor":
        return "0"
    more = 3 if filled.unit == "thousand" else 0
    if currency is None or currency.startswith("'"):
        return str(minor_digits((currency or "").strip("'")) + more)
    return minor_digits_sql(currency) if not more else f"({minor_digits_sql(currency)} + {more})"


def _day(text: str, filled: Filled) -> str:
    if filled.formats:
        return _by_formats(text, filled.formats)
    slow = f"try_strptime(amparo_day({text}), [{', '.join(map(text_sql, _DAY_FORMATS))}])"
    quick = f"{text} LIKE '____-__-__' AND {text} >= '0001'"
    return f"CASE WHEN {quick} THEN try_cast({text} AS DATE) WHEN {_NUMBERED.format(text=text)} THEN CAST({slow} AS DATE) END"


def local_sql(filled: Filled, text: str, zone: Zone) -> str:
    """The local TIMESTAMP of a moment's text, in the zone of the house; a text with an offset is brought there."""
    if filled.formats:
        return _by_formats(text, filled.formats)
    offset = zone.local(f"(try_cast({text} AS TIMESTAMPTZ) AT TIME ZONE 'UTC')")
    slow = f"try_strptime(amparo_day({text}), [{', '.join(map(text_sql, _MOMENT_FORMATS))}])"
    return (
        f"CASE WHEN {text} LIKE '____-__-__ __:__:__' AND {text} >= '0001' THEN try_cast({text} AS TIMESTAMP) "
        f"WHEN regexp_matches({text}, '{_OFFSET}') AND contains({text}, ':') THEN {offset} WHEN {_NUMBERED.format(text=text)} THEN {slow} END"
    )


def moment_sql(filled: Filled, text: str, zone: Zone, local: str | None = None) -> str:
    """The UTC TIMESTAMP of a moment's text; `local` names its local TIMESTAMP where that is already at hand."""
    local = zone.utc(local or local_sql(filled, text, zone))
    if filled.formats:
        return local
    offset = f"regexp_matches({text}, '{_OFFSET}') AND contains({text}, ':')"
    return f"CASE WHEN length({text}) > 19 AND {offset} THEN try_cast({text} AS TIMESTAMPTZ) AT TIME ZONE 'UTC' ELSE {local} END"


def _by_formats(text: str, formats: tuple[str, ...]) -> str:
    """By strptime patterns; one without marks between its numbers also fixes the length, or 2026011 would be a day."""
    tried = []
    for pattern in formats:
        parsed = f"try_strptime({text}, {text_sql(pattern)})"
        quick = f"{text} >= '0001' AND {text} < ':'"  # begins with a digit, as most do
        read = f"CASE WHEN {quick} THEN {parsed} WHEN {_NUMBERED.format(text=text)} THEN {parsed} END"
        bare = pattern
        for code, length in (("%Y", "0000"), ("%m", "00"), ("%d", "00"), ("%H", "00"), ("%M", "00"), ("%S", "00")):
            bare = bare.replace(code, length)
        if bare.isdigit():
            read = f"CASE WHEN length({text}) = {len(bare)} THEN {read} END"
        tried.append(read)
    return tried[0] if len(tried) == 1 else f"coalesce({', '.join(tried)})"


def empty_sql(column: Column) -> str:
    """NULL of the column's type."""
    return f"CAST(NULL AS {DUCKDB_TYPES[column.type]})"

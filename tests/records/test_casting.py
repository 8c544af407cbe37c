"""Text becomes typed values exactly, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.records.casting import MACROS, typed_sql, zone_of
from amparo.records.contract import load_contracts
from amparo.records.currencies import minor_digits
from amparo.records.mapping import Filled

CHARGES = load_contracts()["charges"]
PLAIN = Filled()
TERMINALS = load_contracts()["terminals"]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB that knows the macros."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for macro in MACROS:
            connection.execute(macro)
        yield connection


def typed(
    con: duckdb.DuckDBPyConnection,
    column: str,
    text: str | None,
    *,
    filled: Filled = PLAIN,
    currency: str = "CNY",
    zone: str = "Asia/Shanghai",
    contract: Any = CHARGES,
) -> Any:
    """What one text becomes."""
    sql = typed_sql(contract.column(column), filled, "t", currency=f"'{currency}'", zone=zone_of(zone))
    return con.execute(f"SELECT {sql} FROM (SELECT ?::VARCHAR AS t)", [text]).fetchall()[0][0]


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1234.50", 123450),
        ("1,234.50", 123450),
        ("￥1,234.50", 123450),
        ("¥ 1,234.5", 123450),
        ("(12.00)", -1200),
        ("（12.00）", -1200),
        ("12", 1200),
        ("-0.5", -50),
        ("12.00-", -1200),
        ("+5", 500),
        (".5", 50),
        ("5元", 500),
        ("CNY 5.00", 500),
        ("１２３．４５", 12345),
        ("－１，２３４．５０", -123450),
        ("1 234.50", 123450),
        ("1.500", 150),
        ("0.00", 0),
        ("90071992547409.93", 9007199254740993),
    ],
)
def test_money_is_read_exactly(con: duckdb.DuckDBPyConnection, text: str, minor: int) -> None:
    assert typed(con, "amount_minor", text) == minor


@pytest.mark.parametrize(
    "text",
    [
        "1.234,50",
        "1,50",
        "1.2.3",
        "1,23,456",
        "12 34",
        "1.505",
        "-(5)",
        "--5",
        "1e5",
        "abc",
        ".",
        "-",
        "NaN",
        "infinity",
        "99999999999999999999",
        "99999999999999999.99",
        "1,2345",
        "5 CNY CNY",
        "0x10",
    ],
)
def test_money_that_can_be_doubted_is_not_read(con: duckdb.DuckDBPyConnection, text: str) -> None:
    assert typed(con, "amount_minor", text) is None


@pytest.mark.parametrize(
    ("text", "filled", "currency", "minor"),
    [
        ("1.234,50", Filled(decimal=","), "EUR", 123450),
        ("1.234", Filled(decimal=","), "EUR", 123400),
        ("1,234.50", Filled(decimal=","), "EUR", None),
        ("500", Filled(), "JPY", 500),
        ("500.5", Filled(), "JPY", None),
        ("1.234", Filled(), "KWD", 1234),
        ("12345", Filled(unit="minor"), "CNY", 12345),
        ("123.45", Filled(unit="minor"), "CNY", None),
        ("1.5", Filled(unit="thousand"), "CNY", 150000),
    ],
)
def test_marks_units_and_currencies_count(
    con: duckdb.DuckDBPyConnection, text: str, filled: Filled, currency: str, minor: int | None
) -> None:
    assert typed(con, "amount_minor", text, filled=filled, currency=currency) == minor


@settings(max_examples=150, deadline=None)
@given(
    minor=st.integers(-(10**16), 10**16),
    currency=st.sampled_from(["CNY", "JPY", "KWD", "EUR"]),
    grouped=st.booleans(),
    brackets=st.booleans(),
    wide=st.booleans(),
    mark=st.sampled_from(["", "¥", "￥ "]),
)
def test_money_comes_back_from_however_it_was_written(
    con: duckdb.DuckDBPyConnection, minor: int, currency: str, grouped: bool, brackets: bool, wide: bool, mark: str
) -> None:
    digits = minor_digits(currency)
    size = Decimal(abs(minor)).scaleb(-digits)
    text = mark + (f"{size:,.{digits}f}" if grouped else f"{size:.{digits}f}")
    if minor < 0:
        text = f"({text})" if brackets else f"-{text}"
    if wide:
        text = text.translate(str.maketrans("0123456789.,-()", "０１２３４５６７８９．，－（）"))
    assert typed(con, "amount_minor", text, currency=currency) == minor


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="0123456789.,-() ¥e'", max_size=14))
def test_whatever_is_read_as_money_is_worth_what_it_says(con: duckdb.DuckDBPyConnection, text: str) -> None:
    minor = typed(con, "amount_minor", text)
    if minor is not None:
        plain = text.replace(",", "").replace(" ", "").replace("'", "").replace("¥", "")
        negative = "-" in plain or "(" in plain
        worth = Decimal(plain.strip("-()"))
        assert Decimal(minor) == (-worth if negative else worth) * 100
        assert text.count(".") <= 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("2026/1/5", date(2026, 1, 5)),
        ("2026.1.5", date(2026, 1, 5)),
        ("20260131", date(2026, 1, 31)),
        ("2026年1月31日", date(2026, 1, 31)),
        ("２０２６－０１－３１", date(2026, 1, 31)),
        ("2026-01-31 10:00:00", date(2026, 1, 31)),
        ("9999-12-31", date(9999, 12, 31)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_days_are_read_in_the_forms_houses_write(con: duckdb.DuckDBPyConnection, text: str, day: date) -> None:
    assert typed(con, "charged_on", text) == day


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-02-29",
        "31/02/2026",
        "01/02/2026",
        "2026011",
        "202613",
        "infinity",
        "epoch",
        "0000-01-01",
        "-001-01-01",
        "12026-01-01",
        "today",
        "2026-1",
        "2026-00-10",
        "46053",
    ],
)
def test_a_day_that_does_not_exist_or_can_be_doubted_is_no_day(con: duckdb.DuckDBPyConnection, text: str) -> None:
    assert typed(con, "charged_on", text) is None


def test_a_mapping_says_the_form_of_its_days(con: duckdb.DuckDBPyConnection) -> None:
    filled = Filled(formats=("%d/%m/%Y", "%Y%m%d"))
    assert typed(con, "charged_on", "01/02/2026", filled=filled) == date(2026, 2, 1)
    assert typed(con, "charged_on", "20260201", filled=filled) == date(2026, 2, 1)
    assert typed(con, "charged_on", "2026021", filled=filled) is None
    assert typed(con, "charged_on", "2026-02-01", filled=filled) is None


@settings(max_examples=100, deadline=None)
@given(day=st.dates(date(1, 1, 1), date(9999, 12, 31)), form=st.sampled_from(["-", "/", "", "年"]))
def test_every_day_of_the_calendar_comes_back(con: duckdb.DuckDBPyConnection, day: date, form: str) -> None:
    text = (
        f"{day.year:04}{form}{day.month:02}{'月' if form == '年' else form}{day.day:02}{'日' if form == '年' else ''}"
    )
    assert typed(con, "charged_on", text) == day


@settings(max_examples=100, deadline=None)
@given(
    moment=st.datetimes(datetime(1980, 1, 1), datetime(2036, 12, 31)).map(lambda m: m.replace(microsecond=0)),
    zone=st.sampled_from(["Asia/Shanghai", "Europe/Madrid", "Asia/Urumqi", "America/Mexico_City"]),
)
def test_local_moments_become_utc(con: duckdb.DuckDBPyConnection, moment: datetime, zone: str) -> None:
    read = typed(con, "charged_at", f"{moment:%Y-%m-%d %H:%M:%S}", zone=zone)
    place = ZoneInfo(zone)
    possible = {moment.replace(tzinfo=place, fold=f).astimezone(UTC).replace(tzinfo=None) for f in (0, 1)}
    there_is_one = any(p.replace(tzinfo=UTC).astimezone(place).replace(tzinfo=None) == moment for p in possible)
    assert read in possible if there_is_one else read is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-31 10:15:00", datetime(2026, 1, 31, 2, 15)),
        ("20260131101500", datetime(2026, 1, 31, 2, 15)),
        ("2026/1/31 1:02", datetime(2026, 1, 30, 17, 2)),
        ("2026年1月31日 10:15:00", datetime(2026, 1, 31, 2, 15)),
        ("2026-01-31T10:15:00", datetime(2026, 1, 31, 2, 15)),
        ("2026-01-31T10:15:00Z", datetime(2026, 1, 31, 10, 15)),
        ("2026-01-31T10:15:00+01:00", datetime(2026, 1, 31, 9, 15)),
        ("2026-01-31T10:15:00.123456", datetime(2026, 1, 31, 2, 15, 0, 123456)),
        ("1988-07-01 12:00:00", datetime(1988, 7, 1, 3, 0)),
        ("2026-01-31", None),
        ("2026-01-31 25:00:00", None),
        ("2026-02-30 10:00:00", None),
    ],
)
def test_moments_are_read_in_the_zone_of_the_house(
    con: duckdb.DuckDBPyConnection, text: str, moment: datetime | None
) -> None:
    assert typed(con, "charged_at", text) == moment


def test_a_moment_that_the_clocks_skipped_is_none(con: duckdb.DuckDBPyConnection) -> None:
    assert typed(con, "charged_at", "2026-03-29 02:30:00", zone="Europe/Madrid") is None
    assert typed(con, "charged_at", "2026-03-29 03:30:00", zone="Europe/Madrid") == datetime(2026, 3, 29, 1, 30)


def test_degrees_become_micro_degrees_and_whole_numbers_stay_whole(con: duckdb.DuckDBPyConnection) -> None:
    degrees = Filled(unit="degree")
    assert typed(con, "place_latitude_e6", "43.8256", filled=degrees, contract=TERMINALS) == 43825600
    assert typed(con, "place_latitude_e6", "-43.82560019", filled=degrees, contract=TERMINALS) == -43825600
    assert typed(con, "place_latitude_e6", "43825600", contract=TERMINALS) == 43825600
    assert typed(con, "place_latitude_e6", "43.8256", contract=TERMINALS) is None


def test_yes_and_no_are_read_in_three_languages(con: duckdb.DuckDBPyConnection) -> None:
    notices = load_contracts()["notices"]
    assert [typed(con, "delivered", t, contract=notices) for t in ("是", "Yes", "sí", "1", "TRUE")] == [True] * 5
    assert [typed(con, "delivered", t, contract=notices) for t in ("否", "no", "0", "False")] == [False] * 4
    assert typed(con, "delivered", "maybe", contract=notices) is None


def test_zones_with_seasons_are_asked_of_the_calendar() -> None:
    assert zone_of("Europe/Madrid").fixed_from is None
    shanghai = zone_of("Asia/Shanghai")
    assert shanghai.offset == timedelta(hours=8)
    assert shanghai.fixed_from is not None
    assert shanghai.fixed_from.year == 1991


def test_words_strptime_knows_are_no_days_under_any_form(con: duckdb.DuckDBPyConnection) -> None:
    for form in ("%d/%m/%Y", "%Y%m%d", "%b %d %Y"):
        for word in ("infinity", "-infinity", "epoch"):
            assert typed(con, "charged_on", word, filled=Filled(formats=(form,))) is None
    assert typed(con, "charged_on", "Jan 31 2026", filled=Filled(formats=("%b %d %Y",))) == date(2026, 1, 31)

"""Tokens: one value, however written, one token; masked values are compared and never joined."""

from __future__ import annotations

import hmac
from hashlib import sha256

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.records.identity import PREFIXES, Tokens, blank, masked, normalised, same_masked
from amparo.records.rawcopy import Raw
from amparo.records.tokening import PLAIN, make_tokens

KEY = bytes(range(32))
TOKENS = Tokens(KEY)


@pytest.mark.parametrize(
    ("kind", "ways"),
    [
        (
            "account",
            ["6222020200012345", "6222 0202 0001 2345", "６２２２０２０２０００１２３４５", "6222-0202-0001-2345\t"],
        ),
        ("account", ["ES9121000418450200051332", "es91 2100 0418 4502 0005 1332"]),
        ("name", ["林小满", " 林小满 ", "林 小 满", "林\u3000小满", "林小\u200b满"]),
        ("name", ["买买提·艾合买提", "买买提•艾合买提", "买买提・艾合买提", "买买提 · 艾合买提"]),
        ("name", ["José  García", "JOSÉ GARCÍA", "Jose\u0301 Garci\u0301a"]),
        ("identity", ["65010119900101123X", "65010119900101123x", "650101 19900101 123X"]),
        ("phone", ["13900001111", "+86 139-0000-1111", "008613900001111", "8613900001111", "139 0000 1111"]),
        ("phone", ["34600111222", "+34 600 111 222", "0034600111222"]),
    ],
)
def test_one_value_has_one_token_however_it_is_written(kind: str, ways: list[str]) -> None:
    assert len({TOKENS.of(kind, way) for way in ways}) == 1
    assert TOKENS.of(kind, ways[0]) is not None


def test_tokens_stay_what_they_are() -> None:
    """A changed token would part every person from their records: this one is for ever."""
    assert (
        TOKENS.of("account", "6222020200012345")
        == "acc_"
        + hmac.digest(hmac.digest(KEY, b"amparo token account", sha256), b"6222020200012345", "sha256").hex()[:24]
    )
    assert TOKENS.of("name", "林小满") == "nam_422d618b342dbef0e7886c87"


def test_kinds_and_keys_part_tokens() -> None:
    assert TOKENS.of("account", "13900001111") != TOKENS.of("phone", "13900001111")
    assert TOKENS.of("account", "1") != Tokens(bytes(32)).of("account", "1")
    with pytest.raises(ValueError, match="32 bytes"):
        Tokens(b"short")


@pytest.mark.parametrize("kind", list(PREFIXES))
def test_what_holds_nothing_has_no_token(kind: str) -> None:
    assert blank(" - ")
    assert TOKENS.of(kind, "   ") is None
    assert TOKENS.of(kind, "**") is None


def test_stars_hide_part_of_a_value() -> None:
    assert masked("name", "*三")
    assert masked("account", "622202******1234")
    assert masked("account", "622202xxxxxx1234")
    assert masked("phone", "139****1111")
    assert masked("account", "建设银行(1234)")
    assert masked("account", "零钱")
    assert not masked("account", "账号：6222020200012345")
    assert [blank(text) for text in ("-", "/", "——", "零钱", "**", "0")] == [True, True, True, False, False, False]
    assert not masked("name", "Xavier")
    assert not masked("identity", "65010119900101123X")


@pytest.mark.parametrize(
    ("pattern", "name", "same"),
    [
        ("*三", "张三", True),
        ("张*", "张三", True),
        ("张**", "张三", True),
        ("张*", "张小三", True),
        ("王*明", "王小明", True),
        ("王*明", "王小小明", False),
        ("*三", "张四", False),
        ("李*", "张三", False),
        ("*小明", "王小明", True),
        ("＊三", "张三", True),
        ("张*", "张", False),
        ("买买提·*", "买买提·艾合买提", True),
    ],
)
def test_masked_names_are_compared_by_what_they_show(pattern: str, name: str, same: bool) -> None:
    assert same_masked(pattern, name) is same


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(list(PREFIXES)), st.text(max_size=20))
def test_the_one_form_is_its_own_one_form(kind: str, text: str) -> None:
    once = normalised(kind, text)
    if kind != "phone":
        assert normalised(kind, once) == once


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(list(PLAIN)), st.data())
def test_texts_duckdb_takes_as_plain_are_their_own_form(kind: str, data: st.DataObject) -> None:
    pattern = PLAIN[kind].replace("\\x{4E00}", "\u4e00").replace("\\x{9FFF}", "\u9fff")
    text = data.draw(st.from_regex(pattern, fullmatch=True))
    assert normalised(kind, text) == text
    assert not masked(kind, text)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="0123456789 -*张林小满·x", min_size=1, max_size=12), min_size=1, max_size=20))
def test_duckdb_makes_the_tokens_python_makes(texts: list[str]) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE raw (c0 VARCHAR)")
        connection.executemany("INSERT INTO raw VALUES (?)", [[text] for text in texts])
        raw = Raw("raw", ("x",), len(texts))
        for kind in PREFIXES:
            table = make_tokens(connection, raw, [("x", kind, "r.c0")], TOKENS)["x"]
            for text, token in connection.execute(f"SELECT v, token FROM {table}").fetchall():
                assert token == TOKENS.of(kind, text)

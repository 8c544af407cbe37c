"""A delivery: accepted rows, rejected rows with reasons, a verdict; nothing dropped, nothing left half."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.records.checks import RULES
from amparo.records.rejections import open_row
from tests.records.taking import CHARGES, EVENTS, a_vault, csv_of, rows_of, taken

HEAD = ["流水号", "保单号", "渠道", "账号", "付款人", "金额", "时间"]
GOOD = ["C1", "P1", "刷卡", "6222020000000001", "林小满", "1,234.50", "2026-01-31 23:30:00"]


def charge(**changed: str) -> list[str]:
    """A good charge with some cells changed."""
    return [changed.get(name, cell) for name, cell in zip(HEAD, GOOD, strict=True)]


def many(number: int) -> list[list[str]]:
    """So many good charges, so that a few bad ones stay below the thresholds."""
    return [charge(流水号=f"G{n}") for n in range(number)]


def test_a_good_row_is_stored_as_the_contract_says(tmp_path: Path) -> None:
    with taken(tmp_path, CHARGES, csv_of(HEAD, [GOOD])) as made:
        assert made.verdict == "accepted"
        assert (made.rows_read, made.rows_accepted, made.rows_rejected) == (1, 1, 0)
        assert made.part is not None
        assert (made.part.first_on, made.part.last_on) == (date(2026, 1, 31), date(2026, 1, 31))
        stored = rows_of(made.part, "charge_id, channel, amount_minor, charged_on, charged_at, account_token, _record")
        with a_vault(tmp_path) as vault:
            token = vault.tokens.of("account", "6222 0200 0000 0001")
            assert vault.open_([token or ""]) == {token: "6222020000000001"}
        assert stored == [("C1", "pos", 123450, date(2026, 1, 31), datetime(2026, 1, 31, 15, 30), token, 2)]


def test_no_personal_value_reaches_the_part(tmp_path: Path) -> None:
    with taken(tmp_path, CHARGES, csv_of(HEAD, [GOOD])) as made:
        assert made.part is not None
        stored = repr(rows_of(made.part))
        assert "林小满" not in stored
        assert "6222020000000001" not in stored
    assert b"6222020000000001" not in b"".join(
        p.read_bytes() for p in tmp_path.rglob("*") if p.name != "file.csv" and p.is_file()
    )


@pytest.mark.parametrize(
    ("changed", "rule", "english"),
    [
        ({"流水号": ""}, "required", "record 2, 流水号 (charge number): is empty, but must be given"),
        ({"金额": ""}, "required", "record 2, 金额 (amount charged): is empty, but must be given"),
        ({"金额": "1.234,50"}, "two_decimal_marks", "'1.234,50' has two decimal marks"),
        ({"金额": "1.2.3"}, "two_decimal_marks", "'1.2.3' has two decimal marks"),
        ({"金额": "1.505"}, "decimals", "'1.505' has more decimals than the 2 its currency and unit allow"),
        ({"金额": "99999999999999999999"}, "too_large", "is larger than can be recorded"),
        ({"金额": "6222020000000001"}, "too_large", "is larger than can be recorded"),
        ({"金额": "twelve"}, "number", "'twelve' is not an amount of money"),
        ({"金额": "-5.00"}, "minimum", "'-5.00' is below the least allowed, 0.01"),
        ({"时间": "2026-02-30 10:00:00"}, "no_such_day", "'2026-02-30 10:00:00' is not a valid date or time"),
        ({"时间": "yesterday"}, "day", "'yesterday' is not a day with its time in a form known here"),
        ({"渠道": "支票"}, "enum", "'支票' is none of pos, direct_debit, wallet, cash, transfer"),
    ],
)
def test_each_rule_says_where_what_and_what_to_do(
    tmp_path: Path, changed: dict[str, str], rule: str, english: str
) -> None:
    with taken(tmp_path, CHARGES, csv_of(HEAD, [charge(**changed), *many(30)])) as made:
        rejected = list(made.rejected())
        assert (made.verdict, made.rows_accepted, made.rows_rejected) == ("accepted", 30, 1)
        assert [r.rule for r in rejected[0].reasons] == [rule]
        reason = rejected[0].reasons[0]
        assert english in reason.says.en
        assert "第2行" in reason.says.zh
        assert "registro 2" in reason.says.es
        assert all(reason.remedy.in_(language) for language in ("zh", "en", "es"))


def test_every_rule_is_spoken_in_three_languages() -> None:
    for name, rule in RULES.items():
        for text in (rule.says, rule.remedy):
            assert len({text.zh, text.en, text.es}) == 3, name


def test_a_reason_never_holds_a_personal_value_and_the_sealed_row_does(tmp_path: Path) -> None:
    with taken(tmp_path, CHARGES, csv_of(HEAD, [charge(付款人="欧阳锋", 金额="x"), *many(30)])) as made:
        row = next(made.rejected())
        assert [(r.rule, r.value) for r in row.reasons] == [("number", "x")]
        assert "欧阳锋" not in repr(row.reasons) + repr(row.keys)
        assert "欧阳锋".encode() not in row.sealed
        with a_vault(tmp_path) as vault:
            columns, texts = open_row(vault, row.sealed)
        assert columns == tuple(HEAD)
        assert texts[4] == "欧阳锋"


def test_a_rejected_row_tells_the_keys_that_could_be_read(tmp_path: Path) -> None:
    with taken(tmp_path, CHARGES, csv_of(HEAD, [charge(保单号="P7", 金额="x"), *many(30)])) as made:
        row = next(made.rejected())
        assert row.keys["charge_id"] == "C1"
        assert row.keys["policy_id"] == "P7"
        assert row.keys["account_token"].startswith("acc_")
        assert row.day == date(2026, 1, 31)


def test_equal_rows_keep_one_and_unequal_rows_with_one_key_keep_none(tmp_path: Path) -> None:
    rows = [charge(流水号="A"), charge(流水号="A"), charge(流水号="B"), charge(流水号="B", 金额="2.00"), *many(60)]
    with taken(tmp_path, CHARGES, csv_of(HEAD, rows)) as made:
        found = {(r.record, r.reasons[0].rule, r.harmless) for r in made.rejected()}
        assert found == {(3, "repeated", True), (4, "conflicting", False), (5, "conflicting", False)}
        assert (made.rows_accepted, made.rows_repeated) == (61, 1)
        assert "the same as record 2" in next(made.rejected()).reasons[0].says.en


def test_a_row_of_another_width_is_rejected_and_the_others_are_taken(tmp_path: Path) -> None:
    text = csv_of(HEAD, many(40)) + "C1,P1,刷卡\n" + csv_of(HEAD, [charge(流水号="Z")]).splitlines()[1] + "\n"
    with taken(tmp_path, CHARGES, text) as made:
        rejected = list(made.rejected())
        assert (made.rows_read, made.rows_accepted) == (42, 41)
        assert [r.reasons[0].rule for r in rejected] == ["width"]
        assert "has 3 cells, expected 7" in rejected[0].reasons[0].says.en


def test_too_many_bad_rows_are_quarantined_and_far_too_many_refused(tmp_path: Path) -> None:
    with taken(tmp_path, CHARGES, csv_of(HEAD, [charge(金额="x"), *many(9)])) as made:
        assert made.verdict == "quarantined"
        assert made.part is not None
        assert made.part.path.is_file()
        assert made.reason is not None
        assert "1/10, at most 5 %" in made.reason.en
    with taken(tmp_path, CHARGES, csv_of(HEAD, [charge(流水号=f"B{n}", 金额="x") for n in range(9)])) as made:
        assert made.verdict == "refused"
        assert made.part is None
        assert made.rows_rejected == made.rows_read == len(list(made.rejected())) == 9


def test_a_file_without_a_required_column_is_refused_and_without_another_is_quarantined(tmp_path: Path) -> None:
    def without(name: str) -> str:
        place = HEAD.index(name)
        return csv_of([h for h in HEAD if h != name], [[c for n, c in enumerate(GOOD) if n != place]])

    with taken(tmp_path, CHARGES, without("金额")) as made:
        assert (made.verdict, made.columns_missing, made.part) == ("refused", ("金额",), None)
        assert made.reason is not None
        assert "has no column 金额" in made.reason.en
    with taken(tmp_path, CHARGES, without("付款人")) as made:
        assert (made.verdict, made.columns_missing) == ("quarantined", ("付款人",))


def test_a_new_column_is_told_and_taken_no_further(tmp_path: Path) -> None:
    with taken(tmp_path, CHARGES, csv_of([*HEAD, "备注"], [[*GOOD, "无"]])) as made:
        assert (made.verdict, made.columns_added) == ("accepted", ("备注",))


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\x03\xff\xfe\x00\x00", b"PK\x03\x04 torn"])
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(tmp_path: Path, content: bytes) -> None:
    with taken(tmp_path, CHARGES, content) as made:
        assert made.verdict == "refused"
        assert made.reason is not None
        assert "cannot be read" in made.reason.en
        assert len(made.content_sha256) == 64
        assert list(made.rejected()) == []


def test_a_file_with_a_header_and_no_rows_is_an_empty_delivery(tmp_path: Path) -> None:
    with taken(tmp_path, CHARGES, csv_of(HEAD, [])) as made:
        assert made.verdict == "accepted" or made.reason is not None
        assert made.rows_read == 0


def test_the_same_file_gives_the_same_part_twice(tmp_path: Path) -> None:
    shas = []
    for _ in range(2):
        with taken(tmp_path, CHARGES, csv_of(HEAD, many(50))) as made:
            assert made.part is not None
            shas.append((made.part.path.name, made.part.sha256, made.content_sha256))
    assert shas[0] == shas[1]


def test_nothing_but_the_part_is_left_behind(tmp_path: Path) -> None:
    with taken(tmp_path, CHARGES, csv_of(HEAD, [charge(金额="x"), *many(50)])) as made:
        part = made.part
    assert part is not None
    assert list((tmp_path / "charges").iterdir()) == [part.path]


def test_full_width_padding_does_not_make_another_key(tmp_path: Path) -> None:
    with taken(tmp_path, CHARGES, csv_of(HEAD, [charge(保单号="\u3000P1\u00a0")])) as made:
        assert made.part is not None
        assert rows_of(made.part, "policy_id") == [("P1",)]


def test_a_day_given_directly_makes_the_moment_noon(tmp_path: Path) -> None:
    mapping = CHARGES.replace("charged_at: 时间", "charged_on: 时间")
    with taken(tmp_path, mapping, csv_of(HEAD, [charge(时间="2026-01-31")])) as made:
        assert made.part is not None
        assert rows_of(made.part, "charged_on, charged_at") == [(date(2026, 1, 31), datetime(2026, 1, 31, 4, 0))]


CELL = st.sampled_from(
    ["", "x", "1", "12.50", "1.2.3", "2026-01-31", "2026-02-30", "lapsed", "matured", "张*", "a,b", "=1+1"]
)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(st.lists(CELL, min_size=4, max_size=4), min_size=1, max_size=25),
    odd=st.lists(st.integers(1, 6), max_size=2),
)
def test_rows_read_are_the_accepted_and_the_rejected_whatever_comes(rows: list[list[str]], odd: list[int]) -> None:
    widths = [["lapsed"] * width for width in odd]
    with tempfile.TemporaryDirectory() as folder:
        with taken(Path(folder), EVENTS, csv_of(["id", "policy", "kind", "day"], [*rows, *widths])) as made:
            rejected = list(made.rejected())
            assert made.rows_read == made.rows_accepted + made.rows_rejected
            if made.reason is None or "cannot be read" not in made.reason.en:
                assert len(rejected) == made.rows_rejected
                assert len({r.record for r in rejected}) == len(rejected)
                assert all(r.reasons for r in rejected)
            if made.part:
                assert len(rows_of(made.part)) == made.rows_accepted == made.part.rows


def test_a_personal_value_that_is_none_is_rejected_and_a_dash_is_nothing(tmp_path: Path) -> None:
    mapping = """table: customers
files: ["*"]
columns: {customer_id: id, kind: {constant: person}, name: name, phone: phone, known_since: {constant: "2020-01-01"}}
"""
    rows = [
        ["1", "林小满", "-"],
        ["2", "吴大伟", "无人接听"],
        ["3", "/", "13900001111"],
        *[[f"g{n}", "赵敏", ""] for n in range(40)],
    ]
    with taken(tmp_path, mapping, csv_of(["id", "name", "phone"], rows)) as made:
        found = {(r.record, r.reasons[0].rule, r.reasons[0].column, r.reasons[0].value) for r in made.rejected()}
        assert found == {(3, "personal", "phone_token", None), (4, "required", "name_token", None)}
        says = [r.reasons[0].says.en for r in made.rejected()]
        assert says[0].endswith("phone (phone (token)): holds no phone number that can be recognised")
        assert made.rows_accepted == 41

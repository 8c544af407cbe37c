"""What a mapping puts together and what is worked out on the way in: joined texts, millimetres, masked payers."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from amparo.records.contract import load_contracts
from amparo.records.versions import settle
from tests.records.taking import CHARGES, csv_of, rows_of, taken
from tests.records.test_delivery import HEAD, charge


def test_columns_are_joined_extracted_and_emptied_as_the_mapping_says(tmp_path: Path) -> None:
    mapping = """table: charges
files: ["*"]
columns:
  charge_id: {from: 附言, extract: "CHG([0-9]+)"}
  policy_id: P
  institution_id: {constant: "650100"}
  channel: {constant: pos}
  kind: {constant: first}
  amount: {from: 金额, unit: minor}
  currency: {constant: CNY}
  charged_at: {from: [日, 时], join: " ", format: "%d/%m/%Y %H%M"}
  terminal_id: {from: 终端, empty: ["-", "无"]}
"""
    head = ["附言", "P", "金额", "日", "时", "终端"]
    rows = [
        ["保费CHG0012续", "P1", "12345", "31/01/2026", "1015", "无"],
        ["CHG9", "P1", "1", "01/02/2026", "0000", "T1"],
    ]
    with taken(tmp_path, mapping, csv_of(head, rows)) as made:
        assert made.part is not None
        assert rows_of(made.part, "charge_id, amount_minor, charged_at, terminal_id") == [
            ("0012", 12345, datetime(2026, 1, 31, 2, 15), None),
            ("9", 1, datetime(2026, 1, 31, 16, 0), "T1"),
        ]


def test_millimetres_of_a_degree_shrink_towards_the_pole(tmp_path: Path) -> None:
    mapping = """table: terminals
files: ["*"]
columns:
  registration_id: id
  terminal_id: id
  ownership: {constant: company}
  merchant_id: id
  institution_id: id
  place_latitude_e6: {from: lat, unit: degree}
  place_longitude_e6: {from: lon, unit: degree}
  valid_from: {constant: "2020-01-01"}
"""
    with taken(
        tmp_path, mapping, csv_of(["id", "lat", "lon"], [["1", "0", "87"], ["3", "", ""], ["2", "60.0", "87"]])
    ) as made:
        assert made.part is not None
        assert rows_of(made.part, "longitude_mm_e6, valid_to") == [
            (111, date(9999, 12, 31)),
            (None, date(9999, 12, 31)),
            (56, date(9999, 12, 31)),
        ]


def test_masked_payers_are_compared_with_the_parties_of_the_policy(tmp_path: Path) -> None:
    parties = """table: policy_parties
files: ["*"]
columns: {party_id: id, policy_id: policy, role: role, name: name, valid_from: since}
"""
    rows = [["1", "P1", "policyholder", "林小满", "2020-01-01"], ["2", "P2", "policyholder", "吴大伟", "2026-06-01"]]
    with taken(tmp_path, parties, csv_of(["id", "policy", "role", "name", "since"], rows)) as made:
        assert made.part is not None
        known = settle(made.part, load_contracts()["policy_parties"], batch=1, existing=[])
    charges = [
        charge(流水号="same", 付款人="林*满"),
        charge(流水号="first hidden", 付款人="*小满"),
        charge(流水号="other", 付款人="张*"),
        charge(流水号="not yet a party", 保单号="P2", 付款人="吴**"),
        charge(流水号="no such policy", 保单号="P9", 付款人="吴**"),
        charge(流水号="whole"),
    ]
    with taken(tmp_path, CHARGES, csv_of(HEAD, charges), parties=[known]) as made:
        assert made.part is not None
        assert made.masked == {"payer_name_token": 5}
        answers = rows_of(made.part, "charge_id, payer_match, payer_name_token IS NULL")
    assert answers == [
        ("same", "same", True),
        ("first hidden", "same", True),
        ("other", "different", True),
        ("not yet a party", "unknown", True),
        ("no such policy", "unknown", True),
        ("whole", None, False),
    ]
    with taken(tmp_path, CHARGES, csv_of(HEAD, charges)) as made:
        assert made.part is not None
        assert {row[0] for row in rows_of(made.part, "payer_match")} == {"unknown", None}


def test_a_masked_account_that_is_needed_whole_is_rejected(tmp_path: Path) -> None:
    mapping = """table: accounts
files: ["*"]
columns: {account_id: id, account_number: number, holder_name: name, valid_from: since}
"""
    rows = [[str(n), f"62220200000{n:05}", "林小满", "2020-01-01"] for n in range(30)]
    with taken(
        tmp_path,
        mapping,
        csv_of(["id", "number", "name", "since"], [*rows, ["x", "6222****1234", "林*", "2020-01-01"]]),
    ) as made:
        assert [r.rule for row in made.rejected() for r in row.reasons] == ["masked"]

"""Mappings are strict: what cannot be meant is refused with file, line and the nearest right word."""

from __future__ import annotations

from pathlib import Path

import pytest

from amparo.law.strict_yaml import StrictFileError
from amparo.records.contract import load_contracts
from amparo.records.mapping import Filled, read_mapping, statement_mapping
from tests.records.taking import CHARGES, EVENTS, a_mapping


def refused(folder: Path, text: str) -> str:
    """What the refusal of this mapping says."""
    path = folder / "m.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StrictFileError) as caught:
        read_mapping(path, load_contracts())
    return str(caught.value)


def test_a_mapping_says_what_fills_each_column(tmp_path: Path) -> None:
    mapping = a_mapping(tmp_path, CHARGES)
    assert mapping.table == "charges"
    assert mapping.columns["amount"] == Filled(columns=("金额",))
    assert mapping.columns["channel"].values == {"刷卡": "pos", "代扣": "direct_debit"}
    assert mapping.read == ("流水号", "保单号", "渠道", "账号", "付款人", "金额", "时间")
    assert mapping.fits("a.csv")
    assert not mapping.fits("a.xlsx")


def test_one_mapping_has_one_hash_whatever_its_layout(tmp_path: Path) -> None:
    spread = EVENTS.replace(
        "{event_id: id, policy_id: policy, kind: kind, happened_on: day}",
        "\n  kind: kind\n  event_id: id\n  policy_id: policy\n  happened_on: day\n",
    )
    assert a_mapping(tmp_path, EVENTS).sha256 == a_mapping(tmp_path, spread).sha256
    assert (
        a_mapping(tmp_path, EVENTS).sha256
        != a_mapping(tmp_path, EVENTS.replace("policy_id: policy", "policy_id: p")).sha256
    )


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (("table: charges", "table: charge"), "m.yaml:1: mapping: table is 'charge'; did you mean 'charges'?"),
        (("files:", "file:"), "unknown key 'file'; did you mean 'files'?"),
        (('files: ["*.csv"]', "files: []"), "m.yaml:2: files is no list of name patterns"),
        (
            ('files: ["*.csv"]', 'files: ["*.csv"]\nformat: cvs'),
            "m.yaml:3: mapping: format is 'cvs'; did you mean 'csv'?",
        ),
        (
            ("  amount: 金额", "  amuont: 金额"),
            "m.yaml:11: columns of charges: unknown key 'amuont'; did you mean 'amount'?",
        ),
        (("  amount: 金额", "  amount: {frm: 金额}"), "amount: unknown key 'frm'; did you mean 'from'?"),
        (("  amount: 金额\n", ""), "nothing fills amount, which charges requires; add amount"),
        (("amount: 金额", "amount: {from: 金额, constant: 1}"), "amount: expected either from or constant"),
        (("amount: 金额", "amount: {from: 金额, unit: yuan}"), "amount: unit is 'yuan'"),
        (("amount: 金额", "amount: {from: 金额, format: x}"), "amount is no day or moment"),
        (("流水号", "{from: 流水号, unit: major}"), "charge_id has no unit"),
        (("流水号", "{from: 流水号, extract: CHG}"), "the pattern has no group"),
        (("流水号", '{from: 流水号, extract: "(?=x)(y)"}'), "no pattern we can search with"),
        (("刷卡: pos", "刷卡: poss"), "channel: 'poss' is none of its words; use pos, direct_debit"),
        (("kind: {constant: renewal_premium}", "kind: {constant: renewal}"), "kind: 'renewal' is none of its words"),
        (("流水号", "[流水号]"), "charge_id: no way to fill it"),
        (("流水号", '{from: 流水号, decimal: ","}'), "charge_id is no number"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, changed: tuple[str, str], says: str) -> None:
    assert changed[0] in CHARGES
    assert says in refused(tmp_path, CHARGES.replace(*changed))


def test_options_no_reader_knows_are_refused(tmp_path: Path) -> None:
    text = CHARGES.replace("columns:", "options: {encodign: gb18030}\ncolumns:")
    assert "unknown key 'encodign'; did you mean 'encoding'?" in refused(tmp_path, text)


def test_a_moment_gives_its_day_and_a_day_its_moment(tmp_path: Path) -> None:
    assert "charged_at" in a_mapping(tmp_path, CHARGES).columns
    assert "charged_on" in a_mapping(tmp_path, CHARGES.replace("charged_at: 时间", "charged_on: 时间")).columns
    assert "nothing fills charged_" in refused(tmp_path, CHARGES.replace("  charged_at: 时间\n", ""))


def test_statements_need_no_columns(tmp_path: Path) -> None:
    bank = a_mapping(tmp_path, 'table: bank_lines\nfiles: ["*.xml"]\nformat: camt\n')
    assert bank.columns["amount"] == Filled(columns=("amount",))
    more = a_mapping(
        tmp_path,
        'table: bank_lines\nfiles: ["*"]\nformat: mt940\ncolumns:\n'
        '  charge_reference: {from: remittance, extract: "(KF[0-9]+)"}\n',
    )
    assert more.columns["charge_reference"].extract == "(KF[0-9]+)"
    assert more.columns["booked_on"] == Filled(columns=("booked_on",))
    assert statement_mapping(load_contracts()["bank_lines"]).columns == bank.columns

"""A proposed mapping finds what people call things, says how sure it is, and is itself a mapping."""

from __future__ import annotations

from pathlib import Path

from amparo.cli import run
from amparo.records.contract import load_contracts
from amparo.records.mapping import read_mapping
from amparo.records.proposal import propose_mapping
from tests.records.taking import csv_of, taken
from tests.shared import SHARED, needs_shared

CONTRACTS = load_contracts()


def a_file(folder: Path, name: str, header: list[str], rows: list[list[str]]) -> Path:
    """A CSV file of this name."""
    path = folder / name
    path.write_text(csv_of(header, rows), encoding="utf-8")
    return path


def test_a_chinese_ledger_is_understood_and_its_proposal_loads(tmp_path: Path) -> None:
    header = ["流水号", "保单号", "机构编码", "渠道", "收费类别", "卡号", "付款人", "交易金额", "交易时间", "备注"]
    row = ["1", "P1", "650100", "POS刷卡", "续期", "6222020000000001", "林小满", "12.50", "2026-01-31 10:00:00", "无"]
    path = a_file(tmp_path, "收费台账_202601.csv", header, [row])
    proposal = propose_mapping(path, CONTRACTS)
    assert proposal.table == "charges"
    assert proposal.missing == ()
    assert proposal.unused == ("备注",)
    assert 'files: ["收费台账_*.csv"]' in proposal.yaml
    assert '"POS刷卡": pos' in proposal.yaml
    with taken(tmp_path, proposal.yaml, path.read_text(encoding="utf-8"), name=path.name) as made:
        assert (made.verdict, made.rows_accepted) == ("accepted", 1)


def test_a_day_and_a_time_kept_apart_are_joined_into_the_moment(tmp_path: Path) -> None:
    header = ["流水号", "保单号", "机构", "渠道", "费用类型", "账号", "金额", "币种", "交易日期", "交易时间"]
    row = ["1", "P1", "1", "银行代扣", "续期保费", "6222020000000001", "12.50", "CNY", "2026-01-31", "9:05:00"]
    path = a_file(tmp_path, "收费台账.csv", header, [row])
    proposal = propose_mapping(path, CONTRACTS)
    assert 'charged_at: {from: ["交易日期", "交易时间"], join: " "}' in proposal.yaml
    assert "charged_on" not in proposal.yaml
    with taken(tmp_path, proposal.yaml, path.read_text(encoding="utf-8"), name=path.name) as made:
        assert (made.verdict, made.rows_accepted) == ("accepted", 1)


def test_levels_of_units_are_understood_and_what_is_not_stays_open(tmp_path: Path) -> None:
    rows = [
        ["1", "甲", "分公司", "2020-01-01"],
        ["2", "乙", "中心支公司", "2020-01-01"],
        ["3", "丙", "片区", "2020-01-01"],
    ]
    path = a_file(tmp_path, "机构.csv", ["机构编码", "机构名称", "机构层级", "起始日期"], rows)
    proposal = propose_mapping(path, CONTRACTS)
    assert '"分公司": branch, "中心支公司": central' in proposal.yaml
    assert proposal.missing == ("level",), "values no one understands would be refused row by row"


def test_spanish_headers_days_and_decimal_commas_are_understood(tmp_path: Path) -> None:
    header = ["número de vencimiento", "número de póliza", "fracción", "clase", "vencimiento", "importe", "moneda"]
    rows = [
        ["V1", "P1", "1", "first", "31/01/2026", "1.234,50", "EUR"],
        ["V2", "P1", "2", "first", "28/02/2026", "99,00", "EUR"],
    ]
    proposal = propose_mapping(a_file(tmp_path, "recibos.csv", header, rows), CONTRACTS, table="instalments")
    assert 'amount: {from: "importe", decimal: ","}' in proposal.yaml
    assert 'due_on: {from: "vencimiento", format: "%d/%m/%Y"}' in proposal.yaml


def test_what_no_column_fills_stays_open_and_says_so(tmp_path: Path) -> None:
    path = a_file(tmp_path, "x.csv", ["保单号", "怪列"], [["P1", "?"]])
    proposal = propose_mapping(path, CONTRACTS, table="consents")
    assert set(proposal.missing) == {"consent_id", "kind", "given_on"}
    assert "# consent_id:   must be filled: 同意书号" in proposal.yaml
    assert "columns of the file that fill nothing: 怪列" in proposal.yaml


def test_values_nobody_understands_are_listed(tmp_path: Path) -> None:
    rows = [["A1", "P1", "挂起"], ["A2", "P1", "退保"]]
    proposal = propose_mapping(
        a_file(tmp_path, "x.csv", ["事件号", "保单号", "事件类别"], rows), CONTRACTS, table="policy_events"
    )
    assert '"退保": surrendered' in proposal.yaml
    assert "values still to say: 挂起" in proposal.yaml


def test_a_full_proposal_is_a_mapping(tmp_path: Path) -> None:
    for contract in CONTRACTS.values():
        header = [c.source for c in contract.columns if c.derive is None]
        path = a_file(tmp_path, f"{contract.name}.csv", header, [["" for _ in header]] * 2)
        proposal = propose_mapping(path, CONTRACTS, table=contract.name)
        made = tmp_path / "m.yaml"
        made.write_text(proposal.yaml, encoding="utf-8")
        assert set(read_mapping(made, CONTRACTS).columns) >= {
            c.source for c in contract.columns if c.required and not c.derive
        }


def test_the_word_map_shows_it_and_says_when_something_is_open(tmp_path: Path, capsys: object) -> None:
    path = a_file(tmp_path, "x.csv", ["保单号"], [["P1"]])
    assert run(["map", str(path), "--table", "consents"]) == 1
    full = a_file(
        tmp_path, "y.csv", ["同意书号", "保单号", "同意事项", "同意日"], [["1", "P1", "auto_renewal", "2026-01-01"]]
    )
    assert run(["map", str(full), "--json", "--out", str(tmp_path / "m.yaml")]) == 0
    assert read_mapping(tmp_path / "m.yaml", CONTRACTS).table == "consents"


@needs_shared
def test_a_statement_that_hides_its_account_asks_for_it(tmp_path: Path) -> None:
    assert SHARED is not None
    found = next(p for p in sorted(SHARED.rglob("*wechat*records.csv")))
    proposal = propose_mapping(found, CONTRACTS)
    assert (proposal.table, proposal.missing) == ("bank_lines", ("account",))
    assert "format: wechat" in proposal.yaml
    answered = proposal.yaml.replace("# columns:", "columns:").replace(
        '#   account: {constant: "…"}', '  account: {constant: "1600650001"} #'
    )
    with taken(tmp_path, answered, found.read_bytes(), name=found.name) as made:
        assert made.rows_accepted == made.rows_read == 27

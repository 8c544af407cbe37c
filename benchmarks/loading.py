"""Taking in a ledger of charges from a CSV file, beside a bare copy of the same file to Parquet by DuckDB alone.

As a process of its own: `python -m benchmarks.loading csv|ours|bare FOLDER` prints CPU, wall, rows.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import duckdb

from amparo.records.contract import load_contracts
from amparo.records.delivery import take_in
from amparo.records.mapping import read_mapping
from amparo.records.vault import Keys, Vault
from benchmarks.ledger import THREADS, Spent

# Header of the file → what stands in it, over the made-up ledger's charges: own numbers, names and amounts as a core
# system would print them.
NUMBER = "(substr(policy_id, 2)::BIGINT)"
FILE = {
    "流水号": "charge_id",
    "保单号": "policy_id",
    "期次号": "instalment_id",
    "申请号": "request_id",
    "指令号": "instruction_id",
    "机构": "institution_id",
    "渠道": "channel",
    "银行": "bank",
    "性质": "kind",
    "账号": f"'62220010' || lpad(({NUMBER} * 7919)::VARCHAR, 11, '0')",
    "付款人": f"chr((19968 + {NUMBER} % 400)::INT) || chr((20200 + {NUMBER} // 7 % 900)::INT)",
    "终端号": "terminal_id",
    "商户号": "merchant_id",
    "操作员": "operator_id",
    "场所": "premises",
    "金额": "printf('%.2f', amount_minor / 100)",
    "币种": "currency",
    "交易时间": "strftime(charged_at, '%Y-%m-%d %H:%M:%S')",
    "入账账号": "CASE WHEN settled_token = 'acc_own_1' THEN '6500100000000000001' ELSE '6500100000000000999' END",
}
MAPPING = """table: charges
files: ["*.csv"]
columns:
  charge_id: 流水号
  policy_id: 保单号
  instalment_id: 期次号
  request_id: 申请号
  instruction_id: 指令号
  institution_id: 机构
  channel: 渠道
  bank: 银行
  kind: 性质
  account_number: 账号
  payer_name: 付款人
  terminal_id: 终端号
  merchant_id: 商户号
  operator_id: 操作员
  premises: 场所
  amount: 金额
  currency: 币种
  charged_at: {from: 交易时间, format: "%Y-%m-%d %H:%M:%S"}
  settled_account: 入账账号
"""


def write_csv(ledger: Path) -> Path:
    """The charges of a made-up ledger as a UTF-8 CSV file, written once."""
    path = ledger / "charges.csv"
    if not path.exists():
        columns = ", ".join(f'{sql} AS "{name}"' for name, sql in FILE.items())
        with duckdb.connect(config={"threads": THREADS}) as connection:
            connection.execute("SET enable_progress_bar = false; SET TimeZone = 'UTC'")
            connection.execute(
                f"COPY (SELECT {columns} FROM read_parquet('{ledger}/charges.parquet')) TO '{path}.part' (HEADER)"
            )
        path.with_name("charges.csv.part").rename(path)
    return path


def ours(ledger: Path) -> int:
    """Take the file in as a house would: mapped, typed, judged, personal values as tokens and sealed."""
    room = ledger / "taking"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir()
    (room / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    mapping = read_mapping(room / "mapping.yaml", load_contracts())
    contract = load_contracts()["charges"]
    csv, zone = ledger / "charges.csv", "Asia/Shanghai"
    with (
        Vault(room / "identities.sqlite", Keys.make(room / "keys")) as vault,
        take_in(csv, mapping, contract, vault=vault, into=room / "charges", zone=zone, threads=THREADS) as taken,
    ):
        if taken.rows_rejected or taken.part is None:
            raise AssertionError(f"{taken.rows_rejected} rows rejected, {taken.verdict}: {taken.reason}")
        rows = taken.rows_accepted
    shutil.rmtree(room)
    return rows


def bare(ledger: Path) -> int:
    """The same file copied by DuckDB alone, which guesses the types and checks nothing."""
    out = ledger / "bare.parquet"
    with duckdb.connect(config={"threads": THREADS, "memory_limit": "900MB"}) as connection:
        connection.execute("SET enable_progress_bar = false")
        sql = f"COPY (SELECT * FROM read_csv('{ledger}/charges.csv')) TO '{out}' (FORMAT parquet)"
        rows = connection.execute(sql).fetchall()[0][0]
    out.unlink()
    return int(rows)


if __name__ == "__main__":
    began = Spent()
    done = {"csv": lambda ledger: write_csv(ledger).stat().st_size, "ours": ours, "bare": bare}[sys.argv[1]](
        Path(sys.argv[2])
    )
    cpu, wall = began()
    print(json.dumps({"cpu": cpu, "wall": wall, "rows": done}))

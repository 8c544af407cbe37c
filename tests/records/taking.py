"""Takes in small files as a house would, so that tests speak of rows and not of plumbing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from amparo.records.contract import load_contracts
from amparo.records.delivery import Taken, take_in
from amparo.records.mapping import Mapping_, read_mapping
from amparo.records.parts import Part
from amparo.records.vault import Keys, Vault

ZONE = "Asia/Shanghai"
EVENTS = """table: policy_events
files: ["*"]
columns: {event_id: id, policy_id: policy, kind: kind, happened_on: day}
"""
CHARGES = """table: charges
files: ["*.csv"]
columns:
  charge_id: 流水号
  policy_id: 保单号
  institution_id: {constant: "650100"}
  channel: {from: 渠道, values: {刷卡: pos, 代扣: direct_debit}}
  kind: {constant: renewal_premium}
  account_number: 账号
  payer_name: 付款人
  amount: 金额
  currency: {constant: CNY}
  charged_at: 时间
"""


def a_mapping(folder: Path, text: str) -> Mapping_:
    """The mapping of this YAML."""
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path, load_contracts())


@contextmanager
def a_vault(folder: Path) -> Iterator[Vault]:
    """The vault of a house in this folder."""
    with Vault(folder / "identities.sqlite", Keys.make(folder / "keys")) as vault:
        yield vault


@contextmanager
def taken(
    folder: Path, mapping: str, content: str | bytes, *, name: str = "file.csv", parties: Sequence[Part] = ()
) -> Iterator[Taken]:
    """What becomes of a file of this content."""
    source = folder / name
    source.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    plan = a_mapping(folder, mapping)
    contract = load_contracts()[plan.table]
    with a_vault(folder) as vault:
        with take_in(source, plan, contract, vault=vault, into=folder / plan.table, zone=ZONE, parties=parties) as made:
            yield made


def rows_of(part: Part, columns: str = "*") -> list[tuple[Any, ...]]:
    """The stored rows of a part, in the order of the file."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        return connection.execute(f"SELECT {columns} FROM read_parquet(?) ORDER BY _row", [str(part.path)]).fetchall()


def csv_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A plain CSV text; quotes where needed."""
    quoted = [[f'"{cell}"' if set(cell) & set(',"\n') else cell for cell in row] for row in [header, *rows]]
    return "\n".join(",".join(row) for row in quoted) + "\n"

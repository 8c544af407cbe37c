"""What makes the files a house: its settings, a mapping for each kind of file, what is expected when."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from amparo.demo.company import OWN
from amparo.demo.feed_files import BY, FEED, SINCE
from amparo.demo.sheets import SHEETS, Col, Sheet
from amparo.demo.statements import STATEMENTS, Statement
from amparo.records.contract import Contract, load_contracts

NAME = "博岚保险股份有限公司新疆分公司（示例）"


def write_house_files(folder: Path, *, with_feeds: bool = True) -> None:
    """All mappings and expects.yaml, in a house that `init_house` has begun."""
    mappings = folder / "mappings"
    mappings.mkdir(parents=True, exist_ok=True)
    for sheet in SHEETS:
        made = mapping_of(sheet)
        _write(mappings / f"{sheet.table}.yaml", made)
        if sheet.archive:
            old = {key: value for key, value in made.items() if key != "feed"}
            pattern = sheet.archive.replace("{part}", "*")
            _write(mappings / f"{sheet.table}_archive.yaml", old | {"files": [pattern]})
    for name, mapping in statement_mappings().items():
        _write(mappings / f"bank_lines_{name}.yaml", mapping)
    changes = mapping_of(next(sheet for sheet in SHEETS if sheet.table == "customers"))
    _write(mappings / "customer_changes.yaml", changes | {"files": ["客户变动_*.csv"], "options": {}, "feed": FEED})
    _write(folder / "expects.yaml", expects(with_feeds=with_feeds))


def _write(path: Path, content: dict[str, Any]) -> None:
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)
    path.write_text(text, encoding="utf-8")


def mapping_of(sheet: Sheet) -> dict[str, Any]:
    """The mapping that fills the sheet's table from its files."""
    contract = load_contracts()[sheet.table]
    columns: dict[str, Any] = {}
    for col in sheet.columns:
        source, filled = _filled(contract, col)
        columns[source] = filled
    if sheet.table == "charges":
        columns["charged_at"] = {"from": ["收费日期", "收费时间"], "join": " "}
        del columns["charged_on"]
    if "currency" in contract.types:
        columns["currency"] = {"constant": "CNY"}
    if sheet.table == "consents":
        columns["kind"] = {"constant": "auto_renewal"}
    made: dict[str, Any] = {"table": sheet.table, "files": [sheet.pattern], "format": sheet.dress}
    if sheet.sheet:
        made["options"] = {"sheet": sheet.sheet}
    if sheet.encoding == "gb18030":
        made["options"] = {"encoding": "gb18030"}
    if sheet.feed:
        made["feed"] = sheet.feed
    return made | {"columns": columns}


def _filled(contract: Contract, col: Col) -> tuple[str, Any]:
    special = {"payer": "payer_name", "charged_time": "charged_at"}
    source = special.get(col.name) or contract.column(col.name).source
    filled: dict[str, Any] = {"from": col.header}
    if col.words:
        filled["values"] = {said: code for code, said in col.words.items()}
    if col.how == "cents":
        filled["unit"] = "minor"
    if col.how == "degrees":
        filled["unit"] = "degree"
    return source, filled if len(filled) > 1 else col.header


def statement_mappings() -> dict[str, dict[str, Any]]:
    """A mapping for each format, or for each account where the bank leaves its number out of the file."""
    made: dict[str, dict[str, Any]] = {}
    for statement in STATEMENTS:
        name = statement.format.replace(".", "_") + (f"_{statement.own}" if statement.tells_no_account else "")
        mapping = made.setdefault(name, mapping_of_statement(statement))
        pattern = f"{statement.file}_*"
        if pattern not in mapping["files"]:
            mapping["files"].append(pattern)
    return made


def mapping_of_statement(statement: Statement) -> dict[str, Any]:
    """The mapping of statements: the reader's own columns, and how the bank carries our numbers back."""
    columns: dict[str, Any] = {
        f"{word}_reference": {"from": "remittance", "extract": f"({letters}S?[0-9]+)"}
        for word, letters in (("charge", "KF"), ("remittance", "HJ"), ("refund", "TF"))
    }
    if statement.tells_no_account:
        columns["account"] = {"constant": OWN[statement.own]}
    return {"table": "bank_lines", "files": [], "format": statement.format, "columns": columns}


def expects(*, with_feeds: bool) -> dict[str, Any]:
    """What comes when: the ledger each month, customers' changes each day."""
    feeds: dict[str, Any] = {
        "collection-ledger": {
            "table": "charges", "files": ["收费台账_*.csv"], "every": "month", "by": 3,
            "covers": {"pattern": r"_(\d{6})\."}, "since": date(2026, 10, 1),
        },
    }  # fmt: skip
    if with_feeds:
        feeds[FEED] = {
            "table": "customers", "files": ["客户变动_*.csv"], "every": "day", "by": BY,
            "covers": {"pattern": r"_(\d{8})\."}, "since": SINCE,
        }  # fmt: skip
    return {"feeds": feeds}

"""A house of a few policies for tests: files written as a person would, mapped column by column."""

from __future__ import annotations

import atexit
import csv
import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import yaml

from amparo.office.flow import load_files
from amparo.office.house import House, init_house, open_house
from amparo.records.contract import load_contracts

NOW = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
TABLES = ("institutions", "policies", "mandates", "charges", "instalments", "products", "refunds")
FILLED = {
    "refunds": {
        "refund_id": "R0",
        "policy_id": "P0",
        "institution_id": "650100",
        "kind": "surrender",
        "requested_on": "2026-01-05",
        "due": "100",
        "paid": "100",
        "paid_on": "2026-01-06",
        "currency": "CNY",
    },
    "products": {
        "product_id": "R1",
        "name": "寿险",
        "line": "life",
        "term_kind": "long",
        "premium_first": "false",
        "valid_from": "2020-01-01",
    },
    "institutions": {"name": "喀什", "level": "branch", "valid_from": "2020-01-01"},
    "policies": {
        "product_id": "R1",
        "institution_id": "650100",
        "policyholder_id": "K1",
        "applied_on": "2025-01-01",
        "issued_on": "2025-01-02",
        "effective_on": "2025-01-03",
        "ends_on": "2035-01-02",
        "premium": "120000",
        "currency": "CNY",
    },
    "mandates": {
        "account_number": "6222020000000001",
        "valid_from": "2026-01-01",
        "maximum": "500000",
        "currency": "CNY",
        "from_day": "1",
        "to_day": "31",
    },
    "charges": {
        "institution_id": "650100",
        "channel": "direct_debit",
        "bank": "icbc",
        "kind": "renewal_premium",
        "account_number": "6222020000000001",
        "amount": "10000",
        "currency": "CNY",
        "charged_at": "2026-03-01 10:00:00",
    },
    "instalments": {
        "sequence": "1",
        "kind": "renewal_premium",
        "due_on": "2026-03-01",
        "amount": "10000",
        "currency": "CNY",
    },
}


def write_mapping(root: Path, table: str, **more: Any) -> None:
    """A mapping that takes each column under the name it comes in by; amounts in minor units."""
    columns: dict[str, Any] = {}
    for column in load_contracts()[table].columns:
        if column.derive or column.local_day_of:
            continue
        columns[column.source] = {"from": column.source, "unit": "minor"} if column.money else column.source
        if column.type == "timestamp":
            columns[column.source] = {"from": column.source, "format": "%Y-%m-%d %H:%M:%S"}
    text = yaml.safe_dump(
        {"table": table, "files": [f"{table}*.csv"], "format": "csv", **more, "columns": columns}, allow_unicode=True
    )
    (root / "mappings" / f"{table}.yaml").write_text(text, encoding="utf-8")


def write_rows(folder: Path, name: str, table: str, rows: Sequence[Mapping[str, Any]]) -> Path:
    """A CSV file of these rows, what they do not say filled plainly."""
    columns = [c.source for c in load_contracts()[table].columns if not (c.derive or c.local_day_of)]
    path = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        for row in rows:
            told = {**FILLED[table], **row}
            writer.writerow({name: told.get(name, "") for name in columns})
    return path


def charge(number: str, policy: str = "P1", **other: Any) -> dict[str, Any]:
    """A direct debit of 100 yuan on 1 March 2026."""
    return {"charge_id": number, "policy_id": policy, **other}


def mandate(number: str, policy: str = "P1", **other: Any) -> dict[str, Any]:
    """A mandate from 1 January 2026 on."""
    return {"mandate_id": number, "policy_id": policy, **other}


def policy(number: str, **other: Any) -> dict[str, Any]:
    """A policy of ten years."""
    return {"policy_id": number, **other}


def a_house(root: Path, **extra: Any) -> House:
    """An empty house with a mapping for each of `TABLES`."""
    house = init_house(root, name="试验公司", extra=extra)
    for table in TABLES:
        write_mapping(house.root, table)
    return open_house(root)


class Inbox:
    """Writes files into a folder beside a house and loads them."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house, self.folder, self.number = house, folder, 0

    def load(self, table: str, rows: Sequence[Mapping[str, Any]], *, now: datetime = NOW, name: str = "") -> Any:
        """Load these rows as one file; the report of that file."""
        self.number += 1
        path = write_rows(self.folder, name or f"{table}_{self.number:03}.csv", table, rows)
        return load_files(self.house, [path], now=now)[0]


def a_small_world(tmp_path: Path, **extra: Any) -> Inbox:
    """Two policies, a mandate for P1 only, one charge of each: C2 has no mandate.

    Loaded once a session and copied: a house is a folder, and may be moved.
    """
    prepared, inbox_number = _prepared()
    for name in ("house", "inbox"):
        shutil.copytree(prepared / name, tmp_path / name)
    if extra:
        settings = tmp_path / "house" / "house.yaml"
        settings.write_text(f"{settings.read_text('utf-8')}\n{yaml.safe_dump(extra)}", "utf-8")
    inbox = Inbox(open_house(tmp_path / "house"), tmp_path / "inbox")
    inbox.number = inbox_number
    return inbox


@lru_cache(maxsize=1)
def _prepared() -> tuple[Path, int]:
    folder = Path(mkdtemp(prefix="amparo-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    inbox = Inbox(a_house(folder / "house"), folder / "inbox")
    inbox.load("institutions", [{"institution_id": "650000"}, {"institution_id": "650100", "parent_id": "650000"}])
    inbox.load("policies", [policy("P1"), policy("P2", policyholder_id="K2")])
    inbox.load("mandates", [mandate("M1")])
    inbox.load("charges", [charge("C1"), charge("C2", "P2")])
    from django.db import connection

    connection.close()
    return folder, inbox.number

"""A contract says what a table must look like; this reads the Open Data Contract Standard YAML that declares it.

One YAML file a table lies in `contracts/`. Everything else about a table (DuckDB checks, the schema controls are
written against, the pydantic model, templates, pages, decision state) is compiled from the `Contract` read here.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from amparo.law.said import Said
from amparo.proof.canonical import digest

CONTRACTS = Path(__file__).parent / "contracts"

# The only types a control may meet (tech: conventions a control must follow, no. 3), by ODCS logical type.
TYPES: Mapping[str, str] = {
    "string": "string",
    "integer": "int64",
    "date": "date",
    "timestamp": "timestamp",
    "boolean": "boolean",
}
DUCKDB_TYPES: Mapping[str, str] = {
    "string": "VARCHAR",
    "int64": "BIGINT",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "boolean": "BOOLEAN",
}
TOKEN_KINDS = ("account", "name", "identity", "phone")

_TOP = {"apiVersion", "kind", "id", "name", "version", "status", "description", "schema"}
_TABLE = {"name", "logicalType", "businessName", "description", "customProperties", "properties", "quality"}
_COLUMN = {
    "name",
    "logicalType",
    "businessName",
    "description",
    "required",
    "primaryKey",
    "primaryKeyPosition",
    "logicalTypeOptions",
    "classification",
    "relationships",
    "quality",
    "customProperties",
}
_TABLE_CUSTOM = {"names", "day", "institution", "quarantine_above_ppm", "refuse_above_ppm"}
_COLUMN_CUSTOM = {"names", "money", "token", "local_day_of", "when_empty", "derive"}


class ContractError(Exception):
    """A contract file says something a contract cannot say."""


@dataclass(frozen=True)
class Token:
    """How a personal value comes in and what it becomes: `source` holds the value, the column keeps its token."""

    kind: str
    source: str


@dataclass(frozen=True)
class Column:
    """One column of a table as it is stored.

    `type` is one of int64, string, date, timestamp (UTC, no zone), boolean. Money is int64 minor units of the
    currency named in the column `money`.
    """

    name: str
    type: str
    names: Said
    says: str
    required: bool = False
    key: bool = False
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None
    values: tuple[str, ...] = ()
    money: str | None = None
    token: Token | None = None
    local_day_of: str | None = None
    when_empty: str | None = None
    derive: str | None = None
    references: tuple[str, str] | None = None

    @property
    def source(self) -> str:
        """The name under which this column comes in, before mapping: the personal value's name for a token."""
        if self.token:
            return self.token.source
        if self.money:
            return self.name.removesuffix("_minor")
        return self.name


@dataclass(frozen=True)
class Contract:
    """One table: its columns, the day that places a row in time, and how many bad rows a delivery may hold.

    Thresholds are parts per million of the rows of one delivery: above `quarantine_above_ppm` the whole delivery
    waits for a person, above `refuse_above_ppm` it is refused.
    """

    name: str
    version: str
    names: Said
    says: str
    columns: tuple[Column, ...]
    day: str
    institution: str | None
    quarantine_above_ppm: int
    refuse_above_ppm: int
    sha256: str
    by_name: Mapping[str, Column] = field(repr=False, compare=False, default_factory=dict)

    @property
    def key(self) -> str:
        """The one column that names a row."""
        return next(c.name for c in self.columns if c.key)

    @property
    def types(self) -> dict[str, str]:
        """Column name → type word, in order: the schema a control is written against."""
        return {c.name: c.type for c in self.columns}

    def column(self, name: str) -> Column:
        """The column of that name; an unknown name is an error naming the nearest."""
        if name not in self.by_name:
            raise ContractError(f"table {self.name}: no column {name!r}{_nearest(name, set(self.by_name))}")
        return self.by_name[name]


@lru_cache(maxsize=8)
def load_contracts(folder: Path = CONTRACTS) -> Mapping[str, Contract]:
    """Every contract of the folder by table name; any unknown key, type or reference is refused."""
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        contract = read_contract(path)
        found[contract.name] = contract
    for contract in found.values():
        for column in contract.columns:
            if column.references and column.references[1] not in found.get(column.references[0], contract).types:
                raise ContractError(f"{contract.name}.{column.name}: refers to {'.'.join(column.references)}, unknown")
    return found


def read_contract(path: Path) -> Contract:
    """One contract file; the message of an error names the file, the key and the nearest right key."""
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise ContractError(f"{path.name}: not YAML: {error}") from error
    where = path.name
    _only(document, _TOP, where)
    if len(document.get("schema") or []) != 1:
        raise ContractError(f"{where}: expected one table under schema; write one file for each table")
    table = document["schema"][0]
    _only(table, _TABLE, f"{where} schema")
    custom = _custom(table, _TABLE_CUSTOM, f"{where} schema")
    columns = tuple(_column(p, f"{where} {p.get('name', '?')}") for p in table["properties"])
    by_name = {c.name: c for c in columns}
    if len(by_name) != len(columns) or sum(c.key for c in columns) != 1:
        raise ContractError(f"{where}: expected distinct column names and exactly one primary key")
    if custom["day"] not in by_name:
        raise ContractError(f"{where}: day {custom['day']!r} is no column{_nearest(custom['day'], set(by_name))}")
    return Contract(
        name=table["name"],
        version=str(document["version"]),
        names=Said.from_yaml(custom["names"]),
        says=table["description"],
        columns=columns,
        day=custom["day"],
        institution=custom.get("institution"),
        quarantine_above_ppm=int(custom["quarantine_above_ppm"]),
        refuse_above_ppm=int(custom["refuse_above_ppm"]),
        sha256=digest(document),
        by_name=by_name,
    )


def _column(given: Mapping[str, Any], where: str) -> Column:
    _only(given, _COLUMN, where)
    custom = _custom(given, _COLUMN_CUSTOM, where)
    if given["logicalType"] not in TYPES:
        raise ContractError(f"{where}: type {given['logicalType']!r}{_nearest(given['logicalType'], set(TYPES))}")
    options = given.get("logicalTypeOptions", {})
    _only(options, {"minimum", "maximum", "pattern"}, f"{where} logicalTypeOptions")
    token = custom.get("token")
    if token and token["kind"] not in TOKEN_KINDS:
        raise ContractError(f"{where}: token kind {token['kind']!r}{_nearest(token['kind'], set(TOKEN_KINDS))}")
    to = [r["to"] for r in given.get("relationships", [])]
    values = [v for q in given.get("quality", []) for v in q["arguments"]["validValues"]]
    return Column(
        name=given["name"],
        type=TYPES[given["logicalType"]],
        names=Said.from_yaml(custom["names"]),
        says=given["description"],
        required=given.get("required", False),
        key=given.get("primaryKey", False),
        minimum=options.get("minimum"),
        maximum=options.get("maximum"),
        pattern=options.get("pattern"),
        values=tuple(values),
        money=custom.get("money"),
        token=Token(token["kind"], token["from"]) if token else None,
        local_day_of=custom.get("local_day_of"),
        when_empty=custom.get("when_empty"),
        derive=custom.get("derive"),
        references=tuple(to[0].split(".")) if to else None,  # type: ignore[arg-type]
    )


def _custom(given: Mapping[str, Any], known: set[str], where: str) -> dict[str, Any]:
    found = {c["property"]: c["value"] for c in given.get("customProperties", [])}
    _only(found, known, f"{where} customProperties")
    return found


def _only(given: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in given:
        if key not in known:
            raise ContractError(f"{where}: unknown key {key!r}{_nearest(key, known)}")


def _nearest(word: str, known: set[str]) -> str:
    near = difflib.get_close_matches(str(word), sorted(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; expected one of {', '.join(sorted(known))}"

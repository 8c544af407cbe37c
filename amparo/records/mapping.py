"""A house's mapping: how the columns of its files fill the columns of a contract.

One YAML file says it for one kind of file. It is strict: an unknown table, column or key is refused with file, line and
the nearest right word, and so is a required column that nothing fills.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

from amparo.law.strict_yaml import Marked, StrictFileError, one_of, only, read_strict
from amparo.proof.canonical import digest
from amparo.records.contract import Column, Contract
from amparo.records.readers import FAMILIES, FORMATS, READERS

# Formats whose reader already speaks of account, amount and day: their columns fill `bank_lines` by themselves.
STATEMENT_FORMATS = frozenset(
    {"camt", "camt.052", "camt.053", "camt.054", "mt940", "ofx", "alipay", "wechat", "icbc", "cmb"}
)
STATEMENT_TABLE = "bank_lines"
STATEMENT_DEFAULTS = (
    "account",
    "bank",
    "statement_id",
    "booked_on",
    "value_on",
    "amount",
    "currency",
    "counterparty_account",
    "counterparty_name",
    "transaction_code",
    "status",
)
UNITS: Mapping[str, tuple[str, ...]] = {"money": ("major", "minor", "thousand"), "e6": ("micro", "degree")}
DERIVED_HERE = frozenset({"line_id", "longitude_mm", "payer_match"})

OPTIONS = frozenset[str]().union(*(import_module(f"amparo.records.readers.{name}").OPTIONS for name in READERS))

_TOP = ("table", "files", "format", "options", "feed", "columns")
_COLUMN = ("from", "constant", "values", "unit", "join", "format", "extract", "decimal", "empty")
_LIST_KEYS = ("from", "format", "empty")


@dataclass(frozen=True)
class Filled:
    """How one incoming column is filled: from file columns joined, or by a constant, and what is done to the text.

    `unit` is major, minor or thousand for money, micro or degree for micro-degrees; `formats` are strptime patterns;
    `extract` takes the first group of a regular expression; `empty` lists texts that stand for nothing.
    """

    columns: tuple[str, ...] = ()
    constant: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    unit: str | None = None
    join: str = " "
    formats: tuple[str, ...] = ()
    extract: str | None = None
    decimal: str = "."
    empty: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mapping_:
    """What fills one table from the files whose names fit `files`; `columns` goes by `Column.source`."""

    table: str
    files: tuple[str, ...]
    columns: Mapping[str, Filled]
    format: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    feed: str | None = None
    sha256: str = ""
    name: str = ""

    def fits(self, file_name: str) -> bool:
        """Whether a file of that name is read by this mapping."""
        return any(fnmatch.fnmatchcase(file_name, pattern) for pattern in self.files)

    @property
    def read(self) -> tuple[str, ...]:
        """The file's columns this mapping reads, each once, in order."""
        return tuple(dict.fromkeys(c for filled in self.columns.values() for c in filled.columns))


def read_mapping(path: Path, contracts: Mapping[str, Contract], shown: str | None = None) -> Mapping_:
    """The mapping of one file; raises `StrictFileError` naming file, line, what was expected and what to do."""
    given = only(
        read_strict(path, shown), known=_TOP, needed=("table", "files"), what="mapping", where=shown or path.name
    )
    one_of(given, "table", list(contracts), "mapping")
    contract = contracts[given["table"]]
    if "format" in given:
        one_of(given, "format", (*FORMATS, *FAMILIES), "mapping")
    options = only(given["options"], known=OPTIONS, what="options") if given.get("options") else {}
    files = given["files"]
    if not isinstance(files, list) or not files or not all(isinstance(f, str) and f for f in files):
        raise StrictFileError(
            given.place("files"), "files is no list of name patterns", 'write files: ["charges*.csv"]'
        )
    columns = _columns(given, contract)
    _all_filled(given, contract, columns)
    return Mapping_(
        table=contract.name,
        files=tuple(files),
        columns=columns,
        format=given.get("format"),
        options=dict(options),
        feed=given.get("feed"),
        sha256=digest(_plain(given)),
        name=path.name,
    )


def statement_mapping(contract: Contract, files: Sequence[str] = ("*",), format: str | None = None) -> Mapping_:
    """The mapping a bank statement needs when a house has written none: the reader's own columns."""
    columns = {name: Filled(columns=(name,)) for name in STATEMENT_DEFAULTS}
    return Mapping_(table=contract.name, files=tuple(files), columns=columns, format=format, name="(statement)")


def _columns(given: Marked, contract: Contract) -> dict[str, Filled]:
    sources = {column.source: column for column in contract.columns}
    written = Marked()
    if given.get("columns"):
        written = only(given["columns"], known=list(sources), what=f"columns of {contract.name}")
    filled: dict[str, Filled] = {}
    statement = given.get("format") in STATEMENT_FORMATS or ("format" not in given and not {"amount"} & set(written))
    if contract.name == STATEMENT_TABLE and statement:
        filled.update({name: Filled(columns=(name,)) for name in STATEMENT_DEFAULTS})
    for name, value in written.items():
        filled[name] = _filled(written, name, value, sources[name])
    return filled


def _filled(columns: Marked, name: str, value: Any, column: Column) -> Filled:
    if isinstance(value, str):
        return Filled(columns=(value,))
    if not isinstance(value, Marked):
        raise StrictFileError(columns.place(name), f"{name}: no way to fill it", f"write {name}: name of the column")
    only(value, known=_COLUMN, what=name)
    if ("from" in value) == ("constant" in value):
        raise StrictFileError(value.place(), f"{name}: expected either from or constant", "keep one of the two")
    lists = {key: _texts(value, key, name) for key in _LIST_KEYS}
    made = Filled(
        columns=lists["from"],
        constant=str(value["constant"]) if "constant" in value else None,
        values={str(k): str(v) for k, v in (value.get("values") or {}).items()},
        unit=_unit(value, name, column),
        join=str(value.get("join", " ")),
        formats=lists["format"],
        extract=_pattern(value, name),
        decimal=one_of(value, "decimal", (".", ","), name) if "decimal" in value else ".",
        empty=lists["empty"],
    )
    if made.formats and column.type not in ("date", "timestamp"):
        raise StrictFileError(value.place("format"), f"{name} is no day or moment", "take format away")
    if "decimal" in value and column.type != "int64":
        raise StrictFileError(value.place("decimal"), f"{name} is no number", "take decimal away")
    _values_allowed(value, name, column, made)
    return made


def _texts(value: Marked, key: str, name: str) -> tuple[str, ...]:
    if key not in value:
        return ()
    given = value[key] if isinstance(value[key], list) else [value[key]]
    if not given or not all(isinstance(text, str) for text in given):
        raise StrictFileError(
            value.place(key), f"{name}: {key} holds no text", f"write one text, or a list, after {key}"
        )
    return tuple(given)


def _unit(value: Marked, name: str, column: Column) -> str | None:
    if "unit" not in value:
        return None
    if column.money:
        return one_of(value, "unit", UNITS["money"], name)
    if column.name.endswith("_e6"):
        return one_of(value, "unit", UNITS["e6"], name)
    raise StrictFileError(value.place("unit"), f"{name} has no unit", "take unit away")


def _pattern(value: Marked, name: str) -> str | None:
    if "extract" not in value:
        return None
    pattern = str(value["extract"])
    try:
        if re.compile(pattern).groups < 1:
            raise StrictFileError(
                value.place("extract"), f"{name}: the pattern has no group", "put ( ) round what is meant"
            )
        _tried(pattern)
    except (re.error, duckdb.Error) as error:
        what = f"{name}: no pattern we can search with ({str(error).splitlines()[0]})"
        raise StrictFileError(value.place("extract"), what, "write it without look-ahead or back-references") from error
    return pattern


@lru_cache(maxsize=256)
def _tried(pattern: str) -> None:
    """Search once with the engine that will; its errors are raised."""
    with duckdb.connect() as connection:
        connection.execute("SELECT regexp_extract('', ?, 1)", [pattern]).fetchall()


def _values_allowed(value: Marked, name: str, column: Column, made: Filled) -> None:
    allowed = column.values if column.type == "string" else ("true", "false") if column.type == "boolean" else ()
    for word in [*made.values.values(), *([made.constant] if made.constant is not None else [])]:
        if allowed and word.lower() not in allowed:
            key = "values" if "values" in value and word in made.values.values() else "constant"
            raise StrictFileError(
                value.place(key), f"{name}: {word!r} is none of its words", f"use {', '.join(allowed)}"
            )


def _all_filled(given: Marked, contract: Contract, columns: Mapping[str, Filled]) -> None:
    """Every required column is mapped, derived, has a value for empty, or follows from its moment or its day."""
    days = {c.local_day_of: c.source for c in contract.columns if c.local_day_of}
    open_: list[Column] = []
    for column in contract.columns:
        fills = column.source in columns or column.when_empty is not None or column.derive in DERIVED_HERE
        fills = fills or (column.local_day_of is not None and column.local_day_of in columns)
        fills = fills or days.get(column.name, "") in columns
        if column.required and not fills:
            open_.append(column)
    moments = {column.name for column in open_}
    open_ = [column for column in open_ if column.local_day_of not in moments]  # the day follows from the moment
    if open_:
        names = ", ".join(column.source for column in open_)
        lines = ", ".join(f"{c.source}: {{from: column of the file}} ({c.names.zh}, {c.names.en})" for c in open_)
        raise StrictFileError(given.place(), f"nothing fills {names}, which {contract.name} requires", f"add {lines}")


def _plain(value: Any) -> Any:
    """YAML values as JSON has them, so that one mapping has one hash."""
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value if value is None or isinstance(value, str | bool | int) else str(value)

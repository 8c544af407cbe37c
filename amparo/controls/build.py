"""Compiles the controls to frozen SQL: the only place where Ibis turns into text, never on the run path.

`frozen_files()` gives, for every dialect and control, the SQL of each mode under review in `frozen/`, and the manifest
that running needs; `python -m amparo.build` writes them, `--check` fails when they are stale.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import sqlglot
from ibis.backends.sql.compilers.clickhouse import ClickHouseCompiler
from ibis.backends.sql.compilers.duckdb import DuckDBCompiler
from ibis.backends.sql.compilers.postgres import PostgresCompiler
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.backends.sql.compilers.sqlite import SQLiteCompiler
from ibis.expr.operations import DropColumns, Relation
from sqlglot import exp
from sqlglot.optimizer.eliminate_subqueries import eliminate_subqueries

from amparo.controls.catalogue import all_controls
from amparo.controls.context import Context
from amparo.controls.control import Control, ControlError
from amparo.law.said import Said
from amparo.records.contract import Contract, load_contracts

COMPILERS: Mapping[str, Any] = {
    "duckdb": DuckDBCompiler(),
    "sqlite": SQLiteCompiler(),
    "postgres": PostgresCompiler(),
    "spark": PySparkCompiler(),
    "clickhouse": ClickHouseCompiler(),
}
DIALECTS = tuple(COMPILERS)
COMMON = {
    "record_id": "string",
    "policy_id": "string",
    "institution_id": "string",
    "happened_on": "date",
    "amount_minor": "int64",
    "currency": "string",
}
ALLOWED_TYPES = {"int64", "string", "date", "timestamp(6)", "timestamp", "boolean"}


@dataclass(frozen=True)
class Compiled:
    """The SQL of one control in one dialect, by mode, and the output columns with their types."""

    control: Control
    dialect: str
    sql: Mapping[str, str]
    columns: Mapping[str, Mapping[str, str]]


def modes_of(made: Control) -> list[str]:
    """whole and part always; pending if it can be asked before the charge; unknown and near if it declares them."""
    modes = ["whole"] if made.grouped else ["whole", "part"]
    if made.unknown:
        modes += [f"unknown_{mode}" for mode in list(modes)]
    if made.askable:
        modes += ["pending", "unknown_pending"] if made.unknown else ["pending"]
    if made.near:
        modes.append("near")
    return modes


def expression(made: Control, contracts: Mapping[str, Contract], mode: str) -> ir.Table:
    """The expression of one mode; the output columns are checked against what every finding must carry."""
    if made.subject not in contracts:
        raise ControlError(f"{made.id}: subject {made.subject!r} has no contract")
    for table in made.reads:
        if table not in contracts:
            raise ControlError(f"{made.id}: reads {table!r}, which has no contract")
    context = Context(dict(contracts), subject=made.subject, mode=mode.removeprefix("unknown_"))
    context.key = contracts[made.subject].key
    if mode == "near":
        assert made.near is not None
        context.subject = Context(dict(contracts), subject=made.subject, mode="part").subject
        return _stable(made, context.candidates(made.near))
    if mode.startswith("unknown_"):
        assert made.unknown is not None
        found = made.unknown(context)
        if set(found.columns) != {"record_id", "reason"}:
            raise ControlError(f"{made.id}: unknown rows carry record_id and reason, not {found.columns}")
        return _stable(made, found)
    found = _stable(made, made.find(context))
    types = {name: str(kind) for name, kind in found.schema().items()}
    for name, kind in COMMON.items():
        if types.get(name, "").lstrip("!") != kind:
            raise ControlError(f"{made.id}: column {name} is {types.get(name)}, expected {kind}")
    for name, kind in types.items():
        if kind.lstrip("!") not in ALLOWED_TYPES:
            raise ControlError(f"{made.id}: column {name} has type {kind}; a control may use {sorted(ALLOWED_TYPES)}")
    return found


def _stable(made: Control, found: ir.Table) -> ir.Table:
    """`drop` compiles to a list in an order that changes with each process: golden text would never settle."""
    if found.op().find(DropColumns):
        raise ControlError(f"{made.id}: uses drop(); select the columns that stay instead")
    return found


def compile_control(made: Control, dialect: str, contracts: Mapping[str, Contract]) -> Compiled:
    """The SQL of every mode of one control in one dialect, standing alone (no `_IBIS` function left in it)."""
    sql, columns = {}, {}
    for mode in modes_of(made):
        found = expression(made, contracts, mode)
        columns[mode] = {name: str(kind).lstrip("!").split("(")[0] for name, kind in found.schema().items()}
        sql[mode] = to_sql(found, dialect)
    return Compiled(made, dialect, sql, columns)


def to_sql(found: ir.Table, dialect: str) -> str:
    """One expression as SQL text of one dialect."""
    compiler = COMPILERS[dialect]
    tree = compiler.to_sqlglot(found)
    if dialect == "sqlite":
        tree = eliminate_subqueries(tree.transform(_julian_days))  # its parser holds a hundred levels, no more
    if dialect in ("duckdb", "postgres"):
        tree = tree.transform(_whole_seconds)
    if dialect == "postgres":
        texts = _text_columns(found)
        tree = tree.transform(lambda node: _by_code_points(node, texts))
    text: str = tree.sql(dialect=compiler.dialect, pretty=True)
    if "_IBIS" in text.upper():
        raise ControlError(f"{dialect}: the SQL leans on a function of Ibis and does not stand alone:\n{text}")
    return text


def _julian_days(node: exp.Expression) -> exp.Expression:
    """Ibis' SQLite compiler leans on a Python function for day differences; julianday needs none."""
    if isinstance(node, exp.Anonymous) and node.name.upper() == "_IBIS_DATE_DELTA":
        later, earlier = node.expressions[:2]
        difference = sqlglot.parse_one("CAST(julianday(later) - julianday(earlier) AS INTEGER)", read="sqlite")
        sides = {"later": later, "earlier": earlier}
        return difference.transform(
            lambda n: sides[n.name].copy() if isinstance(n, exp.Column) and n.name in sides else n
        )
    return node


def _whole_seconds(node: exp.Expression) -> exp.Expression:
    """Seconds of the epoch are cut, not rounded: DuckDB and PostgreSQL keep fractions, the others never had them."""
    argument = {exp.TimeToUnix: "this", exp.Extract: "expression"}.get(type(node))
    if argument and (argument == "this" or node.name.lower() == "epoch"):
        node.set(argument, exp.func("DATE_TRUNC", exp.Literal.string("second"), node.args[argument].copy()))
    return node


def _text_columns(found: ir.Table) -> frozenset[str]:
    """Names that stand for text, and for nothing else, wherever they occur in the expression."""
    texts: set[str] = set()
    others: set[str] = set()
    for relation in found.op().find(Relation):
        for name, kind in relation.schema.items():
            (texts if kind.is_string() else others).add(name)
    return frozenset(texts - others)


def _by_code_points(node: exp.Expression, texts: frozenset[str]) -> exp.Expression:
    """PostgreSQL orders text by the language of its database; the first of several rows must be the same everywhere."""
    if isinstance(node, exp.Ordered) and isinstance(node.this, exp.Column) and node.this.name in texts:
        node.set("this", exp.Collate(this=node.this, expression=exp.to_identifier("C", quoted=True)))
    return node


def frozen_files(controls: Mapping[str, Control] | None = None) -> dict[str, str]:
    """Relative path → text of everything that `frozen/` must hold."""
    contracts = load_contracts()
    controls = all_controls() if controls is None else controls
    files: dict[str, str] = {}
    manifest = []
    for made in controls.values():
        entry = describe(made)
        for dialect in DIALECTS:
            compiled = compile_control(made, dialect, contracts)
            parts = [f"-- {made.id} {made.name} {made.version}\n"]
            parts += [f"-- mode: {mode}\n{text}\n" for mode, text in compiled.sql.items()]
            files[f"{dialect}/{made.id}_{made.name}.sql"] = "".join(parts)
            entry["columns"] = compiled.columns
        manifest.append(entry)
    files["manifest.json"] = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return files


def describe(made: Control) -> dict[str, Any]:
    """All that running and explaining a control needs to know, as plain data."""
    near = made.near
    return {
        "id": made.id,
        "version": made.version,
        "name": made.name,
        "folder": made.folder,
        "title": _said(made.title),
        "says": _said(made.says),
        "doc": made.doc,
        "subject": made.subject,
        "reads": {table: [r.subject_column, r.table_column] for table, r in made.reads.items()},
        "reaches": {table: [[r.subject_column, r.table_column] for r in rs] for table, rs in made.reaches.items()},
        "clauses": list(made.clauses),
        "law": list(made.law),
        "due": list(made.due),
        "due_start": made.due_start,
        "right": made.right,
        "stage": made.stage,
        "severity": made.severity,
        "opens": made.opens,
        "overlaps": list(made.overlaps),
        "cause": list(made.cause),
        "askable": made.askable,
        "history": made.history,
        "life": made.life,
        "grouped": made.grouped,
        "unknown_says": {reason: _said(says) for reason, says in (made.unknown_says or {}).items()},
        "near_fails": {name: _said(says) for name, says in near.fails.items()} if near else {},
        "near_facts": list(near.facts) if near else [],
        "near_table": near.table if near else "",
    }


def write_files(folder: Path, wanted: Mapping[str, str]) -> list[str]:
    """Write what is missing or stale, remove what no one asks for any more; the names of what changed."""
    changed = []
    for name in stale(folder, wanted):
        path = folder / name
        if name in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[name], encoding="utf-8")
        else:
            path.unlink()
        changed.append(name)
    return changed


def stale(folder: Path, wanted: Mapping[str, str]) -> list[str]:
    """Names of generated files that differ from what they should hold now, are missing, or should not be there."""
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"}
    there -= {"__init__.py"}
    different = {
        name for name, text in wanted.items() if name not in there or (folder / name).read_text("utf-8") != text
    }
    return sorted(different | (there - set(wanted)))


def _said(said: Said) -> dict[str, str]:
    return {"zh": said.zh, "en": said.en, "es": said.es}

"""The conventions a control must keep, as lints over its source, its declaration and the SQL it becomes."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from amparo.controls.build import ALLOWED_TYPES, DIALECTS, expression
from amparo.controls.catalogue import FOLDERS, RETIRED, ROOM, all_controls
from amparo.controls.context import LAW_TABLES
from amparo.controls.control import Control
from amparo.controls.examples import Example, read_examples
from amparo.law.pack import load_pack
from amparo.law.said import LANGUAGES, Said
from amparo.records.contract import load_contracts
from tests.controls.judging import frozen_now

EVERY = pytest.mark.parametrize("made", all_controls().values(), ids=lambda made: made.id)
SHARED_SOURCES = ("charging.py", "deliveries.py", "groups.py", "terminals.py", "totals.py")
MAY_IMPORT = ("__future__", "typing", "collections.abc", "ibis", "ibis.expr.types", "amparo.law.said")
OPENS = ("charge_dispute", "protection_review", "rectification", "accountability", "major_event")
# What means something else on another engine, or reaches for something outside the tables.
FORBIDDEN_CALLS = {
    "now", "today", "round", "upper", "lower", "greatest", "least", "notin", "hash", "random", "uuid", "memtable",
    "connect", "udf", "read_parquet", "re_extract", "re_replace", "execute", "to_pandas", "drop", "median", "quantile",
    "open", "print", "strftime", "truncate", "interval",
}  # fmt: skip
MAY_CAST_TO = {"int64", "string"}


def sources() -> list[Path]:
    """Every file in which a control's expression is written."""
    files = [path for folder in FOLDERS for path in sorted((ROOM / folder).glob("*.py")) if path.name != "__init__.py"]
    return files + [ROOM / name for name in SHARED_SOURCES if (ROOM / name).exists()]


def statements(made: Control, dialect: str = "duckdb") -> Iterator[tuple[str, exp.Expression]]:
    """The control's SQL by mode, parsed."""
    for mode in frozen_now(made, dialect).sql:
        yield mode, _parsed(made.id, dialect, mode)


@cache
def _parsed(control_id: str, dialect: str, mode: str) -> exp.Expression:
    return sqlglot.parse_one(frozen_now(all_controls()[control_id], dialect).sql[mode], read=dialect)


def finding_modes(made: Control) -> list[str]:
    """The modes whose rows are findings."""
    return [mode for mode in frozen_now(made, "duckdb").columns if mode in ("whole", "part", "pending")]


def examples(made: Control) -> list[Example]:
    """The control's examples."""
    return read_examples(ROOM / made.folder / f"{made.name}.yaml")


def placeholders(said: str) -> set[str]:
    """The columns a sentence names."""
    return {name for _, name, _, _ in string.Formatter().parse(said) if name}


def every_text(made: Control) -> Iterator[Said]:
    """All that the control says."""
    yield made.title
    yield made.says
    yield from (made.unknown_says or {}).values()
    yield from made.near.fails.values() if made.near else ()


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.stem)
def test_a_control_reaches_for_nothing_but_what_it_is_handed(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known = {f"amparo.controls.{name.removesuffix('.py')}" for name in SHARED_SOURCES}
    known |= {"amparo.controls.context", "amparo.controls.control", *MAY_IMPORT}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= known, f"line {node.lineno}"
        elif isinstance(node, ast.ImportFrom):
            assert node.module in known, f"line {node.lineno}: from {node.module}"
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if ast.unparse(node.func) == "c.today":
                continue  # the day of judging, handed in
            assert called not in FORBIDDEN_CALLS, f"line {node.lineno}: {called}()"
            if called == "cast":
                assert ast.literal_eval(node.args[0]) in MAY_CAST_TO, f"line {node.lineno}: cast"
        elif isinstance(node, ast.Attribute):
            assert not (node.attr == "_" and getattr(node.value, "id", "") == "ibis"), f"line {node.lineno}: ibis._"
        elif isinstance(node, ast.Constant):
            assert not isinstance(node.value, float), f"line {node.lineno}: {node.value}"
        elif isinstance(node, ast.Global | ast.Nonlocal | ast.Try | ast.While):
            pytest.fail(f"line {node.lineno}: {type(node).__name__}")


@EVERY
def test_a_control_lies_in_a_file_of_its_name_with_an_id_of_its_own(made: Control) -> None:
    assert re.fullmatch(r"(CHG|FLW|RFD|STP|FED)-\d\d", made.id)
    assert re.fullmatch(r"\d+\.\d+\.\d+", made.version)
    assert made.id not in RETIRED, "retired ids are never used again"
    module = ast.get_docstring(ast.parse((ROOM / made.folder / f"{made.name}.py").read_text(encoding="utf-8"))) or ""
    assert module.startswith(f"{made.id}  "), "the file opens with its id and one sentence"


@EVERY
def test_a_control_says_what_is_no_finding(made: Control) -> None:
    found, _, near_misses = made.doc.partition("Not a finding:")
    assert len(found.split()) >= 8, "first what it finds"
    assert near_misses.count(";") >= 1, "then the near misses, more than one"


@EVERY
def test_a_control_speaks_all_three_languages_of_the_same_facts(made: Control) -> None:
    for said in every_text(made):
        texts = [said.in_(language) for language in LANGUAGES]
        assert all(texts) and len(set(texts)) == len(texts), f"one language repeats another: {texts}"
        assert re.search(r"[\u4e00-\u9fff]", said.zh), f"no Chinese: {said.zh}"
        assert not re.search(r"[\u4e00-\u9fff]", said.en + said.es), f"Chinese among others: {said.en} {said.es}"
        assert placeholders(said.zh) == placeholders(said.en) == placeholders(said.es), said.en


@EVERY
def test_a_sentence_names_only_what_a_finding_holds_in_every_mode(made: Control) -> None:
    for mode in finding_modes(made):
        columns = set(frozen_now(made, "duckdb").columns[mode])
        for language in LANGUAGES:
            assert placeholders(made.says.in_(language)) <= columns, f"{mode} {language}"
        assert set(made.cause) <= columns, f"{mode}: a cause is told by columns of the finding"


@EVERY
def test_a_sentence_tells_the_money(made: Control) -> None:
    facts = [spec for _, _, spec, _ in string.Formatter().parse(made.says.en)]
    assert "money" in facts or made.folder in ("feeds", "steps"), "how much was taken is the first thing asked"


@EVERY
def test_every_mode_finds_with_the_same_columns(made: Control) -> None:
    columns = frozen_now(made, "duckdb").columns
    for mode in finding_modes(made):
        assert columns[mode] == columns["whole"], mode


@EVERY
def test_a_finding_carries_the_columns_by_which_it_reaches_other_tables(made: Control) -> None:
    if made.grouped:
        return
    key = load_contracts()[made.subject].key
    for table, reach in made.reads.items():
        known = {*frozen_now(made, "duckdb").columns["whole"], key, ""}
        assert reach.subject_column in known, f"{table}: a rejected row of it could not be matched"
        for way in made.reaches[table]:
            assert not way.subject_column or way.subject_column in load_contracts()[made.subject].types, table
            assert not way.table_column or way.table_column in load_contracts()[table].types, table


@EVERY
def test_a_control_reads_what_it_declares_and_declares_what_it_reads(made: Control) -> None:
    read: set[str] = set()
    for _, tree in statements(made):
        own = {cte.alias for cte in tree.find_all(exp.CTE)}
        read |= {table.name for table in tree.find_all(exp.Table)} - own
    assert read - set(LAW_TABLES) - {"subject", made.subject} == set(made.reads) - {made.subject}


@EVERY
def test_a_control_joins_the_law_it_declares(made: Control) -> None:
    pack = load_pack("cn")
    assert set(made.law) <= set(pack.parameters)
    assert set(made.due) <= set(pack.rules)
    literals = {literal.this for _, tree in statements(made) for literal in tree.find_all(exp.Literal)}
    assert literals & set(pack.parameters) == set(made.law)
    assert literals & set(pack.rules) <= set(made.due)


@EVERY
def test_a_control_and_the_clauses_it_stands_on_name_each_other(made: Control) -> None:
    requirements = load_pack("cn").requirements
    assert set(made.clauses) <= set(requirements)
    answers = {clause for clause, requirement in requirements.items() if made.id in requirement.answered_by}
    assert answers == set(made.clauses), "requirements and control must tell the same story"
    assert load_pack("cn").ground(made.clauses), "at least one clause gives a ground"


@EVERY
def test_overlaps_are_declared_from_both_sides(made: Control) -> None:
    for other in made.overlaps:
        assert other != made.id
        assert other in all_controls(), f"{other} does not exist"
        assert made.id in all_controls()[other].overlaps, f"{other} does not name {made.id}"


@EVERY
def test_a_control_opens_a_kind_of_case_there_is(made: Control) -> None:
    assert made.opens in OPENS


@EVERY
def test_near_candidates_show_columns_they_have(made: Control) -> None:
    if made.near is None:
        return
    contract = load_contracts()[made.near.table]
    assert made.near.key == contract.key
    assert {*made.near.facts, made.near.table_on or made.near.on} <= set(contract.types)


@EVERY
def test_every_mode_holds_only_the_types_a_control_may_use(made: Control) -> None:
    for mode in frozen_now(made, "duckdb").sql:
        for name, kind in expression(made, load_contracts(), mode).schema().items():
            if name.startswith("met_"):
                continue  # 0 or 1
            assert str(kind).lstrip("!") in ALLOWED_TYPES, f"{mode} {name}: {kind}"


@EVERY
def test_the_sql_holds_nothing_that_means_something_else_elsewhere(made: Control) -> None:
    for mode, tree in statements(made):
        assert "_IBIS" not in tree.sql().upper(), mode
        for negated in tree.find_all(exp.Not):
            within = negated.this
            assert not (isinstance(within, exp.In) and within.args.get("query")), f"{mode}: NOT IN a query"
        for cast in tree.find_all(exp.Cast):
            assert not cast.to.is_type("float", "double", "decimal"), f"{mode}: {cast.sql()}"
        for division in tree.find_all(exp.Div):
            floored = division.find_ancestor(exp.Floor)
            assert floored is not None, f"{mode}: {division.sql()}; whole numbers are divided by //"
        assert not list(tree.find_all(exp.Round)), mode


@EVERY
def test_every_window_has_a_total_order_and_counts_rows(made: Control) -> None:
    for mode, tree in statements(made):
        for window in tree.find_all(exp.Window):
            order = window.args.get("order")
            if order is not None:
                last = order.expressions[-1].this
                assert isinstance(last, exp.Column) and last.name.endswith("_id"), f"{mode}: {order.sql()}"
            spec = window.args.get("spec")
            assert spec is None or spec.args["kind"] == "ROWS", f"{mode}: {spec and spec.sql()}"


@EVERY
def test_every_join_has_an_equal_key_but_those_to_the_tiny_tables_of_the_law(made: Control) -> None:
    for mode, tree in statements(made):
        for join in tree.find_all(exp.Join):
            tables = {table.name for table in join.this.find_all(exp.Table)}
            if tables and tables <= set(LAW_TABLES):
                continue
            on = join.args.get("on")
            parts = list(on.flatten()) if isinstance(on, exp.And) else [on]
            assert any(isinstance(part, exp.EQ) for part in parts), f"{mode}: {join.sql()[:200]}"


@pytest.mark.parametrize("dialect", [d for d in DIALECTS if d not in ("duckdb", "sqlite", "postgres")])
@EVERY
def test_a_control_compiles_for_engines_no_example_runs_on(made: Control, dialect: str) -> None:
    assert set(frozen_now(made, dialect).sql) == set(frozen_now(made, "duckdb").sql)


@EVERY
def test_a_control_ships_enough_examples(made: Control) -> None:
    given = examples(made)
    expected = {(e.name, str(row["record_id"])) for e in given for row in e.expect}
    spoken = {key for e in given for row in e.expect for key in row}
    subjects = [(e.name, str(row[0])) for e in given for row in e.tables.get(made.subject, [])]
    unjudged = {reason for e in given for reason in e.unjudged}

    assert expected, "one is found"
    assert made.grouped or len(set(subjects) - expected) >= 2, "two near misses are left alone"
    assert {f"says_{language}" for language in LANGUAGES} <= spoken, "its sentence is checked in every language"
    assert unjudged >= set(made.unknown_says or {}), "every reason not to judge is shown"
    assert made.near is None or "near" in spoken, "why a candidate does not count is shown"


@EVERY
def test_a_limit_of_the_law_and_the_house_is_told_with_its_ground(made: Control) -> None:
    if not made.law or made.folder in ("steps", "feeds"):
        return
    columns = set(frozen_now(made, "duckdb").columns["whole"])
    assert "ground" in columns, "a limit may be the law's or the house's"


def test_no_two_controls_share_a_name_or_a_title() -> None:
    controls = all_controls().values()
    for what in ("name", "title"):
        told = [getattr(made, what) for made in controls]
        assert len(set(told)) == len(told), what

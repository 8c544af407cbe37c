"""Parts good rows from bad: the good into Parquet, the bad into a table that says which rows they are."""

from __future__ import annotations

from pathlib import Path

import duckdb

from amparo.records.casting import name_sql, text_sql
from amparo.records.parts import RECORD, ROW
from amparo.records.plan import CORRECTED, Plan
from amparo.records.tokening import token_table

SLICE = 5_000_000
# Version 2 keeps rising numbers in next to nothing; a dictionary of more than a thousand words costs more than it saves.
PARQUET = "(FORMAT parquet, COMPRESSION snappy, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1000)"


def sift(con: duckdb.DuckDBPyConnection, plan: Plan, work: Path) -> tuple[Path, int]:
    """Write the good rows into the folder `work`; the file and their number. The others are in the table `bad`.

    `bad` is (row, rule, other): the row's number in the raw copy, and for repeats the rule and the record it repeats.
    """
    good = work / "good.parquet"
    columns = ", ".join(name_sql(c) for c in plan.stored)
    sql = f"SELECT {columns}, _record AS {RECORD}, _row AS {ROW} FROM ({plan.typed}) WHERE {plan.good}"
    con.execute("SET disabled_optimizers = 'filter_pushdown'")  # or every value would be made twice
    number = int(con.execute(f"COPY ({sql}) TO {text_sql(str(good))} {PARQUET}").fetchall()[0][0])
    con.execute("SET disabled_optimizers = ''")
    con.execute("CREATE OR REPLACE TABLE bad (row BIGINT, rule VARCHAR, other BIGINT)")
    if number < plan.raw.rows:
        _find_bad(con, good, plan.raw.rows)
    key = plan.cell(plan.contract.key)
    if key.derived and key.column.derive == "line_id":
        return good, number
    repeated = find_repeated(con, plan, good)
    if repeated:
        rest = work / "rest.parquet"
        kept = f"SELECT g.* FROM {_reading(good)} AS g ANTI JOIN bad ON bad.row = g.{ROW}"
        con.execute(f"COPY ({kept}) TO {text_sql(str(rest))} {PARQUET}")
        good = rest
    return good, number - repeated


def _reading(path: Path) -> str:
    return f"read_parquet({text_sql(str(path))})"


def _find_bad(con: duckdb.DuckDBPyConnection, good: Path, rows: int) -> None:
    """The rows of the file that are not among the good ones, a slice at a time so that memory stays small."""
    for start in range(0, rows, SLICE):
        end = min(start + SLICE, rows)
        con.execute(
            f"INSERT INTO bad SELECT n.range, NULL, NULL FROM range({start}, {end}) AS n ANTI JOIN "
            f"(SELECT {ROW} AS row FROM {_reading(good)} WHERE {ROW} >= {start} AND {ROW} < {end}) AS g ON g.row = n.range"
        )


def find_repeated(con: duckdb.DuckDBPyConnection, plan: Plan, good: Path) -> int:
    """Add to `bad` the rows whose key stands twice: of equal rows all but the first, of unequal ones all.

    Keys are first compared by their hashes, which takes a fraction of the memory.
    """
    key = name_sql(plan.contract.key)
    hashes = f"SELECT hash({key}) AS h FROM {_reading(good)}"
    con.execute(f"CREATE OR REPLACE TABLE twice AS SELECT h FROM ({hashes}) GROUP BY h HAVING count(*) > 1")
    if not con.execute("SELECT count(*) FROM twice").fetchall()[0][0]:
        return 0
    content = ", ".join(map(name_sql, plan.stored))
    con.execute(
        f"CREATE OR REPLACE TABLE repeats AS SELECT {key} AS key, {ROW} AS row, {RECORD} AS record, "
        f"row({content}) AS content FROM {_reading(good)} WHERE hash({key}) IN (SELECT h FROM twice)"
    )
    added = con.execute(
        """INSERT INTO bad
        SELECT r.row, CASE WHEN k.contents = 1 THEN 'repeated' ELSE 'conflicting' END,
            CASE WHEN r.row = k.first_row THEN k.second_record ELSE k.first_record END
        FROM repeats AS r JOIN (
            SELECT key, count(DISTINCT content) AS contents, min(row) AS first_row,
                arg_min(record, row) AS first_record, arg_min(record, row, 2)[2] AS second_record
            FROM repeats GROUP BY key HAVING count(*) > 1) AS k ON k.key = r.key
        WHERE k.contents > 1 OR r.row <> k.first_row"""
    )
    return int(added.fetchall()[0][0])


def count_masked(con: duckdb.DuckDBPyConnection, plan: Plan) -> dict[str, int]:
    """Column → how many of its texts were masked and stay empty: they can be compared, not joined."""
    counted = {}
    for cell in plan.cells:
        if cell.joined is None or cell.column.token is None:
            continue
        masked = f"SELECT v FROM {token_table(cell.column.name)} WHERE masked"
        if con.execute(f"{masked} LIMIT 1").fetchall():
            sql = f"SELECT count(*) FROM {plan.raw.sql} AS r SEMI JOIN ({masked}) AS k ON k.v = {cell.text}"
            counted[cell.column.name] = int(con.execute(sql).fetchall()[0][0])
    return {name: number for name, number in counted.items() if number}


def corrected_rows(con: duckdb.DuckDBPyConnection, plan: Plan) -> tuple[tuple[str, int], ...]:
    """The (source, record) of earlier rejected rows of which this file brings a good row."""
    source, record = (plan.raw.column(name) for name in CORRECTED[:2])
    if source is None or record is None:
        return ()
    number = f"try_cast(r.{record} AS BIGINT)"
    rows = con.execute(
        f"SELECT DISTINCT r.{source}, {number} FROM {plan.raw.sql} AS r ANTI JOIN bad ON bad.row = r._row "
        f"WHERE r.{source} IS NOT NULL AND {number} IS NOT NULL ORDER BY ALL"
    ).fetchall()
    return tuple((str(name), int(number)) for name, number in rows)

"""Which rows are current: a later batch corrects an earlier one, and both stay readable.

When a part becomes current, `settle` compares it with what is known: a row with a known key and other content hides
the older row; a row that says nothing new is itself hidden. What is hidden, by which batch, goes into a small Parquet
beside the part, so that reading what is current costs nothing where nothing was corrected.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from amparo.records.casting import name_sql, text_sql
from amparo.records.contract import Contract
from amparo.records.parts import Part
from amparo.records.vault import settle_file


class BatchOrder(Exception):
    """A part was settled out of order: batch numbers must rise."""


def settle(
    part: Part,
    contract: Contract,
    *,
    batch: int,
    existing: Sequence[Part],
    memory_limit: str = "900MB",
    threads: int = 2,
) -> Part:
    """The part as it becomes current under this batch number; call it under the lease of the house.

    Writes the hidden rows beside the part (temporary name, synced, renamed); done twice it gives the same. `existing`
    are the parts of the same table already current; each has a lower batch number.
    """
    if any(p.batch is None or p.batch >= batch for p in existing):
        raise BatchOrder(f"{part.table}: batch {batch} does not follow those settled; settle it under the next number")
    settled = replace(part, batch=batch, hidden_path=None, replaced_rows=0, unchanged_rows=0)
    if not existing or not part.rows:
        return settled
    temporary = part.path.with_name(f".{os.getpid()}-{secrets.token_hex(4)}.tmp")
    final = part.path.with_name(f"{part.path.stem}.hidden.parquet")
    with duckdb.connect(config={"memory_limit": memory_limit, "threads": threads}) as connection:
        connection.execute(f"SET temp_directory = {text_sql(str(part.path.parent / '.spill'))}")
        connection.execute("SET temp_file_encryption = true")
        connection.execute("SET TimeZone = 'UTC'")
        _compare(connection, settled, contract, existing)
        unchanged, replaced = connection.execute(
            f"SELECT count(*) FILTER (batch = {batch}), count(*) FILTER (batch <> {batch}) FROM hidden"
        ).fetchall()[0]
        if not unchanged and not replaced:
            return settled
        connection.execute(f"COPY (SELECT * FROM hidden ORDER BY batch, row) TO {text_sql(str(temporary))} (FORMAT parquet)")
    settle_file(temporary, final)
    return replace(settled, hidden_path=final, replaced_rows=replaced, unchanged_rows=unchanged)


def _compare(con: duckdb.DuckDBPyConnection, part: Part, contract: Contract, existing: Sequence[Part]) -> None:
    """The table hidden (batch, row) of what the part hides."""
    columns = list(contract.types)
    key = name_sql(contract.key)
    differs = " OR ".join(f"n.{name_sql(c)} IS DISTINCT FROM o.{name_sql(c)}" for c in columns if c != contract.key)
    new = f"read_parquet({text_sql(str(part.path))})"
    old = current_sql(existing, [contract.key], place=True)
    con.execute(
        f"CREATE TEMP TABLE known AS SELECT o._batch, o._at FROM ({old}) AS o SEMI JOIN {new} AS n ON o.{key} = n.{key}"
    )
    con.execute("CREATE TEMP TABLE hidden (batch BIGINT, row BIGINT)")
    for batch, path in [(p.batch, p.path) for p in existing]:
        if not con.execute(f"SELECT count(*) FROM known WHERE _batch = {batch}").fetchall()[0][0]:
            continue
        con.execute(
            f"INSERT INTO hidden SELECT CASE WHEN {differs or 'false'} THEN {batch} ELSE {part.batch} END, "
            f"CASE WHEN {differs or 'false'} THEN o.file_row_number ELSE n.file_row_number END "
            f"FROM (SELECT * FROM read_parquet({text_sql(str(path))}, file_row_number=true) AS f "
            f"SEMI JOIN (SELECT * FROM known WHERE _batch = {batch}) AS k ON f.file_row_number = k._at) AS o "
            f"JOIN read_parquet({text_sql(str(part.path))}, file_row_number=true) AS n ON o.{key} = n.{key}"
        )


def current_sql(
    parts: Sequence[Part], columns: Sequence[str], *, as_of_batch: int | None = None, place: bool = False
) -> str:
    """SELECT of the current rows of one table's parts; `as_of_batch` as they were when that batch had come.

    `place` adds `_batch` and `_at`, the part and the row number within it. At least one part must be given.
    """
    seen = [p for p in parts if as_of_batch is None or (p.batch or 0) <= as_of_batch]
    hidden = [p.hidden_path for p in seen if p.hidden_path is not None]
    touched = _touched(hidden) if hidden else frozenset()
    clean = [p for p in seen if p.batch not in touched]
    chosen = ", ".join(map(name_sql, columns))
    selects = []
    if clean and not place:
        selects.append(f"SELECT {chosen} FROM read_parquet({paths_sql([p.path for p in clean])})")
    for part in seen if place else [p for p in seen if p.batch in touched]:
        extra = f", {part.batch} AS _batch, file_row_number AS _at" if place else ""
        sql = f"SELECT {chosen}{extra} FROM read_parquet({text_sql(str(part.path))}, file_row_number=true) AS f"
        if part.batch in touched:
            sql += (
                f" ANTI JOIN (SELECT row FROM read_parquet({paths_sql(hidden)}) WHERE batch = {part.batch}) AS h"
                " ON h.row = f.file_row_number"
            )
        selects.append(sql)
    return " UNION ALL ".join(selects)


def paths_sql(paths: Sequence[Path]) -> str:
    """A list of files as SQL."""
    return f"[{', '.join(text_sql(str(path)) for path in paths)}]"


def _touched(hidden: Sequence[Path]) -> frozenset[int]:
    """The batches some of whose rows are hidden."""
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT DISTINCT batch FROM read_parquet({paths_sql(hidden)})").fetchall()
    return frozenset(int(row[0]) for row in rows)



"""Which rows are current: a later batch corrects an earlier one, and both stay readable.

When a part becomes current, `settle` compares it with what is known: a row with a known key and other content hides
the older row; a row that says nothing new is itself hidden. What is hidden goes into a small Parquet beside the part.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import replace

import duckdb

from amparo.records.casting import name_sql, text_sql
from amparo.records.contract import Contract
from amparo.records.parts import Part
from amparo.records.settling import settle_file
from amparo.records.shelf import Shelf, make_shelf
from amparo.records.workroom import workroom


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
    final = part.path.with_name(f"{part.path.stem}.{batch}.hidden.parquet")
    spill = part.path.with_name(f".spill-{os.getpid()}-{secrets.token_hex(4)}")
    try:
        with workroom(spill, memory_limit=memory_limit, threads=threads) as connection:
            _compare(connection, settled, make_shelf(connection, contract, existing))
            unchanged, replaced = connection.execute(
                f"SELECT count(*) FILTER (batch = {batch}), count(*) FILTER (batch <> {batch}) FROM hidden"
            ).fetchall()[0]
            if not unchanged and not replaced:
                return settled
            written = f"SELECT batch, row, {batch} AS by_batch FROM hidden ORDER BY batch, row"
            connection.execute(f"COPY ({written}) TO {text_sql(str(temporary))} (FORMAT parquet)")
        settle_file(temporary, final)
    finally:
        temporary.unlink(missing_ok=True)
        shutil.rmtree(spill, ignore_errors=True)
    return replace(settled, hidden_path=final, replaced_rows=replaced, unchanged_rows=unchanged)


def _compare(con: duckdb.DuckDBPyConnection, part: Part, old: Shelf) -> None:
    """The table hidden (batch, row) of what the part hides: the old row where they differ, the new where they do not.

    First only keys are compared, which is most of the work; whole rows are read for the keys found on both sides.
    """
    contract = old.contract
    new = make_shelf(con, contract, [part])
    key = name_sql(contract.key)
    con.execute(f"CREATE TEMP TABLE new_keys AS SELECT {key} AS key FROM ({new.stored([contract.key], [part])})")
    con.execute(
        f"CREATE TEMP TABLE known AS SELECT o._batch, o._at FROM ({old.placed([contract.key])}) AS o "
        f"SEMI JOIN new_keys AS n ON n.key = o.{key}"
    )
    con.execute("CREATE TEMP TABLE hidden (batch BIGINT, row BIGINT)")
    met = con.execute("SELECT DISTINCT _batch FROM known").fetchall()
    parts = [p for p in old.parts if (p.batch,) in met]
    if not parts:
        return
    columns = list(contract.types)
    differs = " OR ".join(f"n.{name_sql(c)} IS DISTINCT FROM o.{name_sql(c)}" for c in columns if c != contract.key)
    con.execute(
        f"INSERT INTO hidden SELECT CASE WHEN {differs or 'false'} THEN o._batch ELSE {part.batch} END, "
        f"CASE WHEN {differs or 'false'} THEN o._at ELSE n._at END "
        f"FROM (SELECT s.* FROM ({old.stored(columns, parts)}) AS s "
        f"SEMI JOIN known AS k ON k._batch = s._batch AND k._at = s._at) AS o "
        f"JOIN ({new.stored(columns, [part])}) AS n ON o.{key} = n.{key}"
    )

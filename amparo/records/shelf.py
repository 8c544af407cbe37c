"""The parts of one table side by side: which of their rows are current, now or when an earlier batch had come.

Reading what is current costs nothing beside reading the files where nothing was corrected; where something was, the
few hidden rows of a part are left out by their row numbers. A column a part does not hold is empty in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from amparo.records.casting import name_sql, text_sql
from amparo.records.contract import DUCKDB_TYPES, Contract
from amparo.records.parts import Part

# Up to so many parts with hidden rows are read one by one, which is quicker; more together, which is shorter to plan.
ONE_BY_ONE = 12


@dataclass(frozen=True)
class Shelf:
    """The parts of one table, with the columns each holds and the batches that hold hidden rows."""

    contract: Contract
    parts: tuple[Part, ...]
    held: Mapping[Path, frozenset[str]]
    touched: frozenset[int]

    def current(self, columns: Sequence[str] | None = None) -> str:
        """SELECT of the current rows."""
        wanted = tuple(columns if columns is not None else self.contract.types)
        if not self.parts:
            return f"SELECT {', '.join(f'{_empty(self.contract, c)} AS {name_sql(c)}' for c in wanted)} WHERE false"
        clean = [p for p in self.parts if p.batch not in self.touched]
        dirty = [p for p in self.parts if p.batch in self.touched]
        selects = [
            f"SELECT {self._chosen(wanted, held)} FROM read_parquet({paths_sql(paths)})"
            for held, paths in self._alike(clean, wanted)
        ]
        if len(dirty) > ONE_BY_ONE:
            chosen = ", ".join(name_sql(c) for c in wanted)
            selects.append(f"SELECT {chosen} FROM ({self.placed(wanted, dirty)})")
            dirty = []
        for part in dirty:
            selects.append(
                f"SELECT {self._chosen(wanted, self.held[part.path])} "
                f"FROM read_parquet({text_sql(str(part.path))}, file_row_number=true) AS f ANTI JOIN "
                f"(SELECT row FROM {self.hidden} WHERE batch = {part.batch}) AS h ON h.row = f.file_row_number"
            )
        return " UNION ALL ".join(selects)

    def placed(self, columns: Sequence[str], parts: Sequence[Part] | None = None) -> str:
        """SELECT of the current rows with `_batch` and `_at`: the batch they came with, their row number in its part."""
        sql = self.stored(columns, self.parts if parts is None else parts)
        if not self.touched:
            return sql
        return f"SELECT s.* FROM ({sql}) AS s ANTI JOIN {self.hidden} AS h ON h.batch = s._batch AND h.row = s._at"

    def stored(self, columns: Sequence[str], parts: Sequence[Part]) -> str:
        """SELECT of all rows of these parts, hidden or not, with `_batch` and `_at`."""
        batches = ", ".join(f"({text_sql(str(p.path))}, {p.batch})" for p in parts)
        selects = [
            f"SELECT {self._chosen(columns, held)}, b.batch AS _batch, f.file_row_number AS _at "
            f"FROM read_parquet({paths_sql(paths)}, filename=true, file_row_number=true) AS f "
            f"JOIN (VALUES {batches}) AS b(path, batch) ON b.path = f.filename"
            for held, paths in self._alike(parts, columns)
        ]
        if not selects:
            empty = [f"{_empty(self.contract, c)} AS {name_sql(c)}" for c in columns]
            return f"SELECT {', '.join([*empty, '0 AS _batch', '0 AS _at'])} WHERE false"
        return " UNION ALL ".join(selects)

    @property
    def hidden(self) -> str:
        """The relation (batch, row, by_batch) of hidden rows, with the batch that hid them."""
        made = [p for p in self.parts if p.hidden_path is not None]
        if not made:
            return "(SELECT 0 AS batch, 0 AS row, 0 AS by_batch WHERE false)"
        return f"(SELECT batch, row, by_batch FROM read_parquet({paths_sql([p.hidden_path for p in made if p.hidden_path])}))"

    def _alike(self, parts: Sequence[Part], wanted: Sequence[str]) -> list[tuple[frozenset[str], list[Path]]]:
        """Parts grouped by which of the wanted columns they hold."""
        groups: dict[frozenset[str], list[Path]] = {}
        for part in parts:
            groups.setdefault(self.held[part.path] & frozenset(wanted), []).append(part.path)
        return list(groups.items())

    def _chosen(self, columns: Sequence[str], held: frozenset[str]) -> str:
        return ", ".join(name_sql(c) if c in held else f"{_empty(self.contract, c)} AS {name_sql(c)}" for c in columns)


def make_shelf(
    connection: duckdb.DuckDBPyConnection, contract: Contract, parts: Sequence[Part], *, as_of_batch: int | None = None
) -> Shelf:
    """The shelf of one table; `as_of_batch` leaves out what came later."""
    seen = tuple(p for p in parts if as_of_batch is None or (p.batch or 0) <= as_of_batch)
    held: dict[Path, frozenset[str]] = {}
    if seen:
        rows = connection.execute(
            f"SELECT file_name, list(name) FROM parquet_schema({paths_sql([p.path for p in seen])}) GROUP BY file_name"
        ).fetchall()
        held = {Path(name): frozenset(columns) & frozenset(contract.types) for name, columns in rows}
    hidden = [p.hidden_path for p in seen if p.hidden_path is not None]
    touched: frozenset[int] = frozenset()
    if hidden:
        found = connection.execute(f"SELECT DISTINCT batch FROM read_parquet({paths_sql(hidden)})").fetchall()
        touched = frozenset(int(row[0]) for row in found)
    return Shelf(contract, seen, held, touched)


def paths_sql(paths: Sequence[Path]) -> str:
    """A list of files as SQL."""
    return f"[{', '.join(text_sql(str(path)) for path in paths)}]"


def _empty(contract: Contract, column: str) -> str:
    return f"CAST(NULL AS {DUCKDB_TYPES[contract.column(column).type]})"

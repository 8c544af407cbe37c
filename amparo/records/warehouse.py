"""Where the tables live by default: the parts of every table shown as views of one DuckDB in memory, read only.

Each contract table is a view of its current rows under its own name, empty where nothing was delivered. No DuckDB file
is shared between processes: readers take the explicit list of files a manifest gives them.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

from amparo.records.casting import name_sql
from amparo.records.contract import Contract, load_contracts
from amparo.records.parts import RECORD, Part
from amparo.records.shelf import Shelf, make_shelf, paths_sql
from amparo.records.workroom import workroom


class PartMissing(Exception):
    """A file the manifest names is not there: which, what was expected, what to do."""


class Warehouse:
    """The tables of a house as DuckDB views. Use it as a context manager; `connection` is yours meanwhile.

    `as_of_batch` shows every table as it was when that batch had come. `temp` is where large work spills.
    """

    def __init__(
        self,
        parts: Iterable[Part],
        *,
        memory_limit: str = "2GB",
        threads: int = 2,
        temp: Path | None = None,
        as_of_batch: int | None = None,
        contracts: Mapping[str, Contract] | None = None,
    ) -> None:
        by_table: dict[str, list[Part]] = {}
        for part in parts:
            if not part.path.is_file() or (part.hidden_path is not None and not part.hidden_path.is_file()):
                what = f"{part.table}: the file {part.path.name} of batch {part.batch} is not there"
                raise PartMissing(f"{what}; expected it beside the others; restore data/records from the backup")
            by_table.setdefault(part.table, []).append(part)
        self._spill = (temp or Path(tempfile.gettempdir())) / f".warehouse-{secrets.token_hex(6)}"
        self.connection = workroom(self._spill, memory_limit=memory_limit, threads=threads)
        self.shelves: dict[str, Shelf] = {}
        for name, contract in (contracts or load_contracts()).items():
            ordered = sorted(by_table.get(name, []), key=lambda p: p.batch or 0)
            shelf = make_shelf(self.connection, contract, ordered, as_of_batch=as_of_batch)
            self.shelves[name] = shelf
            self.connection.execute(f"CREATE VIEW {name_sql(name)} AS {shelf.current()}")

    def __enter__(self) -> Warehouse:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the connection and remove what spilled."""
        self.connection.close()
        shutil.rmtree(self._spill, ignore_errors=True)

    def changed_sql(self, table: str, column: str, since_batch: int) -> str:
        """SELECT of one column `value`: the distinct values of `column` in rows that changed after that batch.

        Changed are rows that were new, or said something new, and the older rows they took the place of: a charge
        moved from one policy to another makes both policies dirty.
        """
        shelf = self.shelves[table]
        fresh = [p for p in shelf.parts if (p.batch or 0) > since_batch]
        if not fresh:
            return f"SELECT {name_sql(column)} AS value FROM {name_sql(table)} WHERE false"
        # A row is changed when it came later, unless it said nothing new; and when something later took its place.
        came = (
            f"SELECT s.{name_sql(column)} AS value FROM ({shelf.stored([column], fresh)}) AS s ANTI JOIN "
            f"(SELECT * FROM {shelf.hidden} WHERE batch = by_batch) AS h ON h.batch = s._batch AND h.row = s._at"
        )
        replaced = self._replaced(shelf, since_batch)
        selects = [came]
        if replaced:
            selects.append(
                f"SELECT s.{name_sql(column)} AS value FROM ({shelf.stored([column], replaced)}) AS s SEMI JOIN "
                f"(SELECT * FROM {shelf.hidden} WHERE by_batch > {since_batch}) AS h "
                "ON h.batch = s._batch AND h.row = s._at"
            )
        union = " UNION ALL ".join(selects)
        return f"SELECT DISTINCT value FROM ({union}) AS changed WHERE value IS NOT NULL"

    def _replaced(self, shelf: Shelf, since_batch: int) -> list[Part]:
        """The parts of up to that batch that hold rows replaced since."""
        rows = self.connection.execute(
            f"SELECT DISTINCT batch FROM {shelf.hidden} WHERE by_batch > {since_batch} AND batch <= {since_batch}"
        ).fetchall()
        batches = {row[0] for row in rows}
        return [p for p in shelf.parts if p.batch in batches]

    def batches_sql(self, table: str) -> str:
        """SELECT of (key, batch): which batch each current row came with."""
        shelf = self.shelves[table]
        return (
            f"SELECT {name_sql(shelf.contract.key)}, _batch AS batch FROM ({shelf.placed([shelf.contract.key])}) AS p"
        )

    def origin(self, table: str, key: str) -> tuple[int, int] | None:
        """The batch and the record of its file that a current row came with, or None when there is no such row."""
        shelf = self.shelves[table]
        name = name_sql(shelf.contract.key)
        sql = f"SELECT _batch, _at FROM ({shelf.placed([shelf.contract.key])}) AS p WHERE {name} = ?"
        found = self.connection.execute(sql, [key]).fetchall()
        if not found:
            return None
        batch, at = found[0]
        path = next(p.path for p in shelf.parts if p.batch == batch)
        sql = (
            f"SELECT {RECORD} FROM read_parquet({paths_sql([path])}, file_row_number=true) WHERE file_row_number = {at}"
        )
        return int(batch), int(self.connection.execute(sql).fetchall()[0][0])

    def unknown_references(self, table: str) -> list[tuple[str, str, int]]:
        """(column, what it refers to, how many distinct values are unknown there), for tables already delivered.

        A warning, not a rejection: files arrive in any order.
        """
        found = []
        contract = self.shelves[table].contract
        for column in contract.columns:
            if column.references is None or not self.shelves[column.references[0]].parts:
                continue
            other, key = column.references
            count = self.connection.execute(
                f"SELECT count(*) FROM (SELECT DISTINCT {name_sql(column.name)} AS value FROM {name_sql(table)}) AS v "
                f"ANTI JOIN {name_sql(other)} AS o ON o.{name_sql(key)} = v.value WHERE v.value IS NOT NULL"
            ).fetchall()[0][0]
            if count:
                found.append((column.name, f"{other}.{key}", int(count)))
        return found

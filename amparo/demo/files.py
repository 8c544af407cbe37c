"""Writes the rows of a house as files a branch would have, streaming: CSV, XLSX, Parquet, JSON lines, statements."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import duckdb
from openpyxl import Workbook

from amparo.demo.bad_rows import SPOILED
from amparo.demo.company import Row
from amparo.demo.sheets import NOISE, SHEETS, Sheet
from amparo.demo.statements import FOLDER, StatementWriter

SAVED_AT = datetime(2026, 11, 1, 8)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


class HouseWriter:
    """Rows in, files out: `put` each row, then `close`; the lines of statements are then known by their real numbers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._sheets = {sheet.table: sheet for sheet in SHEETS}
        self._writers: dict[tuple[str, str], Any] = {}
        self._books: dict[str, Workbook] = {}
        self._statements = StatementWriter()
        self._spool = Path(self._stack.enter_context(TemporaryDirectory(prefix="amparo-demo-")))
        self._open_files: list[IO[str]] = []
        self.rows: Counter[str] = Counter()
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, table: str, row: Row) -> None:
        """One row into its file."""
        self.rows[table] += 1
        if table == "bank_lines":
            self._statements.add(row)
            return
        sheet = self._sheets[table]
        if table == "charges":
            row["payer"] = row["payer_shown"] or row["payer_name_token"]
            row["charged_time"] = row["charged_at"].time()
        cells = [column.written(row) for column in sheet.columns]
        if SPOILED in row:
            cells = [row[SPOILED].get(col.name, cell) for col, cell in zip(sheet.columns, cells, strict=True)]
        self.write(sheet, sheet.file_of(row), cells)

    def write(self, sheet: Sheet, file: str, cells: list[Any]) -> None:
        """Cells into that file of the sheet, which is begun with its heading where it is new."""
        writer = self._writers.get((sheet.table, file))
        if writer is None:
            writer = self._writers[sheet.table, file] = self._begin(sheet, file)
        writer(cells)

    def close(self) -> dict[str, str]:
        """Finish every file; the key's names of statement lines → the line numbers they have once loaded."""
        for name, book in self._books.items():
            _save(book, self._folder / name)
        names = self._statements.write(self._folder / FOLDER)
        for sheet in SHEETS:
            if sheet.dress == "parquet":
                self._to_parquet(sheet)
        self._stack.close()
        return names

    def _begin(self, sheet: Sheet, name: str) -> Any:
        heads = [column.header for column in sheet.columns]
        if sheet.dress == "xlsx":
            return self._begin_sheet(sheet, heads)
        if sheet.dress == "jsonl":
            out = self._open(self._folder / sheet.file, "utf-8")
            return lambda cells: out.write(_json_line(heads, cells))
        if sheet.dress == "parquet":
            return csv.writer(self._open(self._spool / f"{sheet.table}.csv", "utf-8")).writerow
        file = self._open(self._folder / name, sheet.encoding)
        writer = csv.writer(file, lineterminator="\r\n")
        if sheet.noise:
            for line in NOISE:
                writer.writerow([line])
        writer.writerow(heads)
        return writer.writerow

    def _begin_sheet(self, sheet: Sheet, heads: list[str]) -> Any:
        book = self._books.get(sheet.file)
        if book is None:
            book = self._books[sheet.file] = Workbook(write_only=True)
        page = book.create_sheet(sheet.sheet or "Sheet1")
        if sheet.noise:
            for line in NOISE:
                page.append([line])
        page.append(heads)
        return page.append

    def _open(self, path: Path, encoding: str) -> IO[str]:
        file = self._stack.enter_context(path.open("w", encoding=encoding, newline=""))
        self._open_files.append(file)
        return file

    def _to_parquet(self, sheet: Sheet) -> None:
        """By way of text: DuckDB writes the file with its own types, days as days and cents as numbers."""
        spooled = self._spool / f"{sheet.table}.csv"
        if not spooled.exists():
            return
        for file in self._open_files:
            file.flush()
        kinds = {"day": "DATE", "cents": "BIGINT", "number": "BIGINT"}
        columns = {column.header: kinds.get(column.how, "VARCHAR") for column in sheet.columns}
        target = str(self._folder / sheet.file).replace("'", "''")
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY (SELECT * FROM read_csv('{spooled}', header=false, columns={columns})) TO '{target}' (FORMAT parquet)"
            )


def _save(book: Workbook, path: Path) -> None:
    """The workbook as it would be saved on the demo's day: a sheet's file otherwise carries the hour it was made."""
    book.properties.created = SAVED_AT
    made = io.BytesIO()
    book.save(made)
    with ZipFile(made) as written, ZipFile(path, "w", ZIP_DEFLATED) as file:
        for entry in written.infolist():
            dated = ZipInfo(entry.filename, SAVED_AT.timetuple()[:6])
            dated.compress_type = ZIP_DEFLATED
            content = written.read(entry)
            if entry.filename == "docProps/core.xml":
                content = MODIFIED.sub(rf"\g<1>{SAVED_AT:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            file.writestr(dated, content)


def _json_line(heads: Iterable[str], cells: Iterable[Any]) -> str:
    said = {head: None if cell == "" else cell for head, cell in zip(heads, cells, strict=True)}
    return json.dumps(said, ensure_ascii=False) + "\n"

"""CSV: text with one record a line, whatever its encoding, delimiter and the noise around its table."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from amparo.records.readers.look import Look, decoded, encoding_of, look
from amparo.records.readers.reading import MAX_LINE, PADDING, DirectRead, Reading, UnreadableFile
from amparo.records.readers.table import (
    Header,
    back_ticked,
    clean,
    find_header,
    given_header,
    may_be_after,
    table_rows,
)

FORMATS = ("csv",)
OPTIONS = frozenset({"encoding", "delimiter", "header_row", "columns"})

_DELIMITERS = (",", "\t", ";", "|")
_END = "\ufdd0the end of the file\ufdd0"  # a noncharacter: swallowed by a quote that was never closed
_SEARCHED = 200
_CHUNK = 1 << 20
_WIDEST = 4  # bytes a character can take


def recognises(seen: Look) -> str | None:
    """Any text may be a table, so this is asked last; XML that no reader knows is not one."""
    text = seen.text.lstrip("\ufeff \t\r\n")
    if re.match(r"<(\?xml|!DOCTYPE|!ENTITY|[A-Za-z][\w.:-]*[\s/>])", text):
        kind = re.search(r"\b(?:camt|pain|pacs|acmt|auth)\.\d{3}\b", text[:20_000])
        what = f"this is a {kind[0]} message, which is not read here" if kind else "this is XML of an unknown kind"
        raise UnreadableFile(seen.name, what, "read are camt.052, .053 and .054, pain.001 and .008, and OFX")
    return "csv" if seen.encoding else None


def read(path: Path, *, format: str, options: Mapping[str, Any]) -> Reading:
    """The rows of a CSV file; `direct` is offered when DuckDB can read it faster with the same answer."""
    seen = look(path)
    scan = _Scan(seen, options.get("encoding"))
    delimiter = _delimiter(seen, scan.encoding, options)
    head = _head(seen, scan.encoding, delimiter)
    if not head:  # the first record is cut or endless: whoever reads it says so
        next(records_of(path, encoding=scan.encoding, delimiter=delimiter), None)
    header = _header(seen, head, options)
    ticked = back_ticked(head[header.row :], header)
    notes = [f"encoding {scan.encoding}, delimiter {_said(delimiter)}, header on row {header.row}", *header.renamed]
    if ticked:
        notes.append("leading back-ticks taken off: " + ", ".join(header.columns[n] for n in sorted(ticked)))
    remarks = ticked or _remarks_at_end(seen, scan.encoding, delimiter, header)
    direct = None if remarks else _direct(scan, delimiter, head, header)
    records = records_of(path, encoding=scan.encoding, delimiter=delimiter, skip=header.row)
    whole_end = seen.end.endswith((b"\n", b"\n\0", b"\r"))
    rows = table_rows(numbered(records, header.row), header, notes, ticked=ticked, whole_end=whole_end)
    return Reading("csv", header.columns, rows, direct, notes)


def records_of(path: Path, *, encoding: str, delimiter: str, skip: int = 0) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV file after the first `skip`, numbered from 1; stops with `UnreadableFile` where it is cut,
    wrongly encoded or holds a line no table has."""
    number = 0
    lines = _Lines(path, encoding)
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=delimiter, skipinitialspace=True), start=1):
            if cells and _END in cells[-1]:
                if cells == [_END]:
                    return
                raise UnreadableFile(
                    f"{path.name}, record {number}",
                    "a quoted text is opened and never closed; the file is cut or a quotation mark is wrong",
                    "ask its sender for the whole file again",
                )
            if number > skip:
                yield number, cells
    except csv.Error as error:
        where = f"{path.name}, line {lines.number}"
        if "field larger" in str(error):
            what = "a field is longer than 131072 characters; a quotation mark before it is probably never closed"
            raise UnreadableFile(where, what, "mend the quotation mark or ask for the file again") from None
        raise UnreadableFile(where, f"this is no CSV ({error})", "ask its sender for it again") from None
    finally:
        lines.close()


def numbered(records: Iterator[tuple[int, list[str]]], after: int) -> Iterator[tuple[int, list[str]]]:
    """The records that hold anything, counted on from `after`: blank lines have no number, as DuckDB passes them."""
    count = after
    for _, cells in records:
        if cells and (cells[0].strip(PADDING) or any(clean(cell) for cell in cells)):
            count += 1
            yield count, cells


class _Lines:
    """The lines of a text file, each of bounded length, with a mark after the last one."""

    def __init__(self, path: Path, encoding: str) -> None:
        self.name, self.encoding, self.number = path.name, encoding, 0
        self._file = path.open(encoding=encoding, newline="")
        self._ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._ended:
            raise StopIteration
        try:
            line = self._file.readline(MAX_LINE + 1)
        except (UnicodeDecodeError, UnicodeError):
            raise wrong_encoding(f"{self.name}, after line {self.number}", self.encoding) from None
        self.number += 1
        if len(line) > MAX_LINE:
            raise long_line(f"{self.name}, line {self.number}")
        if "\0" in line:
            raise null_bytes(f"{self.name}, line {self.number}")
        if not line:
            self._ended = True
            return _END
        return line if line.endswith(("\n", "\r")) else line + "\n"

    def close(self) -> None:
        self._file.close()


def wrong_encoding(where: str, encoding: str) -> UnreadableFile:
    """Refusal of bytes that are not text in the encoding."""
    remedy = "set options: {encoding: …} to what its sender uses (gb18030, utf-8, utf-16, cp1252), or ask for it again"
    return UnreadableFile(where, f"the bytes are not text in {encoding}", remedy)


def null_bytes(where: str) -> UnreadableFile:
    """Refusal of NUL bytes in a text."""
    return UnreadableFile(where, "NUL bytes stand in the text", "the file was damaged on its way: ask for it again")


def long_line(where: str) -> UnreadableFile:
    """Refusal of a line longer than any record."""
    return UnreadableFile(
        where,
        f"the line is longer than {MAX_LINE:,} characters; no record is",
        "ask for the file again, a record a line",
    )


class _Scan:
    """One fast pass over all bytes, decoding none: the encoding they show, and what stands in DuckDB's way.

    A byte that is wrong in the encoding is not looked for here: whoever reads the file finds it and says where.
    """

    def __init__(self, seen: Look, wanted: str | None) -> None:
        self.encoding = wanted or ("" if seen.start.isascii() and not seen.whole else seen.encoding or "")
        self.padding: set[str] = set()
        self.formula_texts = False
        wide = (seen.encoding or "").startswith("utf-16") or self.encoding.lower().startswith("utf-16")
        if wide:
            self.encoding = self.encoding or seen.encoding or ""
            return
        since_break = 0
        with seen.path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                since_break = self._width(seen, chunk, since_break)
                if b"\0" in chunk:
                    raise null_bytes(seen.name)
                if not self.encoding and not chunk.isascii():
                    self.encoding = encoding_of(_from_first_line(chunk), whole=False) or ""
                    if not self.encoding:
                        raise wrong_encoding(seen.name, "UTF-8, UTF-16 or GB18030")
                self.padding |= {blank for blank in PADDING if blank.encode() in chunk}
                self.formula_texts = self.formula_texts or (b"=" in chunk and b'="' in chunk)
        self.encoding = self.encoding or "utf-8"

    @staticmethod
    def _width(seen: Look, chunk: bytes, since_break: int) -> int:
        """Bytes since the last line break at the end of this chunk; refuses a line no record needs."""
        last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        first = since_break + len(chunk) if last < 0 else since_break + min(_breaks(chunk))
        if first > MAX_LINE * _WIDEST:
            raise long_line(seen.name)
        return first if last < 0 else len(chunk) - last - 1


def _breaks(chunk: bytes) -> list[int]:
    return [place for mark in (b"\n", b"\r") if (place := chunk.find(mark)) >= 0]


def _from_first_line(chunk: bytes) -> bytes:
    """The chunk from its first line break on, so that it does not begin inside a character."""
    return chunk[min(_breaks(chunk), default=-1) + 1 :]


def _delimiter(seen: Look, encoding: str, options: Mapping[str, Any]) -> str:
    """The delimiter the house names, or the one that divides the most lines into the same number of cells."""
    if wanted := options.get("delimiter"):
        return {"tab": "\t", "\\t": "\t"}.get(str(wanted), str(wanted))
    best, chosen = 0.0, ","
    for delimiter in _DELIMITERS:
        widths = Counter(len(cells) for cells in _head(seen, encoding, delimiter) if any(cells))
        width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
        score = times * times * min(width, 5) / max(1, sum(widths.values())) if width > 1 else 0.0
        if score > best:
            best, chosen = score, delimiter
    return chosen


def _head(seen: Look, encoding: str, delimiter: str) -> list[list[str]]:
    """The first records, as far as they lie wholly in the look at the file's beginning."""
    text = decoded(seen.start, encoding)
    if not seen.whole:
        text = text[: text.rfind("\n") + 1]
    records: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True):
            records.append(cells)
            if len(records) >= _SEARCHED:
                break
    except csv.Error:  # whoever reads the rows meets it again, and says where
        return records
    return records


def _header(seen: Look, head: list[list[str]], options: Mapping[str, Any]) -> Header:
    if columns := options.get("columns"):
        return given_header([str(column) for column in columns])
    return find_header(head, where=seen.name, row=options.get("header_row"))


def _said(delimiter: str) -> str:
    return {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}.get(delimiter, repr(delimiter))


def _direct(scan: _Scan, delimiter: str, head: list[list[str]], header: Header) -> DirectRead | None:
    """What DuckDB needs, when nothing in the file asks for more care than it takes."""
    clean = scan.encoding in ("utf-8", "utf-8-sig") and not scan.formula_texts
    if not clean or header.width != len(header.columns) or delimiter in PADDING.replace("\t", ""):
        return None
    lines = sum(max(1, _line_breaks(cells)) for cells in head[: header.row])
    return DirectRead(
        "csv",
        header.columns,
        first_record=header.row + 1,
        delimiter=delimiter,
        skip=lines,
        padding="".join(sorted(scan.padding - {delimiter})),
    )


def _line_breaks(cells: list[str]) -> int:
    return 1 + sum(cell.count("\n") for cell in cells)


def _remarks_at_end(seen: Look, encoding: str, delimiter: str, header: Header) -> bool:
    """Whether the last lines hold a total or remark, which only the slower way leaves out."""
    text = decoded(seen.end, encoding) if seen.size > len(seen.end) else decoded(seen.start[-len(seen.end) :], encoding)
    lines = [line for line in text.splitlines()[-20:] if line.strip(PADDING + delimiter)]
    return any(may_be_after([clean(c) for c in line.split(delimiter)], header) for line in lines)

"""Proposes how a file's columns fill a table, by their names in three languages and by what their values look like.

A proposal is a first draft for a person to read: each line says how sure it is, and what was seen but not understood.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path

from amparo.records.contract import Column, Contract
from amparo.records.identity import blank, masked
from amparo.records.mapping import DERIVED_HERE, STATEMENT_FORMATS, STATEMENT_TABLE
from amparo.records.pages import needed
from amparo.records.plan import CORRECTED
from amparo.records.readers import read_file
from amparo.records.vocabulary import ALSO, SPOKEN

SAMPLE = 300
SURE, LIKELY, GUESS = 90, 70, 55
FEW = 12
TIME = re.compile(r"\s*\d{1,2}:\d{2}(:\d{2})?\s*")


@dataclass(frozen=True)
class Guess:
    """One column of the table: the file's column thought to fill it, and how sure that is in percent."""

    column: Column
    header: str
    sure: int


@dataclass(frozen=True)
class Proposal:
    """A first mapping as YAML text, with the table it is for and what stayed open."""

    table: str
    yaml: str
    guesses: tuple[Guess, ...]
    missing: tuple[str, ...]
    unused: tuple[str, ...]


def propose_mapping(path: Path, contracts: Mapping[str, Contract], *, table: str | None = None) -> Proposal:
    """A first mapping for a file: for `table`, else for the table it fills best. Raises `UnreadableFile`."""
    reading = read_file(path)
    rows = [texts for _, texts in islice(reading.rows, SAMPLE)]
    columns = [c for c in reading.columns if c and c not in CORRECTED]
    seen = {c: [t[n] for t in rows if n < len(t) and t[n]] for n, c in enumerate(reading.columns) if c in columns}
    if reading.format in STATEMENT_FORMATS and table in (None, STATEMENT_TABLE):
        return _statement(path, reading.format, contracts[STATEMENT_TABLE], seen["account"], len(rows))
    tried = [contracts[table]] if table else list(contracts.values())
    guessed = {c.name: _guesses(c, columns, seen) for c in tried}
    best = max(tried, key=lambda c: _worth(c, guessed[c.name], path.stem))
    return _written(path, reading.format, best, guessed[best.name], columns, seen)


def plain(text: str) -> str:
    """A name without what does not tell: width, case, marks, brackets."""
    text = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"\(.*?\)|（.*?）|[\W_]", "", text).replace("日期", "日")


def _names(column: Column) -> set[str]:
    said = [column.source, column.name, column.names.zh, column.names.en, column.names.es, *ALSO.get(column.source, ())]
    return {plain(name) for name in said}


def _guesses(contract: Contract, headers: Sequence[str], seen: Mapping[str, Sequence[str | None]]) -> list[Guess]:
    """The best pairing of headers and columns, surest first, each used once."""
    pairs = []
    for column in contract.columns:
        if column.derive in DERIVED_HERE:
            continue
        names = _names(column)
        for header in headers:
            sure = _sure(plain(header), names)
            if sure < GUESS or not _could_be(column, seen[header]):
                continue
            pairs.append((sure, column, header))
    pairs.sort(key=lambda p: (-p[0], contract.columns.index(p[1])))
    chosen: list[Guess] = []
    for sure, column, header in pairs:
        if not any(g.column is column or g.header == header for g in chosen):
            chosen.append(Guess(column, header, sure))
    return sorted(chosen, key=lambda g: contract.columns.index(g.column))


def _sure(header: str, names: set[str]) -> int:
    if not header:
        return 0
    if header in names:
        return 100
    near = max(SequenceMatcher(None, header, name).ratio() for name in names)
    inside = any(len(name) > 1 and (name in header or header in name) for name in names)
    return int(100 * max(near * 0.9, 0.6 if inside else 0))


def _could_be(column: Column, texts: Sequence[str | None]) -> bool:
    """Whether most of the values seen have the shape of the column."""
    shapes = {
        "int64": r"[\s(（]*[-+−]?\s*[¥￥$€]?\s*[\d０-９][\d０-９.,，． ']*\s*[元)）-]?\s*",
        "date": r".*\d{2,4}\D?\d{1,2}\D?\d{1,4}.*",
        "timestamp": r".*\d.*",
    }
    shape = shapes.get(column.type)
    if shape is None or not texts:
        return True
    return sum(bool(re.fullmatch(shape, text or "")) for text in texts) * 2 > len(texts)


def _worth(contract: Contract, guesses: Sequence[Guess], stem: str) -> float:
    """How well a file fills a table: required columns count most, and the file's own name helps."""
    must = [c for c in contract.columns if needed(contract, c)]
    filled = {g.column.name: g.sure for g in guesses}
    required = sum(filled.get(c.name, 0) for c in must) / (100 * len(must) or 1)
    named = any(plain(n) and plain(n) in plain(stem) for n in (contract.name, contract.names.zh, contract.names.en))
    return required + 0.02 * sum(filled.values()) / 100 + (0.3 if named else 0)


def _statement(path: Path, format: str, contract: Contract, accounts: Sequence[str | None], rows: int) -> Proposal:
    whole = len(accounts) == rows and not any(masked("account", a or "*") or blank(a or "") for a in accounts)
    account = (
        ""
        if whole
        else '#   account: {constant: "…"}   must be filled: the statement does not name your account whole\n'
    )
    text = (
        f"# A {format} statement: account, day, amount and counterparty come by themselves.\n"
        f"table: {contract.name}\nfiles: [{_quoted(_pattern(path))}]\nformat: {format}\n"
        "# If the remittance text names your charge, say how to find it:\n"
        f'# columns:\n{account}#   charge_reference: {{from: remittance, extract: "(CHG[0-9]+)"}}\n'
    )
    return Proposal(contract.name, text, (), () if whole else ("account",), ())


def _written(
    path: Path,
    format: str,
    contract: Contract,
    guesses: Sequence[Guess],
    headers: Sequence[str],
    seen: Mapping[str, Sequence[str | None]],
) -> Proposal:
    lines = [
        f"# Proposed from {path.name} for {contract.name} ({contract.names.zh}, {contract.names.en}). Read every line.",
        f"table: {contract.name}",
        f"files: [{_quoted(_pattern(path))}]",
        f"format: {format}",
        "columns:",
    ]
    filled = {g.column.name: g for g in guesses}
    joined = {g.column.name: filled[day].header for g in guesses if (day := _day_beside(contract, g, filled, seen))}
    missing = []
    for column in contract.columns:
        guess = filled.get(column.name)
        if column.local_day_of in joined:
            continue  # the day follows from the moment
        if guess is not None:
            lines += _line(column, guess, seen[guess.header], joined.get(column.name))
            if needed(contract, column) and column.values and _values(column, seen[guess.header])[1]:
                missing.append(column.source)
        elif column.name == "currency" and needed(contract, column):
            lines.append("  currency: {constant: CNY}  # no column found: one currency for the whole file?")
        elif needed(contract, column) and not _day_given(contract, column, filled):
            missing.append(column.source)
            lines.append(f"  # {column.source}:   must be filled: {column.names.zh}, {column.names.en}")
    unused = [h for h in headers if h not in {g.header for g in guesses}]
    if unused:
        lines.append(f"# columns of the file that fill nothing: {', '.join(unused)}")
    return Proposal(contract.name, "\n".join(lines) + "\n", tuple(guesses), tuple(missing), tuple(unused))


def _day_given(contract: Contract, column: Column, filled: Mapping[str, Guess]) -> bool:
    """Whether the day a moment falls on, or the moment of a day, is filled already: each gives the other."""
    return column.local_day_of in filled or any(
        c.local_day_of == column.name and c.name in filled for c in contract.columns
    )


def _day_beside(
    contract: Contract, guess: Guess, filled: Mapping[str, Guess], seen: Mapping[str, Sequence[str | None]]
) -> str | None:
    """The column whose day a time of day needs beside it, when the file keeps the two apart."""
    texts = seen[guess.header]
    if guess.column.type != "timestamp" or not texts or not all(TIME.fullmatch(text or "") for text in texts):
        return None
    return next((c.name for c in contract.columns if c.local_day_of == guess.column.name and c.name in filled), None)


def _line(column: Column, guess: Guess, texts: Sequence[str | None], day: str | None = None) -> list[str]:
    parts = [f"from: {_quoted(guess.header)}"]
    if day is not None:
        parts = [f"from: [{_quoted(day)}, {_quoted(guess.header)}]", 'join: " "']
    remarks = []
    if guess.sure < SURE:
        remarks.append(f"{'likely' if guess.sure >= LIKELY else 'a guess'}, {guess.sure} %")
    if column.values:
        spoken, open_ = _values(column, texts)
        if spoken:
            parts.append("values: {" + ", ".join(f"{_quoted(k)}: {v}" for k, v in spoken.items()) + "}")
        if open_:
            remarks.append(f"values still to say: {', '.join(open_)} → {', '.join(column.values)}")
    if column.name.endswith("_e6") and any("." in (text or "") for text in texts):
        parts.append("unit: degree")
    if column.money and texts and all(re.fullmatch(r"-?\d+,\d{2}|-?\d{1,3}(\.\d{3})+,\d{2}", t or "") for t in texts):
        parts.append('decimal: ","')
    if column.type in ("date", "timestamp"):
        form = _day_first(texts)
        if form:
            parts.append(f"format: {_quoted(form)}")
    whole = parts[0].removeprefix("from: ") if len(parts) == 1 else "{" + ", ".join(parts) + "}"
    return [f"  {column.source}: {whole}" + (f"  # {'; '.join(remarks)}" if remarks else "")]


def _values(column: Column, texts: Sequence[str | None]) -> tuple[dict[str, str], list[str]]:
    """The values seen that a word of the contract stands for, and those no one here understands."""
    spoken: dict[str, str] = {}
    open_: list[str] = []
    for text in dict.fromkeys(t for t in texts if t):
        if text.lower() in column.values:
            continue
        # The word that stands first says it: 暂收保费 is suspense, not premium.
        found = [(text.lower().find(w), v) for v in column.values for w in SPOKEN.get(v, ()) if w in text.lower()]
        if found:
            spoken[text] = min(found)[1]
        elif len(open_) < FEW:
            open_.append(text)
    return spoken, open_


def _day_first(texts: Sequence[str | None]) -> str | None:
    """The format of days that begin with the day, when the values show that they do."""
    for mark in "/-.":
        days = [
            re.fullmatch(rf"(\d{{1,2}}){re.escape(mark)}(\d{{1,2}}){re.escape(mark)}\d{{4}}", t or "") for t in texts
        ]
        if texts and all(days):
            first = max(int(d[1]) for d in days if d)
            second = max(int(d[2]) for d in days if d)
            return f"%m{mark}%d{mark}%Y" if second > 12 >= first else f"%d{mark}%m{mark}%Y"
    return None


def _pattern(path: Path) -> str:
    """The file's name with its days and numbers left open."""
    return re.sub(r"(\d[\d\-_.]*\d|\d)", "*", path.stem) + path.suffix


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

"""Reads the expected outputs that lie beside real statements, without help of the readers under test."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from amparo.records.readers import Reading, read_file

Sums = dict[tuple[str | None, str | None, str], tuple[int, Decimal]]


def rows_of(path: Path, **how: Any) -> tuple[Reading, list[dict[str, str | None]]]:
    """The file's reading and its rows as mappings."""
    reading = read_file(path, **how)
    return reading, [dict(zip(reading.columns, texts, strict=True)) for _, texts in reading.rows]


def sums(lines: Iterable[tuple[str | None, str | None, Decimal]]) -> Sums:
    """Count and sum by account, currency and sign."""
    grouped: dict[tuple[str | None, str | None, str], list[Decimal]] = defaultdict(list)
    for account, currency, amount in lines:
        grouped[account, currency, "-" if amount < 0 else "+"].append(amount)
    return {key: (len(amounts), sum(amounts, Decimal(0))) for key, amounts in grouped.items()}


def sums_of(rows: Iterable[dict[str, str | None]], account: str = "account") -> Sums:
    """Count and sum of the rows a reader gave."""
    return sums((row[account], row["currency"], Decimal(row["amount"] or "")) for row in rows)


def camt_expected(path: Path) -> Sums:
    """Entries of genkgo's dump: signed minor units, the account in the record the entry lies in."""
    message = json.loads(path.read_text(encoding="utf-8"))
    lines = []
    record: dict[str, Any] = {}
    for entry in message["getEntries"]:
        record = entry["getRecord"] if isinstance(entry["getRecord"], dict) else record
        money = entry["getAmount"]
        amount = Decimal(money["getAmount"]).scaleb(-2)
        lines.append((record["getAccount"]["getIdentification"], money["getCurrency"]["getCode"], amount))
    return sums(lines)


class _Plain(yaml.SafeLoader):
    """Takes Python objects in YAML for the plain mappings and lists they hold."""


def _any(loader: _Plain, suffix: str, node: yaml.Node) -> Iterator[Any]:
    made: Any = {} if isinstance(node, yaml.MappingNode) else []
    yield made  # before its content, which may point back at it
    if isinstance(node, yaml.MappingNode):
        made.update(loader.construct_mapping(node))
    elif isinstance(node, yaml.SequenceNode):
        made.extend(loader.construct_sequence(node))


_Plain.add_multi_constructor("tag:yaml.org,2002:python/", _any)


def mt940_expected(path: Path) -> list[tuple[str | None, Decimal, str | None]]:
    """Currency, amount and bank reference of each transaction the library's authors expect.

    A reversal of a credit (RC) takes money out. The library of that day gave it no sign, as its authors say
    themselves (issue 130); the closing balances of the files prove it.
    """
    told = yaml.load(path.read_text(encoding="utf-8"), _Plain)
    found = []
    for transaction in told["transactions"]:
        data = transaction["data"]
        amount = Decimal(data["amount"]["amount"][0])
        amount = -abs(amount) if data["status"] == "RC" else amount
        found.append((data["amount"]["currency"] or None, amount, data.get("bank_reference")))
    return found


_POSTING = re.compile(r"^\t((?:Assets|Liabilities|Income|Expenses)\S*) (-?[\d.]+) ([A-Z]{3})$")


def ledger_expected(path: Path) -> list[tuple[dict[str, str], list[tuple[str, Decimal, str]]]]:
    """Transactions of a beancount file: what is said of them, and their postings (account, amount, currency)."""
    found: list[tuple[dict[str, str], list[tuple[str, Decimal, str]]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if re.match(r"\d{4}-\d\d-\d\d [*!]", line):
            found.append(({"day": line[:10]}, []))
        elif posting := _POSTING.match(line):
            found[-1][1].append((posting[1], Decimal(posting[2]), posting[3]))
        elif said := re.match(r'\t(\w+): "(.*)"$', line):
            found[-1][0][said[1]] = said[2]
    return found


def own_side(postings: list[tuple[str, Decimal, str]], owned: str) -> list[tuple[str, Decimal]]:
    """What a transaction did to the accounts whose name begins with `owned`."""
    made: Counter[str] = Counter()
    for account, amount, currency in postings:
        if account.startswith(owned):
            made[currency] += amount  # type: ignore[assignment]
    return [(currency, Decimal(amount)) for currency, amount in made.items()]

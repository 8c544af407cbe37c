"""What every reader hands on, and how a file that cannot be read is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Row = tuple[str | None, ...]

# A statement line, whatever bank or platform wrote it. `amount` is signed plain decimal text ("-1234.50": money leaves
# the account); days are ISO (2026-01-31), moments ISO as the bank wrote them (2026-01-31 10:15:00); `status` is booked
# or pending; `entry` is the bank's own line: a batch of several payments is one entry and several rows.
STATEMENT_COLUMNS = (
    "account",
    "account_holder",
    "bank",
    "statement_id",
    "booked_on",
    "booked_at",
    "value_on",
    "amount",
    "currency",
    "balance",
    "counterparty_account",
    "counterparty_name",
    "remittance",
    "reference",
    "end_to_end",
    "transaction_code",
    "status",
    "entry",
)

# One instruction to pay (pain.001) or to collect (pain.008). `direction` is pay or collect; `account` is the account of
# the party that sends the file, `counterparty_*` the other side; `amount` is plain decimal text, never signed.
PAYMENT_COLUMNS = (
    "message_id",
    "created_at",
    "payment_id",
    "direction",
    "method",
    "requested_on",
    "account",
    "account_holder",
    "bank",
    "amount",
    "currency",
    "counterparty_account",
    "counterparty_name",
    "counterparty_bank",
    "mandate_id",
    "mandate_signed_on",
    "sequence_type",
    "creditor_id",
    "remittance",
    "reference",
    "end_to_end",
    "instruction_id",
    "purpose",
    "entry",
)


def statement_row(values: Mapping[str, str | None]) -> Row:
    """A statement line from what is known of it; columns not named are empty."""
    return tuple(values.get(column) or None for column in STATEMENT_COLUMNS)


def payment_row(values: Mapping[str, str | None]) -> Row:
    """A payment instruction from what is known of it; columns not named are empty."""
    return tuple(values.get(column) or None for column in PAYMENT_COLUMNS)


class UnreadableFile(Exception):
    """A file, or the rest of it, cannot be read: where · what is wrong with it · what to do about it.

    `where` names the file by its name only (never its folder), with a line or entry where one is known.
    """

    def __init__(self, where: str, what: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}; {remedy}")
        self.where, self.what, self.remedy = where, what, remedy


@dataclass(frozen=True)
class DirectRead:
    """All DuckDB needs to read the file by itself, every column as text: `sql(path)` is a relation to select from.

    The relation gives, row by row and in the same order, what `Reading.rows` gives: its row number n (from 0) is the
    record `first_record + n`. Should DuckDB refuse the file (a row of another width, a quote never closed), read
    `Reading.rows` instead: it hands on the good rows and says what is wrong with the others.
    """

    kind: Literal["csv", "parquet"]
    columns: tuple[str, ...]
    first_record: int = 1
    delimiter: str = ","
    skip: int = 0  # lines before the first data row, the header among them
    moments: frozenset[str] = frozenset()  # Parquet columns of moments with a zone, given in UTC
    padding: str = ""  # blanks that occur in the file and are taken off around a text

    def sql(self, path: str) -> str:
        """`(SELECT …)` over the file at `path`, ready to stand in a FROM clause."""
        if self.kind == "parquet":
            chosen = ", ".join(f"{self._parquet_text(c)} AS {_name(c)}" for c in self.columns)
            return f"(SELECT {chosen} FROM read_parquet({_text(path)}))"
        types = ", ".join(f"{_text(c)}: 'VARCHAR'" for c in self.columns)
        chosen = ", ".join(self._trimmed(c) for c in self.columns) if self.padding else "*"
        return (
            f"(SELECT {chosen} FROM read_csv({_text(path)}, columns={{{types}}}, auto_detect=false, header=false, "
            f"skip={self.skip}, delim={_text(self.delimiter)}, quote='\"', escape='\"', nullstr='', strict_mode=true, "
            f"null_padding=false, max_line_size={MAX_LINE}) "
            f"WHERE coalesce({', '.join(self._bare(c) for c in self.columns)}) IS NOT NULL)"
        )

    def _parquet_text(self, column: str) -> str:
        value = f"{_name(column)} AT TIME ZONE 'UTC'" if column in self.moments else _name(column)
        return f"nullif(trim(CAST({value} AS VARCHAR), {_text(PADDING)}), '')"

    def _trimmed(self, column: str) -> str:
        name = _name(column)
        padded = " OR ".join(f"starts_with({name}, {_text(c)}) OR ends_with({name}, {_text(c)})" for c in self.padding)
        return f"CASE WHEN {padded} THEN {self._bare(column)} ELSE {name} END AS {name}"

    def _bare(self, column: str) -> str:
        return f"nullif(trim({_name(column)}, {_text(self.padding)}), '')" if self.padding else _name(column)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# Outer spaces and tabs are padding, in any file; a longer line than this is no table.
PADDING = " \t"
MAX_LINE = 1 << 20


Total = Literal["entries", "credit_entries", "debit_entries", "sum", "credit_sum", "debit_sum", "closing_balance"]


@dataclass(frozen=True)
class ControlTotal:
    """A total the file states about itself, beside what was read: `where` it stands, `what` it counts."""

    where: str
    what: Total
    stated: str
    found: str

    @property
    def agrees(self) -> bool:
        """Whether the file holds what it says it holds."""
        return self.stated == self.found


@dataclass(frozen=True)
class Reading:
    """One file, opened: `rows` streams `(record number, texts)` and may raise `UnreadableFile` midway.

    The record number is the file's own, from 1: in a sheet the row number the spreadsheet programme shows; in a CSV
    the header's record number and the filled records since (so the line number, where no line is blank or broken
    inside quotes); in JSON lines the line; in Parquet the row; in statements and payment files the row's position.
    A row has as many texts as `columns`; a row with fewer or more is *ragged*: it is handed on as it is, and the
    delivery rejects it for its width. An empty cell is None.
    `notes` says what was seen and left out; `expected` the file's own totals. Both are complete when `rows` is.
    """

    format: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[int, Row]]
    direct: DirectRead | None = None
    notes: list[str] = field(default_factory=list)
    expected: list[ControlTotal] = field(default_factory=list)

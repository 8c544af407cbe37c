"""Turns the personal values of one file into tokens: each distinct value once, then joined back by its text.

Values already in their one form (most) get their HMAC inside DuckDB; the others are brought to it here first. The
values go to the vault, which seals them, while the load goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import duckdb

from amparo.records.identity import PREFIXES, TOKEN_HEX, Tokens, blank, masked, normalised
from amparo.records.rawcopy import Raw
from amparo.records.vault import Vault

# Texts that are their own normal form, told by a pattern so that DuckDB can make their tokens.
PLAIN: Mapping[str, str] = {
    "account": "[0-9]{4,40}",
    "name": "[\\x{4E00}-\\x{9FFF}]+",
    "identity": "[0-9]{17}[0-9X]",
    "phone": "1[0-9]{10}",
}
BATCH = 20_000


def token_table(column: str) -> str:
    """The name of the table (v, token, masked, blank, plain) that holds the tokens of one column's texts."""
    return f"tokens_{column}"


def make_tokens(
    connection: duckdb.DuckDBPyConnection, raw: Raw, texts: Sequence[tuple[str, str, str]], tokens: Tokens
) -> dict[str, str]:
    """Make a token table for each of `texts` (column, token kind, SQL text over `raw` AS r); column → table name."""
    made = {}
    for column, kind, text in texts:
        table = made[column] = token_table(column)
        chosen = f"SELECT {text} AS v FROM {raw.sql} AS r"
        connection.execute(
            f"CREATE OR REPLACE TABLE {table} (v VARCHAR, token VARCHAR, masked BOOLEAN, blank BOOLEAN, plain VARCHAR)"
        )
        connection.execute(
            f"CREATE OR REPLACE TABLE distinct_texts AS SELECT DISTINCT v FROM ({chosen}) WHERE v IS NOT NULL"
        )
        inner, outer = tokens.pads(kind)
        pattern = f"regexp_full_match(v, '{PLAIN[kind]}')"
        connection.execute(
            f"INSERT INTO {table} SELECT v, '{PREFIXES[kind]}' || "
            f"left(sha256(?::BLOB || unhex(sha256(?::BLOB || encode(v)))), {TOKEN_HEX}), false, false, v "
            f"FROM distinct_texts WHERE {pattern}",
            [outer, inner],
        )
        _make_others(connection, kind, table, f"SELECT v FROM distinct_texts WHERE NOT {pattern}", tokens)
        connection.execute("DROP TABLE distinct_texts")
    return made


def _make_others(con: duckdb.DuckDBPyConnection, kind: str, table: str, sql: str, tokens: Tokens) -> None:
    with con.cursor() as cursor:
        cursor.execute(sql)
        while batch := cursor.fetchmany(BATCH):
            texts = [row[0] for row in batch]
            hidden = [masked(kind, text) for text in texts]
            empty = [blank(text) for text in texts]
            useless = [h or e for h, e in zip(hidden, empty, strict=True)]
            plain = [None if u else normalised(kind, t) or None for u, t in zip(useless, texts, strict=True)]
            made = [tokens.of_normalised(kind, p) if p else None for p in plain]
            con.execute(
                f"INSERT INTO {table} SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::BOOLEAN[]), "
                "unnest(?::BOOLEAN[]), unnest(?::VARCHAR[])",
                [texts, made, hidden, empty, plain],
            )


def keep_values(cursor: duckdb.DuckDBPyConnection, made: Mapping[str, str], vault: Vault) -> int:
    """Seal the values of all token tables in the vault; answers how many were new."""
    return sum(vault.remember(_pairs(cursor, table)) for table in made.values())


def _pairs(cursor: duckdb.DuckDBPyConnection, table: str) -> Iterator[tuple[str, str]]:
    cursor.execute(f"SELECT token, plain FROM {table} WHERE token IS NOT NULL ORDER BY token")
    while batch := cursor.fetchmany(BATCH):
        yield from batch

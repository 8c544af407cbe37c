"""Compares the masked names banks show of payers (`*三`) with the names of the policy's parties, while names are at hand.

Only masked names need it: a whole name became a token, and controls join tokens. The answer is `same` when it fits a
party of that policy on that day, `different` when it fits none, `unknown` when no party of the policy is known.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from amparo.records.contract import load_contracts
from amparo.records.identity import same_masked
from amparo.records.parts import Part
from amparo.records.plan import Plan
from amparo.records.shelf import make_shelf
from amparo.records.vault import Vault

TABLE = "masked_payers"


def compare_payers(
    connection: duckdb.DuckDBPyConnection, plan: Plan, parties: Sequence[Part], vault: Vault
) -> str | None:
    """The table (policy, payer, day, answer) of the masked payers of a file; None when the file masks none."""
    payer, policy = plan.cell("payer_name_token"), plan.cell("policy_id")
    if payer.joined is None or policy.text is None:
        return None
    day = plan.cell(plan.contract.day)
    connection.execute(
        f"CREATE OR REPLACE TABLE {TABLE} AS SELECT DISTINCT {policy.text} AS policy, {payer.text} AS payer, "
        f"{day.typed} AS day, CAST(NULL AS VARCHAR) AS answer "
        f"FROM {plan.rows} AS r{plan.joins} WHERE {payer.joined}.masked AND {policy.text} IS NOT NULL"
    )
    if not connection.execute(f"SELECT count(*) FROM {TABLE}").fetchall()[0][0]:
        return None
    names: dict[tuple[str, str, object], set[str]] = {}
    shelf = make_shelf(connection, load_contracts()["policy_parties"], parties)
    rows = connection.execute(
        f"SELECT m.policy, m.payer, m.day, p.name_token FROM {TABLE} AS m LEFT JOIN "
        f"({shelf.current(['policy_id', 'name_token', 'valid_from', 'valid_to'])}) AS p "
        "ON p.policy_id = m.policy AND m.day BETWEEN p.valid_from AND p.valid_to"
    ).fetchall()
    for policy_id, masked_name, on, token in rows:
        names.setdefault((policy_id, masked_name, on), set()).update([token] if token else [])
    opened = vault.open_({token for tokens in names.values() for token in tokens})
    answers = [_answer(masked_name, tokens, opened) for (_, masked_name, _), tokens in names.items()]
    keys = list(zip(*names, strict=True))
    connection.execute(f"CREATE OR REPLACE TABLE {TABLE} (policy VARCHAR, payer VARCHAR, day DATE, answer VARCHAR)")
    connection.execute(
        f"INSERT INTO {TABLE} SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::DATE[]), unnest(?::VARCHAR[])",
        [*map(list, keys), answers],
    )
    return TABLE


def _answer(masked_name: str, tokens: set[str], opened: dict[str, str]) -> str:
    known = [opened[token] for token in tokens if token in opened]
    if any(same_masked(masked_name, name) for name in known):
        return "same"
    return "different" if known and len(known) == len(tokens) else "unknown"

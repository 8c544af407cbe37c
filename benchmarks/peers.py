"""Some of the eight controls as one would write them in polars, pandas and pandera, which know nothing of Amparo.

As a process of its own: `python -m benchmarks.peers polars|pandas|pandera CHG-01 FOLDER` prints CPU, wall, rows found.
Imports are not counted. pandera checks columns only: of the controls here it can ask but CHG-22, and without its days.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

FOUND = ["charge_id", "policy_id", "institution_id", "charged_on", "amount_minor", "currency"]
DEBITS = ["direct_debit", "wallet"]
Way = Callable[[Any, Path], int]


def polars_mandate(pl: Any, folder: Path) -> int:
    """CHG-01: an interval anti-join is a join, a filter and an anti-join on the charge."""
    c = pl.scan_parquet(folder / "charges.parquet").select(*FOUND, "channel", "bank")
    c = c.filter(pl.col("channel").is_in(DEBITS))
    m = pl.scan_parquet(folder / "mandates.parquet").select("policy_id", "valid_from", "valid_to", "cancelled_on")
    day = pl.col("charged_on")
    in_force = (pl.col("valid_from") <= day) & (day <= pl.col("valid_to")) & (day < pl.col("cancelled_on"))
    covered = c.join(m, on="policy_id").filter(in_force).select("charge_id").unique()
    return int(c.join(covered, on="charge_id", how="anti").collect(engine="streaming").height)


def polars_due(pl: Any, folder: Path) -> int:
    """CHG-05."""
    c = pl.scan_parquet(folder / "charges.parquet").select(*FOUND, "channel", "instalment_id")
    i = pl.scan_parquet(folder / "instalments.parquet").select(
        "instalment_id", "policy_id", "currency", "sequence", "due_on", due_minor="amount_minor"
    )
    over = c.join(i, on=["instalment_id", "policy_id", "currency"]).filter(pl.col("amount_minor") > pl.col("due_minor"))
    return int(over.collect(engine="streaming").height)


def polars_settled(pl: Any, folder: Path) -> int:
    """CHG-22."""
    c = pl.scan_parquet(folder / "charges.parquet").select(
        *FOUND, "settled_token", "channel", "terminal_id", "merchant_id", "operator_id"
    )
    c = c.filter(pl.col("settled_token").is_not_null())
    a = pl.scan_parquet(folder / "own_accounts.parquet").filter(pl.col("kind") == "premium")
    a = a.select("valid_from", "valid_to", settled_token="account_token")
    day = pl.col("charged_on")
    in_use = (pl.col("valid_from") <= day) & (day <= pl.col("valid_to"))
    own = c.join(a, on="settled_token").filter(in_use).select("charge_id").unique()
    return int(c.join(own, on="charge_id", how="anti").collect(engine="streaming").height)


def _read(pd: Any, folder: Path, table: str, columns: list[str]) -> Any:
    return pd.read_parquet(folder / f"{table}.parquet", columns=columns, dtype_backend="pyarrow")


def pandas_mandate(pd: Any, folder: Path) -> int:
    """CHG-01."""
    c = _read(pd, folder, "charges", [*FOUND, "channel", "bank"])
    c = c[c["channel"].isin(DEBITS)]
    m = _read(pd, folder, "mandates", ["policy_id", "valid_from", "valid_to", "cancelled_on"])
    j = c[["charge_id", "policy_id", "charged_on"]].merge(m, on="policy_id")
    day = j["charged_on"]
    covered = j.loc[(j["valid_from"] <= day) & (day <= j["valid_to"]) & (day < j["cancelled_on"]), "charge_id"]
    return len(c[~c["charge_id"].isin(covered)])


def pandas_due(pd: Any, folder: Path) -> int:
    """CHG-05."""
    c = _read(pd, folder, "charges", [*FOUND, "channel", "instalment_id"])
    i = _read(
        pd, folder, "instalments", ["instalment_id", "policy_id", "currency", "sequence", "due_on", "amount_minor"]
    ).rename(columns={"amount_minor": "due_minor"})
    j = c.merge(i, on=["instalment_id", "policy_id", "currency"])
    return len(j[j["amount_minor"] > j["due_minor"]])


def pandas_settled(pd: Any, folder: Path) -> int:
    """CHG-22."""
    c = _read(pd, folder, "charges", [*FOUND, "settled_token", "channel", "terminal_id", "merchant_id", "operator_id"])
    c = c[c["settled_token"].notna()]
    a = _read(pd, folder, "own_accounts", ["account_token", "kind", "valid_from", "valid_to"])
    a = a[a["kind"] == "premium"]
    j = c[["charge_id", "settled_token", "charged_on"]].merge(a, left_on="settled_token", right_on="account_token")
    own = j.loc[(j["valid_from"] <= j["charged_on"]) & (j["charged_on"] <= j["valid_to"]), "charge_id"]
    return len(c[~c["charge_id"].isin(own)])


def pandera_settled(pa: Any, folder: Path) -> int:
    """CHG-22 as a column check: the account is one of the premium accounts, whatever the day."""
    pl = import_module("polars")
    accounts = pl.read_parquet(folder / "own_accounts.parquet").filter(pl.col("kind") == "premium")["account_token"]
    schema = pa.DataFrameSchema({"settled_token": pa.Column(pl.String, pa.Check.isin(accounts.to_list()))})
    charges = pl.read_parquet(folder / "charges.parquet", columns=[*FOUND, "settled_token"])
    try:
        schema.validate(charges, lazy=True)
    except pa.errors.SchemaErrors as wrong:
        return len(wrong.failure_cases)
    return 0


WAYS: dict[tuple[str, str], tuple[str, Way]] = {
    ("polars", "CHG-01"): ("polars", polars_mandate),
    ("polars", "CHG-05"): ("polars", polars_due),
    ("polars", "CHG-22"): ("polars", polars_settled),
    ("pandas", "CHG-01"): ("pandas", pandas_mandate),
    ("pandas", "CHG-05"): ("pandas", pandas_due),
    ("pandas", "CHG-22"): ("pandas", pandas_settled),
    ("pandera", "CHG-22"): ("pandera.polars", pandera_settled),
}


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def ask(peer: str, control: str, folder: Path) -> dict[str, float]:
    """What one peer took for one control."""
    module, way = WAYS[peer, control]
    loaded = import_module(module)
    cpu, wall = _cpu(), time.perf_counter()
    rows = way(loaded, folder)
    return {"cpu": _cpu() - cpu, "wall": time.perf_counter() - wall, "rows": rows}


if __name__ == "__main__":
    print(json.dumps(ask(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))

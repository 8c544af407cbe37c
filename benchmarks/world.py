"""A made-up collection ledger of any size, written by DuckDB itself so that a hundred million charges are quick to make.

Every table of the contracts is there; roughly one charge in a thousand is wrong for each kind of wrong. The content
depends on the size alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from amparo.records.contract import DUCKDB_TYPES, load_contracts

YEARS = 2  # monthly instalments of two years: 24 charges a policy
MONTHS = 12 * YEARS
OPEN_END = "DATE '9999-12-31'"


def r(salt: int, below: int, of: str = "i") -> str:
    """A whole number below `below` that looks random and depends on the row number and the salt alone."""
    return f"(hash({of} * 1000003 + {salt}) % {below})::BIGINT"


def tables(charges: int) -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """Table → (FROM clause, column → SQL expression); a column not named is NULL."""
    policies = max(charges // MONTHS, 100)
    units = 200
    each_unit = max(policies // 500 // units, 1)  # terminals
    policy = f"i % {policies}"
    month = f"(i // {policies})"
    due = f"(DATE '2024-09-01' + INTERVAL 1 MONTH * {month}::INT)::DATE"
    day = f"({due} + {r(1, 4)}::INT)"
    unit = f"'6501' || lpad(({policy} % {units})::VARCHAR, 4, '0')"
    account = f"'acc_' || md5(({policy})::VARCHAR)"
    name = f"'nam_' || md5(({policy})::VARCHAR)"
    premium = f"(5000 + {r(2, 20000, f'({policy})')})"
    pos = f"({r(3, 10)} < 2)"
    at = f"({day}::TIMESTAMP + INTERVAL 1 SECOND * ({r(4, 36000)} + 3600)::INT)"
    cash = f"({r(3, 10)} = 2 AND {r(27, 10)} < 2)"
    debit = f"NOT {pos} AND NOT {cash}"
    number = f"({policy} % {units} + {units} * {r(5, each_unit, f'({policy})')})"
    renewed = f"({month} = {MONTHS - 1} AND {policy} % 10 = 0)"  # of the short product, which ends as the ledger does
    kind = f"CASE WHEN {month} = 0 THEN 'first' WHEN {renewed} THEN 'new_term' ELSE 'renewal_premium' END"
    far = f"CASE WHEN {r(33, 1000)} < 1 THEN 500000 ELSE 0 END"
    renewing = f"(SELECT i FROM range({policies}) t(i) WHERE i % 10 = 0)"
    own = "'acc_own_1'"
    charge = "'C' || lpad(i::VARCHAR, 10, '0')"
    rows = f"range({charges}) t(i)"
    each_policy = f"range({policies}) t(i)"
    common = {"institution_id": unit, "amount_minor": premium, "currency": "'CNY'"}
    return {
        "institutions": (
            f"range({units}) t(i)",
            {
                "institution_id": "'6501' || lpad(i::VARCHAR, 4, '0')",
                "name": "'unit ' || i",
                "level": "'outlet'",
                "valid_from": "DATE '2010-01-01'",
                "valid_to": OPEN_END,
            },
        ),
        "people": (
            f"range({units * 4}) t(i)",
            {
                "person_id": "'E' || i",
                "institution_id": f"'6501' || lpad((i % {units})::VARCHAR, 4, '0')",
                "kind": "'employee'",
                "joined_on": "DATE '2015-01-01'",
                "left_on": OPEN_END,
            },
        ),
        "registrations": (
            f"range({units * 4}) t(i)",
            {
                "registration_id": "'G' || i",
                "person_id": "'E' || i",
                "institution_id": f"'6501' || lpad((i % {units})::VARCHAR, 4, '0')",
                "role": "'operator'",
                "valid_from": "DATE '2015-01-01'",
                "valid_to": OPEN_END,
            },
        ),
        "duty_days": (
            f"range({units * 4}) t(i), range({MONTHS * 31 + 5}) d(k)",
            {
                "duty_id": "'D' || i || '-' || k",
                "person_id": "'E' || i",
                "institution_id": f"'6501' || lpad((i % {units})::VARCHAR, 4, '0')",
                "duty_on": "(DATE '2024-09-01' + k::INT)",
            },
        ),
        "products": (
            "range(2) t(i)",
            {
                "product_id": "'L' || (i + 1)",
                "name": "'product ' || i",
                "line": "CASE WHEN i = 0 THEN 'life' ELSE 'accident' END",
                "term_kind": "CASE WHEN i = 0 THEN 'long' ELSE 'short' END",
                "cooling_off_days": "15",
                "premium_first": "FALSE",
                "valid_from": "DATE '2010-01-01'",
                "valid_to": OPEN_END,
            },
        ),
        "customers": (
            each_policy,
            {
                "customer_id": "'K' || i",
                "kind": "'person'",
                "name_token": name,
                "known_since": "DATE '2020-01-01'",
            },
        ),
        "accounts": (
            each_policy,
            {
                "account_id": "'A' || i",
                "account_token": account,
                "holder_name_token": name,
                "customer_id": "'K' || i",
                "valid_from": "DATE '2020-01-01'",
                "valid_to": OPEN_END,
            },
        ),
        "own_accounts": (
            "range(1) t(i)",
            {
                "own_account_id": "'O1'",
                "account_token": own,
                "institution_id": "'65010000'",
                "kind": "'premium'",
                "valid_from": "DATE '2010-01-01'",
                "valid_to": OPEN_END,
            },
        ),
        "policies": (
            each_policy,
            {
                "policy_id": "'P' || lpad(i::VARCHAR, 9, '0')",
                "product_id": "CASE WHEN i % 10 = 0 THEN 'L2' ELSE 'L1' END",
                "institution_id": unit,
                "policyholder_id": "'K' || i",
                "seller_id": f"'E' || (i % {units})",
                "applied_on": "DATE '2024-08-01'",
                "issued_on": "DATE '2024-08-10'",
                "issued_at": "TIMESTAMP '2024-08-10 04:00:00'",
                "effective_on": "DATE '2024-08-11'",
                "ends_on": "CASE WHEN i % 10 = 0 THEN DATE '2026-08-31' ELSE DATE '2054-08-10' END",
                "premium_minor": premium,
                "currency": "'CNY'",
                "instalments_per_year": "12",
                "auto_renew": "FALSE",
                "premium_exempt": "FALSE",
            },
        ),
        "policy_parties": (
            each_policy,
            {
                "party_id": "'Y' || i",
                "policy_id": "'P' || lpad(i::VARCHAR, 9, '0')",
                "customer_id": "'K' || i",
                "role": "'policyholder'",
                "name_token": name,
                "valid_from": "DATE '2024-08-01'",
                "valid_to": OPEN_END,
            },
        ),
        "policy_events": (
            f"(SELECT i FROM range({policies}) t(i) WHERE {r(10, 1000)} < 5)",
            {
                "event_id": "'V' || i",
                "policy_id": "'P' || lpad(i::VARCHAR, 9, '0')",
                "kind": f"CASE WHEN {r(11, 2)} = 0 THEN 'surrendered' ELSE 'withdrawn' END",
                "happened_on": f"(DATE '2026-06-01' + {r(12, 90)}::INT)",
            },
        ),
        "mandates": (
            each_policy,
            {
                "mandate_id": "'M' || i",
                "policy_id": "'P' || lpad(i::VARCHAR, 9, '0')",
                "account_token": account,
                "signed_on": "DATE '2024-08-01'",
                "valid_from": "DATE '2024-08-01'",
                "valid_to": f"CASE WHEN {r(13, 1000)} < 5 THEN DATE '2026-06-30' ELSE {OPEN_END} END",
                "cancelled_on": f"CASE WHEN {r(14, 1000)} < 3 THEN DATE '2026-07-15' ELSE {OPEN_END} END",
                "maximum_minor": "60000",
                "currency": "'CNY'",
                "from_day": "1",
                "to_day": "31",
            },
        ),
        "consents": (
            renewing,
            {
                "consent_id": "'S' || i",
                "policy_id": "'P' || lpad(i::VARCHAR, 9, '0')",
                "kind": "'auto_renewal'",
                "given_on": "DATE '2024-08-01'",
                "withdrawn_on": f"CASE WHEN {r(28, 100)} < 1 THEN DATE '2026-07-01' ELSE {OPEN_END} END",
            },
        ),
        "notices": (
            renewing,
            {
                "notice_id": "'W' || i",
                "policy_id": "'P' || lpad(i::VARCHAR, 9, '0')",
                "kind": "'renewal'",
                "channel": "'sms'",
                "sent_on": "DATE '2026-07-10'",
                "delivered": f"{r(29, 100)} > 0",
            },
        ),
        "remittances": (
            f"range({units * MONTHS}) t(i)",
            {
                "remittance_id": "'RM' || i",
                "partner_id": "'PA'",
                "institution_id": f"'6501' || lpad((i % {units})::VARCHAR, 4, '0')",
                "remitted_on": "DATE '2026-08-31'",
                "remitted_minor": "1000000000000",
                "currency": "'CNY'",
            },
        ),
        "feed_days": (
            f"range({20 * MONTHS * 30}) t(i)",
            {
                "feed_day_id": "'FD' || i",
                "feed": "'feed-' || (i % 20)",
                "table_name": "'charges'",
                "institution_id": "'65010000'",
                "expected_on": "(DATE '2024-09-01' + (i // 20)::INT)",
                "arrived_on": "(DATE '2024-09-01' + (i // 20)::INT)",
                "rows_taken": f"1000 + {r(30, 100)}",
                "rows_usual": "1050",
                "history_days": "30",
                "columns_missing": "0",
                "columns_added": "0",
            },
        ),
        "terminals": (
            f"range({units * each_unit}) t(i)",
            {
                "registration_id": "'R' || i",
                "terminal_id": "'T' || i",
                "ownership": f"CASE WHEN {r(15, 1000)} < 2 THEN 'personal' ELSE 'company' END",
                "merchant_id": "'MER1'",
                "institution_id": f"'6501' || lpad((i % {units})::VARCHAR, 4, '0')",
                "place_latitude_e6": "43800000 + i * 1000",
                "place_longitude_e6": "87600000 + i * 1000",
                "longitude_mm_e6": "80",
                "valid_from": "DATE '2020-01-01'",
                "valid_to": f"CASE WHEN {r(16, 100)} < 2 THEN DATE '2026-07-31' ELSE {OPEN_END} END",
            },
        ),
        "instalments": (
            rows,
            {
                "instalment_id": "'I' || lpad(i::VARCHAR, 10, '0')",
                "policy_id": f"'P' || lpad(({policy})::VARCHAR, 9, '0')",
                "sequence": f"{month} + 1",
                "kind": kind,
                "due_on": due,
                "amount_minor": premium,
                "announced_minor": premium,
                "currency": "'CNY'",
            },
        ),
        "charge_requests": (
            rows,
            {
                **common,
                "request_id": "'Q' || lpad(i::VARCHAR, 10, '0')",
                "policy_id": f"'P' || lpad(({policy})::VARCHAR, 9, '0')",
                "instalment_id": "'I' || lpad(i::VARCHAR, 10, '0')",
                "requested_by": f"'E' || (i % {units})",
                "requested_on": day,
                "requested_at": f"{at} - INTERVAL 50 MINUTE",
                "approved_by": f"'E' || CASE WHEN {r(17, 10000)} < 3 THEN i % {units} ELSE i % {units} + {units} END",
                "approved_at": f"{at} - INTERVAL 40 MINUTE",
            },
        ),
        "charge_instructions": (
            f"(SELECT i FROM {rows} WHERE {debit})",
            {
                **common,
                "instruction_id": "'N' || lpad(i::VARCHAR, 10, '0')",
                "request_id": "'Q' || lpad(i::VARCHAR, 10, '0')",
                "bank": "'B' || (i % 7)",
                "channel": "'direct_debit'",
                "sent_on": day,
                "sent_at": f"{at} - INTERVAL 20 MINUTE",
                "answered_at": at,
                "answer": "'accepted'",
            },
        ),
        "charges": (
            f"(SELECT i, 0 AS again FROM {rows} UNION ALL SELECT i, 1 FROM {rows} WHERE {r(18, 1000)} < 1)",
            {
                "charge_id": f"{charge} || CASE WHEN again = 1 THEN 'B' ELSE '' END",
                "policy_id": f"'P' || lpad(({policy})::VARCHAR, 9, '0')",
                "instalment_id": "'I' || lpad(i::VARCHAR, 10, '0')",
                "request_id": "'Q' || lpad(i::VARCHAR, 10, '0')",
                "instruction_id": f"CASE WHEN {debit} THEN 'N' || lpad(i::VARCHAR, 10, '0') END",
                "institution_id": unit,
                "channel": f"CASE WHEN {pos} THEN 'pos' WHEN {cash} THEN 'cash' ELSE 'direct_debit' END",
                "bank": "'B' || (i % 7)",
                "kind": kind,
                "account_token": f"CASE WHEN {r(19, 1000)} < 1 THEN 'acc_' || md5((i * 7)::VARCHAR) ELSE {account} END",
                "payer_name_token": f"CASE WHEN {r(20, 1000)} < 1 THEN 'nam_' || md5((i * 7)::VARCHAR) ELSE {name} END",
                "payer_match": "'same'",
                "terminal_id": f"CASE WHEN {pos} THEN CASE WHEN {r(21, 1000)} < 2 THEN 'TX' ELSE 'T' || {number} END END",
                "merchant_id": f"CASE WHEN {pos} THEN 'MER1' END",
                "operator_id": f"CASE WHEN {pos} OR {cash} THEN 'E' || ({policy} % {units}) END",
                "seen_latitude_e6": f"CASE WHEN {pos} THEN 43800000 + {number} * 1000 + {r(31, 3000)} + {far} END",
                "seen_longitude_e6": f"CASE WHEN {pos} THEN 87600000 + {number} * 1000 + {r(32, 3000)} END",
                "premises": f"CASE WHEN {pos} THEN 'on' WHEN {cash} THEN 'off' END",
                "remittance_id": f"CASE WHEN {cash} THEN 'RM' || ({month} * {units} + {policy} % {units}) END",
                "amount_minor": f"{premium} + CASE WHEN {r(22, 1000)} < 1 THEN 1000 ELSE 0 END",
                "currency": "'CNY'",
                "charged_on": day,
                "charged_at": f"{at} + INTERVAL 1 SECOND * again",
                "settled_token": f"CASE WHEN {r(23, 1000)} < 1 THEN 'acc_else' ELSE {own} END",
            },
        ),
        "bookings": (
            rows,
            {
                **common,
                "booking_id": "'J' || lpad(i::VARCHAR, 10, '0')",
                "charge_id": charge,
                "policy_id": f"'P' || lpad(({policy})::VARCHAR, 9, '0')",
                "side": "'premium'",
                "booked_on": f"({day} + 1)",
                "booked_at": f"{at} + INTERVAL 1 DAY",
                "cleared_on": OPEN_END,
            },
        ),
        "bank_lines": (
            f"(SELECT i FROM {rows} WHERE {r(24, 1000)} > 0)",
            {
                "line_id": "'L' || lpad(i::VARCHAR, 10, '0')",
                "account_token": own,
                "bank": "'B' || (i % 7)",
                "booked_on": f"({day} + 1)",
                "amount_minor": premium,
                "currency": "'CNY'",
                "charge_reference": charge,
                "status": "'booked'",
            },
        ),
        "refunds": (
            f"(SELECT i FROM {rows} WHERE {r(25, 100)} < 1)",
            {
                "refund_id": "'F' || lpad(i::VARCHAR, 10, '0')",
                "policy_id": f"'P' || lpad(({policy})::VARCHAR, 9, '0')",
                "charge_id": charge,
                "institution_id": unit,
                "kind": "'service_change'",
                "requested_on": f"({day} + 20)",
                "due_minor": "1000",
                "paid_minor": "1000",
                "paid_on": f"({day} + 23 + CASE WHEN {r(26, 50)} = 0 THEN 30 ELSE 0 END)",
                "currency": "'CNY'",
                "account_token": account,
                "verified": "TRUE",
                "reason_recorded": "TRUE",
                "collected_by": "'self'",
            },
        ),
    }


def build(folder: Path, charges: int, *, memory: str = "4GB", only: tuple[str, ...] = ()) -> None:
    """Write one Parquet file a table; tables that the ledger does not need are written empty."""
    folder.mkdir(parents=True, exist_ok=True)
    made = tables(charges)
    with duckdb.connect() as connection:
        connection.execute(f"SET threads = 2; SET memory_limit = '{memory}'; SET temp_directory = '{folder}/spill'")
        connection.execute(
            "SET preserve_insertion_order = false; SET TimeZone = 'UTC'; SET enable_progress_bar = false"
        )
        for name, contract in load_contracts().items():
            path = folder / f"{name}.parquet"
            if path.exists() or (only and name not in only):
                continue
            source, columns = made.get(name, ("range(0) t(i)", {}))
            selected = ", ".join(
                f"({columns.get(column, 'NULL')})::{DUCKDB_TYPES[kind]} AS {column}"
                for column, kind in contract.types.items()
            )
            connection.execute(
                f"COPY (SELECT {selected} FROM {source}) TO '{path}.part' (FORMAT parquet, COMPRESSION zstd)"
            )
            path.with_name(path.name + ".part").rename(path)

"""The made-up ledger's registers: units, people, products, policies and what was agreed on them, terminals."""

from __future__ import annotations

from benchmarks.row import MONTHS, OPEN_END, UNITS, Row, Tables, r


def registers(x: Row) -> Tables:
    """Table → (FROM clause, column → SQL expression); a column not named is NULL."""
    return {
        "institutions": (
            f"range({UNITS}) t(i)",
            {
                "institution_id": "'6501' || lpad(i::VARCHAR, 4, '0')",
                "name": "'unit ' || i",
                "level": "'outlet'",
                "valid_from": "DATE '2010-01-01'",
                "valid_to": OPEN_END,
            },
        ),
        "people": (
            f"range({UNITS * 4}) t(i)",
            {
                "person_id": "'E' || i",
                "institution_id": f"'6501' || lpad((i % {UNITS})::VARCHAR, 4, '0')",
                "kind": "'employee'",
                "joined_on": "DATE '2015-01-01'",
                "left_on": OPEN_END,
            },
        ),
        "registrations": (
            f"range({UNITS * 4}) t(i)",
            {
                "registration_id": "'G' || i",
                "person_id": "'E' || i",
                "institution_id": f"'6501' || lpad((i % {UNITS})::VARCHAR, 4, '0')",
                "role": "'operator'",
                "valid_from": "DATE '2015-01-01'",
                "valid_to": OPEN_END,
            },
        ),
        "duty_days": (
            f"range({UNITS * 4}) t(i), range({MONTHS * 31 + 5}) d(k)",
            {
                "duty_id": "'D' || i || '-' || k",
                "person_id": "'E' || i",
                "institution_id": f"'6501' || lpad((i % {UNITS})::VARCHAR, 4, '0')",
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
            x.each_policy,
            {
                "customer_id": "'K' || i",
                "kind": "'person'",
                "name_token": x.name,
                "known_since": "DATE '2020-01-01'",
            },
        ),
        "accounts": (
            x.each_policy,
            {
                "account_id": "'A' || i",
                "account_token": x.account,
                "holder_name_token": x.name,
                "customer_id": "'K' || i",
                "valid_from": "DATE '2020-01-01'",
                "valid_to": OPEN_END,
            },
        ),
        "own_accounts": (
            "range(1) t(i)",
            {
                "own_account_id": "'O1'",
                "account_token": x.own,
                "institution_id": "'65010000'",
                "kind": "'premium'",
                "valid_from": "DATE '2010-01-01'",
                "valid_to": OPEN_END,
            },
        ),
        "policies": (
            x.each_policy,
            {
                "policy_id": "'P' || lpad(i::VARCHAR, 9, '0')",
                "product_id": "CASE WHEN i % 10 = 0 THEN 'L2' ELSE 'L1' END",
                "institution_id": x.unit,
                "policyholder_id": "'K' || i",
                "seller_id": f"'E' || (i % {UNITS})",
                "applied_on": "DATE '2024-08-01'",
                "issued_on": "DATE '2024-08-10'",
                "issued_at": "TIMESTAMP '2024-08-10 04:00:00'",
                "effective_on": "DATE '2024-08-11'",
                "ends_on": "CASE WHEN i % 10 = 0 THEN DATE '2026-08-31' ELSE DATE '2054-08-10' END",
                "premium_minor": x.premium,
                "currency": "'CNY'",
                "instalments_per_year": "12",
                "auto_renew": "FALSE",
                "premium_exempt": "FALSE",
            },
        ),
        "policy_parties": (
            x.each_policy,
            {
                "party_id": "'Y' || i",
                "policy_id": "'P' || lpad(i::VARCHAR, 9, '0')",
                "customer_id": "'K' || i",
                "role": "'policyholder'",
                "name_token": x.name,
                "valid_from": "DATE '2024-08-01'",
                "valid_to": OPEN_END,
            },
        ),
        "policy_events": (
            f"(SELECT i FROM range({x.policies}) t(i) WHERE {r(10, 1000)} < 5)",
            {
                "event_id": "'V' || i",
                "policy_id": "'P' || lpad(i::VARCHAR, 9, '0')",
                "kind": f"CASE WHEN {r(11, 2)} = 0 THEN 'surrendered' ELSE 'withdrawn' END",
                "happened_on": f"(DATE '2026-06-01' + {r(12, 90)}::INT)",
            },
        ),
        "mandates": (
            x.each_policy,
            {
                "mandate_id": "'M' || i",
                "policy_id": "'P' || lpad(i::VARCHAR, 9, '0')",
                "account_token": x.account,
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
            x.renewing,
            {
                "consent_id": "'S' || i",
                "policy_id": "'P' || lpad(i::VARCHAR, 9, '0')",
                "kind": "'auto_renewal'",
                "given_on": "DATE '2024-08-01'",
                "withdrawn_on": f"CASE WHEN {r(28, 100)} < 1 THEN DATE '2026-07-01' ELSE {OPEN_END} END",
            },
        ),
        "notices": (
            x.renewing,
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
            f"range({UNITS * MONTHS}) t(i)",
            {
                "remittance_id": "'RM' || i",
                "partner_id": "'PA'",
                "institution_id": f"'6501' || lpad((i % {UNITS})::VARCHAR, 4, '0')",
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
            f"range({UNITS * x.each_unit}) t(i)",
            {
                "registration_id": "'R' || i",
                "terminal_id": "'T' || i",
                "ownership": f"CASE WHEN {r(15, 1000)} < 2 THEN 'personal' ELSE 'company' END",
                "merchant_id": "'MER1'",
                "institution_id": f"'6501' || lpad((i % {UNITS})::VARCHAR, 4, '0')",
                "place_latitude_e6": "43800000 + i * 1000",
                "place_longitude_e6": "87600000 + i * 1000",
                "longitude_mm_e6": "80",
                "valid_from": "DATE '2020-01-01'",
                "valid_to": f"CASE WHEN {r(16, 100)} < 2 THEN DATE '2026-07-31' ELSE {OPEN_END} END",
            },
        ),
    }

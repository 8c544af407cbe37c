"""The made-up ledger's flows: what was due, asked for, charged, booked, seen at the bank and given back.

Roughly one charge in a thousand is wrong for each kind of wrong.
"""

from __future__ import annotations

from benchmarks.row import OPEN_END, UNITS, Row, Tables, r


def flows(x: Row) -> Tables:
    """Table → (FROM clause, column → SQL expression); a column not named is NULL."""
    return {
        "instalments": (
            x.rows,
            {
                "instalment_id": "'I' || lpad(i::VARCHAR, 10, '0')",
                "policy_id": f"'P' || lpad(({x.policy})::VARCHAR, 9, '0')",
                "sequence": f"{x.month} + 1",
                "kind": x.kind,
                "due_on": x.due,
                "amount_minor": x.premium,
                "announced_minor": x.premium,
                "currency": "'CNY'",
            },
        ),
        "charge_requests": (
            x.rows,
            {
                **x.common,
                "request_id": "'Q' || lpad(i::VARCHAR, 10, '0')",
                "policy_id": f"'P' || lpad(({x.policy})::VARCHAR, 9, '0')",
                "instalment_id": "'I' || lpad(i::VARCHAR, 10, '0')",
                "requested_by": f"'E' || (i % {UNITS})",
                "requested_on": x.day,
                "requested_at": f"{x.at} - INTERVAL 50 MINUTE",
                "approved_by": f"'E' || CASE WHEN {r(17, 10000)} < 3 THEN i % {UNITS} ELSE i % {UNITS} + {UNITS} END",
                "approved_at": f"{x.at} - INTERVAL 40 MINUTE",
            },
        ),
        "charge_instructions": (
            f"(SELECT i FROM {x.rows} WHERE {x.debit})",
            {
                **x.common,
                "instruction_id": "'N' || lpad(i::VARCHAR, 10, '0')",
                "request_id": "'Q' || lpad(i::VARCHAR, 10, '0')",
                "bank": "'B' || (i % 7)",
                "channel": "'direct_debit'",
                "sent_on": x.day,
                "sent_at": f"{x.at} - INTERVAL 20 MINUTE",
                "answered_at": x.at,
                "answer": "'accepted'",
            },
        ),
        "charges": (
            f"(SELECT i, 0 AS again FROM {x.rows} UNION ALL SELECT i, 1 FROM {x.rows} WHERE {r(18, 1000)} < 1)",
            {
                "charge_id": f"{x.charge} || CASE WHEN again = 1 THEN 'B' ELSE '' END",
                "policy_id": f"'P' || lpad(({x.policy})::VARCHAR, 9, '0')",
                "instalment_id": "'I' || lpad(i::VARCHAR, 10, '0')",
                "request_id": "'Q' || lpad(i::VARCHAR, 10, '0')",
                "instruction_id": f"CASE WHEN {x.debit} THEN 'N' || lpad(i::VARCHAR, 10, '0') END",
                "institution_id": x.unit,
                "channel": f"CASE WHEN {x.pos} THEN 'pos' WHEN {x.cash} THEN 'cash' ELSE 'direct_debit' END",
                "bank": "'B' || (i % 7)",
                "kind": x.kind,
                "account_token": f"CASE WHEN {r(19, 1000)} < 1 THEN 'acc_' || md5((i * 7)::VARCHAR) ELSE {x.account} END",
                "payer_name_token": f"CASE WHEN {r(20, 1000)} < 1 THEN 'nam_' || md5((i * 7)::VARCHAR) ELSE {x.name} END",
                "payer_match": "'same'",
                "terminal_id": f"CASE WHEN {x.pos} THEN CASE WHEN {r(21, 1000)} < 2 THEN 'TX' ELSE 'T' || {x.number} END END",
                "merchant_id": f"CASE WHEN {x.pos} THEN 'MER1' END",
                "operator_id": f"CASE WHEN {x.pos} OR {x.cash} THEN 'E' || ({x.policy} % {UNITS}) END",
                "seen_latitude_e6": f"CASE WHEN {x.pos} THEN 43800000 + {x.number} * 1000 + {r(31, 3000)} + {x.far} END",
                "seen_longitude_e6": f"CASE WHEN {x.pos} THEN 87600000 + {x.number} * 1000 + {r(32, 3000)} END",
                "premises": f"CASE WHEN {x.pos} THEN 'on' WHEN {x.cash} THEN 'off' END",
                "remittance_id": f"CASE WHEN {x.cash} THEN 'RM' || ({x.month} * {UNITS} + {x.policy} % {UNITS}) END",
                "amount_minor": f"{x.premium} + CASE WHEN {r(22, 1000)} < 1 THEN 1000 ELSE 0 END",
                "currency": "'CNY'",
                "charged_on": x.day,
                "charged_at": f"{x.at} + INTERVAL 1 SECOND * again",
                "settled_token": f"CASE WHEN {r(23, 1000)} < 1 THEN 'acc_else' ELSE {x.own} END",
            },
        ),
        "bookings": (
            x.rows,
            {
                **x.common,
                "booking_id": "'J' || lpad(i::VARCHAR, 10, '0')",
                "charge_id": x.charge,
                "policy_id": f"'P' || lpad(({x.policy})::VARCHAR, 9, '0')",
                "side": "'premium'",
                "booked_on": f"({x.day} + 1)",
                "booked_at": f"{x.at} + INTERVAL 1 DAY",
                "cleared_on": OPEN_END,
            },
        ),
        "bank_lines": (
            f"(SELECT i FROM {x.rows} WHERE {r(24, 1000)} > 0)",
            {
                "line_id": "'L' || lpad(i::VARCHAR, 10, '0')",
                "account_token": x.own,
                "bank": "'B' || (i % 7)",
                "booked_on": f"({x.day} + 1)",
                "amount_minor": x.premium,
                "currency": "'CNY'",
                "charge_reference": x.charge,
                "status": "'booked'",
            },
        ),
        "refunds": (
            f"(SELECT i FROM {x.rows} WHERE {r(25, 100)} < 1)",
            {
                "refund_id": "'F' || lpad(i::VARCHAR, 10, '0')",
                "policy_id": f"'P' || lpad(({x.policy})::VARCHAR, 9, '0')",
                "charge_id": x.charge,
                "institution_id": x.unit,
                "kind": "'service_change'",
                "requested_on": f"({x.day} + 20)",
                "due_minor": "1000",
                "paid_minor": "1000",
                "paid_on": f"({x.day} + 23 + CASE WHEN {r(26, 50)} = 0 THEN 30 ELSE 0 END)",
                "currency": "'CNY'",
                "account_token": x.account,
                "verified": "TRUE",
                "reason_recorded": "TRUE",
                "collected_by": "'self'",
            },
        ),
    }

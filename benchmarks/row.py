"""How the made-up ledger tells its rows: SQL over the row number alone, so that its content depends on the size only.

Policies pay by the month, a twenty-eighth of them on each of its days, and rows lie in the order of their days.
"""

from __future__ import annotations

MONTHS = 24
UNITS = 200
OPEN_END = "DATE '9999-12-31'"
Tables = dict[str, tuple[str, dict[str, str]]]


def r(salt: int, below: int, of: str = "i") -> str:
    """A whole number below `below` that looks random and depends on the row number and the salt alone."""
    return f"(hash({of} * 1000003 + {salt}) % {below})::BIGINT"


class Row:
    """The expressions for a ledger of so many charges; `i` is the number of the row."""

    def __init__(self, charges: int) -> None:
        self.policies = max(charges // MONTHS, 100)
        self.each_unit = max(self.policies // 500 // UNITS, 1)  # terminals
        self.policy = f"i % {self.policies}"
        self.month = f"(i // {self.policies})"
        first = f"DATE '2024-09-01' + INTERVAL 1 MONTH * {self.month}::INT"
        self.due = f"({first} + INTERVAL 1 DAY * ({self.policy} * 28 // {self.policies})::INT)::DATE"
        self.day = f"({self.due} + {r(1, 4)}::INT)"
        self.unit = f"'6501' || lpad(({self.policy} % {UNITS})::VARCHAR, 4, '0')"
        self.account = f"'acc_' || md5(({self.policy})::VARCHAR)"
        self.name = f"'nam_' || md5(({self.policy})::VARCHAR)"
        self.premium = f"(5000 + {r(2, 20000, f'({self.policy})')})"
        self.pos = f"({r(3, 10)} < 2)"
        self.cash = f"({r(3, 10)} = 2 AND {r(27, 10)} < 2)"
        self.debit = f"NOT {self.pos} AND NOT {self.cash}"
        self.at = f"({self.day}::TIMESTAMP + INTERVAL 1 SECOND * ({r(4, 36000)} + 3600)::INT)"
        self.number = f"({self.policy} % {UNITS} + {UNITS} * {r(5, self.each_unit, f'({self.policy})')})"
        # A tenth of the policies have the short product, whose term ends as the ledger does.
        renewed = f"({self.month} = {MONTHS - 1} AND {self.policy} % 10 = 0)"
        self.kind = f"CASE WHEN {self.month} = 0 THEN 'first' WHEN {renewed} THEN 'new_term' ELSE 'renewal_premium' END"
        self.renewing = f"(SELECT i FROM range({self.policies}) t(i) WHERE i % 10 = 0)"
        self.far = f"CASE WHEN {r(33, 1000)} < 1 THEN 500000 ELSE 0 END"
        self.own = "'acc_own_1'"
        self.charge = "'C' || lpad(i::VARCHAR, 10, '0')"
        self.rows = f"range({charges}) t(i)"
        self.each_policy = f"range({self.policies}) t(i)"
        self.common = {"institution_id": self.unit, "amount_minor": self.premium, "currency": "'CNY'"}

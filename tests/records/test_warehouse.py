"""The warehouse shows what is current, as of any batch, and says what changed; a slow simple one agrees."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.records.contract import load_contracts
from amparo.records.parts import Part
from amparo.records.settling import hash_file
from amparo.records.versions import BatchOrder, settle
from amparo.records.warehouse import PartMissing, Warehouse
from tests.records.taking import EVENTS, csv_of, taken

EVENT = load_contracts()["policy_events"]
COLUMNS = ("event_id", "policy_id", "kind", "happened_on", "happened_at")
Delivery = dict[str, tuple[str, int]]


def a_part(folder: Path, number: int, rows: Delivery, *, with_moment: bool = True) -> Part:
    """A part of policy events: event → (policy, day of January)."""
    path = folder / f"{number}.parquet"
    columns = "event_id VARCHAR, policy_id VARCHAR, kind VARCHAR, happened_on DATE, happened_at TIMESTAMP"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE p ({columns}, _record BIGINT, _row BIGINT)")
        for row, (event, (policy, day)) in enumerate(rows.items()):
            values = [event, policy, "lapsed", date(2026, 1, day), row + 2, row]
            connection.execute("INSERT INTO p VALUES (?, ?, ?, ?, NULL, ?, ?)", values)
        kept = "*" if with_moment else "* EXCLUDE (happened_at)"
        connection.execute(f"COPY (SELECT {kept} FROM p ORDER BY _row) TO '{path}' (FORMAT parquet)")
    return Part("policy_events", path, hash_file(path), len(rows), None, None)


def settled(folder: Path, deliveries: list[Delivery]) -> list[Part]:
    """The parts of these deliveries, one batch after the other, numbered 10, 20, …"""
    parts: list[Part] = []
    for number, rows in enumerate(deliveries, start=1):
        part = a_part(folder, number, rows, with_moment=number % 2 == 0)
        parts.append(settle(part, EVENT, batch=number * 10, existing=list(parts)))
    return parts


def current(deliveries: list[Delivery]) -> Delivery:
    """What is current after these deliveries, the slow way."""
    known: Delivery = {}
    for rows in deliveries:
        known |= rows
    return known


def shown(warehouse: Warehouse) -> Delivery:
    """What the warehouse shows as current; a key shown twice fails."""
    rows = warehouse.connection.execute("SELECT event_id, policy_id, happened_on FROM policy_events").fetchall()
    assert len({row[0] for row in rows}) == len(rows)
    return {event: (policy, day.day) for event, policy, day in rows}


def changed(deliveries: list[Delivery], since: int) -> set[str]:
    """The policies of rows that changed after the first `since` deliveries, the slow way."""
    before, policies = current(deliveries[:since]), set()
    for rows in deliveries[since:]:
        for event, row in rows.items():
            if before.get(event) != row:
                policies |= {row[0]} | ({before[event][0]} if event in before else set())
        before = before | rows
    return policies


ROWS = st.dictionaries(
    st.sampled_from([f"E{n}" for n in range(6)]),
    st.tuples(st.sampled_from(["P1", "P2", "P3"]), st.integers(1, 3)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=25, deadline=None)
@given(deliveries=st.lists(ROWS, min_size=1, max_size=5), since=st.integers(0, 5))
def test_corrections_give_what_the_slow_way_gives(deliveries: list[Delivery], since: int) -> None:
    since = min(since, len(deliveries))
    with tempfile.TemporaryDirectory() as name:
        parts = settled(Path(name), deliveries)
        with Warehouse(parts, memory_limit="200MB", threads=1) as warehouse:
            assert shown(warehouse) == current(deliveries)
            sql = warehouse.changed_sql("policy_events", "policy_id", since * 10)
            assert {r[0] for r in warehouse.connection.execute(sql).fetchall()} >= changed(deliveries, since)
            loose = {row[0] for rows in deliveries[since:] for row in rows.values()}
            before = {row[0] for row in current(deliveries[:since]).values()}
            assert {r[0] for r in warehouse.connection.execute(sql).fetchall()} <= loose | before
        with Warehouse(parts, memory_limit="200MB", threads=1, as_of_batch=since * 10) as warehouse:
            assert shown(warehouse) == current(deliveries[:since])


def test_many_corrected_parts_are_read_together_and_agree(tmp_path: Path) -> None:
    deliveries: list[Delivery] = [{f"E{n}": ("P1", 1), f"F{n}": ("P2", 2)} for n in range(16)]
    deliveries.append({f"E{n}": ("P9", 3) for n in range(16)})
    with Warehouse(settled(tmp_path, deliveries), memory_limit="200MB") as warehouse:
        assert len(warehouse.shelves["policy_events"].touched) == 16
        assert shown(warehouse) == current(deliveries)


def test_a_row_that_says_nothing_new_is_no_change(tmp_path: Path) -> None:
    parts = settled(tmp_path, [{"E1": ("P1", 1), "E2": ("P2", 1)}, {"E1": ("P1", 1), "E2": ("P3", 1)}])
    assert (parts[1].unchanged_rows, parts[1].replaced_rows, parts[1].fresh_rows) == (1, 1, 1)
    with Warehouse(parts) as warehouse:
        sql = warehouse.changed_sql("policy_events", "policy_id", 10)
        assert sorted(warehouse.connection.execute(sql).fetchall()) == [("P2",), ("P3",)]
        assert dict(warehouse.connection.execute(warehouse.batches_sql("policy_events")).fetchall()) == {
            "E1": 10,
            "E2": 20,
        }
        assert warehouse.origin("policy_events", "E2") == (20, 3)
        assert warehouse.origin("policy_events", "E9") is None


def test_every_table_is_there_and_typed_before_anything_was_delivered() -> None:
    with Warehouse([]) as warehouse:
        for name, contract in load_contracts().items():
            described = warehouse.connection.execute(f"DESCRIBE {name}").fetchall()
            assert [row[0] for row in described] == list(contract.types)
            assert warehouse.connection.execute(f"SELECT count(*) FROM {name}").fetchall() == [(0,)]
        sql = warehouse.changed_sql("charges", "policy_id", 0)
        assert warehouse.connection.execute(sql).fetchall() == []


def test_columns_a_part_does_not_hold_are_empty_and_typed(tmp_path: Path) -> None:
    parts = settled(tmp_path, [{"E1": ("P1", 1)}, {"E2": ("P2", 2)}])
    with Warehouse(parts) as warehouse:
        described = warehouse.connection.execute("DESCRIBE policy_events").fetchall()
        assert {row[0]: row[1] for row in described}["happened_at"] == "TIMESTAMP"
        assert shown(warehouse) == {"E1": ("P1", 1), "E2": ("P2", 2)}


def test_batches_out_of_order_are_refused(tmp_path: Path) -> None:
    first, second = a_part(tmp_path, 1, {"E1": ("P1", 1)}), a_part(tmp_path, 2, {"E1": ("P2", 1)})
    known = settle(first, EVENT, batch=5, existing=[])
    with pytest.raises(BatchOrder, match="batch 5 does not follow"):
        settle(second, EVENT, batch=5, existing=[known])


def test_settling_twice_gives_the_same(tmp_path: Path) -> None:
    first = settle(a_part(tmp_path, 1, {"E1": ("P1", 1)}), EVENT, batch=1, existing=[])
    second = a_part(tmp_path, 2, {"E1": ("P2", 1)})
    assert settle(second, EVENT, batch=2, existing=[first]) == settle(second, EVENT, batch=2, existing=[first])
    assert not list(tmp_path.glob(".*"))


def test_a_file_the_manifest_names_and_no_one_has_is_said_plainly(tmp_path: Path) -> None:
    part = settle(a_part(tmp_path, 1, {"E1": ("P1", 1)}), EVENT, batch=1, existing=[])
    part.path.unlink()
    with pytest.raises(PartMissing, match=r"policy_events: the file 1.parquet of batch 1 is not there.*restore"):
        Warehouse([part])


def test_references_to_rows_unknown_are_counted_only_where_the_other_table_came(tmp_path: Path) -> None:
    with taken(
        tmp_path, EVENTS, csv_of(["id", "policy", "kind", "day"], [["1", "P1", "lapsed", "2026-01-01"]])
    ) as made:
        assert made.part is not None
        events = settle(made.part, EVENT, batch=1, existing=[])
    with Warehouse([events]) as warehouse:
        assert warehouse.unknown_references("policy_events") == []
    mapping = """table: policies
files: ["*"]
columns: {policy_id: p, product_id: p, institution_id: p, policyholder_id: p, applied_on: d, issued_on: d,
  effective_on: d, premium: {constant: "1"}, currency: {constant: CNY}}
"""
    with taken(tmp_path, mapping, csv_of(["p", "d"], [["P2", "2026-01-01"]])) as made:
        assert made.part is not None
        policies = settle(made.part, load_contracts()["policies"], batch=2, existing=[])
    with Warehouse([events, policies]) as warehouse:
        assert warehouse.unknown_references("policy_events") == [("policy_id", "policies.policy_id", 1)]

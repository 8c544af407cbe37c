"""Evidence has one text, and the database of the house is opened as evidence asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from amparo.office.findings.judging import evidence_text
from amparo.office.findings.store import finding_key
from amparo.proof.canonical import EXACT, NotCanonical, canonical
from tests.office.tiny_house import a_house

plain = st.one_of(
    st.none(), st.booleans(), st.integers(-EXACT, EXACT), st.text(st.characters(exclude_categories=["Cs"]))
)
names = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=12)
near = st.lists(st.dictionaries(names, st.one_of(plain, st.lists(plain, max_size=3)), max_size=4), max_size=3)


@given(st.dictionaries(names, st.one_of(plain, near), max_size=8))
def test_evidence_is_its_canonical_text(facts: dict[str, object]) -> None:
    assert evidence_text(facts).encode() == canonical(facts)


def test_a_text_that_is_no_text_is_refused() -> None:
    with pytest.raises((NotCanonical, UnicodeEncodeError)):
        evidence_text({"bank": "\ud800"})


@pytest.mark.parametrize("value", [EXACT + 1, -EXACT - 1, 10**20])
def test_a_number_beyond_exact_json_is_written_as_text(value: int) -> None:
    assert evidence_text({"amount_minor": value}).encode() == canonical({"amount_minor": str(value)})


def test_a_finding_is_the_same_for_ever() -> None:
    assert finding_key("CHG-01", 1, "charges", "C2") == "8368f75f97c3d41a7744095a7d605006"
    assert finding_key("CHG-01", 2, "charges", "C2") != finding_key("CHG-01", 1, "charges", "C2")


def test_the_memory_is_kept_as_evidence_asks(tmp_path: Path) -> None:
    a_house(tmp_path / "house")

    with connection.cursor() as cursor:
        asked = {}
        for pragma in ("journal_mode", "synchronous", "foreign_keys"):
            cursor.execute(f"PRAGMA {pragma}")
            asked[pragma] = cursor.fetchone()[0]
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_two_houses_in_one_process_do_not_mix(tmp_path: Path) -> None:
    from amparo.office.findings.models import NamesSeen
    from amparo.office.house import open_house
    from tests.office.tiny_house import NOW

    first, second = a_house(tmp_path / "one"), a_house(tmp_path / "two")
    NamesSeen.objects.create(at=NOW, who="wu", finding_key="x")

    open_house(first.root)
    assert NamesSeen.objects.count() == 0
    open_house(second.root)
    assert NamesSeen.objects.count() == 1


def test_no_table_of_users_is_made_yet(tmp_path: Path) -> None:
    a_house(tmp_path / "house")

    tables = connection.introspection.table_names()
    assert not any(table.startswith("auth_") for table in tables)

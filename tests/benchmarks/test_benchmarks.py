"""Every benchmark runs on a tiny ledger, and both sides of each answer alike; nothing here looks at a clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import loading
from benchmarks.eight import compare
from benchmarks.everything import judge_all
from benchmarks.ledger import EIGHT
from benchmarks.measured import measured
from benchmarks.peers import WAYS, ask
from benchmarks.world import build

CHARGES = 20_000


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger")
    build(folder, CHARGES)
    return folder


def test_hand_sql_answers_what_the_eight_controls_answer(ledger: Path) -> None:
    taken = compare(ledger, repeats=1, sides=("ours", "hand"))  # raises where the two differ
    assert list(taken) == list(EIGHT)
    assert all(one["rows"] > 0 for one in taken.values()), "a control that finds nothing compares nothing"


def test_hand_sql_that_answers_otherwise_stops_the_benchmark(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = ledger / "hand"
    other.mkdir()
    text = (Path(compare.__code__.co_filename).parent / "hand" / "CHG-22.sql").read_text(encoding="utf-8")
    (other / "CHG-22.sql").write_text(text + " AND c.amount_minor > 6000", encoding="utf-8")
    monkeypatch.setattr("benchmarks.eight.HAND", other)
    with pytest.raises(AssertionError, match="CHG-22: the two sides answer differently"):
        compare(ledger, repeats=1, sides=("ours", "hand"), only=("CHG-22",))


def test_every_control_judges_the_whole_ledger(ledger: Path) -> None:
    told = judge_all(ledger)
    assert told["CHG-01"]["subjects"] >= CHARGES
    assert not {name for name, one in told.items() if one["unjudged"] > CHARGES // 100}


def test_the_ledger_taken_in_has_every_row_of_its_file(ledger: Path) -> None:
    loading.write_csv(ledger)
    assert loading.ours(ledger) == loading.bare(ledger) > CHARGES


def test_a_day_judged_alone_finds_what_a_whole_run_finds(ledger: Path) -> None:
    told = measured("benchmarks.increment", str(ledger)).answer  # raises where they differ
    assert 0 < told["day"]["subjects"] < told["whole"]["subjects"] / 5
    assert told["day"]["open"] == told["whole"]["open"] > 0


@pytest.mark.parametrize(("peer", "control"), sorted(WAYS))
def test_peers_find_as_many_as_the_control(ledger: Path, peer: str, control: str) -> None:
    pytest.importorskip(WAYS[peer, control][0])
    ours = compare(ledger, repeats=1, sides=("ours",), only=(control,))[control]["rows"]
    assert ask(peer, control, ledger)["rows"] == ours

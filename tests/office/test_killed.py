"""Killed at any moment, a load or a run leaves nothing half done: done again, it completes and doubles nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from amparo.office import flow
from amparo.office.findings.models import Delivery, Finding, FindingEvent, Part, RejectedRow
from amparo.office.house import open_house
from tests.office.test_check import AS_OF
from tests.office.tiny_house import NOW, a_house, charge, mandate, policy, write_rows

DEED = """
import sys
from datetime import date, datetime, UTC
from pathlib import Path
from amparo.office.house import open_house
from amparo.office import flow
house = open_house(Path(sys.argv[1]))
print("ready", flush=True)
now = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
if sys.argv[2] == "load":
    flow.load_files(house, [Path(sys.argv[3])], now=now)
else:
    flow.run_checks(house, as_of=date(2026, 3, 10), now=now, controls=("CHG-01", "CHG-02", "CHG-03"), whole=True)
"""
CHARGES = 3000


def a_month(folder: Path) -> None:
    """Files of a month: every third policy without a mandate, one charge in a hundred unreadable."""
    policies = [policy(f"P{n}") for n in range(CHARGES)]
    write_rows(folder, "policies_1.csv", "policies", policies)
    write_rows(folder, "mandates_1.csv", "mandates", [mandate(f"M{n}", f"P{n}") for n in range(CHARGES) if n % 3])
    for number in range(3):
        rows = [
            charge(f"C{number}-{n}", f"P{n}", **({"channel": "bogus"} if n % 100 == 0 else {})) for n in range(CHARGES)
        ]
        write_rows(folder, f"charges_{number}.csv", "charges", rows)


def killed_after(seconds: float, *words: str) -> bool:
    """Start a load or a run and kill it after so long; whether it was killed before it was done."""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    deed = subprocess.Popen([sys.executable, "-c", DEED, *words], stdout=subprocess.PIPE, env=env)
    assert deed.stdout is not None
    deed.stdout.readline()
    try:
        deed.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        deed.send_signal(signal.SIGKILL)
    finally:
        deed.stdout.close()
    return deed.wait() == -signal.SIGKILL


def how_long(*words: str) -> float:
    """How long a deed takes when it is left alone, from when it is ready."""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    deed = subprocess.Popen([sys.executable, "-c", DEED, *words], stdout=subprocess.PIPE, env=env)
    assert deed.stdout is not None
    deed.stdout.readline()
    began = time.monotonic()
    assert deed.wait() == 0
    deed.stdout.close()
    return time.monotonic() - began


def loads_killed(tmp_path: Path, times: int, seed: int) -> None:
    folder = tmp_path / "inbox"
    a_month(folder)
    whole = how_long(str(a_house(tmp_path / "first").root), "load", str(folder))
    house = a_house(tmp_path / "house")
    chance = random.Random(seed)
    for _ in range(times):
        killed_after(chance.uniform(0, whole), str(house.root), "load", str(folder))

    house = open_house(house.root)
    flow.load_files(house, [folder], now=NOW)

    verdicts = sorted(Delivery.objects.values_list("file_name", "verdict"))
    assert verdicts == [(f"charges_{n}.csv", "accepted") for n in range(3)] + [
        ("mandates_1.csv", "accepted"),
        ("policies_1.csv", "accepted"),
    ]
    assert sum(Part.objects.values_list("rows", flat=True)) == 3 * (CHARGES - 30) + CHARGES + CHARGES * 2 // 3
    assert RejectedRow.objects.count() == 90
    files = [p for p in (house.data / "records").rglob("*.parquet") if "hidden" not in p.name]
    assert len(files) == 5, "no file lies there that no one knows"


def runs_killed(tmp_path: Path, times: int, seed: int) -> None:
    folder = tmp_path / "inbox"
    a_month(folder)
    house = a_house(tmp_path / "house")
    flow.load_files(house, [folder], now=NOW)
    whole = how_long(str(house.root), "check")
    open_house(house.root)
    expected = sorted(Finding.objects.values_list("key", "evidence_sha256"))
    assert len(expected) > 2000
    FindingEvent.objects.all().delete()
    Finding.objects.all().delete()
    chance = random.Random(seed)
    for _ in range(times):
        killed_after(chance.uniform(0, whole), str(house.root), "check")

    house = open_house(house.root)
    flow.run_checks(house, as_of=AS_OF, now=NOW, controls=("CHG-01", "CHG-02", "CHG-03"), whole=True)

    assert sorted(Finding.objects.values_list("key", "evidence_sha256")) == expected
    assert FindingEvent.objects.count() == len(expected), "each was raised once"
    assert set(FindingEvent.objects.values_list("event", flat=True)) == {"raised"}


def test_a_load_killed_midway_completes_when_done_again(tmp_path: Path) -> None:
    loads_killed(tmp_path, 4, seed=1)


def test_a_run_killed_midway_completes_when_done_again(tmp_path: Path) -> None:
    runs_killed(tmp_path, 4, seed=2)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_a_load_killed_again_and_again_completes(tmp_path: Path, seed: int) -> None:
    loads_killed(tmp_path, 10, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_a_run_killed_again_and_again_completes(tmp_path: Path, seed: int) -> None:
    runs_killed(tmp_path, 10, seed)

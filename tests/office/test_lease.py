"""One load or run at a time: the second is told who works, the place of a dead one is taken, a lost lease writes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from amparo.office import flow
from amparo.office.findings.lease import NAME, STALE_AFTER, HouseIsBusy, LeaseLost, leased
from amparo.office.findings.models import Finding, Lease, RunControl
from tests.office.test_check import AS_OF, check
from tests.office.tiny_house import NOW, a_house, a_small_world, mandate, write_rows


def held_by(pid: int, host: str, beat_at: object = NOW) -> None:
    """A lease someone else holds."""
    Lease.objects.create(name=NAME, holder="x", host=host, pid=pid, purpose="load", taken_at=NOW, beat_at=beat_at)  # type: ignore[misc]


def test_two_loads_at_once_are_told_who_works(tmp_path: Path) -> None:
    house = a_house(tmp_path / "house")
    path = write_rows(tmp_path / "inbox", "mandates_1.csv", "mandates", [mandate("M1")])

    with leased("check", lambda: NOW), pytest.raises(HouseIsBusy, match="a check"):
        flow.load_files(house, [path], now=NOW)

    assert flow.load_files(house, [path], now=NOW)[0].verdict == "accepted", "afterwards the house is free"


def test_the_place_of_a_process_that_is_no_more_is_taken(tmp_path: Path) -> None:
    import socket

    inbox = a_small_world(tmp_path)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    held_by(gone.pid, socket.gethostname())

    assert check(inbox).open_count == 1


def test_a_holder_on_another_machine_is_waited_for_until_it_is_silent_too_long(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)
    held_by(os.getpid(), "another-machine")

    with pytest.raises(HouseIsBusy, match="another-machine"):
        check(inbox)
    Lease.objects.update(beat_at=NOW - STALE_AFTER - timedelta(seconds=1))

    assert check(inbox).open_count == 1


def test_a_run_that_lost_its_lease_saves_nothing_more(tmp_path: Path) -> None:
    inbox = a_small_world(tmp_path)

    def steal(*_: object) -> None:
        Lease.objects.update(holder="someone else")

    with pytest.raises(LeaseLost):
        flow.run_checks(inbox.house, as_of=AS_OF, now=NOW, controls=("CHG-01",), on_found=steal)

    assert (Finding.objects.count(), RunControl.objects.count()) == (0, 0)
    assert Lease.objects.get().holder == "someone else", "the new holder keeps its lease"


def test_the_lease_is_kept_alive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    from amparo.office.findings import lease

    a_house(tmp_path / "house")
    monkeypatch.setattr(lease, "BEAT_SECONDS", 0.05)
    moments = iter(NOW + timedelta(seconds=n) for n in range(10_000))

    with leased("load", lambda: next(moments)):
        time.sleep(0.4)
        assert Lease.objects.get().beat_at > NOW

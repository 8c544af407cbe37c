"""Killed, interrupted, crowded or out of room at any moment: nothing is lost, nothing doubled, and the next go completes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.commands.at_terminal import AMPARO, at_terminal, begun, refused, rows, surroundings, wait_for_lease
from tests.office.tiny_house import a_house, charge, mandate, policy, write_rows

CHECK = ("check", "--control", "CHG-01", "--control", "CHG-02", "--as-of", "2026-03-10")
POLICIES = 2000
PARTS = "SELECT table_name, batch, path, sha256, rows, live FROM findings_part ORDER BY path"
REJECTED = "SELECT table_name, record_number, reasons, open FROM findings_rejectedrow ORDER BY 1, 2, 3"
FINDINGS = "SELECT key, status, evidence_sha256 FROM findings_finding ORDER BY key"
EVENTS = "SELECT finding_id, event FROM findings_findingevent ORDER BY 1, 2"


@dataclass(frozen=True)
class Undisturbed:
    """A house not yet filled, the files of a month, and what a load and a check that no one disturbs make of them."""

    house: Path
    month: Path
    loaded: Path
    kept: list[Any]
    found: list[Any]
    load_seconds: float
    check_seconds: float

    def copy(self, to: Path, *, loaded: bool = False) -> Path:
        """The house again, with the same keys."""
        shutil.copytree(self.loaded if loaded else self.house, to)
        return to


def kept(house: Path) -> list[Any]:
    """All that a load leaves; and no file lies in the records that is not among it."""
    parts = rows(house, PARTS)
    there = {path.relative_to(house).as_posix() for path in (house / "data" / "records").rglob("*") if path.is_file()}
    assert {path for path in there if ".hidden." not in path} == {part[2] for part in parts}
    return [*parts, *rows(house, REJECTED)]


def found(house: Path) -> list[Any]:
    """All that a check leaves."""
    return [*rows(house, FINDINGS), *rows(house, EVENTS)]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """Every third policy has no mandate; one charge in a hundred cannot be read."""
    place = tmp_path_factory.mktemp("undisturbed")
    house, month = a_house(place / "house").root, place / "month"
    connections.close_all()
    write_rows(month, "policies_1.csv", "policies", [policy(f"P{n}") for n in range(POLICIES)])
    write_rows(month, "mandates_1.csv", "mandates", [mandate(f"M{n}", f"P{n}") for n in range(POLICIES) if n % 3])
    for number in range(3):
        odd = [{"amount": "1.2.3"} if n % 100 == 0 else {} for n in range(POLICIES)]
        write_rows(
            month,
            f"charges_{number}.csv",
            "charges",
            [charge(f"C{number}-{n}", f"P{n}", **o) for n, o in enumerate(odd)],
        )
    empty = place / "empty"
    shutil.copytree(house, empty)
    began = time.monotonic()
    assert at_terminal(house, "load", month).code == 0
    loaded, then = time.monotonic() - began, time.monotonic()
    shutil.copytree(house, place / "loaded")
    then = time.monotonic()
    assert at_terminal(house, *CHECK).code == 1
    checked = time.monotonic() - then
    made = Undisturbed(empty, month, place / "loaded", kept(house), found(house), loaded, checked)
    assert len(rows(house, FINDINGS)) > 1900
    return made


def killed_after(house: Path, seconds: float, *words: str | Path) -> bool:
    """Whether a command was still at work after so long, and then killed."""
    with begun(house, *words) as deed:
        try:
            deed.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            deed.kill()
        return deed.wait() == -signal.SIGKILL


def loads_killed(undisturbed: Undisturbed, house: Path, times: int, seed: int) -> None:
    undisturbed.copy(house)
    chance = random.Random(seed)
    killed = sum(
        killed_after(house, chance.uniform(0.2, undisturbed.load_seconds), "load", undisturbed.month)
        for _ in range(times)
    )

    assert at_terminal(house, "load", undisturbed.month).code == 0

    assert killed, "none was killed at work"
    assert kept(house) == undisturbed.kept
    assert at_terminal(house, *CHECK).code == 1
    assert found(house) == undisturbed.found


def checks_killed(undisturbed: Undisturbed, house: Path, times: int, seed: int) -> None:
    undisturbed.copy(house, loaded=True)
    chance = random.Random(seed)
    killed = sum(killed_after(house, chance.uniform(0.2, undisturbed.check_seconds), *CHECK) for _ in range(times))

    assert at_terminal(house, *CHECK).code == 1

    assert killed, "none was killed at work"
    assert found(house) == undisturbed.found, "each was raised once"


def test_a_load_killed_at_random_moments_ends_as_one_that_no_one_disturbed(
    undisturbed: Undisturbed, tmp_path: Path
) -> None:
    loads_killed(undisturbed, tmp_path / "house", 3, seed=11)


def test_a_check_killed_at_random_moments_ends_as_one_that_no_one_disturbed(
    undisturbed: Undisturbed, tmp_path: Path
) -> None:
    checks_killed(undisturbed, tmp_path / "house", 3, seed=12)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(8))
def test_a_load_killed_again_and_again(undisturbed: Undisturbed, tmp_path: Path, seed: int) -> None:
    loads_killed(undisturbed, tmp_path / "house", 8, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(8))
def test_a_check_killed_again_and_again(undisturbed: Undisturbed, tmp_path: Path, seed: int) -> None:
    checks_killed(undisturbed, tmp_path / "house", 8, seed)


@contextmanager
def standing_still(deed: subprocess.Popen[str]) -> Iterator[None]:
    """Meanwhile that command does not go on, nor is it gone."""
    deed.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        deed.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("first", ["load", "check"])
def test_a_load_while_a_load_or_a_check_is_at_work_is_told_who_works_and_harms_neither(
    undisturbed: Undisturbed, tmp_path: Path, first: str
) -> None:
    house = undisturbed.copy(tmp_path / "house", loaded=first == "check")
    words = ("load", undisturbed.month) if first == "load" else CHECK
    with begun(house, *words) as deed:
        wait_for_lease(house, deed)
        with standing_still(deed):
            refused(at_terminal(house, "load", undisturbed.month), 2, f"a {first} (process {deed.pid}", "wait until")
        deed.communicate()
        assert deed.returncode == (0 if first == "load" else 1)

    assert at_terminal(house, "load", undisturbed.month).code == 0
    assert kept(house) == undisturbed.kept


@pytest.mark.parametrize("words", ["load", "check"])
def test_ctrl_c_stops_quickly_and_leaves_nothing_that_blocks(
    undisturbed: Undisturbed, tmp_path: Path, words: str
) -> None:
    house = undisturbed.copy(tmp_path / "house", loaded=words == "check")
    deed_words = ("load", undisturbed.month) if words == "load" else CHECK
    with begun(house, *deed_words) as deed:
        wait_for_lease(house, deed)
        time.sleep(0.2)
        deed.send_signal(signal.SIGINT)
        _, error = deed.communicate(timeout=60)

    assert (deed.returncode, error.strip()[:7]) == (2, "stopped")
    assert not rows(house, "SELECT * FROM findings_lease")
    assert at_terminal(house, "load", undisturbed.month).code == 0
    assert kept(house) == undisturbed.kept
    assert at_terminal(house, *CHECK).code == 1
    assert found(house) == undisturbed.found


def mounted(*options: str) -> bool:
    """Whether this process may mount, and did."""
    return shutil.which("mount") is not None and not subprocess.run(["mount", *options], capture_output=True).returncode


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    if not mounted("-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)):
        pytest.skip("needs leave to mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize(
    "room", [0, 250_000, *(pytest.param(r, marks=pytest.mark.soak) for r in range(50_000, 800_000, 50_000))]
)
def test_a_full_disk_is_said_plainly_and_with_room_again_all_completes(
    undisturbed: Undisturbed, small_disk: Path, room: int
) -> None:
    house = undisturbed.copy(small_disk / "house")
    filler = small_disk / "filler"
    filler.write_bytes(bytes(max(0, shutil.disk_usage(small_disk).free - room)))

    full = at_terminal(house, "load", undisturbed.month)
    refused(full, 2, "disk is full", "make room")
    filler.unlink()
    assert mounted("-o", "remount,size=60m", str(small_disk))

    assert at_terminal(house, "load", undisturbed.month).code == 0
    assert kept(house) == undisturbed.kept


def test_a_file_that_may_grow_no_further_ends_a_check_with_all_kept(undisturbed: Undisturbed, tmp_path: Path) -> None:
    import resource

    house = undisturbed.copy(tmp_path / "house", loaded=True)
    most = (house / "amparo.sqlite").stat().st_size + 100_000

    def less() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    refused(at_terminal(house, *CHECK, preexec_fn=less), 2, "run it again")

    assert at_terminal(house, *CHECK).code == 1
    assert found(house) == undisturbed.found


def test_a_house_that_may_only_be_read_is_named_and_left_as_it_was(undisturbed: Undisturbed, tmp_path: Path) -> None:
    house, shown = undisturbed.copy(tmp_path / "house", loaded=True), tmp_path / "shown"
    shown.mkdir()
    if os.geteuid() == 0:
        if not (mounted("--bind", str(house), str(shown)) and mounted("-o", "remount,ro,bind", str(shown))):
            pytest.skip("needs leave to mount")
    else:
        shown = house
        for path in (house, *house.rglob("*")):
            path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        for words in (("load", undisturbed.month), CHECK):
            refused(at_terminal(shown, *words), 2, "expected a folder Amparo may write", "make it writable")
    finally:
        if shown != house:
            subprocess.run(["umount", "-l", str(shown)], check=True)
        else:
            for path in (house, *house.rglob("*")):
                path.chmod(0o700)

    assert kept(house) == undisturbed.kept


def test_the_terminal_is_the_real_one() -> None:
    said = subprocess.run(
        [AMPARO, "--version"], env=surroundings(Path.cwd()), capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("amparo ")

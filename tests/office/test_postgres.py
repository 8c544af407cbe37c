"""A house may keep its memory in PostgreSQL: the same findings, events and leases as in a file."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from amparo.office.findings.models import Delivery, Finding, FindingEvent
from tests.commands.in_house import say
from tests.office.test_check import check, events
from tests.office.tiny_house import Inbox, a_house, charge, mandate, policy

pytestmark = pytest.mark.postgres
PROGRAMS = ("initdb", "pg_ctl", "createdb")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A PostgreSQL of our own in a folder, reached by its socket; skipped where there is none."""
    if os.environ.get("AMPARO_TEST_POSTGRES"):
        yield os.environ["AMPARO_TEST_POSTGRES"]
        return
    if any(shutil.which(program) is None for program in PROGRAMS) or (
        os.geteuid() == 0 and shutil.which("runuser") is None
    ):
        pytest.skip("no PostgreSQL server programs")
    folder = Path(mkdtemp(prefix="amparo-pg-"))
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    user = "postgres" if as_user else getpass.getuser()
    if as_user:
        shutil.chown(folder, "postgres")
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    try:
        subprocess.run([*as_user, "initdb", "-D", f"{folder}/data", "-A", "trust", "-E", "UTF8"], **quiet)  # type: ignore[call-overload]
        options = f"-c listen_addresses='' -k {folder}"
        subprocess.run([*as_user, "pg_ctl", "-D", f"{folder}/data", "-o", options, "-w", "start"], **quiet)  # type: ignore[call-overload]
        subprocess.run([*as_user, "createdb", "-h", str(folder), "amparo"], **quiet)  # type: ignore[call-overload]
    except (subprocess.CalledProcessError, OSError):
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip("PostgreSQL does not start here")
    yield f"postgres://{user}@/amparo?host={folder}"
    from django.db import connection

    connection.close()
    subprocess.run([*as_user, "pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop"], **quiet)  # type: ignore[call-overload]
    shutil.rmtree(folder, ignore_errors=True)


def test_a_house_lives_in_postgres(server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = a_house(tmp_path / "house", database=server)
    inbox = Inbox(house, tmp_path / "inbox")
    inbox.load("policies", [policy("P1"), policy("P2", policyholder_id="K2")])
    inbox.load("mandates", [mandate("M1")])
    inbox.load(
        "charges", [charge("C1"), charge("C2", "P2"), *(charge(f"D{n}") for n in range(40)), charge("X", channel="?")]
    )

    assert check(inbox).open_count == 1
    inbox.load("mandates", [mandate("M2", "P2")])
    assert check(inbox).controls[0].changes.cleared == 1
    inbox.load("mandates", [mandate("M2", "P2", cancelled_on="2026-01-05")])
    assert check(inbox).controls[0].changes.reopened == 1
    check(inbox, whole=True)

    assert events() == [("C2", "raised"), ("C2", "cleared"), ("C2", "reopened")]
    assert not (house.root / "amparo.sqlite").exists()
    finding = Finding.objects.get()
    assert finding.customer_id == "K2" and FindingEvent.objects.count() == 3
    assert Delivery.objects.filter(verdict="accepted").count() == 5
    assert say(capsys, house.root, "reproduce", finding.key).code == 0
    assert say(capsys, house.root, "findings", "--json").lines[0]["record_id"] == "C2"
    assert say(capsys, house.root, "rejected").code == 1

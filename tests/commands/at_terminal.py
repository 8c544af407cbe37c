"""Runs the real `amparo` as a process of its own on a tiny house, as a person at a terminal does."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connections

from tests.commands.in_house import Spoken
from tests.office.tiny_house import FILLED, Inbox, a_small_world

AMPARO = Path(sys.executable).with_name("amparo")
ACCOUNT = FILLED["charges"]["account_number"]


def surroundings(house: Path, language: str = "en") -> dict[str, str]:
    """The variables of the terminal."""
    return {**os.environ, "AMPARO_HOUSE": str(house), "AMPARO_LANGUAGE": language, "COLUMNS": "200"}


def at_terminal(house: Path, *words: str | Path, language: str = "en", **how: Any) -> Spoken:
    """The answer of one command; whatever it is, it shows no traceback, no defect and no account number."""
    env = surroundings(house, language)
    said = subprocess.run(
        [AMPARO, *words], env=env, capture_output=True, text=True, timeout=300, encoding="utf-8", check=False, **how
    )
    assert "Traceback" not in said.stderr and "defect of Amparo" not in said.stderr, said.stderr
    assert said.returncode in (0, 1, 2, 3), said.stderr
    assert ACCOUNT not in said.stdout + said.stderr, "personal data was shown"
    return Spoken(said.returncode, said.stdout, said.stderr)


def refused(spoken: Spoken, code: int, *told: str) -> None:
    """It ended with that code and said on standard error where and what, what was expected, and what to do."""
    assert spoken.code == code, (spoken.code, spoken.out, spoken.err)
    error = spoken.err.strip().splitlines()[-1]
    assert error.startswith("Error: ") and ";" in error, error
    for text in told:
        assert text in error, (text, error)


@contextmanager
def begun(house: Path, *words: str | Path) -> Iterator[subprocess.Popen[str]]:
    """A command that is at work and not yet done."""
    deed = subprocess.Popen(
        [AMPARO, *words],
        env=surroundings(house),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield deed
    finally:
        if deed.poll() is None:
            deed.kill()
        deed.communicate()


def wait_for_lease(house: Path, deed: subprocess.Popen[str]) -> None:
    """Until that command holds the house."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with closing(sqlite3.connect(f"file:{house / 'amparo.sqlite'}?mode=ro", uri=True)) as memory:
            if (deed.pid,) in memory.execute("SELECT pid FROM findings_lease").fetchall():
                return
        assert deed.poll() is None, "it was done before it could be seen at work"
        time.sleep(0.01)
    raise AssertionError("it never took the lease")


def rows(house: Path, sql: str) -> list[Any]:
    """What the memory of a house holds."""
    with closing(sqlite3.connect(f"file:{house / 'amparo.sqlite'}?mode=ro", uri=True)) as memory:
        return memory.execute(sql).fetchall()


def a_world(tmp_path: Path) -> Inbox:
    """The small world, its memory let go of by this process."""
    inbox = a_small_world(tmp_path)
    connections.close_all()
    return inbox

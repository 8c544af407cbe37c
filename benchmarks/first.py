"""How long a person waits for the first finding on the screen of `amparo check`, the start of Python included."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

FINDING = re.compile(r"\b[A-Z]{3}-[0-9]{2}\b")
POLICIES = 2000


def build_house(folder: Path) -> Path:
    """The demo house, built once, as `amparo demo` builds it."""
    house = folder / "demo-house"
    if not (house / "house.yaml").exists():
        shutil.rmtree(house, ignore_errors=True)
        words = ["demo", "--no-serve", "--json", "--policies", str(POLICIES), "--dir", str(house)]
        subprocess.run([_amparo(), *words], check=True, stdout=subprocess.DEVNULL)
    return house


def first_finding(house: Path) -> dict[str, float]:
    """Seconds of a whole check until its first finding was read, and until its end; how many lines it said."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    began = time.perf_counter()
    words = [_amparo(), "check", "--whole", "--house", str(house), "--language", "en"]
    child = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
    assert child.stdout is not None
    first, lines = float("nan"), 0
    for line in child.stdout:
        lines += 1
        if first != first and FINDING.search(line):
            first = time.perf_counter() - began
    child.wait()
    return {"first": first, "whole": time.perf_counter() - began, "lines": lines}


def _amparo() -> str:
    return str(Path(sys.executable).with_name("amparo"))

"""One measured child process: its CPU seconds, its wall seconds, its peak memory, and what it answered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Measured:
    """`cpu` user and system seconds, `wall` seconds, `peak` megabytes of resident memory, `answer` its last JSON line."""

    cpu: float
    wall: float
    peak: float
    answer: Any


def measured(module: str, *words: str, python: str = sys.executable) -> Measured:
    """Run `python -m module words…` as a process of its own; a child that fails stops the benchmark."""
    began = time.perf_counter()
    child = subprocess.Popen([python, "-m", module, *words], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    said = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"{module} {' '.join(words)}: ended with {child.returncode}")
    answer = json.loads(said.strip().splitlines()[-1]) if said.strip() else None
    return Measured(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, answer)


def machine() -> str:
    """What the figures were measured on."""
    processor = "unknown processor"
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        processor = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({processor}), {memory:.0f} GB, Python {sys.version.split()[0]}"

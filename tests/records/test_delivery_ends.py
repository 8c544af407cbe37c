"""A load that is killed, or short of memory, or on a machine elsewhere: nothing half is left, nothing differs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import datetime
from pathlib import Path

import pytest

from amparo.records.delivery import sweep
from amparo.records.vault import Keys
from tests.records.taking import CHARGES, csv_of, rows_of, taken
from tests.records.test_delivery import GOOD, HEAD, charge

KILLED = """
import sys, time
from pathlib import Path
from amparo.records import delivery
from tests.records.taking import CHARGES, taken
folder, step = Path(sys.argv[1]), sys.argv[2]
def stop(*_, **__):
    print("there", flush=True)
    time.sleep(60)
setattr(delivery if step in ("settle_file", "sift") else delivery._Load, step, stop)
with taken(folder, CHARGES, (folder / "content").read_bytes()):
    pass
"""


@pytest.mark.parametrize("step", ["_plan", "sift", "_count", "settle_file"])
def test_a_killed_load_leaves_nothing_that_counts_and_nothing_to_read(tmp_path: Path, step: str) -> None:
    (tmp_path / "content").write_text(csv_of(HEAD, [charge(流水号=f"K{n}") for n in range(200)]), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path), step],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "there"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    left = tmp_path / "charges"
    assert [p.name for p in left.iterdir() if not p.name.startswith(".work-")] == []
    assert b"6222020000000001" not in b"".join(p.read_bytes() for p in left.rglob("*") if p.is_file())
    assert sweep(left) == 1
    assert list(left.iterdir()) == []
    with taken(tmp_path, CHARGES, (tmp_path / "content").read_bytes()) as made:
        assert (made.verdict, made.rows_accepted) == ("accepted", 200)


def test_memory_stays_within_its_limit(tmp_path: Path) -> None:
    """Half a million rows with as many accounts, in a process of its own whose peak is measured."""
    script = """
import resource, sys
from pathlib import Path
import duckdb
from amparo.records.contract import load_contracts
from amparo.records.delivery import take_in
from tests.records.taking import CHARGES, a_mapping, a_vault
folder = Path(sys.argv[1])
duckdb.execute("SET enable_progress_bar = false")
duckdb.execute(f'''COPY (SELECT 'C' || i AS "流水号", 'P' || (i % 90000) AS "保单号", '刷卡' AS "渠道",
  '622202' || lpad(i::VARCHAR, 12, '0') AS "账号", '林小满' AS "付款人", '12.50' AS "金额",
  '2026-01-31 10:00:00' AS "时间" FROM range(500000) AS t(i)) TO '{folder}/big.csv' (HEADER)''')
mapping = a_mapping(folder, CHARGES)
with a_vault(folder) as vault, take_in(folder / "big.csv", mapping, load_contracts()["charges"], vault=vault,
        into=folder / "charges", zone="Asia/Shanghai", memory_limit="200MB") as made:
    assert made.rows_accepted == 500000, made
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=Path(__file__).parents[2], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1].isdigit(), done.stdout
    assert int(done.stdout.split()[-1]) < 700


def test_taking_in_makes_use_of_no_clock_and_no_zone_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        with taken(tmp_path, CHARGES, csv_of(HEAD, [GOOD])) as made:
            assert made.part is not None
            assert rows_of(made.part, "charged_at") == [(datetime(2026, 1, 31, 15, 30),)]
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()


def test_keys_are_made_once(tmp_path: Path) -> None:
    assert Keys.make(tmp_path / "k") == Keys.make(tmp_path / "k") == Keys.read(tmp_path / "k")

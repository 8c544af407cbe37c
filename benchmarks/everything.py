"""Every control over a whole ledger, as a run judges it: findings streamed with their facts and candidates, and counted.

As a process of its own: `python -m benchmarks.everything FOLDER` prints what each control took and found.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from amparo.controls.run import judge
from benchmarks.ledger import Spent, frozen_controls, lay_chinese_law, open_ledger


def judge_all(folder: Path, *, only: tuple[str, ...] = ()) -> dict[str, dict[str, Any]]:
    """Per control: subjects, findings, unjudged, CPU and wall seconds."""
    controls = [control for name, control in frozen_controls().items() if not only or name in only]
    told: dict[str, dict[str, Any]] = {}
    with open_ledger(folder) as connection:
        engine = lay_chinese_law(connection, controls)
        for control in controls:
            spent = Spent()
            outcome = judge(engine, control)
            for _ in outcome.found:
                pass
            cpu, wall = spent()
            told[control.id] = {
                "subjects": outcome.subjects,
                "found": outcome.found_count,
                "unjudged": sum(outcome.unjudged.values()),
                "cpu": cpu,
                "wall": wall,
            }
            print(control.id, told[control.id], file=sys.stderr, flush=True)
    return told


if __name__ == "__main__":
    print(json.dumps(judge_all(Path(sys.argv[1]), only=tuple(sys.argv[2:]))))

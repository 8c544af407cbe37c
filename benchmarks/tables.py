"""The benchmarks, each as lines of Markdown: what was measured, what it is held to, met or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.first import build_house, first_finding
from benchmarks.ledger import EIGHT
from benchmarks.measured import Measured, measured
from benchmarks.peers import WAYS

GB = 1024.0
REPEATS_BELOW = 20_000_000


def eight(ledger: Path, size: int) -> Iterable[str]:
    """Eight charge controls beside hand-written SQL: CPU, and the peak memory of each side alone."""
    repeats = 5 if size < REPEATS_BELOW else 1
    taken = measured("benchmarks.eight", str(ledger), str(repeats), "ours,hand").answer
    ours, hand = ({name: median(cpu for cpu, _ in one[side]) for name, one in taken.items()} for side in SIDES)
    peaks = {side: measured("benchmarks.eight", str(ledger), "1", side).peak / GB for side in SIDES}
    rows = [
        [name, f"{one['rows']:,}", f"{ours[name]:.2f}", f"{hand[name]:.2f}", f"{ours[name] / hand[name]:.2f}"]
        for name, one in taken.items()
    ]
    total_ours, total_hand = sum(ours.values()), sum(hand.values())
    ratio = total_ours / total_hand
    rows.append(["**all eight**", "", f"{total_ours:.2f}", f"{total_hand:.2f}", f"**{ratio:.2f}**"])
    rows.append(["peak memory, GB", "", f"{peaks['ours']:.2f}", f"{peaks['hand']:.2f}", ""])
    yield from table(["control", "found", "ours, CPU s", "hand SQL, CPU s", "ratio"], rows)
    yield f"Median of {repeats}, in turns; rows equal in number and content. Bound 1.15: {met(ratio <= 1.15)}."


def everything(ledger: Path, size: int) -> Iterable[str]:
    """All controls as a run judges them."""
    run = measured("benchmarks.everything", str(ledger))
    told: Mapping[str, Any] = run.answer
    slowest = sorted(told, key=lambda name: -told[name]["cpu"])[:6]
    rows = [[n, f"{told[n]['found']:,}", f"{told[n]['cpu']:.1f}", f"{told[n]['wall']:.1f}"] for n in slowest]
    found = sum(one["found"] for one in told.values())
    rows.append([f"**all {len(told)}**", f"{found:,}", f"{run.cpu:.1f}", f"{run.wall:.1f}"])
    yield from table(["control", "found", "CPU s", "wall s"], rows)
    yield f"Peak {run.peak / GB:.2f} GB. Bound 3 GB: {met(run.peak / GB <= 3)}; 30 minutes: {met(run.wall <= 1800)}."


def growth(small: Mapping[str, float], large: Mapping[str, float], times: float) -> float:
    """The exponent by which CPU grows when the ledger grows so many times."""
    return log(large["cpu"] / small["cpu"]) / log(times)


def peers(ledger: Path, size: int, python: str) -> Iterable[str]:
    """polars, pandas and pandera beside three of the eight; each in a process of its own."""
    controls = [name for name in EIGHT if any(name == asked for _, asked in WAYS)]
    rows = []
    for name in controls:
        run = measured("benchmarks.eight", str(ledger), "1", "ours", name)
        cpu, wall = run.answer[name]["ours"][0]
        rows.append([name, "amparo", f"{cpu:.2f}", f"{wall:.2f}", f"{run.peak / GB:.2f}", "1", "1"])
        for peer in [peer for peer, asked in WAYS if asked == name]:
            beside = measured("benchmarks.peers", peer, name, str(ledger), python=python)
            if beside.answer["rows"] != run.answer[name]["rows"]:
                raise AssertionError(f"{peer} finds {beside.answer['rows']}, we find {run.answer[name]['rows']}")
            theirs = beside.answer
            shares = [f"{theirs['cpu'] / cpu:.1f}", f"{beside.peak / run.peak:.1f}"]
            rows.append(
                [name, peer, f"{theirs['cpu']:.2f}", f"{theirs['wall']:.2f}", f"{beside.peak / GB:.2f}", *shares]
            )
    yield from table(["control", "by", "CPU s", "wall s", "peak GB", "CPU, times ours", "memory, times ours"], rows)


def loading(ledger: Path, size: int) -> Iterable[str]:
    """Taking in the charges as a CSV file beside a bare copy."""
    size_mb = (
        measured("benchmarks.loading", "csv", str(ledger)).answer["rows"] / 1e6
    )  # apart: a child shows our own peak
    runs: dict[str, list[Measured]] = {"ours": [], "bare": []}
    for _ in range(3):
        for side, made in runs.items():
            made.append(measured("benchmarks.loading", side, str(ledger)))
    (ledger / "charges.csv").unlink()
    cpu, wall = ({s: median(m.answer[what] for m in made) for s, made in runs.items()} for what in ("cpu", "wall"))
    peak = {side: max(m.peak for m in made) / GB for side, made in runs.items()}
    ratio = wall["ours"] / wall["bare"]
    rows = [[side, f"{cpu[side]:.1f}", f"{wall[side]:.1f}", f"{peak[side]:.2f}"] for side in runs]
    rows.append(["ratio", f"{cpu['ours'] / cpu['bare']:.2f}", f"**{ratio:.2f}**", ""])
    yield from table(["", "CPU s", "wall s", "peak GB"], rows)
    yield (
        f"{runs['ours'][0].answer['rows']:,} rows, {size_mb:,.0f} MB, median of 3. "
        f"Bounds 3.5 times and 1.2 GB: {met(ratio <= 3.5 and peak['ours'] <= 1.2)}."
    )


def day(ledger: Path, size: int) -> Iterable[str]:
    """One day's increment by the office."""
    told = measured("benchmarks.increment", str(ledger)).answer
    names = {"first": "first run, whole", "day": "that day's increment", "whole": "whole run after it"}
    columns = ("subjects", "open", "raised", "changed", "cleared")
    rows = [
        [names[k], f"{one['cpu']:.1f}", f"{one['wall']:.1f}", *(f"{one[c]:,}" for c in columns)]
        for k, one in told.items()
    ]
    share = told["day"]["cpu"] / told["whole"]["cpu"]
    yield from table(["run", "CPU s", "wall s", "subjects judged", *columns[1:]], rows)
    yield (
        f"The day brought {told['day']['rows']:,} rows. Share of a whole run: {share:.1%} of CPU, "
        f"{told['day']['wall'] / told['whole']['wall']:.1%} of time. Bound 20 %: {met(share <= 0.2)}."
    )


def first(folder: Path) -> Iterable[str]:
    """The wait for the first finding of `amparo check` on the demo house."""
    house = build_house(folder)
    runs = [first_finding(house) for _ in range(5)]
    waits = sorted(run["first"] for run in runs)
    yield (
        f"First finding after {median(waits):.1f} s (five runs, {waits[0]:.1f} to {waits[-1]:.1f}), the whole check "
        f"after {median(run['whole'] for run in runs):.1f} s. Bound 10 s: {met(waits[-1] <= 10)}."
    )


SIDES = ("ours", "hand")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    """A table in Markdown, and an empty line."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def met(is_met: bool) -> str:
    """In words."""
    return "met" if is_met else "**not met**"

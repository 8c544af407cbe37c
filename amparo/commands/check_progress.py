"""How far a run has come: control, subjects a second and time left, on a terminal; silent anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from amparo.controls.frozen import Frozen
    from amparo.office.findings.runs import Step


@contextmanager
def judging_progress(language: str, *, quiet: bool) -> Iterator[Callable[[Step], None] | None]:
    """A bar that moves as controls are judged."""
    with _bar(quiet) as bar:
        if bar is None:
            yield None
            return

        def show(step: Step) -> None:
            done = step.number if step.judged is not None else step.number - 1
            bar(step.control.id, step.control.title.in_(language), done, step.total, step.subjects)

        yield show


@contextmanager
def looking_progress(language: str, *, quiet: bool) -> Iterator[Callable[[int, int, Frozen], None] | None]:
    """The same for looks that write nothing."""
    with _bar(quiet) as bar:
        if bar is None:
            yield None
            return
        yield lambda number, total, control: bar(control.id, control.title.in_(language), number - 1, total, 0)


@contextmanager
def _bar(quiet: bool) -> Iterator[Callable[[str, str, int, int, int], None] | None]:
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns: tuple[Any, ...] = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, rate="")

        def show(control: str, title: str, done: int, total: int, subjects: int) -> None:
            elapsed = progress.tasks[0].elapsed or 0
            rate = f"{subjects / elapsed:,.0f}/s" if elapsed > 0.2 and subjects else ""
            progress.update(task, description=f"{control} {title}", completed=done, total=total, rate=rate)

        yield show

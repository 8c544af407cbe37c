"""The charts of a report: counts turned into bars, drawn as small SVG figures that need no script and print sharply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString, mark_safe

from amparo.office.findings.report_data import Unit
from amparo.office.findings.report_text import cut, number, tri
from amparo.office.findings.report_words import WORDS

SEVERITY_ORDER = ("critical", "high", "medium", "low")
MOST_COLUMNS = 60
MOST_UNITS = 30
UNIT_DEPTH = 4


@dataclass(frozen=True)
class Column:
    """One period: its label, whether the label is written, the figure, and how many of each severity."""

    label: str
    shown: str  # always | half | wide | never, from narrow pages to none
    figure: SafeString
    total: int
    total_said: SafeString


@dataclass(frozen=True)
class Bar:
    """One line of a list of bars: its code, name and depth in a tree, the number, and the figure."""

    code: str
    name: SafeString | str
    depth: str
    count: SafeString
    figure: SafeString


def columns(by_day: Mapping[date, Mapping[str, int]]) -> tuple[list[Column], int, str]:
    """The counts by day, week, month or year (whichever gives a readable number), the top of the scale, and the step."""
    if not by_day:
        return [], 0, "month"
    first, last = min(by_day), max(by_day)
    step = _step((last - first).days)
    labels = _periods(first, last, step)
    counts: dict[str, dict[str, int]] = {label: {} for label in labels}
    for on, given in by_day.items():
        here = counts.get(_period(on, step), counts[labels[0]])  # what lies before sixty years stands in the first
        for severity, count in given.items():
            here[severity] = here.get(severity, 0) + count
    top = scale_top(max(sum(c.values()) for c in counts.values()))
    often = max(1, -(-len(labels) // 12))
    made = []
    for place, label in enumerate(labels):
        shown = "never" if place % often else ("always", "wide", "half", "wide")[place // often % 4]
        total = sum(counts[label].values())
        made.append(Column(label, shown, _column(counts[label], top), total, number(total)))
    return made, top, step


def bars(counts: Mapping[str, int], names: Mapping[str, str], most: int = 8) -> list[Bar]:
    """The largest counts as bars; `names` says what each code is called."""
    largest = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]
    top = max((count for _, count in largest), default=1)
    return [Bar(code, cut(names.get(code, code)), "0", number(count), bar(count, top)) for code, count in largest]


def tree_bars(own: Mapping[str, int], units: Mapping[str, Unit]) -> list[Bar]:
    """Institutions under the one above them; each bar counts its own and those of all below it."""
    total = dict.fromkeys(units, 0)
    for code, count in own.items():
        for above in _line(code, units):
            total[above] = total.get(above, 0) + count
    below: dict[str | None, list[str]] = {}
    for code, count in total.items():
        if count:
            parent = units[code].parent if code in units else None
            if parent not in total or code in _line(parent, units):
                parent = None
            below.setdefault(parent, []).append(code)
    top = max(total.values(), default=1) or 1
    made: list[Bar] = []
    names = short_names(units)

    def walk(parent: str | None, depth: int) -> None:
        for code in sorted(below.get(parent, ()), key=lambda c: (-total[c], c)):
            if len(made) >= MOST_UNITS or depth > UNIT_DEPTH:
                return
            name = tri(WORDS["no_institution"]) if not code else cut(names.get(code, code))
            made.append(Bar(code, name, str(depth), number(total[code]), bar(total[code], top)))
            walk(code, depth + 1)

    walk(None, 0)
    return made


def short_names(units: Mapping[str, Unit]) -> dict[str, str]:
    """The institutions' names without the company's name that all of them begin with."""
    names = [unit.name for unit in units.values()]
    start = _same_start(min(names), max(names)) if len(names) > 1 else ""
    start = start[: max(start.rfind(mark) + len(mark) for mark in ("公司", " "))]
    if len(start) < 4 or any(len(name) <= len(start) for name in names):
        return {code: unit.name for code, unit in units.items()}
    return {code: unit.name[len(start) :] for code, unit in units.items()}


def _same_start(one: str, other: str) -> str:
    """What both begin with; of the first and last of many in order, what all begin with."""
    length = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:length]


def bar(count: int, top: int) -> SafeString:
    """One horizontal bar of a list."""
    width = max(0.6, 100 * count / max(top, 1)) if count else 0
    return _svg(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect class="bar-ground" width="100" height="8"/><rect class="bar-is" width="{width:.2f}" height="8"/></svg>'
    )


def scale_top(highest: int) -> int:
    """The next round number above the highest, one that four lines divide evenly."""
    scale = 1
    while True:
        for tenths in (10, 12, 15, 20, 25, 30, 40, 50, 60, 80):
            line, rest = divmod(tenths * scale, 10)
            if not rest and 4 * line >= highest:
                return 4 * line
        scale *= 10


def _column(counts: Mapping[str, int], top: int) -> SafeString:
    parts, at = [], 100.0
    for severity in reversed(SEVERITY_ORDER):
        if count := counts.get(severity, 0):
            height = max(0.8, 100 * count / top)
            at -= height
            parts.append(f'<rect class="sev-{severity}" x="1" width="8" y="{at:.2f}" height="{height:.2f}"/>')
    return _svg(
        '<svg class="col" viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f"{''.join(parts)}</svg>"
    )


def _svg(text: str) -> SafeString:
    return mark_safe(text)


def _line(code: str, units: Mapping[str, Unit]) -> list[str]:
    """The institution and those above it, upwards; a circle in the register ends the walk."""
    line: list[str] = []
    at: str | None = code
    while at is not None and at not in line:
        line.append(at)
        at = units[at].parent if at in units else None
    return line


def _step(days: int) -> str:
    for step, length in (("day", 1), ("week", 7), ("month", 30)):
        if days / length <= (31 if step == "day" else MOST_COLUMNS if step == "month" else 27):
            return step
    return "year"


def _period(on: date, step: str) -> str:
    if step == "day":
        return on.isoformat()
    if step == "week":
        return (on - timedelta(days=on.weekday())).isoformat()
    return on.isoformat()[:7] if step == "month" else str(on.year)


def _periods(first: date, last: date, step: str) -> list[str]:
    if step in ("day", "week"):
        start = date.fromisoformat(_period(first, step))
        width = 1 if step == "day" else 7
        return [(start + timedelta(days=n)).isoformat() for n in range(0, (last - start).days + 1, width)]
    if step == "month":
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in months]
    return [f"{year:04d}" for year in range(first.year, last.year + 1)][-MOST_COLUMNS:]

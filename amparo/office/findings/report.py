"""The report: one HTML file that needs nothing else, for a protection officer, a billing officer and their printer."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine
from django.utils.safestring import mark_safe

from amparo.law.said import LANGUAGES
from amparo.office.findings.export import whole_or_not
from amparo.office.findings.report_charts import SEVERITY_ORDER, bar, bars, columns, short_names, tree_bars
from amparo.office.findings.report_data import (
    ControlPart,
    FeedState,
    Judged,
    LookedAt,
    RejectedRows,
    ReportData,
)
from amparo.office.findings.report_parts import finding_row, law_lines, rule_words, unjudged_groups
from amparo.office.findings.report_text import cut, day, monies, number, tri, word
from amparo.office.findings.report_words import WORDS
from amparo.office.findings.words import DELIVERY_STATES, FEED_STATES, GROUNDS, RIGHTS, SEVERITIES

FOLDER = Path(__file__).parent / "report"
ROWS_IN_ALL = 1500
LARGEST_FILE = 5_000_000
LANGUAGE_NAMES = {"zh": "中文", "en": "English", "es": "Español"}


def write_report(report: ReportData, path: Path) -> int:
    """Write the report as one HTML file, whole or not at all, smaller than five megabytes; the number of bytes."""
    rows = ROWS_IN_ALL
    page = page_of(report, rows).encode("utf-8")
    while len(page) > LARGEST_FILE and rows > 1:
        rows //= 2
        page = page_of(report, rows).encode("utf-8")
    with whole_or_not(path) as beside:
        beside.write_bytes(page)
    return len(page)


def page_of(report: ReportData, rows: int = ROWS_IN_ALL) -> str:
    """The page as text, with at most about that many findings shown in all, shared fairly among the controls."""
    house = cut(report.about.house)
    style, script = _style(report.about.house, report.about.as_of), (FOLDER / "page.js").read_text(encoding="utf-8")
    fresh = (
        report.about.run if report.found.new < report.found.count else None
    )  # where all is new, nothing need be marked
    names = short_names(report.units)
    shares = fair_shares([len(part.rows) for part in report.found.parts], rows)
    facts: dict[str, Any] = {
        "w": {name: tri(said) for name, said in WORDS.items()},
        "language": report.about.language,
        "languages": [(code, LANGUAGE_NAMES[code], code == report.about.language) for code in LANGUAGES],
        "titles": {code: f"{WORDS['title'].in_(code)} · {house}" for code in LANGUAGES},
        "page_title": f"{WORDS['title'].in_(report.about.language)} · {house}",
        "style": mark_safe(style),
        "script": mark_safe(script),
        "style_hash": _hash(style),
        "script_hash": _hash(script),
        "severities": [(code, word(SEVERITIES, code)) for code in SEVERITY_ORDER],
        "parts": [_part(part, share, fresh, names) for part, share in zip(report.found.parts, shares, strict=True)],
        **_overview(report),
        **_annex(report),
    }
    page: str = _engine().get_template("page.html").render(Context(facts, use_l10n=False, use_tz=False))
    return page


def fair_shares(wanted: Sequence[int], most: int) -> list[int]:
    """How many rows each control may show: all of the small ones, an equal share of what is left for the others."""
    shares = [0] * len(wanted)
    left = most
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    for done, place in enumerate(order):
        shares[place] = min(wanted[place], max(1, left // (len(wanted) - done)))
        left -= shares[place]
    return shares


def _overview(report: ReportData) -> dict[str, Any]:
    found, about = report.found, report.about
    made, top, step = columns(found.by_day)
    unjudged = sum(item.count for item in report.unjudged)
    highest = max((part.count for part in found.parts), default=1)
    return {
        "house": cut(about.house),
        "as_of": day(about.as_of),
        "made_at": about.made_at.strftime("%Y-%m-%d %H:%M"),
        "run": str(about.run),
        "pack": cut(about.pack),
        "pack_name": tri(about.pack_name),
        "pack_sha256": about.pack_sha256[:12],
        "program": cut(about.program),
        "count": number(found.count),
        "people": number(found.people),
        "money": monies(dict(list(found.money.items())[:2])),
        "new": number(found.new),
        "cleared": number(report.cleared) if report.cleared else "",
        "unjudged_count": number(unjudged),
        "any_unjudged": bool(unjudged),
        "any_judged": any(item.judged for item in report.judged),
        "judged_count": number(sum(item.judged for item in report.judged)),
        "columns": made,
        "scale": [number(top * n // 4) for n in (4, 3, 2, 1, 0)],
        "step": tri(WORDS[f"by_{step}"]),
        "control_bars": [
            {"id": p.control_id, "title": tri(p.title), "count": number(p.count), "figure": bar(p.count, highest)}
            for p in sorted(found.parts, key=lambda p: -p.count)[:12]
        ],
        "institution_bars": (unit_bars := tree_bars(found.by_institution, report.units)),
        "many_units": len(unit_bars) > 6,
        "channel_bars": [(word({}, b.code), b.count, b.figure) for b in bars(found.by_channel, {})],
        "bank_bars": [(word({}, b.code), b.count, b.figure) for b in bars(found.by_bank, {})],
    }


def _part(part: ControlPart, share: int, fresh: int | None, names: Mapping[str, str]) -> dict[str, Any]:
    hidden = part.count - share
    return {
        "id": part.control_id,
        "title": tri(part.title),
        "severity": part.severity,
        "severity_word": word(SEVERITIES, part.severity),
        "right": word(RIGHTS, part.right),
        "ground": word(GROUNDS, part.ground),
        "of_law": part.ground == "law",
        "to_confirm": part.to_confirm,
        "shadow": part.shadow,
        "law": law_lines(part.clauses, next(iter(part.money), "CNY")),
        "count": number(part.count),
        "new": number(part.new) if part.new and fresh is not None else "",
        "people": number(part.people) if part.people else "",
        "money": monies(part.money) if part.money else "",
        "hidden": number(hidden) if hidden > 0 else "",
        "rows": [finding_row(row, fresh, names) for row in part.rows[:share]],
    }


def _annex(report: ReportData) -> dict[str, Any]:
    found = {part.control_id for part in report.found.parts}
    quiet = [item for item in report.judged if item.control_id not in found]
    rejected = sorted(report.rejected, key=lambda item: (-item.count, item.file, item.field))
    return {
        "looked_at": [_looked_at(item) for item in report.looked_at],
        "clean": [_judged(item) for item in quiet if item.judged],
        "idle": [_judged(item) for item in quiet if not item.judged],
        "unjudged": unjudged_groups(report.unjudged),
        "rejected": [_rejected(item) for item in rejected],
        "feeds": [_feed(item) for item in report.feeds],
    }


def _looked_at(item: LookedAt) -> dict[str, Any]:
    return {
        "title": tri(item.title),
        "table": cut(item.table),
        "deliveries": number(item.deliveries),
        "rows": number(item.rows),
        "rejected": number(item.rejected),
        "days": f"{day(item.first_on)} – {day(item.last_on)}" if item.first_on else "–",
    }


def _judged(item: Judged) -> dict[str, Any]:
    return {"id": item.control_id, "title": tri(item.title), "judged": number(item.judged)}


def _rejected(item: RejectedRows) -> dict[str, Any]:
    rule, remedy = rule_words(item)
    told = {name: cut(getattr(item, name)) for name in ("file", "table", "field")}
    return {
        **told,
        "rule": rule,
        "remedy": remedy,
        "count": number(item.count),
        "state": word(DELIVERY_STATES, item.state),
    }


def _feed(item: FeedState) -> dict[str, Any]:
    return {
        "name": cut(item.name),
        "table": cut(item.table),
        "state": word(FEED_STATES, item.state),
        "tone": {"arrived": "ok", "awaited": "info", "late": "today"}.get(item.state, "late"),
        "last_on": day(item.last_on),
        "due_on": day(item.due_on),
    }


@lru_cache(maxsize=1)
def _engine() -> Engine:
    return Engine(dirs=[str(FOLDER)], autoescape=True, debug=False)


def _style(house: str, as_of: date) -> str:
    """The style sheet; what stands in the margin of each printed page is written into it, every letter escaped."""
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    running = "".join(f"\\{ord(letter):06X}" for letter in f"Amparo · {house[:60]} · {as_of.isoformat()}")
    return style.replace("RUNNING-HEAD", running)


def _hash(text: str) -> str:
    """The hash by which the page's own policy allows this one style sheet and this one script, and no other."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

"""What a look that writes nothing answers, in words and as JSON: through one lens, or through two compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from amparo.commands.check_told import WORDS, amounts_minor, amounts_text
from amparo.commands.table import lined_up
from amparo.law.said import Said

if TYPE_CHECKING:
    from amparo.controls.frozen import Frozen
    from amparo.office.findings.compare import Compared, Side

NOT_WRITTEN = Said(
    zh="截至 {as_of}，按 {lens}；只看不写", en="As of {as_of}, by {lens}; nothing is written",
    es="A {as_of}, según {lens}; no se escribe nada",
)  # fmt: skip
EQUAL = Said(
    zh="其余 {n} 项控制前后相同（{both} 项发现两边都有）",
    en="{n} controls find the same either way ({both} findings in both)",
    es="{n} controles hallan lo mismo de ambas formas ({both} hallazgos en ambas)",
)
AGAINST = Said(zh="对比 {lens}", en="against {lens}", es="frente a {lens}")


def looked_lines(seen: Mapping[str, tuple[Frozen, Side]], on: date, lens: str, language: str) -> Iterator[str]:
    """What one lens sees, in words."""
    rows = [[WORDS[w].in_(language) for w in ("control", "title", "found", "amount", "unjudged")]]
    for control, side in seen.values():
        if side.amounts or side.unjudged:
            rows.append(
                [
                    control.id,
                    control.title.in_(language),
                    f"{len(side.amounts):,}",
                    amounts_text(side.summed(), language),
                    f"{side.unjudged:,}",
                ]
            )
    yield from lined_up(rows, right=(2, 3, 4))
    yield NOT_WRITTEN.in_(language).format(as_of=on.isoformat(), lens=lens)


def looked_json(seen: Mapping[str, tuple[Frozen, Side]], on: date, lens: str, language: str) -> dict[str, Any]:
    """What one lens sees, for programs."""
    return {
        "as_of": on.isoformat(),
        "lens": lens,
        "written": False,
        "found": sum(len(side.amounts) for _, side in seen.values()),
        "controls": [
            {
                "control": control.id,
                "title": control.title.in_(language),
                "found": len(side.amounts),
                "amounts_minor": amounts_minor(side.summed()),
                "unjudged": side.unjudged,
            }
            for control, side in seen.values()
        ],
    }


def compared_lines(answer: Sequence[Compared], on: date, before: str, after: str, language: str) -> Iterator[str]:
    """What two lenses see differently, in words."""
    heads = ("control", "title", "before", "after", "found", "amount", "lost", "amount")
    rows = [[WORDS[w].in_(language) for w in heads]]
    for one in answer:
        if one.found or one.lost:
            rows.append(
                [
                    one.control.id,
                    one.control.title.in_(language),
                    f"{one.before:,}",
                    f"{one.after:,}",
                    f"+{len(one.found):,}",
                    amounts_text(one.found_amounts.items(), language),
                    f"-{len(one.lost):,}",
                    amounts_text(one.lost_amounts.items(), language),
                ]
            )
    if len(rows) > 1:
        yield from lined_up(rows, right=(2, 3, 4, 5, 6, 7))
    equal = [one for one in answer if not (one.found or one.lost)]
    if equal:
        yield EQUAL.in_(language).format(n=f"{len(equal):,}", both=f"{sum(one.both for one in equal):,}")
    yield NOT_WRITTEN.in_(language).format(as_of=on.isoformat(), lens=after)
    yield AGAINST.in_(language).format(lens=before)


def compared_json(answer: Sequence[Compared], on: date, before: str, after: str, language: str) -> dict[str, Any]:
    """What two lenses see differently, for programs: every record only one of them finds."""
    return {
        "as_of": on.isoformat(),
        "before": before,
        "after": after,
        "written": False,
        "found": sum(len(one.found) for one in answer),
        "lost": sum(len(one.lost) for one in answer),
        "controls": [
            {
                "control": one.control.id,
                "title": one.control.title.in_(language),
                "before": one.before,
                "after": one.after,
                "both": one.both,
                "found": len(one.found),
                "lost": len(one.lost),
                "found_amounts_minor": amounts_minor(one.found_amounts.items()),
                "lost_amounts_minor": amounts_minor(one.lost_amounts.items()),
                "found_records": list(one.found),
                "lost_records": list(one.lost),
                "unjudged_before": one.unjudged_before,
                "unjudged_after": one.unjudged_after,
            }
            for one in answer
        ],
    }

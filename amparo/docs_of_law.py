"""The pages of law: for each pack its texts, figures, deadlines and clauses, with what answers each and what does not."""

from __future__ import annotations

from amparo.controls.frozen import load_frozen
from amparo.docs_of import page, table, text_link
from amparo.docs_of_controls import period
from amparo.law.pack import PACKS, Pack, Requirement, load_pack

INTRODUCTION = """
The law is data. Confidence: **V1** the text itself was read and the article checked · **V2** seen at second hand, to
confirm · **D** the insurer's own policy, no law · **M**, **?** from memory or doubtful: off until a house switches it on.
"""


def law_pages() -> dict[str, str]:
    """`law.md`, and `law-COUNTRY.md` for each pack."""
    packs = [load_pack(path.parent.name) for path in sorted(PACKS.glob("*/pack.yaml"))]
    rows = [
        (
            f"[{pack.name.en}](law-{pack.country}.md)",
            pack.version,
            str(len(pack.sources)),
            str(len(pack.parameters)),
            str(len(pack.rules)),
            str(len(pack.requirements)),
            str(sum(not r.answered_by for r in pack.requirements.values())),
        )
        for pack in packs
    ]
    heading = ("Pack", "Version", "Texts", "Figures", "Deadlines", "Clauses", "Clauses nothing answers")
    pages = {"law.md": page("Law", INTRODUCTION, table(heading, rows))}
    return pages | {f"law-{pack.country}.md": _pack_page(pack) for pack in packs}


def _pack_page(pack: Pack) -> str:
    years = sorted(pack.calendars[pack.calendar].years)
    return page(
        f"Law of {pack.name.en}",
        f"Pack `{pack.country}`, version {pack.version}. Working days by official notice: {years[0]}–{years[-1]}.",
        "## Gaps",
        "Clauses that nothing answers, and clauses answered in part only.",
        _gaps(pack),
        "## Figures",
        _figures(pack),
        "## Deadlines",
        _deadlines(pack),
        "## Clauses",
        _clauses(pack),
        "## Texts",
        _sources(pack),
    )


def _gaps(pack: Pack) -> str:
    rows = [
        (
            r.clause,
            _place(r, pack),
            r.says.en,
            _answers(r) if r.answered_by else "**nothing**",
            r.gaps.en if r.gaps else "",
        )
        for r in pack.requirements.values()
        if r.gaps or not r.answered_by
    ]
    return (
        table(("Clause", "Article", "What it asks", "Answered by", "What is not seen"), rows) if rows else "None known."
    )


def _figures(pack: Pack) -> str:
    rows = [
        (
            f"`{p.name}`",
            f"{p.says.en} · {p.says.zh}",
            period(dated),
            f"{'none' if dated.value is None else dated.value} {dated.unit}",
            f"{pack.sources[dated.source].title} {dated.article}",
            dated.confidence,
            dated.checked_on.isoformat(),
        )
        for p in pack.parameters.values()
        for dated in p.dated
    ]
    return table(("Name", "What it is", "In force", "Value", "Text and article", "Confidence", "Last checked"), rows)


def _deadlines(pack: Pack) -> str:
    rows = [
        (
            f"`{r.name}`",
            f"{r.says.en} · {r.says.zh}",
            r.starts.en,
            period(dated),
            f"{'none' if dated.value is None else dated.value} {dated.unit}",
            f"start day {r.start_day}, end {r.end.replace('_', ' ')}"
            + (", counted backwards" if r.direction == "before" else ""),
            f"{pack.sources[dated.source].title} {dated.article}",
            dated.confidence,
        )
        for r in pack.rules.values()
        for dated in r.dated
    ]
    heading = ("Name", "What it is", "Starts", "In force", "Length", "Counted", "Text and article", "Confidence")
    return table(heading, rows)


def _clauses(pack: Pack) -> str:
    rows = [
        (r.clause, _place(r, pack), r.confidence, f"{r.says.en} · {r.says.zh}", _answers(r) or "–")
        for r in pack.requirements.values()
    ]
    return table(("Clause", "Text and article", "Confidence", "What it asks", "Answered by"), rows)


def _sources(pack: Pack) -> str:
    rows = [
        (
            s.id,
            text_link(s),
            s.issuer,
            s.number,
            f"{s.from_on.isoformat()} –" + ("" if s.to_on.year == 9999 else f" {s.to_on.isoformat()}"),
            s.checked_on.isoformat(),
        )
        for s in pack.sources.values()
    ]
    return table(("Id", "Title", "Issuer", "Number", "In force", "Last checked"), rows)


def _place(requirement: Requirement, pack: Pack) -> str:
    return f"{pack.sources[requirement.source].title} {requirement.article}"


def _answers(requirement: Requirement) -> str:
    """Controls are linked; `clock:` names a deadline above and `value:` a figure."""
    controls = load_frozen("duckdb")
    told = []
    for answer in requirement.answered_by:
        kind, _, name = answer.rpartition(":")
        if answer in controls:
            told.append(f"[{answer}](controls/{answer}.md)")
        elif kind:
            told.append(f"{'deadline' if kind == 'clock' else 'figure'} `{name}`")
        else:
            told.append(answer)
    return ", ".join(told)

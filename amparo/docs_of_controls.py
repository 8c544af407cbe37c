"""The list of controls, and the public page of each: what it finds, its law, its tables, its examples."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from amparo.controls.frozen import Frozen, load_frozen
from amparo.docs_of import page, table, text_link
from amparo.law.pack import Dated, Pack, load_pack
from amparo.law.said import LANGUAGES, Said
from amparo.records.contract import load_contracts

ROOM = Path(__file__).parent / "controls"


def control_pages() -> dict[str, str]:
    """`controls.md`, and `controls/ID.md` for each."""
    controls, pack = load_frozen("duckdb"), load_pack("cn")
    pages = {"controls.md": _list(controls, pack)}
    for made in controls.values():
        pages[f"controls/{made.id}.md"] = _page(made, pack, controls)
    return pages


def _list(controls: Mapping[str, Frozen], pack: Pack) -> str:
    parts = [f"{len(controls)} controls. *Before*: can also be asked before the money moves."]
    for folder in dict.fromkeys(made.folder for made in controls.values()):
        rows = [
            (
                f"[{made.id}](controls/{made.id}.md)",
                made.title.en,
                made.title.zh,
                made.title.es,
                made.severity,
                made.right,
                pack.ground(made.clauses) or "–",
                "yes" if made.askable else "",
            )
            for made in controls.values()
            if made.folder == folder
        ]
        heading = ("Id", "Wrong", "问题", "Irregularidad", "Severity", "Right", "Ground (cn)", "Before")
        parts += [f"## {folder}", table(heading, rows)]
    return page("Controls", *parts)


def _page(made: Frozen, pack: Pack, controls: Mapping[str, Frozen]) -> str:
    facts = [
        ("Name", f"`{made.name}`, version {made.version}"),
        ("Titles", f"{made.title.zh} · {made.title.es}"),
        ("Right protected", f"{made.right} ({pack.rights[made.right].zh})"),
        ("Severity, stage", f"{made.severity}, {made.stage}"),
        ("Ground in pack cn", pack.ground(made.clauses) or "none: off until a person confirms the law"),
        ("Switched", f"{made.life}, unless a house says otherwise"),
        ("Before the charge", "can be asked" if made.askable else "cannot be asked"),
        ("Judged", "in groups, always whole" if made.grouped else "row by row; changed rows are judged alone"),
        ("May fire with", ", ".join(_linked(id, controls) for id in made.overlaps) or "none declared"),
    ]
    return page(
        f"{made.id}  {made.title.en}",
        made.doc,
        table(("", ""), facts),
        "## What it says",
        "\n".join(f"- {language}: {getattr(made.says, language)}" for language in LANGUAGES),
        "## The law",
        _clauses(made, pack),
        _figures(made, pack),
        "## What it reads",
        _reads(made),
        _words("## What it cannot judge", made.unknown_says),
        _words(f"## Why a candidate in `{made.near_table}` does not count", made.near_fails),
        "## Examples",
        "Given these rows, this is expected. Columns not named are filled plainly. They are run as tests on every engine.",
        *_examples(made),
    )


def _linked(id: str, controls: Mapping[str, Frozen]) -> str:
    return f"[{id}]({id}.md)" if id in controls else id


def _clauses(made: Frozen, pack: Pack) -> str:
    rows = []
    for clause in made.clauses:
        known = pack.requirements.get(clause)
        if known is None:
            rows.append((clause, "", "", ""))
            continue
        title = text_link(pack.sources[known.source])
        rows.append((clause, f"{title} {known.article}", known.confidence, f"{known.says.en} · {known.says.zh}"))
    return table(("Clause", "Text and article", "Confidence", "What it asks"), rows)


def _figures(made: Frozen, pack: Pack) -> str:
    rows = []
    for name in (*made.law, *made.due):
        known = pack.parameters.get(name) or pack.rules.get(name)
        for dated in known.dated if known else ():
            rows.append((f"`{name}`", period(dated), f"{dated.value} {dated.unit}", dated.article, dated.confidence))
    return table(("Figure", "In force", "Value", "Article", "Confidence"), rows) if rows else ""


def period(dated: Dated) -> str:
    """`2025-11-01 –` or `2020-03-01 – 2025-10-31`"""
    until = "" if dated.to_on.year == 9999 else f" {dated.to_on.isoformat()}"
    return f"{dated.from_on.isoformat()} –{until}"


def _reads(made: Frozen) -> str:
    contracts = load_contracts()
    names = dict.fromkeys((made.subject, *made.reads))
    return "\n".join(
        f"- [`{name}`](../tables.md#{name}) {contracts[name].names.en}"
        + (": the rows that are judged" if name == made.subject else "")
        for name in names
    )


def _words(heading: str, words: Mapping[str, Said]) -> str:
    if not words:
        return ""
    return f"{heading}\n\n" + "\n".join(
        f"- `{name}`: {said.en} · {said.zh} · {said.es}" for name, said in words.items()
    )


def _examples(made: Frozen) -> list[str]:
    """Each example as it stands in the control's YAML, comments and all."""
    text = (ROOM / made.folder / f"{made.name}.yaml").read_text(encoding="utf-8")
    parts = []
    for number, example in enumerate(("\n" + text).split("\n- name:")[1:], 1):
        name, _, body = example.partition("\n")
        parts.append(f"### {number}. {name.strip().strip(chr(34))}\n\n```yaml\n{body.rstrip()}\n```")
    return parts

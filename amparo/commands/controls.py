"""`amparo controls`: every control, or the page of one: the wrong it finds, the law it stands on, how it is switched."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from rich.cells import cell_len

from amparo.commands.answers import CLEAN, BadUse, house_option, json_option, language_option, say_json
from amparo.controls.frozen import Frozen, load_frozen
from amparo.law.pack import Pack, load_pack
from amparo.office.findings.words import GROUNDS, RIGHTS, SEVERITIES, said_of
from amparo.records.contract import load_contracts


@click.command()
@click.argument("control_id", metavar="[ID]", required=False)
@house_option
@language_option
@json_option
def command(control_id: str | None, house: Path, language: str, as_json: bool) -> int:
    """List every control, or show the page of one.

    The list shows how the house has switched each (off, shadow, on). The page of one shows the wrong it finds, what is
    not a finding, the clauses it stands on with the figures in force, the tables it reads, and the sentence it says.
    """
    pack, switched = _house(house)
    controls = load_frozen("duckdb")
    if control_id is None:
        for made in controls.values():
            said = _line(made, pack, switched)
            if as_json:
                say_json({**said, "title": made.title.in_(language)})
            else:
                _tell_line(made, said, language)
        return CLEAN
    page = _page(_known(control_id, controls), pack, switched, language)
    if as_json:
        say_json(page)
    else:
        _tell_page(page, language)
    return CLEAN


def _house(root: Path) -> tuple[Pack, Mapping[str, str]]:
    """The law of the house and how it has switched its controls; without a house, the first pack and plain switches."""
    if not (root / "house.yaml").exists():
        return load_pack("cn"), {}
    from amparo.office.house import read_house

    house = read_house(root)
    return house.pack, house.controls


def _known(control_id: str, controls: Mapping[str, Frozen]) -> Frozen:
    wanted = control_id.upper()
    by_name = {made.name: made for made in controls.values()}
    if wanted in controls:
        return controls[wanted]
    if control_id.lower() in by_name:
        return by_name[control_id.lower()]
    near = difflib.get_close_matches(wanted, list(controls), n=1) or difflib.get_close_matches(
        control_id, list(by_name), n=1
    )
    remedy = f"did you mean {near[0]}?" if near else "`amparo controls` lists them all"
    raise BadUse(f"{control_id}: no control of that id or name; {remedy}")


def _line(made: Frozen, pack: Pack, switched: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": made.id,
        "name": made.name,
        "version": made.version,
        "severity": made.severity,
        "right": made.right,
        "stage": made.stage,
        "subject": made.subject,
        "ground": pack.ground(made.clauses),
        "life": switched.get(made.id, made.life),
        "askable": made.askable,
    }


def _tell_line(made: Frozen, said: Mapping[str, Any], language: str) -> None:
    severity = _wide(said_of(SEVERITIES, made.severity, language), 9)
    ground = _wide(said_of(GROUNDS, said["ground"] or "–", language), 13)
    click.echo(f"{made.id:<8}{severity}{said['life']:<8}{ground}{made.title.in_(language)}")


def _wide(text: str, width: int) -> str:
    """The text filled up to a width in terminal cells: a Chinese character takes two."""
    return text + " " * max(1, width - cell_len(text))


def _page(made: Frozen, pack: Pack, switched: Mapping[str, str], language: str) -> dict[str, Any]:
    contracts = load_contracts()
    clauses = []
    for clause in made.clauses:
        known = pack.requirements.get(clause)
        clauses.append(
            {
                "clause": clause,
                "article": known.article if known else "",
                "source": pack.sources[known.source].title if known else "",
                "link": pack.sources[known.source].link if known else "",
                "confidence": known.confidence if known else "",
                "says": known.says.in_(language) if known else "",
            }
        )
    return {
        **_line(made, pack, switched),
        "title": made.title.in_(language),
        "says": made.says.in_(language),
        "doc": made.doc,
        "clauses": clauses,
        "figures": [_figure(name, pack, language) for name in (*made.law, *made.due)],
        "reads": [{"table": t, "title": contracts[t].names.in_(language)} for t in (made.subject, *made.reads)],
        "opens": made.opens,
        "overlaps": list(made.overlaps),
        "near": {name: said.in_(language) for name, said in made.near_fails.items()},
        "unknown": {name: said.in_(language) for name, said in made.unknown_says.items()},
    }


def _figure(name: str, pack: Pack, language: str) -> dict[str, Any]:
    """A dated figure or deadline the control uses, with every period it has."""
    known = pack.parameters.get(name) or pack.rules.get(name)
    if known is None:
        return {"name": name, "says": "", "periods": []}
    periods = [
        {
            "from_on": dated.from_on.isoformat(),
            "to_on": dated.to_on.isoformat(),
            "value": dated.value,
            "unit": dated.unit,
            "article": dated.article,
            "source": pack.sources[dated.source].title,
            "confidence": dated.confidence,
        }
        for dated in known.dated
    ]
    return {"name": name, "says": known.says.in_(language), "periods": periods}


def _tell_page(page: Mapping[str, Any], language: str) -> None:
    click.echo(click.style(f"{page['id']}  {page['title']}", bold=True))
    marks = [said_of(SEVERITIES, page["severity"], language), said_of(RIGHTS, page["right"], language)]
    marks += [said_of(GROUNDS, page["ground"] or "–", language), page["life"], f"{page['name']} {page['version']}"]
    click.echo(" · ".join(marks))
    click.echo(f"\n{page['doc']}\n\n  {page['says']}\n")
    for clause in page["clauses"]:
        place = f"{clause['source']} {clause['article']} ({clause['clause']}, {clause['confidence']})"
        click.echo(f"  § {place if clause['source'] else clause['clause']}")
        for text in (clause["says"], clause["link"]):
            if text:
                click.echo(f"    {text}")
    for figure in page["figures"]:
        click.echo(f"  # {figure['name']}: {figure['says']}")
        for period in figure["periods"]:
            until = "" if period["to_on"] == "9999-12-31" else f" – {period['to_on']}"
            value = f"{period['value']} {period['unit']}"
            click.echo(
                f"    {period['from_on']}{until}  {value}  {period['source']} {period['article']} ({period['confidence']})"
            )
    click.echo("  ⊢ " + ", ".join(f"{read['title']} ({read['table']})" for read in page["reads"]))
    if page["overlaps"]:
        click.echo("  ∩ " + ", ".join(page["overlaps"]))

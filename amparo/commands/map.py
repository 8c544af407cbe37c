"""`amparo map`: a first mapping for a file, to be read by a person before it is used."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from amparo.commands.answers import CLEAN, FOUND, BadUse, Unreadable, json_option, place_for, say_json


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--table", help="The table it fills; else the one it fills best.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it here instead of showing it.")
@json_option
def command(file: Path, table: str | None, out: Path | None, as_json: bool) -> int:
    """Propose how the columns of FILE fill a table.

    Save what it shows into mappings/ of the house, read every line, and fill what it left open. Exit code 1 says that
    something required is still open.
    """
    from amparo.records.contract import load_contracts
    from amparo.records.proposal import propose_mapping
    from amparo.records.readers import UnreadableFile

    contracts = load_contracts()
    if table is not None and table not in contracts:
        near = difflib.get_close_matches(table, contracts, n=1)
        raise BadUse(f"there is no table {table}; " + (f"did you mean {near[0]}?" if near else "see amparo tables"))
    try:
        proposal = propose_mapping(file, contracts, table=table)
    except UnreadableFile as error:
        raise Unreadable(str(error)) from error
    if out is not None:
        if out.exists():
            raise BadUse(f"{out} is already there; name another file, or remove it first")
        place_for(out)
        out.write_text(proposal.yaml, encoding="utf-8")
    if as_json:
        say_json(
            {
                "file": file.name,
                "table": proposal.table,
                "mapping": proposal.yaml,
                "sure": {g.column.source: {"from": g.header, "percent": g.sure} for g in proposal.guesses},
                "missing": list(proposal.missing),
                "unused": list(proposal.unused),
            }
        )
    else:
        click.echo(str(out) if out is not None else proposal.yaml, nl=out is not None)
    return FOUND if proposal.missing else CLEAN

"""`amparo tables`: what each table must look like, and blank templates to fill."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from amparo.commands.answers import CLEAN, BadUse, json_option, language_option, say_json
from amparo.records.contract import Contract, load_contracts


@click.command()
@click.argument("name", required=False)
@click.option("--template", type=click.Choice(["csv", "xlsx"]), help="Write a blank file to fill for this table.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it; else NAME.csv or NAME.xlsx here."
)
@json_option
@language_option
def command(name: str | None, template: str | None, out: Path | None, as_json: bool, language: str) -> int:
    """Say what each table must look like; with a NAME, every column of that one.

    A house fills tables from its own files by mappings (see `amparo map`). A template is a file whose columns already
    have the names of the table.
    """
    contracts = load_contracts()
    if name is None:
        if template:
            raise BadUse("a template is for one table; say which: amparo tables NAME --template csv")
        _list(contracts.values(), as_json=as_json, language=language)
        return CLEAN
    if name not in contracts:
        near = difflib.get_close_matches(name, contracts, n=1)
        raise BadUse(f"there is no table {name}; " + (f"did you mean {near[0]}?" if near else "see amparo tables"))
    contract = contracts[name]
    if template:
        _write(contract, template, out or Path(f"{name}.{template}"), as_json=as_json, language=language)
        return CLEAN
    from amparo.records.pages import described, page_of

    if as_json:
        say_json(described(contract))
    else:
        click.echo(page_of(contract, language), nl=False)
    return CLEAN


def _list(contracts: object, *, as_json: bool, language: str) -> None:
    from amparo.records.pages import described

    for contract in contracts:  # type: ignore[attr-defined]
        if as_json:
            say_json(described(contract))
        else:
            click.echo(f"{contract.name:22} {contract.names.in_(language)}")


def _write(contract: Contract, kind: str, out: Path, *, as_json: bool, language: str) -> None:
    from amparo.records.templates import template_mapping, write_template

    if out.suffix != f".{kind}":
        raise BadUse(f"--out {out.name} does not end in .{kind}; name it {out.with_suffix('.' + kind).name}")
    try:
        write_template(contract, out, language)
    except OSError as error:
        raise BadUse(f"{out}: cannot be written ({error.strerror}); choose another place with --out") from error
    if as_json:
        say_json({"table": contract.name, "template": str(out)})
        return
    click.echo(f"{out}")
    click.echo(f"# its mapping, for mappings/{contract.name}.yaml of the house:")
    click.echo(template_mapping(contract, [f"{contract.name}*.{kind}"]), nl=False)

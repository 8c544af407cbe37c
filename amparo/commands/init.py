"""`amparo init DIR`: the folder of a house, with commented settings, keys and an empty memory."""

from __future__ import annotations

from pathlib import Path

import click

from amparo.commands.answers import CLEAN, json_option, say_json


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="What the house is called; else the folder's name.")
@click.option("--country", default="cn", show_default=True, help="By which country's law it is judged.")
@click.option("--zone", help="Its time zone, else the country's.")
@click.option("--currency", help="Its currency, else the country's.")
@click.option("--database", default="", help="postgres://user@host/name, else a file in the folder.")
@json_option
def command(
    folder: Path, name: str | None, country: str, zone: str | None, currency: str | None, database: str, as_json: bool
) -> int:
    """Make the folder of a house: settings, mappings, what is expected when, keys, an empty memory."""
    from amparo.office.house import init_house

    house = init_house(
        folder, name=name or folder.resolve().name, country=country, zone=zone, currency=currency, database=database
    )
    if as_json:
        say_json({"house": str(house.root), "name": house.name, "country": country, "zone": house.zone})
        return CLEAN
    click.echo(f"{house.root} is a house now. Its settings: house.yaml · what comes when: expects.yaml")
    click.echo("Back up keys/ apart from the rest: without them names can never be read again, with them by anyone.")
    click.echo(f"Next: amparo map FILE > {folder}/mappings/NAME.yaml, then amparo load --house {folder} FILES")
    return CLEAN

"""`amparo init DIR`: the folder of a house, with commented settings, keys and an empty memory."""

from __future__ import annotations

from pathlib import Path

import click

from amparo.commands.answers import CLEAN, json_option, language_option, say_json
from amparo.law.said import Said

MADE = Said(
    zh="{root} 已建好。设置：house.yaml · 何时应收到哪些文件：expects.yaml",
    en="{root} is a house now. Its settings: house.yaml · what comes when: expects.yaml",
    es="{root} ya es una casa. Sus ajustes: house.yaml · qué llega cuándo: expects.yaml",
)
KEYS = Said(
    zh="请将 keys/ 与其余数据分开备份：没有它，姓名再也无法读出；有了它，谁都能读出。",
    en="Back up keys/ apart from the rest: without them names can never be read again, with them by anyone.",
    es="Guarde copia de keys/ aparte del resto: sin ellas los nombres no se leerán jamás; con ellas, los lee cualquiera.",
)
NEXT = Said(
    zh="下一步：amparo map 文件 > {folder}/mappings/名称.yaml，然后 amparo load --house {folder} 文件",
    en="Next: amparo map FILE > {folder}/mappings/NAME.yaml, then amparo load --house {folder} FILES",
    es="Siguiente: amparo map FICHERO > {folder}/mappings/NOMBRE.yaml, luego amparo load --house {folder} FICHEROS",
)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="What the house is called; else the folder's name.")
@click.option("--country", default="cn", show_default=True, help="By which country's law it is judged.")
@click.option("--zone", help="Its time zone, else the country's.")
@click.option("--currency", help="Its currency, else the country's.")
@click.option("--database", default="", help="postgres://user@host/name, else a file in the folder.")
@language_option
@json_option
def command(
    folder: Path,
    name: str | None,
    country: str,
    zone: str | None,
    currency: str | None,
    database: str,
    language: str,
    as_json: bool,
) -> int:
    """Make the folder of a house: settings, mappings, what is expected when, keys, an empty memory."""
    from amparo.office.house import init_house

    house = init_house(
        folder, name=name or folder.resolve().name, country=country, zone=zone, currency=currency, database=database
    )
    if as_json:
        say_json({"house": str(house.root), "name": house.name, "country": country, "zone": house.zone})
        return CLEAN
    for said in (MADE, KEYS, NEXT):
        click.echo(said.in_(language).format(root=house.root, folder=folder))
    return CLEAN

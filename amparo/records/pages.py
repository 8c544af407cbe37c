"""A contract as a page a person reads: each column, what it must hold, and what is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amparo.law.said import Said
from amparo.records.contract import Column, Contract

KINDS: Mapping[str, Said] = {
    "money": Said("金额，写作 1234.50", "money, as 1234.50", "importe, como 1234.50"),
    "int64": Said("整数", "whole number", "número entero"),
    "string": Said("文字", "text", "texto"),
    "date": Said("日期，写作 2026-01-31", "day, as 2026-01-31", "día, como 2026-01-31"),
    "timestamp": Said(
        "当地日期时间，写作 2026-01-31 10:15:00",
        "local day and time, as 2026-01-31 10:15:00",
        "día y hora locales, como 2026-01-31 10:15:00",
    ),
    "boolean": Said("是 / 否", "yes / no", "sí / no"),
}
WORDS: Mapping[str, Said] = {
    "column": Said("列", "Column", "Columna"),
    "name": Said("含义", "Meaning", "Significado"),
    "must": Said("必填", "Must", "Oblig."),
    "holds": Said("内容", "Holds", "Contenido"),
    "kept": Said("只保存令牌", "only a token of it is kept", "solo se guarda una ficha"),
    "empty": Said("为空时按", "when empty:", "si está vacío:"),
    "derived": Said("由系统得出", "worked out on the way in", "se calcula al entrar"),
    "day_of": Said("可由此时间得出：", "follows from", "se obtiene de"),
    "names": Said("须存在于", "names a row of", "nombra una fila de"),
    "from": Said("不小于", "at least", "como mínimo"),
    "to": Said("不大于", "at most", "como máximo"),
    "form": Said("格式", "of the form", "de la forma"),
    "key": Said("唯一编号", "the number that names the row", "el número que identifica la fila"),
}


def needed(contract: Contract, column: Column) -> bool:
    """Whether a file must bring the column: required, and neither derived nor given a value when empty."""
    if not column.required or column.when_empty is not None or column.derive:
        return False
    return column.local_day_of is None or not contract.column(column.local_day_of).required


def incoming_kind(column: Column, language: str) -> str:
    """What a cell of the column must hold, in one line."""
    said = [
        " / ".join(column.values) if column.values else KINDS["money" if column.money else column.type].in_(language)
    ]
    word = {name: text.in_(language) for name, text in WORDS.items()}
    if column.key:
        said.append(word["key"])
    if column.minimum is not None and not column.money:
        said.append(f"{word['from']} {column.minimum}")
    if column.maximum is not None and not column.money:
        said.append(f"{word['to']} {column.maximum}")
    if column.pattern:
        said.append(f"{word['form']} `{column.pattern}`")
    if column.references:
        said.append(f"{word['names']} {'.'.join(column.references)}")
    if column.token:
        said.append(word["kept"])
    if column.when_empty is not None:
        said.append(f"{word['empty']} {column.when_empty}")
    if column.local_day_of:
        said.append(f"{word['day_of']} {column.local_day_of}")
    if column.derive:
        said.append(word["derived"])
    separator = "；" if language == "zh" else "; "
    return separator.join(said)


def page_of(contract: Contract, language: str) -> str:
    """The table as a Markdown page in one language."""
    word = {name: text.in_(language) for name, text in WORDS.items()}
    lines = [
        f"# {contract.names.in_(language)} (`{contract.name}`)",
        "",
        contract.says,
        "",
        f"| {word['column']} | {word['name']} | {word['must']} | {word['holds']} |",
        "|---|---|---|---|",
    ]
    for column in contract.columns:
        must = "●" if needed(contract, column) else ""
        holds = incoming_kind(column, language).replace("|", "\\|")
        lines.append(f"| `{column.source}` | {column.names.in_(language)} | {must} | {holds} |")
    return "\n".join(lines) + "\n"


def described(contract: Contract) -> dict[str, Any]:
    """The table as a program reads it."""
    return {
        "table": contract.name,
        "version": contract.version,
        "names": {language: contract.names.in_(language) for language in ("zh", "en", "es")},
        "says": contract.says,
        "key": contract.key,
        "day": contract.day,
        "sha256": contract.sha256,
        "columns": [
            {
                "name": column.name,
                "incoming": column.source,
                "type": column.type,
                "names": {language: column.names.in_(language) for language in ("zh", "en", "es")},
                "must": needed(contract, column),
                "values": list(column.values),
                "token": column.token.kind if column.token else None,
                "money": column.money,
                "derived": column.derive,
                "when_empty": column.when_empty,
                "references": ".".join(column.references) if column.references else None,
            }
            for column in contract.columns
        ],
    }

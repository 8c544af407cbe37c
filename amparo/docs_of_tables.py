"""The page of tables: what each must look like, column by column, as its contract says."""

from __future__ import annotations

from amparo.docs_of import page, table
from amparo.records.contract import Column, Contract, load_contracts

INTRODUCTION = """
One contract for each table, in Open Data Contract Standard 3.1, under `amparo/records/contracts/`. *Comes in as* is the
name a mapping fills. A *token* stands in a column in place of the value it is made of: the value itself is kept
encrypted, apart. Money is whole minor units of its currency; moments are UTC; days are days of the house's own zone.
`amparo tables` prints the same and writes blank templates.
"""


def tables_page() -> str:
    """`tables.md`"""
    contracts = load_contracts()
    rows = [
        (f"[`{c.name}`](#{c.name})", c.names.en, c.names.zh, c.names.es, str(len(c.columns)))
        for c in contracts.values()
    ]
    index = table(("Table", "", "", "", "Columns"), rows)
    return page("Tables", INTRODUCTION, index, *(_table(contract) for contract in contracts.values()))


def _table(contract: Contract) -> str:
    says = f"{contract.says} {contract.names.zh} · {contract.names.es}"
    placed = f"Placed in time by `{contract.day}`" + (
        f", in the house by `{contract.institution}`." if contract.institution else "."
    )
    limits = (
        f"A delivery with more than {_percent(contract.quarantine_above_ppm)} bad rows waits for a person; "
        f"with more than {_percent(contract.refuse_above_ppm)} it is refused."
    )
    rows = [
        (
            f"`{c.name}`",
            f"`{c.source}`",
            c.type,
            "yes" if c.required or c.key else "",
            c.names.zh,
            c.names.en,
            _rules(c),
        )
        for c in contract.columns
    ]
    heading = ("Column", "Comes in as", "Type", "Needed", "中文", "English", "Rules")
    return "\n\n".join((f"## {contract.name}", says, f"{placed} {limits}", table(heading, rows)))


def _rules(column: Column) -> str:
    told = []
    if column.key:
        told.append("names the row")
    if column.token:
        told.append(f"token: {column.token.kind}")
    if column.references:
        told.append(f"a row of `{'.'.join(column.references)}`")
    if column.values:
        told.append("one of " + ", ".join(f"`{value}`" for value in column.values))
    if column.money:
        told.append(f"money in `{column.money}`")
    if column.minimum is not None or column.maximum is not None:
        told.append(
            f"from {column.minimum if column.minimum is not None else '…'} to {column.maximum if column.maximum is not None else '…'}"
        )
    if column.pattern:
        told.append(f"looks like `{column.pattern}`")
    if column.local_day_of:
        told.append(f"the local day of `{column.local_day_of}` if not given")
    if column.when_empty:
        told.append(f"`{column.when_empty}` if empty")
    if column.derive:
        told.append("worked out while loading")
    return "; ".join(told)


def _percent(ppm: int) -> str:
    return f"{ppm / 10_000:g} %"

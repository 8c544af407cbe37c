"""A contract as a pydantic model: one row given by a program, checked with the same limits as a row of a file."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from amparo.records.contract import Column, Contract

_TYPES: dict[str, Any] = {"string": str, "int64": int, "date": date, "timestamp": datetime, "boolean": bool}
INT64 = 2**63


class Row(BaseModel):
    """One row of a table as it is stored: an unknown field is refused, nothing is converted from text by guess."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def model_for(contract: Contract) -> type[Row]:
    """The model of a table's stored rows: tokens for personal values, minor units for money, UTC for moments."""
    name = "".join(word.capitalize() for word in contract.name.split("_"))
    fields = tuple((c.name, *_field(c)) for c in contract.columns)
    made: dict[str, Any] = {field: (kind, default) for field, kind, default in fields}
    return create_model(name, __base__=Row, __doc__=contract.says, **made)


def _field(column: Column) -> tuple[Any, Any]:
    kind = Literal[column.values] if column.values else _TYPES[column.type]
    limits: dict[str, Any] = {"description": column.says, "title": column.names.en}
    if column.type == "int64":
        limits["ge"] = column.minimum if column.minimum is not None else -INT64
        limits["le"] = column.maximum if column.maximum is not None else INT64 - 1
        limits["strict"] = True
    if column.pattern:
        limits["pattern"] = column.pattern
    kind = Annotated[kind, Field(**limits)]
    if column.when_empty is not None:
        return kind, date.fromisoformat(column.when_empty) if column.type == "date" else column.when_empty
    if column.required:
        return kind, ...
    return kind | None, None

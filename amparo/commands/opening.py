"""A house opened for a command: every foreseen failure of the office becomes its message and exit code."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.commands.answers import BadUse

if TYPE_CHECKING:
    from amparo.office.house import House

LEAST_ROOM = 1 << 20
FULL = "the disk is full; nothing kept before is lost; make room and run it again"
DAMAGED = ("malformed", "not a database", "disk image", "unsupported file format")


def now() -> datetime:
    """The moment; commands are faces, and only faces read the clock."""
    return datetime.now(UTC)


@contextmanager
def opened(folder: Path) -> Iterator[House]:
    """The house of this folder, its memory open."""
    from django.db import DatabaseError

    from amparo.office.house import open_house

    try:
        house = open_house(folder)
    except DatabaseError as error:
        raise BadUse(_memory(folder, error)) from error
    try:
        yield house
    except Exception as error:
        says = _foreseen(house, folder, error)
        if says is None:
            raise
        raise BadUse(says) from error


def _foreseen(house: House, folder: Path, error: Exception) -> str | None:
    """What to tell of a failure that can happen to any house; None if it is none of them."""
    from amparo.office.findings.intact import PartDamaged
    from amparo.office.findings.lease import HouseIsBusy, LeaseLost
    from amparo.office.findings.views_of import NoSuchFinding
    from amparo.office.taking import DiskFull
    from amparo.records.contract import ContractError
    from amparo.records.vault import KeysError, SealError, StoreError
    from amparo.records.warehouse import PartMissing

    ours = HouseIsBusy | LeaseLost | DiskFull | KeysError | ContractError | NoSuchFinding
    theirs = SealError | StoreError | PartDamaged | PartMissing
    return str(error) if isinstance(error, ours | theirs) else _failed(house, folder, error)


def _failed(house: House, folder: Path, error: Exception) -> str | None:
    """The same of a failure of the disk, the memory of the machine or the database."""
    import duckdb
    from django.db import DatabaseError, OperationalError

    from amparo.office.taking import no_room

    if isinstance(error, duckdb.OutOfMemoryException):
        return (
            f"house.yaml: memory: {house.memory} is too little for this work; expected room for the largest table's"
            " keys; write a larger `memory`, and run it again"
        )
    if not isinstance(error, (DatabaseError, sqlite3.OperationalError, duckdb.IOException)):
        return None
    if no_room(error):
        return FULL
    if isinstance(error, sqlite3.OperationalError):
        return f"{house.data / 'identities.sqlite'}: cannot be used ({error}); look at its mode"
    if isinstance(error, DatabaseError) and any(word in str(error) for word in DAMAGED):
        return _memory(folder, error)
    if isinstance(error, OperationalError):  # its text speaks of the disk or the server, never of a row
        return (
            f"{folder}: its memory failed ({error}); nothing half done was kept; look at the disk or the database"
            " server, and run it again"
        )
    return None


def _memory(folder: Path, error: Exception) -> str:
    """Why the memory of a house cannot be opened, and what to do."""
    says = str(error)
    if any(word in says for word in DAMAGED):
        return (
            f"{folder / 'amparo.sqlite'}: damaged ({says}); expected the memory of this house;"
            " restore it from the backup; records and raw files in data/ are untouched"
        )
    if not os.access(folder, os.W_OK):
        return (
            f"{folder}: its memory cannot be opened ({says}); expected a folder Amparo may write;"
            " make it writable, or work on a copy of it"
        )
    if shutil.disk_usage(folder).free < LEAST_ROOM:
        return FULL
    return f"{folder}: its memory cannot be opened ({says}); look at `database` in house.yaml"

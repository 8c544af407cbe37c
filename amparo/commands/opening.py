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
    from django.db import DatabaseError, OperationalError

    from amparo.office.house import open_house

    try:
        house = open_house(folder)
    except DatabaseError as error:
        raise BadUse(_memory(folder, error)) from error
    import duckdb

    from amparo.office.findings.intact import PartDamaged
    from amparo.office.findings.lease import HouseIsBusy, LeaseLost
    from amparo.office.findings.views_of import NoSuchFinding
    from amparo.office.taking import DiskFull, no_room
    from amparo.records.contract import ContractError
    from amparo.records.vault import KeysError, SealError, StoreError
    from amparo.records.warehouse import PartMissing

    try:
        yield house
    except (HouseIsBusy, LeaseLost, DiskFull, KeysError, ContractError, NoSuchFinding) as error:
        raise BadUse(str(error)) from error
    except (SealError, StoreError, PartDamaged, PartMissing) as error:
        raise BadUse(str(error)) from error
    except duckdb.OutOfMemoryException as error:
        raise BadUse(
            f"house.yaml: memory: {house.memory} is too little for this work; expected room for the largest table's"
            " keys; write a larger `memory`, and run it again"
        ) from error
    except (DatabaseError, sqlite3.OperationalError, duckdb.IOException) as error:
        if no_room(error):
            raise BadUse(FULL) from error
        if isinstance(error, sqlite3.OperationalError):
            raise BadUse(f"{house.data / 'identities.sqlite'}: cannot be used ({error}); look at its mode") from error
        if isinstance(error, DatabaseError) and any(word in str(error) for word in DAMAGED):
            raise BadUse(_memory(folder, error)) from error
        if isinstance(error, OperationalError):  # its text speaks of the disk or the server, never of a row
            raise BadUse(
                f"{folder}: its memory failed ({error}); nothing half done was kept; look at the disk or the database"
                " server, and run it again"
            ) from error
        raise


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

"""A house opened for a command: every foreseen failure of the office becomes its message and exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.commands.answers import BadUse

if TYPE_CHECKING:
    from amparo.office.house import House


def now() -> datetime:
    """The moment; commands are faces, and only faces read the clock."""
    return datetime.now(UTC)


@contextmanager
def opened(folder: Path) -> Iterator[House]:
    """The house of this folder, its memory open."""
    from django.db import OperationalError

    from amparo.office.house import open_house
    from amparo.records.contract import ContractError
    from amparo.records.vault import KeysError

    try:
        house = open_house(folder)
    except OperationalError as error:
        raise BadUse(f"{folder}: its memory cannot be opened ({error}); look at `database` in house.yaml") from error
    from amparo.office.findings.lease import HouseIsBusy, LeaseLost
    from amparo.office.findings.views_of import NoSuchFinding
    from amparo.office.taking import DiskFull

    try:
        yield house
    except (HouseIsBusy, LeaseLost, DiskFull, KeysError, ContractError, NoSuchFinding) as error:
        raise BadUse(str(error)) from error
    except OperationalError as error:
        if "disk is full" in str(error):
            raise BadUse("the disk is full; nothing kept before is lost; make room and run it again") from error
        raise

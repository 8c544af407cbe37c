"""Finds the controls: one in each file of each subject's folder, named like its file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from pathlib import Path

from amparo.controls.control import Control, ControlError

ROOM = Path(__file__).parent
FOLDERS = ("charges", "flow", "refunds", "steps", "feeds")
RETIRED: frozenset[str] = frozenset()  # ids of controls that are no more; a finding of old still names them


@lru_cache(maxsize=1)
def all_controls() -> dict[str, Control]:
    """Every control by id, sorted; loads Ibis, so only for authoring (`build.py`) and tests of examples."""
    found: dict[str, Control] = {}
    for folder in FOLDERS:
        for module in pkgutil.iter_modules([str(ROOM / folder)]):
            loaded = importlib.import_module(f"amparo.controls.{folder}.{module.name}")
            made = getattr(loaded, module.name, None)
            if not isinstance(made, Control):
                raise ControlError(f"{folder}/{module.name}.py must define one control named {module.name}")
            if made.id in RETIRED:
                raise ControlError(f"{made.id} was retired and is {made.name} now; give it an id of its own")
            if made.id in found:
                raise ControlError(f"{made.id} is both {found[made.id].name} and {made.name}; ids are for ever")
            found[made.id] = made
    return dict(sorted(found.items()))

"""Whether the stored records are those that were stored: a file that is gone or was altered is named, never judged.

A file whose size and time of change are as they were when it was last looked through is trusted; any other is hashed
again. `amparo reproduce` always hashes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from amparo.office.findings.models import Part
from amparo.records.settling import hash_file

FILES = (("path", "sha256"), ("hidden_path", "hidden_sha256"))


class PartDamaged(Exception):
    """A file of the records is gone or was altered: which, what was expected, what to do."""


def require_intact(root: Path, parts: Sequence[Any]) -> None:
    """Refuse to go on unless every file of these parts holds what it held when it was written."""
    paths = [Path(part.path).relative_to(root).as_posix() for part in parts]
    for at in range(0, len(paths), 500):
        for part in Part.objects.select_related("delivery").filter(path__in=paths[at : at + 500]):
            damage = damage_of(root, part)
            if damage:
                raise PartDamaged(
                    f"{damage}; expected the rows of {part.delivery.file_name} as they were taken in; load that file"
                    " again, which writes them anew, or restore the file from the backup of the house"
                )


def damage_of(root: Path, part: Part) -> str:
    """Which file of a part is gone or altered, or nothing. What was looked through and is whole is remembered."""
    told = json.loads(part.facts)
    seen, before = told.get("seen", {}), dict(told.get("seen", {}))
    for name, expected in FILES:
        if told.get(name) is None:
            continue
        path = root / told[name]
        if not path.is_file():
            return f"{told[name]}: is not there"
        if seen.get(name) == mark_of(path):
            continue
        if hash_file(path) != told[expected]:
            return f"{told[name]}: was altered since it was written"
        seen[name] = mark_of(path)
    if seen != before:
        told["seen"] = seen
        Part.objects.filter(pk=part.pk).update(facts=json.dumps(told, ensure_ascii=False, sort_keys=True))
    return ""


def mark_of(path: Path) -> list[int]:
    """Size and time of change of a file: what tells that it may have been altered."""
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns]

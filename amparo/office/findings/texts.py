"""What a run leant on, kept word for word: the controls' SQL and the law's rows, so that it can be run again for ever."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from amparo.controls.frozen import Frozen, frozen_of
from amparo.controls.law_rows import due_rows, values_rows
from amparo.law.pack import Pack
from amparo.office.findings.models import LawText, SqlText

FIRST_YEAR = 1990


@dataclass(frozen=True)
class Law:
    """The law of one run as rows: what `lay_law` lays. `sha256` is the hash of both kinds of rows."""

    values: list[tuple[Any, ...]]
    due: list[tuple[Any, ...]]
    pack_sha256: str

    @property
    def content(self) -> str:
        """Both kinds of rows as one text, days as ISO."""
        told = {"values": self.values, "due": self.due}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=lambda day: day.isoformat())


def law_of(
    pack: Pack,
    controls: Collection[Frozen],
    *,
    limits: Mapping[str, int],
    switches: Sequence[str],
    first_on: date | None,
    as_of: date,
    law_on: date | None = None,
) -> Law:
    """The law for records from `first_on` to the end of the year of `as_of`; whole years, so that it seldom changes."""
    first = max(FIRST_YEAR, min((first_on or as_of).year, as_of.year) - 1)
    known = set(pack.rules)
    asked = [control for control in controls if set(control.due) <= known]
    return Law(
        values=values_rows(pack, house=limits, switches=switches, law_on=law_on),
        due=due_rows(
            pack,
            asked,
            first_on=date(first, 1, 1),
            last_on=date(as_of.year, 12, 31),
            house=limits,
            law_on=law_on,
        ),
        pack_sha256=pack.sha256,
    )


def keep_law(law: Law) -> LawText:
    """The kept text of these rows; the same rows are kept once."""
    content = law.content.encode()
    digest = sha256(content).hexdigest()
    made, _ = LawText.objects.get_or_create(
        sha256=digest, defaults={"pack_sha256": law.pack_sha256, "content": zlib.compress(content)}
    )
    return made


def kept_law(text: LawText) -> tuple[Law, bool]:
    """The rows as they were laid, and whether the text still has the hash it was kept under."""
    content = zlib.decompress(bytes(text.content))
    told = json.loads(content)
    values = [(name, _day(first), _day(last), *rest) for name, first, last, *rest in told["values"]]
    due = [
        (rule, _day(start), _day(strict), _day(rolled), _day(house) if house else None, ground)
        for rule, start, strict, rolled, house, ground in told["due"]
    ]
    return Law(values, due, text.pack_sha256), sha256(content).hexdigest() == text.sha256


def control_content(control: Frozen) -> str:
    """A control with its SQL of every mode and all it says of itself, as one text, in the order it was run in."""
    return json.dumps(asdict(control), ensure_ascii=False, separators=(",", ":"))


def keep_control(control: Frozen) -> SqlText:
    """The kept text of a control; the same text is kept once."""
    content = control_content(control)
    made, _ = SqlText.objects.get_or_create(
        sha256=sha256(content.encode()).hexdigest(),
        defaults={
            "control_id": control.id,
            "version": control.version,
            "dialect": control.dialect,
            "content": content,
        },
    )
    return made


def kept_control(text: SqlText) -> tuple[Frozen, bool]:
    """The control as it ran, and whether the text still has the hash it was kept under."""
    entry = json.loads(text.content)
    intact = sha256(text.content.encode()).hexdigest() == text.sha256
    dialect, sql = entry.pop("dialect"), entry.pop("sql")
    return frozen_of(entry, dialect=dialect, sql=sql), intact


def _day(text: str) -> date:
    return date.fromisoformat(text)

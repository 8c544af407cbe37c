"""A house is a folder: its settings read strictly, its folder begun, its memory opened.

`house.yaml` says how this insurer differs from the law's plain text (its own stricter limits, what it switched on),
`expects.yaml` which files come when, `mappings/` how their columns fill tables. Everything true for one insurer only
lives there, nothing of it in the code.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from amparo.law.pack import Pack, load_pack
from amparo.law.strict_yaml import Marked, StrictFileError, one_of, only, read_strict
from amparo.office import house_texts
from amparo.office.database import FILE
from amparo.office.elsewhere import Elsewhere, read_elsewhere
from amparo.office.expects import Feed, read_expects
from amparo.proof.canonical import digest
from amparo.records.vault import Keys

SETTINGS = (
    "name",
    "country",
    "zone",
    "currency",
    "limits",
    "switches",
    "controls",
    "overlay",
    "database",
    "memory",
    "records",
)
LIVES = ("off", "shadow", "on")
ZONES = {"cn": ("Asia/Shanghai", "CNY"), "es": ("Europe/Madrid", "EUR")}


@dataclass(frozen=True)
class House:
    """One insurer's folder and what its settings say; `limits` by name of a law's figure or rule, in its own unit."""

    root: Path
    name: str
    country: str
    zone: str
    currency: str
    limits: Mapping[str, int]
    switches: tuple[str, ...]
    controls: Mapping[str, str]
    overlay: Path | None
    database: str
    memory: str
    feeds: Mapping[str, Feed]
    records: Elsewhere | None = None

    @cached_property
    def pack(self) -> Pack:
        """The law this house is judged by, its overlay laid over it; limits on unknown names are refused."""
        pack = load_pack(self.country, overlay=self.overlay)
        known = {*pack.parameters, *pack.rules}
        for name in self.limits:
            if name not in known:
                place = self.limits.place(name) if isinstance(self.limits, Marked) else "house.yaml"
                raise StrictFileError(place, f"limits: no figure or rule {name!r}", _did_you_mean(name, known))
        for name in self.switches:
            if name not in known:
                raise StrictFileError("house.yaml", f"switches: no figure or rule {name!r}", _did_you_mean(name, known))
        return pack

    @cached_property
    def sha256(self) -> str:
        """The hash of those settings that change what is found."""
        return digest(
            {
                "country": self.country,
                "zone": self.zone,
                "limits": dict(self.limits),
                "switches": list(self.switches),
                "controls": dict(self.controls),
            }
        )

    @property
    def load_memory(self) -> str:
        """How much memory taking in a file may use: less than a run, since readers hold more beside it."""
        return "900MB"

    @property
    def threads(self) -> int:
        """As many as the machine has."""
        return os.cpu_count() or 2

    @property
    def dialect(self) -> str:
        """In whose SQL the records are judged."""
        return self.records.engine if self.records is not None else "duckdb"

    @property
    def data(self) -> Path:
        """Where records, raw files and identities lie."""
        return self.root / "data"

    def local(self, moment: datetime) -> datetime:
        """A moment as the clocks on the house's wall show it."""
        return moment.astimezone(ZoneInfo(self.zone))


def read_house(root: Path) -> House:
    """The settings of the folder; every mistake is refused with file, line and remedy."""
    path = root / "house.yaml"
    if not path.is_file():
        raise StrictFileError(
            str(root), "is no house: it holds no house.yaml", "make one with `amparo init DIR`, or name another --house"
        )
    given = only(read_strict(path), known=SETTINGS, needed=("name",), what="house", where=path.name)
    country = str(given.get("country", "cn"))
    zone, currency = ZONES.get(country, ("UTC", "USD"))
    return House(
        root=root.resolve(),
        name=str(given["name"]),
        country=country,
        zone=_zone(given, zone),
        currency=str(given.get("currency", currency)),
        limits=_limits(given),
        switches=tuple(_words(given, "switches")),
        controls=_lives(given),
        overlay=_overlay(given, root),
        database=_database(given),
        memory=str(given.get("memory", "2GB")),
        feeds=read_expects(root / "expects.yaml"),
        records=read_elsewhere(given),
    )


def open_house(root: Path) -> House:
    """The house with its memory open: from here on the models of `office.findings` read and write its database."""
    from amparo.office.database import use_database

    house = read_house(root)
    _memory_there(house)
    use_database(house.root, house.database)
    return house


def init_house(
    root: Path,
    *,
    name: str,
    country: str = "cn",
    zone: str | None = None,
    currency: str | None = None,
    database: str = "",
    extra: Mapping[str, Any] | None = None,
) -> House:
    """Begin a house in an empty or missing folder: commented settings, keys for its owner only, an empty memory.

    `extra` adds settings (`limits`, `switches`, `controls`) to house.yaml. A folder that already is a house is refused.
    """
    if (root / "house.yaml").exists():
        raise StrictFileError(str(root), "is a house already", "choose another folder, or work in this one")
    plain_zone, plain_currency = ZONES.get(country, ("UTC", "USD"))
    load_pack(country)
    _zone(Marked({"zone": zone or plain_zone}), plain_zone)
    _database(Marked({"database": database}))
    for folder in ("mappings", "keys", "data/records", "data/raw"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "keys").chmod(0o700)
    (root / "data").chmod(0o700)
    Keys.make(root / "keys")
    settings = house_texts.house_yaml(
        name=name,
        country=country,
        zone=zone or plain_zone,
        currency=currency or plain_currency,
        database=database,
        extra=extra or {},
    )
    texts = {"expects.yaml": house_texts.EXPECTS, "mappings/README.md": house_texts.MAPPINGS, "house.yaml": settings}
    for file, text in texts.items():
        if not (root / file).exists():
            (root / file).write_text(text, encoding="utf-8")
    return open_house(root)


def _memory_there(house: House) -> None:
    """Refuse to begin an empty memory where records lie: it would know none of them, and a load would clear them away."""
    memory = house.root / FILE
    lost = not memory.exists() or not memory.stat().st_size
    if not house.database and lost and any((house.data / "records").rglob("*.parquet")):
        raise StrictFileError(
            str(memory),
            "is gone, but records lie in data/; expected the memory that belongs to them",
            "restore it from the backup, or move data/ aside and load every file again",
        )


def _zone(given: Marked, plain: str) -> str:
    zone = str(given.get("zone", plain))
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise StrictFileError(
            given.place("zone") if given.where else "--zone",
            f"house: no time zone {zone!r}",
            "write one such as Asia/Shanghai",
        ) from error
    return zone


def _limits(given: Marked) -> Marked:
    limits = given.get("limits") or Marked()
    if not isinstance(limits, Marked):
        raise StrictFileError(given.place("limits"), "limits: expected name: number lines", "write name: 30")
    for name, value in limits.items():
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise StrictFileError(limits.place(name), f"limits: {name} is {value!r}", "write a whole number, 30")
    return limits


def _words(given: Marked, key: str) -> list[str]:
    words = given.get(key) or []
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise StrictFileError(given.place(key), f"{key}: expected a list of names", f"write {key}: [name, name]")
    return words


def _lives(given: Marked) -> dict[str, str]:
    lives = given.get("controls") or Marked()
    if not isinstance(lives, Marked):
        raise StrictFileError(given.place("controls"), "controls: expected ID: life lines", "write CHG-18: off")
    plain = {False: "off", True: "on"}  # YAML reads off and on as no and yes
    chosen = {}
    for control in lives:
        if isinstance(lives[control], bool):
            lives[control] = plain[lives[control]]
        chosen[str(control)] = one_of(lives, control, LIVES, "controls")
    return chosen


def _overlay(given: Marked, root: Path) -> Path | None:
    if not given.get("overlay"):
        return None
    overlay = (root / str(given["overlay"])).resolve()
    if not (overlay / "pack.yaml").is_file():
        raise StrictFileError(given.place("overlay"), f"overlay: {overlay} holds no pack.yaml", "name a pack's folder")
    return overlay


def _database(given: Marked) -> str:
    database = str(given.get("database") or "")
    if database and not database.startswith(("postgres://", "postgresql://")):
        raise StrictFileError(
            given.place("database") if given.where else "--database",
            f"database: {database.split('://')[0]!r} is not known",
            "write postgres://user@host/name, or leave it out for a file in this folder",
        )
    return database


def _did_you_mean(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return f"did you mean {near[0]!r}?" if near else "see `amparo law show` for the names"

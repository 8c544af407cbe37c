"""Which files are to be taken in, and by which mapping: patterns on names, each table once, parties first."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from amparo.law.strict_yaml import StrictFileError
from amparo.office.expects import Feed
from amparo.office.house import House
from amparo.records.contract import load_contracts
from amparo.records.mapping import Mapping_, read_mapping

# Names on payments are compared with the parties of the policy at load, so the parties come first.
FIRST_TABLES = ("institutions", "products", "people", "customers", "policies", "policy_parties")


@dataclass(frozen=True)
class Mappings:
    """Every mapping of the house by its file's name."""

    by_name: dict[str, Mapping_]

    def of(self, path: Path) -> dict[str, Mapping_]:
        """The mappings whose patterns fit a file's name; none, or two that fill one table, are refused."""
        fitting = {name: m for name, m in self.by_name.items() if m.fits(path.name)}
        if not fitting:
            patterns = [pattern for m in self.by_name.values() for pattern in m.files]
            near = difflib.get_close_matches(path.name, patterns, n=3, cutoff=0.3)
            there = f"the nearest patterns are {', '.join(near)}" if near else f"there are {len(patterns)} patterns"
            raise StrictFileError(
                path.name,
                f"no mapping is for a file of this name ({there})",
                f"propose one with `amparo map {path.name}`, or add the name to `files` of a mapping",
            )
        tables: dict[str, str] = {}
        for name, mapping in fitting.items():
            if mapping.table in tables:
                raise StrictFileError(
                    path.name,
                    f"two mappings fill {mapping.table} from it: {tables[mapping.table]} and {name}",
                    "narrow the patterns of one of them",
                )
            tables[mapping.table] = name
        return fitting


def read_mappings(house: House) -> Mappings:
    """All mappings of the house; a mistake in one is refused with its file and line."""
    contracts = load_contracts()
    paths = sorted((house.root / "mappings").glob("*.yaml"))
    return Mappings({path.stem: read_mapping(path, contracts) for path in paths})


def files_below(paths: Sequence[Path]) -> list[Path]:
    """The files named, and all below the folders named, but for hidden ones; a missing path is refused."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            below = (p for p in sorted(path.rglob("*")) if p.is_file())
            found += [p for p in below if not any(part.startswith(".") for part in p.relative_to(path).parts)]
        elif path.exists():
            found.append(path)
        else:
            raise StrictFileError(str(path), "there is no such file or folder", "name one that is there")
    return list(dict.fromkeys(found))


def in_order(chosen: Sequence[tuple[Path, str, Mapping_]]) -> list[tuple[Path, str, Mapping_]]:
    """Those tables first that others are compared with; otherwise as they were named."""
    rank = {table: number for number, table in enumerate(FIRST_TABLES)}
    return sorted(chosen, key=lambda one: rank.get(one[2].table, len(rank)))


def feed_of(house: House, mapping: Mapping_, path: Path) -> Feed | None:
    """The feed a file belongs to: the one its mapping names, else one whose patterns fit its name."""
    if mapping.feed:
        if mapping.feed not in house.feeds:
            near = difflib.get_close_matches(mapping.feed, house.feeds, n=1)
            raise StrictFileError(
                f"mapping for {path.name}",
                f"feed {mapping.feed!r} is not in expects.yaml",
                f"did you mean {near[0]!r}?" if near else "add it there, or leave `feed` out",
            )
        return house.feeds[mapping.feed]
    return next((f for f in house.feeds.values() if f.table == mapping.table and f.is_for(path.name)), None)

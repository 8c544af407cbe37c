"""What the doctor looks at, one thing at a time: each gives its state, what was seen, and the remedy."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.law.strict_yaml import StrictFileError

if TYPE_CHECKING:
    from amparo.office.elsewhere import Elsewhere

NEEDED = {
    "click": "the command line",
    "cryptography": "encrypted files and the vault of identities",
    "defusedxml": "bank statements in XML, without the attacks",
    "Django": "the memory of deliveries, runs and findings",
    "duckdb": "reads Parquet and runs the controls",
    "mt-940": "bank statements in MT940",
    "openpyxl": "writes workbooks",
    "pydantic": "the model of each table",
    "python-calamine": "reads XLSX and XLS",
    "PyYAML": "law packs, mappings and settings",
    "rich": "progress on long work",
}
OPTIONAL = {
    "psycopg": ("postgres", "a PostgreSQL engine or memory"),
    "pyspark": ("spark", "running the controls on Spark; needs Java 17"),
    "chdb": ("clickhouse", "running the controls on ClickHouse"),
    "ibis-framework": ("authoring", "writing controls: compiles them to SQL"),
    "sqlglot": ("authoring", "writing controls: the SQL dialects"),
}
LEAST_FREE = 2 * 10**9
OK, ABSENT, WRONG = "ok", "absent", "wrong"


@dataclass(frozen=True)
class Check:
    """One thing looked at: `state` is ok, absent (optional and not there) or wrong (needed)."""

    group: str
    name: str
    state: str
    says: str
    remedy: str = ""


def machine_checks() -> list[Check]:
    """Python and its packages, what the program carries, and the programs it may use."""
    return [_python(), *map(_package, NEEDED), *map(_extra, OPTIONAL), *_carried(), _java(), _browser(), _memory()]


def house_checks(root: Path) -> list[Check]:
    """The house in that folder, if there is one: settings, keys, memory, database, disk."""
    if not (root / "house.yaml").exists():
        return [Check("House", "house.yaml", ABSENT, f"no house in {root}", "amparo init DIR, or name it: --house DIR")]
    from amparo.office.house import read_house

    try:
        house = read_house(root)
        pack = house.pack
    except StrictFileError as error:
        return [Check("House", "house.yaml", WRONG, f"{error.where}: {error.what}", error.remedy)]
    told = f"{house.name}: law of {pack.country} {pack.version}, memory limit {house.memory}"
    checks = [Check("House", "house.yaml", OK, told)]
    checks += [_key(root / "keys" / name) for name in ("token.key", "vault.key")]
    checks += [_database(root, house.database), *_records(house.records), _disk(root)]
    return checks


def _python() -> Check:
    return Check("Python", "python", OK, f"{'.'.join(map(str, sys.version_info[:3]))}; 3.11 or later is needed")


def _package(name: str) -> Check:
    try:
        return Check("Packages needed", name, OK, f"{version(name)}, {NEEDED[name]}")
    except PackageNotFoundError:
        return Check("Packages needed", name, WRONG, f"not installed: {NEEDED[name]}", "make install")


def _extra(name: str) -> Check:
    extra, purpose = OPTIONAL[name]
    try:
        return Check("Packages you may want", name, OK, f"{version(name)}, {purpose}")
    except PackageNotFoundError:
        return Check("Packages you may want", name, ABSENT, f"for {purpose}", f"pip install 'amparo[{extra}]'")


def _carried() -> list[Check]:
    from amparo.controls.frozen import load_frozen
    from amparo.law.pack import PACKS, load_pack

    checks = []
    try:
        checks.append(Check("Knowledge", "controls", OK, f"{len(load_frozen('duckdb'))} frozen controls"))
    except (OSError, KeyError, ValueError, TypeError) as error:
        says = f"the frozen controls cannot be read ({type(error).__name__})"
        checks.append(Check("Knowledge", "controls", WRONG, says, "make frozen, or install again"))
    for folder in sorted(p.parent.name for p in PACKS.glob("*/pack.yaml")):
        try:
            pack = load_pack(folder)
            figures = f"figures {len(pack.parameters)}, deadlines {len(pack.rules)}"
            years = sorted(pack.calendars[pack.calendar].years)
            says = f"version {pack.version}: {figures}, working days {years[0]}–{years[-1]}"
            checks.append(Check("Knowledge", f"law of {folder}", OK, says))
        except StrictFileError as error:
            checks.append(Check("Knowledge", f"law of {folder}", WRONG, f"{error.where}: {error.what}", error.remedy))
    return checks


def _java() -> Check:
    return _program(
        "java",
        ("java",),
        "for Spark",
        "apt-get install openjdk-17-jre-headless",
        lambda text: int((re.search(r'version "(\d+)', text) or re.search(r"(\d+)", text) or [0, 0])[1]) >= 17,
        "17 or later is needed for Spark",
    )


def _browser() -> Check:
    return _program(
        "chromium", ("chromium", "chromium-browser", "google-chrome"), "for the tests", "apt-get install chromium"
    )


def _program(
    name: str,
    names: tuple[str, ...],
    purpose: str,
    remedy: str,
    good: Callable[[str], bool] | None = None,
    expected: str = "",
) -> Check:
    path = next((found for found in map(shutil.which, names) if found), None)
    if path is None:
        return Check("Programs you may want", name, ABSENT, f"not found, {purpose}", remedy)
    try:
        ran = subprocess.run([path, "-version" if name == "java" else "--version"], capture_output=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return Check("Programs you may want", name, ABSENT, f"{path} does not answer", remedy)
    lines = (ran.stdout + ran.stderr).decode(errors="replace").strip().splitlines()
    told = next((line.strip() for line in lines if re.search(r"\d+\.\d+|version", line)), path)
    if good is not None and not good(told):
        return Check("Programs you may want", name, ABSENT, f"{told}; {expected}", remedy)
    return Check("Programs you may want", name, OK, f"{told}, {purpose}")


def _memory() -> Check:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        return Check("Machine", "memory", ABSENT, "not known on this system")
    return Check("Machine", "memory", OK, f"{total / 10**9:.1f} GB, {os.cpu_count()} processors")


def _key(path: Path) -> Check:
    name = f"keys/{path.name}"
    if not path.exists():
        return Check(
            "House",
            name,
            WRONG,
            "missing",
            "put it back from your safe copy; a new one cannot read what the old one wrote",
        )
    if os.name == "posix" and path.stat().st_mode & 0o077:
        return Check("House", name, WRONG, "others may read it", f"chmod 600 {path}")
    return Check("House", name, OK, "there, and only its owner may read it")


def _database(root: Path, address: str) -> Check:
    if address:
        return _postgres(address)
    path = root / "amparo.sqlite"
    if not path.exists():
        return Check(
            "House", "database", WRONG, "amparo.sqlite is missing", "put it back from a backup, or amparo init"
        )
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        return Check("House", "database", WRONG, f"amparo.sqlite cannot be read ({error})", "put it back from a backup")
    return Check("House", "database", OK, f"amparo.sqlite, {path.stat().st_size / 10**6:.1f} MB")


def _postgres(address: str) -> Check:
    """Only whether it answers: neither the address nor the password is shown."""
    try:
        import psycopg
    except ImportError:
        return Check(
            "House", "memory", WRONG, "PostgreSQL is set, psycopg is not there", "pip install 'amparo[postgres]'"
        )
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            number = connection.info.server_version
    except psycopg.Error as error:
        remedy = "start it, or mend database in house.yaml"
        return Check("House", "database", WRONG, f"PostgreSQL does not answer ({type(error).__name__})", remedy)
    return Check("House", "database", OK, f"PostgreSQL {number // 10000} answers")


def _records(elsewhere: Elsewhere | None) -> list[Check]:
    """Whether the warehouse answers and its tables are as judging needs them; neither address nor password is shown."""
    if elsewhere is None:
        return []
    from amparo.office.elsewhere import opened

    try:
        with opened(elsewhere, measured=False) as there:
            filled, says = sum(n > 0 for n in there.rows.values()), there.says
            told = f"{elsewhere.engine} answers: {len(there.rows)} of our tables, {filled} with rows, at {says}"
    except StrictFileError as error:
        return [Check("House", "records", WRONG, error.what, error.remedy)]
    return [Check("House", "records", OK, told)]


def _disk(root: Path) -> Check:
    free = shutil.disk_usage(root).free
    told = f"{free / 10**9:.1f} GB free"
    if free < LEAST_FREE:
        return Check("House", "disk", WRONG, f"{told}; loads may fail", "free some space, or move the house")
    return Check("House", "disk", OK, told)

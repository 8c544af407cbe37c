"""The house's database opened: settings for Django made in code, one database a process at a time.

SQLite by default, never with its plain settings: WAL, IMMEDIATE, synchronous FULL, a patient busy timeout.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

FILE = "amparo.sqlite"
BUSY_SECONDS = 30
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"


def database_settings(root: Path, database: str) -> dict[str, Any]:
    """What Django needs to know to open the house's database."""
    if not database:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(root / FILE),
            "OPTIONS": {"timeout": BUSY_SECONDS, "transaction_mode": "IMMEDIATE", "init_command": PRAGMAS},
        }
    parts = urlsplit(database)
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {key: unquote(value) for key, value in options.items()},
    }


def use_database(root: Path, database: str = "") -> None:
    """Point the models at this house's database and bring its tables up to date."""
    from django.db import connections

    from amparo.office.ready import make_ready

    make_ready()
    connections.close_all()
    wanted = {"default": database_settings(root, database)}
    connections.databases["default"] = connections.configure_settings(wanted)["default"]
    with suppress(AttributeError):  # none was opened in this thread
        del connections["default"]
    _migrate()


def _migrate() -> None:
    """Apply what is missing; looking costs one query, so it is done at each opening."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)

"""Files that are there whole or not at all: hashed, synced, and given their name at the end."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

CHUNK = 1 << 20


def settle_file(temporary: Path, final: Path) -> None:
    """Give a written file its final name so that it is there whole or not at all, also after a power cut."""
    with temporary.open("rb") as written:
        os.fsync(written.fileno())
    temporary.rename(final)
    handle = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hash_file(path: Path) -> str:
    """SHA-256 of a file's content, in lower-case hex."""
    hashed = sha256()
    with path.open("rb") as read:
        while chunk := read.read(CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()

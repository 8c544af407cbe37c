"""A whole pack of law of four lines each, and copies of it with one file changed."""

from __future__ import annotations

import shutil
from pathlib import Path

TINY = Path(__file__).parent / "tiny"


def tiny_pack(folder: Path, **changed: str) -> Path:
    """A copy of the tiny pack under `folder`, with the named files (parts joined by `__`) holding other text."""
    shutil.copytree(TINY / "zz", folder / "zz")
    for name, text in changed.items():
        path = folder / "zz" / (name.replace("__", "/") + ".yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def overlay(folder: Path, **files: str) -> Path:
    """An overlay on the tiny pack holding these files."""
    head = "extends: zz\nname: {zh: 草案, en: draft, es: proyecto}\nversion: d1\n"
    for name, text in {"pack": head, **files}.items():
        path = folder / "draft" / (name.replace("__", "/") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "draft"

"""The page of files: every module under the rooms with the sentence it opens with."""

from __future__ import annotations

import ast
from pathlib import Path

from amparo.docs_of import page, table

ROOM = Path(__file__).parent


def files_page() -> str:
    """`files.md`"""
    parts = [
        "Each file opens with a sentence of what it is for; this page gathers them. The rooms: [../map.md](../map.md)."
    ]
    folders = sorted({path.parent for path in ROOM.rglob("*.py")})
    for folder in folders:
        place = folder.relative_to(ROOM.parent).as_posix()
        modules = sorted(path for path in folder.glob("*.py") if path.name != "__init__.py")
        if folder.name == "migrations" or not modules:
            continue
        says = _opening(folder / "__init__.py") if (folder / "__init__.py").exists() else ""
        rows = [(f"`{path.name}`", _opening(path)) for path in modules]
        parts += [f"## {place}", says, table(("File", ""), rows)]
    return page("Files", *parts)


def _opening(path: Path) -> str:
    """The first paragraph of a module's docstring."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return said.split("\n\n")[0]

"""The documents made from code and pack: their names and texts, so that they can be written, or found stale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from amparo.law.pack import Source

GENERATED = Path(__file__).parents[1] / "docs" / "generated"
NOTICE = "<!-- Made by `make frozen` from code and law pack; change those, not this page. -->\n\n"


def docs_files() -> dict[str, str]:
    """Relative path → text of everything that `docs/generated/` must hold."""
    from amparo.docs_of_cli import cli_page
    from amparo.docs_of_controls import control_pages
    from amparo.docs_of_law import law_pages
    from amparo.docs_of_map import files_page
    from amparo.docs_of_tables import tables_page

    return {
        **control_pages(),
        **law_pages(),
        "tables.md": tables_page(),
        "cli.md": cli_page(),
        "files.md": files_page(),
    }


def page(title: str, *parts: str) -> str:
    """A page: its title, the notice that it is generated, and its parts with a line between."""
    return f"# {title}\n\n{NOTICE}" + "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a cell's bars and line ends cannot break it."""
    lines = ["| " + " | ".join(heading) + " |", "|" + "---|" * len(heading)]
    lines += ["| " + " | ".join(cell(text) for text in row) + " |" for row in rows]
    return "\n".join(lines)


def cell(text: str) -> str:
    """A text as one table cell."""
    return " ".join(str(text).replace("|", "\\|").split())


def text_link(source: Source) -> str:
    """A legal text by its own title, linked where it has an address on the web."""
    return f"[{source.title}]({source.link})" if source.link.startswith(("https://", "http://")) else source.title

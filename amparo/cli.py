"""The command line: one word for each deed; every command lives in its own file and is only loaded when called."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from amparo import __version__

# Word → what the overview says of it, in the order of the page; the module of that name in `commands` holds `command`.
WORDS: dict[str, tuple[str, str]] = {
    "init": ("Begin", "make the folder of a house: settings, mappings, what is expected when"),
    "demo": ("Begin", "build a made-up insurer with planted wrongs, check it, serve the report"),
    "doctor": ("Begin", "say what is installed, reachable and missing"),
    "load": ("Day by day", "take in files: rows that can be read, and every row that cannot with its reason"),
    "map": ("Day by day", "propose how a file's columns fill a table"),
    "rejected": ("Day by day", "list or export the rows that could not be read, to correct and load again"),
    "check": ("Day by day", "judge everything by the law of its day; also under another law, limit or day"),
    "findings": ("Day by day", "list what was found, filtered; export it; write the report"),
    "explain": ("Prove", "one finding: the facts, why nothing covered it, the article and value, the working"),
    "reproduce": ("Prove", "run one finding's own SQL on its own inputs again and compare to the byte"),
    "law": ("Know", "show the law in force on a day, what changed between days, a deadline with its working"),
    "tables": ("Know", "what each table must look like; blank templates to fill"),
    "controls": ("Know", "every control: the wrong it finds, the clause it stands on, how it is switched"),
}
EPILOG = """
Exit codes: 0 clean · 1 something found · 2 bad use or settings · 3 unreadable input · 70 a defect of ours.
Every command that answers something takes --json and then prints one object on the last line,
or one a line where a list is natural.
"""


class Overview(click.Group):
    """The overview reads like a page: words grouped by what a person comes for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every word, in the order of the page."""
        return list(WORDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that word, loaded now."""
        if cmd_name not in WORDS:
            return None
        module = importlib.import_module(f"amparo.commands.{cmd_name}")
        found: click.Command = module.command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The words with what they do, without loading any of them."""
        for group in dict.fromkeys(group for group, _ in WORDS.values()):
            with formatter.section(group):
                formatter.write_dl([(word, says) for word, (g, says) in WORDS.items() if g == group])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Exit codes, as programs rely on them."""
        formatter.write(EPILOG)


@click.command(cls=Overview, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Amparo checks what an insurer did to its customers against the law of that day, and proves what it found.

    Start with `amparo demo`, or with `amparo init DIR` and then `amparo load FILES`, `amparo check`.
    A house is named by --house DIR, or by the variable AMPARO_HOUSE, or is the folder you stand in.
    """


def main() -> None:
    """Run the command line; errors that say what to do leave no traceback."""
    try:
        from amparo.commands.answers import told

        sys.exit(told(cli))
    except KeyboardInterrupt:
        sys.exit(2)


def run(args: list[str]) -> Any:
    """Run with these words, as tests do."""
    return cli.main(args=args, standalone_mode=False)

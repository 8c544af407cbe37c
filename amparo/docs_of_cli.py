"""The page of the command line: every command's help as it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import click

from amparo.cli import WORDS, cli
from amparo.docs_of import page

WIDTH = 100


def cli_page() -> str:
    """`cli.md`"""
    parts = ["What programs may rely on is in [../cli-contract.md](../cli-contract.md).", _help("amparo", cli)]
    for word in WORDS:
        if find_spec(f"amparo.commands.{word}") is None:
            continue  # tests/test_docs.py fails for a word without its command; the page need not
        found = cli.get_command(click.Context(cli), word)
        assert found is not None
        parts += _pages(f"amparo {word}", found)
    return page("Command line", *parts)


def _pages(name: str, command: click.Command) -> Iterator[str]:
    """The help of a command, and of those below it."""
    yield f"## {name}"
    yield _help(name, command)
    if isinstance(command, click.Group):
        for word, below in sorted(command.commands.items()):
            yield f"### {name} {word}"
            yield _help(f"{name} {word}", below)


def _help(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
    context.help_option_names = ["-h", "--help"]
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"```text\n{text}\n```"

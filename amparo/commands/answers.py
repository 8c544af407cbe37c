"""How commands answer: exit codes, one JSON object on the last line, errors in three parts without a traceback."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

CLEAN, FOUND, BAD_USE, UNREADABLE = 0, 1, 2, 3


class Unreadable(click.ClickException):
    """Input that could not be read: exit 3."""

    exit_code = UNREADABLE


class BadUse(click.ClickException):
    """Bad use or settings: exit 2."""

    exit_code = BAD_USE


def house_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--house DIR, else AMPARO_HOUSE, else the folder one stands in."""
    return click.option(
        "--house",
        type=click.Path(path_type=Path, file_okay=False),
        default=lambda: Path(os.environ.get("AMPARO_HOUSE", ".")),
        show_default="AMPARO_HOUSE, or this folder",
        help="The folder of the house.",
    )(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--json: an answer for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Answer with JSON on the last line.")(command)


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--language zh|en|es, else AMPARO_LANGUAGE, else what the terminal speaks."""
    return click.option(
        "--language",
        type=click.Choice(["zh", "en", "es"]),
        default=lambda: os.environ.get("AMPARO_LANGUAGE") or spoken(os.environ.get("LANG", "")),
        show_default="AMPARO_LANGUAGE, or the terminal's",
        help="In which language to answer.",
    )(command)


def spoken(locale: str) -> str:
    """The language of a locale name, English if it is none of ours."""
    return locale[:2] if locale[:2] in ("zh", "es") else "en"


def say_json(value: Any) -> None:
    """One JSON object on one line."""
    click.echo(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))


def told(command: click.Command) -> int:
    """Run the command line and turn every foreseen error into its message and exit code."""
    from amparo.law.deadlines import DeadlineError
    from amparo.law.strict_yaml import StrictFileError
    from amparo.law.values import NoValue

    try:
        code = command.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        return BAD_USE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (StrictFileError, NoValue, DeadlineError) as error:
        click.echo(f"Error: {error}", err=True)
        return BAD_USE
    except BrokenPipeError:
        sys.stderr.close()
        return CLEAN
    return code if isinstance(code, int) else CLEAN

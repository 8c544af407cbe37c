"""How commands answer: exit codes, one JSON object on the last line, errors in three parts without a traceback."""

from __future__ import annotations

import errno
import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

CLEAN, FOUND, BAD_USE, UNREADABLE = 0, 1, 2, 3
DEFECT = 70


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


def place_for(out: Path) -> None:
    """Refuse a place to write to whose folder is not there."""
    if not out.absolute().parent.is_dir():
        raise BadUse(f"{out}: there is no folder {out.parent}; make it, or name another place")


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
    except (click.exceptions.Abort, KeyboardInterrupt):
        return _stopped()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (StrictFileError, NoValue, DeadlineError) as error:
        click.echo(f"Error: {error}", err=True)
        return BAD_USE
    except BrokenPipeError:
        sys.stderr.close()
        return CLEAN
    except OSError as error:
        click.echo(f"Error: {_unreachable(error)}", err=True)
        return BAD_USE
    except Exception as error:
        if "Query interrupted" in str(error):  # Ctrl-C while DuckDB works
            return _stopped()
        return _defect(error)
    return code if isinstance(code, int) else CLEAN


def _stopped() -> int:
    click.echo("stopped; what was done before is kept, the rest is done when you run it again", err=True)
    return BAD_USE


def _unreachable(error: OSError) -> str:
    """A file or folder the system does not let us use: which, why, what to do."""
    remedy = {
        errno.ENOSPC: "make room and run it again",
        errno.EDQUOT: "make room and run it again",
        errno.EROFS: "Amparo must write there: make it writable, or name another place",
        errno.EACCES: "Amparo must be allowed to use it: change its owner or its mode, or name another place",
        errno.EPERM: "Amparo must be allowed to use it: change its owner or its mode, or name another place",
        errno.ENOENT: "make it, or name another place",
    }.get(error.errno or 0, "look at the disk, and run it again")
    return f"{error.filename or 'the disk'}: {(error.strerror or type(error).__name__).lower()}; {remedy}"


def _defect(error: Exception) -> int:
    """Something no one foresaw: where it happened, but no value, for a value may be a person's."""
    if os.environ.get("AMPARO_DEBUG"):
        traceback.print_exception(error)
        return DEFECT
    at = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in at if "amparo" in Path(frame.filename).parts] or at
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno} in {ours[-1].name}" if ours else "no place"
    click.echo(
        f"Error: a defect of Amparo ({type(error).__name__} at {place}); what was kept before is untouched;"
        " run it again with AMPARO_DEBUG=1 for the whole story, and report it (look it through for names first)",
        err=True,
    )
    return DEFECT

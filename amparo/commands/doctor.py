"""`amparo doctor`: what is installed, reachable and missing, what each thing is for, and how to get it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from amparo.commands.answers import BAD_USE, CLEAN, house_option, json_option, say_json
from amparo.commands.doctor_checks import Check, house_checks, machine_checks

SIGNS = {"ok": "✓", "absent": "·", "wrong": "✗"}
PLAIN_SIGNS = {"ok": "+", "absent": ".", "wrong": "x"}


@click.command()
@house_option
@json_option
def command(house: Path, as_json: bool) -> int:
    """Say what is installed, reachable and missing.

    Looks at Python, the packages, the law packs and frozen controls, Java, PostgreSQL (if the house uses one), a
    browser for the tests, and at the house: its settings, keys, memory and disk. Whatever is missing is named with
    what it is for and how to get it. Exit 0 if everything needed is there, 2 if something is not.
    """
    checks = machine_checks() + house_checks(house)
    well = not any(check.state == "wrong" for check in checks)
    if as_json:
        say_json({"ok": well, "checks": [check.__dict__ for check in checks]})
    else:
        _tell(checks)
        click.echo("Everything needed is there." if well else "Something needed is missing or wrong: see ✗ above.")
    return CLEAN if well else BAD_USE


def _tell(checks: list[Check]) -> None:
    signs = SIGNS if "utf" in (getattr(sys.stdout, "encoding", None) or "").lower() else PLAIN_SIGNS
    colours = {"ok": "green", "wrong": "red"} if not os.environ.get("NO_COLOR") else {}
    for group in dict.fromkeys(check.group for check in checks):
        click.echo(group)
        for check in (c for c in checks if c.group == group):
            sign = click.style(signs[check.state], fg=colours.get(check.state))
            click.echo(f"  {sign} {check.name:<18} {check.says}")
            if check.remedy:
                click.echo(f"    {'':<18} → {check.remedy}")
        click.echo()

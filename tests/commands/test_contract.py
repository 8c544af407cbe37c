"""Every key that docs/cli-contract.md promises programs is there in what the command answers with --json."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from amparo.cli import cli
from amparo.commands.answers import told
from tests.commands.in_house import say
from tests.office.tiny_house import Inbox, a_small_world, charge, write_rows

Capsys = pytest.CaptureFixture[str]
DOC = Path(__file__).parents[2] / "docs" / "cli-contract.md"
AS_OF = ("--control", "CHG-01", "--as-of", "2026-03-10")


def promised(command: str) -> tuple[set[str], dict[str, set[str]]]:
    """The keys of a command's row: those of the object, and those of the items of its lists."""
    row = next(line for line in DOC.read_text("utf-8").splitlines() if line.startswith(f"| `amparo {command}`"))
    keys: set[str] = set()
    items: dict[str, set[str]] = {}
    for part in re.sub(r"\([^)]*\)", "", row.split("|")[2]).split(";"):
        own, _, below = part.partition("[]`:")
        keys |= {name.removesuffix("[]") for name in re.findall(r"`([a-z_0-9\[\]]+)(?:`|$)", own)}
        if below:
            name = own.rpartition("`")[2]
            keys.add(name)
            items[name] = {key.removesuffix("[]") for key in re.findall(r"`([a-z_0-9\[\]]+)`", below)}
    return keys, items


def holds(command: str, answer: Any) -> None:
    """The answer has every key promised of it, and so has every item of its lists."""
    keys, items = promised(command)
    assert keys, command
    assert keys <= set(answer), (command, keys - set(answer))
    for name, below in items.items():
        assert answer[name], f"{command}: {name} is empty, so nothing is shown of its items"
        for item in answer[name]:
            assert below <= set(item), (command, name, below - set(item))


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """The small world, loaded."""
    return a_small_world(tmp_path)


def test_the_answers_of_a_day_hold_every_key_promised(inbox: Inbox, tmp_path: Path, capsys: Capsys) -> None:
    house = inbox.house.root
    rows = [charge(f"D{n}") for n in range(40)] + [charge("X1", channel="bogus")]
    path = write_rows(inbox.folder, "charges_9.csv", "charges", rows)

    def answer(*words: str) -> Any:
        return say(capsys, house, *words, "--json").last

    holds("init DIR", say(capsys, house, "init", str(tmp_path / "new"), "--json").last)
    capsys.readouterr()
    holds("load", answer("load", str(path)))
    holds("rejected", answer("rejected"))
    holds("check", answer("check", *AS_OF))
    holds("check --law-on …", answer("check", *AS_OF, "--law-on", "2020-01-01"))
    holds("check … --compare", answer("check", *AS_OF, "--law-on", "2020-01-01", "--compare"))
    finding = answer("findings")
    holds("findings", finding)
    keys = promised("findings")[0] | promised("explain ID")[0]
    assert keys <= set(answer("explain", finding["finding"]))
    proven = answer("reproduce", finding["finding"])
    assert promised("reproduce ID")[0] <= set(proven)


def test_answers_that_need_no_house_hold_every_key_promised(inbox: Inbox, capsys: Capsys) -> None:
    def answer(*words: str) -> Any:
        capsys.readouterr()
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("sys.argv", ["amparo", *words, "--json"])
            told(cli)
        return json.loads(capsys.readouterr().out.splitlines()[-1])

    holds("map FILE", answer("map", str(inbox.folder / "charges_004.csv")))
    holds("law show", answer("law", "show", "charges", "--on", "2026-03-10"))
    holds("law diff", answer("law", "diff", "2025-01-01", "2026-03-10"))
    holds("law deadline", answer("law", "deadline", "15wd", "--from", "2026-03-10", "--country", "cn"))
    holds("controls", answer("controls"))
    one = answer("controls", "CHG-01")
    assert promised("controls")[0] | promised("controls ID")[0] <= set(one)

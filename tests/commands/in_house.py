"""Runs the command line on a tiny house, as a person would."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from amparo.cli import cli
from amparo.commands.answers import told


class Spoken:
    """What a command answered: its exit code, its text, and its JSON lines."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def lines(self) -> list[Any]:
        """Every line as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def last(self) -> Any:
        """The JSON object on the last line."""
        return json.loads(self.out.splitlines()[-1])


def say(capsys: pytest.CaptureFixture[str], house: Path, *words: str) -> Spoken:
    """The answer to `amparo WORDS --house HOUSE --language en`."""
    language = () if words[0] == "init" else ("--language", "en")
    place = () if words[0] == "init" else ("--house", str(house))
    capsys.readouterr()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sys.argv", ["amparo", *words, *place, *language])
        code = told(cli)
    captured = capsys.readouterr()
    return Spoken(code, captured.out, captured.err)

"""The house rules a machine can keep; each failure says why the rule is there and what to do."""

from __future__ import annotations

import ast
import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

from amparo.records.contract import load_contracts
from tests import house_rules as house
from tests.house_rules import ROOT, name

VIOLATIONS = ROOT / "docs" / "violations.md"
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_CONTROL = 300, 40, 80
PERIOD_WORDS = ("valid_from", "valid_to", "known_since")


def nothing(places: list[str], *, why: str, remedy: str) -> None:
    """Fail with the places, the reason of the rule and the remedy, if there are places."""
    if places:
        pytest.fail("\n  ".join(["", *places, f"why: {why}", f"do:  {remedy}"]), pytrace=False)


def allowed() -> dict[str, str]:
    """What docs/violations.md lists: `file` or `file:function` → the reason given."""
    rows = re.findall(r"^\| `([^`]+)` \|[^|]*\| ([^|]+?) \|$", VIOLATIONS.read_text(encoding="utf-8"), re.M)
    return dict(rows)


def too_long() -> dict[str, str]:
    """Every file and function over its limit: name → how long it is."""
    found = {}
    for path in house.python_files():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            found[name(path)] = f"{lines} lines"
        if not name(path).startswith("amparo/"):
            continue
        parts = path.relative_to(ROOT).parts
        a_control = parts[1] == "controls" and parts[2] in house.CONTROL_FOLDERS
        most = LONGEST_CONTROL if a_control else LONGEST_FUNCTION
        for function, _, length in house.long_functions(house.tree(path), most):
            found[f"{name(path)}:{function}"] = f"{length} lines"
    return found


def test_files_and_functions_are_short_or_listed_with_a_reason() -> None:
    listed = allowed()
    nothing(
        [f"{place}: {length}" for place, length in too_long().items() if place not in listed],
        why="a file is one idea and a function one thought; what is long is two things, or says why it is one",
        remedy=f"split it, or add a line with its reason to {name(VIOLATIONS)}",
    )


def test_the_list_of_violations_holds_nothing_that_was_mended() -> None:
    found = too_long()
    nothing(
        [place for place in allowed() if place not in found],
        why="a list of exceptions that names what is no exception any more is not believed",
        remedy=f"take the line out of {name(VIOLATIONS)}",
    )


def test_no_module_has_a_name_that_says_nothing() -> None:
    nothing(
        [name(p) for p in house.python_files() if {p.stem, *p.relative_to(ROOT).parts[:-1]} & house.BANNED_NAMES],
        why="in a room called utils everything belongs and nothing is found",
        remedy="name the file for its one idea",
    )


def test_the_clock_is_read_by_faces_only() -> None:
    nothing(
        [
            f"{name(p)}:{line}"
            for p in house.python_files("amparo")
            if not name(p).startswith(house.FACES)
            for line in house.clock_reads(house.tree(p))
        ],
        why="whoever is handed the day can be asked about any day: last year, the day of a draft law, the day of a test",
        remedy="take the day or the moment as an argument; only amparo/commands and cli.py read the clock",
    )


def test_every_module_opens_with_a_sentence_saying_what_it_is_for() -> None:
    nothing(
        [
            name(p)
            for p in house.python_files()
            if p.read_text(encoding="utf-8").strip() and len(house.opening(house.tree(p)).split()) < 3
        ],
        why="the reader of a folder reads first lines only",
        remedy="open it with one sentence of what it is for",
    )


def test_everything_public_in_the_engine_rooms_is_documented() -> None:
    nothing(
        [
            f"{name(p)}:{line} {what}"
            for p in house.python_files("amparo")
            if p.relative_to(ROOT).parts[1] in house.ENGINE_ROOMS
            for what, line in house.undocumented(house.tree(p))
        ],
        why="the engine rooms are used from outside; shapes, units and errors stand nowhere else",
        remedy="say in a docstring what it is handed and what it returns, or give it a name with _",
    )


def test_only_commands_print_to_the_terminal() -> None:
    nothing(
        [
            f"{name(p)}:{line}"
            for p in house.python_files("amparo")
            if not name(p).startswith(house.FACES)
            for line in house.prints(house.tree(p))
        ],
        why="what an engine room prints spoils the one JSON object a program waits for",
        remedy="return it, or take a `progress` argument",
    )


def test_no_signal_makes_one_thing_follow_another() -> None:
    nothing(
        [f"{name(p)}:{line}" for p in house.python_files() for line in house.signals(house.tree(p))],
        why="what follows from what must be readable in one place",
        remedy="call it in amparo/office/flow.py",
    )


def test_nothing_is_left_unfinished_in_the_text() -> None:
    nothing(
        [
            f"{name(p)}:{number}"
            for p in house.files()
            if p.suffix in house.TEXT and p.name not in ("house_rules.py",) and "lawpack" not in p.parts
            for number, line in enumerate(p.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
            if house.UNFINISHED.search(line)
        ],
        why="a note to oneself in the code is work that no one plans",
        remedy="do it, or open an issue, or say in the docs what does not exist yet",
    )


def test_no_private_path_or_host_is_written_anywhere() -> None:
    nothing(
        [
            f"{name(p)}:{number} {found.group()}"
            for p in house.files()
            if p.suffix in house.TEXT and p.name != "house_rules.py" and "samples" not in p.parts
            for number, line in enumerate(p.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
            if (found := house.PRIVATE.search(line))
        ],
        why="what runs on one person's machine only does not run",
        remedy="use a path relative to the project, a setting, or an address for examples (192.0.2.1, example.org)",
    )


def test_money_is_whole_minor_units_and_says_so_in_its_name() -> None:
    wrong = [
        f"{contract.name}.{column.name}"
        for contract in load_contracts().values()
        for column in contract.columns
        if bool(column.money) != column.name.endswith("_minor") or (column.money and column.type != "int64")
    ]
    for path in house.python_files("amparo"):
        if path.name.startswith("models"):
            for field, kind, line in house.model_fields(house.tree(path)):
                if re.search(r"amount|price|premium|fee(?!d)", field) and not field.endswith("_minor"):
                    wrong.append(f"{name(path)}:{line} {field}")
                if kind in ("FloatField", "DecimalField"):
                    wrong.append(f"{name(path)}:{line} {field} is a {kind}")
    nothing(
        wrong,
        why="money that is a fraction loses cents, and money without its unit is a hundred times too much",
        remedy="a whole number of minor units, its name ending _minor, its currency beside it",
    )


def test_days_end_in_on_and_moments_end_in_at() -> None:
    nothing(
        [
            f"{contract.name}.{column.name}"
            for contract in load_contracts().values()
            for column in contract.columns
            if (column.type == "date" and not column.name.endswith("_on") and column.name not in PERIOD_WORDS)
            or (column.type == "timestamp" and not column.name.endswith("_at"))
        ],
        why="a day has no hour and a moment has a zone; who mixes them is a day wrong at midnight",
        remedy="days end _on, moments end _at, periods are valid_from and valid_to, known_since is a day",
    )


def test_the_name_of_each_test_is_a_sentence() -> None:
    nothing(
        [
            f"{name(p)}:{line} {test}"
            for p in house.python_files("tests")
            for test, line in house.short_test_names(house.tree(p))
        ],
        why="the list of failing tests should read as the list of what is wrong",
        remedy="name it for what must be so: test_a_debit_after_the_end_is_found",
    )


def test_no_dependency_asks_that_our_code_be_given_away() -> None:
    wrong = []
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        package = line.partition("==")[0].strip()
        try:
            told = metadata(package)
        except PackageNotFoundError:
            continue
        licences = [told.get("License-Expression") or "", *(told.get_all("Classifier") or [])]
        licences += [] if told.get("License-Expression") else [(told.get("License") or "")[:200]]
        wrong += [
            f"{package}: {text}" for text in licences if "icen" in text + "icen" and house.forbidden_licence(text)
        ]
    nothing(
        wrong,
        why="an insurer must be able to build on this without publishing what is its own",
        remedy="choose another package; permissive licences, MPL and LGPL are welcome",
    )


@pytest.mark.parametrize(
    ("rule", "broken", "kept"),
    [
        (house.clock_reads, "from datetime import date\ndate.today()", "def f(on): return on.today_is"),
        (house.clock_reads, "import datetime as d\nd.datetime.now(d.UTC)", "progress.now()"),
        (house.clock_reads, "import time\ntime.time()", "import time, datetime\ntime.monotonic(); datetime.time()"),
        (house.clock_reads, "x = DateTimeField(auto_now=True)", "x = DateTimeField()"),
        (house.prints, "print('x')", "say('x')"),
        (house.signals, "from django.db.models.signals import post_save", "from amparo.office import flow"),
        (house.signals, "from django.db.models import signals", "from django.db import models"),
        (house.short_test_names, "def test_it_works(): ...", "def test_a_debit_is_found(): ..."),
        (lambda m: list(house.undocumented(m)), "def f(): ...", "def _f(): ..."),
        (
            lambda m: list(house.undocumented(m)),
            "class A:\n  'A.'\n  def f(self): ...",
            "class A:\n  'A.'\n  def _f(self): ...",
        ),
        (lambda m: house.long_functions(m, 2), "def f():\n  a\n  b", "def f():\n  a"),
    ],
)
def test_a_rule_catches_what_it_forbids_and_leaves_the_rest(rule: object, broken: str, kept: str) -> None:
    assert rule(ast.parse(broken))  # type: ignore[operator]
    assert not rule(ast.parse(kept))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("told", "forbidden"),
    [
        ("GPL-3.0-only", True),
        ("License :: OSI Approved :: GNU Affero General Public License v3", True),
        ("GNU General Public License v2", True),
        ("LGPL-3.0-only", False),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MIT", False),
    ],
)
def test_licences_are_told_apart_as_lawyers_do(told: str, forbidden: bool) -> None:
    assert house.forbidden_licence(told) is forbidden


@pytest.mark.parametrize("text", ["/ho" + "me/lin/x", "see /ro" + "ot/notes", "10.0" + ".3.7", "db1.cor" + "p"])
def test_private_places_are_recognised_where_they_stand(text: str) -> None:
    assert house.PRIVATE.search(text)
    assert not house.PRIVATE.search("docs/work/a and https://example.org/home/x and 1.10.0.1.2")


def test_there_are_files_to_look_at() -> None:
    assert len(house.python_files("amparo")) > 30
    assert Path(__file__) in house.files()

"""The documents are true: links lead somewhere, commands exist, the map knows every package, nothing promised is missing."""

from __future__ import annotations

import importlib
import posixpath
import re
import shlex
from pathlib import Path

import click
import pytest

from amparo.cli import WORDS, cli
from amparo.controls.frozen import load_frozen
from amparo.docs_of import cell, docs_files, page, table
from amparo.records.contract import load_contracts
from tests.house_rules import ROOT, files, name

MADE = "docs/generated/"
WRITTEN = [
    p for p in files() if p.suffix == ".md" and not name(p).startswith(MADE) and name(p).split("/")[0] != "tests"
]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
SPOKEN = re.compile(r"(?:`|^\.venv/bin/|^)amparo ([a-z][^`\n#|]*)", re.M)


def slug(heading: str) -> str:
    """A heading's anchor, as the web shows Markdown."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def anchors(path: Path) -> set[str]:
    """Every anchor of a page."""
    return {slug(line.lstrip("#")) for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")}


def commands_in(path: Path) -> set[str]:
    """Every `amparo …` a page tells people to type."""
    return {found.strip() for found in SPOKEN.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(path: Path) -> None:
    broken = []
    for link in LINK.findall(path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        place, _, anchor = link.partition("#")
        target = (path.parent / place).resolve() if place else path
        generated = name(target).startswith(MADE) if target.is_relative_to(ROOT) else False
        if (not target.exists() and not generated) or (anchor and target.exists() and anchor not in anchors(target)):
            broken.append(link)
    assert not broken


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_every_command_a_page_names_exists_with_its_options(path: Path) -> None:
    wrong = []
    for said in commands_in(path):
        words = [word for word in shlex.split(said.replace("…", " "), comments=True) if word not in ("≡", ">")]
        if not words or words[0] not in WORDS:
            wrong.append(said)
            continue
        found = importlib.import_module(f"amparo.commands.{words[0]}").command
        if isinstance(found, click.Group) and len(words) > 1 and not words[1].startswith("-"):
            if words[1] not in found.commands:
                wrong.append(said)
                continue
            found = found.commands[words[1]]
        known = {"--help", "-h", *(opt for p in found.params for opt in p.opts)}
        wrong += [said for word in words if word.startswith("--") and word.split("=")[0] not in known]
    assert not wrong


def test_every_word_of_the_command_line_has_its_command_and_help() -> None:
    for word in WORDS:
        found = cli.get_command(click.Context(cli), word)
        assert found is not None
        assert found.help, word


def test_every_command_that_answers_takes_json() -> None:
    for word in WORDS:
        found = importlib.import_module(f"amparo.commands.{word}").command
        for command in found.commands.values() if isinstance(found, click.Group) else [found]:
            assert any("--json" in p.opts for p in command.params), f"{word} {command.name}"


def test_the_contract_of_the_command_line_names_every_word() -> None:
    text = (ROOT / "docs" / "cli-contract.md").read_text(encoding="utf-8")

    assert [word for word in WORDS if f"`amparo {word}" not in text] == []


def test_the_map_names_every_package_and_no_other() -> None:
    text = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    top = {name(p).split("/")[1] for p in files() if name(p).startswith("amparo/") and name(p).count("/") > 1}

    assert [room for room in sorted(top) if f"`amparo/{room}/`" not in text] == []
    assert [place for place in re.findall(r"`(amparo/[\w/]+/)`", text) if not (ROOT / place).is_dir()] == []


def test_the_numbers_of_controls_in_the_readme_are_true() -> None:
    families: dict[str, int] = {}
    for made in load_frozen("duckdb").values():
        families[made.folder] = families.get(made.folder, 0) + 1

    for readme, first in (("README.md", "charges"), ("README.zh.md", "扣款")):
        rows = re.findall(r"^\| \*\*(\S+)\*\* \|.*\| (\d+)", (ROOT / readme).read_text(encoding="utf-8"), re.M)
        assert rows[0][0] == first
        assert [int(number) for _, number in rows] == [
            families.get(f, 0) for f in ("charges", "flow", "refunds", "steps", "feeds")
        ]


def test_both_readmes_tell_the_same_commands() -> None:
    def typed(readme: str) -> list[str]:
        blocks = re.findall(r"```\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.S)
        return [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]

    assert typed("README.md") == typed("README.zh.md")


def test_every_decision_has_its_parts_and_stands_in_the_list() -> None:
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    decisions = sorted((ROOT / "docs" / "decisions").glob("0*.md"))

    assert decisions
    for number, path in enumerate(decisions, 1):
        text = path.read_text(encoding="utf-8")
        assert path.name.startswith(f"{number:04d}-"), "numbered without a gap"
        assert f"({path.name})" in listed
        for part in ("**Status:**", "**Context.**", "**We will**", "**Consequences.**", "**Alternatives.**"):
            assert part in text, f"{path.name} lacks {part}"


def test_the_glossary_names_what_the_tables_are_called() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    plain = {"institutions", "customers", "products", "accounts", "notices", "policies"}

    assert [table for table in load_contracts() if f"`{table}`" not in text and table not in plain] == []


def test_a_generated_table_cannot_be_broken_by_what_it_holds() -> None:
    assert cell("a|b\nc") == "a\\|b c"
    assert table(("A",), [("x|y",)]).splitlines() == ["| A |", "|---|", "| x\\|y |"]
    assert page("T", "one", "", "two").endswith("one\n\ntwo\n")


def test_every_link_of_the_generated_pages_leads_somewhere() -> None:
    pages = docs_files()
    broken = []
    for place, text in pages.items():
        for link in LINK.findall(text):
            target, _, anchor = link.partition("#")
            if re.match(r"[a-z]+:", link):
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(place), target)) if target else place
            headings = {slug(line.lstrip("#")) for line in pages.get(path, "").splitlines() if line.startswith("#")}
            there = path in pages or (ROOT / "docs" / "generated" / path).resolve().is_file()
            if not there or (anchor and path in pages and anchor not in headings):
                broken.append(f"{place}: {link}")
    assert not broken


def test_each_control_and_each_table_has_its_page() -> None:
    pages = docs_files()

    for made in load_frozen("duckdb").values():
        text = pages[f"controls/{made.id}.md"]
        assert made.title.zh in text
        assert "Not a finding:" in text
        assert "```yaml" in text
    assert [contract for contract in load_contracts() if f"## {contract}\n" not in pages["tables.md"]] == []


def test_the_picture_of_the_readme_is_small_enough_to_load() -> None:
    assert (ROOT / "docs" / "pictures" / "report.png").stat().st_size < 300_000

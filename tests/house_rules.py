"""The house rules as functions over source text: each gives the places that break it, so each can be tested itself."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENGINE_ROOMS = ("law", "proof", "records", "controls")
CONTROL_FOLDERS = ("charges", "flow", "refunds", "steps", "feeds")
FACES = ("amparo/commands/", "amparo/cli.py", "benchmarks/", "tools/")
BANNED_NAMES = {"util", "utils", "helper", "helpers", "common", "core", "misc", "manager", "managers", "base"}
CLOCKS = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
    "timezone": {"now", "localtime", "localdate"},
}
PRIVATE = re.compile(
    r"(?<![\w.~-])/(?:work|home|root|Users)/\w+"
    r"|(?<![\d.])(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}(?![\d.])"
    r"|\b[\w-]+\.(?:internal|corp|lan)\b"
)
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|HA" + r"CK)\b")
TEXT = {".py", ".md", ".yaml", ".toml", ".html", ".css", ".js", ".sql", ".json", ".txt", ".lock", ""}


@lru_cache(maxsize=1)
def files() -> tuple[Path, ...]:
    """Every file of the project that is kept or about to be, without what is built or installed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode == 0:
        return tuple(path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file())
    skipped = {".venv", ".git", "build", "dist", "__pycache__", "demo-house"}
    return tuple(p for p in ROOT.rglob("*") if p.is_file() and not skipped & set(p.parts))


def python_files(*folders: str) -> list[Path]:
    """The Python files of some folders, migrations apart: those Django writes."""
    wanted = folders or ("amparo", "tests", "benchmarks", "tools")
    return [p for p in files() if p.suffix == ".py" and name(p).split("/")[0] in wanted and "migrations" not in p.parts]


def name(path: Path) -> str:
    """The file as the project names it."""
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    """The file's syntax."""
    return ast.parse(path.read_text(encoding="utf-8"))


def long_functions(module: ast.Module, most: int) -> list[tuple[str, int, int]]:
    """Functions longer than that: name, line, length; the decorators do not count."""
    return [
        (node.name, node.lineno, length)
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > most
    ]


def clock_reads(module: ast.Module) -> list[int]:
    """Lines that read a clock: `date.today()`, `datetime.now()`, `time.time()`, `auto_now=True` and their like."""
    lines = []
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS.get(_last(node.value), ()):
            lines.append(node.lineno)
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            lines += [node.lineno for alias in node.names if alias.name in CLOCKS["time"]]
        if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add"):
            lines.append(node.value.lineno)
    return lines


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def prints(module: ast.Module) -> list[int]:
    """Lines that print."""
    return [n.lineno for n in ast.walk(module) if isinstance(n, ast.Call) and _last(n.func) == "print"]


def signals(module: ast.Module) -> list[int]:
    """Lines that import signals."""
    lines = []
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and ("signals" in (node.module or "") or node.module == "django.dispatch"):
            lines.append(node.lineno)
        if isinstance(node, ast.ImportFrom | ast.Import):
            lines += [node.lineno for alias in node.names if alias.name.split(".")[-1] == "signals"]
    return lines


def opening(module: ast.Module) -> str:
    """The first line of the module's docstring."""
    return (ast.get_docstring(module) or "").partition("\n")[0].strip()


def undocumented(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Public functions, classes and methods without a docstring; an overridden dunder needs none."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            if not ast.get_docstring(node):
                yield node.name, node.lineno
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, ast.FunctionDef) and any(_last(d) == "setter" for d in inner.decorator_list):
                        continue
                    if (
                        isinstance(inner, ast.FunctionDef)
                        and not inner.name.startswith("_")
                        and not ast.get_docstring(inner)
                    ):
                        yield f"{node.name}.{inner.name}", inner.lineno


def short_test_names(module: ast.Module) -> list[tuple[str, int]]:
    """Tests whose name is no sentence: fewer than four words after `test`."""
    return [
        (node.name, node.lineno)
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test") and len(node.name.split("_")) < 5
    ]


def model_fields(module: ast.Module) -> Iterator[tuple[str, str, int]]:
    """Fields of Django models: name, kind of field, line."""
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and _last(node.value.func).endswith("Field")
        ):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield target.id, _last(node.value.func), node.lineno


def forbidden_licence(told: str) -> bool:
    """Whether a licence asks that what is built on it be given away under it: GPL and AGPL; LGPL does not."""
    without_lesser = re.sub(r"(?i)\bLGPL[\w.+-]*|(?:GNU )?(?:Lesser|Library) General Public[\w .,()+-]*", "", told)
    return bool(re.search(r"(?i)\bA?GPL|General Public Licen[cs]e|Affero", without_lesser))

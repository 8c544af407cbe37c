"""`amparo demo` from end to end: files built, loaded and judged as any house's, compared with their key, served."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from amparo.commands.answers import BadUse
from amparo.commands.demo import MARKER, clear
from amparo.commands.serving import server_of
from amparo.demo.answer import read_key
from amparo.demo.build import KEY_FILE

MAIN = "from amparo.cli import main; main()"


def demo(folder: Path, policies: int, seed: int) -> tuple[int, dict[str, Any]]:
    """Its exit code and what its last line says."""
    words = ["demo", "--policies", policies, "--seed", seed, "--dir", folder, "--no-serve", "--json"]
    ran = subprocess.run([sys.executable, "-c", MAIN, *map(str, words)], capture_output=True, text=True, check=False)
    assert ran.stdout, ran.stderr
    return ran.returncode, json.loads(ran.stdout.splitlines()[-1])


def test_every_planted_wrong_is_found_through_the_files_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "house"
    code, said = demo(folder, 300, 5)
    assert (said["missed"], said["false"]) == (0, 0), (said["missed_pairs"], said["false_pairs"])
    assert said["planted"] == said["found"] >= 50
    key = read_key(folder / KEY_FILE)
    assert said["rejected"] == sum(key.rejected.values()) >= 3
    assert said["quarantined"] == len(key.quarantined)
    assert said["charges"] == key.rows["charges"]
    assert (folder / "report" / "index.html").stat().st_size > 10_000
    assert code == 0


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1, 21))
def test_every_planted_wrong_is_found_through_the_files_at_many_seeds(tmp_path: Path, seed: int) -> None:
    code, said = demo(tmp_path / "house", 2000, seed)
    assert (code, said["missed_pairs"], said["false_pairs"]) == (0, [], [])


@pytest.mark.soak
def test_a_house_of_two_hundred_thousand_policies_is_judged_rightly(tmp_path: Path) -> None:
    code, said = demo(tmp_path / "house", 200_000, 1)
    assert (code, said["missed_pairs"], said["false_pairs"]) == (0, [], [])
    assert said["charges"] <= 1_500_000


def test_an_earlier_demo_is_replaced(tmp_path: Path) -> None:
    clear(tmp_path / "house")
    (tmp_path / "house" / "left-over").write_text("x")
    clear(tmp_path / "house")
    assert [path.name for path in (tmp_path / "house").iterdir()] == [MARKER]


def test_a_folder_that_is_no_demo_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("name: real\n")
    with pytest.raises(BadUse, match="is no demo and holds something"):
        clear(tmp_path)
    assert (tmp_path / "house.yaml").read_text() == "name: real\n"


def test_a_link_to_a_demo_is_not_followed_to_delete_it(tmp_path: Path) -> None:
    clear(tmp_path / "house")
    (tmp_path / "link").symlink_to(tmp_path / "house")
    with pytest.raises(BadUse):
        clear(tmp_path / "link")
    assert (tmp_path / "house" / MARKER).is_file()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "index.html").write_text("the report")
    (tmp_path / "report" / "more").mkdir()
    (tmp_path / "secret").write_text("not served")
    with server_of(tmp_path / "report", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/", "127.0.0.1", 200),
        ("/", "localhost", 200),
        ("/", "elsewhere.example", 421),
        ("/more/", "127.0.0.1", 404),
        ("/../secret", "127.0.0.1", 404),
    ],
)
def test_only_the_report_is_served_and_only_to_this_machine(served: int, path: str, host: str, status: int) -> None:
    connection = HTTPConnection("127.0.0.1", served)
    connection.request("GET", path, headers={"Host": f"{host}:{served}"})
    assert connection.getresponse().status == status


def test_a_port_that_is_taken_is_said_in_three_parts(tmp_path: Path, served: int) -> None:
    with pytest.raises(BadUse, match=r"port \d+: cannot be served on .*expected a free one; name another with --port"):
        server_of(tmp_path, served)

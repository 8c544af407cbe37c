"""`amparo reproduce` ends with nought when the bytes are equal, and with one, naming what differs, when not."""

from __future__ import annotations

from pathlib import Path

import pytest

from amparo.office.findings.models import Finding, Part
from tests.commands.in_house import say
from tests.office.test_check import check
from tests.office.tiny_house import Inbox, a_small_world

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """The small world, checked."""
    inbox = a_small_world(tmp_path)
    check(inbox)
    return inbox


def test_an_untouched_finding_is_equal_to_the_byte(inbox: Inbox, capsys: Capsys) -> None:
    finding = Finding.objects.get()

    text = say(capsys, inbox.house.root, "reproduce", finding.key[:6])
    one = say(capsys, inbox.house.root, "reproduce", finding.key, "--json").last

    assert text.code == 0 and "equal to the byte" in text.out
    assert one["equal"] and one["again_sha256"] == one["evidence_sha256"] == finding.evidence_sha256
    assert one["differences"] == []


def test_a_changed_input_is_named_and_ends_with_one(inbox: Inbox, capsys: Capsys) -> None:
    part = Part.objects.get(table_name="mandates")
    path = inbox.house.root / part.path
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"!")

    spoken = say(capsys, inbox.house.root, "reproduce", Finding.objects.get().key)

    assert spoken.code == 1
    assert "input changed" in spoken.out and part.path in spoken.out

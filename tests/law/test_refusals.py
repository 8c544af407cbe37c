"""Each way a pack can be wrong is refused with file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from amparo.law.pack import LawPackError, load_pack
from tests.law.tiny_packs import overlay, tiny_pack

WRONG = sorted((Path(__file__).parents[1] / "errors" / "law").glob("*.yaml"))


def test_there_is_an_input_for_every_message() -> None:
    assert len(WRONG) >= 42


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_wrong_file_is_refused_with_its_line_and_remedy(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    file, message = (line.removeprefix("# ") for line in text.splitlines()[:2])

    with pytest.raises(LawPackError) as refused:
        load_pack("zz", root=tiny_pack(tmp_path, **{file.removesuffix(".yaml").replace("/", "__"): text}))

    assert str(refused.value) == message


def test_the_tiny_pack_itself_is_whole(tmp_path: Path) -> None:
    assert load_pack("zz", root=tiny_pack(tmp_path)).country == "zz"


def test_one_name_in_two_files_is_refused(tmp_path: Path) -> None:
    text = (Path(__file__).parent / "tiny/zz/parameters/charges.yaml").read_text(encoding="utf-8")

    with pytest.raises(LawPackError, match=r"zz/parameters/more.yaml:1: cap stands in zz/parameters/charges.yaml too"):
        load_pack("zz", root=tiny_pack(tmp_path, parameters__more=text))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    root = tiny_pack(tmp_path)
    (root / "zz/sources.yaml").write_bytes("ACT:\n  title: 法律\n".encode("gb18030"))

    with pytest.raises(LawPackError, match=r"zz/sources.yaml: cannot be read .*give a UTF-8 file"):
        load_pack("zz", root=root)


def test_a_country_without_a_pack_is_refused_with_those_there_are() -> None:
    with pytest.raises(LawPackError, match="xx: no such pack; use one of cn, es"):
        load_pack("xx")


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("name: {zh: a, en: a, es: a}\nversion: d1\n", "draft/pack.yaml:1: pack: 'extends' is missing; add it"),
        (
            "extends: cn\nname: {zh: a, en: a, es: a}\nversion: d1\n",
            "draft/pack.yaml:1: extends 'cn'; write extends: zz",
        ),
        (
            "extends: zz\ncalender: zz\nname: {zh: a, en: a, es: a}\nversion: d1\n",
            "draft/pack.yaml:2: pack: unknown key 'calender'; use one of extends, name, version",
        ),
    ],
)
def test_an_overlay_that_does_not_say_what_it_extends_is_refused(head: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(LawPackError) as refused:
        load_pack("zz", root=tiny_pack(tmp_path), overlay=overlay(tmp_path, pack=head))

    assert str(refused.value) == message


def test_an_overlay_that_is_no_folder_of_law_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawPackError, match=r"no overlay: it holds no pack\.yaml; write one that says extends: zz"):
        load_pack("zz", root=tiny_pack(tmp_path), overlay=tmp_path)


def test_a_mistake_in_an_overlay_names_the_overlays_own_file(tmp_path: Path) -> None:
    text = "answer:\n  values:\n    2027-01-01: {value: 5, source: ACT, article: '9', clause: NEW-1, confidence: V2, checked_on: 2026-01-01}\n"

    with pytest.raises(LawPackError, match=r"draft/deadlines/charges.yaml:3: answer: clause 'NEW-1' is unknown"):
        load_pack("zz", root=tiny_pack(tmp_path), overlay=overlay(tmp_path, deadlines__charges=text))

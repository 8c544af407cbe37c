"""Every file that cannot be read is refused by name, with what is wrong and what to do: never a traceback, never a hang."""

from __future__ import annotations

import contextlib
import io
import os
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest

from amparo.records.readers import UnreadableFile, detect, read_file
from amparo.records.readers.reading import MAX_LINE
from tests.records.readers.xls_builder import write_xls

CAMT = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>S1</Id>'
    "<Acct><Id><IBAN>ES00</IBAN></Id></Acct><Ntry><Amt Ccy='EUR'>1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
    "<Sts><Cd>BOOK</Cd></Sts></Ntry></Stmt></BkToCstmrStmt></Document>"
)
MT940 = ":20:A\n:25:1\n:28C:1\n:60F:C250101EUR1,00\n:61:2501010101C1,00NTRFX\n:86:text\n:62F:C250101EUR2,00\n"
OFX = (
    "OFXHEADER:100\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>1</BANKACCTFROM>"
    "<BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20250101<TRNAMT>-1.00</STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS>"
    "</BANKMSGSRSV1></OFX>"
)


def _refused(path: Path, **how: object) -> UnreadableFile:
    """Reads the file to its end and gives the refusal, which must have its three parts and name the file only."""
    with pytest.raises(UnreadableFile) as caught:
        for _ in read_file(path, **how).rows:  # type: ignore[arg-type]
            pass
    refusal = caught.value
    assert refusal.where.startswith(path.name)
    assert str(path.parent) not in str(refusal)
    assert refusal.what and refusal.remedy
    assert str(refusal) == f"{refusal.where}: {refusal.what}; {refusal.remedy}"
    return refusal


def _file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _xlsx(folder: Path, name: str = "ledger.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in (["a", "b"], [1, 2]):
        book.worksheets[0].append(row)
    book.save(folder / name)
    return folder / name


def _zipped(folder: Path, name: str, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return folder / name


def _with_sheet(folder: Path, sheet: bytes) -> Path:
    """A sound workbook whose sheet is replaced."""
    path, made = _xlsx(folder), io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, sheet if part.filename == "xl/worksheets/sheet1.xml" else old.read(part))
    path.write_bytes(made.getvalue())
    return path


@pytest.mark.parametrize("content", [b"", b"\n\n  \n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.xml", "a.sta", "a.ofx", "a.parquet", "a.jsonl"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    assert "empty" in _refused(_file(tmp_path, name, content)).what


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "cannot be opened" in _refused(tmp_path / "gone.csv").what


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "folder" in _refused(tmp_path).what


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert "pipe" in _refused(tmp_path / "pipe.csv").what


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_nobody_may_read(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.csv", "a,b\n1,2\n")
    path.chmod(0)
    assert "cannot be opened" in _refused(path).what


@pytest.mark.parametrize(
    "content",
    ['a,b\n1,2\n3,"half a te', 'a,b\n1,2\n3,"x\n4,5\n6,7\n', 'a,b\n1,"' + "x\n" * 100_000],
)
def test_a_csv_cut_inside_a_quoted_text(tmp_path: Path, content: str) -> None:
    refusal = _refused(_file(tmp_path, "a.csv", content))
    assert "never closed" in refusal.what
    assert "record" in refusal.where or "line" in refusal.where


@pytest.mark.parametrize("where", [0.3, 0.6, 0.95])
def test_a_camt_message_cut_short(tmp_path: Path, where: float) -> None:
    refusal = _refused(_file(tmp_path, "a.xml", CAMT[: int(len(CAMT) * where)]))
    assert "ends before" in refusal.what or "unknown kind" in refusal.what or "no well-formed" in refusal.what


def test_xml_that_is_not_well_formed(tmp_path: Path) -> None:
    assert "well-formed" in _refused(_file(tmp_path, "a.xml", CAMT.replace("</Ntry>", "</Nope>"))).what


@pytest.mark.parametrize("share", [0.3, 0.7, 0.97])
def test_a_workbook_cut_short(tmp_path: Path, share: float) -> None:
    path = _xlsx(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert "cut or damaged" in _refused(path).what


def test_a_workbook_with_a_damaged_part(tmp_path: Path) -> None:
    path = _xlsx(tmp_path)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    start = part.header_offset + 30 + len(part.filename) + 20
    content[start : start + 20] = bytes(20)
    path.write_bytes(content)
    assert "cut or damaged" in _refused(path).what


def test_a_workbook_whose_sheet_is_no_xml(tmp_path: Path) -> None:
    assert "broken" in _refused(_with_sheet(tmp_path, b"<worksheet><sheetData><row r='1'><c r='A1'>")).what


def test_a_parquet_file_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    duckdb.connect().execute(f"COPY (SELECT range AS n FROM range(1000)) TO '{path}'")
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert "cut" in _refused(path).what
    path.write_bytes(content[:40] + b"PAR1")
    _refused(path)


def test_json_lines_cut_short(tmp_path: Path) -> None:
    refusal = _refused(_file(tmp_path, "a.jsonl", '{"a": 1}\n{"a": 2}\n{"a": '))
    assert refusal.where == "a.jsonl, line 3"


@pytest.mark.parametrize(
    "line", ['{"a": 1, "a": 2}', '{"a": NaN}', "[1, 2]", '{"a": ' + "[" * 100_000 + "}", '{"a": "\\ud800']
)
def test_a_json_line_that_can_be_read_in_two_ways_or_none(tmp_path: Path, line: str) -> None:
    assert "line 2" in _refused(_file(tmp_path, "a.jsonl", f'{{"a": 1}}\n{line}\n')).where


def test_an_ofx_file_cut_short(tmp_path: Path) -> None:
    assert "cut" in _refused(_file(tmp_path, "a.ofx", OFX[:-40])).what


def test_a_disk_that_fails_midway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> Iterator[tuple[int, list[str]]]:
        yield 1, ["1", "2"]
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("amparo.records.readers.csv.records_of", failing)
    assert "Input/output error" in _refused(_file(tmp_path, "a.csv", "a,b\n1,2\n")).what


def test_an_old_workbook_whose_table_of_sectors_lies(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    write_xls(path, [["x", "y"], ["1", "2"]])
    content = path.read_bytes()
    path.write_bytes(content[:76] + b"\xf0\xff\xff\xff" + content[80:])
    assert "cut" in _refused(path).what


def test_an_ofx_file_whose_last_transaction_is_not_closed(tmp_path: Path) -> None:
    _refused(_file(tmp_path, "a.ofx", OFX.replace("</STMTTRN>", "")))
    twice = OFX.replace("</STMTTRN>", "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20250102<TRNAMT>-2.00</STMTTRN>")
    assert "never closed" in _refused(_file(tmp_path, "b.ofx", twice)).what


def test_an_ofx_file_whose_tags_do_not_match(tmp_path: Path) -> None:
    _refused(_file(tmp_path, "a.ofx", OFX.replace("</STMTRS>", "</NEVER></STMTRS>")))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (MT940.replace(":61:2501010101C1,00", ":61:nonsense"), "no entry"),
        (MT940.replace(":86:text", ":25:text"), "second time"),
        (MT940.replace("C250101EUR1,00", "C25EUR"), "no MT940"),
        (MT940.replace(":86:text", ":86:" + "x" * 70_000), "longer"),
        (MT940.replace("250101010", "251301010"), "no MT940"),
    ],
)
def test_a_broken_mt940_statement_is_refused_and_nothing_of_it_is_logged(
    tmp_path: Path, wrong: str, says: str, caplog: pytest.LogCaptureFixture
) -> None:
    refusal = _refused(_file(tmp_path, "a.sta", wrong))
    assert says in refusal.what
    assert "line" in refusal.where
    assert not caplog.records


def test_text_in_no_known_encoding(tmp_path: Path) -> None:
    refusal = _refused(_file(tmp_path, "a.csv", "a,b\nSeñor,1\nNiño,2\nAñ,3\n".encode("cp1252")))
    assert "encoding" in refusal.remedy


def test_text_that_is_not_in_the_encoding_the_house_named(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.csv", "保单号,金额\n张三,1\n".encode("gb18030"))
    assert "utf-8" in _refused(path, options={"encoding": "utf-8"}).what


def test_a_byte_that_is_wrong_far_into_the_file_is_refused_with_its_line(tmp_path: Path) -> None:
    good = "".join(f"P{n},张三,1\n" for n in range(200_000)).encode()
    refusal = _refused(_file(tmp_path, "a.csv", b"a,b,c\n" + good + b"P,\xff\xff,1\n"))
    assert "utf-8" in refusal.what
    assert "line" in refusal.where


def test_an_encoding_nobody_knows(tmp_path: Path) -> None:
    assert "klingon" in _refused(_file(tmp_path, "a.csv", "a,b\n1,2\n"), options={"encoding": "klingon"}).what


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (b"\x1f\x8b\x08\0\0\0", "gzip"),
        (b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>", "web page"),
        (b"\xef\xbb\xbf<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table></table></html>", "web page"),
        (b"{\\rtf1 text}", "word-processor"),
        (b"\x00\x01\x02\x03" * 100, "none of the formats"),
        (b'[{"a": 1}]', "JSON list"),
        (b"<note><to>x</to></note>", "unknown kind"),
        (CAMT.replace("camt.053", "camt.060").encode(), "camt.060"),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.xml"])
def test_another_format_under_a_right_name(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    assert says in _refused(_file(tmp_path, name, content)).what


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"word/document.xml": b"x"}, "word-processor"),
        ({"content.xml": b"x"}, "OpenDocument"),
        ({"a.csv": b"a"}, "zip"),
    ],
)
def test_another_archive_under_a_workbooks_name(tmp_path: Path, parts: dict[str, bytes], says: str) -> None:
    assert says in _refused(_zipped(tmp_path, "a.xlsx", parts)).what


@pytest.mark.parametrize(("wanted", "found"), [("xlsx", "csv"), ("camt", "csv"), ("alipay", "csv"), ("mt940", "csv")])
def test_a_format_the_house_did_not_expect(tmp_path: Path, wanted: str, found: str) -> None:
    refusal = _refused(_file(tmp_path, f"a.{wanted}", "a,b\n1,2\n"), format=wanted)
    assert f"the content is {found}, not {wanted}" in refusal.what


def test_a_statement_named_by_its_family_is_read_and_by_another_version_refused(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.xml", CAMT)
    assert len(list(read_file(path, format="camt").rows)) == 1
    assert "camt.053" in _refused(path, format="camt.054").what


def test_a_format_and_an_option_nobody_knows_name_the_nearest(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.csv", "a,b\n1,2\n")
    assert "camt" in _refused(path, format="cammt").remedy
    assert "delimiter" in _refused(path, options={"delimeter": ";"}).remedy


def _bomb_of_zeros(folder: Path) -> Path:
    return _zipped(
        folder, "bomb.xlsx", {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(64 << 20)}
    )


def _bomb_of_a_far_cell(folder: Path) -> Path:
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return _with_sheet(folder, head + rows + b"</sheetData></worksheet>")


def _bomb_that_lies(folder: Path) -> Path:
    """A part that says it is small and is not."""
    path = _bomb_of_zeros(folder)
    size = (64 << 20).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (1000).to_bytes(4, "little")))
    return path


def _bomb_of_parts(folder: Path) -> Path:
    return _zipped(folder, "bomb.xlsx", {"xl/workbook.xml": b"x"} | {f"xl/{n}.xml": b"" for n in range(6000)})


@pytest.mark.parametrize("bomb", [_bomb_of_zeros, _bomb_of_a_far_cell, _bomb_that_lies, _bomb_of_parts])
def test_a_workbook_that_would_fill_the_memory(tmp_path: Path, bomb: Callable[[Path], Path]) -> None:
    refusal = _refused(bomb(tmp_path))
    assert any(word in refusal.what for word in ("zip bomb", "spans", "cut or damaged"))


def test_a_locked_workbook_asks_for_its_password(tmp_path: Path) -> None:
    write_xls(tmp_path / "a.xlsx", [["x"]], stream="EncryptedPackage")
    assert "password" in _refused(tmp_path / "a.xlsx").what
    write_xls(tmp_path / "b.xls", [["x"]], locked=True)
    assert "password" in _refused(tmp_path / "b.xls").what


def test_an_office_document_without_a_workbook(tmp_path: Path) -> None:
    write_xls(tmp_path / "a.xls", [["x"]], stream="WordDocument")
    assert "without a workbook" in _refused(tmp_path / "a.xls").what


def test_an_old_workbook_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    write_xls(path, [["x", "y"], ["1", "2"]])
    content = path.read_bytes()
    for length in (200, 512, 1500, len(content) - 512):
        path.write_bytes(content[:length])
        assert "cut" in (refusal := _refused(path)).what or length <= 512, refusal


def test_an_old_workbook_that_makes_the_library_fall_over(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    write_xls(path, [["x", "y"], ["1", "2"]])
    content = path.read_bytes()
    at = content.index(b"\x85\x00\x0d\x00") + 4  # the sheet's place in the stream
    path.write_bytes(content[:at] + b"\xff\xff\xff\x0f" + content[at + 4 :])
    _refused(path)


_LAUGHS = '<!DOCTYPE Document [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "doctype",
    [
        _LAUGHS + "]>",
        '<!DOCTYPE Document [<!ENTITY i SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Document [<!ENTITY % i SYSTEM "http://127.0.0.1/x.dtd"> %i;]>',
        '<!DOCTYPE Document SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
def test_xml_that_attacks_with_entities(tmp_path: Path, doctype: str) -> None:
    attack = doctype + CAMT.replace("<Id>S1</Id>", "<Id>&i;</Id>")
    assert "DTD" in _refused(_file(tmp_path, "a.xml", attack)).what
    refusal = _refused(_file(tmp_path, "b.xml", doctype + "<lolz>&i;</lolz>"))
    assert "unknown kind" in refusal.what
    _refused(_file(tmp_path, "c.ofx", doctype + "<?OFX OFXHEADER='200'?>" + OFX))


def test_an_ofx_file_that_attacks_with_entities(tmp_path: Path) -> None:
    attack = '<?xml version="1.0"?><?OFX OFXHEADER="200"?>' + _LAUGHS + "]>" + OFX.partition("\n\n")[2]
    assert "DTD" in _refused(_file(tmp_path, "a.ofx", attack)).what


def test_xml_that_nests_without_end_or_never_ends_a_text(tmp_path: Path) -> None:
    head = CAMT.partition("<Stmt>")[0]
    assert "deeper" in _refused(_file(tmp_path, "a.xml", head + "<a>" * 100_000)).what
    assert "MiB" in _refused(_file(tmp_path, "b.xml", head + " " * (20 << 20))).what


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"a,b\n1,2\x00\n3,4\n"),
        ("a.csv", b"a,b\n" + b"1,2\n" * 400_000 + b"3,\x00\n"),
        ("a.jsonl", b'{"a": 1}\n{"a": "\x00"}\n'),
        ("a.sta", MT940.replace("text", "te\0xt").encode()),
        ("a.ofx", OFX.replace("DEBIT", "DE\0BIT").encode()),
        ("a.xml", CAMT.replace("S1", "S\0").encode()),
    ],
)
def test_null_bytes_are_refused(tmp_path: Path, name: str, content: bytes) -> None:
    _refused(_file(tmp_path, name, content))


@pytest.mark.parametrize("break_at", [None, MAX_LINE * 2])
def test_a_line_longer_than_any_record(tmp_path: Path, break_at: int | None) -> None:
    line = b"x" * (MAX_LINE * 6)
    content = b"a,b\n1,2\n" + (line if break_at is None else line[:break_at] + b"\n" + line)
    assert "longer" in _refused(_file(tmp_path, "a.csv", content)).what
    assert "longer" in _refused(_file(tmp_path, "b.jsonl", b'{"a": "' + line + b'"}\n')).what


def test_two_gigabytes_in_a_single_line_are_refused_at_once(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.csv", b"a,b\n1,")
    with path.open("r+b") as file:
        file.truncate(2 << 30)
    assert "NUL" in _refused(path).what
    path = _file(tmp_path, "b.csv", b"x" * (8 << 20))
    with path.open("r+b") as file:
        file.truncate(2 << 30)
    assert "longer" in _refused(path).what


def test_a_quote_that_swallows_the_rest_of_the_file_does_not_swallow_the_memory(tmp_path: Path) -> None:
    content = 'a,b\n1,"' + "some text without an end\n" * 50_000
    refusal = _refused(_file(tmp_path, "a.csv", content))
    assert "never closed" in refusal.what


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "号," + "1" * 50_000 + "\n" + "a," + "1" * 50_000 + "x\n"),
        ("a.csv", "a" + " " * 200_000 + ",b\n1,2\n"),
        ("a.csv", "a,b\n" + " " * 100_000 + "合" + " " * 20_000 + ",1\n"),
        ("a.csv", "记账日期,货币,交易金额,联机余额,交易摘要,对手信息\n2025-01-01,CNY,1,1,x,y" + " " * 100_000 + "z\n"),
        ("a.csv", "记账日期,货币,交易金额,联机余额,交易摘要,对手信息\n2025-01-01,CNY," + "1" * 100_000 + "x,1,x,y\n"),
        ("a.ofx", OFX.replace("-1.00", "1" * 200_000 + "x")),
        ("a.ofx", OFX.replace("<TRNAMT>", "<" + "A" * 200_000)),
        ("a.sta", MT940.replace(":86:text", ":86:" + "\n".join("?20" * 20 for _ in range(900)))),
        ("a.sta", MT940.replace("NTRFX", "N" + " " * 60_000)),
        ("a.xml", CAMT.replace("1.00", "1" * 200_000)),
        ("a.jsonl", '{"a": ' + "1" * 200_000 + "}"),
    ],
)
def test_texts_made_to_keep_a_reader_busy_do_not(tmp_path: Path, name: str, content: str) -> None:
    begun = time.monotonic()
    with contextlib.suppress(UnreadableFile):
        list(read_file(_file(tmp_path, name, content)).rows)
    assert time.monotonic() - begun < 60  # a hang, not a speed: such texts once took hours


def test_no_row_of_names(tmp_path: Path) -> None:
    assert "column names" in _refused(_file(tmp_path, "a.csv", "1,2,3\n4,5,6\n")).what
    assert "no header" in _refused(_file(tmp_path, "a.csv", "a,b\n1,2\n"), options={"header_row": 9}).what


def test_a_credit_card_bill_whose_month_is_not_named(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.csv", "交易日,记账日,交易摘要,人民币金额,卡号末四位\n01/02,01/03,x,1.00,1234\n")
    assert "month" in _refused(path).what


@pytest.mark.parametrize("seed", range(60))
def test_any_damage_to_a_sound_file_is_read_or_refused_and_nothing_else(tmp_path: Path, seed: int) -> None:
    sound = [CAMT.encode(), MT940.encode(), OFX.encode(), _xlsx(tmp_path).read_bytes(), b'a,b\n"x,1",2\n' * 5]
    content = bytearray(sound[seed % len(sound)])
    place = (seed * 7919) % len(content)
    content[place : place + seed % 9] = bytes((seed * 31 + n) % 256 for n in range(seed % 5))
    path = _file(tmp_path, "damaged", bytes(content))
    try:
        detect(path)
        list(read_file(path).rows)
    except UnreadableFile as refusal:
        assert refusal.where.startswith("damaged")

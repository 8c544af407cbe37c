"""MT940, OFX and the statements of Chinese banks and platforms, in small samples of our own."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from amparo.records import readers
from amparo.records.readers import STATEMENT_COLUMNS, detect, read_file
from amparo.records.readers.bills import currency_of, negative, plain
from tests.records.readers.expected import rows_of

MT940 = """:20:START
:25:CN01/6500
:28C:12/1
:60F:C250228CNY100,00
:61:2503010301C50,25NTRFCHG1//BANK1
:86:166?00GUTSCHRIFT?20EREF+E1?21SVWZ+CHG1?30BANKCNBJ?31622200001?32LIN
:61:2503010302RC10,00NTRFNONREF
:86:returned
:61:250302D0,25NCHGNONREF
:62F:C250302CNY140,00
-
:20:START
:25:CN01/6501
:28C:13/1
:60F:C250301CNY1,00
:62F:C250301CNY1,00
"""


def _file(folder: Path, name: str, content: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return path


def test_an_mt940_statement_gives_each_entry_with_its_account(tmp_path: Path) -> None:
    reading, rows = rows_of(_file(tmp_path, "a.sta", MT940))
    assert [(r["account"], r["statement_id"], r["amount"], r["currency"]) for r in rows] == [
        ("CN01/6500", "12/1", "50.25", "CNY"),
        ("CN01/6500", "12/1", "-10.00", "CNY"),
        ("CN01/6500", "12/1", "-0.25", "CNY"),
    ]
    assert (rows[0]["counterparty_account"], rows[0]["counterparty_name"]) == ("622200001", "LIN")
    assert (rows[0]["remittance"], rows[0]["end_to_end"], rows[0]["reference"]) == ("CHG1", "E1", "BANK1")
    assert (rows[1]["booked_on"], rows[1]["value_on"]) == ("2025-03-02", "2025-03-01")
    assert [total.agrees for total in reading.expected] == [True, True]


def test_an_mt940_balance_that_is_not_met_is_told(tmp_path: Path) -> None:
    reading, _ = rows_of(_file(tmp_path, "a.sta", MT940.replace("CNY140,00", "CNY141,00")))
    assert [(total.stated, total.found) for total in reading.expected if not total.agrees] == [("141.00", "140.00")]


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_an_mt940_statement_may_end_its_lines_in_any_way(tmp_path: Path, line_end: str) -> None:
    assert len(rows_of(_file(tmp_path, "a.sta", MT940.replace("\n", line_end)))[1]) == 3


def test_an_entry_of_mt940_without_a_type_does_not_swallow_the_next(tmp_path: Path) -> None:
    lines = ":20:A\n:25:1\n:60F:C250101CNY0,00\n:61:250101C1,00\n:61:250101C2,00NTRFX\n:62F:C250101CNY3,00\n"
    assert [row["amount"] for row in rows_of(_file(tmp_path, "a.sta", lines))[1]] == ["1.00", "2.00"]


SGML = """OFXHEADER:100
CHARSET:1252

<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS></SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>CNY<BANKACCTFROM><BANKID>1<ACCTID>6500</BANKACCTFROM><BANKTRANLIST>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20250301093000[+8:CST]<TRNAMT>12.50<FITID>F1<NAME>Lin &amp; Wu<MEMO>CHG1</STMTTRN>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20250302<TRNAMT>-2,50<FITID>F2</STMTTRN>
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1>
<CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>USD<CCACCTFROM><ACCTID>C9</CCACCTFROM><BANKTRANLIST>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20250303<TRNAMT>-1<FITID>F3</STMTTRN>
</BANKTRANLIST></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>
"""


def _closed(text: str) -> str:
    """The same as XML: each open leaf closed."""
    body = re.sub(r"<([A-Z]+)>([^<\n]+)", r"<\1>\2</\1>", text.partition("\n\n")[2])
    return f'<?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200" VERSION="211"?>\n{body}'


@pytest.mark.parametrize("text", [SGML, _closed(SGML), SGML.replace("><", ">\n<")])
def test_an_ofx_file_of_either_generation_gives_each_transaction_with_its_account(tmp_path: Path, text: str) -> None:
    path = _file(tmp_path, "a.ofx", text)
    assert detect(path) == "ofx"
    _, rows = rows_of(path)
    assert [(r["account"], r["currency"], r["amount"], r["booked_on"]) for r in rows] == [
        ("6500", "CNY", "12.50", "2025-03-01"),
        ("6500", "CNY", "-2.50", "2025-03-02"),
        ("C9", "USD", "-1", "2025-03-03"),
    ]
    assert (rows[0]["booked_at"], rows[0]["counterparty_name"]) == ("2025-03-01 09:30:00", "Lin & Wu")


ALIPAY = """支付宝交易记录
姓名：林
支付宝账户：lin@example.cn
共5笔记录
收入：1笔 5.00元
支出：3笔 60.00元

交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,
2025-03-01 10:00:00\t,保险,XX人寿,/,保费,支出,"1,000.00",余额宝,交易成功,A1\t,M1\t,,
2025-03-02 10:00:00,保险,XX人寿,/,保费,支出,50.00,余额宝,交易关闭,A2,M2,,
2025-03-03 10:00:00,退款,XX人寿,/,退款-保费,不计收支,50.00,余额宝,退款成功,A2_9,M2,,
2025-03-04 10:00:00,转账,吴,/,转账,收入,5.00,,交易成功,A3,,,
2025-03-05 10:00:00,保险,XX人寿,/,未付,不计收支,9.00,,交易关闭,A4,M4,,
"""


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_an_alipay_statement_leaves_out_what_moved_no_money_and_says_so(tmp_path: Path, encoding: str) -> None:
    reading, rows = rows_of(_file(tmp_path, "a.csv", ALIPAY, encoding))
    assert reading.format == "alipay"
    assert [(r["account"], r["amount"], r["reference"]) for r in rows] == [
        ("余额宝", "-1000.00", "A1"),
        ("lin@example.cn", "5.00", "A3"),
    ]
    assert [note[:6] for note in reading.notes if "left out" in note] == ["row 10", "row 11", "row 13"]
    assert {total.what: total.agrees for total in reading.expected} == {
        "entries": True,
        "credit_entries": True,
        "credit_sum": True,
        "debit_entries": False,
        "debit_sum": False,
    }


def test_a_line_of_a_bill_with_too_few_cells_is_handed_on_as_it_is(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.csv", ALIPAY.replace("5.00,,交易成功,A3,,,", "5.00"))
    odd = [texts for _, texts in read_file(path).rows if len(texts) != len(STATEMENT_COLUMNS)]
    assert odd == [("2025-03-04 10:00:00", "转账", "吴", "/", "转账", "收入", "5.00", None)] or len(odd[0]) < 12


def test_amounts_of_bills_lose_signs_of_currency_and_thousands_and_nothing_else() -> None:
    assert [plain(text) for text in ("¥1,234.50", "+3", "12元", "", None, "1.2.3", "abc")] == [
        "1234.50",
        "3",
        "12",
        None,
        None,
        "1.2.3",
        "abc",
    ]
    assert [negative(text) for text in ("5.00", "-5.00", "x")] == ["-5.00", "5.00", "x"]
    assert [currency_of(name) for name in ("人民币", "USD", "", "金币")] == ["CNY", "USD", None, "金币"]


def test_an_icbc_total_is_laid_beside_what_was_read(tmp_path: Path) -> None:
    content = (
        "明细查询文件下载\n\n卡号: 6222****0001,\n\n"
        "交易日期,摘要,交易场所,记账金额(收入),记账金额(支出),记账币种,余额,对方户名\n"
        '2025-03-01\t,保费\t,,"1,200.00",,人民币,"1,200.00",林\n2025-03-02,退费,,,200.00,人民币,"1,000.00",林\n'
        '人民币合计,,,"1,200.00",200.00,\n'
    )
    reading, rows = rows_of(_file(tmp_path, "a.csv", content, "gb18030"))
    assert [(r["account"], r["amount"], r["balance"]) for r in rows] == [
        ("6222****0001", "1200.00", "1200.00"),
        ("6222****0001", "-200.00", "1000.00"),
    ]
    assert [total.agrees for total in reading.expected] == [True, True]


def test_days_without_year_take_it_from_the_month_of_the_bill(tmp_path: Path) -> None:
    content = "招商银行信用卡对账单 2025年01月\n交易日,记账日,交易摘要,人民币金额,卡号末四位,交易地金额\n"
    _, rows = rows_of(_file(tmp_path, "a.csv", content + "12/31,01/02,保费,9.00,1234,9.00\n"))
    assert (rows[0]["value_on"], rows[0]["booked_on"], rows[0]["amount"]) == ("2024-12-31", "2025-01-02", "-9.00")


def test_the_bank_that_the_guide_adds_works_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (Path(__file__).parents[3] / "docs/add-a-bank.md").read_text(encoding="utf-8")
    source, sample = re.findall(r"```(?:python|csv)\n(.*?)```", guide, re.DOTALL)[:2]
    module = ModuleType("amparo.records.readers.nextbank")
    exec(compile(source, "nextbank.py", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(readers, "READERS", ("nextbank", *readers.READERS))
    monkeypatch.setattr(readers, "FORMATS", (*module.FORMATS, *readers.FORMATS))
    assert importlib.import_module(module.__name__) is module
    path = _file(tmp_path, "a.csv", sample, "gb18030")
    assert detect(path) == "nextbank"
    _, rows = rows_of(path)
    assert [(r["account"], r["amount"], r["booked_on"]) for r in rows] == [
        ("6500123", "1200.50", "2025-03-01"),
        ("6500123", "-88.00", "2025-03-02"),
    ]

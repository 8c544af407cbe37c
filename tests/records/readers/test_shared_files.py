"""Real statements of real banks: counts and sums agree with what others expect of them, broken ones are refused."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from amparo.records.readers import STATEMENT_COLUMNS, UnreadableFile, read_file
from tests.records.readers.expected import (
    camt_expected,
    ledger_expected,
    mt940_expected,
    own_side,
    rows_of,
    sums,
    sums_of,
)
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
_BROKEN = ("sepa_snippet_broken.sta", "signon_fail.ofx")


def _files(folder: str, pattern: str) -> list[Path]:
    return sorted((SHARED / folder).rglob(pattern)) if SHARED else []


def _named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _readable(folder: str, pattern: str) -> list[Path]:
    return [path for path in _files(folder, pattern) if path.name not in _BROKEN]


@pytest.mark.parametrize("path", _files("iso20022/camt_genkgo_MIT/test", "*.xml"), ids=_named)
def test_a_camt_message_agrees_with_its_expected_entries(path: Path) -> None:
    reading, rows = rows_of(path)
    assert reading.columns == STATEMENT_COLUMNS
    assert rows
    assert sums_of(rows) == camt_expected(path.with_suffix(".json"))


@pytest.mark.parametrize("path", _readable("bank_files", "*.sta"), ids=_named)
def test_an_mt940_statement_agrees_with_its_expected_transactions(path: Path) -> None:
    _, rows = rows_of(path)
    expected = mt940_expected(path.with_suffix(".yml"))
    found = [(row["currency"], Decimal(row["amount"] or "")) for row in rows]
    assert found == [(currency, amount) for currency, amount, _ in expected]
    assert sums_of(rows, "bank") == sums((None, currency, amount) for currency, amount, _ in expected)
    for row, (_, _, reference) in zip(rows, expected, strict=True):
        assert reference in (None, "NONREF", row["reference"])


@pytest.mark.parametrize("name", ["sepa_mt9401.sta", "mt940.sta", "with_binary_character.sta", "sns.sta"])
def test_the_closing_balances_of_whole_mt940_statements_are_met(name: str) -> None:
    (path,) = _files("bank_files", name)
    reading, _ = rows_of(path)
    assert reading.expected
    assert all(total.agrees for total in reading.expected)


@pytest.mark.parametrize("path", _readable("bank_files", "*.ofx"), ids=_named)
def test_an_ofx_file_gives_each_of_its_transactions_once(path: Path) -> None:
    text = path.read_text(encoding="latin-1")
    lines = []
    for part in re.split(r"<(?:STMTRS|CCSTMTRS|INVSTMTRS)>", text)[1:]:
        account = re.search(r"<ACCTID>([^<\n]*)", part)
        currency = re.search(r"<CURDEF>([A-Z]{3})", part) or re.search(r"<CURSYM>([A-Z]{3})", part)
        for entry in re.findall(r"<STMTTRN>(.*?)</STMTTRN>", part, re.DOTALL):
            amount = re.search(r"<TRNAMT>\s*([-+\d.,]+)", entry)
            assert account and currency and amount
            lines.append((account[1].strip(), currency[1], Decimal(amount[1])))
    _, rows = rows_of(path)
    assert len(rows) == text.count("<STMTTRN>")
    assert sums_of(rows) == sums(lines)


@pytest.mark.parametrize(
    "path",
    [p for p in _files("iso20022", "*.xml") if p.name.startswith(("pain.0", "0", "1")) or "market" in p.parts],
    ids=_named,
)
def test_a_payment_message_gives_each_instruction_once_and_the_sum_it_states(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    amounts = re.findall(r'<InstdAmt Ccy="([A-Z]{3})">\s*([\d.]+)', text)
    amounts += re.findall(r'<EqvtAmt>\s*<Amt Ccy="([A-Z]{3})">\s*([\d.]+)', text)
    reading, rows = rows_of(path)
    assert len(rows) == len(re.findall(r"<(?:CdtTrfTxInf|DrctDbtTxInf)>", text)) > 0
    assert sums((None, row["currency"], Decimal(row["amount"] or "")) for row in rows) == sums(
        (None, currency, Decimal(amount)) for currency, amount in amounts
    )
    assert {row["direction"] for row in rows} == {"collect" if "DrctDbtTxInf" in text else "pay"}
    assert reading.expected
    assert all(total.agrees for total in reading.expected)


@pytest.mark.parametrize("path", _files("iso20022", "template.xml"), ids=lambda path: str(path.parent.name))
def test_a_payment_form_nobody_filled_in_is_refused_by_name(path: Path) -> None:
    if "{{" not in path.read_text(encoding="utf-8"):
        pytest.skip("filled in")
    with pytest.raises(UnreadableFile, match=r"^template\.xml: "):
        list(read_file(path).rows)


@pytest.mark.parametrize("name", [*_BROKEN, "pain002_sample.xml", "template_unique.xml"])
def test_a_broken_or_foreign_file_is_refused_by_name(name: str) -> None:
    (path,) = [*_files("bank_files", name), *_files("iso20022", name)]
    with pytest.raises(UnreadableFile) as refused:
        list(read_file(path).rows)
    assert refused.value.where.startswith(name)
    assert str(path.parent) not in str(refused.value)


# What the expected ledgers' own rules leave out, as their config.yaml says.
def _icbc_ignored(row: dict[str, str | None], kind: str) -> bool:
    who = f"{row['counterparty_name']} {row['remittance']}"
    if kind == "credit":
        return "财付通" in who or "支付宝" in who
    if row["transaction_code"] == "自动还款" or "财付通-" in who or "支付宝-" in who:
        return True
    return "支付宝" in who and row["transaction_code"] == "蚂蚁基金赎回到银行"


@pytest.mark.parametrize("kind", ["credit", "debit-v1", "debit-v2"])
def test_an_icbc_statement_agrees_with_its_ledger(kind: str) -> None:
    assert SHARED
    folder = SHARED / "cn_statements/example/icbc" / kind
    reading, rows = rows_of(next(folder.glob("*.csv")))
    assert reading.format == "icbc"
    own = "Liabilities:Bank:CN:ICBC" if kind == "credit" else "Assets:Bank:CN:ICBC"
    expected = [own_side(postings, own) for _, postings in ledger_expected(next(folder.glob("*.beancount")))]
    judged = [row for row in rows if not _icbc_ignored(row, kind)]
    assert {row["account"] for row in rows} == {"1234****5678" if kind == "credit" else "1234****9876"}
    assert sums((None, r["currency"], Decimal(r["amount"] or "")) for r in judged) == sums(
        (None, currency, amount) for sides in expected for currency, amount in sides
    )


@pytest.mark.parametrize("kind", ["credit", "debit"])
def test_a_cmb_statement_agrees_with_its_ledger(kind: str) -> None:
    assert SHARED
    folder = SHARED / "cn_statements/example/cmb" / kind
    reading, rows = rows_of(next(folder.glob("*.csv")), options={"account": "6225"})
    assert reading.format == "cmb"
    own = "Liabilities:CreditCard:CMB" if kind == "credit" else "Assets:DebitCard:CMB"
    told = ledger_expected(next(folder.glob("*.beancount")))
    judged = [row for row in rows if "财付通" not in (row["remittance"] or "")]
    assert sums_of(judged) == sums(
        ("6225", currency, amount) for _, postings in told for currency, amount in own_side(postings, own)
    )
    assert sorted(row["value_on"] or row["booked_on"] or "" for row in judged) == sorted(
        said["day"] for said, _ in told
    )


def test_an_alipay_statement_agrees_with_its_ledger() -> None:
    assert SHARED
    folder = SHARED / "cn_statements/example/alipay"
    reading, rows = rows_of(folder / "example-alipay-records.csv")
    assert reading.format == "alipay"
    expected = []
    for said, postings in ledger_expected(folder / "example-alipay-output.beancount"):
        sides = [p for p in postings if p[0].startswith(("Assets", "Liabilities"))]
        assert len(sides) == 1
        expected.append((said.get("method") or "xx@gmail.com", sides[0][2], sides[0][1]))
    assert sums_of(rows) == sums(expected)
    assert {row["reference"] for row in rows} == {
        said["orderId"] for said, _ in ledger_expected(folder / "example-alipay-output.beancount")
    }
    assert [note for note in reading.notes if "left out" in note and "32" in note]


@pytest.mark.parametrize("name", ["example-wechat-records.csv", "example-wechat-records.xlsx"])
def test_a_wechat_statement_agrees_with_its_ledger(name: str) -> None:
    assert SHARED
    folder = SHARED / "cn_statements/example/wechat"
    reading, rows = rows_of(folder / name)
    assert reading.format == "wechat"
    expected = []
    for said, postings in ledger_expected(folder / "example-wechat-output.beancount"):
        own = [p for p in postings if p[0].startswith(("Assets", "Liabilities"))]
        comes_in = said["type"] == "收入"
        amount = sum((p[1] for p in own if (p[1] > 0) == comes_in), Decimal(0))
        pocket = "零钱" if said["method"] == "/" or said["txType"] == "零钱提现" else said["method"]
        expected.append((pocket, own[0][2], amount))
    assert sums_of(rows) == sums(expected)


@pytest.mark.parametrize("path", _files("cn_statements", "*.csv"), ids=_named)
def test_a_platform_statement_may_also_be_read_as_the_plain_table_it_is(path: Path) -> None:
    reading, rows = rows_of(path, format="csv")
    assert reading.format == "csv"
    assert len(rows) >= len(list(read_file(path).rows))

"""camt and pain messages: batches, reversals, several accounts, and totals that must be met."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from amparo.records.readers import PAYMENT_COLUMNS, detect, read_file
from tests.records.readers.expected import rows_of


def _message(folder: Path, statements: str, kind: str = "camt.053.001.08") -> Path:
    path = folder / "statement.xml"
    root = {"camt.052": "BkToCstmrAcctRpt", "camt.053": "BkToCstmrStmt", "camt.054": "BkToCstmrDbtCdtNtfctn"}[kind[:8]]
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:{kind}"><{root}>'
        f"<GrpHdr><MsgId>M1</MsgId></GrpHdr>{statements}</{root}></Document>",
        encoding="utf-8",
    )
    return path


def _statement(entries: str, account: str = "<IBAN>ES01</IBAN>", extra: str = "") -> str:
    return f"<Stmt><Id>S1</Id><Acct><Id>{account}</Id><Ccy>EUR</Ccy></Acct>{extra}{entries}</Stmt>"


def _entry(amount: str, side: str = "CRDT", details: str = "", more: str = "", status: str = "BOOK") -> str:
    return (
        f"<Ntry><Amt Ccy='EUR'>{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{more}<Sts><Cd>{status}</Cd></Sts>"
        f"<BookgDt><Dt>2025-03-01</Dt></BookgDt><ValDt><Dt>2025-03-02</Dt></ValDt>"
        f"<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def _payment(amount: str | None, end_to_end: str) -> str:
    own = f"<Amt Ccy='EUR'>{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>" if amount else ""
    return (
        f"<TxDtls><Refs><EndToEndId>{end_to_end}</EndToEndId></Refs>{own}<RltdPties><Dbtr><Pty><Nm>Lin</Nm></Pty></Dbtr>"
        "<DbtrAcct><Id><IBAN>ES99</IBAN></Id></DbtrAcct><Cdtr><Pty><Nm>House</Nm></Pty></Cdtr></RltdPties>"
        f"<RmtInf><Ustrd>CHG{end_to_end}</Ustrd></RmtInf></TxDtls>"
    )


def test_a_batch_is_a_row_a_payment_and_adds_up_to_its_entry(tmp_path: Path) -> None:
    details = _payment("10.00", "1") + _payment("20.00", "2") + _payment("30.00", "3")
    _, rows = rows_of(_message(tmp_path, _statement(_entry("60.00", details=details) + _entry("5.00"))))
    assert [(r["entry"], r["amount"], r["end_to_end"]) for r in rows] == [
        ("1", "10.00", "1"),
        ("1", "20.00", "2"),
        ("1", "30.00", "3"),
        ("2", "5.00", None),
    ]
    assert rows[0]["counterparty_name"] == "Lin"
    assert rows[0]["counterparty_account"] == "ES99"
    assert rows[0]["remittance"] == "CHG1"
    assert (rows[0]["booked_on"], rows[0]["value_on"]) == ("2025-03-01", "2025-03-02")


def test_a_batch_that_does_not_add_up_shows_the_difference_as_a_row(tmp_path: Path) -> None:
    details = _payment("10.00", "1") + _payment("20.00", "2")
    reading, rows = rows_of(_message(tmp_path, _statement(_entry("29.50", details=details))))
    assert [row["amount"] for row in rows] == ["10.00", "20.00", "-0.50"]
    assert any("difference" in note for note in reading.notes)


def test_a_batch_whose_payments_state_no_amounts_is_one_row(tmp_path: Path) -> None:
    details = _payment(None, "1") + _payment(None, "2")
    reading, rows = rows_of(_message(tmp_path, _statement(_entry("30.00", details=details))))
    assert [row["amount"] for row in rows] == ["30.00"]
    assert any("without amounts" in note for note in reading.notes)


def test_a_single_payment_takes_the_amount_the_account_was_booked_with(tmp_path: Path) -> None:
    _, rows = rows_of(_message(tmp_path, _statement(_entry("29.00", details=_payment("30.00", "1")))))
    assert [(row["amount"], row["end_to_end"]) for row in rows] == [("29.00", "1")]


def test_money_out_is_negative_and_the_other_side_is_the_creditor(tmp_path: Path) -> None:
    _, rows = rows_of(_message(tmp_path, _statement(_entry("7.00", "DBIT", _payment(None, "1")))))
    assert rows[0]["amount"] == "-7.00"
    assert rows[0]["counterparty_name"] == "House"


def test_a_reversal_says_so_and_names_whom_it_came_from(tmp_path: Path) -> None:
    entry = _entry("7.00", "DBIT", _payment(None, "1"), more="<RvslInd>true</RvslInd>")
    _, rows = rows_of(_message(tmp_path, _statement(entry)))
    assert rows[0]["amount"] == "-7.00"
    assert rows[0]["counterparty_name"] == "Lin"
    assert (rows[0]["transaction_code"] or "").endswith("reversal")


def test_what_is_not_booked_yet_is_pending(tmp_path: Path) -> None:
    _, rows = rows_of(_message(tmp_path, _statement(_entry("1.00", status="PDNG") + _entry("2.00"))))
    assert [row["status"] for row in rows] == ["pending", "booked"]


def test_each_statement_has_its_own_account_whatever_identifies_it(tmp_path: Path) -> None:
    other = "<Othr><Id>6500-1</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr>"
    path = _message(tmp_path, _statement(_entry("1.00")) + _statement(_entry("2.00"), other))
    _, rows = rows_of(path)
    assert [(row["account"], row["amount"]) for row in rows] == [("ES01", "1.00"), ("6500-1", "2.00")]


def _balance(kind: str, amount: str) -> str:
    return f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>"


def test_totals_the_statement_states_stand_beside_what_was_read(tmp_path: Path) -> None:
    summary = "<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries><Sum>3</Sum></TtlNtries></TxsSummry>"
    extra = _balance("OPBD", "10.00") + _balance("CLBD", "11.00") + summary
    reading, _ = rows_of(_message(tmp_path, _statement(_entry("2.00") + _entry("1.00", "DBIT"), extra=extra)))
    assert {total.what: total.agrees for total in reading.expected} == {
        "entries": True,
        "sum": True,
        "closing_balance": True,
    }
    reading, _ = rows_of(_message(tmp_path, _statement(_entry("2.00"), extra=extra)))
    assert not any(total.agrees for total in reading.expected)


def test_each_kind_of_message_is_told_from_the_others(tmp_path: Path) -> None:
    for kind in ("camt.052.001.06", "camt.053.001.02", "camt.054.001.04"):
        assert detect(_message(tmp_path, "", kind)) == kind[:8]


def test_a_message_with_a_prefix_on_its_names_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        "<n:Document xmlns:n='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'><n:BkToCstmrStmt><n:Stmt><n:Ntry>"
        "<n:Amt Ccy='EUR'>3</n:Amt><n:CdtDbtInd>CRDT</n:CdtDbtInd></n:Ntry></n:Stmt></n:BkToCstmrStmt></n:Document>"
    )
    assert [row["amount"] for row in rows_of(path)[1]] == ["3"]


def test_a_batch_of_many_payments_streams(tmp_path: Path) -> None:
    details = "".join(_payment("1.00", f"{n}{'x' * 2000}") for n in range(2_000))
    path = _message(tmp_path, _statement(_entry("2000.00", details=details)))
    tracemalloc.start()
    count = sum(1 for _ in read_file(path).rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2_000
    assert peak < 4 << 20 < path.stat().st_size


def test_a_collection_file_gives_its_mandates(tmp_path: Path) -> None:
    path = tmp_path / "collect.xml"
    path.write_text(
        "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.008.001.08'><CstmrDrctDbtInitn>"
        "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2025-03-01T08:00:00</CreDtTm><NbOfTxs>1</NbOfTxs><CtrlSum>12.50</CtrlSum></GrpHdr>"
        "<PmtInf><PmtInfId>B1</PmtInfId><PmtMtd>DD</PmtMtd><PmtTpInf><SeqTp>RCUR</SeqTp></PmtTpInf>"
        "<ReqdColltnDt>2025-03-05</ReqdColltnDt><Cdtr><Nm>House</Nm></Cdtr><CdtrAcct><Id><IBAN>ES01</IBAN></Id></CdtrAcct>"
        "<DrctDbtTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId><InstdAmt Ccy='EUR'>12.50</InstdAmt>"
        "<DrctDbtTx><MndtRltdInf><MndtId>MD1</MndtId><DtOfSgntr>2024-01-02</DtOfSgntr></MndtRltdInf></DrctDbtTx>"
        "<Dbtr><Nm>Lin</Nm></Dbtr><DbtrAcct><Id><IBAN>ES99</IBAN></Id></DbtrAcct>"
        "<RmtInf><Ustrd>CHG1</Ustrd></RmtInf></DrctDbtTxInf></PmtInf></CstmrDrctDbtInitn></Document>"
    )
    reading, rows = rows_of(path, format="pain")
    assert reading.columns == PAYMENT_COLUMNS
    assert {name: value for name, value in rows[0].items() if value} == {
        "message_id": "M1",
        "created_at": "2025-03-01T08:00:00",
        "payment_id": "B1",
        "direction": "collect",
        "method": "DD",
        "requested_on": "2025-03-05",
        "account": "ES01",
        "account_holder": "House",
        "amount": "12.50",
        "currency": "EUR",
        "counterparty_account": "ES99",
        "counterparty_name": "Lin",
        "mandate_id": "MD1",
        "mandate_signed_on": "2024-01-02",
        "sequence_type": "RCUR",
        "remittance": "CHG1",
        "end_to_end": "E1",
        "entry": "1",
    }
    assert all(total.agrees for total in reading.expected)

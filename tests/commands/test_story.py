"""A billing officer's month and the days after, her auditor's proof and her lawyer's question, typed at a terminal.

Her own files: Chinese headings, a title above the table, GB18030 and a workbook, thousands marks, a day and a time kept
apart, a bank message. What `amparo map` proposes is used as it stands but for one line she adds.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import openpyxl

from tests.commands.at_terminal import at_terminal

POLICIES = 30
PREMIUM_ACCOUNT = "6500000000000001"
CHARGE_HEAD = (
    "流水号", "保单号", "机构编码", "渠道", "银行", "费用类型", "账号", "付款人", "金额", "币种", "交易日期", "交易时间"
)  # fmt: skip
MANDATE_HEAD = (
    "授权号", "保单号", "账号", "户名", "起始日期", "终止日期", "单笔限额", "币种", "扣款起始日", "扣款截止日"
)  # fmt: skip
CAMT = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>'
    "<Stmt><Id>S1</Id><Acct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>{entries}</Stmt>"
    "</BkToCstmrStmt></Document>"
)
ENTRY = (
    "<Ntry><Amt Ccy='CNY'>{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-05</Dt>"
    "</BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
)


def account(n: int) -> str:
    """The account of the customer of that number."""
    return f"62220200000{n:05}"


def number(n: int) -> str:
    """The policy of that number."""
    return f"8{n:07}"


def charge_row(n: int, *, policy: int, amount: str = "1,200.00", day: str = "2026-03-05") -> list[str]:
    """One line of the collection ledger."""
    return [
        f"CHG{n:05}", number(policy), "650100", "银行代扣", "工商银行", "续期保费", account(policy), "张三",
        amount, "CNY", day, "9:30:00",
    ]  # fmt: skip


def write_csv(path: Path, rows: Sequence[Sequence[Any]], *, encoding: str = "utf-8", above: Sequence[str] = ()) -> None:
    """A CSV file as an office program writes it."""
    with path.open("w", encoding=encoding, newline="") as file:
        file.writelines(f"{line}\n" for line in above)
        csv.writer(file).writerows(rows)


def a_month(folder: Path) -> None:
    """March: the last three policies have no mandate, policy 7 pays more than its mandate allows, one amount is garbled."""
    folder.mkdir()
    write_csv(
        folder / "机构.csv",
        [
            ["机构编码", "机构名称", "上级机构", "机构层级", "起始日期"],
            ["650000", "新疆分公司", "", "分公司", "2020-01-01"],
            ["650100", "喀什中心支公司", "650000", "中心支公司", "2020-01-01"],
        ],
    )
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["保单清单（2026年3月）"])
    sheet.append(
        [
            "保单号",
            "产品代码",
            "机构编码",
            "投保人客户号",
            "投保日期",
            "签发日期",
            "生效日期",
            "终止日期",
            "保费",
            "币种",
        ]
    )
    for n in range(1, POLICIES + 1):
        days = ("2025-01-01", "2025-01-02", "2025-01-03", "2035-01-02")
        sheet.append([number(n), "R1", "650100", f"K{n}", *days, 1200, "CNY"])
    book.save(folder / "保单清单.xlsx")
    mandates = [
        [f"M{n}", number(n), account(n), "张三", "2026-01-01", "", "5,000.00", "CNY", "1", "31"]
        for n in range(1, POLICIES - 2)
    ]
    write_csv(folder / "扣款授权.csv", [MANDATE_HEAD, *mandates], encoding="gb18030")
    charges = [charge_row(n, policy=n, amount="6,000.00" if n == 7 else "1,200.00") for n in range(1, POLICIES + 1)]
    charges.append(charge_row(99, policy=2, amount="1.200.00"))
    above = ("收费台账", "机构：喀什中心支公司")
    write_csv(folder / "收费台账_20260331.csv", [CHARGE_HEAD, *charges], encoding="gb18030", above=above)
    entries = ENTRY.format(amount="1200.00", text="CHG00001") + ENTRY.format(amount="888.00", text="CHG77777")
    (folder / "银行对账单_202603.xml").write_text(CAMT.format(account=PREMIUM_ACCOUNT, entries=entries), "utf-8")


def the_rest(terminal: Any, folder: Path) -> None:
    """What the bank's lines are held against, on blank forms: the own account filled in, two forms left empty."""
    for table in ("own_accounts", "remittances", "refunds"):
        assert terminal("tables", table, "--template", "csv", "--out", folder / f"{table}.csv", house=False).code == 0
    form = folder / "own_accounts.csv"
    with form.open(encoding="utf-8-sig", newline="") as file:
        columns = next(csv.reader(file))
    told = {"own_account_id": "A1", "account_number": PREMIUM_ACCOUNT, "institution_id": "650100", "kind": "premium"}
    row = {**told, "valid_from": "2020-01-01", "bank": "icbc"}
    write_csv(form, [columns, [row.get(c, "") for c in columns]])


def in_columns(lines: Sequence[str]) -> bool:
    """Whether lines end in the same cell of the terminal, where a Chinese character takes two."""
    return len({sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in lines}) == 1


def test_a_month_her_auditor_and_her_lawyer(tmp_path: Path) -> None:
    house, month = tmp_path / "公司", tmp_path / "三月"

    def terminal(*words: str | Path, **how: Any) -> Any:
        return at_terminal(house, *words, language="zh")

    # She begins a house and lets it propose how her files are read.
    begun = terminal("init", house, "--name", "某人寿")
    assert begun.code == 0 and "下一步：amparo map" in begun.out
    a_month(month)
    the_rest(terminal, month)
    for path in sorted(month.iterdir()):
        proposed = terminal("map", path)
        assert proposed.code == 0, proposed.out
        text = proposed.out
        if path.suffix == ".xml":
            text += 'columns:\n  charge_reference: {from: remittance, extract: "(CHG[0-9]+)"}\n'
        (house / "mappings" / f"{path.stem.split('_')[0]}.yaml").write_text(text, "utf-8")

    # All of it comes in; the one line that cannot be read is told, and kept.
    loaded = terminal("load", month)
    assert loaded.code == 0, loaded.out
    assert "收费台账_20260331.csv → charges: 已接收 · 读取 31 行, 接收 30, 拒绝 1" in loaded.out
    assert "encoding gb18030, delimiter comma, header on row 3" in loaded.out
    rejected = terminal("rejected")
    assert rejected.code == 1 and "'1.200.00'含两个小数点" in rejected.out

    # What broke which rule, in a sentence to forward, and what the bank shows that the ledger does not know.
    checked = terminal("check", "--as-of", "2026-03-31")
    assert checked.code == 1
    assert "从保单 80000007 授权账户扣款 ¥6,000.00，超出授权单次限额 ¥5,000.00 共 ¥1,000.00。" in checked.out
    table = [
        line for line in checked.out.splitlines() if line[:6] in ("CHG-01", "CHG-02", "FLW-08") and "。" not in line
    ]
    assert len(table) == 3 and in_columns(table), table
    assert "XXX" not in checked.out
    found = terminal("findings", "--json").lines
    by_control = {c: [f for f in found if f["control"] == c] for c in ("CHG-01", "CHG-02", "FLW-08")}
    assert {c: len(fs) for c, fs in by_control.items()} == {"CHG-01": 3, "CHG-02": 1, "FLW-08": 1}
    unknown = by_control["FLW-08"][0]
    assert "CHG77777" in unknown["sentence"] and unknown["amount_minor"] == 88800
    assert all(
        f["clauses"] and f["policy_id"] and f["customer_id"] for f in by_control["CHG-01"] + by_control["CHG-02"]
    )
    listed = terminal("findings")
    assert "未消除" in listed.out and "open" not in listed.out

    # Tomorrow: the garbled line corrected, a mandate that was missing, a new day's ledger. Only what changed is told.
    corrected = tmp_path / "收费台账_更正.csv"
    terminal("rejected", "--out", corrected)
    corrected.write_text(corrected.read_text("utf-8-sig").replace(",1.200.00,", ',"1,200.00",'), "utf-8")
    write_csv(
        tmp_path / "扣款授权_0401.csv",
        [
            MANDATE_HEAD,
            ["M30", number(30), account(30), "张三", "2026-01-01", "", "5,000.00", "CNY", "1", "31"],
        ],
    )
    late = charge_row(201, policy=29, day="2026-04-01")
    write_csv(tmp_path / "收费台账_20260401.csv", [CHARGE_HEAD, late])
    mandates = house / "mappings" / "扣款授权.yaml"
    mandates.write_text(mandates.read_text("utf-8").replace("扣款授权.csv", "扣款授权*.csv"), "utf-8")
    again = terminal("load", month, corrected, tmp_path / "扣款授权_0401.csv", tmp_path / "收费台账_20260401.csv")
    assert again.code == 0, again.out
    assert again.out.count("内容已知，无变化") == len(list(month.iterdir()))
    assert "更正此前被拒 1" in again.out and terminal("rejected").code == 0
    second = terminal("check", "--as-of", "2026-04-01", "--json").last
    changed = {
        c["control"]: (c["new"], c["cleared"], c["open"]) for c in second["controls"] if c["new"] or c["cleared"]
    }
    assert changed == {"CHG-01": (1, 1, 3), "FLW-07": (1, 0, 30)}, "the corrected charge is not on the bank either"
    third = terminal("check", "--as-of", "2026-04-01")
    assert "（新 0，变化 0，消除 0）" in third.out and "只重新判断了有变化的记录" in third.out

    # Her auditor picks one, has it explained and finds it again to the byte.
    one = by_control["CHG-02"][0]["finding"]
    explained = terminal("explain", one[:8])
    assert explained.code == 0
    assert "人身保险业务基本服务规定" in explained.out and "为何都不成立" in explained.out and "新发现" in explained.out
    proven = terminal("reproduce", one[:8], "--json")
    assert (proven.code, proven.last["equal"], proven.last["differences"]) == (0, True, [])

    # Her lawyer asks what a stricter day's rule would have found: only what differs is listed, nothing is written.
    asked = terminal("check", "--as-of", "2026-04-01", "--limit", "bank_confirmation=60", "--compare")
    assert asked.code == 1, asked.out
    told = [line for line in asked.out.splitlines() if line.startswith(("CHG", "FLW", "RFD"))]
    assert [line[:6] for line in told] == ["FLW-07", "FLW-08"], told
    assert "项控制前后相同" in asked.out and "只看不写" in asked.out
    compared = terminal("check", "--as-of", "2026-04-01", "--limit", "bank_confirmation=60", "--compare", "--json").last
    lost = {c["control"]: c["lost_records"] for c in compared["controls"] if c["lost"]}
    assert unknown["record_id"] in lost["FLW-08"] and compared["written"] is False

    # What she sends on opens in her office program and holds the sentence.
    sent = tmp_path / "发现.xlsx"
    assert terminal("findings", "--out", sent).code == 1
    cells = [str(cell.value) for row in openpyxl.load_workbook(sent).worksheets[0].iter_rows() for cell in row]
    assert by_control["CHG-02"][0]["sentence"] in cells

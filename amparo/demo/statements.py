"""The banks' and platforms' own statements, one format for each of the company's accounts, line by line in time's order."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

from amparo.demo.company import COMPANY, OWN, Row
from amparo.demo.sheets import FIRST_YEAR

OPENING = 1_000_000_00
FOLDER = "银行流水"


@dataclass(frozen=True)
class Statement:
    """One own account's statements: the account's name, the beginning of its files' names, and the bank's format."""

    own: str
    file: str
    format: str
    ending: str

    @property
    def tells_no_account(self) -> bool:
        """Whether the bank leaves the account out of the file."""
        return self.format in ("cmb", "alipay", "wechat")


STATEMENTS = (
    Statement("urumqi", "工行_乌鲁木齐", "icbc", "csv"),
    Statement("changji", "招行_昌吉", "cmb", "csv"),
    Statement("aksu", "中行_阿克苏", "camt.053", "xml"),
    Statement("kashgar", "渣打_喀什", "mt940", "sta"),
    Statement("hotan", "工行_和田", "icbc", "csv"),
    Statement("yili", "中行_伊犁", "camt.053", "xml"),
    Statement("alipay", "支付宝_保费", "alipay", "csv"),
    Statement("wechat", "微信支付_保费", "wechat", "csv"),
    Statement("payment", "工行_退费户", "icbc", "csv"),
    Statement("expense", "招行_费用户", "cmb", "csv"),
    Statement("closed", "招行_旧保费户", "cmb", "csv"),
)
BY_ACCOUNT = {OWN[statement.own]: statement for statement in STATEMENTS}


@dataclass(frozen=True, slots=True)
class Line:
    """One line, small enough to hold a million of them until they can be put in order; amounts in minor units."""

    day: int
    amount: int
    name: str
    account: str
    number: str
    known_as: str | None

    @property
    def on(self) -> date:
        """The day it was booked."""
        return date.fromordinal(self.day)

    @property
    def remark(self) -> str:
        """What stands in the free text: what it is for, and our own number."""
        what = {"KF": "保费", "HJ": "汇缴保费", "TF": "退费"}.get(self.number[:2], "往来款")
        return f"{what} {self.number}" if self.number else what

    @property
    def plain(self) -> str:
        """The amount with its sign, as 1234.50."""
        return _plain(self.amount)


class StatementWriter:
    """Gathers the lines of all own accounts, then writes each account's statements, year by year."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, int], list[Line]] = {}

    def add(self, row: Row) -> None:
        """One more line, in the statement of its account and year."""
        number = row["charge_reference"] or row["remittance_reference"] or row["refund_reference"] or ""
        line = Line(
            row["booked_on"].toordinal(), row["amount_minor"], row["counterparty_name_token"] or "",
            row["counterparty_token"] or "", number, row.get("line_id"),
        )  # fmt: skip
        year = max(row["booked_on"].year, FIRST_YEAR)
        self._lines.setdefault((row["account_token"], year), []).append(line)

    def write(self, folder: Path) -> dict[str, str]:
        """Every statement into the folder; the key's own names of lines → the line numbers they have once loaded."""
        folder.mkdir(parents=True, exist_ok=True)
        known: dict[str, str] = {}
        for (account, year), lines in sorted(self._lines.items()):
            statement = BY_ACCOUNT[account]
            lines.sort(key=lambda line: line.day)
            path = folder / f"{statement.file}_{year}.{statement.ending}"
            encoding = "gb18030" if statement.format == "alipay" else "utf-8"
            with path.open("w", encoding=encoding, newline="") as file:
                WRITERS[statement.format](file, account, year, lines)
            content = sha256(path.read_bytes()).hexdigest()
            for at, line in enumerate(lines, start=1):
                if line.known_as is not None:
                    known[line.known_as] = f"{content[:20]}-{at}"
        return known


def _plain(minor: int) -> str:
    sign, minor = ("-", -minor) if minor < 0 else ("", minor)
    return f"{sign}{minor // 100}.{minor % 100:02d}"


def _marked(minor: int) -> str:
    sign, minor = ("-", -minor) if minor < 0 else ("", minor)
    return f"{sign}{minor // 100:,}.{minor % 100:02d}"


def _balances(lines: list[Line]) -> Iterator[tuple[Line, int]]:
    balance = OPENING
    for line in lines:
        balance += line.amount
        yield line, balance


def _moments(lines: list[Line]) -> Iterator[tuple[Line, datetime]]:
    """A moment for each line on its day, ascending."""
    day, at = 0, 0
    for line in lines:
        day, at = (day, at + 1) if line.day == day else (line.day, 0)
        yield line, datetime.combine(line.on, datetime.min.time()) + timedelta(hours=8, seconds=min(at, 57_000))


def _icbc(file: IO[str], account: str, year: int, lines: list[Line]) -> None:
    file.write(
        f'明细查询文件下载\n\n卡号: {account},"卡别名: {COMPANY}"\n\n子账户序号: 00000,子账户类别: 活期,"子账户别名: "\n\n'
    )
    out = csv.writer(file, lineterminator="\n")
    file.write(
        "交易日期,摘要,交易详情,交易场所,交易国家或地区简称,钞/汇,交易金额(收入),交易金额(支出),交易币种,"
        "记账金额(收入),记账金额(支出),记账币种,余额,对方户名,对方账户\n"
    )
    earned = spent = 0
    for line, balance in _balances(lines):
        came, went = (_marked(line.amount), "") if line.amount >= 0 else ("", _marked(-line.amount))
        earned, spent = earned + max(line.amount, 0), spent - min(line.amount, 0)
        cells = [line.on.isoformat(), "转账", line.remark, "企业网银", "CHN", "钞", "-", "-", "-", came, went, "人民币",
                 _marked(balance), line.name, line.account]  # fmt: skip
        out.writerow([f"{cell}\t" if cell else cell for cell in cells] + [""])
    out.writerow(["人民币合计", *[""] * 8, _marked(earned), _marked(spent), ""])


def _cmb(file: IO[str], account: str, year: int, lines: list[Line]) -> None:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["记账日期", "货币", "交易金额", "联机余额", "交易摘要", "对手信息", "客户摘要"])
    for line, balance in _balances(lines):
        other = " ".join(part for part in (line.name, line.account) if part)
        out.writerow(
            [line.on.isoformat(), "CNY", _marked(line.amount), _marked(balance), "转账汇款", other, line.remark]
        )


def _alipay(file: IO[str], account: str, year: int, lines: list[Line]) -> None:
    rule = "-" * 84
    file.write(f"{rule}\n导出信息：\n姓名：{COMPANY}\n支付宝账户：{account}\n起始时间：[{year}-01-01 00:00:00]")
    file.write(f"    终止时间：[{year}-12-31 23:59:59]\n导出交易类型：[全部]\n共{len(lines)}笔记录\n\n")
    file.write("------------------------支付宝（中国）网络技术有限公司  电子客户回单------------------------\n")
    file.write(
        "交易时间            ,交易分类                ,交易对方                ,对方账号                ,商品说明                ,"
    )
    file.write(
        "收/支                 ,金额                  ,收/付款方式              ,交易状态                ,交易订单号     ,商家订单号           ,备注                  ,\n"
    )
    out = csv.writer(file, lineterminator="\n")
    for line, at in _moments(lines):
        side = "收入" if line.amount >= 0 else "支出"
        serial = f"{at:%Y%m%d%H%M%S}{line.number or 'WL'}"
        out.writerow([
            f"{at} ", "保险", line.name or "/", line.account or "/", line.remark, side, _plain(abs(line.amount)), "余额",
            "交易成功", f"{serial}\t", f"{line.number}\t", "", "",
        ])  # fmt: skip


def _wechat(file: IO[str], account: str, year: int, lines: list[Line]) -> None:
    blank = "," * 10 + "\n"
    for text in (
        "微信支付账单明细", f"微信昵称：[{COMPANY}]", f"起始时间：[{year}-01-01 00:00:00] 终止时间：[{year}-12-31 23:59:59]",
        "导出类型：[全部]", "", f"共{len(lines)}笔记录", "", "----------------------微信支付账单明细列表--------------------",
    ):  # fmt: skip
        file.write(text + blank)
    out = csv.writer(file, lineterminator="\n")
    out.writerow(
        [
            "交易时间",
            "交易类型",
            "交易对方",
            "商品",
            "收/支",
            "金额(元)",
            "支付方式",
            "当前状态",
            "交易单号",
            "商户单号",
            "备注",
        ]
    )
    for line, at in _moments(lines):
        side, status = ("收入", "已存入零钱") if line.amount >= 0 else ("支出", "支付成功")
        serial = f"{at:%Y%m%d%H%M%S}{line.number or 'WL'}"
        out.writerow([
            at, "商户收款", line.name or "/", line.remark, side, f"¥{_plain(abs(line.amount))}", "零钱", status,
            f"{serial}\t", f"{line.number or '/'}\t", "/",
        ])  # fmt: skip


def _mt940(file: IO[str], account: str, year: int, lines: list[Line]) -> None:
    """One statement a month, as banks send them."""
    balance = OPENING
    months: dict[str, list[Line]] = {}
    for line in lines:
        months.setdefault(f"{line.on:%Y%m}", []).append(line)
    for at, (month, among) in enumerate(months.items(), start=1):
        first, last = among[0].on, among[-1].on
        file.write(f":20:SCBL{month}\n:25:{account}\n:28C:{at:05d}/001\n")
        file.write(f":60F:C{first:%y%m%d}CNY{_comma(balance)}\n")
        for line in among:
            balance += line.amount
            mark = "C" if line.amount >= 0 else "D"
            file.write(f":61:{line.on:%y%m%d}{line.on:%m%d}{mark}{_comma(abs(line.amount))}NTRFNONREF\n")
            file.write(f":86:{line.number or 'TRANSFER'} {line.account}\n")
        file.write(f":62F:C{last:%y%m%d}CNY{_comma(balance)}\n-\n")


def _comma(minor: int) -> str:
    return f"{minor // 100},{minor % 100:02d}"


def _camt053(file: IO[str], account: str, year: int, lines: list[Line]) -> None:
    closing = OPENING + sum(line.amount for line in lines)
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    file.write('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">\n<BkToCstmrStmt>\n')
    file.write(f"<GrpHdr><MsgId>BOC{account[-6:]}{year}</MsgId><CreDtTm>{year}-12-31T18:00:00</CreDtTm></GrpHdr>\n")
    file.write(f"<Stmt><Id>{account[-6:]}-{year}</Id><CreDtTm>{year}-12-31T18:00:00</CreDtTm>")
    file.write(f"<Acct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>CNY</Ccy><Ownr><Nm>{COMPANY}</Nm></Ownr>")
    file.write("<Svcr><FinInstnId><Nm>中国银行</Nm></FinInstnId></Svcr></Acct>\n")
    for kind, amount, day in (("OPBD", OPENING, lines[0].on), ("CLBD", closing, lines[-1].on)):
        side = "CRDT" if amount >= 0 else "DBIT"
        file.write(f'<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">{_plain(abs(amount))}</Amt>')
        file.write(f"<CdtDbtInd>{side}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>\n")
    for line in lines:
        file.write(_camt_entry(line))
    file.write("</Stmt>\n</BkToCstmrStmt>\n</Document>\n")


def _camt_entry(line: Line) -> str:
    side, other = ("CRDT", "Dbtr") if line.amount >= 0 else ("DBIT", "Cdtr")
    party = f"<{other}><Pty><Nm>{escape(line.name)}</Nm></Pty></{other}>" if line.name else ""
    if line.account:
        party += f"<{other}Acct><Id><Othr><Id>{line.account}</Id></Othr></Id></{other}Acct>"
    return (
        f'<Ntry><Amt Ccy="CNY">{_plain(abs(line.amount))}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        f"<BookgDt><Dt>{line.on}</Dt></BookgDt><ValDt><Dt>{line.on}</Dt></ValDt>"
        "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
        f"<NtryDtls><TxDtls><RltdPties>{party}</RltdPties><RmtInf><Ustrd>{escape(line.remark)}</Ustrd></RmtInf>"
        "</TxDtls></NtryDtls></Ntry>\n"
    )


WRITERS: dict[str, Callable[[IO[str], str, int, list[Line]], None]] = {
    "icbc": _icbc,
    "cmb": _cmb,
    "alipay": _alipay,
    "wechat": _wechat,
    "mt940": _mt940,
    "camt.053": _camt053,
}

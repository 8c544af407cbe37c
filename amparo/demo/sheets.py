"""The files a branch keeps and how each writes its columns: one description, from which files and mappings both come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from amparo.demo.company import COMPANY, EVER, Row

Cell = str | int | float | date | datetime | bool | None

# The company's files begin with the year 2024; the two months before stand in the same files.
FIRST_YEAR, MONTHLY_SINCE = 2024, date(2026, 1, 1)

CHANNELS = {"pos": "POS刷卡", "direct_debit": "银行代扣", "wallet": "钱包支付", "cash": "现金", "transfer": "转账"}
KINDS = {"first": "首期", "renewal_premium": "续期", "new_term": "续保"}


@dataclass(frozen=True)
class Col:
    """One column of a file: its header, the row's column behind it, and how that is written.

    `how`: text · day · slashed (2026/3/1) · chinese (2026年3月1日) · moment · money (1,234.50) · cents · yes (是/否) ·
    ticked (a back-tick before a long number) · degrees (of micro-degrees) · number. `words`: how codes are said.
    """

    header: str
    name: str
    how: str = "text"
    words: Mapping[str, str] = field(default_factory=dict)

    def written(self, row: Row) -> Cell:
        """The cell of that row as text."""
        value = row.get(self.name)
        if value is None or (value == EVER and self.name != "ends_on"):
            return ""
        if self.words:
            return self.words[value]
        written: Cell = WRITTEN[self.how](value)
        return written


@dataclass(frozen=True)
class Sheet:
    """One kind of file: which table it holds, its name (`{part}` by month or year), its dress and its columns."""

    table: str
    file: str
    columns: tuple[Col, ...]
    dress: str = "csv"  # csv xlsx parquet jsonl
    encoding: str = "utf-8"
    noise: bool = False
    sheet: str = ""
    part_by: str = ""  # the column whose month or year parts the files: "charged_on:month"
    archive: str = ""  # the name of the yearly files in which months before 2026 are kept
    feed: str = ""

    def file_of(self, row: Row) -> str:
        """The name of the file for that row."""
        if not self.part_by:
            return self.file
        name, _, span = self.part_by.partition(":")
        day = row[name]
        if span == "month" and day >= MONTHLY_SINCE:
            return self.file.replace("{part}", f"{day:%Y%m}")
        return (self.archive or self.file).replace("{part}", str(max(day.year, FIRST_YEAR)))

    @property
    def pattern(self) -> str:
        """The pattern that every such file's name fits."""
        return self.file.replace("{part}", "*")


def _money(minor: int) -> str:
    return f"{minor // 100:,}.{minor % 100:02d}"


WRITTEN: Mapping[str, Any] = {
    "text": str,
    "number": str,
    "day": lambda day: day.isoformat(),
    "slashed": lambda day: f"{day.year}/{day.month}/{day.day}",
    "chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "moment": lambda at: at.isoformat(sep=" "),
    "money": _money,
    "cents": str,
    "flag": bool,
    "yes": lambda said: "是" if said else "否",
    "ticked": lambda number: f"`{number}",
    "degrees": lambda micro: f"{micro / 1_000_000:.6f}",
}

SHEETS: tuple[Sheet, ...] = (
    Sheet("institutions", "机构清单.xlsx", (
        Col("机构编码", "institution_id"), Col("上级机构", "parent_id"), Col("机构名称", "name"),
        Col("层级", "level", words={
            "head": "总公司", "branch": "分公司", "central": "中心支公司", "sub": "支公司", "outlet": "营销服务部"}),
        Col("成立日期", "valid_from", "day"), Col("撤销日期", "valid_to", "day"),
    ), dress="xlsx"),
    Sheet("products", "产品目录.csv", (
        Col("产品代码", "product_id"), Col("产品名称", "name"),
        Col("险类", "line", words={
            "life": "人寿保险", "health": "健康保险", "accident": "意外伤害保险", "motor": "机动车保险",
            "property": "财产保险"}),
        Col("期限", "term_kind", words={"long": "长期", "short": "短期"}), Col("犹豫期天数", "cooling_off_days", "number"),
        Col("见费出单", "premium_first", "yes"), Col("上市日期", "valid_from", "day"), Col("停售日期", "valid_to", "day"),
    )),
    Sheet("own_accounts", "公司账户登记.csv", (
        Col("登记号", "own_account_id"), Col("账号", "account_token"), Col("所属机构", "institution_id"),
        Col("用途", "kind", words={
            "premium": "保费收入户", "suspense": "暂收户", "payment": "赔付退费户", "expense": "费用户"}),
        Col("开户行", "bank"), Col("启用日期", "valid_from", "day"), Col("停用日期", "valid_to", "day"),
    )),
    Sheet("people", "人员及登记.xlsx", (
        Col("工号", "person_id"), Col("姓名", "name_token"), Col("身份证号", "person_token"), Col("手机", "phone_token"),
        Col("机构编码", "institution_id"),
        Col("人员类别", "kind", words={"agent": "代理人", "employee": "员工", "partner": "合作方"}),
        Col("入司日期", "joined_on", "day"), Col("离司日期", "left_on", "day"),
    ), dress="xlsx", sheet="人员"),
    Sheet("registrations", "人员及登记.xlsx", (
        Col("登记号", "registration_id"), Col("工号", "person_id"), Col("机构编码", "institution_id"),
        Col("登记类别", "role", words={"seller": "销售执业", "operator": "终端操作"}),
        Col("生效日期", "valid_from", "day"), Col("失效日期", "valid_to", "day"),
    ), dress="xlsx", sheet="登记"),
    Sheet("terminals", "终端登记簿.csv", (
        Col("登记号", "registration_id"), Col("终端号", "terminal_id"),
        Col("归属", "ownership", words={"company": "公司", "personal": "个人"}), Col("商户号", "merchant_id"),
        Col("使用机构", "institution_id"), Col("保管人", "keeper_id"), Col("纬度", "place_latitude_e6", "degrees"),
        Col("经度", "place_longitude_e6", "degrees"), Col("启用日期", "valid_from", "day"),
        Col("停用日期", "valid_to", "day"),
    ), encoding="gb18030"),
    Sheet("duty_days", "排班表_{part}.csv", (
        Col("排班号", "duty_id"), Col("工号", "person_id"), Col("机构编码", "institution_id"),
        Col("日期", "duty_on", "slashed"),
    ), part_by="duty_on:year"),
    Sheet("customers", "客户信息.csv", (
        Col("客户号", "customer_id"), Col("客户类型", "kind", words={"person": "个人", "organisation": "单位"}),
        Col("姓名/名称", "name_token"), Col("证件号码", "person_token"), Col("联系电话", "phone_token", "ticked"),
        Col("出生日期", "born_on", "day"), Col("建档日期", "known_since", "day"),
    ), encoding="gb18030", noise=True),
    Sheet("accounts", "客户账户.csv", (
        Col("登记号", "account_id"), Col("账号", "account_token", "ticked"), Col("户名", "holder_name_token"),
        Col("客户号", "customer_id"), Col("开户银行", "bank"), Col("登记日期", "valid_from", "day"),
        Col("注销日期", "valid_to", "day"),
    ), encoding="gb18030"),
    Sheet("policies", "保单清单.csv", (
        Col("保单号", "policy_id"), Col("产品代码", "product_id"), Col("机构编码", "institution_id"),
        Col("投保人客户号", "policyholder_id"), Col("业务员工号", "seller_id"), Col("投保日期", "applied_on", "day"),
        Col("出单日期", "issued_on", "day"), Col("出单时间", "issued_at", "moment"), Col("签收日期", "delivered_on", "day"),
        Col("保险起期", "effective_on", "day"), Col("保险止期", "ends_on", "day"), Col("每期保费", "premium_minor", "money"),
        Col("年缴费次数", "instalments_per_year", "number"), Col("自动续保", "auto_renew", "yes"),
        Col("免予见费", "premium_exempt", "yes"),
    ), encoding="gb18030", noise=True),
    Sheet("policy_parties", "保单当事人.csv", (
        Col("记录号", "party_id"), Col("保单号", "policy_id"), Col("客户号", "customer_id"),
        Col("身份", "role", words={"policyholder": "投保人", "insured": "被保险人", "beneficiary": "受益人"}),
        Col("姓名", "name_token"), Col("生效日期", "valid_from", "day"), Col("失效日期", "valid_to", "day"),
    ), encoding="gb18030", noise=True),
    Sheet("policy_events", "保单变动.csv", (
        Col("事件号", "event_id"), Col("保单号", "policy_id"),
        Col("变动", "kind", words={
            "withdrawn": "犹豫期撤单", "surrender_requested": "申请退保", "surrendered": "退保", "cancelled": "解除",
            "lapsed": "效力中止", "reinstated": "复效", "matured": "满期", "refused": "拒保"}),
        Col("发生时间", "happened_at", "moment"),
    )),
    Sheet("mandates", "代扣授权.xlsx", (
        Col("授权号", "mandate_id"), Col("保单号", "policy_id"), Col("授权账号", "account_token"),
        Col("签署日期", "signed_on", "day"), Col("生效日期", "valid_from", "day"), Col("到期日期", "valid_to", "day"),
        Col("撤销日期", "cancelled_on", "day"), Col("单次限额", "maximum_minor", "money"),
        Col("每月起日", "from_day", "number"), Col("每月止日", "to_day", "number"),
    ), dress="xlsx", noise=True, sheet="授权明细"),
    Sheet("consents", "自动续保同意书.csv", (
        Col("同意书号", "consent_id"), Col("保单号", "policy_id"), Col("同意日期", "given_on", "day"),
        Col("撤回日期", "withdrawn_on", "day"),
    )),
    Sheet("payer_exceptions", "代缴登记簿.csv", (
        Col("登记号", "exception_id"), Col("保单号", "policy_id"), Col("代缴人", "payer_name_token"),
        Col("代缴账号", "account_token"),
        Col("关系", "relation", words={
            "guardian": "监护人", "employer": "用人单位", "group_payer": "团体缴费", "family": "家庭成员", "other": "其他"}),
        Col("批准人", "approved_by"), Col("生效日期", "valid_from", "day"), Col("失效日期", "valid_to", "day"),
    )),
    Sheet("instalments", "应收清单.parquet", (
        Col("应收号", "instalment_id"), Col("保单号", "policy_id"), Col("期次", "sequence", "number"),
        Col("类别", "kind"), Col("应缴日", "due_on", "day"), Col("应收金额_分", "amount_minor", "cents"),
        Col("告知金额_分", "announced_minor", "cents"),
    ), dress="parquet"),
    Sheet("charge_requests", "扣款申请_{part}.csv", (
        Col("申请号", "request_id"), Col("保单号", "policy_id"), Col("应收号", "instalment_id"),
        Col("机构编码", "institution_id"), Col("申请金额", "amount_minor", "money"), Col("申请人", "requested_by"),
        Col("申请时间", "requested_at", "moment"), Col("审核人", "approved_by"), Col("审核时间", "approved_at", "moment"),
    ), part_by="requested_on:year"),
    Sheet("charge_instructions", "扣款指令_{part}.csv", (
        Col("指令号", "instruction_id"), Col("申请号", "request_id"), Col("机构编码", "institution_id"),
        Col("受理方", "bank"), Col("渠道", "channel", words=CHANNELS), Col("指令金额", "amount_minor", "money"),
        Col("发送时间", "sent_at", "moment"), Col("回复时间", "answered_at", "moment"),
        Col("回复", "answer", words={"accepted": "成功", "rejected": "失败", "none": "无回复"}),
    ), part_by="sent_on:year"),
    Sheet("charges", "收费台账_{part}.csv", (
        Col("流水号", "charge_id"), Col("保单号", "policy_id"), Col("应收号", "instalment_id"), Col("申请号", "request_id"),
        Col("指令号", "instruction_id"), Col("机构编码", "institution_id"), Col("渠道", "channel", words=CHANNELS),
        Col("银行/平台", "bank"), Col("收费类别", "kind", words=KINDS), Col("付款账号", "account_token", "ticked"),
        Col("付款人", "payer"), Col("终端号", "terminal_id"), Col("商户号", "merchant_id"), Col("操作员", "operator_id"),
        Col("纬度", "seen_latitude_e6", "degrees"), Col("经度", "seen_longitude_e6", "degrees"),
        Col("场所", "premises", words={"on": "柜面", "off": "柜外"}), Col("金额", "amount_minor", "money"),
        Col("收费日期", "charged_on", "day"), Col("收费时间", "charged_time"), Col("入账账号", "settled_token", "ticked"),
        Col("汇缴号", "remittance_id"),
    ), noise=True, encoding="utf-8-sig", part_by="charged_on:month", feed="collection-ledger", archive="历史收费台账_{part}.csv"),
    Sheet("bookings", "入账明细_{part}.csv", (
        Col("入账号", "booking_id"), Col("流水号", "charge_id"), Col("保单号", "policy_id"), Col("机构编码", "institution_id"),
        Col("科目", "side", words={"premium": "保费收入", "suspense": "暂收保费"}), Col("金额", "amount_minor", "money"),
        Col("入账时间", "booked_at", "moment"), Col("清理日期", "cleared_on", "day"),
    ), part_by="booked_on:year"),
    Sheet("remittances", "渠道汇缴.csv", (
        Col("汇缴号", "remittance_id"), Col("合作机构", "partner_id"), Col("机构编码", "institution_id"),
        Col("汇缴日期", "remitted_on", "day"), Col("汇缴金额", "remitted_minor", "money"),
    )),
    Sheet("refunds", "退费清单.csv", (
        Col("退费号", "refund_id"), Col("保单号", "policy_id"), Col("原流水号", "charge_id"), Col("机构编码", "institution_id"),
        Col("退费原因", "kind", words={
            "surrender": "退保", "cooling_off": "犹豫期撤单", "refused_application": "拒保退费", "wrong_charge": "错扣退费",
            "service_change": "保全退费"}),
        Col("申请日期", "requested_on", "chinese"), Col("应退金额", "due_minor", "money"),
        Col("实退金额", "paid_minor", "money"), Col("退款日期", "paid_on", "chinese"),
        Col("收款账号", "account_token", "ticked"), Col("已核实申请人", "verified", "yes"),
        Col("已登记原因", "reason_recorded", "yes"), Col("高管批准", "senior_approved_by"),
        Col("领款人", "collected_by", words={"self": "本人", "proxy": "代领"}),
    )),
    Sheet("notices", "客户告知.jsonl", (
        Col("notice_id", "notice_id"), Col("policy_id", "policy_id"), Col("kind", "kind"),
        Col("instalment_id", "instalment_id"), Col("charge_id", "charge_id"), Col("refund_id", "refund_id"),
        Col("channel", "channel"), Col("sent_at", "sent_at", "moment"), Col("delivered", "delivered", "flag"),
    ), dress="jsonl"),
)  # fmt: skip

NOISE = (
    f"{COMPANY}新疆分公司",
    "导出时间：2026-11-01 08:00:00    导出人：B000001",
    "",
)

"""What the compared facts of a finding are called in each language, and how their values are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amparo.controls.sentences import day, money, word
from amparo.law.said import Said
from amparo.records.contract import load_contracts

FACTS: Mapping[str, Said] = {
    "accepted_count": Said("成功笔数", "accepted", "aceptadas"),
    "allowed": Said("允许值", "allowed", "permitido"),
    "allowed_metres": Said("允许距离（米）", "metres allowed", "metros permitidos"),
    "allowed_minor": Said("允许金额", "amount allowed", "importe permitido"),
    "answered_by": Said("作出答复的银行或平台", "who answered", "quién respondió"),
    "arrived_minor": Said("银行到账金额", "arrived at the bank", "llegado al banco"),
    "asked_currency": Said("申请币种", "currency asked", "moneda solicitada"),
    "asked_minor": Said("申请金额", "amount asked", "importe solicitado"),
    "bank_currency": Said("银行记账币种", "the bank's currency", "moneda del banco"),
    "bank_minor": Said("银行记账金额", "the bank's amount", "importe del banco"),
    "before_minor": Said("此前金额", "amount before", "importe anterior"),
    "booked_currency": Said("入账币种", "currency booked", "moneda contabilizada"),
    "booked_minor": Said("入账金额", "amount booked", "importe contabilizado"),
    "charge_count": Said("扣款笔数", "charges", "cobros"),
    "charged_minor": Said("实际扣款", "amount charged", "importe cobrado"),
    "charges": Said("扣款笔数", "charges", "cobros"),
    "collected_minor": Said("代收金额", "amount collected", "importe recaudado"),
    "compared_with": Said("比对对象", "compared with", "comparado con"),
    "days_after": Said("此后天数", "days after", "días después"),
    "days_asked": Said("要求提前天数", "days asked for", "días exigidos"),
    "days_before": Said("实际提前天数", "days before", "días de antelación"),
    "days_early": Said("提前天数", "days early", "días de adelanto"),
    "days_late": Said("逾期天数", "days late", "días de retraso"),
    "days_left": Said("距期满天数", "days left", "días restantes"),
    "done_on": Said("完成日", "done on", "hecho el"),
    "earlier_charge_id": Said("前一笔扣款号", "earlier charge", "cobro anterior"),
    "east_mm": Said("东西向偏移（毫米）", "east–west, millimetres", "este-oeste, milímetros"),
    "ended_by": Said("终止原因", "ended by", "terminada por"),
    "ended_on": Said("终止日", "ended on", "terminada el"),
    "factor_ppm": Said("限度倍数", "factor allowed", "factor permitido"),
    "first_charge_id": Said("首笔扣款号", "first charge", "primer cobro"),
    "first_charged_at": Said("首笔到账时间", "first premium arrived at", "primera prima, momento"),
    "first_charged_on": Said("首笔到账日", "first premium arrived on", "primera prima, día"),
    "gap_ppm": Said("允许差距", "gap allowed", "diferencia permitida"),
    "house_count": Said("全公司笔数", "the whole house, number", "toda la entidad, número"),
    "house_minutes": Said("全公司平均（分钟）", "the whole house, minutes", "toda la entidad, minutos"),
    "house_ppm": Said("全公司比率", "the whole house, rate", "toda la entidad, tasa"),
    "house_seconds": Said("全公司合计（秒）", "the whole house, seconds", "toda la entidad, segundos"),
    "house_value": Said("公司限值", "the house's limit", "límite interno"),
    "instructed_currency": Said("指令币种", "currency instructed", "moneda ordenada"),
    "instructed_minor": Said("指令金额", "amount instructed", "importe ordenado"),
    "item_count": Said("笔数", "number", "número"),
    "kept_minor": Said("此前已收", "taken before and kept", "cobrado antes y retenido"),
    "ledger_minor": Said("台账金额", "the ledger's amount", "importe del libro"),
    "legal_value": Said("法定限值", "the law's limit", "límite legal"),
    "limit_minor": Said("限额", "limit", "límite"),
    "limit_on": Said("期限届满日", "limit passed on", "vencimiento del plazo"),
    "limit_ppm": Said("限度", "limit", "límite"),
    "line_count": Said("银行流水条数", "bank lines", "apuntes del banco"),
    "mean_minutes": Said("平均（分钟）", "mean, minutes", "media, minutos"),
    "mean_seconds": Said("平均（秒）", "mean, seconds", "media, segundos"),
    "metres_allowed": Said("允许距离（米）", "metres allowed", "metros permitidos"),
    "minutes_allowed": Said("允许间隔（分钟）", "minutes allowed", "minutos permitidos"),
    "minutes_early": Said("提前（分钟）", "minutes early", "minutos de adelanto"),
    "missing": Said("缺少的核验", "check that is missing", "comprobación que falta"),
    "month": Said("月份", "month", "mes"),
    "named_by_mandate": Said("授权书号", "mandate that names an account", "mandato que nombra una cuenta"),
    "north_mm": Said("南北向偏移（毫米）", "north–south, millimetres", "norte-sur, milímetros"),
    "noticed_on": Said("告知日", "notice given on", "avisado el"),
    "policies": Said("保单数", "policies", "pólizas"),
    "policyholders": Said("投保人数", "policyholders", "tomadores"),
    "rate_ppm": Said("比率", "rate", "tasa"),
    "refunded_minor": Said("已退金额", "amount given back", "importe devuelto"),
    "registered_institution_id": Said("登记机构", "registered for institution", "institución registrada"),
    "registered_merchant_id": Said("登记商户号", "registered merchant", "comercio registrado"),
    "right_count": Said("正确笔数", "right", "correctos"),
    "seconds_between": Said("间隔（秒）", "seconds between", "segundos entre ambos"),
    "step": Said("步骤", "step", "paso"),
    "threshold": Said("核查起点", "to be checked from", "a revisar desde"),
    "unit": Said("统计口径", "counted by", "contado por"),
    "unit_name": Said("机构或银行", "unit or bank", "unidad o banco"),
}

UNITS: Mapping[str, Said] = {
    "day": Said("日", "days", "días"),
    "working_day": Said("个工作日", "working days", "días hábiles"),
    "hour": Said("小时", "hours", "horas"),
    "minute": Said("分钟", "minutes", "minutos"),
    "week": Said("周", "weeks", "semanas"),
    "month": Said("个月", "months", "meses"),
    "year": Said("年", "years", "años"),
    "metre": Said("米", "metres", "metros"),
    "person": Said("人", "people", "personas"),
}


def fact_name(name: str, language: str) -> str:
    """What people call a column of a finding: the contract's own name where the column is one of a table."""
    if name in FACTS:
        return FACTS[name].in_(language)
    for contract in load_contracts().values():
        if name in contract.by_name:
            return contract.by_name[name].names.in_(language)
    return name


def fact_value(name: str, value: Any, currency: str, language: str) -> str:
    """One fact as people write it: money of `currency` for `_minor`, per cent for `_ppm`, a day for `_on`."""
    if value is None:
        return "-"
    if name.endswith("_minor") and isinstance(value, int):
        return money(value, currency, language)
    if name.endswith("_ppm") and isinstance(value, int):
        return percent(value, language)
    if name.endswith("_on"):
        return day(value, language)
    return word(str(value), language)


def measured(value: int, unit: str, currency: str, language: str) -> str:
    """A limit of the law or the house as people write it; `unit` as the parameter says (a bare count has no word)."""
    if unit == "minor":
        return money(value, currency, language)
    if unit == "ppm":
        return percent(value, language)
    digits = f"{value:,}".replace(",", ".") if language == "es" else f"{value:,}"
    return f"{digits} {UNITS[unit].in_(language)}" if unit in UNITS else digits


def percent(ppm: int, language: str) -> str:
    """Parts per million as per cent."""
    text = f"{ppm / 10_000:g}%"
    return text.replace(".", ",") if language == "es" else text

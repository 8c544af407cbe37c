"""A finding in one sentence: the control's template, filled with the facts it compared, in any of the three languages."""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date
from typing import Any

from amparo.law.said import Said

# Minor units a unit, by ISO 4217 code, where it is not the usual hundred.
MINOR_UNITS = {"JPY": 0, "KRW": 0, "CLP": 0, "BHD": 3, "KWD": 3, "TND": 3}
SIGNS = {"CNY": "¥"}

WORDS: Mapping[str, Said] = {
    "pos": Said(zh="POS 刷卡", en="card terminal", es="terminal de tarjeta"),
    "direct_debit": Said(zh="银行代扣", en="direct debit", es="domiciliación"),
    "wallet": Said(zh="第三方支付", en="payment platform", es="plataforma de pago"),
    "cash": Said(zh="现金", en="cash", es="efectivo"),
    "transfer": Said(zh="转账", en="transfer", es="transferencia"),
    "first": Said(zh="首期", en="first premium", es="primera prima"),
    "renewal_premium": Said(zh="续期", en="next premium", es="prima siguiente"),
    "new_term": Said(zh="续保", en="new term", es="renovación"),
    "surrender": Said(zh="退保", en="surrender", es="rescate"),
    "cooling_off": Said(zh="犹豫期退保", en="cooling-off withdrawal", es="desistimiento"),
    "refused_application": Said(zh="拒保退费", en="refused application", es="solicitud rechazada"),
    "wrong_charge": Said(zh="错扣", en="wrong charge", es="cobro indebido"),
    "service_change": Said(zh="保全退费", en="policy change", es="modificación de la póliza"),
    "withdrawn": Said(zh="犹豫期撤单", en="withdrawal in cooling-off", es="desistimiento"),
    "surrender_requested": Said(zh="申请退保", en="request to surrender", es="solicitud de rescate"),
    "surrendered": Said(zh="退保", en="surrender", es="rescate"),
    "cancelled": Said(zh="解除合同", en="cancellation", es="resolución"),
    "lapsed": Said(zh="效力中止", en="lapse", es="suspensión de efectos"),
    "reinstated": Said(zh="复效", en="reinstatement", es="rehabilitación"),
    "matured": Said(zh="满期", en="maturity", es="vencimiento"),
    "approved_before_asked": Said(
        zh="审核先于申请", en="approved before it was asked for", es="aprobado antes de solicitarse"
    ),
    "sent_before_approved": Said(
        zh="指令先于审核发出", en="instructed before it was approved", es="ordenado antes de aprobarse"
    ),
    "charged_before_sent": Said(
        zh="扣款先于指令", en="charged before it was instructed", es="cobrado antes de ordenarse"
    ),
    "charged_before_approved": Said(
        zh="扣款先于审核", en="charged before it was approved", es="cobrado antes de aprobarse"
    ),
    "charged_before_asked": Said(
        zh="扣款先于申请", en="charged before it was asked for", es="cobrado antes de solicitarse"
    ),
    "unverified": Said(zh="未核实申请人", en="the applicant was not verified", es="no se verificó al solicitante"),
    "unexplained": Said(zh="未登记原因", en="no reason was recorded", es="no se anotó el motivo"),
    "unverified_unexplained": Said(
        zh="未核实申请人、未登记原因",
        en="the applicant was not verified and no reason was recorded",
        es="no se verificó al solicitante ni se anotó el motivo",
    ),
    "institution": Said(zh="机构", en="unit", es="la unidad"),
    "bank": Said(zh="银行渠道", en="bank and channel", es="el banco y canal"),
    "announced": Said(zh="告知金额", en="the amount announced", es="el importe anunciado"),
    "earlier_instalment": Said(zh="较早一期", en="an earlier instalment", es="un plazo anterior"),
    "premium": Said(zh="保费", en="premium", es="prima"),
    "suspense": Said(zh="挂账", en="suspense", es="partidas pendientes"),
    "refused": Said(zh="拒保", en="refusal of the application", es="rechazo de la solicitud"),
}


NO_CURRENCY = "XXX"  # ISO 4217: no currency is concerned


def sentence(template: Said, facts: Mapping[str, Any], language: str) -> str:
    """The sentence with its facts: `{name}` as text, `{name:money}` as an amount, `{name:day}` as a day, `{name:word}` a known word, `{name:metres}` millimetres as metres."""
    return _Sentence(language, facts).vformat(template.in_(language), (), facts)


def money(minor: int, currency: str, language: str) -> str:
    """An amount as people write it: ¥1,234.50 · CNY 1,234.50 · 1.234,50 EUR, or - where it is no matter of money."""
    if currency == NO_CURRENCY:
        return "-"
    places = MINOR_UNITS.get(currency, 2)
    sign, minor = ("-" if minor < 0 else ""), abs(minor)
    whole, rest = divmod(minor, 10**places)
    digits = f"{whole:,}" + (f".{rest:0{places}d}" if places else "")
    if language == "es":
        digits = digits.translate(str.maketrans(",.", ".,"))
        return f"{sign}{digits} {currency}"
    if language == "zh" and currency in SIGNS:
        return f"{sign}{SIGNS[currency]}{digits}"
    return f"{currency} {sign}{digits}"


def day(value: date | str, language: str) -> str:
    """A day as people write it: 2026年3月1日 · 1 March 2026 · 1 de marzo de 2026."""
    on = value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    if language == "zh":
        return f"{on.year}年{on.month}月{on.day}日"
    if language == "es":
        return f"{on.day} de {_MONTHS_ES[on.month - 1]} de {on.year}"
    return f"{on.day} {_MONTHS_EN[on.month - 1]} {on.year}"


def word(value: str, language: str) -> str:
    """A coded word as people say it; an unknown one stays as it is."""
    return WORDS[value].in_(language) if value in WORDS else value


class _Sentence(string.Formatter):
    def __init__(self, language: str, facts: Mapping[str, Any]) -> None:
        self._language, self._facts = language, facts

    def format_field(self, value: Any, format_spec: str) -> str:
        if value is None:
            return {"zh": "无", "en": "none", "es": "ninguno"}[self._language]
        if format_spec == "money":
            return money(int(value), str(self._facts.get("currency", "")), self._language)
        if format_spec == "day" or isinstance(value, date):
            return day(value, self._language)
        if format_spec == "word":
            return word(str(value), self._language)
        if format_spec == "metres":
            metres = f"{int(value) // 1000:,}".replace(",", "." if self._language == "es" else ",")
            return f"{metres} 米" if self._language == "zh" else f"{metres} m"
        if format_spec == "percent":
            return f"{int(value) / 10_000:.1f}%".replace(".", "," if self._language == "es" else ".")
        return str(value)


_MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTHS_ES = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]

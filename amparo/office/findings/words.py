"""The coded words of findings and runs, as people say them in each language."""

from __future__ import annotations

from collections.abc import Mapping

from amparo.law.said import Said

SEVERITIES: Mapping[str, Said] = {
    "critical": Said("特别严重", "critical", "crítica"),
    "high": Said("严重", "high", "alta"),
    "medium": Said("一般", "medium", "media"),
    "low": Said("轻微", "low", "baja"),
}
GROUNDS: Mapping[str, Said] = {
    "law": Said("法律法规", "law", "ley"),
    "house": Said("公司制度", "house policy", "norma interna"),
}
STATUSES: Mapping[str, Said] = {
    "open": Said("未消除", "open", "abierto"),
    "cleared": Said("已消除", "cleared", "resuelto"),
}
TRIAGES: Mapping[str, Said] = {
    "": Said("待研判", "not yet looked at", "sin examinar"),
    "confirmed": Said("已确认", "confirmed", "confirmado"),
    "dismissed": Said("已排除", "dismissed", "descartado"),
    "waived": Said("暂缓", "waived", "aplazado"),
}
RIGHTS: Mapping[str, Said] = {
    "know": Said("知情权", "right to know", "derecho a la información"),
    "choose": Said("自主选择权", "right to choose", "derecho a elegir"),
    "fair_dealing": Said("公平交易权", "right to fair dealing", "derecho a un trato justo"),
    "property": Said("财产安全权", "safety of property", "seguridad del patrimonio"),
    "redress": Said("依法求偿权", "right to redress", "derecho a reparación"),
    "education": Said("受教育权", "right to education", "derecho a la educación"),
    "respect": Said("受尊重权", "right to respect", "derecho al respeto"),
    "information": Said("信息安全权", "safety of information", "seguridad de los datos"),
}
# Why something could not be judged; a control's own reasons come with their sentence.
REASONS: Mapping[str, Said] = {
    "missing": Said("缺少数据表", "a table is missing", "falta una tabla"),
    "stale": Said("数据未更新到当日", "the data do not reach that day", "los datos no llegan a ese día"),
    "quarantined": Said("数据处于隔离", "the delivery is quarantined", "la entrega está en cuarentena"),
    "rejected": Said("相关记录未能读入", "a row it needs was rejected", "una fila necesaria fue rechazada"),
    "masked": Said("信息被遮盖", "what was needed is masked", "el dato necesario está enmascarado"),
}
FEED_STATES: Mapping[str, Said] = {
    "arrived": Said("已到达", "arrived", "recibido"),
    "late": Said("迟到", "arrived late", "con retraso"),
    "awaited": Said("未到期", "awaited", "se espera"),
    "silent": Said("中断", "silent", "sin señal"),
}
DELIVERY_STATES: Mapping[str, Said] = {
    "accepted": Said("已接收", "accepted", "aceptada"),
    "quarantined": Said("隔离", "quarantined", "en cuarentena"),
    "refused": Said("拒收", "refused", "rechazada"),
}


def said_of(words: Mapping[str, Said], code: str, language: str) -> str:
    """The word of a code; an unknown code stays as it is."""
    return words[code].in_(language) if code in words else code

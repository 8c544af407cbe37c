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
# The rules by which rows are rejected, named without any row's value.
RULES: Mapping[str, Said] = {
    "width": Said("单元格数目不符", "too many or too few cells", "celdas de más o de menos"),
    "required": Said("必填项为空", "empty, but must be given", "vacío, pero obligatorio"),
    "masked": Said("被星号遮盖", "hidden by stars", "oculto con asteriscos"),
    "personal": Said("不含可识别的值", "holds nothing that can be recognised", "sin dato reconocible"),
    "two_decimal_marks": Said("两个小数点", "two decimal marks", "dos signos decimales"),
    "decimals": Said("小数位过多", "too many decimals", "demasiados decimales"),
    "too_large": Said("超出可记录的范围", "larger than can be recorded", "mayor de lo que puede registrarse"),
    "number": Said("不是数字", "not a number", "no es un número"),
    "no_such_day": Said("日期不存在", "no such day", "esa fecha no existe"),
    "day": Said("无法识别的日期", "not a day in a form known here", "fecha en forma desconocida"),
    "boolean": Said("既非是也非否", "neither yes nor no", "ni sí ni no"),
    "enum": Said("不在允许的取值内", "none of the values allowed", "fuera de los valores admitidos"),
    "pattern": Said("格式不符", "not of the form expected", "no tiene la forma esperada"),
    "minimum": Said("小于最小值", "below the least allowed", "inferior al mínimo"),
    "maximum": Said("大于最大值", "above the most allowed", "superior al máximo"),
    "repeated": Said("与另一行完全相同", "the same as another row", "igual a otra fila"),
    "conflicting": Said("编号相同而内容不同", "same number, other content", "mismo número, otro contenido"),
}


def said_of(words: Mapping[str, Said], code: str, language: str) -> str:
    """The word of a code; an unknown code stays as it is."""
    return words[code].in_(language) if code in words else code

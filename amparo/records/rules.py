"""Each rule a row can break: what it says and what to do about it, in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amparo.law.said import Said


@dataclass(frozen=True)
class Rule:
    """A rule a row can break. The texts may name {record}, {field}, {value}, {expected} and {other}."""

    says: Said
    remedy: Said


def _rule(zh: str, en: str, es: str, do_zh: str, do_en: str, do_es: str) -> Rule:
    return Rule(Said(zh, en, es), Said(do_zh, do_en, do_es))


_CORRECT = ("更正后重新导入该行", "correct the row and load it again", "corrija la fila y vuelva a cargarla")
RULES: Mapping[str, Rule] = {
    "width": _rule(
        "第{record}行：有{value}个单元格，应为{expected}个",
        "record {record}: has {value} cells, expected {expected}",
        "registro {record}: tiene {value} celdas, se esperaban {expected}",
        "检查分隔符或引号后重新导入该行",
        "look for a separator or quote too many or too few, and load the row again",
        "busque un separador o una comilla de más o de menos y vuelva a cargar la fila",
    ),
    "required": _rule(
        "第{record}行，{field}：为空，但必须填写",
        "record {record}, {field}: is empty, but must be given",
        "registro {record}, {field}: está vacío, pero es obligatorio",
        "补填后重新导入该行",
        "fill it in and load the row again",
        "complételo y vuelva a cargar la fila",
    ),
    "masked": _rule(
        "第{record}行，{field}：被遮盖或只有描述，但此处须有完整值",
        "record {record}, {field}: is partly hidden, or only described, but is needed whole here",
        "registro {record}, {field}: está oculto en parte, o solo descrito, pero aquí se necesita entero",
        "向提供方索取完整数据；若整个文件同属一个账户，在映射中写 constant",
        "ask its sender for the whole value; if it is the same for the whole file, give it as constant in the mapping",
        "pida el valor completo; si es el mismo en todo el archivo, indíquelo como constant en la correspondencia",
    ),
    "personal": _rule(
        "第{record}行，{field}：不含可识别的{expected}",
        "record {record}, {field}: holds no {expected} that can be recognised",
        "registro {record}, {field}: no contiene ningún dato reconocible de tipo {expected}",
        *_CORRECT,
    ),
    "two_decimal_marks": _rule(
        "第{record}行，{field}：{value}含两个小数点，或千分位与小数点颠倒，可有两种读法",
        "record {record}, {field}: {value} has two decimal marks and can be read in two ways",
        "registro {record}, {field}: {value} tiene dos signos decimales y puede leerse de dos maneras",
        '更正金额；若文件以逗号作小数点，请在映射中写 decimal: ","',
        'correct it; where a file writes its decimals with a comma, say decimal: "," in the mapping',
        'corríjalo; si el archivo escribe los decimales con coma, indique decimal: "," en la correspondencia',
    ),
    "decimals": _rule(
        "第{record}行，{field}：{value}的小数位多于其币种与单位所允许的{expected}位",
        "record {record}, {field}: {value} has more decimals than the {expected} its currency and unit allow",
        "registro {record}, {field}: {value} tiene más decimales que los {expected} que admiten su moneda y unidad",
        "更正金额或币种，或在映射中写明 unit",
        "correct the amount or the currency, or say its unit in the mapping",
        "corrija el importe o la moneda, o indique su unit en la correspondencia",
    ),
    "too_large": _rule(
        "第{record}行，{field}：{value}超出可记录的范围",
        "record {record}, {field}: {value} is larger than can be recorded",
        "registro {record}, {field}: {value} es mayor de lo que se puede registrar",
        *_CORRECT,
    ),
    "number": _rule(
        "第{record}行，{field}：{value}不是{expected}",
        "record {record}, {field}: {value} is not {expected}",
        "registro {record}, {field}: {value} no es {expected}",
        "更正数字；整数字段带小数时请检查映射中的 unit",
        "correct the number; where a whole number comes with decimals, look at its unit in the mapping",
        "corrija el número; si un entero llega con decimales, revise su unit en la correspondencia",
    ),
    "no_such_day": _rule(
        "第{record}行，{field}：{value}不是存在的日期或时间",
        "record {record}, {field}: {value} is not a valid date or time: there is no such moment in the calendar",
        "registro {record}, {field}: {value} no es una fecha u hora que exista",
        *_CORRECT,
    ),
    "day": _rule(
        "第{record}行，{field}：{value}不是可识别的{expected}",
        "record {record}, {field}: {value} is not {expected} in a form known here",
        "registro {record}, {field}: {value} no es {expected} en una forma conocida",
        "写成 2026-01-31（时间写成 2026-01-31 10:15:00），或在映射中写明 format",
        "write 2026-01-31 (a moment as 2026-01-31 10:15:00), or say its format in the mapping",
        "escriba 2026-01-31 (un momento como 2026-01-31 10:15:00) o indique su format en la correspondencia",
    ),
    "boolean": _rule(
        "第{record}行，{field}：{value}不是“是”或“否”",
        "record {record}, {field}: {value} is neither yes nor no",
        "registro {record}, {field}: {value} no es ni sí ni no",
        "写“是”或“否”，或在映射中写明 values",
        "write yes or no, or list its values in the mapping",
        "escriba sí o no, o enumere sus values en la correspondencia",
    ),
    "enum": _rule(
        "第{record}行，{field}：{value}不在允许的取值之内：{expected}",
        "record {record}, {field}: {value} is none of {expected}",
        "registro {record}, {field}: {value} no es ninguno de {expected}",
        "更正，或在映射的 values 中写明其含义",
        "correct it, or say under values in the mapping which of them it means",
        "corríjalo, o diga en values de la correspondencia cuál significa",
    ),
    "pattern": _rule(
        "第{record}行，{field}：{value}不符合格式{expected}",
        "record {record}, {field}: {value} does not have the form {expected}",
        "registro {record}, {field}: {value} no tiene la forma {expected}",
        *_CORRECT,
    ),
    "minimum": _rule(
        "第{record}行，{field}：{value}小于最小值{expected}",
        "record {record}, {field}: {value} is below the least allowed, {expected}",
        "registro {record}, {field}: {value} es inferior al mínimo, {expected}",
        *_CORRECT,
    ),
    "maximum": _rule(
        "第{record}行，{field}：{value}大于最大值{expected}",
        "record {record}, {field}: {value} is above the most allowed, {expected}",
        "registro {record}, {field}: {value} supera el máximo, {expected}",
        *_CORRECT,
    ),
    "repeated": _rule(
        "第{record}行，{field}：与第{other}行完全相同，已保留那一行",
        "record {record}, {field}: the row is the same as record {other}, which was taken",
        "registro {record}, {field}: la fila es igual al registro {other}, que se ha tomado",
        "无需处理；如确为两笔，请给出不同的编号",
        "nothing need be done; were they two, give them two numbers",
        "no hay que hacer nada; si eran dos, deles números distintos",
    ),
    "conflicting": _rule(
        "第{record}行，{field}：与第{other}行编号相同而内容不同，均未采用",
        "record {record}, {field}: has the same number as record {other} but says otherwise; neither was taken",
        "registro {record}, {field}: lleva el mismo número que el registro {other} pero dice otra cosa; no se tomó ninguno",
        "确认哪一行正确后重新导入",
        "find out which is right and load it again",
        "averigüe cuál es el correcto y vuelva a cargarlo",
    ),
}
KINDS: Mapping[str, Said] = {
    "account": Said("账号", "account number", "cuenta"),
    "name": Said("姓名", "name", "nombre"),
    "identity": Said("证件号码", "identity number", "documento de identidad"),
    "phone": Said("电话号码", "phone number", "teléfono"),
}
EXPECTED: Mapping[str, Said] = {
    "money": Said("金额", "an amount of money", "un importe"),
    "int64": Said("整数", "a whole number", "un número entero"),
    "date": Said("日期", "a day", "un día"),
    "timestamp": Said("日期时间", "a day with its time", "un día con su hora"),
}

"""The sentences of a deadline's working, in three languages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from amparo.law.calendars import Calendar
from amparo.law.provisions import Rule
from amparo.law.said import Said

START_DAY = Said(zh="起始日不计入", en="the starting day is not counted", es="el día inicial no se cuenta")
UNKNOWN_GROUND = Said(zh="该规则无此事由", en="the rule knows no such ground", es="la regla no conoce ese motivo")
NOT_IN_FORCE = Said(
    zh="期限起算日该事由尚未施行或已失效",
    en="the ground was not in force on the day the clock began",
    es="el motivo no estaba vigente el día en que empezó el plazo",
)
BEFORE_CLOCK = Said(zh="发生在期限起算之前", en="it came before the clock began", es="fue anterior al inicio del plazo")
AFTER_CLOCK = Said(zh="期限已届满", en="the limit had already run out", es="el plazo ya había vencido")
OUTSIDE_CLOCK = Said(
    zh="不在期限进行期间", en="the clock was not running on those days", es="el plazo no corría en esos días"
)
BEFORE_RESTART = Said(
    zh="属于重新起算前的期限",
    en="it belonged to the clock before it began anew",
    es="era del plazo anterior al reinicio",
)
MISSING = {
    "told": Said(zh="未告知当事人", en="the person was not told", es="no se informó a la persona"),
    "approved": Said(zh="未经批准", en="it was not approved", es="no fue aprobada"),
    "agreed": Said(zh="当事人未同意", en="the person did not agree", es="la persona no lo aceptó"),
}
UNITS = {
    "day": Said(zh="日", en="calendar days", es="días naturales"),
    "working_day": Said(zh="个工作日", en="working days", es="días hábiles"),
    "hour": Said(zh="小时", en="hours", es="horas"),
    "week": Said(zh="周", en="weeks", es="semanas"),
    "month": Said(zh="个月", en="months", es="meses"),
    "year": Said(zh="年", en="years", es="años"),
}
ONE_UNIT = {
    "day": Said(zh="日", en="calendar day", es="día natural"),
    "working_day": Said(zh="个工作日", en="working day", es="día hábil"),
    "hour": Said(zh="小时", en="hour", es="hora"),
    "week": Said(zh="周", en="week", es="semana"),
    "month": Said(zh="个月", en="month", es="mes"),
    "year": Said(zh="年", en="year", es="año"),
}


def amount_in_words(amount: int, unit: str) -> Said:
    """An amount with its unit."""
    words = ONE_UNIT[unit] if amount == 1 else UNITS[unit]
    return Said(zh=f"{amount} {words.zh}", en=f"{amount} {words.en}", es=f"{amount} {words.es}")


def counted_day(calendar: Calendar, day: date, number: int, unit: str) -> Said:
    """A day that counts, with its running number."""
    if unit != "working_day":
        return Said(zh=f"第 {number} 天", en=f"day {number}", es=f"día {number}")
    if day in calendar.made_up:
        name = calendar.made_up[day]
        return Said(
            zh=f"第 {number} 个工作日（{name}调休上班）",
            en=f"working day {number} (make-up workday for {name})",
            es=f"día hábil {number} (recuperación por {name})",
        )
    zh, en, es = _no_notice(calendar, day)
    return Said(zh=f"第 {number} 个工作日{zh}", en=f"working day {number}{en}", es=f"día hábil {number}{es}")


def rest(calendar: Calendar, day: date) -> Said:
    """A rest day inside a count of working days."""
    if day in calendar.off:
        name = calendar.off[day]
        return Said(zh=f"{name}放假，不计入", en=f"holiday ({name}), not counted", es=f"festivo ({name}), no se cuenta")
    zh, en, es = _no_notice(calendar, day)
    return Said(zh=f"周末，不计入{zh}", en=f"weekend, not counted{en}", es=f"fin de semana, no se cuenta{es}")


def rolled(calendar: Calendar, day: date) -> Said:
    """A rest day at the end."""
    name = calendar.off.get(day)
    zh, en, es = _no_notice(calendar, day)
    return Said(
        zh=f"届满日为{name or '周末'}，顺延至次日{zh}",
        en=f"the last day is a rest day ({name or 'weekend'}): it moves to the next day{en}",
        es=f"el último día es inhábil ({name or 'fin de semana'}): pasa al siguiente{es}",
    )


def span(rule: Rule, unit: str, amount: int, start: date, end: date, *, clamped: bool = False) -> Said:
    """A count by months, years or hours, or back from a day."""
    words = amount_in_words(amount, unit)
    if rule.direction == "before":
        return Said(
            zh=f"{start} 之前 {words.zh}，最迟 {end}",
            en=f"{words.en} before {start}: {end} at the latest",
            es=f"{words.es} antes del {start}: a más tardar el {end}",
        )
    if unit == "hour":
        return Said(
            zh=f"自 {start} 起 {words.zh}，含休息日，至 {end}",
            en=f"{words.en} from {start}, rest days included, end on {end}",
            es=f"{words.es} desde el {start}, incluidos inhábiles, terminan el {end}",
        )
    if clamped:
        return Said(
            zh=f"自 {start} 起 {words.zh}，当月无对应日，为月末 {end}",
            en=f"{words.en} from {start}: that month has no such day, so they end on its last, {end}",
            es=f"{words.es} desde el {start}: ese mes no tiene tal día, terminan el último, {end}",
        )
    return Said(
        zh=f"自 {start} 起 {words.zh}，对应日为 {end}",
        en=f"{words.en} from {start} end on the corresponding day, {end}",
        es=f"{words.es} desde el {start} terminan el día equivalente, {end}",
    )


def extended(says: Said, amount: int, unit: str) -> Said:
    """A limit that was lawfully lengthened."""
    words = amount_in_words(amount, unit)
    return Said(
        zh=f"{says.zh}：共 {words.zh}", en=f"{says.en}: {words.en} in all", es=f"{says.es}: {words.es} en total"
    )


def without_effect(says: Said | str, reasons: Sequence[Said]) -> Said:
    """A pause, extension or restart that changes nothing, and why."""
    named = says if isinstance(says, Said) else Said(zh=says, en=says, es=says)
    return Said(
        zh=f"“{named.zh}”不产生效力：" + "、".join(r.zh for r in reasons),
        en=f"'{named.en}' has no effect: " + ", ".join(r.en for r in reasons),
        es=f"«{named.es}» no surte efecto: " + ", ".join(r.es for r in reasons),
    )


def _no_notice(calendar: Calendar, day: date) -> tuple[str, str, str]:
    if calendar.knows(day):
        return "", "", ""
    return (
        "（放假安排尚未公布，暂定）",
        " (no official notice yet: provisional)",
        " (sin calendario oficial: provisional)",
    )

"""The company itself: units, products, own accounts, people with their registrations, terminals, duty rosters."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from amparo.demo.chance import chance, day_between, number
from amparo.demo.names import identity_number, person_name, phone_number
from amparo.law.calendars import Calendar
from amparo.law.pack import load_pack

Row = dict[str, Any]
OPENS, CLOSES, AS_OF = date(2023, 11, 1), date(2026, 10, 31), date(2026, 11, 1)
EVER = date(9999, 12, 31)
FOUNDED = date(2009, 4, 1)

COMPANY = "博岚保险股份有限公司"
# code, superior, name, level, latitude and longitude of its premises in micro-degrees
UNITS = (
    ("000000", None, "总公司", "head", 31_230_400, 121_473_700),
    ("650000", "000000", "新疆分公司", "branch", 43_825_600, 87_616_800),
    ("650100", "650000", "乌鲁木齐中心支公司", "central", 43_793_000, 87_627_000),
    ("652300", "650000", "昌吉中心支公司", "central", 44_011_000, 87_304_000),
    ("652900", "650000", "阿克苏中心支公司", "central", 41_168_000, 80_260_000),
    ("653100", "650000", "喀什中心支公司", "central", 39_470_000, 75_989_000),
    ("653200", "650000", "和田中心支公司", "central", 37_114_000, 79_922_000),
    ("654000", "650000", "伊犁中心支公司", "central", 43_917_000, 81_324_000),
    ("650102", "650100", "天山支公司", "sub", 43_794_000, 87_632_000),
    ("650104", "650100", "新市营销服务部", "outlet", 43_870_000, 87_560_000),
    ("652302", "652300", "阜康支公司", "sub", 44_152_000, 87_984_000),
    ("652901", "652900", "阿克苏市支公司", "sub", 41_185_000, 80_290_000),
    ("652923", "652900", "库车支公司", "sub", 41_717_000, 82_962_000),
    ("653101", "653100", "喀什市支公司", "sub", 39_480_000, 75_993_000),
    ("653130", "653100", "巴楚营销服务部", "outlet", 39_785_000, 78_549_000),
    ("653201", "653200", "和田市支公司", "sub", 37_112_000, 79_930_000),
    ("654002", "654000", "伊宁市支公司", "sub", 43_909_000, 81_277_000),
    ("654202", "654000", "乌苏营销服务部", "outlet", 44_430_000, 84_713_000),
)
# code, name, line, term, cooling-off days, premium before policy
PRODUCTS = (
    ("L01", "博岚长安终身寿险", "life", "long", 15, False),
    ("L02", "博岚金禧年金保险", "life", "long", 15, False),
    ("H01", "博岚康护重大疾病保险", "health", "long", 15, False),
    ("A01", "博岚平安行意外伤害保险", "accident", "short", 0, False),
    ("A02", "博岚学子意外伤害保险", "accident", "short", 0, False),
    ("M01", "博岚机动车商业保险", "motor", "short", 0, True),
    ("P01", "博岚企业财产综合保险", "property", "short", 0, True),
    ("P02", "博岚家庭财产保险", "property", "short", 0, True),
)
# name → unit, use, bank, number; each account's statements come in one format (`statements.py`)
OWN_ACCOUNTS = (
    ("urumqi", "650100", "premium", "工商银行", "3002010119200088101"),
    ("changji", "652300", "premium", "招商银行", "991900200110188"),
    ("aksu", "652900", "premium", "中国银行", "107650019003388"),
    ("kashgar", "653100", "premium", "渣打银行", "000000501510026"),
    ("hotan", "653200", "premium", "工商银行", "3014090119200077302"),
    ("yili", "654000", "premium", "中国银行", "108250031000577"),
    ("alipay", "650000", "premium", "支付宝", "2088900000650001"),
    ("wechat", "650000", "premium", "微信支付", "1600650001"),
    ("payment", "650000", "payment", "工商银行", "3002010119200099909"),
    ("expense", "650000", "expense", "招商银行", "991900200990066"),
    ("suspense", "650000", "suspense", "工商银行", "3002010119200011106"),
    ("closed", "650100", "premium", "招商银行", "991900200110020"),
)
CLOSED_ON = date(2025, 6, 30)  # the last day on which the account `closed` served
OF_CENTRAL = {
    "650100": "urumqi",
    "652300": "changji",
    "652900": "aksu",
    "653100": "kashgar",
    "653200": "hotan",
    "654000": "yili",
}
OWN = {name: account for name, _, _, _, account in OWN_ACCOUNTS}
BANK_OF_OWN = {account: bank for _, _, _, bank, account in OWN_ACCOUNTS}
SELLING = tuple(code for code, _, _, level, _, _ in UNITS if level in ("sub", "outlet"))
SUPERIOR = {code: parent for code, parent, *_ in UNITS}
PLACE = {code: (latitude, longitude) for code, _, _, _, latitude, longitude in UNITS}
TERMINALS_EACH, OPERATORS_EACH = 3, 4


def millimetres(latitude_e6: int) -> int:
    """Millimetres to a micro-degree of longitude at that latitude."""
    return round(111.32 * math.cos(math.radians(latitude_e6 / 1_000_000)))


def _calendar() -> Calendar:
    pack = load_pack("cn")
    return pack.calendars[pack.calendar]


@dataclass
class Company:
    """What exists before any policy: rows by table, and where to look for who works and what stands where."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    operators: dict[str, list[str]] = field(default_factory=dict)
    clerks: dict[str, list[str]] = field(default_factory=dict)
    approvers: dict[str, list[str]] = field(default_factory=dict)
    sellers: dict[str, list[tuple[str, date, date]]] = field(default_factory=dict)
    terminals: dict[str, list[Row]] = field(default_factory=dict)
    senior: str = ""
    calendar: Calendar = field(default_factory=_calendar)

    def add(self, table: str, **row: Any) -> Row:
        """One more row."""
        self.rows.setdefault(table, []).append(row)
        return row

    def on_duty(self, unit: str, day: date) -> list[str]:
        """The operators on the unit's roster that day: two of its four in turn."""
        at = day.toordinal() % OPERATORS_EACH
        staff = self.operators[unit]
        return [staff[at], staff[(at + 1) % OPERATORS_EACH]]

    def off_duty(self, unit: str, day: date) -> str:
        """One of the unit's operators who is not on its roster that day."""
        return self.operators[unit][(day.toordinal() + 2) % OPERATORS_EACH]

    def workdays_later(self, day: date, number: int) -> date:
        """The day so many official working days after that day."""
        return self.calendar.add_workdays(day, number)

    def premium_account(self, unit: str) -> str:
        """The premium account of the central sub-branch above the unit."""
        return OWN[OF_CENTRAL[SUPERIOR[unit] or unit]]

    def seller(self, unit: str, day: date, at: int) -> str | None:
        """One of the unit's sellers registered that day."""
        there = [person for person, since, until in self.sellers[unit] if since <= day <= until]
        return there[at % len(there)] if there else None


def found_company(policies: int, seed: int) -> Company:
    """The company that sells so many policies."""
    company, rng = Company(), chance(seed, "company")
    for code, parent, name, level, _, _ in UNITS:
        company.add(
            "institutions", institution_id=code, parent_id=parent, name=f"{COMPANY}{name}", level=level,
            valid_from=FOUNDED, valid_to=EVER,
        )  # fmt: skip
    for code, name, line, term, cooling, first in PRODUCTS:
        company.add(
            "products", product_id=code, name=name, line=line, term_kind=term, cooling_off_days=cooling or None,
            premium_first=first, valid_from=date(2015, 1, 1), valid_to=EVER,
        )  # fmt: skip
    for at, (name, unit, kind, bank, account) in enumerate(OWN_ACCOUNTS):
        company.add(
            "own_accounts", own_account_id=f"ZH{at + 1:03d}", account_token=account, institution_id=unit, kind=kind,
            bank=bank, valid_from=date(2016, 1, 1), valid_to=CLOSED_ON if name == "closed" else EVER,
        )  # fmt: skip
    _hire(company, policies, rng)
    _place_terminals(company)
    _write_rosters(company)
    return company


def _hire(company: Company, policies: int, rng: Random) -> None:
    company.senior = _person(company, rng, "650000", "employee", date(2012, 3, 1), EVER)
    for code, _, _, level, _, _ in UNITS:
        if level == "central":
            company.approvers[code] = [
                _person(company, rng, code, "employee", date(2014, 5, 5), EVER) for _ in range(2)
            ]
    agents = max(4, policies // 500)
    for unit in SELLING:
        company.clerks[unit] = [_person(company, rng, unit, "employee", date(2016, 7, 1), EVER) for _ in range(2)]
        company.operators[unit] = []
        for _ in range(OPERATORS_EACH):
            person = _person(company, rng, unit, "employee", date(2017, 1, 3), EVER)
            company.operators[unit].append(person)
            _register(company, person, unit, "operator", date(2017, 1, 3), EVER)
        company.sellers[unit] = []
        for at in range(agents):
            since = date(2015, 1, 1) if at < 2 else day_between(rng, date(2015, 1, 1), date(2024, 12, 31))
            left = at >= 2 and rng.random() < 0.35
            until = since + timedelta(days=number(rng, 120, 900)) if left else EVER
            person = _person(company, rng, unit, "agent" if at % 5 else "partner", since, until)
            _register(company, person, unit, "seller", since, until)
            company.sellers[unit].append((person, since, until))


def _person(company: Company, rng: Random, unit: str, kind: str, since: date, until: date) -> str:
    at = len(company.rows.get("people", [])) + 1
    born = day_between(rng, date(1964, 1, 1), date(1997, 12, 31))
    company.add(
        "people", person_id=f"B{at:06d}", name_token=person_name(rng), person_token=identity_number(rng, born),
        phone_token=phone_number(rng), institution_id=unit, kind=kind, joined_on=since, left_on=until,
    )  # fmt: skip
    return f"B{at:06d}"


def _register(company: Company, person: str, unit: str, role: str, since: date, until: date) -> None:
    at = len(company.rows.get("registrations", [])) + 1
    company.add(
        "registrations", registration_id=f"ZY{at:06d}", person_id=person, institution_id=unit, role=role,
        valid_from=since, valid_to=until,
    )  # fmt: skip


def _place_terminals(company: Company) -> None:
    for unit in SELLING:
        latitude, longitude = PLACE[unit]
        company.terminals[unit] = [
            company.add(
                "terminals", registration_id=f"ZD{unit}{at}", terminal_id=f"T{unit}{at:02d}", ownership="company",
                merchant_id=f"8986{unit}00001", institution_id=unit, keeper_id=company.operators[unit][at],
                place_latitude_e6=latitude + at * 40, place_longitude_e6=longitude - at * 60,
                longitude_mm_e6=millimetres(latitude), valid_from=date(2019, 1, 1), valid_to=EVER,
            )
            for at in range(TERMINALS_EACH)
        ]  # fmt: skip


def _write_rosters(company: Company) -> None:
    at = 0
    for unit in SELLING:
        day = OPENS
        while day <= CLOSES:
            for person in company.on_duty(unit, day):
                at += 1
                company.add("duty_days", duty_id=f"ZB{at:07d}", person_id=person, institution_id=unit, duty_on=day)
            day += timedelta(days=1)

"""The report: complete in three languages, whole without a network or a script, and safe with hostile text."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from amparo.law.said import Said
from amparo.office.findings.report import LARGEST_FILE, fair_shares, page_of, write_report
from amparo.office.findings.report_data import RejectedRows, summed_up
from amparo.office.findings.report_words import WORDS
from amparo.office.findings.view import ClauseView, NearView
from amparo.office.findings.words import RULES
from amparo.records.rules import RULES as REJECTION_RULES
from tests.office.a_finding import a_finding
from tests.office.a_report import ABOUT, a_report, many_findings

VOID = {"meta", "link", "input", "br", "rect", "path", "circle", "use"}
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ w.title }}{% now %}</style>\u202e"


class Read(HTMLParser):
    """The page as its elements: what is open, every attribute, and text by the languages it is shown in."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"zh": [], "en": [], "es": []}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack[-1][0] == tag, f"</{tag}> closes <{self.stack[-1][0]}>"
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        if not data.strip() or any(tag in ("style", "script") for tag, _ in self.stack):
            return
        shown = {"zh", "en", "es"}
        for _, attrs in self.stack:
            classes = set((attrs.get("class") or "").split())
            if "t" in classes:
                shown &= classes
        for language in shown:
            self.texts[language].append(data.strip())


def read(**other: object) -> Read:
    """A report's page, read."""
    return Read(page_of(a_report(**other)))


def test_every_element_is_closed_and_every_id_stands_once() -> None:
    page = read()

    assert page.stack == []
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    anchors = {attrs["href"] for tag, attrs in page.tags if tag == "a" and str(attrs.get("href")).startswith("#")}
    assert {str(a)[1:] for a in anchors} <= set(ids), "each inner link leads somewhere"


def test_the_page_asks_for_nothing_outside_itself() -> None:
    page = page_of(a_report())
    tags = Read(page).tags

    for tag, attrs in tags:
        assert tag not in ("iframe", "object", "embed", "base", "img"), tag
        assert "src" not in attrs
        assert "style" not in attrs, "its own policy forbids inline styles"
        assert not [name for name in attrs if name.startswith("on")]
        if tag == "link":
            assert attrs["href"] == "data:,"
    assert "url(" not in page
    assert "@import" not in page


def test_its_policy_allows_its_one_style_sheet_and_its_one_script_and_no_other() -> None:
    page = page_of(a_report())
    policy = next(a["content"] for t, a in Read(page).tags if t == "meta" and a.get("http-equiv"))
    assert policy is not None

    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        inside = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.S)
        assert len(inside) == 1
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("language", ["zh", "en", "es"])
def test_a_reader_of_each_language_finds_everything_in_it(language: str) -> None:
    texts = read().texts[language]
    told = " ".join(texts)

    for name, said in WORDS.items():
        if not name.startswith(("nothing", "no_", "by_day", "by_month", "by_year", "shadow")):
            assert said.in_(language).strip() in told, name
    assert {"zh": "重复扣款", "en": "Charged twice", "es": "Cobro duplicado"}[language] in told
    assert {"zh": "M1：已到期", "en": "M1: had ended", "es": "M1: vencido"}[language] in told
    for other in {"zh", "en", "es"} - {language}:
        assert WORDS["title"].in_(other) not in " ".join(texts[4:]), "and nothing twice"


def test_the_sums_count_each_record_and_each_person_once() -> None:
    found = summed_up(
        [
            a_finding(),
            a_finding(control_id="CHG-02", amount_minor=100000),
            a_finding(record_id="C2", customer_id="K1", amount_minor=50, currency="EUR"),
            a_finding(record_id="C3", customer_id=None, policy_id=None, amount_minor=999),
            a_finding(record_id="C4", customer_id="K9", shadow=True),
        ],
        run=1,
    )

    assert (found.count, found.new, found.people) == (4, 4, 1)
    assert dict(found.money) == {"CNY": 123450, "EUR": 50}
    assert {p.control_id: p.count for p in found.parts} == {"CHG-01": 4, "CHG-02": 1}


def test_of_many_findings_the_largest_are_shown_and_the_rest_is_counted() -> None:
    found = summed_up((a_finding(record_id=f"C{n}", amount_minor=n + 1) for n in range(1000)), run=1, kept=10)

    assert [row.amount_minor for row in found.parts[0].rows] == list(range(1000, 990, -1))
    told = " ".join(Read(page_of(a_report(found=found))).texts["en"])
    assert "Not shown: 990" in told


def test_what_is_hostile_in_the_data_stays_text(tmp_path: Path) -> None:
    evil = Said(HOSTILE, HOSTILE, HOSTILE)
    hostile = a_finding(
        control_id="CHG-01",
        control_title=evil,
        says=Said("{bank}", "{bank}", "{bank}"),
        evidence={"bank": HOSTILE, "channel": HOSTILE},
        policy_id=HOSTILE,
        customer_id=HOSTILE,
        record_id=HOSTILE,
        finding_id=HOSTILE,
        institution_id=HOSTILE,
        institution_name=HOSTILE,
        currency="CNY",
        severity="high",
        right=HOSTILE,
        ground=HOSTILE,
        triage=HOSTILE,
        status=HOSTILE,
        near=(NearView(HOSTILE, (evil,)),),
        clauses=(ClauseView(HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)", "V1", evil, 1, 2, HOSTILE),),
    )
    report = a_report(
        findings=[hostile],
        rejected=[RejectedRows(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 1, HOSTILE, HOSTILE)],
        about=replace(ABOUT, house=HOSTILE, pack=HOSTILE, program=HOSTILE),
    )

    page = page_of(report)

    assert page.count("<script") == 1
    assert "<img" not in page
    assert page.count("</style") == 1
    assert "javascript:" not in page
    assert "\u202e" not in page
    assert Read(page).stack == []
    assert any("alert(1)" in text for text in Read(page).texts["en"]), "it is shown, as text"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", 'http://x/"onmouseover=', "//evil.example", "HTTP:x"]
)
def test_only_plain_web_addresses_become_links(link: str) -> None:
    finding = a_finding(clauses=(ClauseView("PAY-01", "7", "某条例", link),))

    assert "某条例" in page_of(a_report(findings=[finding]))
    assert not [a for t, a in read(findings=[finding]).tags if t == "a" and not str(a["href"]).startswith("#")]


def test_a_clean_run_says_what_it_looked_at() -> None:
    told = " ".join(read(findings=[], unjudged=[], rejected=[], feeds=[]).texts["en"])

    assert "Nothing was found. 552,699 judgements made" in told
    assert "184,233" in told
    assert "Every row could be read." in told
    assert "Everything could be judged." in told
    assert "CHG-01 Charge without a mandate in force" in told


def test_a_run_that_judged_nothing_never_looks_clean() -> None:
    page = read(findings=[], judged=[], unjudged=[], rejected=[], looked_at=[])
    told = " ".join(page.texts["en"])

    assert "that nothing was found does not mean that nothing is wrong" in told
    assert "No data were loaded yet." in told
    for comforting in ("Nothing was found.", "Everything could be judged.", "Every row could be read."):
        assert comforting not in told
    assert not [a for t, a in page.tags if t == "div" and "ok" in str(a.get("class")).split()]


def test_a_control_without_records_is_not_told_as_clean() -> None:
    page = page_of(a_report())

    assert page.index("RFD-02") > page.index('id="idle"')


def test_what_could_not_be_judged_is_said_with_its_reason_in_each_language() -> None:
    texts = read().texts

    assert "尚未收到数据" in texts["zh"]
    assert "no se ha recibido" in texts["es"]
    assert "the bank masked the payer's name" in texts["en"]
    assert "18,752" in texts["en"]
    assert "18.752" in texts["es"]


def test_legal_and_house_limits_stand_beside_the_article_in_their_units() -> None:
    texts = read().texts

    assert "legal limit CNY 1,000.00 · house limit CNY 500.00" in texts["en"]
    assert "法定 30 日" in texts["zh"]
    assert "límite propio 10 días" in texts["es"]
    assert "text to confirm" in texts["en"], "a law seen only at second hand says so"
    assert "doubtful, not relied on" in texts["en"], "and one that is no ground says that"


def test_a_huge_run_stays_below_five_megabytes(tmp_path: Path) -> None:
    long = Said(*("{bank} " + "很长的一句话" * 60 for _ in range(3)))
    findings = (a_finding(control_id=f"CHG-{n % 60:02d}", record_id=f"C{n}", says=long) for n in range(20_000))

    size = write_report(a_report(findings=findings), tmp_path / "report.html")

    assert size == (tmp_path / "report.html").stat().st_size
    assert 1_000_000 < size < LARGEST_FILE


def test_rows_are_shared_fairly_among_controls() -> None:
    assert fair_shares([200, 3, 200], 103) == [50, 3, 50]
    assert fair_shares([], 10) == []
    assert fair_shares([5, 5], 100) == [5, 5]
    assert fair_shares([9, 9, 9], 2) == [1, 1, 1], "each control shows at least one"


def test_the_same_data_give_the_same_bytes() -> None:
    assert page_of(a_report()) == page_of(a_report())


def test_a_report_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.html"
    path.write_text("yesterday's")

    def full(self: Path, data: bytes) -> int:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="no space"):
        write_report(a_report(), path)

    assert path.read_text() == "yesterday's"
    assert list(tmp_path.iterdir()) == [path]


def test_a_finding_of_long_ago_does_not_break_the_chart() -> None:
    findings = [*many_findings(20), a_finding(happened_on=date(1, 1, 1)), a_finding(happened_on=date(9999, 12, 31))]

    told = " ".join(Read(page_of(a_report(findings=findings))).texts["en"])
    assert "by year" in told


def test_every_rejection_rule_has_a_name_of_its_own() -> None:
    assert set(RULES) == set(REJECTION_RULES)


def test_a_rejection_rule_is_told_in_each_language_without_any_value() -> None:
    texts = read(rejected=[RejectedRows("a.csv", "charges", "amount", "two_decimal_marks", 5, "只有中文")]).texts

    assert "two decimal marks" in texts["en"]
    assert any(text.startswith("更正金额") for text in texts["zh"])
    assert any(text.startswith("corríjalo") for text in texts["es"])

"""The report in a browser: sorts, filters, switches language, fits a phone, and can be read in light and dark."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from amparo.office.findings.report import page_of
from tests.browser import ask, browse, needs_browser
from tests.office.a_report import ABOUT, a_report, many_findings

pytestmark = [pytest.mark.browser, needs_browser]

CONTRAST = """
  function light(c) { c /= 255; return c <= .03928 ? c / 12.92 : Math.pow((c + .055) / 1.055, 2.4); }
  function parse(text) { var n = text.match(/[\\d.]+/g).map(Number); return n.length < 4 ? n.concat(1) : n; }
  function lum(c) { return .2126 * light(c[0]) + .7152 * light(c[1]) + .0722 * light(c[2]); }
  function ground(node) {
    for (; node; node = node.parentElement) {
      var c = parse(getComputedStyle(node).backgroundColor);
      if (c[3] === 1) { return c; }
    }
    return [255, 255, 255, 1];
  }
  var poor = {};
  document.querySelectorAll("body *").forEach(function (node) {
    var own = Array.from(node.childNodes).some(function (n) { return n.nodeType === 3 && n.textContent.trim(); });
    var box = node.getBoundingClientRect();
    if (!own || box.width < 2 || node.closest("svg,[hidden],.unseen,.skip,.mark,script,style")) { return; }
    var style = getComputedStyle(node);
    if (style.visibility === "hidden") { return; }
    var a = lum(parse(style.color)), b = lum(ground(node));
    var ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    var large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) { poor[(node.className || node.tagName) + " " + node.textContent.slice(0, 20)] = ratio.toFixed(2); }
  });
  return poor;
"""


@pytest.fixture(scope="module")
def page() -> str:
    """A report of forty findings, opened in English."""
    return page_of(a_report(findings=many_findings(40), about=replace(ABOUT, language="en")))


def chosen(page: str, choice: str) -> str:
    """The page with another radio button chosen from the start."""
    name = choice.split("-")[0]
    for value in ("auto", "usual", "zh", "en", "es"):
        page = page.replace(f'id="{name}-{value}" value="{value}" checked', f'id="{name}-{value}" value="{value}"')
    return page.replace(f'id="{choice}"', f'id="{choice}" checked')


def test_the_page_obeys_its_own_policy_and_writes_no_error(page: str, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(page, encoding="utf-8")

    document, told = browse(path, tmp_path)

    assert 'class="js"' in document, "its script ran"
    assert [line for line in told.splitlines() if "CONSOLE" in line] == []


def test_a_click_sorts_by_amount_and_a_second_turns_it_round(page: str, tmp_path: Path) -> None:
    said = ask(
        page,
        tmp_path,
        """
        var table = document.querySelector("#CHG-01 table"), button = table.querySelector("[data-sort=number]");
        function amounts() { return Array.from(table.querySelectorAll("td.amount")).map(function (c) { return Number(c.dataset.key); }); }
        button.click(); var down = amounts(); button.click(); var up = amounts();
        return [down, up, button.closest("th").getAttribute("aria-sort")];
        """,
    )

    down, up, sort = said
    assert down == sorted(down, reverse=True)
    assert up == sorted(up)
    assert sort == "ascending"


def test_filtering_leaves_what_fits_and_counts_it(page: str, tmp_path: Path) -> None:
    said = ask(
        page,
        tmp_path,
        """
        function seen() {
          return Array.from(document.querySelectorAll(".part")).filter(function (p) { return !p.hidden; }).map(function (p) {
            return [p.dataset.severity, p.querySelectorAll("tbody tr:not([hidden])").length]; });
        }
        function told() { return Number(document.getElementById("told").textContent); }
        function say(box, value) { box.value = value; box.dispatchEvent(new Event("input")); }
        var before = told(), search = document.getElementById("search");
        var high = document.querySelector("[data-severity-choice][value=high]");
        high.checked = true; high.dispatchEvent(new Event("input"));
        var highs = seen(), highCount = told();
        say(search, "nobody has this"); var none = [told(), document.getElementById("none-match").hidden];
        search.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}));
        return {before: before, highs: highs, highCount: highCount, none: none, after: told()};
        """,
    )

    assert said["before"] == 40
    assert {severity for severity, _ in said["highs"]} == {"high"}
    assert said["highCount"] == sum(rows for _, rows in said["highs"]) == said["after"]
    assert said["none"] == [0, False]


def test_choosing_a_language_shows_it_alone_and_says_so_to_readers_aloud(page: str, tmp_path: Path) -> None:
    said = ask(
        page,
        tmp_path,
        """
        document.getElementById("language-es").click();
        return [document.documentElement.lang, document.title, document.querySelector("h1").innerText];
        """,
    )

    assert said == ["es", "Informe de protección del cliente · 天山人寿（示例）", "Informe de protección del cliente"]


def test_the_language_can_be_chosen_without_any_script(page: str, tmp_path: Path) -> None:
    quiet = page[: page.rindex("<script>")] + page[page.rindex("</script>") + 9 :]

    said = ask(
        quiet,
        tmp_path,
        "document.getElementById('language-zh').click(); return document.querySelector('h1').innerText;",
    )

    assert said == "消费者权益保护检查报告"


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("size", ["size-usual", "size-large"])
def test_nothing_sticks_out_of_the_page_at_any_width(page: str, tmp_path: Path, width: int, size: str) -> None:
    said = ask(
        chosen(chosen(page, size), "language-es"),
        tmp_path,
        """
        var wide = document.documentElement.clientWidth;
        return Array.from(document.querySelectorAll("main *, .choices *")).filter(function (node) {
          return node.getBoundingClientRect().right > wide + 1 && !node.closest("thead,.unseen,.x,svg");
        }).map(function (node) { return node.tagName + "." + node.className + " " + node.textContent.slice(0, 30); }).slice(0, 5);
        """,
        width=width,
    )

    assert said == []


@pytest.mark.parametrize("theme", ["theme-light", "theme-dark"])
def test_every_text_stands_out_from_its_ground(page: str, tmp_path: Path, theme: str) -> None:
    poor: dict[str, Any] = ask(chosen(page, theme), tmp_path, CONTRAST)

    assert poor == {}


def test_all_that_can_be_clicked_can_be_reached_by_key_and_is_large_enough(page: str, tmp_path: Path) -> None:
    said = ask(
        page,
        tmp_path,
        """
        return Array.from(document.querySelectorAll("button, .seg label, .check, input[type=search], .nav")).filter(function (node) {
          var box = node.getBoundingClientRect();
          return box.width > 0 && (box.height < 24 || box.width < 24 || node.tabIndex < -1);
        }).map(function (node) { return node.className + node.textContent.slice(0, 20) + node.getBoundingClientRect().height; });
        """,
    )

    assert said == []

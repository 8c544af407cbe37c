/* The page works without this file; it adds filtering, sorting and remembering the reader's choices. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  var titles = {};
  document.querySelectorAll("[data-page-title]").forEach(function (node) { titles[node.lang] = node.textContent; });

  function keep(name, value) { try { localStorage.setItem("amparo-report-" + name, value); } catch (e) { return; } }
  function kept(name) { try { return localStorage.getItem("amparo-report-" + name); } catch (e) { return null; } }

  document.querySelectorAll("[data-choice]").forEach(function (group) {
    var name = group.dataset.choice;
    function apply(value) {
      root.setAttribute("data-" + name, value);
      if (name === "language") {
        root.lang = value;
        document.title = titles[value] || document.title;
      }
    }
    var before = name === "language" ? null : kept(name);
    group.querySelectorAll("input").forEach(function (input) {
      if (before !== null) { input.checked = input.value === before; }
      if (input.checked) { apply(input.value); }
      input.addEventListener("change", function () { apply(input.value); keep(name, input.value); });
    });
  });

  var search = document.getElementById("search");
  var severities = Array.from(document.querySelectorAll("[data-severity-choice]"));
  var onlyNew = document.getElementById("only-new");
  var told = document.getElementById("told");
  var parts = Array.from(document.querySelectorAll(".part"));
  var rows = parts.map(function (part) {
    return Array.from(part.querySelectorAll("tbody tr")).map(function (row) {
      return { row: row, text: row.textContent.toLowerCase(), fresh: row.hasAttribute("data-new") };
    });
  });

  function filter() {
    var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var chosen = severities.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    var shown = 0;
    parts.forEach(function (part, place) {
      var wanted = chosen.length === 0 || chosen.indexOf(part.dataset.severity) >= 0;
      var head = part.querySelector("header").textContent.toLowerCase();
      var here = 0;
      rows[place].forEach(function (entry) {
        var fits = wanted && (!onlyNew.checked || entry.fresh) && words.every(function (word) {
          return entry.text.indexOf(word) >= 0 || head.indexOf(word) >= 0;
        });
        entry.row.hidden = !fits;
        here += fits ? 1 : 0;
      });
      part.hidden = here === 0;
      shown += here;
    });
    told.textContent = String(shown);
    document.getElementById("none-match").hidden = shown > 0;
  }
  if (search) {
    filter();
    [search, onlyNew].concat(severities).forEach(function (box) { box.addEventListener("input", filter); });
    search.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { search.value = ""; filter(); }
    });
    document.addEventListener("keydown", function (event) {
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
      if (event.key === "/" && !typing) { event.preventDefault(); search.focus(); }
    });
  }

  document.querySelectorAll("button[data-sort]").forEach(function (button) {
    button.addEventListener("click", function () {
      var head = button.closest("th");
      var down = head.getAttribute("aria-sort") !== "descending";
      var body = button.closest("table").tBodies[0];
      button.closest("tr").querySelectorAll("th").forEach(function (th) { th.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      Array.from(body.rows).map(function (row, place) {
        var cell = row.cells[head.cellIndex];
        var key = cell.dataset.key || cell.textContent.trim();
        return { row: row, place: place, key: button.dataset.sort === "number" ? Number(key) : key };
      }).sort(function (a, b) {
        if (a.key === b.key) { return a.place - b.place; }
        return (a.key < b.key ? -1 : 1) * (down ? -1 : 1);
      }).forEach(function (entry) { body.appendChild(entry.row); });
    });
  });
}());

"""A browser without a window, for tests: shows a page, runs a few lines in it, and gives back what they say."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
REQUIRED = "browser" in os.environ.get("AMPARO_REQUIRE", "").split(",")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)

needs_browser = pytest.mark.skipif(
    CHROMIUM is None and not REQUIRED, reason="no Chromium here; `amparo doctor` says how"
)


def browse(page: Path, place: Path, *more: str) -> tuple[str, str]:
    """The document after its scripts ran, and what the browser wrote of it; `place` is a folder for its profile."""
    assert CHROMIUM is not None, "Chromium is required here"
    profile = f"--user-data-dir={place / 'profile'}"
    ran = subprocess.run(
        [CHROMIUM, *QUIET, profile, "--enable-logging=stderr", *more, "--dump-dom", page.as_uri()],
        capture_output=True,
        timeout=90,
    )
    return ran.stdout.decode(errors="replace"), ran.stderr.decode(errors="replace")


def ask(page: str, place: Path, script: str, *, width: int = 1280) -> Any:
    """What `script` (the body of a function) returns when run in the page, shown that wide.

    The page's own policy forbids scripts of others, so it is taken out here, and the page is shown in a frame because
    a browser without a window is never narrower than 500 pixels.
    """
    opened = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    asked = (
        "<script>window.addEventListener('load', function () { var said; try { said = (function () {"
        + script
        + "}()); } catch (e) { said = String(e.stack); } parent.postMessage(JSON.stringify(said), '*'); });</script></body>"
    )
    (place / "inner.html").write_text(opened.replace("</body>", asked), encoding="utf-8")
    outer = place / "outer.html"
    outer.write_text(
        "<body style='margin:0'><pre id=said></pre><script>window.onmessage = function (event) {"
        "document.getElementById('said').textContent = event.data; };</script>"
        f"<iframe src='inner.html' style='width:{width}px;height:900px;border:0'></iframe>",
        encoding="utf-8",
    )
    document, _ = browse(
        outer,
        place,
        "--allow-file-access-from-files",
        "--virtual-time-budget=8000",
        f"--window-size={max(width, 500)},900",
    )
    said = re.search(r'<pre id="said">(.*?)</pre>', document, re.S)
    assert said and said[1], "the page said nothing"
    return json.loads(html.unescape(said[1]))

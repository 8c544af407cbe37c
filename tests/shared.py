"""Where the real files lie that no one here wrote; tests that need them skip when they are absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_PLACE = Path(os.environ.get("AMPARO_SHARED", Path(__file__).parents[2] / "shared")) / "data"
SHARED: Path | None = _PLACE if _PLACE.is_dir() else None

needs_shared = pytest.mark.skipif(SHARED is None, reason="the shared test data is not beside this checkout")

"""How many examples are tried: few and always the same in every run, many and new ones in a soak; nothing is shrunk.

A failing example is told by what was changed in it, which is one step already.
"""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

QUICK = settings(
    max_examples=3, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
ONCE = settings(QUICK, max_examples=1)
EIGHT = settings(QUICK, max_examples=8)
LONG = settings(QUICK, max_examples=60, derandomize=False, database=None)

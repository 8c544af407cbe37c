"""The memory of what came in, what was run and what was found; no pages, no sign-in."""

from amparo.office.ready import make_ready

make_ready()

"""Writes all that is generated: the controls' frozen SQL and the docs made from code and pack; --check fails if stale."""

from __future__ import annotations

import sys

from amparo.controls.build import frozen_files, stale, write_frozen
from amparo.controls.frozen import FROZEN


def main() -> None:
    """`python -m amparo.build [--check]`."""
    if "--check" in sys.argv[1:]:
        old = stale(FROZEN, frozen_files())
        if old:
            sys.exit("stale, run `make frozen`:\n  " + "\n  ".join(old))
        return
    for name in write_frozen(FROZEN):
        sys.stdout.write(f"wrote {name}\n")


if __name__ == "__main__":
    main()

"""Writes all that is generated: the controls' frozen SQL and the docs made from code and pack; --check fails if stale."""

from __future__ import annotations

import sys

from amparo.controls.build import frozen_files, stale, write_files
from amparo.controls.frozen import FROZEN, load_frozen
from amparo.docs_of import GENERATED, docs_files


def main() -> None:
    """`python -m amparo.build [--check]`: the docs are made from the frozen controls, so those come first."""
    if "--check" in sys.argv[1:]:
        old = [f"{FROZEN.name}/{name}" for name in stale(FROZEN, frozen_files())]
        old = old or [f"docs/{GENERATED.name}/{name}" for name in stale(GENERATED, docs_files())]
        if old:
            sys.exit("stale, run `make frozen`:\n  " + "\n  ".join(old))
        return
    written = write_files(FROZEN, frozen_files())
    load_frozen.cache_clear()
    for name in written + write_files(GENERATED, docs_files()):
        sys.stdout.write(f"wrote {name}\n")


if __name__ == "__main__":
    main()

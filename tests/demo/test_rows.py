"""The demo's rows judged by every control: silent where all is lawful, and exactly the key where wrongs are planted."""

from __future__ import annotations

import pytest

from amparo.demo.answer import compare
from tests.demo.rows import lay_demo


@pytest.mark.parametrize("seed", [1, 2])
def test_no_control_finds_anything_in_the_lawful_world(seed: int) -> None:
    laid = lay_demo(400, seed, planted=False)
    assert laid.found() == set()


@pytest.mark.parametrize(("policies", "seed"), [(400, 1), (400, 2), (1500, 3)])
def test_every_planted_wrong_is_found_and_nothing_else(policies: int, seed: int) -> None:
    laid = lay_demo(policies, seed)
    compared = compare(laid.key, laid.found(), laid.frozen)
    assert compared.missed == []
    assert compared.false == []

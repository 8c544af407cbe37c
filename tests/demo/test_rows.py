"""The demo's rows judged by every control: silent where all is lawful, and exactly the key where wrongs are planted."""

from __future__ import annotations

import pytest

from amparo.demo.answer import compare
from tests.demo.rows import lay_demo


@pytest.mark.parametrize("seed", [1, 2])
def test_no_control_finds_anything_in_the_lawful_world(seed: int) -> None:
    assert lay_demo(1500, seed, planted=False).found() == set()


@pytest.mark.parametrize(("policies", "seed"), [(300, 1), (700, 2), (2000, 1), (2000, 3)])
def test_every_planted_wrong_is_found_and_nothing_else(policies: int, seed: int) -> None:
    _exactly_the_key(policies, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4, 21))
def test_every_planted_wrong_is_found_at_many_seeds(seed: int) -> None:
    _exactly_the_key(2000, seed)


@pytest.mark.soak
def test_every_planted_wrong_is_found_in_a_large_house() -> None:
    _exactly_the_key(200_000, 1)


def _exactly_the_key(policies: int, seed: int) -> None:
    laid = lay_demo(policies, seed)
    compared = compare(laid.key, laid.found(), laid.frozen)
    assert compared.missed == []
    assert compared.false == []
    assert compared.planted >= 50

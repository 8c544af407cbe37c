"""One court for the whole session: the controls as they are frozen, the law laid once."""

from __future__ import annotations

import pytest

from tests.harm.judged import Court


@pytest.fixture(scope="session")
def court() -> Court:
    """A connection on which worlds are judged, one lot after the other."""
    return Court()

"""What all tests of imports share."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Speak English, whatever language the site prefers: the tests read sentences."""
    with override("en"):
        yield

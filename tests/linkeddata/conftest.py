"""The addresses under which the tests of Linked Data speak."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def base_uri(settings: Any) -> str:
    """All identifiers stand under an address that no server has."""
    settings.POLYVOCAL = {**settings.POLYVOCAL, "BASE_URI": "https://museum.example.org/"}
    return "https://museum.example.org"

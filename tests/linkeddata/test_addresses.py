"""The addresses of pages, as they stand in documents for machines."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from polyvocal.linkeddata.addresses import page_uri

_UUID = "5b0c2a52-8d6e-4f0e-9a5c-3f1d7e1b2c40"


@pytest.mark.parametrize(
    ("kind", "key"), [("object", "204"), ("object", "a b;c~d:é%"), ("edition", _UUID), ("voice", "a-bron")]
)
def test_a_page_has_the_address_that_the_site_gives_it(base_uri, kind, key):
    assert page_uri(kind, key) == base_uri + reverse(f"polyvocal:{kind}", args=[key])


def test_another_base_is_heeded_at_once(settings):
    page_uri("object", "204")
    settings.POLYVOCAL = {**settings.POLYVOCAL, "BASE_URI": "https://other.example.org"}
    with override("nl"):
        assert page_uri("object", "204") == "https://other.example.org/object/204/"

"""Which media type a client likes best."""

import pytest

from polyvocal.views.negotiation import preferred

OFFERS = ("text/html", "application/ld+json", "text/turtle", "application/n-triples")


@pytest.mark.once
@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("nonsense", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/TURTLE", "text/turtle"),
        ("text/turtle;q=0.5, application/n-triples;q=0.9", "application/n-triples"),
        ("text/html;q=0, */*;q=0.1", "application/ld+json"),
        ("application/*;q=0.2, text/html;q=0.1", "application/ld+json"),
        ("text/*, application/ld+json;q=0.9", "text/html"),
        ("text/*;q=0.3, text/turtle;q=0.4", "text/turtle"),
        ('application/ld+json;profile="https://linked.art/ns/v1/linked-art.json";q=1', "application/ld+json"),
        ('application/ld+json;profile="a,b;q=0", text/html;q=0.5', "application/ld+json"),
        ("text/turtle;q=x", "text/turtle"),
        ("image/png", None),
        ("text/turtle;q=0", None),
    ],
)
def test_the_best_of_what_is_on_offer_is_chosen(accept, expected):
    assert preferred(accept, OFFERS) == expected

"""Which media type a client likes best."""

import pytest

from polyvocal.views.negotiation import Offer, preferred

ART, EDM = "https://linked.art/ns/v1/linked-art.json", "http://www.europeana.eu/schemas/edm/"
OFFERS = (
    Offer("text/html"),
    Offer("application/ld+json", (ART, "linked-art"), "jsonld"),
    Offer("text/turtle", (ART, "linked-art"), "ttl"),
    Offer("application/n-triples", (ART, "linked-art"), "nt"),
    Offer("application/ld+json", (EDM, "edm"), "edm.jsonld"),
    Offer("text/turtle", (EDM, "edm"), "edm.ttl"),
)


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
    chosen = preferred(accept, OFFERS)
    assert (chosen.media_type if chosen else None) == expected


@pytest.mark.once
@pytest.mark.parametrize(
    ("accept", "accept_profile", "expected"),
    [
        ("", f"<{EDM}>", "edm.jsonld"),
        ("text/turtle", f"<{EDM}>", "edm.ttl"),
        ("text/turtle", "edm", "edm.ttl"),
        ("text/turtle", f"<{EDM}>;q=0.5, <{ART}>;q=0.6", "ttl"),
        ("text/turtle", f"<{EDM}>, <{ART}>;q=0.6", "edm.ttl"),
        ("text/turtle", f"<{EDM}>;q=0.5, *;q=0.1", "edm.ttl"),
        ("application/n-triples", f"<{EDM}>, *;q=0.1", "nt"),
        ("application/n-triples", f"<{EDM}>", None),
        ("text/html, text/turtle;q=0.1", f"<{EDM}>", "edm.ttl"),
        ("*/*", "<https://nobody.example.org/>", None),
        ("text/turtle", "<https://nobody.example.org/>, *", "ttl"),
        (f'application/ld+json;profile="{EDM}"', "", "edm.jsonld"),
        (f'application/ld+json;profile="{EDM}";q=0.4, application/ld+json;q=0.5', "", "jsonld"),
        (f'application/ld+json;profile="{ART} http://www.w3.org/ns/json-ld#compacted"', "", "jsonld"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "", "jsonld"),
        (f'application/ld+json;profile="{EDM}";q=0, */*;q=0.1', "", ""),
    ],
)
def test_profile_and_media_type_choose_together(accept, accept_profile, expected):
    chosen = preferred(accept, OFFERS, accept_profile=accept_profile)
    assert (chosen.ending if chosen else None) == expected


@pytest.mark.once
@pytest.mark.parametrize("wrong", [
    ';a=""' * 60 + ";;", ";a= " * 60 + ";;", ";q=nan", ";q=-1", ";q=" + "9" * 5000, ";profile", ';a="', "/" * 5000,
    ";a" * 5000,
])  # fmt: skip
def test_no_header_is_so_wrong_that_it_takes_for_ever_or_hides_what_stands_beside_it(wrong):
    # A pattern that matches `a=""` in two ways tries 2**60 of them before it gives up: this test would never end.
    chosen = preferred(f"text/plain{wrong}, text/turtle", OFFERS, accept_profile=f"<{EDM}>, <x>{wrong}")
    assert chosen is not None
    assert chosen.ending == "edm.ttl"


@pytest.mark.once
def test_qualities_below_nothing_are_nothing():
    assert preferred("text/turtle;q=-1", OFFERS, accept_profile=f"<{EDM}>;q=-1") is None

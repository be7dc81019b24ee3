"""The page of an object's provenance, as it is served."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from polyvocal import publishing
from polyvocal.models import ProvenanceEvent
from polyvocal.publishing import Ground, events_of
from polyvocal.records import ObjectFacts
from tests.factories import (
    ACTOR,
    make_content,
    make_event,
    make_object,
    make_source,
    make_statement,
    make_voice,
    moment,
)
from tests.saying import address_of

pytestmark = pytest.mark.django_db


def _get(client, obj, **query):
    return client.get(f"{address_of(obj)}provenance/", {"lang": "en", **query})


def _page(client, obj, **query):
    response = _get(client, obj, **query)
    assert response.status_code == 200
    return response.content.decode()


def test_every_claim_stands_with_its_voice_its_words_and_its_source(client):
    obj, heirs = make_object(), make_voice("heirs")
    letter = make_source("Letter of 1943")
    edition = make_statement(make_event("sold to Jan, 1921", Ground(letter, "l. 4")), obj=obj)
    (sale,) = events_of(edition)
    make_statement(make_event("taken by Jan, 1921", step=sale.record.step), obj=obj, voices=[heirs])
    page = _page(client, obj)
    assert "2 claims about this step" in page
    assert "sold to Jan, 1921" in page
    assert "<cite>Letter of 1943</cite>, l. 4" in page
    assert f'id="claim-{sale.record.id}"' in page
    assert "No source is given." in page
    assert '<a href="/voice/heirs/"' in page


def test_what_is_disproved_stays_with_who_says_so_and_why(client):
    obj, expert = make_object(), make_voice("expert")
    event = ProvenanceEvent.objects.get(text=make_statement(obj=obj).text)
    before = _get(client, obj).headers["ETag"]
    publishing.assess(event, ACTOR, voice=expert, standing="disproved", reason="He was at sea.")
    response = _get(client, obj)
    page = response.content.decode()
    assert "disproved" in page
    assert "He was at sea." in page
    assert "Jan de Boer, Hoorn, 1921" in page
    assert response.headers["ETag"] != before


def test_the_page_as_of_a_day_shows_what_was_told_then(client):
    obj = make_object()
    edition = make_statement(make_event("Jan had it"), obj=obj, published_from=moment("2020-01-01"))
    publishing.supersede(
        edition.text, ACTOR, content=make_content("Griet.", events=(make_event("Griet had it"),)), reason="Research."
    )
    assert "Griet had it" in _page(client, obj)
    assert "Jan had it" not in _page(client, obj)
    assert "Jan had it" in _page(client, obj, as_of="2021-05-01")
    assert _get(client, obj, as_of="never").status_code == 400


def test_withdrawn_statements_leave_no_word(client):
    obj = make_object()
    publishing.withdraw(make_statement(make_event("A secret owner"), obj=obj), ACTOR, reason="Asked for.")
    page = _page(client, obj)
    assert "secret" not in page
    assert "Nobody has stated the provenance" in page


def test_without_a_statement_the_words_of_the_collection_system_are_shown(client):
    obj = make_object(facts=ObjectFacts(ownership_history="Jan; Griet"))
    assert "<li>Griet</li>" in _page(client, obj)


def test_what_was_not_understood_is_shown_as_written(client):
    obj = make_object()
    make_statement(make_event("per 12 x qqq", is_understood=False, receiver=None), obj=obj)
    page = _page(client, obj)
    assert "per 12 x qqq" in page
    assert "not taken apart" in page


def test_the_number_of_queries_does_not_depend_on_the_number_of_claims(client):
    few, many = make_object(), make_object()
    make_statement(obj=few)
    for number in range(4):
        make_statement(*(make_event(f"Owner {number}{step}", Ground(make_source())) for step in range(4)), obj=many)
    counts = []
    for obj in (few, many):
        _get(client, obj)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            _get(client, obj)
        counts.append(len(captured))
    assert counts[0] == counts[1]

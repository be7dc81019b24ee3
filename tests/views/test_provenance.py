"""The page of an object's provenance, as it is served."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from polyvocal import publishing
from polyvocal.models import Place, ProvenanceEvent, ProvenanceResearch, ResearchedObject
from polyvocal.publishing import Ground, events_of
from polyvocal.records import ObjectFacts, PartyRecord
from tests.factories import (
    ACTOR,
    make_content,
    make_edition,
    make_event,
    make_object,
    make_perspective,
    make_source,
    make_statement,
    make_text,
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


def test_places_that_are_known_are_drawn_and_said_again_in_a_table(client):
    obj = make_object()
    for name, latitude in (("Hoorn", 52.64), ("Amsterdam", 52.37)):
        Place.objects.create(name=name, latitude=latitude, longitude=5)
    make_statement(make_event("Jan"), make_event("Griet", receiver=PartyRecord("Griet", place="Amsterdam")), obj=obj)
    page = _page(client, obj)
    assert page.count("<circle") == 2
    assert '<td>2</td><th scope="row" lang="en" dir="ltr">Amsterdam</th>' in page
    Place.objects.filter(name="Hoorn").delete()
    assert '<svg class="pv-map-drawing"' not in _page(client, obj)


def test_the_page_of_the_object_says_in_short_who_had_it(client):
    obj = make_object(facts=ObjectFacts(ownership_history="Somebody else"))
    edition = make_statement(obj=obj)
    step = events_of(edition)[0].record.step
    make_statement(make_event("taken by Piet", step=step, receiver=PartyRecord("Piet")), obj=obj)
    page = client.get(address_of(obj), {"lang": "en"}).content.decode()
    assert '<span lang="en" dir="ltr">Jan de Boer, Hoorn</span>, 1921' in page
    assert '<span lang="en" dir="ltr">Piet</span>' in page
    assert f'provenance/?lang=en#step-{step}">contested</a>' in page
    assert "Somebody else" not in page


def test_a_doubt_is_said_in_short_as_well(client):
    obj = make_object()
    make_statement(make_event("Possibly Jan", is_certain=False), obj=obj)
    page = client.get(address_of(obj), {"lang": "en"}).content.decode()
    assert "</span>, 1921 (uncertain)</span>" in page


def test_a_place_of_an_auction_is_on_the_map(client):
    obj = make_object()
    for name, latitude in (("Hoorn", 52.64), ("London", 51.5)):
        Place.objects.create(name=name, latitude=latitude, longitude=1)
    make_statement(make_event("at Christie's", sender_agent=PartyRecord("Christie's", place="London")), obj=obj)
    assert _page(client, obj).count("<circle") == 2


def test_once_its_statement_is_withdrawn_the_page_of_the_object_gives_the_collection_systems_words(client):
    obj = make_object(facts=ObjectFacts(ownership_history="Somebody else"))
    publishing.withdraw(make_statement(make_event("A secret owner"), obj=obj), ACTOR, reason="Asked for.")
    page = client.get(address_of(obj), {"lang": "en"}).content.decode()
    assert "Somebody else" in page
    assert "secret" not in page


def test_a_translation_is_not_told_twice_but_named(client):
    obj, perspective, museum = make_object(), make_perspective(), make_voice("museum")
    for language, words in (("nl", "Gekocht"), ("en", "Bought")):
        text = make_text(obj, perspective, text_type="provenance-statement", language=language)
        edition = make_edition(text, words, voices=[museum], events=(make_event(words),))
    page = _page(client, obj, lang="nl")
    assert page.count('class="pv-claim ') == 1
    assert "Bought" not in page
    assert f'<a href="/edition/{edition.pk}/" hreflang="en">' in page


def test_words_behind_a_gate_stay_behind_it(client):
    obj = make_object()
    make_statement(make_event("Terrible words", receiver=None), obj=obj, content_note={"en": "Describes violence."})
    page = _page(client, obj)
    assert page.count("Terrible words") == page.count("<details") == 2
    short = client.get(address_of(obj), {"lang": "en"}).content.decode()
    assert "words behind a notice" in short
    assert short.count("Terrible words") == short.count("<details")


def test_what_is_said_more_quietly_is_there(client):
    obj = make_object()
    make_statement(make_event("Jan", price="fl. 30", place="Enkhuizen", lot_number="12"), obj=obj)
    page = _page(client, obj)
    for words in ("fl. 30", "Enkhuizen", "12"):
        assert f'dir="ltr">{words}</dd>' in page


def test_who_judges_a_claim_has_a_page(client):
    event = ProvenanceEvent.objects.get(text=make_statement(obj=make_object()).text)
    publishing.assess(event, ACTOR, voice=make_voice("expert"), standing="supported", reason="So it is.")
    assert client.get("/voice/expert/").status_code == 200
    publishing.withdraw(event.text.editions.get(), ACTOR, reason="Asked for.")
    assert client.get("/voice/expert/").status_code == 404


def test_public_dossiers_about_the_object_are_linked(client):
    obj = make_object()
    research = ProvenanceResearch(slug="de-vries", title="De Vries", question="Who?", is_public=True)
    ResearchedObject.objects.create(research=publishing.save_research(research, ACTOR), obj=obj)
    make_statement(obj=obj)
    assert 'href="/research/de-vries/"' in _page(client, obj)
    assert 'href="/research/de-vries/"' in client.get(address_of(obj)).content.decode()
    assert 'href="/research/"' in client.get("/").content.decode()


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

"""The API gives who had an object, claim by claim, as the page shows it."""

import pytest

from polyvocal import publishing
from polyvocal.models import ProvenanceEvent
from polyvocal.publishing import Ground, events_of
from polyvocal.records import TenureRecord
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

pytestmark = pytest.mark.django_db

PATH = "/api/v1/objects/pot/provenance/"


@pytest.fixture
def obj():
    return make_object(identifier="pot")


def _given(client, **asked):
    response = client.get(PATH, asked, headers={"accept-language": "en"})
    assert response.status_code == 200, response.content
    return response.json()


def test_a_claim_has_its_voice_words_method_dates_and_sources(client, obj):
    letter = make_source("Letter", uri="https://archive.example.org/1")
    edition = make_statement(make_event("sold to Jan", Ground(letter, "l. 4")), obj=obj, voices=[make_voice("museum")])
    (step,) = _given(client)["steps"]
    (claim,) = step["claims"]
    assert claim["words"] == "sold to Jan"
    assert claim["method"] == {"code": "sale", "label": "Sale"}
    assert claim["stated"]["receiver"]["name"] == "Jan de Boer"
    assert claim["stated"]["tenure"]["botb"] == "1921"
    assert claim["sources"] == [{"title": "Letter", "locator": "l. 4", "uri": "https://archive.example.org/1"}]
    assert claim["voices"][0]["id"].endswith("/id/voice/museum")
    assert claim["statement"].endswith(f"/id/edition/{edition.pk}")
    assert claim["standing"]["code"] == "stated"


def test_rivals_share_a_step_and_judgements_stand_with_the_claim(client, obj):
    (first,) = events_of(make_statement(make_event("sold"), obj=obj))
    make_statement(make_event("stolen", step=first.record.step), obj=obj)
    judged = ProvenanceEvent.objects.get(pk=first.record.id)
    publishing.assess(judged, ACTOR, voice=make_voice("heirs"), standing="disproved", reason="No bill.")
    given = _given(client)
    (step,) = given["steps"]
    assert given["is_contested"]
    assert [claim["words"] for claim in step["claims"]] == ["sold", "stolen"]
    assert step["claims"][0]["standing"]["code"] == "disproved"
    (judgement,) = step["claims"][0]["assessments"]
    assert judgement["reason"] == "No bill."
    assert judgement["voice"]["id"].endswith("/id/voice/heirs")


def test_gaps_are_given_as_days_behind_their_step(client, obj):
    make_statement(
        make_event("Jan", tenure=TenureRecord("", "1900", "1900", "1930", "1930")),
        make_event("Griet", tenure=TenureRecord("", "1946", "1946")),
        obj=obj,
    )
    given = _given(client)
    (gap,) = given["statements"][0]["gaps"]
    assert gap["after_step"] == given["steps"][0]["id"]
    assert (gap["start"][:4], gap["end"][:4], gap["is_certain"]) == ("1930", "1946", True)


def test_a_past_day_gives_what_was_told_then(client, obj):
    edition = make_statement(make_event("Jan had it"), obj=obj, published_from=moment("2020-01-01"))
    publishing.supersede(
        edition.text, ACTOR, content=make_content("Griet.", events=(make_event("Griet had it"),)), reason="Research."
    )
    assert _given(client, as_of="2021-05-01")["steps"][0]["claims"][0]["words"] == "Jan had it"
    assert _given(client)["steps"][0]["claims"][0]["words"] == "Griet had it"
    assert client.get(PATH, {"as_of": "never"}).status_code == 400


def test_withdrawn_statements_never_appear(client, obj):
    edition = make_statement(make_event("A secret owner"), obj=obj, published_from=moment("2010-01-01"))
    publishing.withdraw(edition, ACTOR, reason="Asked for.")
    for asked in ({}, {"as_of": "2015-01-01"}):
        given = client.get(PATH, asked)
        assert b"secret" not in given.content
        assert given.json()["steps"] == given.json()["statements"] == []


@pytest.mark.parametrize(("asked", "label"), [("nl", "Koop"), ("en", "Sale"), ("srn", "Sale"), ("../x", "Sale")])
def test_labels_come_in_the_language_that_was_asked_for(client, obj, asked, label):
    make_statement(obj=obj)
    assert _given(client, lang=asked)["steps"][0]["claims"][0]["method"]["label"] == label


def test_an_unknown_object_is_not_found_and_an_unchanged_answer_is_not_sent_again(client, obj):
    assert client.get("/api/v1/objects/nothing/provenance/").status_code == 404
    make_statement(obj=obj)
    tag = client.get(PATH)["ETag"]
    assert client.get(PATH, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("statements", [1, 5])
def test_the_number_of_queries_does_not_grow(client, obj, django_assert_num_queries, statements):
    for number in range(statements):
        make_statement(*(make_event(f"{number} {step}", Ground(make_source())) for step in range(3)), obj=obj)
    with django_assert_num_queries(9):
        _given(client)

"""The API gives what the pages show."""

from typing import Any

import pytest
from django.test import Client

from polyvocal import publishing
from polyvocal.models import Edition
from polyvocal.publishing import Actor
from polyvocal.records import Image, ObjectFacts
from tests.factories import make_content, make_edition, make_object, make_perspective, make_text, moment

pytestmark = pytest.mark.django_db


def perspectives_of(client: Client, identifier: str, **asked: str) -> dict[str, Any]:
    response = client.get(f"/api/v1/objects/{identifier}/perspectives/", asked)
    assert response.status_code == 200, response.content
    given: dict[str, Any] = response.json()
    return given


def only_statement(given: dict[str, Any]) -> dict[str, Any]:
    (perspective,) = given["perspectives"]
    (statement,) = perspective["statements"]
    assert isinstance(statement, dict)
    return statement


def test_an_object_has_its_number_and_facts(client: Client) -> None:
    make_object(identifier="pot", object_number="Z-1", former_numbers=["H 212"])
    given = client.get("/api/v1/objects/pot/").json()
    assert given["object_number"] == "Z-1"
    assert given["former_numbers"] == ["H 212"]
    assert given["id"].endswith("/id/object/pot")


def test_a_statement_names_its_voice_role_and_edition(client: Client) -> None:
    edition = make_edition(make_text(make_object(identifier="pot")), "It came by ship.")
    statement = only_statement(perspectives_of(client, "pot", lang="en"))
    assert statement["words"] == "It came by ship."
    assert statement["id"].endswith(f"/id/edition/{edition.pk}")
    assert statement["voices"][0]["role"] == {"code": "author", "label": "author"}


def test_a_past_day_gives_the_words_of_that_day(client: Client) -> None:
    text = make_text(make_object(identifier="pot"))
    make_edition(text, "Old words.", published_from=moment("2010-01-01"))
    make_edition(text, "New words.", published_from=moment("2021-07-01"))
    assert only_statement(perspectives_of(client, "pot", as_of="2021-05-01"))["words"] == "Old words."
    assert only_statement(perspectives_of(client, "pot"))["words"] == "New words."


def test_withdrawn_words_never_appear(client: Client) -> None:
    edition = make_edition(
        make_text(make_object(identifier="pot")), "Unfit words.", published_from=moment("2010-01-01")
    )
    publishing.withdraw(edition, Actor.system("the museum"), reason="At the speaker's request.")
    for asked in ({}, {"as_of": "2015-01-01"}):
        response = client.get("/api/v1/objects/pot/perspectives/", asked)
        assert b"Unfit words." not in response.content
        assert response.json()["perspectives"] == []


def test_another_language_is_pointed_at(client: Client) -> None:
    obj, perspective = make_object(identifier="pot"), make_perspective()
    dutch = make_edition(make_text(obj, perspective, language="nl"), "Het kwam per schip.")
    make_edition(make_text(obj, perspective, language="en"), "It came by ship.")
    statement = only_statement(perspectives_of(client, "pot", lang="en"))
    assert statement["language"] == "en"
    assert statement["other_languages"] == [f"http://127.0.0.1:8000/id/edition/{dutch.pk}"]


def test_a_day_that_has_yet_to_come_gives_the_words_of_today(client: Client) -> None:
    make_edition(make_text(make_object(identifier="pot")), "It came by ship.")
    assert only_statement(perspectives_of(client, "pot", as_of="9999-12-31"))["words"] == "It came by ship."


def test_a_page_of_another_site_may_read_it_and_a_browser_sees_json(client: Client) -> None:
    make_object(identifier="pot")
    response = client.get("/api/v1/objects/pot/", headers={"accept": "text/html,*/*;q=0.8", "origin": "https://a.org"})
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_an_image_of_the_site_has_a_full_address(client: Client) -> None:
    images = (Image("static:pakhuis/pot.svg"), Image("https://images.example.org/pot.jpg"))
    make_object(identifier="pot", facts=ObjectFacts(images=images))
    given = client.get("/api/v1/objects/pot/").json()["facts"]["images"]
    assert [image["address"] for image in given] == [
        "http://127.0.0.1:8000/static/pakhuis/pot.svg",
        "https://images.example.org/pot.jpg",
    ]


def test_an_unknown_object_is_not_found(client: Client) -> None:
    response = client.get("/api/v1/objects/nothing/perspectives/", headers={"accept-language": "en"})
    assert response.status_code == 404
    assert "no object" in response.json()["detail"]


@pytest.mark.parametrize("day", ["yesterday", "2021-13-01", "2021-02-30"])
def test_a_day_that_is_none_is_refused_with_a_sentence(client: Client, day: str) -> None:
    make_object(identifier="pot")
    response = client.get("/api/v1/objects/pot/perspectives/", {"as_of": day}, headers={"accept-language": "en"})
    assert response.status_code == 400
    assert "2021-05-01" in response.json()["as_of"]


def test_an_unchanged_answer_is_not_sent_again(client: Client) -> None:
    text = make_text(make_object(identifier="pot"))
    make_edition(text)
    path = "/api/v1/objects/pot/perspectives/"
    tag = client.get(path)["ETag"]
    assert client.get(path, headers={"if-none-match": tag}).status_code == 304
    publishing.supersede(text, Actor.system("the museum"), content=make_content("New words."), reason="New research.")
    assert client.get(path, headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("texts", [1, 12])
def test_the_number_of_queries_does_not_grow_with_the_texts(
    client: Client, django_assert_num_queries: Any, texts: int
) -> None:
    obj = make_object(identifier="pot")
    for _number in range(texts):
        make_edition(make_text(obj, make_perspective()))
    with django_assert_num_queries(5):
        perspectives_of(client, "pot")


def test_the_current_edition_is_the_one_shown(client: Client) -> None:
    text = make_text(make_object(identifier="pot"))
    make_edition(text, "First.")
    publishing.supersede(text, Actor.system("museum"), content=make_content("Second."), reason="Better.")
    assert only_statement(perspectives_of(client, "pot"))["words"] == "Second."
    assert Edition.objects.filter(text=text).count() == 2

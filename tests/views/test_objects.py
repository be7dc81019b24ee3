"""The page of an object, its history and its comparison, as they are served."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from polyvocal import publishing
from polyvocal.models import Relation, Text, Voice
from polyvocal.object_model import adapter
from polyvocal.publishing import Ground
from polyvocal.records import Image, Maker, ObjectFacts, Span
from tests.factories import ACTOR, make_edition, make_object, make_perspective, make_source, make_statement
from tests.saying import address_of, say

pytestmark = pytest.mark.django_db

RICH = ObjectFacts(
    object_names=({"nl": "schilderij"},),
    makers=(Maker("A. Maker", born="1690"),),
    produced=Span("1720", "1720"),
    materials=({"en": "Silver"},),
    images=(Image("https://images.example.org/1.jpg", {"en": "A bowl"}, "CC0-1.0"),),
)


def _page(client: Client, address: str, **query: str) -> str:
    response = client.get(address, {"lang": "en", **query})
    assert response.status_code == 200
    return response.content.decode()


def test_a_card_says_who_speaks_before_what_is_said_and_then_where_it_stands(client: Client) -> None:
    obj = make_object()
    Voice.objects.create(slug="dina", names={"en": "Dina’s great-granddaughter"}, kind="descendant")
    edition = say(obj, "Her name was Dina.", perspective="descendants", voice="dina", language="en")
    page = _page(client, address_of(obj))
    name, kind = page.index("/voice/dina/"), page.index("descendant</span>")
    words, line = page.index("Her name was Dina."), page.index(f'<a href="/edition/{edition.pk}/">')
    assert name < kind < words < line
    assert "public since" in page


def test_words_carry_their_language_and_direction(client: Client) -> None:
    obj = make_object()
    say(obj, "كل غرزة لها اسم", language="ar", perspective="maker")
    page = _page(client, address_of(obj))
    assert '<div class="pv-words" lang="ar" dir="rtl">' in page
    assert "This text is only there in Arabic." in page


def test_words_are_printed_as_words_not_as_markup(client: Client) -> None:
    obj = make_object()
    say(obj, "<script>alert(1)</script>\n\nA second paragraph.")
    page = _page(client, address_of(obj))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<p>A second paragraph.</p>" in page


def test_a_reader_finds_the_linked_data_of_an_object_and_of_an_edition(client: Client) -> None:
    obj = make_object()
    edition = say(obj, "Ours.")
    for address in (address_of(obj), f"/edition/{edition.pk}/"):
        document = f'<a href="/id{address.removesuffix("/")}.jsonld" type="application/ld+json">'
        assert document in _page(client, address)


@pytest.mark.parametrize("further", [(), ("history",)])
def test_an_address_that_would_run_a_script_is_no_link(client: Client, further: tuple[str, ...]) -> None:
    obj = make_object()
    grounds = (Ground(make_source("A letter", uri="JavaScript:alert(1)")), Ground(make_source(uri="https://a.org/")))
    say(obj, "Ours.", grounds=grounds)
    page = _page(client, address_of(obj, *further))
    assert 'href="JavaScript' not in page
    assert 'href="https://a.org/"' in page


def test_looking_back_sets_the_whole_page_to_that_day(client: Client) -> None:
    obj = make_object()
    say(obj, "Old title", text_type="title", since="1978-01-01")
    say(obj, "New title", text_type="title", since="2021-05-01")
    say(obj, "Old words.", since="1978-01-01")
    say(obj, "New words.", since="2021-05-01")
    page = _page(client, address_of(obj), as_of="2021-04-30")
    assert "This page as it stood on 30 April 2021." in page
    assert "Old title" in page
    assert "Old words." in page
    assert "New words." not in page
    assert "New title" not in page
    assert "New words." in _page(client, address_of(obj), as_of="2021-05-01")


@pytest.mark.parametrize("asked", ["yesterday", "2021-02-30", "1-5-2021", "0001-01-01", "<b>"])
def test_a_day_that_is_none_is_told_in_a_sentence_over_the_page_of_today(client: Client, asked: str) -> None:
    obj = make_object()
    say(obj, "Words of today.")
    response = client.get(address_of(obj), {"lang": "en", "as_of": asked})
    assert response.status_code == 400
    assert "is not a day" in response.content.decode()
    assert "Words of today." in response.content.decode()


def test_a_day_in_the_future_is_told_in_a_sentence(client: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=2)
    response = client.get(address_of(make_object()), {"lang": "en", "as_of": tomorrow.isoformat()})
    assert response.status_code == 400
    assert "lies in the future" in response.content.decode()


def test_today_is_a_day_like_any_other(client: Client) -> None:
    obj = make_object()
    say(obj, "Words of today.")
    assert "Words of today." in _page(client, address_of(obj), as_of=timezone.localdate().isoformat())


@pytest.mark.parametrize("further", [(), ("history",), ("compare",)])
def test_a_present_or_former_number_leads_to_the_identifier(client: Client, further: tuple[str, ...]) -> None:
    obj = make_object(object_number="1934-0012", former_numbers=["H 212"])
    for number in ("1934-0012", "H 212"):
        response = client.get("/".join(["/object", number, *further, ""]) + "?lang=en")
        assert response.status_code == 301
        assert response.headers["Location"] == address_of(obj, *further) + "?lang=en"


def test_a_former_number_may_hold_a_slash(client: Client) -> None:
    obj = make_object(former_numbers=["A 12/3"])
    assert client.get("/object/A 12/3/").headers["Location"] == address_of(obj)


def test_an_unknown_object_is_a_page_in_style_that_helps(client: Client) -> None:
    response = client.get("/object/nowhere/", headers={"Accept-Language": "en"})
    assert response.status_code == 404
    assert "Nothing stands at this address" in response.content.decode()
    assert 'role="search"' in response.content.decode()


@pytest.mark.parametrize("further", [(), ("history",), ("compare",)])
def test_withdrawn_words_are_on_no_page_of_the_object(client: Client, further: tuple[str, ...]) -> None:
    obj = make_object()
    edition = say(obj, "Not to be read.", content_note={"en": "Nor this note."})
    publishing.withdraw(edition, ACTOR, reason="At the speaker’s request.")
    page = _page(client, address_of(obj, *further))
    assert "Not to be read." not in page
    assert "Nor this note." not in page


def test_the_history_keeps_the_tombstone_of_what_was_withdrawn(client: Client) -> None:
    obj = make_object()
    edition = say(obj, "Not to be read.")
    publishing.withdraw(edition, ACTOR, reason="At the speaker’s request.")
    page = _page(client, address_of(obj, "history"))
    assert "At the speaker’s request." in page
    assert f"/edition/{edition.pk}/" in page


def test_the_history_gives_every_edition_with_its_reason(client: Client) -> None:
    obj = make_object()
    say(obj, "Old words.", since="1978-01-01")
    say(obj, "New words.", reason="The old words hid who did the work.")
    page = _page(client, address_of(obj, "history"))
    assert page.index("New words.") < page.index("Old words.")
    assert "The old words hid who did the work." in page


def test_a_dispute_is_a_line_with_a_link_to_the_other_card(client: Client) -> None:
    obj = make_object()
    label = say(obj, "Ours.")
    reply = say(obj, "Not so.", perspective="descendants")
    Relation.objects.create(text=reply.text, relation_type="disputes", other=label.text)
    page = _page(client, address_of(obj))
    assert f'Disputes <a href="#text-{label.text_id}">' in page
    assert f'Disputed by <a href="#text-{reply.text_id}">' in page


def test_sensitive_words_wait_behind_a_gate_that_says_what_is_there(client: Client) -> None:
    obj = make_object()
    say(obj, "The words.", content_note={"en": "Describes violence."})
    page = _page(client, address_of(obj))
    gate = page[page.index('<details class="pv-gate"') :]
    assert gate.index("Describes violence.") < gate.index("</summary>") < gate.index("The words.")


def test_a_picture_carries_its_description(client: Client) -> None:
    facts = ObjectFacts(images=(Image("static:pakhuis/1934-0012.svg", {"en": "A bowl on four feet"}),))
    page = _page(client, address_of(make_object(facts=facts)))
    if adapter().facts(make_object(facts=facts)).images:  # a museum's own model may keep its pictures elsewhere
        assert '<img src="/static/pakhuis/1934-0012.svg" alt="A bowl on four feet"' in page


def test_several_pictures_are_a_strip_of_links_each_with_its_description(client: Client) -> None:
    service = "https://iiif.example.org/2/b"
    images = (
        Image("https://images.example.org/a.jpg", {"en": "A bowl"}),
        Image(f"{service}/full/max/0/default.jpg", service=service),
        Image("https://images.example.org/c.jpg"),
        Image(r"..\..\DAT\d.jpg"),
    )
    obj = make_object(facts=ObjectFacts(images=images, manifests=("https://iiif.example.org/m/manifest.json",)))
    place = {"perspective": make_perspective(), "text_type": "alt-text", "language": "en", "part": 2}
    make_edition(Text.objects.create(obj=obj, **place), "Its foot.")
    page = _page(client, address_of(obj))
    if not adapter().facts(obj).images:
        return
    assert f'<a href="{images[1].address}"><img src="{service}/full/!400,400/0/default.jpg" alt="Its foot."' in page
    assert 'alt="Image 3 of 3"' in page
    assert 'aria-label="Images of this object"' in page
    assert 'href="https://iiif.example.org/m/manifest.json"' in page
    assert "DAT" not in page


def test_the_comparison_marks_what_went_and_what_came(client: Client) -> None:
    obj = make_object()
    first = say(obj, "It came by ship.", since="1978-01-01")
    second = say(obj, "It came by force.")
    page = _page(client, address_of(obj, "compare"), a=str(first.pk), b=str(second.pk))
    assert "<del>ship.</del>" in page
    assert "<ins>force.</ins>" in page


def test_the_comparison_without_a_choice_offers_one_and_a_wrong_choice_is_told(client: Client) -> None:
    obj = make_object()
    first = say(obj, "It came by ship.")
    assert f'<option value="{first.pk}">' in _page(client, address_of(obj, "compare"))
    assert client.get(address_of(obj, "compare"), {"a": str(first.pk), "b": "x"}).status_code == 404


def test_an_unchanged_page_is_not_sent_twice(client: Client) -> None:
    obj = make_object()
    say(obj, "Words.", since="1978-01-01")
    etag = client.get(address_of(obj)).headers["ETag"]
    assert client.get(address_of(obj), headers={"If-None-Match": etag}).status_code == 304
    say(obj, "Other words.")
    assert client.get(address_of(obj), headers={"If-None-Match": etag}).status_code == 200


def test_the_etag_differs_by_language_and_by_day_looked_at(client: Client) -> None:
    obj = make_object()
    asked: list[dict[str, str]] = [{}, {"as_of": "2021-01-01"}, {"show": "all"}, {"lang": "fr"}]
    etags = {Client().get(address_of(obj), query).headers["ETag"] for query in asked}
    etags.add(Client().get(address_of(obj), headers={"Accept-Language": "en"}).headers["ETag"])
    assert len(etags) == 5


def test_the_page_costs_the_same_for_one_text_and_for_twelve(client: Client) -> None:
    short, long = make_object(), make_object()
    say(short, "Words.")
    say(long, "Words.")
    for number in range(11):
        say(long, "Words.", perspective=f"p-{number}", voice=f"v-{number}")
    counted = []
    for obj in (short, long):
        with CaptureQueriesContext(connection) as queries:
            _page(client, address_of(obj))
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 21


def test_the_page_leads_machines_to_the_linked_data(client: Client) -> None:
    obj = make_object()
    identifier = adapter().identifier(obj)
    page = _page(client, address_of(obj))
    profile = "application/ld+json;profile=&quot;https://linked.art/ns/v1/linked-art.json&quot;"
    assert f'<link rel="describedby" type="{profile}" href="/id/object/{identifier}.jsonld"' in page
    assert 'rel="alternate" type="application/ld+json;profile=&quot;https://docs.nde.nl/schema-profile/&quot;" '
    assert f'href="/id/object/{identifier}.schema.jsonld"' in page


def test_the_page_holds_what_its_document_says_in_schema_org(client: Client) -> None:
    obj = make_object(facts=RICH)
    say(obj, "A bowl.</script><script>alert(1)</script> & more")
    say(obj, "Old words of the donor.", perspective="donor", voice="donor")
    say(obj, "New words.", perspective="donor", voice="donor", since="2021-01-01", licence="CC-BY-4.0")
    say(obj, "A bowl", text_type="title", language="en")
    publishing.withdraw(say(obj, "Taken back.", perspective="other"), ACTOR, reason="On request.")
    make_statement(obj=obj)
    page = _page(client, address_of(obj))
    told = _told_in(page)
    document = client.get(f"/id/object/{adapter().identifier(obj)}.schema.jsonld").json()
    assert told == document
    assert "New words." in json.dumps(told)
    assert "/id/claim/" in json.dumps(told)
    for gone in ("Old words of the donor.", "Taken back."):
        assert gone not in json.dumps(told)
    assert "<script>alert" not in page


def test_words_behind_a_content_note_are_not_told_bare_to_machines_within_the_page(client: Client) -> None:
    obj = make_object()
    say(obj, "Terrible words.", text_type="web-text", content_note={"en": "Describes violence."})
    page = _page(client, address_of(obj))
    assert (page.count("Terrible words."), "Describes violence." in page) == (1, True)
    document = client.get(f"/id/object/{adapter().identifier(obj)}.schema.jsonld").content.decode()
    assert (document.count("Terrible words."), '"contentRating"' in document) == (2, True)


def test_a_page_that_looks_back_tells_machines_nothing_else_than_where_to_look(client: Client) -> None:
    obj = make_object()
    say(obj, "Words.")
    page = _page(client, address_of(obj), as_of="2020-06-01")
    assert 'rel="describedby"' in page
    assert 'type="application/ld+json">{' not in page


def _told_in(page: str) -> Any:
    return json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])

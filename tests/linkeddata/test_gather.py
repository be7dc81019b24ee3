"""From the database to records: what is public, and at what cost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from polyvocal import publishing
from polyvocal.linkeddata import gather
from polyvocal.models import ProvenanceEvent, Relation, Showing
from polyvocal.object_model import adapter
from polyvocal.publishing import Ground
from polyvocal.records import CitationRecord, Image, ObjectFacts
from polyvocal.selectors import public_voices
from tests.factories import (
    ACTOR,
    make_draft,
    make_edition,
    make_event,
    make_object,
    make_perspective,
    make_rich_content,
    make_source,
    make_statement,
    make_term,
    make_text,
    make_tie,
    make_voice,
    moment,
)

pytestmark = pytest.mark.django_db


def _record(obj):
    return gather.object_record(adapter().identifier(obj))


def _make_crowded_object(texts):
    obj = make_object()
    for _number in range(texts):
        text = make_text(obj)
        make_edition(text, "Old words.", published_from=moment("2020-01-01"))
        make_edition(text, "New words.", published_from=moment("2022-01-01"))
    return obj


def test_an_edition_comes_with_all_that_belongs_to_it():
    text = make_text(language="nl")
    content = make_rich_content("Woorden.", published_from=moment("2021-05-01"))
    edition = publishing.publish(publishing.draft(text, ACTOR, content=content), ACTOR)
    Showing.objects.create(edition=edition, place="Room 3", exhibition="Sugar")
    record = _record(text.obj).texts[0].editions[0]
    assert (record.words, record.number, record.state, record.id) == ("Woorden.", 1, "current", str(edition.pk))
    assert [one.role for one in record.attributions] == ["author", "translator"]
    assert record.attributions[0].voice.slug == content.credits[0].voice.slug
    assert (record.citations[0].title, record.citations[0].locator) == ("Letter to the harbour master", "p. 12")
    assert (record.held.edtf, record.recorded.edtf, record.licence) == ("1690~", "2021", "CC0-1.0")
    assert record.published_from == moment("2021-05-01")
    assert record.content_note == {"en": "Speaks of slavery."}
    assert record.showings[0].exhibition == "Sugar"


def test_editions_stand_oldest_first_and_only_the_last_is_current():
    record = _record(_make_crowded_object(1)).texts[0]
    assert [(one.number, one.state) for one in record.editions] == [(1, "superseded"), (2, "current")]


def test_the_words_of_a_withdrawn_edition_are_not_read():
    edition = make_edition(words="Taken back.", content_note={"en": "Taken back too."})
    publishing.withdraw(edition, ACTOR, reason="On request.")
    record = _record(edition.text.obj).texts[0].editions[0]
    assert record.state == "withdrawn"
    assert "Taken back" not in repr(record)
    assert record.withdrawal_reason == "On request."


def test_what_led_to_withdrawn_words_is_withdrawn_with_them():
    text = make_text()
    make_edition(text, "Before.", published_from=moment("2020-01-01"))
    content = make_rich_content("After.")
    edition = publishing.supersede(text, ACTOR, content=content, reason="Because of her illness.")
    publishing.withdraw(edition, ACTOR, reason="On request.")
    before, after = _record(text.obj).texts[0].editions
    assert (after.reason, after.citations, after.held.edtf) == ("", (), "")
    assert after.attributions
    assert before.words == "Before."


def test_a_text_of_which_all_is_withdrawn_says_nothing_of_others():
    answer, other = make_edition(), make_edition()
    Relation.objects.create(text=answer.text, relation_type="disputes", other=other.text, note="She was not there.")
    publishing.withdraw(answer, ACTOR, reason="On request.")
    assert _record(answer.text.obj).texts[0].relations == ()


def test_a_text_that_was_never_published_does_not_appear():
    draft = make_draft(words="Not yet.")
    assert _record(draft.text.obj).texts == ()
    assert gather.text_record(draft.text_id) is None


def test_a_tie_to_a_text_that_was_never_published_does_not_appear():
    edition, hidden = make_edition(), make_text()
    Relation.objects.create(text=edition.text, relation_type="disputes", other=hidden)
    assert _record(edition.text.obj).texts[0].relations == ()
    make_edition(hidden)
    assert _record(edition.text.obj).texts[0].relations[0].text_id == str(hidden.pk)


def test_a_tie_names_who_asserts_it_and_the_edition_meant():
    edition, other, voice = make_edition(), make_edition(), make_voice("neighbour")
    Relation.objects.create(
        text=edition.text, relation_type="disputes", other=other.text, edition=other, asserted_by=voice, note="No."
    )
    tie = _record(edition.text.obj).texts[0].relations[0]
    assert (tie.edition_id, tie.note) == (str(other.pk), "No.")
    assert tie.asserted_by is not None
    assert tie.asserted_by.slug == "neighbour"


def test_the_private_contact_of_a_voice_is_in_no_record():
    voice = make_voice(private_contact="06-12345678", parent=make_voice("whole"))
    edition = make_edition(voices=[voice])
    assert "06-12345678" not in repr(_record(edition.text.obj))
    assert "06-12345678" not in repr(list(gather.voices()))
    assert _record(edition.text.obj).texts[0].editions[0].attributions[0].voice.part_of.slug == "whole"


def test_images_of_the_site_get_a_full_address(settings):
    facts = ObjectFacts(images=(Image("static:pots/1.svg"), Image("https://images.example.org/1.jpg")))
    images = _record(make_object(facts=facts)).facts.images
    assert [image.address for image in images] == [
        "https://museum.example.org/static/pots/1.svg",
        "https://images.example.org/1.jpg",
    ]


def test_former_numbers_come_along():
    assert _record(make_object(former_numbers=["OLD 1", "OLD 2"])).former_numbers == ("OLD 1", "OLD 2")


@pytest.mark.parametrize("texts", [1, 8])
def test_one_object_costs_a_constant_number_of_queries(texts, django_assert_max_num_queries):
    obj = _make_crowded_object(texts)
    with django_assert_max_num_queries(14):
        assert len(_record(obj).texts) == texts


def test_many_objects_cost_a_constant_number_of_queries_a_chunk(django_assert_num_queries, monkeypatch):
    for _number in range(6):
        _make_crowded_object(1)
    monkeypatch.setattr(gather, "CHUNK", 3)
    objects = gather.objects_to_export()
    with django_assert_num_queries(1 + 2 * 11 + 1):  # words that an earlier chunk held are not asked for again
        assert len(list(gather.gathered(objects))) == 6


def test_an_object_that_the_public_may_not_see_is_not_gathered(settings):
    edition = make_edition()
    settings.POLYVOCAL = {**settings.POLYVOCAL, "OBJECT_ADAPTER": f"{__name__}.ClosedAdapter"}
    assert _record(edition.text.obj) is None
    assert gather.edition_record(edition.pk) is None
    assert list(gather.gathered(gather.objects_to_export())) == []


class ClosedAdapter(type(adapter())):
    """Shows nothing to the public."""

    def visible(self):
        return super().visible().none()


def test_what_does_not_exist_is_none():
    assert gather.object_record("no-such-object") is None
    assert gather.text_record(uuid4()) is None
    assert gather.edition_record(uuid4()) is None


def test_since_finds_objects_whose_texts_changed(settings):
    edition = make_edition(published_from=moment("2020-01-01"))
    now = timezone.now()
    assert edition.text.obj in gather.objects_to_export(now - timedelta(minutes=5))
    assert edition.text.obj not in gather.objects_to_export(now + timedelta(minutes=5))


def test_voices_and_perspectives_come_in_full():
    make_edition(voices=[make_voice("a-voice", statement={"en": "I was there."}, mandate="The council")])
    make_perspective("a-view", description={"en": "From below."})
    voice = next(one for one in gather.voices() if one.slug == "a-voice")
    assert (voice.statement["en"], voice.mandate) == ("I was there.", "The council")
    assert next(one for one in gather.perspectives() if one.slug == "a-view").description == {"en": "From below."}


def test_what_an_edition_states_of_provenance_comes_with_its_sources():
    source = make_source("Letter", uri="https://archive.example.org/1")
    edition = make_statement(make_event("Jan", Ground(source, "p. 3")), make_event("Griet"))
    jan, griet = _record(edition.text.obj).texts[0].editions[0].events
    assert (jan.clause, jan.id) == ("Jan", str(edition.event_statements.get(clause="Jan").event_id))
    assert jan.citations == (CitationRecord("Letter", "p. 3", "https://archive.example.org/1"),)
    assert (griet.clause, griet.citations) == ("Griet", ())


def test_the_newest_judgement_of_each_voice_comes_with_its_text():
    edition, voice = make_statement(), make_voice("judge")
    event = ProvenanceEvent.objects.get(text=edition.text)
    publishing.assess(event, ACTOR, voice=voice, standing="supported", reason="It is written there.")
    ground = Ground(make_source("Letter"), "p. 3")
    publishing.assess(event, ACTOR, voice=voice, standing="disputed", reason="It is forged.", ground=ground)
    (judged,) = _record(edition.text.obj).texts[0].assessments
    assert (judged.standing, judged.voice.slug, judged.event_id) == ("disputed", "judge", str(event.pk))
    assert judged.citation == CitationRecord("Letter", "p. 3")
    assert voice in public_voices()


def test_what_a_withdrawn_edition_stated_of_provenance_is_not_read():
    edition = make_statement(make_event("Taken back."))
    event = ProvenanceEvent.objects.get(text=edition.text)
    publishing.assess(event, ACTOR, voice=make_voice(), standing="disputed", reason="Taken back too.")
    publishing.withdraw(edition, ACTOR, reason="On request.")
    assert "Taken back" not in repr(_record(edition.text.obj))


def test_since_finds_objects_of_which_a_claim_was_judged():
    edition = make_statement()
    since = timezone.now()
    assert edition.text.obj not in gather.objects_to_export(since)
    event = ProvenanceEvent.objects.get(text=edition.text)
    publishing.assess(event, ACTOR, voice=make_voice(), standing="disputed", reason="Nobody was paid.")
    assert edition.text.obj in gather.objects_to_export(since)


def test_words_come_with_their_terms():
    make_tie("silver", make_term("https://terms.example.org/silver"))
    facts = ObjectFacts(materials=({"en": "Silver"}, {"en": "paper"}, {"en": "wood"}))
    record = _record(make_object(facts=facts))
    assert [term and term.uri for term in (record.term_of("materials", one) for one in facts.materials)] == [
        "https://terms.example.org/silver", "http://vocab.getty.edu/aat/300014109", None,
    ]  # fmt: skip

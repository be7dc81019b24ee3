"""Provenance statements: their events go through the same lifecycle as their words, and keep their identity."""

from dataclasses import replace

import pytest
from django.db import transaction

from polyvocal import publishing
from polyvocal.exceptions import InvalidEditionError
from polyvocal.models import Draft, EventStatement, ProvenanceEvent
from polyvocal.publishing import Ground, Publication, content_of, events_of
from polyvocal.records import PartyRecord, TenureRecord
from tests.factories import (
    ACTOR,
    make_content,
    make_draft,
    make_edition,
    make_event,
    make_source,
    make_statement,
    make_text,
    make_voice,
)

pytestmark = pytest.mark.django_db


def _said(edition):
    return [one.record.clause for one in events_of(edition)]


def test_publishing_writes_the_events_in_their_order_with_their_sources():
    letter = make_source("Letter")
    edition = make_statement(make_event("First owner", Ground(letter, "f. 3")), make_event("Second owner"))
    first, second = events_of(edition)
    assert (first.record.clause, second.record.clause) == ("First owner", "Second owner")
    assert first.grounds == (Ground(letter, "f. 3"),)
    assert second.grounds == ()


def test_what_an_event_states_comes_back_whole():
    given = make_event(
        "Perhaps Jan?", is_certain=False, uncertain=("receiver",), transfers_title=False, is_direct=True,
        sender=PartyRecord("Griet", is_certain=False, born="1880?"), price="ƒ 12", note="He said so.",
    )  # fmt: skip
    (found,) = events_of(make_statement(given))
    assert replace(found.record, id="", step="") == given.record


def test_the_four_days_are_those_of_the_statement():
    tenure = TenureRecord("by 1921 until at least 1930", "", "1921", "1930", "")
    edition = make_statement(make_event(tenure=tenure))
    row = edition.event_statements.get()
    assert (row.earliest_possible, row.latest_possible) == (None, None)
    assert str(row.earliest_definite) == "1921-12-31"
    assert str(row.latest_definite) == "1930-01-01"


@pytest.mark.parametrize("tenure", [TenureRecord("x", "1930", "1920"), TenureRecord("x", "", "", "1930", "1920")])
def test_days_that_run_backwards_are_not_kept_as_days(tenure):
    row = make_statement(make_event(tenure=tenure)).event_statements.get()
    assert (row.earliest_possible, row.earliest_definite, row.latest_definite, row.latest_possible) == (None,) * 4
    assert row.record.tenure == tenure


def test_an_event_keeps_its_identity_through_the_editions_of_its_statement():
    edition = make_statement(make_event("Jan"), make_event("Griet"))
    jan, griet = events_of(edition)
    changed = replace(jan, record=replace(jan.record, clause="Jan de Boer"))
    later = publishing.supersede(
        edition.text, ACTOR, content=make_content("Jan de Boer; Griet.", events=(changed, griet)), reason="His name."
    )
    assert [one.record.id for one in events_of(later)] == [jan.record.id, griet.record.id]
    assert _said(edition) == ["Jan", "Griet"]
    assert ProvenanceEvent.objects.count() == 2


def test_a_draft_keeps_its_events_and_restoring_brings_them_back():
    letter = make_source()
    edition = make_statement(make_event("Jan", Ground(letter)))
    publishing.supersede(edition.text, ACTOR, content=make_content("Nobody."), reason="All wrong.")
    draft = publishing.restore(edition, ACTOR, reason="It was right.")
    assert [one.record.clause for one in content_of(Draft.objects.get(pk=draft.pk)).events] == ["Jan"]
    restored = publishing.publish(draft, ACTOR, reason="It was right.")
    assert events_of(restored) == events_of(edition)
    assert events_of(restored)[0].grounds == (Ground(letter),)


def test_revising_a_draft_with_other_events_is_a_change():
    draft = make_draft(make_text(text_type="provenance-statement"), "Jan.", events=(make_event("Jan"),))
    content = replace(content_of(draft), events=(make_event("Jan", is_certain=False),))
    revised = publishing.revise(draft, ACTOR, content=content)
    assert not content_of(revised).events[0].record.is_certain


def test_a_draft_whose_source_is_gone_keeps_its_events():
    letter = make_source()
    draft = make_draft(words="Jan.", events=(make_event("Jan", Ground(letter)),))
    letter.delete()
    assert content_of(Draft.objects.get(pk=draft.pk)).events == (make_event("Jan"),)


def test_an_event_cannot_be_taken_into_another_statement():
    (stolen,) = events_of(make_statement())
    with pytest.raises(InvalidEditionError), transaction.atomic():
        make_edition(words="Jan.", events=(stolen,))
    assert EventStatement.objects.count() == 1


def test_erasing_an_edition_empties_its_events_and_those_of_its_draft():
    edition = make_statement(make_event("Jan, who lived in hiding", receiver=PartyRecord("Jan")))
    publishing.erase(edition, ACTOR, legal_basis="A descendant's request.")
    row = edition.event_statements.get()
    assert (row.clause, row.stated, row.receiver, row.earliest_possible) == ("", {}, "", None)
    assert Draft.objects.get(published_as=edition).events == []


def test_publishing_many_writes_events_too():
    text = make_text(text_type="provenance-statement")
    content = make_content("Jan.", voices=[make_voice()], events=(make_event("Jan"),))
    (edition,) = publishing.publish_many([Publication(text, content)], ACTOR)
    assert _said(edition) == ["Jan"]


def test_rival_events_share_a_step_from_the_beginning_where_that_is_stated():
    (first,) = events_of(make_statement())
    (rival,) = events_of(make_statement(make_event("The museum", step=first.record.step)))
    assert rival.record.step == first.record.step
    assert rival.record.id != first.record.id

"""The words of a provenance statement and its events: read, written, and where they differ."""

from dataclasses import replace

import pytest

from polyvocal import publishing
from polyvocal.exceptions import LifecycleError
from polyvocal.publishing import (
    Content,
    Ground,
    StatedEvent,
    difference,
    event_added,
    event_moved,
    event_removed,
    event_stated,
    events_read,
    events_written,
    notation_for,
)
from polyvocal.records import PartyRecord, ProvenanceEventRecord, TenureRecord
from tests.factories import ACTOR, make_draft, make_source

WORDS = (
    "Cornelis Blaak [1632-1711], Hoorn, by 1690. Salomon de Vries, Amsterdam, acquired by 1921 [1]; purchased by "
    "Kunsthandel Merel, Amsterdam, 1941. It hung in the hall for ages and nobody knew.\n\n"
    "Notes:\n\n[1]. In the stock book."
)


def _read(words=WORDS, **given):
    return events_read(Content(words=words, **given), language="en")


def _clauses(content):
    return [one.record.clause for one in content.events]


def test_words_are_read_into_events_and_what_is_not_understood_stays_in_its_place():
    content = _read()
    assert [one.record.is_understood for one in content.events] == [True, True, True, False]
    assert content.events[3].record.clause == "It hung in the hall for ages and nobody knew"
    assert content.words == WORDS
    assert difference(content, language="en") == []


def test_reading_again_keeps_keys_and_what_words_cannot_say():
    before = _read()
    told = replace(before.events[2].record, transfers_title=False)
    before = replace(before, events=(*before.events[:2], StatedEvent(told), before.events[3]))
    after = events_read(replace(before, words=WORDS.replace("1941", "1942")), language="en")
    assert [one.record.id for one in after.events] == [one.record.id for one in before.events]
    assert (after.events[2].record.transfers_title, after.events[2].record.tenure.botb) == (False, "1942")


@pytest.mark.django_db
def test_reading_again_keeps_the_sources_of_an_event():
    before, ground = _read(), Ground(make_source(), "p. 88")
    before = replace(before, events=(replace(before.events[0], grounds=(ground,)), *before.events[1:]))
    assert events_read(before, language="en").events[0].grounds == (ground,)


def test_what_a_person_said_of_a_clause_that_cannot_be_read_is_kept():
    before = _read()
    told = StatedEvent(replace(before.events[3].record, is_understood=True, receiver=PartyRecord("Rosa de Vries")))
    after = event_stated(before, 3, told, language="en", keeps_words=True)
    assert after.words == WORDS
    assert difference(after, language="en") == []
    assert events_read(after, language="en").events[3].record.receiver == PartyRecord("Rosa de Vries")


def test_a_changed_event_rewrites_its_own_clause_alone():
    before = _read()
    record = before.events[2].record
    told = replace(record, method="sale_under_duress", receiver=replace(record.receiver, place="Hoorn"))
    after = event_stated(before, 2, StatedEvent(told), language="en")
    was, now = "purchased by Kunsthandel Merel, Amsterdam", "sold under duress to Kunsthandel Merel, Hoorn"
    assert after.words == WORDS.replace(was, now)
    assert after.events[2].record.clause == "sold under duress to Kunsthandel Merel, Hoorn, 1941"
    assert after.events[2].record.id == record.id
    assert difference(after, language="en") == []


def test_an_event_is_added_moved_and_taken_out_with_its_clause():
    before = _read()
    gift = StatedEvent(
        ProvenanceEventRecord(
            "", method="gift", receiver=PartyRecord("Ada Quill"), tenure=TenureRecord("1930", "1930", "1930")
        )
    )
    added = event_added(before, 2, gift, language="en")
    assert "acquired by 1921 [1]; gift to Ada Quill, 1930. Purchased by" in added.words
    assert added.events[2].record.clause == "gift to Ada Quill, 1930"
    moved = event_moved(added, 0, to=1, language="en")
    assert _clauses(moved)[:2] == [_clauses(added)[1], _clauses(added)[0]]
    assert moved.words.startswith("Salomon de Vries, Amsterdam, acquired by 1921 [1]; Cornelis Blaak")
    removed = event_removed(moved, 2, language="en")
    assert "Ada Quill" not in removed.words
    assert all(difference(one, language="en") == [] for one in (added, moved, removed))


def test_the_first_event_is_added_to_no_words_and_the_last_taken_out():
    told = StatedEvent(ProvenanceEventRecord("", method="gift", receiver=PartyRecord("Ada Quill")))
    added = event_added(Content(words=""), 0, told, language="en")
    assert added.words == "Gift to Ada Quill."
    assert event_removed(added, 0, language="en").words == ""


def test_where_words_and_events_differ_is_told_word_by_word_and_either_can_be_kept():
    drifted = replace(_read(), words=WORDS.replace("1941", "1942"))
    told = [(one.kind, one.words) for one in difference(drifted, language="en") if one.kind != "same"]
    assert told == [("removed", "1942"), ("added", "1941")]
    assert events_written(drifted, language="en").words == WORDS
    assert events_read(drifted, language="en").words == drifted.words
    assert difference(events_read(drifted, language="en"), language="en") == []


def test_an_event_whose_words_are_gone_is_not_written_over_them():
    drifted = replace(_read(), words=WORDS.replace("1941", "1942"))
    with pytest.raises(LifecycleError, match="no longer stand"):
        event_stated(drifted, 2, drifted.events[2], language="en")
    assert event_removed(drifted, 2, language="en").words == drifted.words
    assert event_moved(drifted, 2, to=1, language="en").words == drifted.words


def test_words_without_events_differ_from_nothing():
    content = Content(words=WORDS)
    assert difference(content, language="en") == []
    assert events_written(content, language="en") == content


def test_the_notation_is_the_chosen_one_else_that_of_the_language(settings):
    assert notation_for("nl-NL") == "dutch"
    assert notation_for("en") == "cmoa"
    settings.POLYVOCAL = {**settings.POLYVOCAL, "PROVENANCE_NOTATION": {"en": "nga"}}
    assert notation_for("en") == "nga"
    assert notation_for("de") == "cmoa"
    assert notation_for("en", chosen="met") == "met"
    assert notation_for("en", chosen="klingon") == "nga"


@pytest.mark.django_db
def test_a_draft_remembers_its_notation():
    made = make_draft()
    publishing.revise(made, ACTOR, content=replace(publishing.content_of(made), notation="met"))
    made.refresh_from_db()
    assert publishing.content_of(made).notation == "met"

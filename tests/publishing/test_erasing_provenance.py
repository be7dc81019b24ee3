"""Erasing a provenance statement takes its words out of whatever quotes them."""

from dataclasses import replace

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from reversion.models import Version

from polyvocal import publishing
from polyvocal.models import (
    Draft,
    Edition,
    EventStatement,
    NameHit,
    ProvenanceEvent,
    Reliance,
    ReviewCall,
    Standing,
    TriageFlag,
    TriageJudgement,
    WatchedName,
)
from polyvocal.publishing import content_of, events_of
from polyvocal.records import PartyRecord
from polyvocal.triage import judge_flag, judge_hit
from tests.factories import ACTOR, make_content, make_event, make_statement, make_text, make_voice

pytestmark = pytest.mark.django_db

SECRET = "Abel Zwart"
_KEEPERS = (
    Edition, Draft, EventStatement, ReviewCall, NameHit, TriageFlag, TriageJudgement, Version,
)  # fmt: skip


def _everything_stored() -> str:
    return DjangoJSONEncoder().encode([list(model.objects.values()) for model in _KEEPERS])


@pytest.fixture
def statement():
    """A statement that names somebody, with a text that rests on it, a flag and a watched name, all of them judged."""
    edition = make_statement(make_event(f"By {SECRET}, Hoorn", receiver=PartyRecord(SECRET)), make_event("Griet"))
    event = ProvenanceEvent.objects.get(pk=events_of(edition)[0].record.id)
    with publishing.recorded(ACTOR):
        Reliance.objects.create(text=make_text(), event=event)
    publishing.set_side_by_side(list(ProvenanceEvent.objects.all()), ACTOR)
    watched = WatchedName.objects.create(watch_list="Dealers", name="Zwart, A.")
    hit = NameHit.objects.create(watched=watched, event=event, written=SECRET, score=90)
    judge_hit(hit, ACTOR, verdict="same", reason="The letters agree.")
    flag = TriageFlag.objects.create(
        obj=edition.text.obj, rule="watched-name",
        grounds=[{"list": "Dealers", "name": "Zwart, A.", "written": SECRET}, {"clause": f"By {SECRET}, Ho"}],
    )  # fmt: skip
    judge_flag(flag, ACTOR, verdict="research", reason="To be looked at.")
    return edition


def _without_the_name(edition):
    first, second = events_of(edition)
    nobody = replace(first.record, clause="By somebody in Hoorn", receiver=None)
    content = make_content("By somebody in Hoorn; Griet.", events=(replace(first, record=nobody), second))
    return publishing.supersede(edition.text, ACTOR, content=content, reason="Privacy.")


def test_no_row_quotes_an_erased_statement(statement):
    _without_the_name(statement)
    publishing.settle(ReviewCall.objects.get(), ACTOR, settlement="It still holds.")
    assert f"By {SECRET}" in ReviewCall.objects.get().words
    publishing.erase(statement, ACTOR, legal_basis="GDPR, article 17.")
    assert SECRET not in _everything_stored()
    assert ReviewCall.objects.get().settlement == "It still holds."


def test_verdicts_and_the_names_of_lists_stay(statement):
    publishing.erase(statement, ACTOR, legal_basis="The law.")
    judgement = TriageJudgement.objects.get()
    assert (judgement.verdict, judgement.reason) == ("research", "To be looked at.")
    assert judgement.grounds == [{"list": "Dealers", "name": "Zwart, A.", "written": ""}, {"clause": ""}]
    assert (NameHit.objects.get().verdict, NameHit.objects.get().written) == ("same", "")


def test_what_another_edition_goes_on_saying_stays_quoted(statement):
    publishing.supersede(statement.text, ACTOR, content=content_of(statement), reason="Once more.")
    publishing.erase(statement, ACTOR, legal_basis="The law.")
    assert NameHit.objects.get().written == SECRET
    assert TriageJudgement.objects.get().grounds[1] == {"clause": f"By {SECRET}, Ho"}


def test_calls_that_quote_nothing_keep_their_words(statement):
    event = ProvenanceEvent.objects.get(pk=events_of(statement)[0].record.id)
    publishing.assess(event, ACTOR, voice=make_voice(), standing=Standing.DISPUTED, reason="No letter says so.")
    publishing.erase(statement, ACTOR, legal_basis="The law.")
    assert any("No letter says so." in call.words for call in ReviewCall.objects.all())


def test_an_event_without_a_clause_is_emptied_too():
    edition = make_statement(make_event("", receiver=PartyRecord(SECRET)))
    publishing.erase(edition, ACTOR, legal_basis="The law.")
    row = EventStatement.objects.get()
    assert (row.receiver, row.stated, row.method) == ("", {}, "")


@pytest.mark.parametrize("changes", [{"verdict": "no-cause"}, {"reason": "Otherwise."}])
def test_an_erasure_lets_nobody_change_a_judgement(statement, changes):
    publishing.erase(statement, ACTOR, legal_basis="The law.")
    with pytest.raises(IntegrityError), transaction.atomic():
        TriageJudgement.objects.update(**changes)


def test_the_grounds_of_a_judgement_stay_while_nothing_is_erased(statement):
    with pytest.raises(IntegrityError), transaction.atomic():
        TriageJudgement.objects.update(grounds=[])

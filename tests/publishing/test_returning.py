"""Editions of another installation keep their keys, numbers and moments; what the archive promises holds here too."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from polyvocal import signals
from polyvocal.exceptions import InvalidEditionError, LifecycleError, NotPermittedError, ReasonMissingError
from polyvocal.models import Edition, ProvenanceResearch, Text
from polyvocal.publishing import (
    Actor,
    Content,
    Ground,
    ReturnedEdition,
    ReturnedJudgement,
    bring_back,
    bring_back_research,
)
from tests.factories import (
    ACTOR,
    make_content,
    make_event,
    make_object,
    make_perspective,
    make_rich_content,
    make_source,
    make_text,
    make_user,
    make_voice,
)

pytestmark = pytest.mark.django_db

FIRST, SECOND, NOW = (datetime(year, 3, 1, 9, 30, 15, 123456, tzinfo=UTC) for year in (2019, 2021, 2023))


def _text() -> Text:
    return Text(obj=make_object(), perspective=make_perspective(), text_type="object-label", language="en")


def _returned(text: Text, number: int = 1, **given):
    content = given.pop("content", None) or make_rich_content(f"Words {number}.", published_from=FIRST)
    standard = {"key": uuid4(), "number": number, "content": content, "state": "current"}
    return ReturnedEdition(text=text, **(standard | {"reason": "Why." if number > 1 else ""} | given))


def _withdrawn(text: Text, number: int = 1, **given):
    content = Content(words="", credits=make_content().credits, published_from=FIRST)
    standard = {"state": "withdrawn", "published_until": SECOND, "withdrawn_at": SECOND, "withdrawal_reason": "Asked."}
    return _returned(text, number, **({"content": content} | standard | given))


def _closed(text: Text, **given):
    return _returned(text, state="superseded", published_until=SECOND, **given)


def test_keys_numbers_states_and_moments_stay():
    text = _text()
    second = make_content("Words 2.", published_from=SECOND)
    first, last = _closed(text), _returned(text, 2, content=second)
    bring_back([first, last], ACTOR)
    rows = list(Edition.objects.filter(text=text.pk).order_by("number"))
    assert [(row.pk, row.state, row.published_from, row.published_until) for row in rows] == [
        (first.key, "superseded", FIRST, SECOND), (last.key, "current", SECOND, None),
    ]  # fmt: skip
    assert rows[0].published_by == ACTOR.name
    assert [row.role for row in rows[0].attributions.all()] == ["author", "translator"]


def test_a_tombstone_says_when_and_why_and_no_word_more():
    text = _text()
    content = Content(words="", credits=make_content().credits, published_from=SECOND)
    bring_back([_closed(text), _withdrawn(text, 2, content=content, published_until=NOW, reason="")], ACTOR)
    row = Edition.objects.get(text=text.pk, number=2)
    assert (row.state, row.words, row.withdrawn_at, row.withdrawal_reason) == ("withdrawn", "", SECOND, "Asked.")
    assert row.withdrawn_by == ACTOR.name
    assert row.reason


def test_who_may_not_publish_brings_nothing_back():
    with pytest.raises(NotPermittedError):
        bring_back([_returned(_text())], Actor.of(make_user("editor")))
    assert Edition.objects.count() == 0


def test_those_who_listen_hear_of_it_once_it_is_committed(django_capture_on_commit_callbacks):
    told, withdrawn = [], []
    one, other = _text(), _text()
    editions = [_returned(one), _withdrawn(other)]

    def hear(edition_ids, **_):
        told.extend(edition_ids)

    def hear_of_withdrawal(edition, **_):
        withdrawn.append(edition.pk)

    signals.editions_published.connect(hear)
    signals.edition_withdrawn.connect(hear_of_withdrawal)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            bring_back(editions, ACTOR)
    finally:
        signals.editions_published.disconnect(hear)
        signals.edition_withdrawn.disconnect(hear_of_withdrawal)
    assert (told, withdrawn) == ([editions[0].key], [editions[1].key])


def test_a_text_that_stands_here_receives_none():
    with pytest.raises(LifecycleError, match="stands here already"):
        bring_back([_returned(make_text())], ACTOR)


@pytest.mark.parametrize(
    ("made", "error"),
    [
        (lambda text: [_returned(text, 2)], InvalidEditionError),
        (lambda text: [_returned(text, content=make_content("  ", published_from=FIRST))], InvalidEditionError),
        (lambda text: [_withdrawn(text, content=make_content(published_from=FIRST))], InvalidEditionError),
        (lambda text: [_withdrawn(text, content=Content(words="", published_from=FIRST))], InvalidEditionError),
        (lambda text: [_withdrawn(text, withdrawn_at=None)], InvalidEditionError),
        (lambda text: [_withdrawn(text, withdrawal_reason="")], InvalidEditionError),
        (lambda text: [_returned(text, content=make_content())], InvalidEditionError),
        (lambda text: [_returned(text, state="superseded")], InvalidEditionError),
        (lambda text: [_returned(text, published_until=SECOND)], InvalidEditionError),
        (lambda text: [_returned(text), _returned(text, 2)], InvalidEditionError),
        (lambda text: [_closed(text), _returned(text, 2)], InvalidEditionError),
        (lambda text: [_closed(text), _returned(text, 2, reason=" ")], ReasonMissingError),
    ],
)
def test_what_breaks_a_promise_of_the_archive_is_refused_and_nothing_written(made, error):
    text = _text()
    with pytest.raises(error):
        bring_back(made(text), ACTOR)
    assert not Text.objects.filter(pk=text.pk).exists()


def test_judgements_come_with_the_events_they_judge():
    stated = make_event()
    key, event = uuid4(), uuid4()
    record = type(stated.record)(stated.record.clause, id=str(event), step=str(uuid4()))
    content = make_content(published_from=FIRST, events=(type(stated)(record),))
    judgement = ReturnedJudgement(
        key=key, event=event, voice=make_voice(), standing="disputed", reason="Nobody was paid.", assessed_at=NOW,
        ground=Ground(make_source(), "p. 3"),
    )  # fmt: skip
    edition = bring_back([_returned(_text(), content=content)], ACTOR, judgements=[judgement])[0]
    row = edition.event_statements.get().event.assessments.get()
    assert (row.pk, row.assessed_at, row.locator, row.actor_name) == (key, NOW, "p. 3", ACTOR.name)


def test_a_dossier_comes_with_its_statuses_and_their_moments():
    research = ProvenanceResearch(slug="returned", title="Returned", question="Whose was it?", is_public=True)
    bring_back_research(research, [("in-progress", "Begun.", FIRST), ("complete", "Done.", SECOND)], ACTOR)
    steps = ProvenanceResearch.objects.get(slug="returned").steps.order_by("taken_at")
    assert [(one.status, one.taken_at) for one in steps] == [("in-progress", FIRST), ("complete", SECOND)]
    with pytest.raises(NotPermittedError):
        bring_back_research(research, [], Actor.of(make_user("viewer")))

"""Drafts: begun, revised, reviewed, sent back, laid aside, made of old words."""

import pytest
from django.utils import translation

from polyvocal import publishing, signals
from polyvocal.exceptions import LifecycleError, NotPermittedError, ReasonMissingError, TextMovedOnError
from polyvocal.models import Draft
from polyvocal.publishing import Actor, content_of, versions_of
from polyvocal.records import Span
from tests.factories import (
    ACTOR,
    make_content,
    make_draft,
    make_edition,
    make_object,
    make_perspective,
    make_rich_content,
    make_text,
    make_user,
    make_voice,
    moment,
)

pytestmark = pytest.mark.django_db


def _begin(obj, perspective):
    return publishing.begin_text(obj, perspective, text_type="quote", language="nl", actor=ACTOR)


def test_a_second_text_of_one_place_becomes_its_second_part():
    obj, perspective = make_object(), make_perspective()
    assert [_begin(obj, perspective).part for _time in range(3)] == [1, 2, 3]
    assert _begin(make_object(), perspective).part == 1


def test_a_draft_follows_the_latest_edition(as_editor):
    edition = make_edition()
    made = publishing.draft(edition.text, as_editor, content=make_content("New."), reason=" Better. ")
    assert (made.based_on, made.created_by, made.reason, made.state) == (edition, as_editor.name, "Better.", "draft")


def test_a_draft_keeps_everything_that_belongs_to_its_words():
    content = make_rich_content(held=Span("eind 17e eeuw", ""), published_from=moment("2021-05-01"))
    assert content_of(Draft.objects.get(pk=make_draft_of(content).pk)) == content


def make_draft_of(content):
    return publishing.draft(make_text(), ACTOR, content=content)


def test_revising_changes_words_voices_and_sources_and_takes_the_draft_out_of_review(as_editor):
    given = publishing.submit(make_draft(), ACTOR)
    content = make_rich_content("Other words.")
    revised = publishing.revise(given, as_editor, content=content, reason="Clearer.")
    assert content_of(revised) == content
    assert (revised.state, revised.submitted_by, revised.reason) == ("draft", "", "Clearer.")


def test_revising_without_a_change_leaves_the_review_as_it_is():
    given = publishing.submit(make_draft(reason="Why."), ACTOR)
    unchanged = publishing.revise(given, ACTOR, content=content_of(given), reason="Why.")
    assert (unchanged.state, versions_of(given).count()) == ("in-review", 2)


def test_a_changed_reason_is_a_change():
    given = make_draft()
    assert publishing.revise(given, ACTOR, content=content_of(given), reason="Why.").reason == "Why."


def test_a_day_in_the_past_can_be_taken_from_a_draft_again():
    given = make_draft_of(make_content(published_from=moment("2021-05-01")))
    without = publishing.revise(given, ACTOR, content=make_content())
    assert without.published_from is None


def test_a_writer_who_has_not_seen_the_latest_state_overwrites_nothing():
    given = make_draft(words="Mine.")
    seen = given.changed_at
    publishing.revise(given, ACTOR, content=make_content("Theirs."))
    with pytest.raises(TextMovedOnError, match="Nothing was saved"), translation.override("en"):
        publishing.revise(given, ACTOR, content=make_content("Mine again."), seen=seen)
    assert Draft.objects.get(pk=given.pk).words == "Theirs."


def test_a_writer_who_has_seen_the_latest_state_may_go_on():
    given = Draft.objects.get(pk=make_draft().pk)
    assert publishing.revise(given, ACTOR, content=make_content("More."), seen=given.changed_at).words == "More."


def test_a_draft_is_submitted_and_approved(as_editor, as_curator):
    given = publishing.submit(make_draft(), as_editor)
    assert (given.state, given.submitted_by) == ("in-review", as_editor.name)
    given = publishing.approve(given, as_curator, note="Well said.")
    assert (given.state, given.approved_by, given.note) == ("approved", as_curator.name, "Well said.")


def test_a_draft_is_sent_back_with_a_note(as_curator):
    given = publishing.send_back(publishing.submit(make_draft(), ACTOR), as_curator, note="Who says so?")
    assert (given.state, given.note) == ("draft", "Who says so?")
    with pytest.raises(ReasonMissingError):
        publishing.send_back(publishing.submit(given, ACTOR), as_curator, note=" ")


def test_a_step_that_does_not_fit_the_state_is_refused():
    with pytest.raises(LifecycleError, match="draft"), translation.override("en"):
        publishing.approve(make_draft(), ACTOR)


def test_a_discarded_draft_is_kept_and_stays_aside():
    given = publishing.discard(make_draft(words="Kept."), ACTOR)
    with pytest.raises(LifecycleError, match="discarded"), translation.override("en"):
        publishing.submit(given, ACTOR)
    assert Draft.objects.get(pk=given.pk).words == "Kept."
    assert not given.is_open
    assert given not in Draft.objects.open()


def test_a_published_draft_says_who_published_it_and_as_what():
    given = make_draft()
    publishing.publish(given, Actor.system("Noor"))
    already = pytest.raises(TextMovedOnError, match="Noor already published this draft as edition 1")
    with already, translation.override("en"):
        publishing.discard(given, ACTOR)


def test_restoring_copies_old_words_into_a_new_draft_and_undoes_nothing(as_curator):
    content = make_rich_content("The first words.", recorded=Span("late in 2021", ""))
    text = make_text()
    first = publishing.publish(publishing.draft(text, ACTOR, content=content), ACTOR)
    second = make_edition(text, "The second words.")
    restored = publishing.restore(first, as_curator, reason="They were right.")
    assert (restored.restores, restored.based_on, restored.reason) == (first, second, "They were right.")
    assert content_of(restored) == content
    second.refresh_from_db()
    assert second.is_current


def test_a_withdrawn_edition_can_be_restored_and_an_erased_one_cannot():
    edition = publishing.withdraw(make_edition(words="Withdrawn."), ACTOR, reason="Asked for.")
    assert publishing.restore(edition, ACTOR, reason="Asked back.").words == "Withdrawn."
    publishing.erase(edition, ACTOR, legal_basis="The law.")
    edition.refresh_from_db()
    with pytest.raises(LifecycleError, match="erased"), translation.override("en"):
        publishing.restore(edition, ACTOR, reason="Asked back.")


def test_restoring_needs_a_reason():
    with pytest.raises(ReasonMissingError):
        publishing.restore(make_edition(), ACTOR, reason="")


@pytest.mark.parametrize(
    ("role", "step"),
    [
        ("viewer", lambda given, actor: publishing.draft(given.text, actor, content=make_content())),
        ("viewer", lambda given, actor: publishing.revise(given, actor, content=make_content())),
        ("viewer", lambda given, actor: publishing.submit(given, actor)),
        ("viewer", lambda given, actor: publishing.discard(given, actor)),
        ("viewer", lambda given, actor: _begin_as(given, actor)),
        ("editor", lambda given, actor: publishing.approve(given, actor)),
        ("editor", lambda given, actor: publishing.send_back(given, actor, note="No.")),
    ],
)
def test_a_step_beyond_ones_role_is_refused(role, step):
    given = publishing.submit(make_draft(), ACTOR)
    before = versions_of(given).count()
    with pytest.raises(NotPermittedError):
        step(given, Actor.of(make_user(role)))
    assert versions_of(given).count() == before


def _begin_as(given, actor):
    return publishing.begin_text(given.text.obj, given.text.perspective, text_type="title", language="en", actor=actor)


def test_an_editor_may_not_restore():
    with pytest.raises(NotPermittedError):
        publishing.restore(make_edition(), Actor.of(make_user("editor")), reason="Why.")


def test_every_change_of_a_draft_is_told_once_it_is_committed(django_capture_on_commit_callbacks):
    heard = []
    receiver = lambda draft, actor, **_rest: heard.append((draft.state, actor.name))  # noqa: E731
    signals.draft_changed.connect(receiver)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            given = make_draft()
            assert heard == []
        with django_capture_on_commit_callbacks(execute=True):
            publishing.submit(given, ACTOR)
    finally:
        signals.draft_changed.disconnect(receiver)
    assert heard == [("draft", ACTOR.name), ("in-review", ACTOR.name)]


def test_voices_keep_their_order():
    voices = [make_voice(slug) for slug in ("zeno", "anna", "mies")]
    given = make_draft(voices=voices)
    assert [credit.voice for credit in content_of(given).credits] == voices

"""Publishing in bulk: the same promises, in a constant number of statements."""

from datetime import timedelta

import pytest
from django.utils import timezone

from polyvocal import publishing, signals
from polyvocal.exceptions import InvalidEditionError, NotPermittedError, ReasonMissingError, TextMovedOnError
from polyvocal.models import Edition, Text
from polyvocal.publishing import Actor, Publication, publish_many
from tests.factories import (
    ACTOR,
    assert_no_current_edition,
    assert_one_current_edition,
    editions_of,
    make_content,
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


def _new_text(**place) -> Text:
    given = {"text_type": "object-label", "language": "nl"} | place
    return Text(**({"obj": make_object(), "perspective": make_perspective()} | given))


def test_nothing_to_publish_is_nothing_done(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert publish_many([], ACTOR) == []


def test_new_texts_are_made_with_their_first_edition():
    text = _new_text()
    (edition,) = publish_many([Publication(text, make_rich_content("First."))], ACTOR)
    assert assert_one_current_edition(Text.objects.get(pk=text.pk)) == edition
    assert edition.citations.count() == 1


def test_several_editions_of_one_text_follow_each_other():
    text = _new_text()
    days = ["1978-01-01", "1995-06-01", "2021-05-01"]
    publish_many(
        [
            Publication(text, make_content(f"Of {day}.", published_from=moment(day)), reason="As the source has it.")
            for day in days
        ],
        ACTOR,
    )
    assert assert_one_current_edition(text).words == "Of 2021-05-01."
    assert [one.published_until for one in editions_of(text)] == [moment(days[1]), moment(days[2]), None]


def test_a_standing_edition_is_superseded():
    first = make_edition(words="Before.")
    publish_many([Publication(first.text, make_content("After."), reason="The source changed.")], ACTOR)
    assert assert_one_current_edition(first.text).words == "After."


def test_a_text_whose_last_edition_was_withdrawn_goes_on():
    edition = publishing.withdraw(make_edition(), ACTOR, reason="Asked for.")
    publish_many([Publication(edition.text, make_content("After."), reason="The source changed.")], ACTOR)
    assert assert_one_current_edition(edition.text).number == 2


def test_a_label_that_is_no_longer_shown_is_closed_at_once():
    text = _new_text()
    shown = make_content("A label.", published_from=moment("1978-01-01"))
    (edition,) = publish_many([Publication(text, shown, published_until=moment("1995-06-01"))], ACTOR)
    assert edition.is_superseded
    assert_no_current_edition(text)
    later = make_content("Later.", published_from=moment("1996-01-01"))
    publish_many([Publication(text, later, reason="A new label.")], ACTOR)
    assert assert_one_current_edition(text).number == 2


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"content": lambda: make_content(" ")}, InvalidEditionError),
        ({"content": lambda: make_content("Words.", credits=())}, InvalidEditionError),
        ({"reason": " "}, ReasonMissingError),
        ({"content": lambda: make_content(published_from=moment("1990-01-01"))}, InvalidEditionError),
        (
            {"content": lambda: make_content(published_from=timezone.now() + timedelta(days=1))},
            InvalidEditionError,
        ),
        ({"published_until": moment("1990-01-01")}, InvalidEditionError),
    ],
)
def test_one_that_breaks_a_promise_keeps_all_from_being_written(given, expected):
    first = make_edition(published_from=moment("2021-05-01"))
    content = given.get("content", make_content)()
    bad = Publication(
        first.text, content, reason=given.get("reason", "Why."), published_until=given.get("published_until")
    )
    good = Publication(_new_text(), make_content())
    with pytest.raises(expected):
        publish_many([good, bad], ACTOR)
    assert Edition.objects.count() == 1
    assert not Text.objects.filter(pk=good.text.pk).exists()


def test_the_number_of_statements_does_not_grow_with_the_number_of_texts(django_assert_max_num_queries):
    voice = make_voice()
    standing = [make_edition().text for _time in range(30)]
    publications = [Publication(_new_text(), make_content(voices=[voice])) for _time in range(30)]
    publications += [Publication(text, make_content(voices=[voice]), reason="Why.") for text in standing]
    with django_assert_max_num_queries(12):
        publish_many(publications, ACTOR)
    for text in standing:
        assert_one_current_edition(text)


def test_more_texts_than_fit_one_statement_are_published(monkeypatch):
    monkeypatch.setattr(publishing._state, "BATCH", 2)
    texts = [make_edition().text for _time in range(5)]
    publish_many([Publication(text, make_content(), reason="Why.") for text in texts], ACTOR)
    assert [assert_one_current_edition(text).number for text in texts] == [2] * 5


def test_bulk_publishing_needs_the_permission():
    with pytest.raises(NotPermittedError):
        publish_many([Publication(make_text(), make_content())], Actor.of(make_user("editor")))


def test_a_bulk_step_is_told_once(django_capture_on_commit_callbacks):
    heard = []

    def receiver(edition_ids, actor, **_rest):
        heard.append((edition_ids, actor))

    signals.editions_published.connect(receiver)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            editions = publish_many([Publication(_new_text(), make_content()) for _time in range(2)], ACTOR)
    finally:
        signals.editions_published.disconnect(receiver)
    assert heard == [([edition.pk for edition in editions], ACTOR)]


def test_nothing_is_published_where_another_edition_stands_than_it_was_decided_on():
    text = make_edition().text
    before = assert_one_current_edition(text)
    publish_many([Publication(text, make_content("Second."), reason="Why.", based_on=before)], ACTOR)
    late = [Publication(text, make_content("Late."), reason="Why.", based_on=before)]
    with pytest.raises(TextMovedOnError, match="at the same moment"):
        publish_many([Publication(_new_text(), make_content("New.")), *late], ACTOR)
    assert [one.words for one in editions_of(text)][1:] == ["Second."]
    assert Text.objects.count() == 1


def test_several_editions_decided_on_one_follow_each_other():
    text = make_edition().text
    before = assert_one_current_edition(text)
    given = [Publication(text, make_content(f"{at}."), reason="Why.", based_on=before) for at in (2, 3)]
    assert [one.number for one in publish_many(given, ACTOR)] == [2, 3]

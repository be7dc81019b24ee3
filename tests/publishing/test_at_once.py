"""Two people at once, each with a connection of their own: one goes first, the other is told, nothing is lost."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import translation

from polyvocal import publishing
from polyvocal.exceptions import TextMovedOnError
from polyvocal.models import Edition
from polyvocal.publishing import Actor, Publication
from tests.factories import (
    ACTOR,
    assert_one_current_edition,
    editions_of,
    make_content,
    make_draft,
    make_edition,
    make_text,
)

pytestmark = pytest.mark.django_db(transaction=True)

NOOR, RAVI = Actor.system("Noor"), Actor.system("Ravi")
PATIENCE = 120


def _as_someone_else(step: Callable[[], Any]) -> Any:
    """Take a step with this thread's own connection, in English."""
    try:
        with translation.override("en"):
            return step()
    finally:
        connection.close()


def _outcomes(*steps: Callable[[], Any]) -> list[Any]:
    """Take all steps at the same moment; return what each returned or raised."""
    together = Barrier(len(steps), timeout=PATIENCE)

    def wait_and(step: Callable[[], Any]) -> Any:
        connection.ensure_connection()
        together.wait()
        return step()

    with ThreadPoolExecutor(len(steps)) as people:
        taken: list[Future[Any]] = [people.submit(_as_someone_else, lambda s=step: wait_and(s)) for step in steps]
        return [future.exception(PATIENCE) or future.result() for future in taken]


def _assert_one_was_first(outcomes: list[Any]) -> tuple[Edition, list[TextMovedOnError]]:
    editions = [one for one in outcomes if isinstance(one, Edition)]
    errors = [one for one in outcomes if isinstance(one, TextMovedOnError)]
    assert (len(editions), len(errors)) == (1, len(outcomes) - 1), outcomes
    return editions[0], errors


@pytest.mark.parametrize("has_edition", [False, True])
def test_two_drafts_of_one_text_published_at_once_make_one_edition(has_edition):
    text = make_edition().text if has_edition else make_text()
    mine, yours = make_draft(text, "Mine.", reason="Mine."), make_draft(text, "Yours.", reason="Yours.")
    outcomes = _outcomes(lambda: publishing.publish(mine, NOOR), lambda: publishing.publish(yours, RAVI))
    edition, (error,) = _assert_one_was_first(outcomes)
    assert assert_one_current_edition(text) == edition
    assert edition.number == (2 if has_edition else 1)
    assert f"{edition.published_by} published edition {edition.number}" in str(error)
    kept = yours if edition.draft == mine else mine
    kept.refresh_from_db()
    assert kept.is_open


def test_four_people_at_once_make_one_edition():
    text = make_edition().text
    drafts = [make_draft(text, f"Words {number}.", reason="Why.") for number in range(4)]
    outcomes = _outcomes(*(lambda given=given: publishing.publish(given, NOOR) for given in drafts))
    edition, _errors = _assert_one_was_first(outcomes)
    assert assert_one_current_edition(text) == edition


def test_one_draft_published_twice_at_once_becomes_one_edition():
    given = make_draft()
    outcomes = _outcomes(lambda: publishing.publish(given, NOOR), lambda: publishing.publish(given, RAVI))
    edition, (error,) = _assert_one_was_first(outcomes)
    assert str(error) == f"{edition.published_by} already published this draft as edition 1."
    assert_one_current_edition(given.text)


def test_who_comes_second_waits_for_the_first_to_commit_and_is_then_told():
    text = make_edition().text
    mine, yours = make_draft(text, "Mine.", reason="Mine."), make_draft(text, "Yours.", reason="Yours.")
    second_begins = Event()

    def publish_second() -> Edition:
        second_begins.set()
        return publishing.publish(yours, RAVI)

    with ThreadPoolExecutor(1) as other, translation.override("en"):
        with transaction.atomic():
            publishing.publish(mine, NOOR)
            second = other.submit(_as_someone_else, publish_second)
            assert second_begins.wait(PATIENCE)
            with pytest.raises(TimeoutError):
                second.result(timeout=0.5)
        error = second.exception(PATIENCE)
    assert isinstance(error, TextMovedOnError)
    assert "Noor published edition 2" in str(error)
    assert assert_one_current_edition(text).words == "Mine."


def test_superseding_at_once_keeps_every_word_that_was_published():
    text = make_edition().text

    def supersede(words: str, actor: Actor) -> Edition:
        return publishing.supersede(text, actor, content=make_content(words), reason="Why.")

    outcomes = _outcomes(lambda: supersede("Mine.", NOOR), lambda: supersede("Yours.", RAVI))
    assert all(isinstance(one, Edition | TextMovedOnError) for one in outcomes), outcomes
    published = {one.words for one in outcomes if isinstance(one, Edition)}
    assert published
    assert_one_current_edition(text)
    assert {one.words for one in editions_of(text)} >= published


def test_one_edition_withdrawn_twice_at_once_has_one_tombstone():
    edition = make_edition()
    outcomes = _outcomes(
        lambda: publishing.withdraw(edition, NOOR, reason="Noor's."),
        lambda: publishing.withdraw(edition, RAVI, reason="Ravi's."),
    )
    withdrawn, _errors = _assert_one_was_first(outcomes)
    edition.refresh_from_db()
    assert edition.withdrawn_by == withdrawn.withdrawn_by


def test_an_import_and_a_curator_at_once_leave_the_archive_in_order():
    text = make_edition().text
    given = make_draft(text, "The curator's.", reason="Why.")
    imported = Publication(text, make_content("The source's."), reason="The source changed.")
    outcomes = _outcomes(lambda: publishing.publish(given, NOOR), lambda: publishing.publish_many([imported], ACTOR))
    assert all(isinstance(one, Edition | TextMovedOnError | list) for one in outcomes), outcomes
    assert_one_current_edition(text)

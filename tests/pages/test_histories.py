"""Texts through all their editions."""

import pytest

from polyvocal import publishing
from polyvocal.models import Perspective
from polyvocal.pages.histories import chapters
from polyvocal.selectors import archive_of
from tests.factories import ACTOR, make_object
from tests.saying import say

pytestmark = pytest.mark.django_db


def test_chapters_follow_the_declared_order_and_editions_run_newest_first() -> None:
    obj = make_object()
    say(obj, "Mine.", perspective="maker")
    Perspective.objects.filter(slug="maker").update(position=1)
    say(obj, "Old.", since="1978-01-01")
    say(obj, "New.", since="2000-01-01")
    first, second = chapters(archive_of(obj))
    assert (first.perspective.slug, second.perspective.slug) == ("maker", "museum")
    newest, oldest = second.courses[0].steps
    assert (newest.edition.words, newest.before, newest.is_comparable) == ("New.", oldest.edition, True)
    assert (oldest.after, oldest.is_comparable) == (newest.edition, False)


def test_an_edition_is_not_comparable_with_a_withdrawn_one() -> None:
    obj = make_object()
    old = say(obj, "Old.", since="1978-01-01")
    say(obj, "New.", since="2000-01-01")
    publishing.withdraw(old, ACTOR, reason="Asked for.")
    (chapter,) = chapters(archive_of(obj))
    assert not chapter.courses[0].steps[0].is_comparable

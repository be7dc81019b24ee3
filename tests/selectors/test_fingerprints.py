"""The fingerprint of a page about an object."""

from collections.abc import Callable
from typing import Any

import pytest

from polyvocal import publishing
from polyvocal.models import Edition, Perspective, Relation, Showing, Source, Voice
from polyvocal.publishing import Ground
from polyvocal.selectors import fingerprint_of
from tests.factories import ACTOR, make_object, make_source
from tests.saying import say

pytestmark = pytest.mark.django_db


def _the_museums() -> Edition:
    edition: Edition = Edition.objects.get(text__perspective__slug="museum")
    return edition


def _relate(obj: Any) -> None:
    reply = say(obj, "Not so.", perspective="maker")
    Relation.objects.create(text=reply.text, relation_type="disputes", other=_the_museums().text)


def _explain(obj: Any) -> None:
    Relation.objects.filter(text__obj=obj).update(note="She was there.")


def _correct_source(obj: Any) -> None:
    Source.objects.update(title="Letter to the mayor")


CHANGES: dict[str, Callable[[Any], object]] = {
    "published": lambda obj: say(obj, "New."),
    "withdrawn": lambda obj: publishing.withdraw(_the_museums(), ACTOR, reason="Asked for."),
    "related": _relate,
    "shown": lambda obj: Showing.objects.create(edition=_the_museums(), place="Room 2"),
    "relation explained": _explain,
    "source corrected": _correct_source,
    "voice renamed": lambda obj: Voice.objects.filter(slug="het-pakhuis").update(names={"en": "Another name"}),
    "perspective renamed": lambda obj: Perspective.objects.filter(slug="museum").update(names={"en": "Another"}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_a_visitor_would_see_changes_it(name: str) -> None:
    obj = make_object()
    spoken = say(obj, "Old.", since="1978-01-01", grounds=(Ground(make_source()),))
    other = say(obj, "Not so.", perspective="neighbour", voice="buren")
    Relation.objects.create(text=other.text, relation_type="disputes", other=spoken.text)
    before = fingerprint_of(obj)
    assert fingerprint_of(obj) == before
    CHANGES[name](obj)
    assert fingerprint_of(obj) != before


def test_what_is_said_of_another_object_does_not_change_it() -> None:
    obj = make_object()
    before = fingerprint_of(obj)
    say(make_object(), "Elsewhere.")
    assert fingerprint_of(obj) == before

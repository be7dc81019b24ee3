"""The fingerprint of a page about an object."""

from collections.abc import Callable
from typing import Any

import pytest

from polyvocal import publishing
from polyvocal.models import Edition, Perspective, Relation, Showing, Voice
from polyvocal.selectors import fingerprint_of
from tests.factories import ACTOR, make_object
from tests.saying import say

pytestmark = pytest.mark.django_db


def _relate(obj: Any) -> None:
    reply = say(obj, "Not so.", perspective="maker")
    Relation.objects.create(
        text=reply.text, relation_type="disputes", other=Edition.objects.get(text__perspective__slug="museum").text
    )


CHANGES: dict[str, Callable[[Any], object]] = {
    "published": lambda obj: say(obj, "New."),
    "withdrawn": lambda obj: publishing.withdraw(Edition.objects.get(), ACTOR, reason="Asked for."),
    "related": _relate,
    "shown": lambda obj: Showing.objects.create(edition=Edition.objects.get(), place="Room 2"),
    "voice renamed": lambda obj: Voice.objects.filter(slug="het-pakhuis").update(names={"en": "Another name"}),
    "perspective renamed": lambda obj: Perspective.objects.filter(slug="museum").update(names={"en": "Another"}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_a_visitor_would_see_changes_it(name: str) -> None:
    obj = make_object()
    say(obj, "Old.", since="1978-01-01")
    before = fingerprint_of(obj)
    assert fingerprint_of(obj) == before
    CHANGES[name](obj)
    assert fingerprint_of(obj) != before


def test_what_is_said_of_another_object_does_not_change_it() -> None:
    obj = make_object()
    before = fingerprint_of(obj)
    say(make_object(), "Elsewhere.")
    assert fingerprint_of(obj) == before

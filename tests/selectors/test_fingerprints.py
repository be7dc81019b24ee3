"""The fingerprint of a page about an object."""

from collections.abc import Callable
from typing import Any

import pytest

from polyvocal import publishing
from polyvocal.models import (
    Edition,
    Perspective,
    Place,
    ProvenanceEvent,
    ProvenanceResearch,
    Relation,
    ResearchedObject,
    Showing,
    Source,
    Term,
    Voice,
)
from polyvocal.publishing import Ground
from polyvocal.records import ObjectFacts
from polyvocal.selectors import fingerprint_of
from tests.factories import (
    ACTOR,
    make_event,
    make_object,
    make_source,
    make_statement,
    make_term,
    make_tie,
    make_voice,
)
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


def _state(obj: Any) -> None:
    make_statement(obj=obj)


def _add_dossier(obj: Any, *, is_public: bool = True) -> ProvenanceResearch:
    research = ProvenanceResearch(slug="de-vries", title="De Vries", question="Who?", is_public=is_public)
    publishing.save_research(research, ACTOR)
    ResearchedObject.objects.create(research=research, obj=obj)
    return research


CHANGES: dict[str, Callable[[Any], object]] = {
    "published": lambda obj: say(obj, "New."),
    "withdrawn": lambda obj: publishing.withdraw(_the_museums(), ACTOR, reason="Asked for."),
    "related": _relate,
    "shown": lambda obj: Showing.objects.create(edition=_the_museums(), place="Room 2"),
    "relation explained": _explain,
    "source corrected": _correct_source,
    "voice renamed": lambda obj: Voice.objects.filter(slug="het-pakhuis").update(names={"en": "Another name"}),
    "provenance stated": _state,
    "dossier made public": _add_dossier,
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


def test_what_a_provenance_rests_on_and_how_it_is_judged_changes_it() -> None:
    obj, letter = make_object(), make_source("Letter")
    make_statement(make_event("Jan", Ground(letter)), obj=obj)
    seen = [fingerprint_of(obj)]
    Source.objects.filter(pk=letter.pk).update(title="Letter of 1943")
    seen.append(fingerprint_of(obj))
    publishing.assess(ProvenanceEvent.objects.get(), ACTOR, voice=make_voice(), standing="disputed", reason="No.")
    seen.append(fingerprint_of(obj))
    place = Place.objects.create(name="Hoorn", latitude=52, longitude=5)
    seen.append(fingerprint_of(obj))
    Place.objects.filter(pk=place.pk).update(latitude=53)
    seen.append(fingerprint_of(obj))
    assert len(set(seen)) == len(seen)


def test_a_dossier_changes_it_when_it_is_public_and_with_each_status() -> None:
    obj = make_object()
    before = fingerprint_of(obj)
    research = _add_dossier(obj, is_public=False)
    assert fingerprint_of(obj) == before
    research.is_public = True
    publishing.save_research(research, ACTOR)
    public = fingerprint_of(obj)
    publishing.give_status(research, ACTOR, status="in-progress", reason="Begun.")
    assert len({before, public, fingerprint_of(obj)}) == 3


def test_it_changes_with_the_term_that_a_word_stands_for_and_with_its_labels() -> None:
    obj = make_object(facts=ObjectFacts(materials=({"en": "silver"},)))
    seen = [fingerprint_of(obj)]
    term = make_term(labels={"en": "silver"})
    make_tie("tin", term)
    assert fingerprint_of(obj) == seen[0]
    make_tie("silver", term)
    seen.append(fingerprint_of(obj))
    Term.objects.filter(pk=term.pk).update(labels={"en": "silver (metal)"})
    seen.append(fingerprint_of(obj))
    assert len(set(seen)) == 3
    make_tie("silver", obj=obj)  # none fits this one: as if nothing were tied
    assert fingerprint_of(obj) == seen[0]

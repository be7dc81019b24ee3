"""How statements answer each other, seen from both ends."""

import pytest
from django.utils import translation

from polyvocal.models import Relation
from polyvocal.replies import place_of, replies_of
from tests.factories import make_object
from tests.saying import say

pytestmark = pytest.mark.django_db


def test_a_relation_of_the_museums_own_kind_is_heard_without_a_phrase_of_its_own() -> None:
    obj = make_object()
    first, second = say(obj, "Ours."), say(obj, "Mine.", perspective="maker")
    relation = Relation.objects.create(text=second.text, relation_type="sings-of", other=first.text)
    shown = {place_of(edition.text): edition for edition in (first, second)}
    with translation.override("en"):
        (heard,) = replies_of(first.text, (relation,), shown=shown, begun=frozenset(shown))
    assert (heard.label, heard.is_incoming, heard.shown) == ("Named by", True, second)


def test_one_tie_stated_in_two_languages_is_one_line_and_a_translation_is_none() -> None:
    obj = make_object()
    dutch, english = say(obj, "Ons.", language="nl"), say(obj, "Ours.", language="en")
    answers = [say(obj, "Not so.", perspective="maker", language=language) for language in ("nl", "en")]
    relations = (
        Relation.objects.create(text=answers[0].text, relation_type="disputes", other=dutch.text),
        Relation.objects.create(text=answers[1].text, relation_type="disputes", other=english.text),
        Relation.objects.create(text=english.text, relation_type="translates", other=dutch.text),
    )
    shown = {place_of(edition.text): edition for edition in (dutch, answers[0])}
    assert len(replies_of(dutch.text, relations, shown=shown, begun=frozenset(shown))) == 1


def test_a_tie_to_a_text_about_another_object_is_not_taken_for_one_that_stands_here() -> None:
    here, there = make_object(), make_object()
    museum, answer = say(here, "Ours."), say(here, "Not so.", perspective="maker")
    elsewhere = say(there, "Ours too.")
    relation = Relation.objects.create(text=answer.text, relation_type="disputes", other=elsewhere.text)
    shown = {place_of(edition.text): edition for edition in (museum, answer)}
    for text in (museum.text, answer.text):
        assert replies_of(text, (relation,), shown=shown, begun=frozenset(shown)) == ()

"""Tying words: decided once at a time, by who may, with nothing lost of what was decided before."""

import pytest

from polyvocal.exceptions import LifecycleError, NotPermittedError
from polyvocal.models import Term, TermTie
from polyvocal.signals import words_tied
from polyvocal.terms import replace_term, tie_word, tie_words, untie
from tests.factories import ACTOR, make_object, make_term

pytestmark = pytest.mark.django_db

SILVER = {"field": "materials", "language": "en", "words": "Sterling  Silver"}
PAPER = {"field": "materials", "language": "en", "words": "paper"}


def standing():
    return {(tie.words, tie.term and tie.term.uri, tie.obj) for tie in TermTie.objects.standing()}


def test_a_tie_says_who_when_and_how(as_curator, curator):
    tie = tie_word(SILVER, make_term(), as_curator)
    assert (tie.key, tie.words, tie.origin) == ("sterling silver", "Sterling  Silver", "chosen")
    assert curator.username in tie.tied_by
    assert tie.tied_at is not None


def test_another_decision_ends_the_one_before_and_both_stay(as_curator):
    first = tie_word(SILVER, make_term(), as_curator)
    second = tie_word(SILVER, None, as_curator)
    first.refresh_from_db()
    assert (first.ended_at is not None, first.ended_by) == (True, as_curator.name)
    assert list(TermTie.objects.standing()) == [second]
    assert second.term is None


def test_the_same_decision_again_changes_nothing(as_curator):
    term = make_term()
    assert tie_word(SILVER, term, as_curator) == tie_word(SILVER, term, as_curator)
    assert TermTie.objects.count() == 1


def test_a_decision_on_what_has_changed_meanwhile_is_refused(as_curator):
    tie_word(SILVER, make_term(), as_curator, seen="")
    with pytest.raises(LifecycleError, match="in the meantime"):
        tie_word(SILVER, make_term(), as_curator, seen="")
    assert TermTie.objects.count() == 1


def test_an_object_may_have_its_own_decision(as_curator):
    obj, term, own = make_object(), make_term(), make_term()
    tie_word(SILVER, term, as_curator)
    tie_word(SILVER, own, as_curator, obj=obj)
    assert standing() == {("Sterling  Silver", term.uri, None), ("Sterling  Silver", own.uri, obj)}


def test_a_tie_can_be_undone_once(as_curator):
    tie = tie_word(SILVER, make_term(), as_curator)
    untie(tie, as_curator)
    untie(tie, as_curator)
    assert standing() == set()
    assert TermTie.objects.get().ended_by == as_curator.name


def test_many_words_are_tied_at_once_and_counted_where_that_changed_something(as_curator):
    term, other = make_term(), make_term()
    tie_word(SILVER, term, as_curator)
    pairs = [(SILVER, other), (PAPER, None), (PAPER, term)]
    assert tie_words(pairs, as_curator, origin="together") == 2
    assert standing() == {("Sterling  Silver", other.uri, None), ("paper", term.uri, None)}
    assert tie_words(pairs, as_curator, origin="together") == 0
    assert TermTie.objects.count() == 3


def test_many_words_cost_few_queries(as_curator, django_assert_max_num_queries):
    term = make_term()
    pairs = [({"field": "keywords", "language": "en", "words": f"word {number}"}, term) for number in range(200)]
    as_curator.may("tie_terms")
    with django_assert_max_num_queries(6):
        assert tie_words(pairs, as_curator, origin="file") == 200


def test_a_replaced_term_hands_its_words_on(as_curator):
    old, new, obj = make_term(), make_term(), make_object()
    tie_word(SILVER, old, as_curator)
    tie_word(PAPER, old, as_curator, obj=obj)
    assert replace_term(old, new, as_curator) == 2
    assert standing() == {("Sterling  Silver", new.uri, None), ("paper", new.uri, obj)}
    assert Term.objects.get(pk=old.pk).replaced_by == new
    assert set(TermTie.objects.standing().values_list("origin", flat=True)) == {"replaced"}


def test_terms_are_not_replaced_in_a_circle(as_curator):
    old, new = make_term(), make_term()
    replace_term(old, new, as_curator)
    for one, other in ((new, Term.objects.get(pk=old.pk)), (new, new)):
        with pytest.raises(LifecycleError):
            replace_term(one, other, as_curator)


def test_who_may_not_tie_changes_nothing(as_viewer):
    term = make_term()
    tie = tie_word(SILVER, term, ACTOR)
    for step in (
        lambda: tie_word(SILVER, None, as_viewer),
        lambda: tie_words([(SILVER, None)], as_viewer, origin="together"),
        lambda: untie(tie, as_viewer),
        lambda: replace_term(term, make_term(), as_viewer),
    ):
        with pytest.raises(NotPermittedError):
            step()
    assert standing() == {("Sterling  Silver", term.uri, None)}


def test_an_editor_may_tie(as_editor):
    assert tie_word(SILVER, make_term(), as_editor).pk


def test_others_hear_of_it_when_it_is_certain(as_curator, django_capture_on_commit_callbacks):
    heard = []

    def hear(words, actor, **_):
        heard.append((words, actor))

    words_tied.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            untie(tie_word(SILVER, make_term(), as_curator), as_curator)
    finally:
        words_tied.disconnect(hear)
    assert heard == [([("materials", "en", "sterling silver")], as_curator)] * 2

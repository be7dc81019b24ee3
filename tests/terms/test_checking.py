"""Checking terms: what changed at the source is taken over, what was stays, what nobody answers stays as it is."""

import pytest

from polyvocal.models import Term, TermChange
from polyvocal.terms import NetworkError, check_terms
from tests.factories import ACTOR, make_term, make_tie
from tests.terms.thesaurus import SOURCE, labelled, term

pytestmark = pytest.mark.django_db


@pytest.fixture
def silver(network):
    """A term in use whose label was another when it was kept."""
    made = make_term(
        f"{SOURCE}/1", labels={"nl": "zilver", "en": "argent"}, alternatives={"nl": ["zilverwerk"]},
        scope_note={"en": "A white metal."}, matches=["http://www.wikidata.org/entity/Q1090"],
        broader=[{"uri": f"{SOURCE}/9", "labels": {"nl": "metaal", "en": "metal"}}],
    )  # fmt: skip
    make_tie("silver", made)
    return made


def test_a_label_that_changed_is_taken_over_and_the_old_one_is_kept(silver):
    checked = check_terms(ACTOR)
    silver.refresh_from_db()
    assert (checked.terms, checked.changed, checked.gone, checked.unanswered) == (1, 1, 0, 0)
    assert silver.labels == {"nl": "zilver", "en": "silver"}
    change = TermChange.objects.get()
    assert (change.before, change.after) == (
        {"labels": {"nl": "zilver", "en": "argent"}}, {"labels": {"nl": "zilver", "en": "silver"}},
    )  # fmt: skip
    assert (change.noticed_by, change.term) == (ACTOR.name, silver)


def test_a_term_as_it_was_is_only_marked_as_asked(silver):
    check_terms(ACTOR)
    assert check_terms(ACTOR).changed == 0
    assert TermChange.objects.count() == 1
    silver.refresh_from_db()
    assert silver.asked_at is not None


def test_a_new_label_is_found_afterwards(silver, network):
    network.terms = [term(1, nl="zilver", en="silver", altLabel=labelled(fr="argent massif"))]
    check_terms(ACTOR)
    assert "argent massif" in Term.objects.get(pk=silver.pk).findable_as


def test_a_term_that_its_source_has_no_more_is_marked_and_keeps_its_labels(silver, network):
    network.terms = []
    assert check_terms(ACTOR).gone == 1
    silver.refresh_from_db()
    assert (silver.is_gone, silver.labels["en"]) == (True, "argent")
    assert TermChange.objects.get().after == {"is_gone": True}
    assert check_terms(ACTOR).gone == 0


def test_a_term_that_is_back_is_marked_as_such(silver, network):
    terms, network.terms = network.terms, []
    check_terms(ACTOR)
    network.terms = terms
    assert check_terms(ACTOR).changed == 1
    silver.refresh_from_db()
    assert silver.is_gone is False
    assert TermChange.objects.count() == 2


@pytest.mark.parametrize("uri", [f"{SOURCE}/500", "https://elsewhere.example.org/1"])
def test_a_term_of_which_nothing_is_learned_stays_as_it_is(network, uri):
    make_tie("silver", make_term(uri))
    assert check_terms(ACTOR).unanswered == 1
    assert Term.objects.get().is_gone is False
    assert not TermChange.objects.exists()


def test_a_term_from_a_source_record_learns_its_name_and_source_when_it_is_first_asked(network):
    Term.objects.create(uri=f"{SOURCE}/1", labels={"en": "Silver!"})
    check_terms(ACTOR)
    made = Term.objects.get()
    assert (made.source, made.source_name, made.labels["en"]) == (SOURCE, "Things", "silver")


def test_terms_that_nobody_uses_are_not_asked_for(network):
    made = make_term(f"{SOURCE}/1")
    Term.objects.filter(pk=made.pk).update(asked_at="2026-01-01T00:00:00Z")
    assert check_terms(ACTOR).terms == 0
    assert network.asked == []


def test_a_check_that_broke_off_goes_on_with_its_counts(network, monkeypatch):
    monkeypatch.setattr("polyvocal.terms.checking.AT_ONCE", 1)
    for number in (1, 2):
        make_tie(f"word {number}", make_term(f"{SOURCE}/{number}"))
    noted = []

    def stop(checked, last):
        noted.append((checked.as_json(), last))
        raise InterruptedError

    with pytest.raises(InterruptedError):
        check_terms(ACTOR, stop)
    begun, last = noted[0]
    checked = check_terms(ACTOR, begun=begun, after=last)
    assert (checked.terms, checked.of, checked.percent) == (2, 2, 100)
    assert [one["uris"] for one in network.asked] == [[f"{SOURCE}/1"], [f"{SOURCE}/2"]]


def test_what_was_checked_stays_where_the_network_goes_away(silver, network, monkeypatch):
    monkeypatch.setattr("polyvocal.terms.checking.AT_ONCE", 1)
    make_tie("paper", make_term(f"{SOURCE}/2"))

    def fail(checked, last):
        network.status = 503

    with pytest.raises(NetworkError):
        check_terms(ACTOR, fail)
    assert TermChange.objects.count() == 1

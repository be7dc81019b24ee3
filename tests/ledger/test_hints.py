"""What bears no timestamp leaves a hint when it is saved, and the next sweep tells of the objects it concerns."""

import pytest
from django.db import transaction

from polyvocal import jobs, ledger, publishing
from polyvocal.exceptions import LedgerBusyError
from polyvocal.ledger import hints, refreshing
from polyvocal.ledger.refreshing import refresh
from polyvocal.ledger.turns import turn
from polyvocal.models import (
    Announced,
    Announcement,
    FormerNumber,
    Hint,
    HintKind,
    Job,
    Relation,
    Showing,
    TermTie,
)
from polyvocal.object_model import adapter
from polyvocal.publishing import Ground
from polyvocal.records import ObjectFacts
from polyvocal.terms import tie_word, untie
from polyvocal.terms.candidates import Candidate
from polyvocal.terms.keeping import bring_up_to_date
from tests.factories import (
    ACTOR,
    make_edition,
    make_event,
    make_object,
    make_perspective,
    make_source,
    make_statement,
    make_term,
    make_text,
    make_tie,
    make_voice,
)

pytestmark = pytest.mark.django_db

SILVER = {"field": "materials", "language": "en", "words": "silver"}


@pytest.fixture
def heard(django_capture_on_commit_callbacks):
    """Which objects a sweep tells of after something was done; an object beside them is never told."""

    def heard(do, *, is_first=True):
        if is_first:
            make_edition()
            ledger.sweep()
        before = ledger.latest()
        with django_capture_on_commit_callbacks(execute=True):
            do()
        ledger.sweep()
        assert not Hint.objects.exists()
        assert not Announcement.objects.filter(is_due=True).exists()
        return {row.key for row in ledger.changes(before, limit=100, kind=Announced.OBJECT)}

    return heard


def _identifiers(*objects):
    return {adapter().identifier(one) for one in objects}


def _of(*editions):
    return _identifiers(*(one.text.obj for one in editions))


def _renamed(row):
    row.names = {"en": "Another name"}
    row.save()


def test_a_renamed_voice_is_told_of_all_that_it_speaks_judges_and_asserts(heard):
    voice = make_voice()
    spoken, judged, tied = make_edition(voices=[voice]), make_statement(), make_edition()
    publishing.assess(judged.text.events.get(), ACTOR, voice=voice, standing="disputed", reason="Nobody was paid.")
    Relation.objects.create(text=tied.text, relation_type="disputes", other=spoken.text, asserted_by=voice)
    assert heard(lambda: _renamed(voice)) == _of(spoken, judged, tied)


def test_a_renamed_voice_is_told_of_what_its_members_say(heard):
    voice = make_voice()
    spoken = make_edition(voices=[make_voice(parent=voice)])
    assert heard(lambda: _renamed(voice)) == _of(spoken)


def test_a_renamed_perspective_is_told(heard):
    perspective = make_perspective()
    spoken = make_edition(make_text(perspective=perspective))
    assert heard(lambda: _renamed(perspective)) == _of(spoken)


def test_a_source_that_is_called_otherwise_is_told_of_what_cites_it(heard):
    source = make_source()
    ground = Ground(source, "p. 1")
    cited, stated, judged = make_edition(grounds=(ground,)), make_statement(make_event("x", ground)), make_statement()
    publishing.assess(
        judged.text.events.get(), ACTOR, voice=make_voice(), standing="disputed", reason="So it says.", ground=ground
    )

    def call_otherwise():
        source.title = "Another letter"
        source.save()

    assert heard(call_otherwise) == _of(cited, stated, judged)


def test_a_showing_is_told_when_it_is_added_moved_and_taken_away(heard):
    edition = make_edition()
    showing = Showing(edition=edition, place="Hall 2")
    assert heard(showing.save) == _of(edition)
    showing.place = "Hall 3"
    assert heard(showing.save, is_first=False) == _of(edition)
    assert heard(showing.delete, is_first=False) == _of(edition)


def test_a_relation_is_told_when_it_is_changed_and_taken_away(heard):
    text, other = make_edition().text, make_edition().text
    relation = Relation.objects.create(text=text, relation_type="disputes", other=other)
    relation.relation_type = "corrects"
    assert heard(relation.save) == _identifiers(text.obj)
    assert heard(relation.delete, is_first=False) == _identifiers(text.obj)


def test_events_that_are_set_side_by_side_and_apart_are_told(heard):
    obj = make_object()
    first = make_statement(make_event("Jan de Boer, Hoorn, 1921"), obj=obj).text.events.get()
    text = publishing.begin_text(obj, make_perspective(), text_type="provenance-statement", language="en", actor=ACTOR)
    second = make_edition(text, "x.", events=(make_event("x"),)).text.events.get()
    assert heard(lambda: publishing.set_side_by_side([first, second], ACTOR)) == _identifiers(obj)
    assert heard(lambda: publishing.set_apart(second, ACTOR), is_first=False) == _identifiers(obj)


def test_a_former_number_is_told(heard):
    obj = make_object()
    assert heard(lambda: FormerNumber.objects.create(obj=obj, number="A 1")) == _identifiers(obj)


def _made_of(*materials):
    return make_object(facts=ObjectFacts(materials=tuple({"en": one} for one in materials)))


def test_a_tie_of_a_word_is_told_when_it_is_made_replaced_and_ended(heard):
    obj, _gold = _made_of("copper", "Silver"), _made_of("gold")
    assert heard(lambda: tie_word(SILVER, make_term(), ACTOR)) == _identifiers(obj)
    assert heard(lambda: tie_word(SILVER, make_term(), ACTOR), is_first=False) == _identifiers(obj)
    assert heard(lambda: untie(TermTie.objects.standing().get(), ACTOR), is_first=False) == _identifiers(obj)


def test_a_tie_for_one_object_alone_is_told_of_that_object(heard, monkeypatch):
    obj, _other = _made_of("silver"), _made_of("silver")
    monkeypatch.setattr(hints, "users_of", None)
    assert heard(lambda: tie_word(SILVER, make_term(), ACTOR, obj=obj)) == _identifiers(obj)


def test_labels_of_a_term_that_changed_are_told_of_all_that_it_stands_for(heard):
    term = make_term()
    by_word, alone, _gold = _made_of("silver"), _made_of("argent"), _made_of("gold")
    make_tie("silver", term)
    make_tie("argent", term, obj=alone)
    now = Candidate(uri=term.uri, source=term.source, source_name="", labels={"en": "silver (metal)"})
    assert heard(lambda: bring_up_to_date(term, now, by="Noor")) == _identifiers(by_word, alone)
    assert heard(lambda: bring_up_to_date(term, now, by="Noor"), is_first=False) == set()


def test_what_nobody_sees_in_public_is_not_told(heard):
    voice = make_voice()
    make_edition(voices=[voice])

    def note():
        voice.private_contact = "Ask at the desk."
        voice.save()

    assert heard(note) == set()


def test_a_new_voice_leaves_no_hint():
    make_voice()
    make_perspective()
    make_source()
    assert not Hint.objects.exists()


@pytest.mark.parametrize("many", [1, 12])
def test_saving_a_voice_costs_one_row_whatever_it_speaks_in(many, django_assert_num_queries):
    voice = make_voice()
    for _ in range(many):
        make_edition(voices=[voice])
    with django_assert_num_queries(2):
        _renamed(voice)
    assert list(Hint.objects.values_list("kind", "about")) == [(HintKind.VOICE, [voice.pk])]


def test_tying_many_words_leaves_one_hint(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tie_word(SILVER, make_term(), ACTOR)
    assert list(Hint.objects.values_list("kind", "about")) == [(HintKind.WORD, [["materials", "en", "silver"]])]


def test_a_change_that_is_rolled_back_leaves_no_hint():
    voice = make_voice()
    with transaction.atomic():
        _renamed(voice)
        transaction.set_rollback(True)
    assert not Hint.objects.exists()


@pytest.fixture
def spoken_in_three(monkeypatch):
    """A voice that speaks of three objects, all told; at most two are looked at while somebody waits."""
    monkeypatch.setattr(refreshing, "AT_ONCE", 2)
    voice = make_voice()
    for _ in range(3):
        make_edition(voices=[voice])
    ledger.sweep()
    return voice


def test_a_hint_about_many_objects_is_left_to_a_job(spoken_in_three):
    before = ledger.latest()
    _renamed(spoken_in_three)
    refresh()
    assert (ledger.latest(), Hint.objects.count()) == (before, 1)
    jobs.run_job(Job.objects.get().pk)
    assert len(ledger.changes(before, limit=10)) == 3
    assert not Hint.objects.exists()


def test_more_hints_than_objects_at_once_are_left_to_a_job(spoken_in_three):
    for _ in range(3):
        spoken_in_three.save()
    assert hints.concerned(most=2) == 3


def test_a_word_of_few_objects_is_looked_for_at_once(heard, monkeypatch):
    monkeypatch.setattr(refreshing, "AT_ONCE", 2)
    obj = _made_of("silver")
    ledger.sweep()
    before = ledger.latest()
    hints.hint(HintKind.WORD, [("materials", "en", "silver")])
    make_tie("silver", make_term())
    refresh()
    assert [row.key for row in ledger.changes(before, limit=10)] == [adapter().identifier(obj)]


def test_a_sweep_that_is_stopped_is_gone_on_with(spoken_in_three, monkeypatch):
    monkeypatch.setattr("polyvocal.ledger.sweeping.CHUNK", 1)
    before = ledger.latest()
    _renamed(spoken_in_three)

    def stop(swept):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        ledger.sweep(came_to=stop)
    assert Announcement.objects.filter(is_due=True).count() == 2
    assert ledger.sweep().objects == 2
    assert len(ledger.changes(before, limit=10)) == 3


def test_a_hint_waits_while_another_holds_the_ledger(spoken_in_three):
    _renamed(spoken_in_three)
    with turn(patience=0), pytest.raises(LedgerBusyError):
        ledger.sweep(patience=0)
    assert Hint.objects.count() == 1


def test_a_change_while_a_hint_is_taken_in_is_taken_in_by_itself(spoken_in_three, monkeypatch):
    _renamed(spoken_in_three)
    asked, times = hints._ASKED[HintKind.VOICE], []

    def asked_while_somebody_saves(about):
        times.append(about)
        if len(times) == 1:
            spoken_in_three.save()
        return asked(about)

    monkeypatch.setitem(hints._ASKED, HintKind.VOICE, asked_while_somebody_saves)
    hints.take_in(lambda: None, patience=0)
    assert times == [[spoken_in_three.pk]] * 2
    assert not Hint.objects.exists()

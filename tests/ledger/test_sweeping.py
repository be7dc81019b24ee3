"""The ledger tells every change once it is found, in order, and forgets nothing that has gone."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from polyvocal import ledger, publishing
from polyvocal.exceptions import LedgerBusyError
from polyvocal.ledger import candidates, sweeping, telling
from polyvocal.ledger.turns import locked, turn
from polyvocal.models import Announced, Announcement, Ledger, Relation, SetMember, Showing, Voice
from polyvocal.object_model import adapter
from polyvocal.records import ObjectFacts
from polyvocal.tasks import tell_harvesters
from tests.factories import (
    ACTOR,
    make_draft,
    make_edition,
    make_object,
    make_perspective,
    make_statement,
    make_term,
    make_text,
    make_tie,
    make_voice,
)

pytestmark = pytest.mark.django_db


def _told(after, *, kind=Announced.OBJECT):
    return [row.key for row in ledger.changes(after, limit=100, kind=kind)]


def _identifier(text):
    return adapter().identifier(text.obj)


def _hide(obj):
    """Take an object from the public: where the model knows no such thing, by removing it."""
    if hasattr(obj, "is_public"):
        obj.is_public = False
        obj.save()
    else:
        obj.delete()


def test_everything_public_is_told_the_first_time():
    edition = make_edition()
    swept = ledger.sweep()
    assert (swept.objects, swept.told) == (1, 2)
    assert _told(0) == [_identifier(edition.text)]
    assert _told(0, kind=Announced.EDITION) == [str(edition.pk)]
    assert ledger.latest() == 2


def test_a_sweep_over_what_did_not_change_tells_and_looks_at_nothing():
    make_edition()
    ledger.sweep()
    swept = ledger.sweep()
    assert (swept.objects, swept.told) == (0, 0)


def test_a_new_edition_is_told_of_the_object_and_of_both_editions():
    text = make_text()
    first = make_edition(text)
    make_edition()
    ledger.sweep()
    before = ledger.latest()
    second = make_edition(text, "It came by train.")
    ledger.sweep()
    assert _told(before) == [_identifier(text)]
    assert _told(before, kind=Announced.EDITION) == [str(first.pk), str(second.pk)]
    assert len(_told(0)) == 2


def test_a_withdrawn_edition_has_gone_and_its_object_has_changed():
    edition = make_edition()
    ledger.sweep()
    before = ledger.latest()
    publishing.withdraw(edition, ACTOR, reason="On request.")
    ledger.sweep()
    assert _told(before) == [_identifier(edition.text)]
    row = ledger.announced(Announced.EDITION, str(edition.pk))
    assert row.is_gone
    assert not ledger.announced(Announced.OBJECT, _identifier(edition.text)).is_gone


def test_what_is_only_drafted_is_not_told():
    text = make_text()
    ledger.sweep()
    before = ledger.latest()
    make_draft(text)
    assert ledger.sweep().told == 0
    assert _told(before) == []


def test_a_judgement_and_a_relation_are_found_by_their_timestamps():
    statement = make_statement()
    other = make_edition().text
    ledger.sweep()
    before = ledger.latest()
    publishing.assess(
        statement.text.events.get(), ACTOR, voice=make_voice(), standing="disputed", reason="Nobody was paid."
    )
    Relation.objects.create(text=other, relation_type="disputes", other=statement.text)
    ledger.sweep()
    assert sorted(_told(before)) == sorted([_identifier(statement.text), _identifier(other)])


def test_what_was_written_past_saving_is_found_by_a_whole_sweep():
    voice = make_voice()
    spoken, shown = make_edition(voices=[voice]), make_edition()
    make_edition()
    ledger.sweep()
    before = ledger.latest()
    Voice.objects.filter(pk=voice.pk).update(names={"en": "Another name"})
    Showing.objects.bulk_create([Showing(edition=shown, place="Hall 2")])
    assert ledger.sweep().told == 0
    ledger.sweep(is_whole=True)
    assert sorted(_told(before)) == sorted([_identifier(spoken.text), _identifier(shown.text)])


def test_an_object_that_nobody_may_see_any_more_has_gone_and_its_row_stays():
    obj, other = make_object(), make_object()
    ledger.sweep()
    before, identifier = ledger.latest(), adapter().identifier(obj)
    _hide(obj)
    ledger.sweep()
    assert _told(before) == [identifier]
    assert ledger.announced(Announced.OBJECT, identifier).is_gone
    assert not ledger.announced(Announced.OBJECT, adapter().identifier(other)).is_gone
    assert ledger.sweep().told == 0


def test_an_object_that_comes_back_under_its_identifier_stands_in_its_old_row():
    obj = make_object(identifier="comes-back")
    ledger.sweep()
    first = ledger.announced(Announced.OBJECT, "comes-back").first_seq
    _hide(obj)
    ledger.sweep()
    if hasattr(obj, "is_public"):
        obj.is_public = True
        obj.save()
    else:
        make_object(identifier="comes-back")
    ledger.sweep()
    row = Announcement.objects.get(key="comes-back")
    assert (row.is_gone, row.first_seq) == (False, first)
    assert row.seq > first


def test_moments_are_whole_seconds_that_never_fall_and_lie_behind_the_sweep(monkeypatch):
    make_edition()
    began = timezone.now()
    ledger.sweep()
    make_edition()
    # A clock that was set back.
    earlier = began - timedelta(hours=1)
    monkeypatch.setattr(telling, "timezone", type("Clock", (), {"now": staticmethod(lambda: earlier)}))
    ledger.sweep()
    moments = list(Announcement.objects.order_by("seq").values_list("changed_at", flat=True))
    assert len(moments) == 4
    assert moments == sorted(moments)
    assert all(moment.microsecond == 0 and moment >= began for moment in moments)
    assert ledger.latest_moment() == moments[-1]
    assert ledger.begun_at() <= moments[0]


def test_writing_that_takes_long_is_dated_by_its_end(monkeypatch):
    make_edition()
    began = timezone.now()
    moments = iter([began, began + timedelta(seconds=5)])
    monkeypatch.setattr(telling, "timezone", type("Clock", (), {"now": staticmethod(lambda: next(moments))}))
    ledger.sweep()
    for row in Announcement.objects.all():
        assert row.changed_at > began + timedelta(seconds=5)
        assert row.first_told_at == row.changed_at
    assert ledger.latest_moment() == row.changed_at


@pytest.mark.django_db(transaction=True)
def test_who_asks_while_a_change_is_being_written_gets_it_when_asking_from_that_moment_on(monkeypatch):
    make_edition()
    begun, asked = threading.Event(), threading.Event()
    written_at_once = Announcement.objects.bulk_create

    def written_slowly(*rows, **how):
        made = written_at_once(*rows, **how)
        begun.set()
        asked.wait(30)
        return made

    def write():
        ledger.sweep()
        connection.close()

    monkeypatch.setattr(Announcement.objects, "bulk_create", written_slowly)
    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(30)
    time.sleep(2.1)  # the moment that the rows were to bear has passed
    moment = timezone.now()
    assert not Announcement.objects.exists()
    asked.set()
    writer.join()
    assert Announcement.objects.filter(changed_at__gte=moment.replace(microsecond=0)).count() == 2


def test_what_was_committed_late_is_found_within_the_overlap():
    """A transaction that began before a sweep and ended after it bears older timestamps than the sweep."""
    edition = make_edition()
    ledger.sweep()
    before = ledger.latest()
    Ledger.objects.update(looked_until=timezone.now() + candidates.OVERLAP / 2)
    make_edition(edition.text, "It came by train.")
    ledger.sweep()
    assert _told(before) == [_identifier(edition.text)]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_writer_who_commits_after_a_sweep_that_he_began_before_is_told_by_the_next():
    written, swept = threading.Event(), threading.Event()
    text = make_text()

    def write():
        with transaction.atomic():
            make_edition(text)
            written.set()
            swept.wait(30)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    written.wait(30)
    ledger.sweep()
    before = ledger.latest()
    swept.set()
    writer.join()
    ledger.sweep()
    assert _told(before) == [_identifier(text)]


def test_a_whole_sweep_that_was_stopped_goes_on_where_it_stopped(monkeypatch):
    monkeypatch.setattr(sweeping, "CHUNK", 2)
    texts = [make_edition().text for _ in range(5)]

    class StoppedError(Exception):
        pass

    def stop(swept):
        if swept.objects == 4:
            raise StoppedError

    with pytest.raises(StoppedError):
        ledger.sweep(is_whole=True, came_to=stop)
    assert len(_told(0)) == 4
    assert ledger.sweep(is_whole=True).objects == 1
    assert sorted(_told(0)) == sorted(map(_identifier, texts))
    assert ledger.sweep(is_whole=True).objects == 5


def test_a_sweep_waits_for_its_turn_and_gives_up():
    make_edition()
    with turn(patience=0), pytest.raises(LedgerBusyError):
        ledger.sweep(patience=0)
    assert ledger.sweep(patience=0).told == 2


def test_who_was_thought_dead_writes_nothing():
    with turn(patience=0) as name:
        Ledger.objects.update(heartbeat_at=timezone.now() - timedelta(hours=1))
        with turn(patience=0):
            pass
        with pytest.raises(LedgerBusyError):
            locked(name)


def test_the_queries_of_a_sweep_do_not_grow_with_the_objects(django_assert_max_num_queries):
    for _ in range(3):
        make_edition()
    ledger.sweep()
    for _ in range(20):
        make_edition()
    with django_assert_max_num_queries(70):
        assert ledger.sweep().told == 40


def test_changes_come_in_pieces_that_follow_each_other():
    for _ in range(5):
        make_edition()
    ledger.sweep()
    first = ledger.changes(limit=2)
    rest = ledger.changes(first[-1].seq, limit=10)
    assert [len(first), len(rest)] == [2, 3]
    assert [row.seq for row in (*first, *rest)] == sorted(row.seq for row in (*first, *rest))


def test_an_object_is_in_the_sets_of_its_perspectives_voices_and_categories():
    perspective, voice = make_perspective("slavery"), make_voice("descendants")
    obj = make_object(facts=ObjectFacts(categories=({"en": "Oil painting", "nl": "Olieverf"},)))
    edition = make_edition(make_text(obj, perspective), voices=[voice])
    ledger.sweep()
    members = SetMember.objects.filter(announcement__key=adapter().identifier(obj))
    assert sorted(members.values_list("harvest_set__spec", flat=True)) == [
        "collection:oil-painting", "perspective:slavery", "voice:descendants",
    ]  # fmt: skip
    publishing.withdraw(edition, ACTOR, reason="On request.")
    ledger.sweep()
    assert members.filter(is_former=False).count() == 3


def test_who_leaves_a_set_stays_its_former_member_and_may_come_back():
    obj = make_object(facts=ObjectFacts(categories=({"en": "ceramics"},)))
    ledger.sweep()
    for category, is_former in ((ObjectFacts(), True), (ObjectFacts(categories=({"en": "ceramics"},)), False)):
        adapter().refresh(obj, adapter().to_record(obj).__class__(adapter().identifier(obj), facts=category))
        obj.save()
        ledger.sweep(is_whole=True)
        assert SetMember.objects.get(harvest_set__spec="collection:ceramics").is_former is is_former


def test_a_word_that_stands_for_a_term_is_a_change():
    obj = make_object(facts=ObjectFacts(materials=({"en": "silver"},)))
    ledger.sweep()
    before = ledger.latest()
    make_tie("silver", make_term())
    ledger.sweep(is_whole=True)
    assert _told(before) == [adapter().identifier(obj)]


def test_the_task_of_every_night_looks_at_everything():
    voice = make_voice()
    make_edition(voices=[voice])
    ledger.sweep()
    voice.names = {"en": "Another name"}
    voice.save()
    assert tell_harvesters() == 2

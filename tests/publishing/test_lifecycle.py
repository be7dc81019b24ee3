"""Publishing, scheduling, superseding, withdrawing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone, translation

from polyvocal import publishing, signals
from polyvocal.exceptions import (
    InvalidEditionError,
    LifecycleError,
    NotPermittedError,
    PolyvocalError,
    ReasonMissingError,
    TextMovedOnError,
)
from polyvocal.models import Draft, Edition
from polyvocal.models.texts import checksum_of
from polyvocal.publishing import Actor, Credit, _state, content_of
from tests.factories import (
    ACTOR,
    assert_no_current_edition,
    assert_one_current_edition,
    editions_of,
    make_content,
    make_draft,
    make_edition,
    make_rich_content,
    make_text,
    make_user,
    make_voice,
    moment,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def heard(django_capture_on_commit_callbacks):
    """Names of the signals that were sent, in order."""
    told: list[tuple[str, int]] = []
    names = ("edition_published", "edition_superseded", "edition_withdrawn")
    receivers = {name: lambda edition, actor, name=name, **_rest: told.append((name, edition.number)) for name in names}
    for name, receiver in receivers.items():
        getattr(signals, name).connect(receiver)
    yield told
    for name, receiver in receivers.items():
        getattr(signals, name).disconnect(receiver)


def test_publishing_makes_the_first_edition_with_all_that_belongs_to_it(as_curator):
    content = make_rich_content("  The words.\n")
    given = publishing.draft(make_text(), ACTOR, content=content)
    edition = assert_one_current_edition(publishing.publish(given, as_curator).text)
    assert (edition.words, edition.checksum) == ("The words.", checksum_of("The words."))
    assert (edition.number, edition.published_by, edition.licence) == (1, as_curator.name, "CC0-1.0")
    assert [(row.voice, row.role, row.position) for row in edition.attributions.all()] == [
        (credit.voice, credit.role, position) for position, credit in enumerate(content.credits)
    ]
    assert [(row.source, row.locator) for row in edition.citations.all()] == [
        (ground.source, ground.locator) for ground in content.grounds
    ]
    given.refresh_from_db()
    assert (given.state, given.published_as) == ("published", edition)


def test_publishing_supersedes_the_current_edition():
    first = make_edition(words="Before.")
    second = make_edition(first.text, "After.", reason="Better known now.")
    first.refresh_from_db()
    assert first.is_superseded
    assert first.published_until == second.published_from
    assert assert_one_current_edition(first.text).reason == "Better known now."


def test_an_edition_without_a_licence_takes_the_licence_of_the_house(settings):
    settings.POLYVOCAL = {**settings.POLYVOCAL, "LICENCE": "CC-BY-SA-4.0"}
    assert make_edition().licence == "CC-BY-SA-4.0"


def test_words_that_hung_in_the_gallery_earlier_are_public_from_that_day():
    edition = make_edition(published_from=moment("2021-05-01"))
    assert edition.published_from == moment("2021-05-01")
    assert edition.created_at > edition.published_from


def test_the_reason_of_the_draft_stands_unless_the_publisher_gives_another():
    text = make_edition().text
    draft = make_draft(text, reason="The writer's.")
    assert publishing.publish(draft, ACTOR).reason == "The writer's."
    draft = make_draft(text, reason="The writer's.")
    assert publishing.publish(draft, ACTOR, reason="The publisher's.").reason == "The publisher's."


def test_a_later_edition_needs_a_reason_and_a_first_one_does_not():
    edition = publishing.publish(make_draft(), ACTOR)
    with pytest.raises(ReasonMissingError):
        publishing.publish(make_draft(edition.text), ACTOR)
    assert_one_current_edition(edition.text)


def test_nothing_is_published_without_words():
    with pytest.raises(InvalidEditionError, match="no words"):
        publishing.publish(make_draft(words=" \n"), ACTOR)


def test_nothing_is_published_without_a_voice():
    given = make_draft(credits=())
    with pytest.raises(InvalidEditionError, match="unknown"):
        publishing.publish(given, ACTOR)


def test_nothing_begins_in_the_future():
    given = make_draft(published_from=timezone.now() + timedelta(days=1))
    with pytest.raises(InvalidEditionError, match="Schedule"):
        publishing.publish(given, ACTOR)


def test_an_edition_does_not_begin_before_the_one_it_follows():
    text = make_edition(published_from=moment("2021-05-01")).text
    with pytest.raises(InvalidEditionError, match="Edition 1"):
        make_edition(text, published_from=moment("2021-04-30"))
    assert_one_current_edition(text)


def test_an_edition_does_not_begin_before_the_one_it_follows_was_withdrawn():
    edition = publishing.withdraw(make_edition(published_from=moment("2021-05-01")), ACTOR, reason="Asked for.")
    with pytest.raises(InvalidEditionError, match="Edition 1"):
        make_edition(edition.text, published_from=moment("2022-01-01"))


def test_a_draft_that_does_not_know_the_latest_edition_is_kept_and_may_be_rebased():
    text = make_text()
    first, second = make_draft(text, "Mine."), make_draft(text, "Yours.")
    publishing.publish(first, Actor.system("Noor"))
    with pytest.raises(TextMovedOnError, match="Noor published edition 1 after this draft was begun"):
        publishing.publish(second, ACTOR, reason="Why.")
    rebased = publishing.rebase(second, ACTOR)
    assert publishing.publish(rebased, ACTOR, reason="Seen and answered.").number == 2
    assert assert_one_current_edition(text).words == "Yours."


def test_what_the_database_refuses_is_told_as_somebody_else_publishing(monkeypatch):
    def refuse(*_given):
        raise IntegrityError

    monkeypatch.setattr(_state, "write_editions", refuse)
    given = make_draft()
    with pytest.raises(TextMovedOnError, match="Your draft is kept"):
        publishing.publish(given, ACTOR)
    given.refresh_from_db()
    assert given.is_open


def test_signals_are_sent_once_the_step_is_committed(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = make_edition()
    with django_capture_on_commit_callbacks(execute=True):
        make_edition(first.text)
        assert heard == [("edition_published", 1)]
    with django_capture_on_commit_callbacks(execute=True):
        publishing.withdraw(first, ACTOR, reason="Asked for.")
    assert heard == [
        ("edition_published", 1), ("edition_published", 2), ("edition_superseded", 1), ("edition_withdrawn", 1),
    ]  # fmt: skip


def test_a_refused_step_sends_nothing(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(PolyvocalError):
        publishing.publish(make_draft(words=""), ACTOR)
    assert heard == []


def test_superseding_drafts_and_publishes_in_one_step(as_curator):
    first = make_edition()
    edition = publishing.supersede(first.text, as_curator, content=make_content("Now."), reason="Why.")
    assert assert_one_current_edition(first.text) == edition
    assert edition.draft.created_by == as_curator.name


def test_superseding_without_a_reason_leaves_no_draft_behind():
    text = make_edition().text
    with pytest.raises(ReasonMissingError):
        publishing.supersede(text, ACTOR, content=make_content("Now."), reason=" ")
    assert not Draft.objects.open().filter(text=text).exists()


def test_a_superseding_that_fails_leaves_no_draft_behind():
    text = make_edition().text
    with pytest.raises(InvalidEditionError):
        publishing.supersede(text, ACTOR, content=make_content(""), reason="Why.")
    assert not Draft.objects.open().filter(text=text).exists()


def test_withdrawing_leaves_a_tombstone_with_who_when_and_why(as_curator):
    edition = publishing.withdraw(make_edition(words="Kept inside."), as_curator, reason=" At the speaker's wish. ")
    edition.refresh_from_db()
    assert edition.is_withdrawn
    assert (edition.withdrawn_by, edition.withdrawal_reason) == (as_curator.name, "At the speaker's wish.")
    assert edition.withdrawn_at == edition.published_until
    assert edition.words == "Kept inside."
    assert edition not in Edition.objects.public()
    assert_no_current_edition(edition.text)


def test_withdrawing_a_superseded_edition_keeps_its_period():
    first = make_edition()
    second = make_edition(first.text)
    first.refresh_from_db()
    until = first.published_until
    publishing.withdraw(first, ACTOR, reason="Asked for.")
    first.refresh_from_db()
    assert first.published_until == until
    assert assert_one_current_edition(second.text) == second


def test_a_withdrawal_happens_once_and_the_second_is_told_by_whom():
    edition = publishing.withdraw(make_edition(), Actor.system("Noor"), reason="Asked for.")
    with pytest.raises(TextMovedOnError, match="Noor already withdrew"):
        publishing.withdraw(edition, ACTOR, reason="Again.")


def test_a_text_goes_on_after_a_withdrawal():
    edition = publishing.withdraw(make_edition(), ACTOR, reason="Asked for.")
    assert make_edition(edition.text, "Other words.").number == 2
    assert_one_current_edition(edition.text)


def test_a_scheduled_draft_becomes_an_edition_when_its_moment_comes(as_curator):
    at = timezone.now() + timedelta(hours=1)
    given = publishing.schedule(make_draft(), as_curator, at=at)
    assert (given.state, given.approved_by) == ("scheduled", as_curator.name)
    assert publishing.publish_due() == ([], [])
    made, failed = publishing.publish_due(moment=at)
    assert ([one.text for one in made], failed) == ([given.text], [])
    assert made[0].published_by == as_curator.name
    assert publishing.publish_due(moment=at) == ([], [])


def test_a_scheduled_draft_that_cannot_be_published_goes_back_with_the_reason():
    text = make_text()
    at = timezone.now() + timedelta(hours=1)
    given = publishing.schedule(make_draft(text), ACTOR, at=at)
    make_edition(text)
    made, ((failed, error),) = publishing.publish_due(moment=at)
    assert (made, failed) == ([], given)
    assert isinstance(error, TextMovedOnError)
    given.refresh_from_db()
    assert (given.state, given.publish_at, given.note) == ("approved", None, str(error))


def test_one_scheduled_draft_that_fails_stops_no_other():
    at = timezone.now() + timedelta(hours=1)
    moved_on = make_text()
    publishing.schedule(make_draft(moved_on), ACTOR, at=at)
    good = publishing.schedule(make_draft(), ACTOR, at=at + timedelta(seconds=1))
    make_edition(moved_on)
    made, failed = publishing.publish_due(moment=at + timedelta(minutes=1))
    assert ([one.text for one in made], len(failed)) == ([good.text], 1)


def test_scheduling_keeps_who_approved():
    given = publishing.approve(publishing.submit(make_draft(), ACTOR), Actor.system("Noor"))
    given = publishing.schedule(given, ACTOR, at=timezone.now() + timedelta(hours=1))
    assert given.approved_by == "Noor"


def test_scheduling_refuses_now_what_would_fail_later():
    later = timezone.now() + timedelta(hours=1)
    edition = make_edition()
    stale = make_draft(edition.text)
    make_edition(edition.text)
    for given, expected in (
        (make_draft(words=""), InvalidEditionError),
        (make_draft(edition.text), ReasonMissingError),
        (stale, TextMovedOnError),
    ):
        with pytest.raises(expected):
            publishing.schedule(given, ACTOR, at=later)
    with pytest.raises(LifecycleError, match="future"):
        publishing.schedule(make_draft(), ACTOR, at=timezone.now())


def test_a_scheduled_draft_that_is_changed_is_scheduled_no_longer():
    given = publishing.schedule(make_draft(), ACTOR, at=timezone.now() + timedelta(hours=1))
    assert publishing.revise(given, ACTOR, content=make_content("Changed.")).publish_at is None
    given = publishing.schedule(make_draft(), ACTOR, at=timezone.now() + timedelta(hours=1))
    assert publishing.send_back(given, ACTOR, note="Not yet.").publish_at is None


@pytest.mark.parametrize(
    ("role", "step"),
    [
        ("editor", lambda given, edition, actor: publishing.publish(given, actor)),
        ("editor", lambda given, edition, actor: publishing.schedule(given, actor, at=moment("2099-01-01"))),
        (
            "editor",
            lambda given, edition, actor: publishing.supersede(
                edition.text, actor, content=content_of(given), reason="Why."
            ),
        ),
        ("editor", lambda given, edition, actor: publishing.withdraw(edition, actor, reason="Why.")),
        ("viewer", lambda given, edition, actor: publishing.rebase(given, actor)),
    ],
)
def test_a_step_beyond_ones_role_changes_nothing(role, step):
    edition = make_edition()
    given = make_draft(reason="Why.")
    with pytest.raises(NotPermittedError):
        step(given, edition, Actor.of(make_user(role)))
    assert assert_one_current_edition(edition.text) == edition
    assert editions_of(given.text) == []


def test_the_same_voice_may_have_two_roles():
    voice = make_voice()
    edition = make_edition(credits=(Credit(voice), Credit(voice, "translator")))
    assert [row.role for row in edition.attributions.all()] == ["author", "translator"]


@pytest.mark.parametrize("day", ["2021-04-30", "2021-05-01", "2022-02-01", "2023-01-01"])
def test_what_stood_on_a_day_is_one_query(day):
    first = make_edition(words="First.", published_from=moment("2021-05-01"))
    make_edition(first.text, "Second.", published_from=moment("2022-02-01"))
    standing = [one.words for one in Edition.objects.standing_at(moment(day)).filter(text=first.text)]
    assert standing == ([] if day < "2021-05-01" else ["First."] if day < "2022-02-01" else ["Second."])

"""Publish, schedule, withdraw, restore: the page that asks, by role, and what it leaves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from polyvocal import publishing
from polyvocal.models import Draft, DraftState, Edition
from tests.admin.conftest import page_of
from tests.factories import ACTOR, assert_one_current_edition, editions_of, make_content, make_draft, make_edition

pytestmark = pytest.mark.django_db

WORDS = {"reason": "The date was wrong."}


def _publish(draft):
    return reverse("admin:polyvocal_draft_publish", args=[draft.text_id, draft.pk])


def _step(name, edition):
    return reverse(f"admin:polyvocal_edition_{name}", args=[edition.pk])


def _seen(draft, **fields):
    draft.refresh_from_db()
    return {"step": "publish", "seen": draft.changed_at.isoformat(), **WORDS, **fields}


@pytest.fixture
def first():
    return make_edition(words="The first words.")


@pytest.fixture
def draft(first):
    return make_draft(first.text, "The better words.", reason="Better.")


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_who_may_not_publish_withdraw_or_restore_gets_neither_page_nor_step(as_role, first, draft, role):
    client = as_role(role)
    for address in (_publish(draft), _step("withdraw", first), _step("restore", first)):
        assert client.get(address).status_code == 403
        assert client.post(address, _seen(draft)).status_code == 403
    assert [edition.state for edition in editions_of(first.text)] == ["current"]
    assert Draft.objects.count() == 2


def test_the_page_says_what_remains_and_remembers_the_reason(as_role, draft):
    page = as_role("curator").get(_publish(draft)).content.decode()
    assert "The present edition stays readable as edition 1, superseded today." in page
    assert "Better.</textarea>" in page
    assert "The better words." in page


def test_publishing_makes_the_next_edition(as_role, curator, draft):
    reply = as_role("curator").post(_publish(draft), _seen(draft))
    edition = assert_one_current_edition(draft.text)
    assert reply.url == page_of(draft.text)
    assert (edition.number, edition.words, edition.reason) == (2, "The better words.", "The date was wrong.")
    assert curator.username in edition.published_by


def test_publishing_a_later_edition_without_a_reason_asks_for_it(as_role, draft):
    page = as_role("curator").post(_publish(draft), _seen(draft, reason=" "))
    assert "This field is required." in page.content.decode()
    assert len(editions_of(draft.text)) == 1


def test_a_first_edition_needs_no_reason(as_role):
    draft = make_draft(words="The very first.")
    assert as_role("curator").post(_publish(draft), _seen(draft, reason="")).status_code == 302
    assert assert_one_current_edition(draft.text).number == 1


def test_a_draft_that_changed_behind_the_page_is_shown_again_first(as_role, draft):
    stale = _seen(draft)
    publishing.revise(draft, ACTOR, content=make_content("Quite other words."), reason="Better.")
    page = as_role("curator").post(_publish(draft), stale)
    assert page.status_code == 409
    assert "Quite other words." in page.content.decode()
    assert "The date was wrong.</textarea>" in page.content.decode()
    assert len(editions_of(draft.text)) == 1


def test_publishing_after_another_edition_shows_both_rebases_and_keeps_the_reason(as_role, first, draft):
    make_edition(first.text, "Words of a colleague.")
    client = as_role("curator")
    page = client.post(_publish(draft), _seen(draft))
    assert page.status_code == 409
    shown = page.content.decode()
    assert "published edition 2 after this draft was begun" in shown
    assert "Follow edition 2 (rebase)" in shown
    page = client.post(_publish(draft), _seen(draft, step="rebase")).content.decode()
    assert "The date was wrong.</textarea>" in page
    client.post(_publish(draft), _seen(draft))
    assert assert_one_current_edition(first.text).number == 3


def test_a_draft_that_was_published_by_another_leads_back_to_the_text(as_role, draft):
    data = _seen(draft)
    publishing.publish(draft, ACTOR)
    client = as_role("curator")
    assert client.post(_publish(draft), data).url == page_of(draft.text)
    assert client.get(_publish(draft)).url == page_of(draft.text)
    assert len(editions_of(draft.text)) == 2


def test_scheduling_keeps_reason_and_moment(as_role, draft):
    at = timezone.localtime().replace(hour=12) + timedelta(days=3)  # noon is on every day and only once
    data = _seen(draft, step="schedule", at=at.strftime("%Y-%m-%dT%H:%M"))
    assert as_role("curator").post(_publish(draft), data).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.reason) == (DraftState.SCHEDULED, "The date was wrong.")
    assert draft.publish_at == at.replace(second=0, microsecond=0)
    assert len(editions_of(draft.text)) == 1


@pytest.mark.parametrize(("at", "told"), [("", "This field is required."), ("2001-01-01T00:00", "in the future")])
def test_scheduling_without_a_moment_to_come_is_refused_and_leaves_the_draft_as_it_was(as_role, draft, at, told):
    page = as_role("curator").post(_publish(draft), _seen(draft, step="schedule", at=at))
    assert told in page.content.decode()
    draft.refresh_from_db()
    assert (draft.state, draft.reason) == (DraftState.DRAFT, "Better.")


def test_withdrawing_asks_a_reason_and_leaves_a_tombstone(as_role, curator, first):
    client = as_role("curator")
    assert "A tombstone at the address of edition 1" in client.get(_step("withdraw", first)).content.decode()
    assert "This field is required." in client.post(_step("withdraw", first), {"reason": ""}).content.decode()
    client.post(_step("withdraw", first), {"reason": "At the speaker’s request."})
    edition = Edition.objects.get()
    assert (edition.state, edition.withdrawal_reason) == ("withdrawn", "At the speaker’s request.")
    assert curator.username in edition.withdrawn_by
    assert edition.words == "The first words."


def test_withdrawing_twice_is_told_in_a_sentence_and_keeps_what_was_typed(as_role, first):
    publishing.withdraw(first, ACTOR, reason="Asked.")
    page = as_role("curator").post(_step("withdraw", first), {"reason": "Asked again."}).content.decode()
    assert "already withdrew this edition" in page
    assert "Asked again.</textarea>" in page


def test_restoring_copies_old_words_into_a_new_draft_and_changes_no_edition(as_role, first):
    make_edition(first.text, "The second words.")
    reply = as_role("curator").post(_step("restore", first), {"reason": "They were right."})
    draft = Draft.objects.open().get()
    assert reply.url == f"{page_of(first.text)}?draft={draft.pk}"
    assert (draft.words, draft.restores, draft.reason) == ("The first words.", first, "They were right.")
    assert [edition.state for edition in editions_of(first.text)] == ["superseded", "current"]


def test_erased_words_cannot_be_restored(as_role, first):
    publishing.erase(first, ACTOR, legal_basis="Article 17 GDPR.")
    page = as_role("curator").post(_step("restore", first), {"reason": "Please."}).content.decode()
    assert "they cannot be restored" in page
    assert not Draft.objects.open().exists()

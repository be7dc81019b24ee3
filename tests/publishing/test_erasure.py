"""Lawful erasure: the words are gone from everywhere, and that they are gone is on record."""

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from reversion.models import Version

from polyvocal import publishing, signals
from polyvocal.exceptions import LifecycleError, NotPermittedError, ReasonMissingError
from polyvocal.models import Draft, Edition, Erasure
from polyvocal.models.texts import checksum_of
from polyvocal.publishing import Actor
from tests.factories import ACTOR, assert_gapless, assert_one_current_edition, make_draft, make_edition, make_user

pytestmark = pytest.mark.django_db

SECRET = "The name of the informant is Abel Zwart."


def _everything_stored() -> str:
    """Return what the tables of texts and of reversion hold, as one string."""
    encode = DjangoJSONEncoder().encode
    rows = [list(model.objects.values()) for model in (Edition, Draft, Version, Erasure)]
    return encode(rows)


def test_the_words_are_gone_from_the_edition_its_drafts_and_their_history(superuser):
    edition = make_edition(words=SECRET, content_note={"en": "Names an informant."})
    make_draft(edition.text, f"{SECRET} And more.")
    publishing.restore(edition, ACTOR, reason="Once more.")
    other = make_draft(edition.text, "Words of another draft.")
    assert SECRET in _everything_stored()
    publishing.erase(edition, Actor.of(superuser), legal_basis="GDPR, article 17.")
    assert SECRET not in _everything_stored()
    assert Draft.objects.get(pk=other.pk).words == "Words of another draft."


def test_a_tombstone_and_the_audit_of_the_step_remain(superuser):
    edition = make_edition(words=SECRET)
    made = publishing.erase(edition, Actor.of(superuser), legal_basis="  GDPR, article 17. ")
    edition.refresh_from_db()
    assert (edition.words, edition.content_note, edition.is_withdrawn) == ("", {}, True)
    assert (edition.number, edition.checksum) == (1, checksum_of(SECRET))
    assert edition.withdrawal_reason == "GDPR, article 17."
    assert (made.legal_basis, made.actor_name, str(made)) == ("GDPR, article 17.", "director", str(edition.pk))
    assert_gapless(edition.text)


def test_erasing_a_withdrawn_edition_keeps_the_record_of_its_withdrawal():
    edition = publishing.withdraw(make_edition(), Actor.system("Noor"), reason="At the speaker's wish.")
    publishing.erase(edition, ACTOR, legal_basis="The law.")
    edition.refresh_from_db()
    assert (edition.withdrawn_by, edition.withdrawal_reason) == ("Noor", "At the speaker's wish.")


def test_the_editions_beside_an_erased_one_stay():
    first = make_edition(words=SECRET)
    second = make_edition(first.text, "Harmless words.")
    publishing.erase(first, ACTOR, legal_basis="The law.")
    assert assert_one_current_edition(first.text) == second


def test_an_edition_is_erased_once():
    edition = make_edition()
    publishing.erase(edition, ACTOR, legal_basis="The law.")
    with pytest.raises(LifecycleError):
        publishing.erase(edition, ACTOR, legal_basis="The law.")


def test_erasing_needs_a_legal_basis():
    edition = make_edition(words="Still here.")
    with pytest.raises(ReasonMissingError):
        publishing.erase(edition, ACTOR, legal_basis=" ")
    assert Edition.objects.get(pk=edition.pk).words == "Still here."


@pytest.mark.parametrize("role", ["viewer", "editor", "curator"])
def test_no_role_may_erase(role):
    with pytest.raises(NotPermittedError):
        publishing.erase(make_edition(), Actor.of(make_user(role)), legal_basis="The law.")


def test_whoever_keeps_copies_is_told_which_words_to_forget(django_capture_on_commit_callbacks):
    heard = []

    def receiver(edition, words, **_rest):
        heard.append((edition.pk, words))

    edition = make_edition(words=SECRET)
    signals.edition_erased.connect(receiver)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            publishing.erase(edition, ACTOR, legal_basis="The law.")
    finally:
        signals.edition_erased.disconnect(receiver)
    assert heard == [(edition.pk, SECRET)]

"""Whatever steps are taken in whatever order, the archive's promises hold."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from polyvocal import publishing
from polyvocal.exceptions import PolyvocalError
from polyvocal.models import Draft, Edition
from tests.factories import ACTOR, assert_gapless, editions_of, make_content, make_text, make_voice

pytestmark = pytest.mark.django_db

DRAFT_STEPS = ("revise", "submit", "approve", "send_back", "discard", "rebase", "publish", "schedule")
EDITION_STEPS = ("withdraw", "restore", "erase")
TEXT_STEPS = ("draft", "supersede", "publish_due", "publish_many")

step = st.tuples(st.sampled_from([*DRAFT_STEPS, *EDITION_STEPS, *TEXT_STEPS]), st.integers(0, 5))


class _Archive:
    """A text, what was published of it, and the steps that may be taken."""

    def __init__(self):
        self.text = make_text()
        self.voice = make_voice()
        self.seen: dict = {}
        self.erased: set = set()
        self.refusals: list[str] = []
        self.count = 0

    def take(self, name, which):
        """Take a step on one of the drafts or editions there are; a step may be refused, but only with a sentence."""
        self.count += 1
        try:
            with transaction.atomic():
                getattr(self, f"_{name}", self._other)(*self._arguments(name, which))
        except PolyvocalError as error:
            self.refusals.append(str(error))

    def _arguments(self, name, which):
        if name in TEXT_STEPS:
            return ()
        rows = list((Draft if name in DRAFT_STEPS else Edition).objects.filter(text=self.text).order_by("pk"))
        return (name, rows[which % len(rows)] if rows else None)

    def _content(self):
        return make_content(f"Words {self.count}.", voices=[self.voice])

    def _draft(self):
        publishing.draft(self.text, ACTOR, content=self._content(), reason="Why." if self.count % 3 else "")

    def _supersede(self):
        publishing.supersede(self.text, ACTOR, content=self._content(), reason="Why.")

    def _publish_due(self):
        publishing.publish_due(moment=timezone.now() + timedelta(days=2))

    def _publish_many(self):
        publication = publishing.Publication(self.text, self._content(), reason="Why.")
        publishing.publish_many([publication, publication], ACTOR)

    def _other(self, name, row):
        if row is None:
            return
        more = {
            "revise": {"content": self._content(), "reason": "Why."},
            "send_back": {"note": "Why."},
            "schedule": {"at": timezone.now() + timedelta(days=1)},
            "withdraw": {"reason": "Why."},
            "restore": {"reason": "Why."},
            "erase": {"legal_basis": "Why."},
        }
        getattr(publishing, name)(row, ACTOR, **more.get(name, {}))
        if name == "erase":
            self.erased.add(row.pk)

    def check(self):
        """Numbers without gaps, at most one current, nothing published ever changed, withdrawn stays withdrawn."""
        assert_gapless(self.text)
        editions = editions_of(self.text)
        assert [one.number for one in editions if one.is_current] in ([], [len(editions)])
        for edition in editions:
            before = self.seen.get(edition.pk)
            words = "" if edition.pk in self.erased else edition.words
            assert (edition.words == "") == (edition.pk in self.erased)
            if before:
                assert before.is_current or edition.state in (before.state, "withdrawn")
                assert before.published_until in (None, edition.published_until)
                assert (edition.number, edition.checksum) == (before.number, before.checksum)
                assert edition.published_from == before.published_from
                assert words in ("", before.words)
            self.seen[edition.pk] = edition
        assert all(refusal.endswith(".") for refusal in self.refusals)
        for draft in Draft.objects.filter(text=self.text):
            assert (draft.state == "published") == (draft.published_as is not None)


@settings(max_examples=25, deadline=None)
@given(st.lists(step, min_size=4, max_size=16))
def test_any_sequence_of_steps_keeps_the_promises(steps):
    with transaction.atomic():
        archive = _Archive()
        archive.take("draft", 0)
        archive.take("publish", 0)
        for name, which in steps:
            archive.take(name, which)
            archive.check()
        transaction.set_rollback(True)

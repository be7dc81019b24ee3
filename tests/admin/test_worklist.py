"""The worklist: what waits for whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from polyvocal import publishing
from polyvocal.admin.worklist import worklist
from tests.factories import ACTOR, make_draft

pytestmark = pytest.mark.django_db


def _piles():
    return {str(pile.code): [task.draft for task in pile.tasks] for pile in worklist()}


def test_a_draft_lies_in_the_pile_of_its_state():
    begun, reviewed, sent_back, approved, scheduled, discarded = (make_draft() for _number in range(6))
    for draft in (reviewed, sent_back, approved):
        publishing.submit(draft, ACTOR)
    publishing.send_back(sent_back, ACTOR, note="Which archive?")
    publishing.approve(approved, ACTOR)
    publishing.schedule(scheduled, ACTOR, at=timezone.now() + timedelta(days=1))
    publishing.discard(discarded, ACTOR)
    assert _piles() == {
        "draft": [begun], "in-review": [reviewed], "sent-back": [sent_back], "approved": [approved],
        "scheduled": [scheduled],
    }  # fmt: skip


def test_the_newest_comes_first():
    older, newer = make_draft(), make_draft()
    assert _piles()["draft"] == [newer, older]


def test_the_page_names_object_text_and_note(as_role):
    draft = make_draft(words="Forty a day.")
    publishing.submit(draft, ACTOR)
    publishing.send_back(draft, ACTOR, note="Which archive?")
    page = as_role("viewer").get(reverse("admin:polyvocal_worklist")).content.decode()
    for told in ("Forty a day.", "Which archive?", "sent back"):
        assert told in page
    assert "1 sent back" in as_role("viewer").get("/admin/polyvocal/").content.decode()


def test_the_page_takes_as_many_queries_for_six_drafts_as_for_one(as_role):
    client, counted = as_role("curator"), []
    for drafts in (1, 5):
        for _number in range(drafts):
            make_draft()
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("admin:polyvocal_worklist"))
        counted.append(len(captured))
    assert counted[0] == counted[1]

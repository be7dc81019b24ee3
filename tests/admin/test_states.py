"""States, ages and what remains, in words."""

from datetime import date

import pytest
from django.utils import translation

from polyvocal import publishing
from polyvocal.admin.states import age_in_words, months_between, sign_of, what_remains
from polyvocal.admin.targets import hint_for, words_counted
from tests.factories import ACTOR, make_draft, make_edition, moment


@pytest.mark.parametrize(
    ("then", "age"),
    [("2026-05-31", "today"), ("2026-05-30", "1 day"), ("2026-05-02", "29 days"), ("2026-04-30", "1 month"),
     ("2026-03-31", "2 months"), ("2021-05-01", "60 months"), ("2027-01-01", "today")],
)  # fmt: skip
def test_an_age_is_told_in_days_then_in_months(then, age):
    with translation.override("en"):
        assert age_in_words(moment(then), moment("2026-05-31 12:00")) == age


@pytest.mark.parametrize(
    ("start", "end", "months"), [("2026-01-31", "2026-02-28", 1), ("2025-01-31", "2026-01-30", 11)]
)
def test_only_whole_months_count(start, end, months):
    assert months_between(date.fromisoformat(start), date.fromisoformat(end)) == months


@pytest.mark.django_db
def test_a_draft_that_came_back_says_so():
    draft = make_draft()
    assert sign_of(draft).code == "draft"
    publishing.submit(draft, ACTOR)
    assert sign_of(publishing.send_back(draft, ACTOR, note="Which archive?")).code == "sent-back"


@pytest.mark.django_db
def test_what_remains_depends_on_what_stands():
    edition = make_edition()
    with translation.override("en"):
        assert "becomes edition 1" in what_remains(None)
        assert "stays readable as edition 1, superseded today. This becomes edition 2" in what_remains(edition)
        backdated = what_remains(edition, since=moment("2021-05-01"))
        assert "stays readable as edition 1, superseded on May 1, 2021." in backdated
        assert "stays withdrawn" in what_remains(publishing.withdraw(edition, ACTOR, reason="Asked."))


def test_a_hint_is_given_where_a_length_is_usual():
    with translation.override("en"):
        assert "80 to 120 words" in hint_for("object-label")
    assert hint_for("provenance-statement") == ""
    assert words_counted("It came  by\nship.") == 4

"""The promises that are constraints: the database refuses the row whatever code writes it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from polyvocal.models import Attribution, Draft, Edition, Erasure, FormerNumber, Relation, Showing, Text
from tests.factories import make_draft, make_edition, make_object, make_source, make_text, make_voice, moment

pytestmark = pytest.mark.django_db

THEN = moment("2021-05-01")


def _publish(**given) -> None:
    """Write an edition past the write path, with its attribution first."""
    usual = {"number": 1, "words": "Words.", "published_from": THEN, "published_by": "x", "created_at": THEN}
    edition = Edition(**({"text": make_text()} | usual | given))
    with transaction.atomic():
        Attribution.objects.create(edition=edition, voice=make_voice())
        edition.save(force_insert=True)


@pytest.mark.parametrize(
    ("given", "constraint"),
    [
        ({"state": "lost", "published_until": THEN}, "polyvocal_edition_state_is_known"),
        ({"published_until": THEN}, "polyvocal_edition_is_current_or_closed"),
        ({"state": "superseded"}, "polyvocal_edition_is_current_or_closed"),
        (
            {"state": "superseded", "published_until": THEN - timedelta(days=1)},
            "polyvocal_edition_period_runs_forward",
        ),
        ({"state": "withdrawn", "published_until": THEN, "withdrawn_at": THEN}, "polyvocal_withdrawal_has_a_reason"),
        (
            {"state": "withdrawn", "published_until": THEN, "withdrawal_reason": "x"},
            "polyvocal_withdrawal_has_a_reason",
        ),
        ({"published_by": ""}, "polyvocal_edition_has_an_actor"),
    ],
)
def test_an_edition_that_breaks_a_promise_is_refused(given, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        _publish(**given)


def test_an_edition_that_keeps_them_is_taken():
    _publish(state="superseded", published_until=THEN)


def test_a_later_edition_without_a_reason_is_refused():
    text = make_edition(published_from=THEN).text
    with pytest.raises(IntegrityError, match="polyvocal_later_edition_has_a_reason"):
        _publish(text=text, number=2, state="superseded", published_until=THEN)


def test_a_place_holds_one_text():
    text = make_text()
    with pytest.raises(IntegrityError), transaction.atomic():
        Text.objects.create(obj=text.obj, perspective=text.perspective, text_type=text.text_type, language="en")


def _refused(constraint, model, **values):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.create(**values)


def test_parts_are_counted_from_one():
    text = make_text()
    _refused(
        "polyvocal_text_parts_start_at_one|text_part",
        Text, obj=text.obj, perspective=text.perspective, text_type="title", language="en", part=0,
    )  # fmt: skip


def test_a_draft_is_in_a_known_state_and_has_what_that_state_needs():
    text = make_text()
    _refused("polyvocal_draft_state_is_known", Draft, text=text, state="lost")
    _refused("polyvocal_scheduled_draft_has_a_time", Draft, text=text, state="scheduled")
    _refused("polyvocal_published_draft_has_an_edition", Draft, text=text, state="published")


def test_a_showing_does_not_end_before_it_began():
    edition = make_edition()
    days = {"shown_from": date(2024, 3, 1), "shown_until": date(2024, 2, 1)}
    _refused("polyvocal_showing_runs_forward", Showing, edition=edition, place="Room 2", **days)
    assert str(Showing.objects.create(edition=edition, place="Room 2", shown_from=date(2024, 3, 1))) == (
        "Room 2 2024-03-01–"
    )


def test_a_showing_is_in_a_place_or_an_exhibition():
    edition = make_edition()
    _refused("polyvocal_showing_is_somewhere", Showing, edition=edition)
    assert str(Showing.objects.create(edition=edition, exhibition="Salt", dates_as_written="spring")) == "Salt spring"


def test_a_relation_ties_two_texts_and_is_stated_once():
    one, other = make_text(), make_text()
    _refused("polyvocal_relation_ties_two_texts", Relation, text=one, relation_type="disputes", other=one)
    relation = Relation.objects.create(text=one, relation_type="disputes", other=other)
    _refused("polyvocal_relation_stated_once|UNIQUE", Relation, text=one, relation_type="disputes", other=other)
    assert relation.relation_label in str(relation)


def test_an_erasure_has_a_legal_basis():
    _refused(
        "polyvocal_erasure_has_a_legal_basis",
        Erasure, edition=make_edition(), legal_basis="", actor_name="x", erased_at=timezone.now(),
    )  # fmt: skip


def test_an_object_bears_a_former_number_once():
    obj = make_object(former_numbers=["KA 12"])
    _refused("polyvocal_former_number_once_per_object|UNIQUE", FormerNumber, obj=obj, number="KA 12")
    assert str(obj.former_numbers.get()) == "KA 12"


def test_rows_are_called_by_what_a_curator_knows_them_by():
    source = make_source("A letter")
    edition = make_edition(make_text(language="nl"), published_from=THEN)
    assert str(source) == "A letter"
    assert str(edition) == f"{edition.text}, 1"
    assert edition.text.text_type_label in str(edition.text)
    assert str(edition.draft).startswith(str(edition.text))
    assert str(edition.attributions.get()).startswith(str(edition.attributions.get().voice))


def test_a_licence_has_a_web_address_where_it_is_a_known_one():
    assert make_edition(licence="CC0-1.0").licence_uri == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert make_edition(licence="by agreement").licence_uri == ""


def test_an_open_draft_is_one_that_may_still_become_an_edition():
    draft = make_draft()
    assert draft.is_open
    assert list(Draft.objects.open()) == [draft]

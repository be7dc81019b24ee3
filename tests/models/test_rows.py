"""Rows written many at a time are those that Django writes one at a time."""

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from polyvocal.models import Attribution, Edition, FormerNumber, Source, Text, Voice
from polyvocal.models.rows import insert_for_keys, insert_instances, insert_rows
from tests.factories import make_edition, make_object, make_perspective, make_voice

pytestmark = pytest.mark.django_db


def _stored(table: str, *columns: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id")
        return list(cursor.fetchall())


def test_an_instance_is_stored_as_save_stores_it():
    given = {"names": {"nl": "Noor", "en": "Noor"}, "kind": "researcher", "uris": ["https://example.org/noor"]}
    Voice(slug="saved", **given).save()
    insert_instances(Voice, [Voice(slug="inserted", **given)])
    columns = [field.column for field in Voice._meta.concrete_fields if field.name not in ("id", "slug")]
    saved, inserted = _stored("polyvocal_voice", *columns)[-2:]
    assert inserted == saved


def test_instances_bear_their_keys_in_their_order():
    voices = [Voice(slug=f"voice-{number}") for number in range(1200)]
    insert_instances(Voice, voices)
    assert dict(Voice.objects.values_list("pk", "slug")).items() >= {(voice.pk, voice.slug) for voice in voices}
    assert not any(voice._state.adding for voice in voices)


def test_keys_that_were_known_before_and_moments_are_kept():
    text = Text(obj=make_object(), perspective=make_perspective(), text_type="title", language="nl")
    before = timezone.now()
    insert_instances(Text, [text])
    stored = Text.objects.get(pk=text.pk)
    assert before <= stored.created_at == text.created_at <= timezone.now()


def test_rows_need_no_instances():
    obj = make_object()
    insert_rows(FormerNumber, ("obj_id", "number", "until"), [(obj.pk, "A 1", "1971"), (obj.pk, "A 2", "")])
    assert list(obj.former_numbers.values_list("number", "until")) == [("A 1", "1971"), ("A 2", "")]


def test_the_keys_of_rows_come_back():
    keys = insert_for_keys(Source, ("title", "kind", "author", "date", "held_by", "uri"), [("A", *[""] * 5)] * 3)
    assert list(Source.objects.order_by("pk").values_list("pk", flat=True)) == keys


def test_the_guards_hold():
    edition = make_edition()
    row = (edition.pk, make_voice().pk, "author", 0)
    with pytest.raises(IntegrityError, match="is written with its edition"):
        insert_rows(Attribution, ("edition_id", "voice_id", "role", "position"), [row])


def test_all_rows_or_none():
    obj = make_object()
    with pytest.raises(IntegrityError):
        insert_rows(FormerNumber, ("obj_id", "number", "until"), [(obj.pk, "A 1", "")] * 2)


def test_nothing_given_is_nothing_done(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows(FormerNumber, ("number",), [])
        insert_instances(Edition, [])
        assert insert_for_keys(Source, ("title",), []) == []

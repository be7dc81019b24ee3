"""What the tests of imports ask of the archive."""

from collections.abc import Iterable

from django.apps import apps
from django.db import connection

from polyvocal.importers.models import RecordOutcome, SourceRecord
from polyvocal.models import Edition, Text

RUN_TABLES = {"polyvocal_importers_importrun"}
"""What a run that changes nothing may still write: itself."""


def rows_by_table(*, leave_out: Iterable[str] = ()) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of the site, so that two moments can be compared."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if model._meta.managed and not model._meta.proxy and table not in set(leave_out):
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT * FROM "{table}"')
                rows = [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]
            found[table] = sorted(rows, key=repr)
    return found


def texts_of(record_id: str, text_type: str = "wall-text") -> list[Text]:
    """Return the texts of the object that a record belongs to, in the order of their parts."""
    obj = SourceRecord.objects.get(record_id=record_id).obj
    return list(Text.objects.filter(obj_id=obj.pk, text_type=text_type).order_by("language", "part"))


def words_of(text: Text) -> list[str]:
    """Return the words of a text's editions, oldest first."""
    return list(Edition.objects.filter(text=text).order_by("number").values_list("words", flat=True))


def outcome_of(record_id: str) -> RecordOutcome:
    """Return the last outcome of a record."""
    found = RecordOutcome.objects.filter(record_id=record_id).last()
    assert found is not None
    return found

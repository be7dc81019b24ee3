"""Outcomes and source records in the admin, to be read and never changed."""

from pathlib import PurePath

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from polyvocal.importers.admin.reading import ReadOnly
from polyvocal.importers.models import RecordOutcome, SourceRecord, SourceText, unpacked

_LONGEST_SHOWN = 200_000


class _InFile:
    @admin.display(description=_("file"))
    def file_name(self, row: SourceRecord | RecordOutcome) -> str:
        """The file without its folder."""
        return PurePath(row.file).name


class _TextRows(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    model = SourceText
    fields = ("key", "term", "text", "edition", "is_taken_over", "is_gone", "offered_words")
    extra = 0


@admin.register(RecordOutcome)
class RecordOutcomeAdmin(_InFile, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """What came of a record in a run."""

    list_display = ("record_id", "run", "outcome", "reason", "file_name", "position")
    list_filter = ("outcome", "run")
    list_select_related = ("run__system",)
    search_fields = ("=record_id",)
    fields = ("run", "record_id", "file", "position", "outcome", "reason", "settled_in", "raw_shown")

    @admin.display(description=_("record as the source gave it"))
    def raw_shown(self, outcome: RecordOutcome) -> str:
        """The bytes of a record that could not be used."""
        return _shown(unpacked(outcome.packed), "UTF-8")


@admin.register(SourceRecord)
class SourceRecordAdmin(_InFile, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """A source record, whole, and the texts that come from it."""

    list_display = ("record_id", "system", "obj", "file_name", "last_run", "is_gone")
    list_filter = ("system", "is_gone")
    list_select_related = ("system", "obj", "last_run__system")
    search_fields = ("=record_id",)
    fields = ("system", "record_id", "obj", "file", "position", "is_gone", "first_run", "last_run", "raw_shown")
    inlines = (_TextRows,)

    @admin.display(description=_("record as the source gave it"))
    def raw_shown(self, record: SourceRecord) -> str:
        """The bytes of the record."""
        return _shown(record.raw, record.encoding)


def _shown(raw: bytes, encoding: str) -> str:
    return format_html("<pre>{}</pre>", raw[:_LONGEST_SHOWN].decode(encoding, errors="replace"))

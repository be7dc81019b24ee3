"""Flags as a table, a row at a time."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from polyvocal import spreadsheets
from polyvocal.models import TriageFlag
from polyvocal.object_model import adapter
from polyvocal.triage.reasons import reasons_of, rule_label

_CHUNK = 1000


def csv_lines(flags: Any) -> Iterator[str]:
    """Yield a CSV file line by line: a heading, then a line a flag; memory stays the same however many there are."""
    made = adapter()
    rows = flags.select_related("obj").order_by("pk").iterator(chunk_size=_CHUNK)
    return spreadsheets.csv_lines(_headings(), (_cells(flag, made) for flag in rows))


def _headings() -> list[str]:
    return [
        _("Identifier"), _("Object number"), _("Rule"), _("Rule in words"), _("Certain"), _("Band of acquisition"),
        _("Reasons"), _("Verdict"), _("Raised"), _("No longer raised"),
    ]  # fmt: skip


def _cells(flag: TriageFlag, made: Any) -> list[Any]:
    ended = flag.ended_at
    return [
        made.identifier(flag.obj), made.object_number(flag.obj), flag.rule, rule_label(flag.rule),
        _("certain") if flag.is_certain else _("possible"), flag.bands, "\n".join(reasons_of(flag)),
        flag.get_verdict_display(), flag.raised_at.date().isoformat(), ended.date().isoformat() if ended else "",
    ]  # fmt: skip

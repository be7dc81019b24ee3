"""All provenance statements of an object side by side: one row a step, one column a statement, gaps between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from polyvocal.admin.objects import object_admin_address, texts_address
from polyvocal.models import Edition, Text
from polyvocal.object_model import adapter
from polyvocal.pages.ribbons import Ribbon, Row, Shown, gap_in_words, ribbon_of
from polyvocal.selectors import titles_of
from polyvocal.selectors.provenance import STATEMENT


@dataclass(frozen=True, slots=True)
class TableRow:
    """A step with a cell for each statement (its claims about that step), or a gap in a sentence."""

    cells: tuple[tuple[Shown, ...], ...] = ()
    is_contested: bool = False
    gap: str = ""
    number: int = 0


def table_of(ribbon: Ribbon) -> tuple[Sequence[Edition], tuple[TableRow, ...]]:
    """Return the columns and the rows."""
    return ribbon.statements, tuple(_rows(ribbon))


def _rows(ribbon: Ribbon) -> Iterator[TableRow]:
    number = 0
    for row in ribbon.rows:
        if row.gap is not None:
            yield TableRow(gap=gap_in_words(row.gap))
        elif row.step is not None:
            cells = tuple(_claims_in(row, edition) for edition in ribbon.statements)
            number += 1
            yield TableRow(cells, is_contested=row.step.is_contested, number=number)


def _claims_in(row: Row, edition: Edition) -> tuple[Shown, ...]:
    return tuple(one for one in row.shown if one.claim.edition.pk == edition.pk)


def provenance_page(request: HttpRequest, obj: Any, site_context: dict[str, Any]) -> HttpResponse:
    """Show the statements of an object that stand now side by side, and those that are still being written."""
    columns, rows = table_of(ribbon_of(obj, adapter().to_record(obj).facts, moment=timezone.now()))
    standing = [edition.text_id for edition in columns]
    unread = Text.objects.filter(obj=obj, text_type=STATEMENT).exclude(pk__in=standing).select_related("perspective")
    context = {
        **site_context, "columns": columns, "rows": rows, "others": unread, "object": obj,
        "object_title": titles_of([obj], language=get_language() or "en")[obj.pk].words,
        "object_address": object_admin_address(obj), "board_address": texts_address(obj),
        "title": _("Provenance, side by side"),
    }  # fmt: skip
    return TemplateResponse(request, "polyvocal/admin/side_by_side.html", context)

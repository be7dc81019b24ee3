"""The report of a run or a plan as tables that a person reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from polyvocal.conf import label_of
from polyvocal.languages import language_name


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and heads; the last column holds numbers."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]


def tables_in(report: Mapping[str, Any]) -> list[Table]:
    """Return the tables of a report that have rows."""
    number = _("Number")
    tables = [
        Table(_("New texts"), [_("Text type"), _("Language"), number], _typed(report.get("texts_new", ()))),
        Table(_("Left out, and why"), [_("What"), _("Why"), number], _explained(report.get("skipped", ()), "what")),
        Table(_("Letters repaired"), [_("Field"), _("What was done"), number], _explained(report.get("repaired", ()))),
        Table(
            _("Letters to be looked at"), [_("Field"), _("What seems wrong"), number],
            _explained(report.get("suspected", ())),
        ),
    ]  # fmt: skip
    return [one for one in tables if one.rows]


def totals_in(report: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return what was made, in words, without the noughts."""
    objects = report.get("objects", {})
    totals = [
        (_("Objects made"), objects.get("new", 0)),
        (_("Objects whose facts changed"), objects.get("changed", 0)),
        (_("Editions published"), report.get("editions", 0)),
        (_("New voices"), len(report.get("voices_new", ()))),
    ]
    return [(words, number) for words, number in totals if number]


def undone_in(report: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return what undoing did, in words."""
    words = {
        "texts-restored": _("texts got their words from before, as a new edition"),
        "texts-withdrawn": _("texts withdrawn"),
        "showings-taken-back": _("showings taken back"),
        "editions-withdrawn": _("editions withdrawn, each with a tombstone"),
        "records-given-back": _("records no longer marked as gone"),
        "objects-marked-gone": _("objects marked as gone"),
    }
    return [(words.get(name, name), number) for name, number in report.get("counts", {}).items() if number]


def _typed(rows: Iterable[Mapping[str, Any]]) -> list[Sequence[Any]]:
    return [(label_of("text_type", row["type"]), language_name(row["language"]), row["count"]) for row in rows]


def _explained(rows: Iterable[Mapping[str, Any]], name: str = "leaf") -> list[Sequence[Any]]:
    return [(row[name], row["explanation"], row["count"]) for row in rows]

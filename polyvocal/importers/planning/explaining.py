"""Puts plans and their reasons into words: for the dry run, the outcomes and the report."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from polyvocal.comparing import compared
from polyvocal.importers.models import Outcome
from polyvocal.importers.planning.plans import EditionPlan, Plan

_KEPT_AROUND = 40


def explained(plan: Plan) -> str:
    """Return why a record has the outcome it has, in whole sentences."""
    sentences = list(dict.fromkeys(plan.reasons))
    if plan.changes:
        names = ", ".join(change.name for change in plan.changes)
        sentences.append(_("Changed fields of the object: %(names)s.") % {"names": names})
    if plan.editions and plan.record is not None:
        sentences.append(_("Editions published: %(count)d.") % {"count": len(plan.editions)})
    return " ".join(sentences)


def plan_lines(plan: Plan) -> Iterator[str]:
    """Yield the lines that a dry run prints for a record."""
    raw = plan.read.raw
    yield f"{raw.record_id} · {plan.read.obj.object_number} · {Outcome(plan.outcome).label}"
    for change in plan.changes:
        yield f"    {change.name}: {_shortened(change.before)} → {_shortened(change.after)}"
    for number, _until in plan.former_numbers:
        yield "    " + _("former number: %(number)s") % {"number": number}
    for edition in plan.editions:
        yield f"    {_place(edition)}: {_edition_words(edition, is_new=plan.record is None)}"
    for offer in plan.offers:
        yield "    " + _("offered, not published: %(difference)s") % {
            "difference": difference(offer.before, offer.read.edition.words)
        }
    for sentence in dict.fromkeys(plan.reasons):
        yield f"    {sentence}"


def difference(before: str, after: str) -> str:
    """Return the change from one text to another in one line: [-removed-], {+added+}, long shared runs cut."""
    shown = {"same": _cut, "removed": "[-{}-]".format, "added": "{{+{}+}}".format}
    return " ".join("".join(shown[piece.kind](piece.words) for piece in compared(before, after)).split())


def _cut(words: str) -> str:
    if len(words) <= 2 * _KEPT_AROUND:
        return words
    return f"{words[:_KEPT_AROUND]} … {words[-_KEPT_AROUND:]}"


def _place(edition: EditionPlan) -> str:
    record = edition.read.record
    part = f" ({edition.text.part})" if edition.text.part > 1 else ""
    return f"{edition.text.text_type_label} · {record.language} · {record.perspective.slug}{part}"


def _edition_words(edition: EditionPlan, *, is_new: bool) -> str:
    words = edition.read.edition.words
    if edition.before and not is_new:
        return difference(edition.before, words)
    speakers = ", ".join(one.voice.slug for one in edition.read.edition.attributions)
    return f"{_shortened(words)} — {speakers}"


def _shortened(value: Any) -> str:
    words = " ".join(str(value).split())
    return f"{words[:77]}…" if len(words) > 80 else words

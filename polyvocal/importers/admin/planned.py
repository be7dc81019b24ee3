"""A plan as its page shows it: counts, one outcome's records, and the report in tables."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from polyvocal.comparing import Piece
from polyvocal.importers.admin.reports import tables_in
from polyvocal.importers.admin.signs import TO_LOOK_AT, counts_in, sign_of_outcome
from polyvocal.importers.models import Outcome
from polyvocal.models import Job

PAGE = 25
_LISTED = (*TO_LOOK_AT, Outcome.UPDATE, Outcome.CREATE)


def planned(job: Job, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page of a plan shows; `asked` may name an outcome and a page."""
    result = job.result
    report = result["report"]
    counts = counts_in(report["outcomes"], is_plan=True)
    kept = _by_outcome(result["records"])
    outcome = asked.get("outcome", "")
    if outcome not in report["outcomes"]:
        outcome = next((one for one in _LISTED if kept.get(one)), "")
    listed = kept.get(outcome, [])
    page = Paginator(listed, PAGE).get_page(asked.get("page"))
    not_shown = result.get("not_shown", {}).get(outcome, 0)
    return {
        "counts": counts, "report": report, "tables": tables_in(report), "outcome": outcome,
        "sign": sign_of_outcome(outcome) if outcome else None, "page": page, "is_forgotten": _is_forgotten(result),
        "records": [_shown(one) for one in page.object_list], "not_shown": not_shown,
        "shown_number": len(listed), "tabs": [one for one in counts if one.sign.code in kept],
        "is_empty": not any(one.sign.code != Outcome.UNCHANGED for one in counts),
    }  # fmt: skip


def _by_outcome(records: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in records:
        found.setdefault(one["outcome"], []).append(one)
    return found


def _is_forgotten(result: Mapping[str, Any]) -> bool:
    """Whether the records of a plan were let go of because words were erased since."""
    counted = result["report"]["outcomes"]
    return not result["records"] and any(counted.get(one) for one in _LISTED)


def _shown(record: Mapping[str, Any]) -> dict[str, Any]:
    texts = [
        {**one, "pieces": [Piece(**piece) for piece in one["pieces"]], "remains": _what_remains(one)}
        for one in record.get("texts", ())
    ]
    return {**record, "sign": sign_of_outcome(record["outcome"]), "texts": texts}


def _what_remains(text: Mapping[str, Any]) -> str:
    number = text.get("standing")
    if text["is_offer"]:
        return _("These words are offered beside the text; what stands stays as it is.")
    if number is None:
        return _("No edition of this text stands at present; earlier ones stay as they are.")
    if not text["since"]:
        told = _("The present edition stays readable as edition %(number)d, superseded today.")
        return told % {"number": number}
    return _("The present edition stays readable as edition %(number)d, superseded on %(date)s.") % {
        "number": number, "date": date_format(timezone.localtime(datetime.fromisoformat(text["since"])), "DATE_FORMAT"),
    }  # fmt: skip

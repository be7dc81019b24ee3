"""Counting words, searching and checking terms as jobs, which the admin starts and watches."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from polyvocal.jobs import Work, register
from polyvocal.models import UsedWord
from polyvocal.terms.checking import Checked, check_terms
from polyvocal.terms.counting import Tally, count_words
from polyvocal.terms.worklist import AT_ONCE, Searched, search_words, waiting_words

COUNT, CHECK, SEARCH = "count-words", "check-terms", "search-terms"


def register_kinds() -> None:
    """Make the kinds of job known."""
    register(COUNT, count_job)
    register(CHECK, check_job)
    register(SEARCH, search_job)


def count_job(work: Work) -> Mapping[str, Any]:
    """Count the words of the facts. Begun again, it counts anew."""

    def told(tally: Tally) -> None:
        work.came_to({"percent": tally.percent, "objects": tally.objects, "of": tally.of})

    tally = count_words(told)
    return {"objects": tally.objects, "words": len(tally.words)}


def check_job(work: Work) -> Mapping[str, Any]:
    """Check the terms in use. Begun again, it goes on where it was."""

    def told(checked: Checked, last: int) -> None:
        work.note(after=last, begun=checked.as_json())
        work.came_to({"percent": checked.percent, **checked.as_json()})

    cursor = work.cursor
    return check_terms(work.actor, told, begun=cursor.get("begun"), after=cursor.get("after", 0)).as_json()


def search_job(work: Work) -> Mapping[str, Any]:
    """Look up the words that wait, the most frequent first, each word once; the next job goes on with the rest."""
    words = list(_not_searched_yet(work.arguments.get("field", ""))[:AT_ONCE])

    def told(searched: Searched, last: int) -> None:
        UsedWord.objects.filter(pk=last).update(searched_at=timezone.now())
        work.came_to({"percent": 100 * searched.words // max(searched.of, 1), **searched.as_json()})

    return search_words(words, told).as_json()


def _not_searched_yet(field: str) -> Any:
    return waiting_words(field).filter(searched_at__isnull=True).order_by("-uses", "words", "pk")

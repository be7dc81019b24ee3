"""Counting words and checking terms as jobs, which the admin starts and watches."""

from collections.abc import Mapping
from typing import Any

from polyvocal.jobs import Work, register
from polyvocal.terms.checking import Checked, check_terms
from polyvocal.terms.counting import Tally, count_words

COUNT, CHECK = "count-words", "check-terms"


def register_kinds() -> None:
    """Make the kinds of job known."""
    register(COUNT, count_job)
    register(CHECK, check_job)


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

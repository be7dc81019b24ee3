"""The worklist: drafts that wait for somebody, newest first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from polyvocal.admin.states import Sign, is_sent_back, sign_of, speakers
from polyvocal.models import Draft, DraftAttribution, DraftState
from polyvocal.object_model import adapter
from polyvocal.selectors import titles_of

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Task:
    """One draft, where it belongs, and what was noted about it."""

    draft: Draft
    sign: Sign
    object_title: str
    object_number: str
    speakers: str


@dataclass(frozen=True, slots=True)
class Pile:
    """Drafts in the same state, with a sentence that says what is to be done."""

    code: str
    heading: str
    explanation: str
    tasks: tuple[Task, ...]


def worklist() -> list[Pile]:
    """Return the piles in the order of their urgency, in a constant number of queries."""
    voices = Prefetch("attributions", DraftAttribution.objects.select_related("voice"))
    drafts = list(
        Draft.objects.open().select_related("text__perspective", "text__obj").prefetch_related(voices)[:LONGEST]
    )
    titles = titles_of({draft.text.obj for draft in drafts}, language=get_language() or "en") if drafts else {}
    piles: dict[str, list[Task]] = {}
    for draft in drafts:
        piles.setdefault(_pile_of(draft), []).append(_task(draft, titles))
    return [Pile(code, heading, told, tuple(piles.get(code, ()))) for code, heading, told in _piles()]


def waiting() -> dict[str, int]:
    """Return how many drafts are in each pile; one query."""
    counted: dict[str, int] = {}
    for draft in Draft.objects.open().only("state", "note"):
        counted[_pile_of(draft)] = counted.get(_pile_of(draft), 0) + 1
    return counted


def _pile_of(draft: Draft) -> str:
    return "sent-back" if is_sent_back(draft) else str(draft.state)


def _task(draft: Draft, titles: dict[Any, Any]) -> Task:
    obj: Any = draft.text.obj
    return Task(draft, sign_of(draft), titles[obj.pk].words, adapter().object_number(obj), speakers(draft))


def _piles() -> list[tuple[str, str, str]]:
    return [
        (DraftState.IN_REVIEW, _("In review"), _("Somebody waits for a second pair of eyes.")),
        ("sent-back", _("Sent back"), _("The reviewer asked for a change; the note says which.")),
        (DraftState.APPROVED, _("Approved"), _("Ready: a curator can publish them.")),
        (DraftState.SCHEDULED, _("Scheduled"), _("They become public at their moment, without anybody doing a thing.")),
        (DraftState.DRAFT, _("Being written"), _("Not yet offered for review.")),
    ]

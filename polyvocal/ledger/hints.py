"""Hints: what changed without a timestamp on any object. Whoever saves writes one row; a sweep finds the objects.

A hint is written with the change it is about and taken in while the ledger is held. So whoever gathered an object
before the change has told it by then, and the object is looked at once more.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from polyvocal.ledger.turns import locked, turn
from polyvocal.ledger.word_users import users_of
from polyvocal.models import (
    Announced,
    Announcement,
    Attribution,
    Citation,
    EventAssessment,
    EventCitation,
    Hint,
    HintKind,
    Relation,
    Text,
    Voice,
)
from polyvocal.object_model import adapter

_IN_FACTS = (HintKind.WORD, HintKind.TERM)
"""Kinds whose objects only their facts tell."""
_AT_ONCE = 500


def hint(kind: str, about: Sequence[Any]) -> None:
    """Note that these changed, by their keys: the objects they concern are looked at in the next sweep."""
    if about:
        Hint.objects.create(kind=kind, about=list(about))


def concerned(*, most: int) -> int:
    """Return how many objects have to be looked at or looked through for the hints, at most one more than `most`."""
    hints = list(Hint.objects.all()[: most + 1])
    if len(hints) > most:
        return most + 1
    if any(one.kind in _IN_FACTS for one in hints):
        return min(adapter().visible().count(), most + 1)
    keys = {key for found in _objects_of(hints) for key in _distinct(found)[: most + 1]}
    return min(len(keys), most + 1)


def take_in(came_to: Callable[[], object], *, patience: float) -> None:
    """Mark the objects that hints concern as due, and forget the hints; `came_to` may raise to stop.

    Raises LedgerBusyError where another process holds the ledger for more than `patience` seconds.
    """
    while hints := list(Hint.objects.exclude(kind__in=_IN_FACTS)[:_AT_ONCE]):
        keys = {key: None for found in _objects_of(hints) for key in _distinct(found)}
        _let_be_due(list(keys), hints, patience)
    if hints := list(Hint.objects.filter(kind__in=_IN_FACTS)):
        found = users_of(_about(hints, HintKind.WORD), terms=_about(hints, HintKind.TERM), came_to=came_to)
        _let_be_due(found, hints, patience)


def _let_be_due(keys: Sequence[Any], hints: Sequence[Hint], patience: float) -> None:
    # In short transactions: on SQLite a curator's save waits for each.
    for start in range(0, len(keys), _AT_ONCE):
        with turn(patience=patience) as holder, transaction.atomic():
            locked(holder)
            told = Announcement.objects.of(Announced.OBJECT).filter(obj__in=keys[start : start + _AT_ONCE])
            told.update(is_due=True)
    Hint.objects.filter(pk__in=[one.pk for one in hints]).delete()


def _objects_of(hints: Sequence[Hint]) -> Iterable[Any]:
    """Yield keys of objects, or questions for them, kind by kind."""
    for kind, asked in _ASKED.items():
        if about := _about(hints, kind):
            yield from asked(about)


def _distinct(found: Any) -> Any:
    return found.distinct() if isinstance(found, QuerySet) else found


def _about(hints: Sequence[Hint], kind: str) -> list[Any]:
    return [one for hint in hints if hint.kind == kind for one in hint.about]


def _of_voices(about: Sequence[Any]) -> Iterable[Any]:
    # A voice is named with what it is part of.
    voices = Voice.objects.filter(Q(pk__in=about) | Q(parent__in=about)).order_by().values("pk")
    yield Attribution.objects.filter(voice__in=voices).order_by().values_list("edition__text__obj", flat=True)
    yield EventAssessment.objects.filter(voice__in=voices).order_by().values_list("event__text__obj", flat=True)
    yield Relation.objects.filter(asserted_by__in=voices).order_by().values_list("text__obj", flat=True)


def _of_sources(about: Sequence[Any]) -> Iterable[Any]:
    yield Citation.objects.filter(source__in=about).order_by().values_list("edition__text__obj", flat=True)
    stated = EventCitation.objects.filter(source__in=about).order_by()
    yield stated.values_list("statement__edition__text__obj", flat=True)
    yield EventAssessment.objects.filter(source__in=about).order_by().values_list("event__text__obj", flat=True)


def _of_texts(**about: Any) -> Iterable[Any]:
    yield Text.objects.filter(**about).order_by().values_list("obj", flat=True)


_ASKED: dict[str, Callable[[Sequence[Any]], Iterable[Any]]] = {
    HintKind.VOICE: _of_voices,
    HintKind.PERSPECTIVE: lambda about: _of_texts(perspective__in=about),
    HintKind.SOURCE: _of_sources,
    HintKind.TEXT: lambda about: _of_texts(pk__in=about),
    HintKind.EDITION: lambda about: _of_texts(editions__in=about),
    HintKind.OBJECT: lambda about: [about],
}

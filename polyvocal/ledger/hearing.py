"""Hears of what changes without a timestamp, in the transaction that changes it, and writes a hint: one row each."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from polyvocal.ledger.hints import hint
from polyvocal.models import (
    FormerNumber,
    HintKind,
    Perspective,
    ProvenanceEvent,
    Relation,
    Showing,
    Source,
    TermChange,
    Voice,
)
from polyvocal.records import TermKey
from polyvocal.signals import words_tied

_Concerns = Callable[[Any], Any]

# What nothing refers to yet when it is made, or what bears the moment at which it was made.
_CHANGED: dict[type[Model], tuple[str, _Concerns]] = {
    Voice: (HintKind.VOICE, lambda row: row.pk),
    Perspective: (HintKind.PERSPECTIVE, lambda row: row.pk),
    Source: (HintKind.SOURCE, lambda row: row.pk),
    Relation: (HintKind.TEXT, lambda row: row.text_id),
    ProvenanceEvent: (HintKind.TEXT, lambda row: row.text_id),
}
_MADE_OR_CHANGED: dict[type[Model], tuple[str, _Concerns]] = {
    Showing: (HintKind.EDITION, lambda row: row.edition_id),
    FormerNumber: (HintKind.OBJECT, lambda row: row.obj_id),
    TermChange: (HintKind.TERM, lambda row: row.term_id),
}
_REMOVED: dict[type[Model], tuple[str, _Concerns]] = {
    Relation: _CHANGED[Relation],
    Showing: _MADE_OR_CHANGED[Showing],
    FormerNumber: _MADE_OR_CHANGED[FormerNumber],
}


def connect() -> None:
    """Begin to hear."""
    for model in _CHANGED | _MADE_OR_CHANGED:
        post_save.connect(_hear_of_saved, sender=model, dispatch_uid=f"polyvocal.ledger.saved.{model.__name__}")
    for model in _REMOVED:
        post_delete.connect(_hear_of_removed, sender=model, dispatch_uid=f"polyvocal.ledger.removed.{model.__name__}")
    words_tied.connect(_hear_of_words, dispatch_uid="polyvocal.ledger.words")


def _hear_of_saved(*, sender: type[Model], instance: Any, created: bool, **_: Any) -> None:
    heard = _MADE_OR_CHANGED if created else _CHANGED | _MADE_OR_CHANGED
    if sender in heard:
        _note(heard[sender], instance)


def _hear_of_removed(*, sender: type[Model], instance: Any, **_: Any) -> None:
    _note(_REMOVED[sender], instance)


def _hear_of_words(*, words: Sequence[TermKey], objects: Sequence[Any] = (), **_: Any) -> None:
    hint(HintKind.WORD, words)
    hint(HintKind.OBJECT, objects)


def _note(concerns: tuple[str, _Concerns], row: Any) -> None:
    kind, about = concerns
    hint(kind, [about(row)])

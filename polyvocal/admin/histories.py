"""What django-reversion recorded about a row, told step by step. Read from the stored JSON, never reverted."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from polyvocal.admin.events_told import stored_events_in_words
from polyvocal.comparing import Piece, compared

_NOT_TOLD = {"changed_at", "created_at", "findable_as", "text", "based_on", "restores", "published_as"}


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a step changed, word by word."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One recorded state: when, by whom, why, and what differs from the state before."""

    at: datetime
    who: str
    why: str
    changes: tuple[Change, ...]


def steps_in(versions: Iterable[Any], model: type[Model]) -> list[Step]:
    """Return the steps, newest first, of versions given newest first."""
    told: list[Step] = []
    before: Mapping[str, Any] = {}
    for version in reversed(list(versions)):
        fields = _fields_of(version)
        who, _colon, why = version.revision.comment.partition(": ")
        told.append(Step(version.revision.date_created, who, why, tuple(_changes(before, fields, model))))
        before = fields
    return told[::-1]


def _fields_of(version: Any) -> Mapping[str, Any]:
    rows = json.loads(version.serialized_data)
    return dict(rows[0]["fields"]) if rows else {}


def _changes(before: Mapping[str, Any], after: Mapping[str, Any], model: type[Model]) -> Iterable[Change]:
    for name in after:
        if name in _NOT_TOLD or before.get(name) == after[name]:
            continue
        labels = _labels_of(name, model)
        in_words = stored_events_in_words if name == "events" else partial(_as_words, labels=labels)
        pieces = compared(in_words(before.get(name) or []), in_words(after[name]))
        if pieces:
            yield Change(_label_of(name, model), tuple(pieces))


def _as_words(value: Any, labels: Mapping[Any, str] = MappingProxyType({})) -> str:
    if value in (None, "", {}, []):
        return ""
    if isinstance(value, str) and value in labels:
        return labels[value]
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {_as_words(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(_as_words(one) for one in value)
    return str(value)


def _labels_of(name: str, model: type[Model]) -> Mapping[Any, str]:
    try:
        choices = getattr(model._meta.get_field(name), "choices", None)
    except FieldDoesNotExist:
        return {}
    return {code: str(label) for code, label in choices or ()}


def _label_of(name: str, model: type[Model]) -> str:
    try:
        return str(getattr(model._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:  # recorded before a migration renamed the field
        return name

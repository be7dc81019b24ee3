"""Of a provenance statement and its translations, the one that a visitor reads."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from polyvocal.models import Edition

TRANSLATOR = "translator"


def without_translations(editions: Sequence[Edition], *, language: str, judged: Collection[UUID]) -> list[Edition]:
    """Return standing statements, of those that translate each other the one nearest to `language`.

    Texts of one perspective and part in several languages are translations. One that has a voice of its own, or an
    event that was judged by itself (`judged`), stays: it says what the other does not.
    """
    nearest: dict[tuple[Any, int], Edition] = {}
    for edition in sorted(editions, key=lambda one: _distance(one.text.language, language)):
        nearest.setdefault(_place(edition), edition)
    kept = set(nearest.values())
    return [one for one in editions if one in kept or _says_more(one, nearest[_place(one)], judged)]


def translations_among(editions: Sequence[Edition], chosen: Edition, *, read: Collection[Edition]) -> list[Edition]:
    """Return the statements that `chosen` stands for: of its place, and not `read` themselves."""
    return [one for one in editions if one not in read and _place(one) == _place(chosen)]


def _place(edition: Edition) -> tuple[Any, int]:
    return edition.text.perspective_id, edition.text.part


def _distance(tag: str, wanted: str) -> tuple[bool, bool]:
    return tag != wanted, tag.split("-")[0] != wanted.split("-")[0]


def _says_more(edition: Edition, chosen: Edition, judged: Collection[UUID]) -> bool:
    has_judgement = any(row.event_id in judged for row in edition.event_statements.all())
    return has_judgement or not _authors(edition) <= _authors(chosen)


def _authors(edition: Edition) -> set[int]:
    return {row.voice_id for row in edition.attributions.all() if row.role != TRANSLATOR}

"""The board of an object: perspectives across, text types and languages down; a cell tells the state of its texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.text import Truncator
from django.utils.translation import get_language

from polyvocal.admin.states import Sign, age_in_words, sign_of, speakers
from polyvocal.conf import label_of, setting, vocabulary
from polyvocal.languages import language_name
from polyvocal.models import Attribution, Draft, DraftAttribution, Edition, Perspective, Text
from polyvocal.selectors import titles_of

FIRST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Entry:
    """One text in a cell: its last edition, the newest open draft, and what there is to see of them."""

    text: Text
    edition: Edition | None
    draft: Draft | None
    signs: tuple[Sign, ...]
    first_words: str
    speakers: str
    age: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A place for texts; empty where nobody has spoken yet."""

    perspective: Perspective
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One text type in one language, through all perspectives."""

    text_type: str
    type_label: str
    language: str
    language_label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """All texts of an object in their places."""

    obj: Any
    title: str
    perspectives: tuple[Perspective, ...]
    rows: tuple[Row, ...]
    texts_counted: int
    voices_counted: int


def board_of(obj: Any) -> Board:
    """Return the board of an object, in a constant number of queries."""
    texts = list(Text.objects.filter(obj=obj).select_related("perspective"))
    editions, drafts = _last_editions(obj), _open_drafts(obj)
    entries = [_entry(text, editions.get(text.pk), drafts.get(text.pk)) for text in texts]
    perspectives = sorted({text.perspective for text in texts}, key=lambda one: (one.position, one.slug))
    voices = {one.voice_id for edition in editions.values() for one in edition.attributions.all()}
    title = titles_of([obj], language=get_language() or "en")[obj.pk].words
    rows = tuple(_rows(entries, perspectives))
    return Board(obj, title, tuple(perspectives), rows, len(texts), len(voices))


def _last_editions(obj: Any) -> dict[Any, Edition]:
    later = Edition.objects.filter(text=OuterRef("text"), number__gt=OuterRef("number"))
    voices = Prefetch("attributions", Attribution.objects.select_related("voice"))
    found = Edition.objects.filter(~Exists(later), text__obj=obj).prefetch_related(voices)
    return {edition.text_id: edition for edition in found}


def _open_drafts(obj: Any) -> dict[Any, Draft]:
    voices = Prefetch("attributions", DraftAttribution.objects.select_related("voice"))
    found = Draft.objects.open().filter(text__obj=obj).order_by("changed_at").prefetch_related(voices)
    return {draft.text_id: draft for draft in found}


def _entry(text: Text, edition: Edition | None, draft: Draft | None) -> Entry:
    shown = edition if edition is not None and not edition.is_withdrawn else draft
    since = edition.withdrawn_at or edition.published_from if edition else draft.changed_at if draft else None
    return Entry(
        text=text,
        edition=edition,
        draft=draft,
        signs=tuple(sign_of(row) for row in (edition, draft) if row is not None),
        first_words=Truncator(shown.words).words(FIRST_WORDS) if shown else "",
        speakers=speakers(shown or edition) if shown or edition else "",
        age=age_in_words(since) if since else "",
    )


def _rows(entries: Iterable[Entry], perspectives: list[Perspective]) -> Iterable[Row]:
    placed: dict[tuple[str, str], dict[int, list[Entry]]] = {}
    for entry in entries:
        place = placed.setdefault((entry.text.text_type, entry.text.language), {})
        place.setdefault(entry.text.perspective_id, []).append(entry)
    for text_type, language in sorted(placed, key=_reading_order):
        held = placed[(text_type, language)]
        cells = tuple(
            Cell(one, tuple(sorted(held.get(one.pk, ()), key=lambda entry: entry.text.part))) for one in perspectives
        )
        yield Row(text_type, label_of("text_type", text_type), language, language_name(language), cells)


def _reading_order(place: tuple[str, str]) -> tuple[int, int, str]:
    codes, tags = list(vocabulary("text_type")), list(setting("LANGUAGES"))
    text_type, language = place
    return (
        codes.index(text_type) if text_type in codes else len(codes),
        tags.index(language) if language in tags else len(tags),
        language,
    )

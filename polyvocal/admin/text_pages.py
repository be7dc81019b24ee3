"""What the page of a text shows: what stands, what is being written, and all that was said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from polyvocal.admin.objects import object_admin_address, texts_address
from polyvocal.admin.states import Sign, age_in_words, sign_of, speakers
from polyvocal.admin.targets import hint_for, words_counted
from polyvocal.comparing import Piece, compared
from polyvocal.languages import direction, language_name
from polyvocal.models import Draft, DraftAttribution, DraftCitation, Edition, Relation, Reliance, ReviewCall, Text
from polyvocal.object_model import adapter
from polyvocal.selectors import titles_of, with_ties


@dataclass(frozen=True, slots=True)
class Chapter:
    """An edition as its page and the history tell it; `changes` is what it changed of the edition before."""

    edition: Edition
    sign: Sign
    speakers: str
    age: str
    words_counted: int
    changes: tuple[Piece, ...]
    is_erased: bool
    before: Edition | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft as a tab or as a line of the history tells it."""

    draft: Draft
    sign: Sign
    speakers: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text belongs: its object, perspective, type and language, in words."""

    text: Text
    object_title: str
    object_number: str
    object_address: str
    board_address: str
    public_address: str
    language: str
    direction: str
    hint: str


@dataclass(frozen=True, slots=True)
class TextPage:
    """All that the page of a text shows besides the editor's forms."""

    place: Place
    chapters: tuple[Chapter, ...]
    open_drafts: tuple[Sheet, ...]
    closed_drafts: tuple[Sheet, ...]
    relations: tuple[Relation, ...]
    relations_from_others: tuple[Relation, ...]
    reliances: tuple[Reliance, ...]
    calls: tuple[ReviewCall, ...]

    @property
    def last(self) -> Edition | None:
        """The last edition, whatever its state."""
        return self.chapters[0].edition if self.chapters else None

    @property
    def standing(self) -> Chapter | None:
        """The chapter of the edition that stands now."""
        return next((one for one in self.chapters if one.edition.is_current), None)

    @property
    def open_calls(self) -> tuple[ReviewCall, ...]:
        """What calls for a review and is not settled."""
        return tuple(one for one in self.calls if one.settled_at is None)

    @property
    def settled_calls(self) -> tuple[ReviewCall, ...]:
        """What called for a review before, with how it was settled."""
        return tuple(one for one in self.calls if one.settled_at is not None)

    @property
    def earlier(self) -> tuple[Chapter, ...]:
        """All other chapters, newest first."""
        return tuple(one for one in self.chapters if not one.edition.is_current)


def text_page_of(text: Text) -> TextPage:
    """Return the page of a text, in a constant number of queries."""
    editions = with_ties(Edition.objects.filter(text=text)).select_related("erasure").order_by("number")
    drafts = drafts_of(text)
    ties = ("text__perspective", "other__perspective", "asserted_by", "edition")
    return TextPage(
        place=place_of(text),
        chapters=tuple(chapters(list(editions))),
        open_drafts=tuple(_sheet(draft) for draft in drafts if draft.is_open),
        closed_drafts=tuple(_sheet(draft) for draft in drafts if not draft.is_open),
        relations=tuple(Relation.objects.filter(text=text).select_related(*ties)),
        relations_from_others=tuple(Relation.objects.filter(other=text).select_related(*ties)),
        reliances=tuple(Reliance.objects.filter(text=text).select_related("event__text__perspective", "research")),
        calls=tuple(ReviewCall.objects.filter(text=text).select_related("event", "research")),
    )


def place_of(text: Text) -> Place:
    """Return where a text belongs."""
    obj: Any = text.obj
    made = adapter()
    return Place(
        text=text,
        object_title=titles_of([obj], language=get_language() or "en")[obj.pk].words,
        object_number=made.object_number(obj),
        object_address=object_admin_address(obj),
        board_address=texts_address(obj),
        public_address=_public_address(made.identifier(obj)),
        language=language_name(text.language),
        direction=direction(text.language),
        hint=hint_for(text.text_type),
    )


def _public_address(identifier: str) -> str:
    try:
        return reverse("polyvocal:object", args=[identifier])
    except NoReverseMatch:
        return ""


def drafts_of(text: Text) -> list[Draft]:
    """Return the drafts of a text with their voices and sources, newest first."""
    voices = Prefetch("attributions", DraftAttribution.objects.select_related("voice"))
    sources = Prefetch("citations", DraftCitation.objects.select_related("source"))
    found = Draft.objects.filter(text=text).select_related("based_on", "restores", "published_as")
    return list(found.prefetch_related(voices, sources))


def chapters(editions: Sequence[Edition], *, now: datetime | None = None) -> list[Chapter]:
    """Return editions, given oldest first, as chapters, newest first."""
    told = []
    before: Edition | None = None
    for edition in editions:
        told.append(_chapter(edition, before, now))
        before = edition
    return told[::-1]


def _chapter(edition: Edition, before: Edition | None, now: datetime | None) -> Chapter:
    is_readable = before is not None and bool(before.words and edition.words)
    return Chapter(
        edition=edition,
        sign=sign_of(edition),
        speakers=speakers(edition),
        age=age_in_words(edition.published_from, now),
        words_counted=words_counted(edition.words),
        changes=tuple(compared(before.words, edition.words)) if before is not None and is_readable else (),
        is_erased=not edition.words,
        before=before,
    )


def _sheet(draft: Draft) -> Sheet:
    return Sheet(draft, sign_of(draft), speakers(draft))

"""Which perspectives of an object are shown, in what declared order, and which text of each comes first."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from polyvocal.conf import setting, vocabulary
from polyvocal.models import Edition, Perspective, Source, Voice
from polyvocal.replies import Place, Reply, place_of, replies_of
from polyvocal.selectors import ALT_TEXT, TITLE, Archive, TextHistory

ORDERS = ("rotating", "declared")
"""rotating: another perspective comes first each day, the same for every visitor. declared: by their position."""

_Pair = tuple[TextHistory, Edition]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An earlier edition and the one that took its place, which gives the reason."""

    edition: Edition
    successor: Edition


@dataclass(frozen=True, slots=True)
class Statement:
    """A standing edition as a card shows it, with what lies under it and how it answers others."""

    edition: Edition
    sheets: tuple[Sheet, ...]
    replies: tuple[Reply, ...]
    other_languages: tuple[Edition, ...]

    @property
    def answers(self) -> list[Reply]:
        """What it says of others: read before the words."""
        return [reply for reply in self.replies if not reply.is_incoming]

    @property
    def answered(self) -> list[Reply]:
        """What others say of it: read after the words."""
        return [reply for reply in self.replies if reply.is_incoming]

    @property
    def voices(self) -> list[Voice]:
        """Who speaks, in the order of the attributions."""
        return [attribution.voice for attribution in self.edition.attributions.all()]


@dataclass(frozen=True, slots=True)
class Card:
    """One perspective: the statement to read first, then the others."""

    perspective: Perspective
    statements: tuple[Statement, ...]

    @property
    def first(self) -> Statement:
        """The statement that is read first."""
        return self.statements[0]

    @property
    def others(self) -> tuple[Statement, ...]:
        """The statements behind the first."""
        return self.statements[1:]

    @property
    def voices(self) -> list[Voice]:
        """Every voice of this perspective, each once."""
        return list(dict.fromkeys(voice for statement in self.statements for voice in statement.voices))


@dataclass(frozen=True, slots=True)
class Cited:
    """A source and the perspectives that cite it."""

    source: Source
    perspectives: tuple[Perspective, ...]


@dataclass(frozen=True, slots=True)
class Carousel:
    """The cards in their order, and by which policy they stand so."""

    cards: tuple[Card, ...]
    order: str

    @property
    def voices(self) -> list[Voice]:
        """Every voice that speaks here, in whatever language, each once."""
        editions = (
            edition
            for card in self.cards
            for statement in card.statements
            for edition in (statement.edition, *statement.other_languages)
        )
        return list(dict.fromkeys(row.voice for edition in editions for row in edition.attributions.all()))

    @property
    def sources(self) -> list[Cited]:
        """Every source that is cited here, with who cites it."""
        citing: dict[Source, dict[Perspective, None]] = {}
        for card in self.cards:
            for statement in card.statements:
                for citation in statement.edition.citations.all():
                    citing.setdefault(citation.source, {})[card.perspective] = None
        return [Cited(source, tuple(by)) for source, by in citing.items()]

    @property
    def perspectives(self) -> list[Perspective]:
        """The perspectives in the order of the cards."""
        return [card.perspective for card in self.cards]


def carousel_of(archive: Archive, *, identifier: str, language: str, moment: datetime) -> Carousel:
    """Return the perspectives of an object that stood at `moment`, in the language nearest to `language`."""
    chosen, others = _chosen(archive, language=language, moment=moment)
    shown = {place_of(history.text): edition for history, edition in chosen}
    begun = frozenset(place_of(one.text) for one in archive.histories if one.editions[0].published_from <= moment)
    grouped: dict[int, list[Statement]] = {}
    for history, edition in sorted(chosen, key=lambda pair: _reading_order(pair[0], language)):
        statement = Statement(
            edition=edition,
            sheets=sheets_under(history, edition),
            replies=replies_of(history.text, archive.relations, shown=shown, begun=begun),
            other_languages=others[place_of(history.text)],
        )
        grouped.setdefault(history.text.perspective_id, []).append(statement)
    cards = [Card(found[0].edition.text.perspective, tuple(found)) for found in grouped.values()]
    order = setting("CAROUSEL_ORDER")
    return Carousel(tuple(_ordered(cards, order=order, seed=f"{identifier} {moment:%Y-%m-%d}")), order)


def sheets_under(history: TextHistory, edition: Edition) -> tuple[Sheet, ...]:
    """Return the editions before `edition`, newest first, each with the one that took its place."""
    earlier = history.before(edition)
    return tuple(Sheet(before, after) for before, after in zip(earlier, (edition, *earlier), strict=False))


def _chosen(
    archive: Archive, *, language: str, moment: datetime
) -> tuple[list[_Pair], dict[Place, tuple[Edition, ...]]]:
    by_place: dict[Place, list[_Pair]] = {}
    for history in archive.histories:
        edition = history.standing_at(moment)
        if edition is not None and history.text.text_type not in (TITLE, ALT_TEXT):
            by_place.setdefault(place_of(history.text), []).append((history, edition))
    chosen = {place: _nearest(options, language) for place, options in by_place.items()}
    others = {place: _others(options, chosen[place][1]) for place, options in by_place.items()}
    return list(chosen.values()), others


def _ordered(cards: list[Card], *, order: str, seed: str) -> list[Card]:
    declared = sorted(cards, key=lambda card: (card.perspective.position, card.perspective.slug))
    if order == "declared" or not declared:
        return declared
    start = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4]) % len(declared)
    return declared[start:] + declared[:start]


def _nearest(options: list[_Pair], language: str) -> _Pair:
    wanted = [language, language.split("-")[0], *setting("LANGUAGES")]
    return min(options, key=lambda pair: _rank(pair[0].text.language, wanted))


def _rank(tag: str, wanted: list[str]) -> tuple[int, str]:
    return (wanted.index(tag) if tag in wanted else len(wanted), tag)


def _reading_order(history: TextHistory, language: str) -> tuple[bool, int, int]:
    codes = list(vocabulary("text_type"))
    text = history.text
    known = codes.index(text.text_type) if text.text_type in codes else len(codes)
    return (text.language != language, known, text.part)


def _others(options: Iterable[_Pair], shown: Edition) -> tuple[Edition, ...]:
    return tuple(edition for _history, edition in options if edition.pk != shown.pk)

"""Which perspectives of an object are shown, in what declared order, and which text of each comes first."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from polyvocal.conf import setting, vocabulary
from polyvocal.models import Edition, Perspective, Relation, Voice
from polyvocal.selectors import ALT_TEXT, TITLE, Archive, TextHistory

ORDERS = ("rotating", "declared")
"""rotating: another perspective comes first each day, the same for every visitor. declared: by their position."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A standing edition as a card shows it, with what lies under it and how it answers others."""

    edition: Edition
    earlier: tuple[Edition, ...]
    relations: tuple[Relation, ...]
    other_languages: tuple[Edition, ...]

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
    def voices(self) -> list[Voice]:
        """Every voice of this perspective, each once."""
        return list(dict.fromkeys(voice for statement in self.statements for voice in statement.voices))


@dataclass(frozen=True, slots=True)
class Carousel:
    """The cards in their order, and by which policy they stand so."""

    cards: tuple[Card, ...]
    order: str


def carousel_of(archive: Archive, *, identifier: str, language: str, moment: datetime) -> Carousel:
    """Return the perspectives of an object that stood at `moment`, in the language nearest to `language`."""
    standing = [
        (history, edition)
        for history in archive.histories
        if history.text.text_type not in (TITLE, ALT_TEXT) and (edition := history.standing_at(moment))
    ]
    grouped: dict[int, list[tuple[TextHistory, Edition]]] = {}
    for history, edition in standing:
        grouped.setdefault(history.text.perspective_id, []).append((history, edition))
    cards = [
        Card(pairs[0][0].text.perspective, _statements(pairs, archive, language=language)) for pairs in grouped.values()
    ]
    order = setting("CAROUSEL_ORDER")
    return Carousel(tuple(_ordered(cards, order=order, seed=f"{identifier} {moment:%Y-%m-%d}")), order)


def _ordered(cards: list[Card], *, order: str, seed: str) -> list[Card]:
    declared = sorted(cards, key=lambda card: (card.perspective.position, card.perspective.slug))
    if order == "declared" or not declared:
        return declared
    start = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4]) % len(declared)
    return declared[start:] + declared[:start]


def _statements(pairs: list[tuple[TextHistory, Edition]], archive: Archive, *, language: str) -> tuple[Statement, ...]:
    by_place: dict[tuple[str, int], list[tuple[TextHistory, Edition]]] = {}
    for history, edition in pairs:
        by_place.setdefault((history.text.text_type, history.text.part), []).append((history, edition))
    chosen = [_nearest(options, language) for options in by_place.values()]
    in_order = sorted(chosen, key=lambda pair: _reading_order(pair[0], language))
    return tuple(
        Statement(
            edition=edition,
            earlier=history.before(edition),
            relations=tuple(one for one in archive.relations if one.text_id == history.text.pk),
            other_languages=_others(by_place[history.text.text_type, history.text.part], edition),
        )
        for history, edition in in_order
    )


def _nearest(options: list[tuple[TextHistory, Edition]], language: str) -> tuple[TextHistory, Edition]:
    wanted = [language, language.split("-")[0], *setting("LANGUAGES")]
    return min(options, key=lambda pair: _rank(pair[0].text.language, wanted))


def _rank(tag: str, wanted: list[str]) -> tuple[int, str]:
    return (wanted.index(tag) if tag in wanted else len(wanted), tag)


def _reading_order(history: TextHistory, language: str) -> tuple[bool, int, int]:
    codes = list(vocabulary("text_type"))
    text = history.text
    known = codes.index(text.text_type) if text.text_type in codes else len(codes)
    return (text.language != language, known, text.part)


def _others(options: Iterable[tuple[TextHistory, Edition]], shown: Edition) -> tuple[Edition, ...]:
    return tuple(edition for _history, edition in options if edition.pk != shown.pk)

"""The key facts of an object as labelled lines, in the language nearest to the visitor's."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from polyvocal.dates_in_words import in_words
from polyvocal.records import (
    Acquisition,
    Dimension,
    Exhibition,
    Maker,
    Names,
    ObjectFacts,
    ObjectRecord,
    Phrase,
    Span,
    in_language,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what it holds; each phrase knows its language."""

    label: str
    phrases: tuple[Phrase, ...]


def facts_shown(record: ObjectRecord, *, language: str) -> list[Fact]:
    """Return the facts that are known, in the order of a museum's caption."""
    facts = record.facts
    lines = (
        Fact(_("Object"), _named(facts.object_names, language)),
        Fact(_("Made by"), tuple(_maker(one, language) for one in facts.makers)),
        Fact(_("Made"), _plain(_dated(facts.produced))),
        Fact(_("Place"), _named(facts.places, language)),
        Fact(_("Material and technique"), _named((*facts.materials, *facts.techniques), language)),
        Fact(_("Size"), _plain(_dimensions(facts.dimensions))),
        Fact(_("Acquired"), _plain(_acquired(facts.acquisition))),
        Fact(_("Exhibited"), tuple(Phrase(_exhibited(one), "") for one in facts.exhibitions)),
        Fact(_("Credit line"), _named((facts.credit_line,), language)),
        Fact(_("Object number"), _plain(record.object_number)),
        Fact(_("Former number"), _plain(", ".join(record.former_numbers))),
    )
    return [fact for fact in lines if fact.phrases]


def ownership_steps(facts: ObjectFacts) -> list[str]:
    """Return the ownership history as the collection system gives it, clause by clause."""
    return [clause.strip() for clause in facts.ownership_history.split(";") if clause.strip()]


def caption_of(record: ObjectRecord) -> str:
    """Return maker and date in one line, as far as they are known."""
    maker = record.facts.makers[0].name if record.facts.makers else ""
    return ", ".join(part for part in (maker, _dated(record.facts.produced)) if part)


def _named(given: Iterable[Names], language: str) -> tuple[Phrase, ...]:
    phrases = (in_language(names, language) for names in given)
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase.words))


def _plain(words: str) -> tuple[Phrase, ...]:
    return (Phrase(words, ""),) if words else ()


def _dated(span: Span) -> str:
    return in_words(span.edtf, get_language() or "en") if span.edtf else span.as_written


def _maker(maker: Maker, language: str) -> Phrase:
    role = in_language(maker.role, language)
    life = f"{maker.born}–{maker.died}" if maker.born or maker.died else ""
    behind = ", ".join(part for part in (role.words, life) if part)
    name = f"{maker.qualifier} {maker.name}".strip()
    return Phrase(f"{name} ({behind})" if behind else name, role.language if role.words else "")


def _dimensions(dimensions: Iterable[Dimension]) -> str:
    return ", ".join(" ".join(part for part in (one.part, one.kind, one.value, one.unit) if part) for one in dimensions)


def _exhibited(one: Exhibition) -> str:
    behind = ", ".join(part for part in (one.venue, _dated(one.dates)) if part)
    return f"{one.title} ({behind})" if behind else one.title


def _acquired(acquisition: Acquisition) -> str:
    parts = (acquisition.method, acquisition.source, _dated(acquisition.date))
    return ", ".join(part for part in parts if part)

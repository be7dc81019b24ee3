"""Takes words in once where a source repeats them: joins and linked fields double whole texts."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace

from polyvocal.importers.profiles.texts import ReadText, Skipped


def each_once(texts: Iterable[ReadText], *, skip: Callable[[Skipped], None]) -> list[ReadText]:
    """Return texts that say something of their own; of those that repeat another only the showings are kept, with it.

    Words that another voice says, or that were written at another time, repeat nothing.
    """
    found = list(texts)
    if len({text.edition.words for text in found}) == len(found):
        return found
    kept: dict[Hashable, ReadText] = {}
    for number, text in enumerate(found):
        said: Hashable = number if text.is_edition else _said(text)
        if said in kept:
            kept[said] = _shown_too(kept[said], text)
            skip(Skipped("repeated", text.term or text.leaf, leaf=text.leaf))
        else:
            kept[said] = text
    return list(kept.values())


def _said(text: ReadText) -> Hashable:
    record, edition = text.record, text.edition
    return (
        (record.perspective.slug, record.text_type, record.language, record.part, edition.words),
        tuple((one.voice.slug, one.role) for one in edition.attributions),
        (edition.citations, edition.recorded, edition.held, edition.published_from, edition.published_until),
        bool(record.relations),
    )


def _shown_too(first: ReadText, other: ReadText) -> ReadText:
    showings = tuple(dict.fromkeys((*first.edition.showings, *other.edition.showings)))
    return replace(first, record=replace(first.record, editions=(replace(first.edition, showings=showings),)))

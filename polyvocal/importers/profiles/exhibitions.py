"""Reads exhibitions: those an object was in, and those in which the words of a text stood."""

from collections.abc import Iterator

from polyvocal.importers.profiles.fields import ExhibitionsFrom, ShowingFrom
from polyvocal.importers.profiles.joined_values import listed
from polyvocal.importers.profiles.occurrences import Unpaired, words_in
from polyvocal.importers.profiles.periods import day_of, period_between
from polyvocal.importers.sources.raw import Fields, Tree
from polyvocal.records import Exhibition, ShowingRecord, Span


def exhibitions_in(tree: Tree, fields: ExhibitionsFrom, *, unpaired: Unpaired) -> tuple[Exhibition, ...]:
    """Return the exhibitions that the object was in, each once, in the source's order."""
    named = frozenset(name.lower() for name in fields.groups)
    groups = [group for group in tree.groups if not named or group.name.lower() in named]
    found: dict[Exhibition, None] = {}
    for at, leaf in enumerate(fields.title):
        part = Tree({} if at and named else tree.fields, groups)
        found.update(dict.fromkeys(_exhibitions(part, leaf, fields, unpaired=unpaired)))
    return tuple(found)


def _exhibitions(tree: Tree, title: str, fields: ExhibitionsFrom, *, unpaired: Unpaired) -> Iterator[Exhibition]:
    leaves = (title, fields.venue, fields.start, fields.end, fields.as_written)
    for one in listed(tree, title, leaves, unpaired=unpaired):
        if words := words_in(one, title):
            start, end = words_in(one, fields.start), words_in(one, fields.end)
            dates = period_between(start, end, as_written=words_in(one, fields.as_written))
            yield Exhibition(words, words_in(one, fields.venue), dates)


def showings_in(fields: Fields, given: ShowingFrom) -> tuple[ShowingRecord, ...]:
    """Return where the words of one occurrence stood, each showing once."""
    leaves = leaves_of_showing(given)
    count = max(len(fields.get(leaf, ())) for leaf in (given.exhibition, given.venue, given.room))
    alone = {leaf: fields.get(leaf, ()) for leaf in leaves if len(fields.get(leaf, ())) == count}
    each = ({leaf: [values[at]] for leaf, values in alone.items()} for at in range(count))
    return tuple(dict.fromkeys(showing for one in each if (showing := _showing(one, given)) is not None))


def leaves_of_showing(given: ShowingFrom) -> tuple[str, ...]:
    """Return the leaves that say where words stood."""
    named = (given.exhibition, given.venue, given.room, given.shown_from, given.shown_until, given.as_written)
    return tuple(leaf for leaf in named if leaf)


def _showing(fields: Fields, given: ShowingFrom) -> ShowingRecord | None:
    place = ", ".join(filter(None, (words_in(fields, given.venue), words_in(fields, given.room))))
    exhibition = words_in(fields, given.exhibition)
    if not (place or exhibition):
        return None
    start, end = words_in(fields, given.shown_from), words_in(fields, given.shown_until)
    first, last = day_of(start), day_of(end)
    is_clear = bool(first or last) and bool(first) == bool(start) and bool(last) == bool(end)
    if is_clear and not (first and last and last < first):
        return ShowingRecord(
            place[:300], exhibition[:300], first, last, _dates("", "", words_in(fields, given.as_written))
        )
    return ShowingRecord(place[:300], exhibition[:300], dates=_dates(start, end, words_in(fields, given.as_written)))


def _dates(start: str, end: str, as_written: str) -> Span:
    dates = period_between(start, end, as_written=as_written)
    return Span(dates.as_written[:200], dates.edtf)

"""A provenance statement's words and its events, kept together: read the one, write the other, find where they differ.

Everything here takes and returns `Content`; `language` is that of the statement. A draft changes through `revise`.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from polyvocal.comparing import Piece, compared
from polyvocal.conf import setting
from polyvocal.exceptions import LifecycleError
from polyvocal.models import ProvenanceEvent
from polyvocal.models.fields import time_ordered_uuid
from polyvocal.provenance import (
    NOTATIONS,
    Statement,
    carried_over,
    event_records,
    read_statement,
    rewritten,
)
from polyvocal.publishing.content import Content, StatedEvent
from polyvocal.records import PartyRecord, ProvenanceEventRecord

_PARTIES = ("receiver", "receiver_agent", "sender", "sender_agent")


def notation_for(language: str, *, chosen: str = "") -> str:
    """Return the notation that was chosen, else the museum's own for a language (the setting PROVENANCE_NOTATION)."""
    if chosen in NOTATIONS:
        return chosen
    by_language = setting("PROVENANCE_NOTATION")
    return str(by_language.get(language.split("-")[0]) or by_language.get("", "cmoa"))


def events_read(content: Content, *, language: str) -> Content:
    """Return content whose events are read from its words; those that continue an event keep its key and sources."""
    before = {one.record.id: one for one in content.events if one.record.id}
    read = event_records(_read(content, language))
    continued = carried_over([one.record for one in content.events], read)
    return replace(content, events=tuple(_continued(one, before.get(one.id)) for one in continued))


def events_written(content: Content, *, language: str) -> Content:
    """Return content whose words are written from its events; what both say already stays word for word."""
    if not content.events:
        return content
    read = event_records(_read(content, language))
    records = _as_written(content.events, read)
    words, _kept = _rewritten(content, records, language)
    return _with_words(content, words, order=range(len(records)), language=language)


def difference(content: Content, *, language: str) -> list[Piece]:
    """Return, word by word, where the words differ from what the events would be written as; nothing where they agree.

    “removed” is what only the words say, “added” what only the events say. Without events there is nothing to differ.
    """
    if not content.events:
        return []
    ours = events_written(content, language=language).words
    if ours.split() == content.words.split():
        return []
    return compared(content.words, ours)


def event_stated(
    content: Content, place: int, stated: StatedEvent, *, language: str, keeps_words: bool = False
) -> Content:
    """Return content in which the event at a place says something else, its clause with it unless it `keeps_words`.

    Raises LifecycleError where the words of the event no longer stand in the statement.
    """
    if keeps_words:
        events = [*content.events]
        events[place] = stated
        return replace(content, events=tuple(events))
    read = list(event_records(_read(content, language)))
    found = _places(content.events, read)
    where = found[place]
    if where is None:
        raise LifecycleError(
            _("The words of this event no longer stand in the statement. Decide first which of the two to keep.")
        )
    read[where] = replace(stated.record, clause=read[where].clause, is_understood=True)
    events = [*content.events]
    events[place] = replace(stated, record=replace(stated.record, is_understood=True))
    return _after(content, events, read, order=found, language=language)


def event_added(content: Content, place: int, stated: StatedEvent, *, language: str) -> Content:
    """Return content with one more event at a place, and a clause for it in the words."""
    read = list(event_records(_read(content, language)))
    found = _places(content.events, read)
    before = [one for one in found[:place] if one is not None]
    where = before[-1] + 1 if before else 0
    read.insert(where, replace(stated.record, clause=""))
    new = stated if stated.record.id else _keyed(stated)
    events = [*content.events[:place], new, *content.events[place:]]
    order = [one if one is None or one < where else one + 1 for one in found]
    return _after(content, events, read, order=[*order[:place], where, *order[place:]], language=language)


def event_removed(content: Content, place: int, *, language: str) -> Content:
    """Return content without an event, and without its clause where that stands in the words."""
    read = list(event_records(_read(content, language)))
    found = _places(content.events, read)
    where = found.pop(place)
    events = [*content.events]
    del events[place]
    if where is None:
        return replace(content, events=tuple(events))
    del read[where]
    order = [one if one is None or one < where else one - 1 for one in found]
    return _after(content, events, read, order=order, language=language)


def event_moved(content: Content, place: int, *, to: int, language: str) -> Content:
    """Return content in which an event and the one at `to` have changed places, in the words as well."""
    read = list(event_records(_read(content, language)))
    found = _places(content.events, read)
    here, there = found[place], found[to]
    events = [*content.events]
    events[place], events[to] = events[to], events[place]
    if here is None or there is None:
        return replace(content, events=tuple(events))
    read[here], read[there] = read[there], read[here]
    return _after(content, events, read, order=found, language=language)


def rival_content(content: Content, event: ProvenanceEvent, *, language: str) -> Content:
    """Return content whose events are read from its words, the first of them claiming the same step as `event`."""
    read = events_read(content, language=language)
    if not read.events:
        return read
    first, *others = read.events
    return replace(read, events=(replace(first, record=replace(first.record, step=str(event.step))), *others))


def _read(content: Content, language: str) -> Statement:
    return read_statement(
        content.words, notation=notation_for(language, chosen=content.notation), language=language
    )  # fmt: skip


def _rewritten(
    content: Content, records: Sequence[ProvenanceEventRecord], language: str
) -> tuple[str, tuple[ProvenanceEventRecord, ...]]:
    notation = notation_for(language, chosen=content.notation)
    return rewritten(records, content.words, notation=notation, language=language)


def _after(
    content: Content, events: Sequence[StatedEvent], read: Sequence[ProvenanceEventRecord],
    *, order: Sequence[int | None], language: str,
) -> Content:  # fmt: skip
    """Return content with other events and the words that its clauses, so changed, are written as."""
    words, _kept = _rewritten(content, read, language) if read else ("", ())
    return _with_words(replace(content, events=tuple(events)), words, order=order, language=language)


def _with_words(content: Content, words: str, *, order: Sequence[int | None], language: str) -> Content:
    """Return content with new words, each event with its clause as it stands in them; `order` says which one."""
    changed = replace(content, words=words)
    clauses = [one.clause for one in event_records(_read(changed, language))]
    last = len(content.events) - 1
    events = []
    for number, (stated, where) in enumerate(zip(content.events, order, strict=True)):
        record = stated.record if number < last else replace(stated.record, is_direct=None)
        if where is not None and where < len(clauses):
            record = replace(record, clause=clauses[where])
        events.append(replace(stated, record=record))
    return replace(changed, events=tuple(events))


def _as_written(
    events: Sequence[StatedEvent], read: Sequence[ProvenanceEventRecord]
) -> tuple[ProvenanceEventRecord, ...]:
    """Return what events say as the words can say it: a clause that cannot be read stays as it is."""
    records = []
    for stated, where in zip(events, _alike(events, read), strict=True):
        if where is None:
            records.append(stated.record)
        elif read[where].is_understood and stated.record.is_understood:
            records.append(replace(stated.record, clause=read[where].clause))
        else:
            records.append(read[where])
    return tuple(records)


def _places(events: Sequence[StatedEvent], read: Sequence[ProvenanceEventRecord]) -> list[int | None]:
    """Return for each event which clause of the words is its own, in any order, None where none is."""
    free = [_plain(one.clause) for one in read]
    places: list[int | None] = []
    for stated in events:
        plain = _plain(stated.record.clause)
        where = free.index(plain) if plain and plain in free else None
        if where is not None:
            free[where] = ""
        places.append(where)
    return places


def _alike(events: Sequence[StatedEvent], read: Sequence[ProvenanceEventRecord]) -> list[int | None]:
    """Return for each event which clause continues it, be it in other words."""
    keyed = [replace(one.record, id=str(number)) for number, one in enumerate(events)]
    continued = {one.id: where for where, one in enumerate(carried_over(keyed, read)) if one.id}
    return [continued.get(one.id) for one in keyed]


def _plain(clause: str) -> str:
    return " ".join(clause.casefold().split()).strip(" .;,")


def _continued(read: ProvenanceEventRecord, before: StatedEvent | None) -> StatedEvent:
    """Return an event as it was read, with what the words cannot say of the one it continues."""
    if before is None:
        return _keyed(StatedEvent(read))
    kept = before.record
    if not read.is_understood and kept.is_understood and _plain(kept.clause) == _plain(read.clause):
        return replace(before, record=replace(kept, clause=read.clause, is_direct=read.is_direct))
    parties = {name: _same_party(getattr(read, name), getattr(kept, name)) for name in _PARTIES}
    record = replace(
        read,
        transfers_title=kept.transfers_title if read.transfers_title is None else read.transfers_title,
        transfers_custody=kept.transfers_custody if read.transfers_custody is None else read.transfers_custody,
        note=read.note or kept.note,
        **parties,  # type: ignore[arg-type]
    )
    return replace(before, record=record)


def _same_party(read: PartyRecord | None, kept: PartyRecord | None) -> PartyRecord | None:
    if read is None or kept is None or read.uri or read.name != kept.name:
        return read
    return replace(read, uri=kept.uri)


def _keyed(stated: StatedEvent) -> StatedEvent:
    return replace(stated, record=replace(stated.record, id=str(time_ordered_uuid())))

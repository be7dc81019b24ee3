"""Takes what the ledger tells of editions into their stream, which is only ever added to.

An edition is a member when it comes, and another when it goes: withdrawn, hidden with its object, or no longer shown
while nothing takes its place. That it was replaced is told by the edition that did.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from polyvocal.models import Announced, Announcement, Edition, EditionState, Stream, StreamAct, StreamMember

BATCH = 500
_STREAM = 1
_APART = timedelta(milliseconds=1)
"""Clients tell moments apart to the thousandth of a second."""


def extend(*, batches: int | None = None) -> int:
    """Add what the ledger told since the last time, in at most so many batches; return how many members were added."""
    added = 0
    while batches != 0 and _told_after(_read_until(), limit=1):
        added += _extend_once()
        batches = None if batches is None else batches - 1
    return added


@dataclass(frozen=True, slots=True)
class _State:
    """What is known of the editions of a batch: their text, whether they are its last, whether they are closed."""

    text: UUID
    is_last: bool
    is_closed: bool


def _read_until() -> int:
    return Stream.objects.values_list("read_until", flat=True).first() or 0


def _told_after(seq: int, *, limit: int) -> list[Announcement]:
    """Return announcements of editions in their order; of a second that has passed, nothing more can be told."""
    told = Announcement.objects.of(Announced.EDITION).filter(seq__gt=seq, changed_at__lte=timezone.now())
    return list(told.order_by("seq")[:limit])


def _extend_once() -> int:
    Stream.objects.get_or_create(pk=_STREAM)
    with transaction.atomic():
        # An update, not a question with a lock: SQLite knows only the first.
        Stream.objects.filter(pk=_STREAM).update(read_until=F("read_until"))
        stream = Stream.objects.get(pk=_STREAM)
        told = _told_after(stream.read_until, limit=BATCH)
        members = _numbered(stream, list(_additions(told)))
        StreamMember.objects.bulk_create(members)
        if told:
            stream.read_until = told[-1].seq
        stream.save()
    return len(members)


def _additions(told: Sequence[Announcement]) -> Iterator[tuple[StreamMember, UUID, datetime]]:
    """Yield the members that announcements come to, each with its text and the moment at which it was told."""
    keys = [UUID(one.key) for one in told]
    states, last_acts = _states(keys), _last_acts(keys)
    for one, key in zip(told, keys, strict=True):
        if state := states.get(key):
            for act in _acts(state, is_gone=one.is_gone, before=last_acts.get(key)):
                is_of_text = state.is_last or act == StreamAct.PUBLISHED
                yield StreamMember(edition_id=key, act=act, is_of_text=is_of_text), state.text, one.changed_at


def _acts(state: _State, *, is_gone: bool, before: str | None) -> Iterator[StreamAct]:
    if is_gone:
        # One that nobody was told of counts where it is the last: else the one before it would seem to stand.
        if before != StreamAct.WITHDRAWN and (before or state.is_last):
            yield StreamAct.WITHDRAWN
        return
    if before is None or before == StreamAct.WITHDRAWN:
        yield StreamAct.PUBLISHED if before is None else StreamAct.RESTORED
    if state.is_closed and state.is_last and before != StreamAct.ENDED:
        yield StreamAct.ENDED


def _states(keys: Sequence[UUID]) -> dict[UUID, _State]:
    rows = list(Edition.objects.filter(pk__in=keys).values_list("pk", "text", "number", "state"))
    found = Edition.objects.filter(text__in={row[1] for row in rows}).order_by()
    last = dict(found.values_list("text").annotate(Max("number")))
    return {pk: _State(text, number == last[text], state != EditionState.CURRENT) for pk, text, number, state in rows}


def _last_acts(keys: Sequence[UUID]) -> Mapping[UUID, str]:
    return dict(StreamMember.objects.filter(edition__in=keys).order_by("number").values_list("edition", "act"))


def _numbered(stream: Stream, additions: Sequence[tuple[StreamMember, UUID, datetime]]) -> list[StreamMember]:
    """Number and date members: no two of one text bear the same moment, and none one before that of a lower number."""
    known = StreamMember.objects.filter(edition__text__in={text for _member, text, _told in additions}).order_by()
    of_text: dict[UUID, datetime] = dict(known.values_list("edition__text").annotate(Max("issued")))
    for member, text, told_at in additions:
        issued = max(told_at, stream.last_issued or told_at)
        if text in of_text:
            issued = max(issued, of_text[text] + _APART)
        stream.last_number += 1
        stream.last_issued = of_text[text] = member.issued = issued
        member.number = stream.last_number
    return [member for member, _text, _told in additions]

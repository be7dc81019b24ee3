"""Lists of records, a page at a time, in the order of their last change; and single records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from polyvocal import ledger
from polyvocal.conf import setting
from polyvocal.harvesting.oai_errors import BAD_TOKEN, NO_FORMAT, NO_RECORDS, NO_SUCH_ITEM, OaiError
from polyvocal.harvesting.oai_formats import FORMATS, MetadataFormat
from polyvocal.harvesting.oai_identifiers import object_identifier
from polyvocal.harvesting.oai_sets import shown_specs
from polyvocal.harvesting.oai_tokens import Place
from polyvocal.linkeddata.gather import Gathering
from polyvocal.models import Announced, Announcement, SetMember
from polyvocal.object_model import adapter
from polyvocal.records import ObjectRecord


@dataclass(frozen=True, slots=True)
class Item:
    """An object as a list gives it: its last change, the sets it is in, its record. Without a record it has gone."""

    row: Announcement
    specs: Sequence[str]
    record: ObjectRecord | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: its items, where it stands in the list, and where the next one begins (None: nowhere)."""

    items: Sequence[Item]
    place: Place
    following: Place | None


def page_at(place: Place) -> Page:
    """Return the page that begins behind a place; raises OaiError where there is no such format, or no record."""
    written_as = format_called(place.selection.prefix)
    limit = int(setting("OAI_PAGE_SIZE"))
    found = _selected(place)
    begun = place if place.cursor else replace(place, size=found.count())
    rows = list(_behind(found, place)[: limit + 1])
    if not rows and place.cursor:
        # All that was to come has changed and left the period. No answer may be empty: the last is given again.
        rows = list(found.order_by("-changed_at", "-seq")[:1])
    if not rows:
        raise OaiError(NO_RECORDS, _("There are no such records."))
    return _page(rows, begun, written_as, limit)


def item_called(identifier: str) -> Item:
    """Return one item; raises OaiError where there never was one of that identifier."""
    key = object_identifier(identifier)
    row = ledger.announced(Announced.OBJECT, key) if key and "\0" not in key else None
    if row is None:
        raise OaiError(NO_SUCH_ITEM, _("There is no such item."))
    return _items([row])[0]


def format_called(prefix: str) -> MetadataFormat:
    """Return the format of that prefix; raises OaiError where there is none."""
    if prefix not in FORMATS:
        raise OaiError(
            NO_FORMAT, _("There is no such format. Choose one of: %(names)s.") % {"names": ", ".join(FORMATS)}
        )
    return FORMATS[prefix]


def as_in(written_as: MetadataFormat, item: Item) -> Item:
    """Return an item as one that has gone where its object has no record in a format."""
    return item if item.record is None or written_as.has(item.record) else replace(item, record=None)


def _selected(place: Place) -> "QuerySet[Announcement]":
    chosen = place.selection
    found = Announcement.objects.of(Announced.OBJECT)
    if chosen.first is not None:
        found = found.filter(changed_at__gte=chosen.first)
    if chosen.last is not None:
        found = found.filter(changed_at__lte=chosen.last)
    if chosen.spec:
        named = Q(harvest_set__spec=chosen.spec) | Q(harvest_set__spec__startswith=f"{chosen.spec}:")
        found = found.filter(Exists(SetMember.objects.filter(named, announcement=OuterRef("pk"))))
    return found


def _behind(found: "QuerySet[Announcement]", place: Place) -> "QuerySet[Announcement]":
    """Numbers and moments rise together; the moment lets the database begin where the page begins."""
    if place.seq > ledger.latest():
        raise OaiError(BAD_TOKEN, _("This token is of a list that is no more."))
    if place.cursor:
        found = found.filter(seq__gt=place.seq, changed_at__gte=datetime.fromtimestamp(place.moment, UTC))
    return found.order_by("changed_at", "seq")


def _page(rows: Sequence[Announcement], place: Place, written_as: MetadataFormat, limit: int) -> Page:
    given, is_more = rows[:limit], len(rows) > limit
    items = [as_in(written_as, item) for item in _items(given)]
    cursor = place.cursor + len(given)
    place = replace(place, size=max(place.size, cursor + is_more))
    last = given[-1]
    following = replace(place, seq=last.seq, moment=int(last.changed_at.timestamp()), cursor=cursor)
    return Page(items, place, following if is_more else None)


def _items(rows: Sequence[Announcement]) -> list[Item]:
    """Gather what is public now: an object that was hidden since it was told of has gone at once."""
    records = _records(row.obj_id for row in rows if not row.is_gone)
    specs = shown_specs(rows)
    return [Item(row, specs.get(row.pk, ()), None if row.is_gone else records.get(row.key)) for row in rows]


def _records(keys: Iterable[Any]) -> Mapping[str, ObjectRecord]:
    objects = list(adapter().visible().filter(pk__in=list(keys)))
    return {record.identifier: record for record in Gathering().records_of(objects)}

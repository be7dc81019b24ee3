"""IIIF Change Discovery 1.0: what came, changed and went, in pages that are read from the last to the first.

Every thing stands there once, at its last change, so that a page only ever loses activities. A page that has lost all
still answers and leads on: who was on the way to it misses nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from polyvocal import ledger
from polyvocal.conf import setting
from polyvocal.harvesting.answers import answered_as_json, take_in_changes
from polyvocal.linkeddata import addresses
from polyvocal.linkeddata.addresses import absolute, base_uri
from polyvocal.linkeddata.iiif_words import rights
from polyvocal.linkeddata.profiles import IIIF, PROFILES
from polyvocal.mementos import written
from polyvocal.models import Announced, Announcement
from polyvocal.views.identifiers import open_to_all

ON_A_PAGE = 100
"""How many numbers of the ledger a page covers; with as many changes at most."""

_IIIF = "http://iiif.io/api/discovery/1/context.json"
MEDIA_TYPE = f'application/ld+json;profile="{_IIIF}"'

_TYPES = {Announced.OBJECT: "HumanMadeObject", Announced.EDITION: "LinguisticObject"}
"""What a thing is in Linked Art; the context of record types says so to those who know IIIF alone."""


@dataclass(frozen=True, slots=True)
class _Feed:
    """One list of changes: the names of its addresses, the context of its types, and how it names what changed."""

    name: str
    context: Any
    named: Callable[[Announcement], dict[str, Any]]
    kinds: tuple[str, ...] = tuple(Announced.values)

    def told(self) -> "QuerySet[Announcement]":
        """Return what was told by now: nothing can be told any more of a second that has passed."""
        return Announcement.objects.filter(kind__in=self.kinds, changed_at__lte=timezone.now())

    def collection(self) -> dict[str, str]:
        """Return the reference to the whole list."""
        return {"id": absolute(reverse(f"polyvocal:{self.name}")), "type": "OrderedCollection"}

    def page(self, number: int) -> dict[str, str]:
        """Return the reference to a page."""
        return {
            "id": absolute(reverse(f"polyvocal:{self.name}-page", args=[number])),
            "type": "OrderedCollectionPage",
        }


@csrf_exempt
@open_to_all
def activity(request: HttpRequest, *, feed: _Feed) -> HttpResponseBase:
    """Say where the pages begin and end."""
    take_in_changes()
    told = feed.told()
    ends = told.order_by("seq").first(), told.order_by("-seq").first()
    first, last = (_page_of(one.seq) if one is not None else 1 for one in ends)
    licence = rights(str(setting("LICENCE")))
    body = {
        "@context": feed.context,
        **feed.collection(),
        "totalItems": told.count(),
        **({"rights": licence} if licence else {}),
        "seeAlso": [_dataset()],
        "first": feed.page(first),
        "last": feed.page(last),
    }
    return answered_as_json(request, body, media_type=MEDIA_TYPE)


@csrf_exempt
@open_to_all
def activity_page(request: HttpRequest, *, page: int, feed: _Feed) -> HttpResponseBase:
    """Tell the changes of one page, oldest first; three queries."""
    start, end = (page - 1) * ON_A_PAGE, page * ON_A_PAGE
    told = feed.told()
    before = told.filter(seq__lte=start).order_by("-seq").first()
    after = told.filter(seq__gt=end).order_by("seq").first()
    if page < 1 or (page > 1 and after is None and start >= ledger.latest()):
        raise Http404(_("There is no such page of changes."))
    beside = {"prev": feed.page(_page_of(before.seq))} if before else {}
    beside |= {"next": feed.page(_page_of(after.seq))} if after else {}
    items = [_activity(one, feed.named(one)) for one in told.filter(seq__gt=start, seq__lte=end).order_by("seq")]
    body = {"@context": feed.context, **feed.page(page), "partOf": feed.collection(), **beside, "orderedItems": items}
    return answered_as_json(request, body, media_type=MEDIA_TYPE)


def _page_of(seq: int) -> int:
    return (seq - 1) // ON_A_PAGE + 1


def _dataset() -> dict[str, Any]:
    return {
        "id": f"{base_uri()}/dataset/",
        "type": "Dataset",
        "label": {"en": ["Description of the dataset"], "nl": ["Beschrijving van de dataset"]},
        "format": "application/ld+json",
        "profile": "https://schema.org/",
    }


def _activity(one: Announcement, named: dict[str, Any]) -> dict[str, Any]:
    kind = "Delete" if one.is_gone else ("Create" if one.is_new else "Update")
    return {"type": kind, "object": named, "endTime": written(one.changed_at)}


def _record(one: Announcement) -> dict[str, Any]:
    """Name a Linked Art record and, while it is there, what else tells of the thing."""
    uri = addresses.identifier_uri(one.kind, one.key)
    named = {"id": uri, "type": _TYPES[Announced(one.kind)], "canonical": uri}
    return named if one.is_gone else {**named, "seeAlso": _documents(one.kind, uri)}


def _manifest(one: Announcement) -> dict[str, Any]:
    """Name the manifest of an object and, while it is there, its other documents."""
    uri = addresses.identifier_uri(one.kind, one.key)
    address = addresses.document_uri(uri, IIIF.ending_of(next(iter(IIIF.formats.values()))))
    named = {"id": address, "type": "Manifest", "canonical": uri}
    others = [document for document in _documents(one.kind, uri) if document["id"] != address]
    return named if one.is_gone else {**named, "seeAlso": others}


def _documents(kind: str, uri: str) -> list[dict[str, str]]:
    """Return the first document of a thing in every profile that has one."""
    found = []
    for profile in PROFILES.values():
        if kind in profile.documents:
            written_as = next(iter(profile.formats.values()))
            ending = profile.ending_of(written_as)
            found.append(
                {
                    "id": addresses.document_uri(uri, ending),
                    "type": "Dataset",
                    "format": written_as.media_type,
                    "profile": profile.uri,
                }
            )
    return found


_RECORDS = _Feed("activity", ["https://linked.art/ns/v1/record-types.json", _IIIF], _record)
_MANIFESTS = _Feed("activity-manifests", _IIIF, _manifest, (Announced.OBJECT.value,))

urlpatterns = [
    path("activity/", activity, {"feed": _RECORDS}, name="activity"),
    path("activity/<int:page>/", activity_page, {"feed": _RECORDS}, name="activity-page"),
    path("activity/manifests/", activity, {"feed": _MANIFESTS}, name="activity-manifests"),
    path("activity/manifests/<int:page>/", activity_page, {"feed": _MANIFESTS}, name="activity-manifests-page"),
]

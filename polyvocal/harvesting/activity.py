"""IIIF Change Discovery 1.0: what came, changed and went, in pages that are read from the last to the first.

Every thing stands there once, at its last change, so that a page only ever loses activities. A page that has lost all
still answers and leads on: who was on the way to it misses nothing.
"""

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
from polyvocal.linkeddata.profiles import PROFILES
from polyvocal.mementos import written
from polyvocal.models import LICENCES, Announced, Announcement
from polyvocal.views.identifiers import open_to_all

ON_A_PAGE = 100
"""How many numbers of the ledger a page covers; with as many changes at most."""

CONTEXT = ["https://linked.art/ns/v1/record-types.json", "http://iiif.io/api/discovery/1/context.json"]
MEDIA_TYPE = 'application/ld+json;profile="http://iiif.io/api/discovery/1/context.json"'

_TYPES = {Announced.OBJECT: "HumanMadeObject", Announced.EDITION: "LinguisticObject"}
"""What a thing is in Linked Art; the context of record types says so to those who know IIIF alone."""


@csrf_exempt
@open_to_all
def activity(request: HttpRequest) -> HttpResponseBase:
    """Say where the pages begin and end."""
    take_in_changes()
    told = _told()
    ends = told.order_by("seq").first(), told.order_by("-seq").first()
    first, last = (_page_of(one.seq) if one is not None else 1 for one in ends)
    return answered_as_json(
        request,
        {
            "@context": CONTEXT,
            **_collection(),
            "totalItems": told.count(),
            "rights": LICENCES.get(setting("LICENCE"), setting("LICENCE")).replace(
                "https://creative", "http://creative"
            ),
            "seeAlso": [_dataset()],
            "first": _reference(first),
            "last": _reference(last),
        },
        media_type=MEDIA_TYPE,
    )


@csrf_exempt
@open_to_all
def activity_page(request: HttpRequest, *, page: int) -> HttpResponseBase:
    """Tell the changes of one page, oldest first; three queries."""
    start, end = (page - 1) * ON_A_PAGE, page * ON_A_PAGE
    told = _told()
    before = told.filter(seq__lte=start).order_by("-seq").first()
    after = told.filter(seq__gt=end).order_by("seq").first()
    if page < 1 or (page > 1 and after is None and start >= ledger.latest()):
        raise Http404(_("There is no such page of changes."))
    beside = {"prev": _reference(_page_of(before.seq))} if before else {}
    beside |= {"next": _reference(_page_of(after.seq))} if after else {}
    items = [_activity(one) for one in told.filter(seq__gt=start, seq__lte=end).order_by("seq")]
    body = {"@context": CONTEXT, **_reference(page), "partOf": _collection(), **beside, "orderedItems": items}
    return answered_as_json(request, body, media_type=MEDIA_TYPE)


def _told() -> "QuerySet[Announcement]":
    """Return what was told by now: nothing can be told any more of a second that has passed."""
    return Announcement.objects.filter(changed_at__lte=timezone.now())


def _page_of(seq: int) -> int:
    return (seq - 1) // ON_A_PAGE + 1


def _collection() -> dict[str, str]:
    return {"id": absolute(reverse("polyvocal:activity")), "type": "OrderedCollection"}


def _reference(page: int) -> dict[str, str]:
    return {"id": absolute(reverse("polyvocal:activity-page", args=[page])), "type": "OrderedCollectionPage"}


def _dataset() -> dict[str, Any]:
    return {
        "id": f"{base_uri()}/dataset/",
        "type": "Dataset",
        "label": {"en": ["Description of the dataset"], "nl": ["Beschrijving van de dataset"]},
        "format": "application/ld+json",
        "profile": "https://schema.org/",
    }


def _activity(one: Announcement) -> dict[str, Any]:
    kind = "Delete" if one.is_gone else ("Create" if one.is_new else "Update")
    return {"type": kind, "object": _object(one), "endTime": written(one.changed_at)}


def _object(one: Announcement) -> dict[str, Any]:
    uri = addresses.identifier_uri(one.kind, one.key)
    named = {"id": uri, "type": _TYPES[Announced(one.kind)], "canonical": uri}
    return named if one.is_gone else {**named, "seeAlso": _documents(one.kind, uri)}


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


urlpatterns = [
    path("activity/", activity, name="activity"),
    path("activity/<int:page>/", activity_page, name="activity-page"),
]

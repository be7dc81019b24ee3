"""A Linked Data Event Stream whose members are editions, in pages of the TREE specification ordered by time.

The view is a tree of three levels: its root leads to stretches, a stretch to pages, a page holds members. What is full
never changes again but for one thing: words that are withdrawn leave their page for ever, and a member further on says
that they went.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path, reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from polyvocal import streams
from polyvocal.conf import setting
from polyvocal.harvesting.answers import answered, take_in_changes
from polyvocal.linkeddata import stream_members as members
from polyvocal.linkeddata.addresses import absolute
from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.terms import Node
from polyvocal.models import StreamMember
from polyvocal.views.identifiers import open_to_all
from polyvocal.views.negotiation import Offer, preferred

ON_A_PAGE = 100
IN_A_STRETCH = 100 * ON_A_PAGE
KEPT = "public, max-age=600, immutable"
"""For what is full: nobody asks again within ten minutes, and no cache holds withdrawn words for longer."""

_OPEN = "no-cache"
_AT_ONCE = 20
"""Batches taken in while somebody waits, about a second's work; the rest comes with the next question."""

_FORMATS = {FORMATS[name].media_type: FORMATS[name] for name in ("ttl", "jsonld", "nt")}
_OFFERS = tuple(Offer(media_type) for media_type in _FORMATS)

_Reach = tuple[str, StreamMember, StreamMember | None]
"""The address of a node, its first member, and its last where it is full."""


@csrf_exempt
@open_to_all
def ldes(request: HttpRequest) -> HttpResponseBase:
    """Describe the stream and say where its view begins."""
    names = setting("INSTITUTION").items()
    titles = {
        "nl": "Uitgaven van teksten over de collectie van {}",
        "en": "Editions of texts about the collection of {}",
    }
    called = [{"@value": titles.get(tag, titles["en"]).format(name), "@language": tag} for tag, name in names]
    return _answered(request, [_stream() | {"dcterms:title": called}], kept=_OPEN)


@csrf_exempt
@open_to_all
def view(request: HttpRequest) -> HttpResponseBase:
    """Lead to the stretches; two queries where nothing is new."""
    take_in_changes()
    streams.extend(batches=_AT_ONCE)
    reaches = _reaches(range(1, _last_number() + 1, IN_A_STRETCH), IN_A_STRETCH, "polyvocal:ldes-stretch")
    return _answered(request, [_node(_root(), reaches), _stream()], kept=_OPEN)


@csrf_exempt
@open_to_all
def stretch(request: HttpRequest, *, number: int) -> HttpResponseBase:
    """Lead to the pages of one stretch; two queries."""
    last, start, end = _last_number(), (number - 1) * IN_A_STRETCH + 1, number * IN_A_STRETCH
    if number < 1 or start > last:
        raise Http404(_("The stream has not come so far."))
    reaches = _reaches(range(start, min(end, last) + 1, ON_A_PAGE), ON_A_PAGE, "polyvocal:ldes-page")
    here = absolute(reverse("polyvocal:ldes-stretch", args=[number]))
    is_full = end <= last
    nodes = [_node(here, reaches) | _below_the_root(is_full=is_full), _stream()]
    return _answered(request, nodes, kept=KEPT if is_full else _OPEN)


@csrf_exempt
@open_to_all
def page(request: HttpRequest, *, number: int) -> HttpResponseBase:
    """Give the members of one page, as they may be told now."""
    start, end = (number - 1) * ON_A_PAGE, number * ON_A_PAGE
    rows = list(StreamMember.objects.filter(number__gt=start, number__lte=end).select_related("edition__text"))
    if not rows:
        raise Http404(_("The stream has not come so far."))
    stream = _stream()
    stream["tree:member"] = [{"@id": members.member_uri(one, stream["@id"])} for one in rows]
    is_full = len(rows) == ON_A_PAGE
    here: Node = {"@id": absolute(reverse("polyvocal:ldes-page", args=[number])), "@type": "tree:Node"}
    here |= _below_the_root(is_full=is_full)
    told = members.member_nodes(rows, stream["@id"])
    return _answered(request, [here, stream, *told], kept=KEPT if is_full else _OPEN)


def _stream() -> Node:
    return {
        "@id": absolute(reverse("polyvocal:ldes")),
        "@type": "ldes:EventStream",
        "ldes:timestampPath": {"@id": members.ISSUED},
        "ldes:versionOfPath": {"@id": members.VERSION_OF},
        "ldes:versionDeletePath": {"@id": members.TYPE},
        "ldes:versionDeleteObject": {"@id": members.DEPARTURE},
        "tree:view": {"@id": _root()},
    }


def _below_the_root(*, is_full: bool) -> Node:
    # The stream's view is the root alone; TREE has another way to say of a node below it whose it is. LDES wants the
    # mark left out where more may come.
    said: Node = {"dcterms:isPartOf": {"@id": absolute(reverse("polyvocal:ldes"))}}
    return said | ({"ldes:immutable": True} if is_full else {})


def _root() -> str:
    return absolute(reverse("polyvocal:ldes-view"))


def _last_number() -> int:
    return StreamMember.objects.order_by("-number").values_list("number", flat=True).first() or 0


def _reaches(starts: Sequence[int], size: int, name: str) -> list[_Reach]:
    """Return how far each node reaches that begins at a number and holds `size` members; one query."""
    ends = {start: start + size - 1 for start in starts}
    rows = StreamMember.objects.in_bulk([*ends, *ends.values()])
    return [
        (absolute(reverse(name, args=[(start - 1) // size + 1])), rows[start], rows.get(end))
        for start, end in ends.items()
    ]


def _node(address: str, reaches: Iterable[_Reach]) -> Node:
    relations = [relation for reach in reaches for relation in _relations(*reach)]
    return {"@id": address, "@type": "tree:Node", "tree:relation": relations}


def _relations(address: str, first: StreamMember, last: StreamMember | None) -> list[Node]:
    begun = _relation("tree:GreaterThanOrEqualToRelation", address, first)
    return [begun] if last is None else [begun, _relation("tree:LessThanOrEqualToRelation", address, last)]


def _relation(kind: str, address: str, bound: StreamMember) -> dict[str, Any]:
    return {
        "@type": kind,
        "tree:node": {"@id": address},
        "tree:path": {"@id": members.ISSUED},
        "tree:value": members.moment(bound.issued),
    }


def _answered(request: HttpRequest, nodes: Sequence[Node], *, kept: str) -> HttpResponseBase:
    offer = preferred(request.headers.get("Accept", ""), _OFFERS)
    if offer is None:
        said = _("None of the media types you accept is on offer. There is:")
        listed = "\n".join((said, "", *_FORMATS, ""))
        response: HttpResponseBase = HttpResponse(listed, status=406, content_type="text/plain; charset=utf-8")
    else:
        chosen = _FORMATS[offer.media_type]
        document = {"@context": members.WRITING.context, "@graph": list(nodes)}
        written = b"".join(chosen.stream([document], members.WRITING)).decode()
        response = answered(request, written, media_type=chosen.content_type, kept=kept)
    patch_vary_headers(response, ["Accept"])
    return response


urlpatterns = [
    path("ldes/", ldes, name="ldes"),
    path("ldes/by-time/", view, name="ldes-view"),
    path("ldes/by-time/stretch/<int:number>/", stretch, name="ldes-stretch"),
    path("ldes/by-time/page/<int:number>/", page, name="ldes-page"),
]

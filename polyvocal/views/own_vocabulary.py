"""The address of the vocabulary in which whole records are told: its description, in the format a client prefers."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.own_vocabulary import vocabulary_document, vocabulary_writing
from polyvocal.views.identifiers import open_to_all
from polyvocal.views.negotiation import Offer, preferred

_OFFERS = tuple(Offer(FORMATS[name].media_type, (), name) for name in ("ttl", "jsonld", "rdfxml", "nt"))


@open_to_all
def own_vocabulary(request: HttpRequest) -> HttpResponseBase:
    """Describe the vocabulary."""
    chosen = preferred(request.headers.get("Accept", ""), _OFFERS)
    if chosen is None:
        listed = "\n".join(one.media_type for one in _OFFERS)
        said = _("None of the media types and profiles you accept is on offer. There is:")
        response = HttpResponse(f"{said}\n\n{listed}\n", status=406, content_type="text/plain; charset=utf-8")
    else:
        written_as = FORMATS[chosen.ending]
        content = written_as.one(vocabulary_document(), vocabulary_writing())
        response = HttpResponse(content, content_type=written_as.content_type)
    patch_vary_headers(response, ["Accept"])
    return response

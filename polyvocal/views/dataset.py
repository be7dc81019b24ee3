"""The dataset: a page for people, its description for machines, and the files of the dumps below it."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from polyvocal.linkeddata import dataset_dcat, plain
from polyvocal.linkeddata.addresses import absolute
from polyvocal.linkeddata.dataset import PREFIXES, SCHEMA, Dataset, dataset, described, file_uri, schema_org
from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.kept import KeptDump, dumps_folder, kept_in
from polyvocal.linkeddata.terms import Node
from polyvocal.linkeddata.withheld import guard, is_withheld
from polyvocal.linkeddata.writings import Writing
from polyvocal.views.dataset_files import dataset_file
from polyvocal.views.identifiers import HTML, VARY, open_to_all
from polyvocal.views.negotiation import Offer, preferred
from polyvocal.views.visits import Visit, welcomed

_FORMATS = {name: FORMATS[name] for name in ("jsonld", "ttl", "nt", "rdfxml")}
_Terms = tuple[Callable[[Dataset], Node], Writing]
_TERMS: Mapping[str, _Terms] = {
    "dataset": (schema_org, plain.writing(PREFIXES, vocabulary=SCHEMA)),
    "dcat": (dataset_dcat.dcat, plain.writing(dataset_dcat.PREFIXES)),
}
_PROFILES = {
    "dataset": ("https://docs.nde.nl/requirements-datasets/", SCHEMA, "schema-org"),
    "dcat": (dataset_dcat.PROFILE, "http://data.europa.eu/r5r/", "dcat"),
}
_OFFERS = (
    Offer(HTML),
    *(
        Offer(one.media_type, _PROFILES[terms], f"{terms}.{one.ending}")
        for terms in _TERMS
        for one in _FORMATS.values()
    ),
    Offer("application/json", _PROFILES["dataset"], "dataset.jsonld"),
)


@open_to_all
def dataset_page(request: HttpRequest) -> HttpResponseBase:
    """Answer people with the page, and machines with the description they prefer, under the address of the dataset."""
    headers = request.headers
    chosen = preferred(headers.get("Accept", ""), _OFFERS, accept_profile=headers.get("Accept-Profile", ""))
    if chosen is None:
        response: HttpResponseBase = _not_acceptable()
    elif chosen.media_type == HTML:
        response = _page(request)
        response["Link"] = _links()
    else:
        response = _description(request, *chosen.ending.split("."))
        response["Content-Location"] = file_uri(chosen.ending)
    patch_vary_headers(response, VARY)
    return response


@open_to_all
def dataset_part(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with a description in a format of its own, or with a file of the dumps."""
    terms, _point, ending = name.partition(".")
    if terms in _TERMS and any(one.ending == ending for one in _FORMATS.values()):
        return _description(request, terms, ending)
    return dataset_file(request, name)


def _description(request: HttpRequest, terms: str, ending: str) -> HttpResponseBase:
    describe, writing = _TERMS[terms]
    written_as = next(one for one in _FORMATS.values() if one.ending == ending)
    document = describe(dataset(_served()))
    etag = f'W/"{hashlib.sha256(json.dumps(document).encode()).hexdigest()[:32]}-{ending}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(written_as.one(document, writing), content_type=written_as.content_type)
    response["ETag"], response["Link"] = etag, _links()
    return response


def _served() -> list[KeptDump]:
    """Return the dumps that may be served now."""
    kept = kept_in(dumps_folder())
    now = guard() if kept else None
    return [one for one in kept if not is_withheld(one, now)]


@welcomed
def _page(request: HttpRequest, visit: Visit) -> HttpResponse:
    served = _served()
    context = {
        "visit": visit,
        "dataset": dataset(served),
        "files": [_row(one) for one in served],
        "is_held_back": len(served) < len(kept_in(dumps_folder())),
        "formats": list(_FORMATS.values()),
    }
    return render(request, "polyvocal/dataset.html", context)


def _row(one: KeptDump) -> dict[str, Any]:
    words = described(one)
    return {
        "file": one, "title": words.get((get_language() or "")[:2]) or words["en"],
        "objects": number_format(one.counts.get("objects", 0), force_grouping=True),
        "statements": number_format(one.statements or 0, force_grouping=True),
    }  # fmt: skip


def _links() -> str:
    described_by = [(terms, one) for terms in _TERMS for one in _FORMATS.values()]
    links = [f'<{file_uri("")}>; rel="canonical"']
    links += [
        f'<{file_uri(f"{terms}.{one.ending}")}>; rel="{"describedby" if terms == "dataset" else "alternate"}"; '
        f'type="{one.media_type}"'
        for terms, one in described_by
    ]
    return ", ".join(links)


def _not_acceptable() -> HttpResponse:
    offers = [f"{HTML}  {absolute(reverse('polyvocal:dataset'))}"]
    offers += [f"{one.media_type}  {file_uri(f'dataset.{one.ending}')}" for one in _FORMATS.values()]
    said = _("None of the media types you accept is on offer. There is:")
    return HttpResponse("\n".join((said, "", *offers, "")), status=406, content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("dataset/", dataset_page, name="dataset"),
    path("dataset/<str:name>", dataset_part, name="dataset-file"),
]

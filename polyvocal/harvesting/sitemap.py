"""The site map (sitemaps.org), for search engines: an index and its parts, streamed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from polyvocal.linkeddata.addresses import absolute
from polyvocal.pages.sitemaps import Entry, entries_of, parts

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_XML_TYPE = "application/xml; charset=utf-8"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Name the parts of the site map."""
    addresses = (absolute(reverse("polyvocal:sitemap-part", args=part)) for part in parts())
    listed = "".join(f"<sitemap><loc>{escape(address)}</loc></sitemap>\n" for address in addresses)
    return HttpResponse(f'{_XML}<sitemapindex xmlns="{_SPACE}">\n{listed}</sitemapindex>\n', content_type=_XML_TYPE)


@require_safe
def part(request: HttpRequest, *, name: str, number: int) -> StreamingHttpResponse:
    """Name the pages of one part, each with its address in every language of the interface."""
    if (name, number) not in parts():
        raise Http404(_("The site map has no such part."))
    return StreamingHttpResponse(_written(entries_of(name, number)), content_type=_XML_TYPE)


def _written(entries: Iterator[Entry]) -> Iterator[str]:
    yield f'{_XML}<urlset xmlns="{_SPACE}" xmlns:xhtml="{_XHTML}">\n'
    for entry in entries:
        yield _url(*entry)
    yield "</urlset>\n"


def _url(place: str, changed: datetime | None) -> str:
    address = absolute(place)
    dated = f"<lastmod>{changed.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed else ""
    return f"<url><loc>{escape(address)}</loc>{dated}{_alternates(address)}</url>\n"


def _alternates(address: str) -> str:
    tags = [(tag, f"{address}?lang={tag}") for tag, _name in settings.LANGUAGES]
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(href)}/>'
        for tag, href in [*tags, ("x-default", address)]
    )


urlpatterns = [
    path("sitemap.xml", index, name="sitemap"),
    path("sitemap-<slug:name>-<int:number>.xml", part, name="sitemap-part"),
]

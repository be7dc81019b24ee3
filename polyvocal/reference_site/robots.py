"""What visiting programs are asked to leave alone (RFC 9309)."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from polyvocal.linkeddata.addresses import absolute

# A page of the past looks like one of today in a list of search results; pairs to compare and questions to ask are
# without number.
_LEFT_ALONE = ("/admin/", "/sparql", "/*?as_of=", "/*&as_of=", "/object/*/compare/")


def robots(request: HttpRequest) -> HttpResponse:
    """Ask to leave the admin, pages of the past and comparisons alone, and say where the site map is."""
    lines = ["User-agent: *", *(f"Disallow: {place}" for place in _LEFT_ALONE), ""]
    lines.append(f"Sitemap: {absolute(reverse('polyvocal:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

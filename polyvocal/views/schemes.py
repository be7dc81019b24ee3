"""The page of a concept scheme: the words in which texts and voices are told, each with its address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from polyvocal.linkeddata.schemes import scheme_named
from polyvocal.records import in_language
from polyvocal.views.visits import Visit, welcomed


@welcomed
def scheme(request: HttpRequest, visit: Visit, name: str) -> HttpResponse:
    """Show a scheme and its terms in the visitor's language."""
    found = scheme_named(name)
    if found is None:
        raise Http404(_("Nothing was published at this address."))
    entries = [(one, in_language(one.labels, visit.language)) for one in found.terms]
    named = [("perspective", one.slug, in_language(one.names, visit.language)) for one in found.perspectives]
    named += [("voice", one.slug, in_language(one.names, visit.language)) for one in found.voices]
    context = {
        "visit": visit,
        "scheme": found,
        "title": in_language(found.titles, visit.language),
        "entries": entries,
        "named": [(f"polyvocal:{kind}", slug, label) for kind, slug, label in named],
    }
    return render(request, "polyvocal/scheme.html", context)

"""The page of a concept scheme: the words in which texts and voices are told, each with its address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from polyvocal.linkeddata import addresses
from polyvocal.linkeddata.schemes import scheme_named
from polyvocal.records import UNKNOWN_LANGUAGE, PerspectiveRecord, Phrase, VoiceRecord, in_language
from polyvocal.views.visits import Visit, welcomed


@welcomed
def scheme(request: HttpRequest, visit: Visit, name: str) -> HttpResponse:
    """Show a scheme and its terms in the visitor's language."""
    found = scheme_named(name)
    if found is None:
        raise Http404(_("Nothing was published at this address."))
    entries = [(one, in_language(one.labels, visit.language)) for one in found.terms]
    named = [_named(addresses.PERSPECTIVE, one, visit.language) for one in found.perspectives]
    named += [_named(addresses.VOICE, one, visit.language) for one in found.voices]
    context = {
        "visit": visit,
        "scheme": found,
        "title": in_language(found.titles, visit.language),
        "entries": entries,
        "named": named,
    }
    return render(request, "polyvocal/scheme.html", context)


def _named(kind: str, one: PerspectiveRecord | VoiceRecord, language: str) -> tuple[str, Phrase, str]:
    called = in_language(one.names, language)
    label = called if called.words else Phrase(one.slug, UNKNOWN_LANGUAGE)
    return reverse(f"polyvocal:{kind}", args=[one.slug]), label, addresses.identifier_uri(kind, one.slug)

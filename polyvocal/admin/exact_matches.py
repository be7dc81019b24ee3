"""Words beside the one kept term that bears their very name: looked at, ticked, and accepted together."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from polyvocal.exceptions import PolyvocalError
from polyvocal.models import FactField, Term, TermTie
from polyvocal.publishing import Actor
from polyvocal.records import in_language
from polyvocal.terms import Exact, exact_matches, tie_words, waiting_words

LOOKED_AT, SHOWN = 2_000, 50


class ExactPage:
    """Answers for the words of all fields, or of one."""

    def __init__(self, request: HttpRequest, site_context: dict[str, Any]) -> None:
        self.request, self.site_context = request, site_context
        chosen = request.GET.get("field", "")
        self.field = chosen if chosen in FactField.values else ""

    def answer(self) -> HttpResponse:
        """Show the pairs, or tie those that were ticked."""
        return self._accept() if self.request.method == "POST" else self._page()

    def _accept(self) -> HttpResponse:
        """Tie what was ticked; what was shown is sent along, so that nothing else is tied than was looked at."""
        ticked = [(pk, uri) for pk, _space, uri in (one.partition(" ") for one in self.request.POST.getlist("pair"))]
        keys = [int(pk) for pk, _uri in ticked[:SHOWN] if pk.isascii() and pk.isdigit() and len(pk) <= 18]
        words = {str(word.pk): word for word in waiting_words().filter(pk__in=keys)}
        terms = Term.objects.in_bulk([uri for _pk, uri in ticked[:SHOWN]], field_name="uri")
        pairs = [
            ({"field": word.field, "language": word.language, "words": word.words}, terms[uri])
            for pk, uri in ticked
            if uri in terms and (word := words.get(pk)) is not None
        ]
        try:
            number = tie_words(pairs, Actor.of(self.request.user), origin=TermTie.Origin.TOGETHER)
        except PolyvocalError as error:
            messages.error(self.request, str(error))
        else:
            told = ngettext("%(number)d word is tied.", "%(number)d words are tied.", number)
            messages.success(self.request, told % {"number": number})
        return HttpResponseRedirect(self.request.get_full_path())

    def _page(self) -> HttpResponse:
        words = list(waiting_words(self.field).order_by("-uses", "words", "pk")[:LOOKED_AT])
        found = [self._row(one) for one in exact_matches(words)]
        fields = [
            {
                "label": label,
                "address": f"?{urlencode({'field': code})}" if code else "?",
                "is_chosen": code == self.field,
            }
            for code, label in [("", _("all fields")), *FactField.choices]
        ]
        context = {
            **self.site_context, "rows": found[:SHOWN], "more": max(0, len(found) - SHOWN), "fields": fields,
            "all_ticked": "ticked" in self.request.GET, "field": self.field, "title": _("Exact matches"),
            "unsearched": waiting_words(self.field).filter(searched_at__isnull=True).count(),
            "list_address": reverse("admin:polyvocal_usedword_changelist"),
        }  # fmt: skip
        return TemplateResponse(self.request, "polyvocal/admin/word_exact.html", context)

    def _row(self, one: Exact) -> dict[str, Any]:
        reader, term = get_language() or "en", one.candidate
        return {
            "word": one.word, "pair": f"{one.word.pk} {term.uri}", "uri": term.uri,
            "label": in_language(term.labels, one.word.language).words, "source": term.source_name or term.source,
            "note": in_language(term.scope_note, reader).words,
            "broader": ", ".join(in_language(labels, reader).words or uri for uri, labels in term.broader[:3]),
        }  # fmt: skip

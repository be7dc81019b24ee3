"""The page of a word: what it stands for, a box to search for terms, and everything that was decided about it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from polyvocal.exceptions import PolyvocalError
from polyvocal.languages import language_name
from polyvocal.linkeddata.terms import certain_term
from polyvocal.models import Term, TermTie, UsedWord
from polyvocal.object_model import adapter
from polyvocal.publishing import Actor
from polyvocal.records import UNKNOWN_LANGUAGE, in_language
from polyvocal.selectors import object_numbered
from polyvocal.terms import Candidate, Found, find_terms, is_exact, next_word, tie_word, untie

MOST_BROADER = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate as it is shown: labels in the reader's language, the others, what it means and is narrower than."""

    uri: str
    label: str
    language: str
    others: str
    note: str
    broader: str
    source: str
    is_exact: bool
    is_kept: bool
    is_gone: bool


class WordPage:
    """Answers for one word."""

    def __init__(self, request: HttpRequest, site_context: dict[str, Any], pk: int) -> None:
        self.request, self.site_context = request, site_context
        self.word = get_object_or_404(UsedWord, pk=pk)
        self.place = {"field": self.word.field, "language": self.word.language, "words": self.word.words}
        self.may_tie = request.user.has_perm("polyvocal.tie_terms")

    def answer(self) -> HttpResponse:
        """Show the page, or take the decision that was sent."""
        if self.request.method == "POST":
            if not self.may_tie:
                raise PermissionDenied
            return self._decide()
        return self._page()

    def _decide(self) -> HttpResponse:
        given = self.request.POST
        try:
            if given.get("undo"):
                return self._undo(given["undo"])
            obj = self._object(given.get("only_for", ""))
            term = None if given.get("none") else self._term(given.get("term", ""))
            seen = given.get("seen") if obj is None else None
            tie = tie_word(self.place, term, Actor.of(self.request.user), obj=obj, seen=seen)
        except PolyvocalError as error:
            messages.error(self.request, str(error))
            return HttpResponseRedirect(self.request.get_full_path())
        return self._after(tie)

    def _undo(self, key: str) -> HttpResponse:
        try:
            tie = TermTie.objects.filter(pk=key).first()
        except ValidationError:
            tie = None
        if tie is not None:
            untie(tie, Actor.of(self.request.user))
            messages.success(self.request, _("“%(word)s” is undecided again; the decision stays readable below.") % {
                "word": tie.words
            })  # fmt: skip
        return HttpResponseRedirect(word_address(self.word))

    def _after(self, tie: TermTie) -> HttpResponse:
        """Lead to the next word that waits, where what was just decided can be undone."""
        following = next_word(self.word) if tie.obj is None else None
        if following is None:
            messages.success(self.request, decided_in_words(tie))
            return HttpResponseRedirect(word_address(self.word))
        return HttpResponseRedirect(f"{word_address(following)}?{urlencode({'done': tie.pk})}")

    def _term(self, uri: str) -> Term:
        term = Term.objects.filter(uri=uri).first()
        if term is None:
            raise PolyvocalError(_("Choose one of the terms that were found."))
        return term

    def _object(self, number: str) -> Any:
        if not number.strip():
            return None
        obj = adapter().find(number.strip()) or object_numbered(number.strip())
        if obj is None:
            raise PolyvocalError(_("No object bears the number or identifier “%(number)s”.") % {"number": number[:100]})
        return obj

    def _page(self) -> HttpResponse:
        query = self.request.GET.get("q", self.word.words)
        found = self._found(query)
        ties = list(
            TermTie.objects.filter(field=self.word.field, language=self.word.language, key=self.word.key)
            .select_related("term", "obj")
        )  # fmt: skip
        for tie in ties:
            tie.told_of = object_of(tie)  # type: ignore[attr-defined]
        standing = [tie for tie in ties if tie.ended_at is None]
        context = {
            **self.site_context, "word": self.word, "title": self.word.words, "query": query, "found": found,
            "language": "" if self.word.language == UNKNOWN_LANGUAGE else language_name(self.word.language),
            "offers": [self._offer(one) for one in found.candidates] if found else [],
            "answered": _answered(found),
            "tie": next((tie for tie in standing if tie.obj is None), None),
            "exceptions": [tie for tie in standing if tie.obj is not None],
            "ended": [tie for tie in ties if tie.ended_at is not None],
            "certain": certain_term(self.word.field, self.word.key), "may_tie": self.may_tie,
            "done": self._just_done(), "following": next_word(self.word),
            "list_address": reverse("admin:polyvocal_usedword_changelist"),
        }  # fmt: skip
        return TemplateResponse(self.request, "polyvocal/admin/word.html", context)

    def _found(self, query: str) -> Found | None:
        """Search; only for those who may choose, for a search asks other people's servers."""
        if not self.may_tie or not query.strip():
            return None
        return find_terms(query, field=self.word.field, language=self.word.language)

    def _just_done(self) -> dict[str, Any] | None:
        if "done" not in self.request.GET:
            return None
        try:
            tie = TermTie.objects.standing().select_related("term").filter(pk=self.request.GET["done"]).first()
        except ValidationError:
            return None
        return {"tie": tie, "told": decided_in_words(tie)} if tie is not None else None

    def _offer(self, one: Candidate) -> Offer:
        reader = get_language() or "en"
        shown = in_language(one.labels, self.word.language if self.word.language in one.labels else reader)
        label = shown.words or next(one.all_labels(), one.uri)
        others = [words for words in dict.fromkeys(one.all_labels()) if words != label]
        broader = [in_language(labels, shown.language).words or uri for uri, labels in one.broader[:MOST_BROADER]]
        return Offer(
            uri=one.uri, label=label, language=shown.language, others=", ".join(others[:8]),
            note=in_language(one.scope_note, reader).words, broader=", ".join(broader),
            source=one.source_name or one.source, is_exact=is_exact(one, self.word.words, self.word.language),
            is_kept=one.is_kept, is_gone=one.is_gone,
        )  # fmt: skip


def object_of(tie: TermTie) -> str:
    """Return the number of the object for which alone a tie holds, '' where it holds for all."""
    made, obj = adapter(), tie.obj
    return (made.object_number(obj) or made.fallback_title(obj)) if obj is not None else ""


def _answered(found: Found | None) -> str:
    """Return the sources that answered, each with how many terms it found."""
    told = [one for one in found.answers if not one.problem] if found else []
    return ", ".join(f"{one.source_name} {len(one.candidates)}" for one in told)


def word_address(word: UsedWord) -> str:
    """Return the address of the page of a word."""
    return reverse("admin:polyvocal_usedword_change", args=[word.pk])


def decided_in_words(tie: TermTie) -> str:
    """Return what was decided in a sentence."""
    if tie.term is None:
        return _("For “%(word)s” no term fits.") % {"word": tie.words}
    told = _("“%(word)s” stands for “%(label)s” (%(uri)s).")
    label = in_language(tie.term.labels, tie.language).words or tie.term.uri
    return told % {"word": tie.words, "label": label, "uri": tie.term.uri}

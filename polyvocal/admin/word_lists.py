"""Words and their terms in the admin: the worklist, how it is narrowed, the table out and in, the runs."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, Subquery
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from polyvocal.admin.exact_matches import ExactPage
from polyvocal.admin.term_runs import TermRuns, last_count
from polyvocal.admin.word_pages import WordPage
from polyvocal.exceptions import PolyvocalError
from polyvocal.languages import language_name
from polyvocal.linkeddata.terms import certain_term
from polyvocal.models import Term, UsedWord
from polyvocal.publishing import Actor
from polyvocal.records import UNKNOWN_LANGUAGE, in_language
from polyvocal.terms import standing_ties, table_lines, take_in_table, waiting_words


class DecisionFilter(admin.SimpleListFilter):
    """Words by what was decided about them; without a choice, those that wait."""

    title = gettext_lazy("decision")
    parameter_name = "decision"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Offer what was decided, and all words."""
        return [
            ("tied", _("a term")),
            ("none", _("no term fits")),
            ("gone", _("a term that its source has no more")),
            ("given", _("given by the source")),
            ("all", _("all words")),
        ]

    def choices(self, changelist: Any) -> Any:
        """Call the choice of none by what it shows."""
        first, *others = super().choices(changelist)
        return [{**first, "display": _("nothing yet")}, *others]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the words in the chosen state."""
        ties = standing_ties()
        match self.value():
            case "tied":
                return queryset.filter(Exists(ties.filter(term__isnull=False)))
            case "none":
                return queryset.filter(Exists(ties.filter(term__isnull=True)))
            case "gone":
                return queryset.filter(Exists(ties.filter(term__is_gone=True)))
            case "given":
                return queryset.filter(given__gt=0)
            case "all":
                return queryset
        return queryset.filter(~Exists(ties), uses__gt=F("given"))


class TableForm(forms.Form):
    """A CSV file of words and terms."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy(
            "The first line holds headings: field, language, word, uri; “-” as a URI: no term fits."
        ),
    )


@admin.register(UsedWord)
class UsedWordAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The words that the facts use, the most frequent first, and the terms they stand for."""

    actions = None
    change_list_template = "polyvocal/admin/word_list.html"
    list_display = ("words", "field_shown", "language_shown", "uses", "stands_for", "decided_by")
    list_filter: ClassVar[Any] = (DecisionFilter, "field", "language")
    list_per_page = 50
    ordering = ("-uses", "words", "pk")
    search_fields = ("words", "key")
    show_full_result_count = False

    class Media:
        css = {"all": ("polyvocal/admin.css", "polyvocal/imports.css", "polyvocal/terms.css")}

    def get_queryset(self, request: HttpRequest) -> Any:
        """Join what was decided about each word."""
        ties = standing_ties()
        decided = {name: Subquery(ties.values(name)[:1]) for name in ("term_id", "tied_by", "id")}
        joined = {"tied_term": decided["term_id"], "tied_by": decided["tied_by"], "tie": decided["id"]}
        return super().get_queryset(request).annotate(**joined)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Load the terms on the page in one query."""
        changelist = super().get_changelist_instance(request)
        terms = Term.objects.in_bulk([word.tied_term for word in changelist.result_list if word.tied_term])
        for word in changelist.result_list:
            word.term_in_list = terms.get(word.tied_term)
        return changelist

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Say when words were counted, and offer what can be done with all of them."""
        context = {
            "last_count": last_count(), "may_tie": request.user.has_perm("polyvocal.tie_terms"),
            "waiting": waiting_words().count(), "has_words": UsedWord.objects.exists(),
            "kinds": TermRuns.KINDS, "title": _("Words and their terms"),
        }  # fmt: skip
        return super().changelist_view(request, {**context, **(extra_context or {})})

    @admin.display(description=gettext_lazy("field"), ordering="field")
    def field_shown(self, word: UsedWord) -> str:
        """The field in the reader's language."""
        return str(word.get_field_display())

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def language_shown(self, word: UsedWord) -> str:
        """The language of the word, by its name."""
        return "—" if word.language == UNKNOWN_LANGUAGE else language_name(word.language)

    @admin.display(description=gettext_lazy("stands for"))
    def stands_for(self, word: Any) -> str:
        """The term, or that none fits, or what is certain without a decision."""
        term = getattr(word, "term_in_list", None)
        if term is not None:
            label = in_language(term.labels, get_language() or "en").words or term.uri
            gone = (
                format_html(' <strong class="pvt-gone">{}</strong>', _("gone from its source")) if term.is_gone else ""
            )
            return format_html(
                '<bdi>{}</bdi> <span class="pva-quiet">{}</span>{}', label, term.source_name or term.source, gone
            )
        if word.tie:
            return _("no term fits")
        certain = certain_term(word.field, word.key)
        if certain is not None:
            label = in_language(certain.labels, "en").words
            return format_html('{} <span class="pva-quiet">{}</span>', label, _("by its name"))
        return _("given by the source") if word.given == word.uses else "—"

    @admin.display(description=gettext_lazy("decided by"))
    def decided_by(self, word: Any) -> str:
        """Who decided, if anybody did."""
        return word.tied_by or "—"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: words are counted."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those who tie may change."""
        return request.user.has_perm("polyvocal.tie_terms")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a word goes when no object uses it."""
        return False

    def get_urls(self) -> list[Any]:
        """Add the pages that are about many words, before Django's own."""
        wrap = self.admin_site.admin_view
        own = [
            path("words.csv", wrap(self.table_view), name="polyvocal_words_csv"),
            path("import/", wrap(self.import_view), name="polyvocal_words_import"),
            path("exact/", wrap(self.exact_view), name="polyvocal_words_exact"),
            path("run/<slug:kind>/", wrap(self.run_view), name="polyvocal_terms_run"),
            path("job/<int:pk>/", wrap(self.watch_view), name="polyvocal_terms_job"),
            path("job/<int:pk>/progress/", wrap(self.progress_view), name="polyvocal_terms_progress"),
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show what a word stands for, with a box to search for terms."""
        self._require_view(request)
        return WordPage(request, self._context(request), _number(object_id)).answer()

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Lead to the page of the word, which holds every decision."""
        return HttpResponseRedirect(reverse("admin:polyvocal_usedword_change", args=[_number(object_id)]))

    def table_view(self, request: HttpRequest) -> HttpResponseBase:
        """Give the words that the list shows, all pages of it, as a CSV file that is written while it is sent."""
        self._require_view(request)
        try:
            words = super().get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters as error:
            raise Http404 from error
        headers = {"Content-Disposition": 'attachment; filename="terms.csv"'}
        return StreamingHttpResponse(table_lines(words), content_type="text/csv; charset=utf-8", headers=headers)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a CSV file in, and say what came of it, line by line where something is wrong."""
        self._require_tie(request)
        form, report = (TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()), None
        if request.method == "POST" and form.is_valid():
            try:
                report = take_in_table(form.cleaned_data["file"].read(), Actor.of(request.user))
            except PolyvocalError as error:
                form.add_error("file", str(error))
            else:
                form = TableForm()
        context = {**self._context(request), "form": form, "report": report, "title": _("Bring in a table of terms")}
        return TemplateResponse(request, "polyvocal/admin/word_import.html", context)

    def exact_view(self, request: HttpRequest) -> HttpResponse:
        """Show words beside the one kept term that bears their very name, to be accepted together."""
        self._require_tie(request)
        return ExactPage(request, self._context(request)).answer()

    def run_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Start a run of a kind, or lead to the one that is going on."""
        return TermRuns(request, self._context(request)).start(kind)

    def watch_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show how far a run is."""
        return TermRuns(request, self._context(request)).answer(pk)

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say how far a run is, for the page that watches it."""
        return TermRuns(request, self._context(request)).progress(pk)

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}

    def _require_view(self, request: HttpRequest) -> None:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied

    def _require_tie(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied


def _number(given: str) -> int:
    if not given.isascii() or not given.isdigit() or len(given) > 18:
        raise Http404
    return int(given)

"""Terms in the admin: as their sources gave them, how they changed, which words stand for them, what replaces them."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from polyvocal.admin.word_pages import object_of
from polyvocal.exceptions import PolyvocalError
from polyvocal.models import Term, TermChange, TermTie, UsedWord
from polyvocal.publishing import Actor
from polyvocal.records import in_language
from polyvocal.terms import replace_term

_NAMES = {
    "labels": gettext_lazy("labels"),
    "alternatives": gettext_lazy("other labels"),
    "scope_note": gettext_lazy("what it means"),
    "broader": gettext_lazy("broader terms"),
    "matches": gettext_lazy("the same elsewhere"),
    "is_gone": gettext_lazy("gone from its source"),
}


class FateFilter(admin.SimpleListFilter):
    """Terms by whether words stand for them, and by what became of them; without a choice, those in use."""

    title = gettext_lazy("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Offer what changed and what is gone, and all that were ever found."""
        return [
            ("changed", _("changed since it was kept")),
            ("gone", _("gone from its source")),
            ("replaced", _("replaced")),
            ("all", _("all that were ever found")),
        ]

    def choices(self, changelist: Any) -> Any:
        """Call the choice of none by what it shows."""
        first, *others = super().choices(changelist)
        return [{**first, "display": _("in use")}, *others]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the terms in the chosen state."""
        match self.value():
            case "changed":
                return queryset.filter(changes__isnull=False).distinct()
            case "gone":
                return queryset.filter(is_gone=True)
            case "replaced":
                return queryset.filter(replaced_by__isnull=False)
            case "all":
                return queryset
        return queryset.filter(words_counted__gt=0)


class SourceFilter(admin.SimpleListFilter):
    """Terms of one terminology source."""

    title = gettext_lazy("terminology source")
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Offer the sources of which a term is kept, by their names."""
        named = Term.objects.exclude(source_name="").order_by("source_name").values_list("source_name", flat=True)
        return [(name, name) for name in named.distinct()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the terms of the chosen source."""
        return queryset.filter(source_name=self.value()) if self.value() else queryset


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Terms; they come from their sources, so that nothing of them is written here."""

    actions = None
    list_display = ("label_shown", "source_shown", "address_shown", "words_counted", "fate_shown", "asked_at")
    list_filter: ClassVar[Any] = (FateFilter, SourceFilter)
    list_per_page = 50
    search_fields = ("findable_as", "uri")
    show_full_result_count = False

    class Media:
        css = {"all": ("polyvocal/admin.css", "polyvocal/terms.css")}

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count the words that stand for each."""
        standing = Count("ties", filter=Q(ties__ended_at__isnull=True), distinct=True)
        return super().get_queryset(request).annotate(words_counted=standing)

    @admin.display(description=gettext_lazy("term"), ordering="findable_as")
    def label_shown(self, term: Term) -> str:
        """Its label in the reader's language."""
        return in_language(term.labels, get_language() or "en").words or term.uri

    @admin.display(description=gettext_lazy("source"), ordering="source_name")
    def source_shown(self, term: Term) -> str:
        """The name of its source."""
        return term.source_name or term.source or "—"

    @admin.display(description=gettext_lazy("URI"), ordering="uri")
    def address_shown(self, term: Term) -> str:
        """Its URI, as a link."""
        return format_html('<a href="{}" rel="noreferrer">{}</a>', term.uri, term.uri)

    @admin.display(description=gettext_lazy("words"), ordering="words_counted")
    def words_counted(self, term: Any) -> int:
        """How many words stand for it."""
        return int(term.words_counted)

    @admin.display(description=gettext_lazy("what became of it"))
    def fate_shown(self, term: Term) -> str:
        """Whether it is replaced or gone."""
        if term.replaced_by_id:
            return _("replaced")
        return _("gone from its source") if term.is_gone else "—"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: terms are found."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those who tie may replace a term."""
        return request.user.has_perm("polyvocal.tie_terms")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: who refers to a term must find it."""
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show all that is known of a term, and let it be replaced."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if not object_id.isascii() or not object_id.isdigit() or len(object_id) > 18:
            raise Http404
        term = get_object_or_404(Term.objects.select_related("replaced_by"), pk=int(object_id))
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied
            self._replace(request, term)
            return HttpResponseRedirect(request.get_full_path())
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "media": self.media, "term": term,
            "title": self.label_shown(term), "ties": _ties_of(term),
            "changes": [_told(one) for one in term.changes.all()],
            "may_tie": self.has_change_permission(request), "list_address": reverse("admin:polyvocal_term_changelist"),
        }  # fmt: skip
        return TemplateResponse(request, "polyvocal/admin/term.html", context)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Lead to the page of the term, which holds every change."""
        return HttpResponseRedirect(reverse("admin:polyvocal_term_change", args=[object_id]))

    def _replace(self, request: HttpRequest, term: Term) -> None:
        replacement = Term.objects.filter(uri=request.POST.get("uri", "").strip()).first()
        if replacement is None:
            messages.error(request, _("No term with this URI is kept; search for it at one of the words first."))
            return
        try:
            number = replace_term(term, replacement, Actor.of(request.user))
        except PolyvocalError as error:
            messages.error(request, str(error))
            return
        told = ngettext(
            "The term is replaced; %(number)d word moved.", "The term is replaced; %(number)d words moved.", number
        )
        messages.success(request, told % {"number": number})


def _ties_of(term: Term) -> list[dict[str, Any]]:
    ties = list(TermTie.objects.standing().filter(term=term).select_related("obj")[:500])
    used = {
        (word.field, word.language, word.key): word
        for word in UsedWord.objects.filter(key__in={tie.key for tie in ties})
    }
    return [
        {"tie": tie, "object": object_of(tie), "word": used.get((tie.field, tie.language, tie.key))} for tie in ties
    ]


def _told(change: TermChange) -> dict[str, Any]:
    rows = [
        {"name": _NAMES.get(name, name), "before": _in_words(change.before.get(name)), "after": _in_words(value)}
        for name, value in change.after.items()
    ]
    return {"change": change, "rows": rows}


def _in_words(value: Any) -> str:
    """Return a value of a term as a line: labels with their language, lists with commas."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict) and "uri" in value:
        return in_language(value.get("labels", {}), get_language() or "en").words or str(value["uri"])
    if isinstance(value, dict):
        return "; ".join(f"{_in_words(words)} ({tag})" for tag, words in value.items())
    if isinstance(value, list):
        return ", ".join(map(_in_words, value))
    return str(value) if value else ""

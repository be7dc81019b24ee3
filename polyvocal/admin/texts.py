"""Texts in the admin: a list, the page of a text, and the pages around it. Nothing is added or deleted here."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Substr
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polyvocal.admin.beginnings import BeginningForm, place_wanted
from polyvocal.admin.boards import board_of
from polyvocal.admin.calls import open_calls, settle_call
from polyvocal.admin.claims import ClaimPage, RivalPage
from polyvocal.admin.confirming import Publishing, Restoring, Withdrawing
from polyvocal.admin.event_pages import EventPage
from polyvocal.admin.grounds import GroundsPage
from polyvocal.admin.histories import steps_in
from polyvocal.admin.objects import object_admin_address
from polyvocal.admin.side_by_side import provenance_page
from polyvocal.admin.text_pages import place_of
from polyvocal.admin.worklist import LONGEST, worklist
from polyvocal.admin.writing import text_address, text_view
from polyvocal.conf import choices_of
from polyvocal.exceptions import PolyvocalError
from polyvocal.models import OPEN_STATES, Draft, DraftState, Edition, ProvenanceEvent, Text
from polyvocal.models.texts import EditionState
from polyvocal.object_model import adapter
from polyvocal.publishing import Actor, versions_of


class TextTypeFilter(admin.SimpleListFilter):
    """Texts of one type, in whole words."""

    title = gettext_lazy("text type")
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Offer the controlled list."""
        return choices_of("text_type")

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the texts of the chosen type."""
        return queryset.filter(text_type=self.value()) if self.value() else queryset


class StateFilter(admin.SimpleListFilter):
    """Texts by the state of their last edition or of an open draft."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Offer the states of editions, then those of open drafts."""
        drafts = [(f"draft:{state}", label) for state, label in DraftState.choices if state in OPEN_STATES]
        return [*EditionState.choices, *drafts, ("none", _("nothing published yet"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the texts in the chosen state."""
        value = self.value() or ""
        if value == "none":
            return queryset.filter(edition_state__isnull=True)
        if value.startswith("draft:"):
            return queryset.filter(draft_state=value.removeprefix("draft:"))
        return queryset.filter(edition_state=value) if value else queryset


@admin.register(Text)
class TextAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Texts: begun on an object's board, written and published on their own page, never deleted."""

    actions = None
    list_display = ("first_words", "obj", "perspective", "type_label", "language", "edition_label", "draft_label")
    list_select_related = ("obj", "perspective")
    list_filter: ClassVar[Any] = (StateFilter, TextTypeFilter, "language", "perspective")
    list_per_page = 50
    ordering = ("-created_at",)
    search_fields = ("text_type",)

    class Media:
        css = {"all": ("polyvocal/admin.css",)}

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load the state and first words of the last edition and the newest open draft."""
        last = Edition.objects.filter(text=OuterRef("pk")).order_by("-number")
        draft = Draft.objects.open().filter(text=OuterRef("pk")).order_by("-changed_at")
        shown = last.filter(~Q(state=EditionState.WITHDRAWN))
        return super().get_queryset(request).annotate(
            edition_state=Subquery(last.values("state")[:1]),
            edition_number=Subquery(last.values("number")[:1]),
            edition_words=Subquery(shown.annotate(start=Substr("words", 1, 200)).values("start")[:1]),
            draft_state=Subquery(draft.values("state")[:1]),
            draft_words=Subquery(draft.annotate(start=Substr("words", 1, 200)).values("start")[:1]),
        )  # fmt: skip

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Search the object's number and identifier, and all words."""
        made = adapter()
        return (f"obj__{made.number_field}", f"obj__{made.identifier_field}", "editions__words", "drafts__words")

    @admin.display(description=gettext_lazy("first words"))
    def first_words(self, text: Any) -> str:
        """How the text begins."""
        nothing = _("withdrawn") if text.edition_state else _("nothing written yet")
        return Truncator(text.edition_words or text.draft_words or nothing).words(10)

    @admin.display(description=gettext_lazy("text type"), ordering="text_type")
    def type_label(self, text: Text) -> str:
        """The text type in whole words."""
        return text.text_type_label

    @admin.display(description=gettext_lazy("edition"), ordering="edition_state")
    def edition_label(self, text: Any) -> str:
        """State and number of the last edition."""
        if not text.edition_state:
            return "—"
        return _("%(state)s, edition %(number)d") % {
            "state": EditionState(text.edition_state).label, "number": text.edition_number,
        }  # fmt: skip

    @admin.display(description=gettext_lazy("draft"), ordering="draft_state")
    def draft_label(self, text: Any) -> str:
        """State of the newest open draft."""
        return str(DraftState(text.draft_state).label) if text.draft_state else "—"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a text begins on the board of its object."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: what was said is kept."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those who draft may change."""
        return request.user.has_perm("polyvocal.draft_text")

    def get_urls(self) -> list[Any]:
        """Add the worklist, the board of an object, and the pages around a text, before Django's own."""
        wrap = self.admin_site.admin_view
        own = [
            path("worklist/", wrap(self.worklist_view), name="polyvocal_worklist"),
            path("worklist/settle/<int:pk>/", wrap(settle_call), name="polyvocal_call_settle"),
            path("about/<str:object_pk>/", wrap(self.object_texts_view), name="polyvocal_object_texts"),
            path("about/<str:object_pk>/add/", wrap(self.begin_view), name="polyvocal_object_text_add"),
            path(
                "<uuid:text_id>/draft/<int:draft_id>/publish/", wrap(self.publish_view), name="polyvocal_draft_publish"
            ),
            path("<uuid:text_id>/draft/<int:draft_id>/history/", wrap(self.draft_view), name="polyvocal_draft_history"),
            path(
                "<uuid:text_id>/draft/<int:draft_id>/event/<int:place>/",
                wrap(self.event_view),
                name="polyvocal_draft_event",
            ),
            path(
                "<uuid:text_id>/draft/<int:draft_id>/event/after/<int:place>/",
                wrap(self.event_view),
                {"is_new": True},
                name="polyvocal_draft_event_add",
            ),
            path("edition/<uuid:edition_id>/withdraw/", wrap(self.withdraw_view), name="polyvocal_edition_withdraw"),
            path("edition/<uuid:edition_id>/restore/", wrap(self.restore_view), name="polyvocal_edition_restore"),
        ]
        claims = [
            path("event/<uuid:event_id>/", wrap(self.claim_view), name="polyvocal_event"),
            path("event/<uuid:event_id>/rival/", wrap(self.rival_view), name="polyvocal_event_rival"),
            path("about/<str:object_pk>/provenance/", wrap(self.provenance_view), name="polyvocal_object_provenance"),
            path("<uuid:text_id>/grounds/", wrap(self.grounds_view), name="polyvocal_text_grounds"),
        ]
        return [*own, *claims, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the page of a text."""
        return text_view(request, self._text(request, unquote(object_id)), site_context=self._context(request))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Lead to the page of the text, which holds its history."""
        return HttpResponseRedirect(text_address(self._text(request, unquote(object_id))))

    def worklist_view(self, request: HttpRequest) -> HttpResponse:
        """Show the drafts that wait for somebody."""
        self._require_view(request)
        context = {
            **self._context(request),
            "piles": worklist(),
            "calls": open_calls(),
            "longest": LONGEST,
            "may_settle": request.user.has_perm("polyvocal.draft_text"),
            "title": _("Worklist"),
        }
        return TemplateResponse(request, "polyvocal/admin/worklist.html", context)

    def object_texts_view(self, request: HttpRequest, object_pk: str) -> HttpResponse:
        """Show the board of an object."""
        self._require_view(request)
        obj = self._object(object_pk)
        board = board_of(obj)
        context = {
            **self._context(request), "board": board, "object": obj, "object_address": object_admin_address(obj),
            "may_draft": request.user.has_perm("polyvocal.draft_text"), "title": board.title,
        }  # fmt: skip
        return TemplateResponse(request, "polyvocal/admin/board.html", context)

    def begin_view(self, request: HttpRequest, object_pk: str) -> HttpResponse:
        """Ask for the place of a new text, then open the editor."""
        if not request.user.has_perm("polyvocal.draft_text"):
            raise PermissionDenied
        obj = self._object(object_pk)
        form = BeginningForm(
            request.POST if request.method == "POST" else None, initial=place_wanted(request.GET),
            may_make_perspectives=request.user.has_perm("polyvocal.add_perspective"),
        )  # fmt: skip
        if form.is_valid():
            try:
                return HttpResponseRedirect(text_address(form.begin(obj, Actor.of(request.user))))
            except PolyvocalError as error:
                messages.error(request, str(error))
        context = {
            **self._context(request), "form": form, "object": obj, "board": board_of(obj), "title": _("Add a text"),
        }  # fmt: skip
        return TemplateResponse(request, "polyvocal/admin/begin.html", context)

    def publish_view(self, request: HttpRequest, text_id: Any, draft_id: int) -> HttpResponse:
        """Ask before publishing or scheduling a draft."""
        return Publishing(request, self._text(request, text_id), self._context(request)).answer(draft_id)

    def draft_view(self, request: HttpRequest, text_id: Any, draft_id: int) -> HttpResponse:
        """Show what was recorded of a draft, read-only."""
        text = self._text(request, text_id)
        draft = get_object_or_404(Draft, pk=draft_id, text=text)
        context = {
            **self._context(request), "place": place_of(text), "draft": draft,
            "steps": steps_in(versions_of(draft), Draft), "title": _("History of a draft"),
        }  # fmt: skip
        return TemplateResponse(request, "polyvocal/admin/draft_history.html", context)

    def event_view(
        self, request: HttpRequest, text_id: Any, draft_id: int, place: int, is_new: bool = False
    ) -> HttpResponse:
        """Change or add one provenance event of a draft."""
        text = self._text(request, text_id)
        draft = get_object_or_404(Draft, pk=draft_id, text=text)
        return EventPage(request, text, self._context(request), draft=draft, place=place, is_new=is_new).answer()

    def claim_view(self, request: HttpRequest, event_id: Any) -> HttpResponse:
        """Show how a provenance event is judged and what its rivals are."""
        return ClaimPage(request, self._event(request, event_id), self._context(request)).answer()

    def rival_view(self, request: HttpRequest, event_id: Any) -> HttpResponse:
        """Begin a statement in which another voice says otherwise."""
        return RivalPage(request, self._event(request, event_id), self._context(request)).answer()

    def provenance_view(self, request: HttpRequest, object_pk: str) -> HttpResponse:
        """Show all provenance statements of an object side by side."""
        self._require_view(request)
        return provenance_page(request, self._object(object_pk), self._context(request))

    def grounds_view(self, request: HttpRequest, text_id: Any) -> HttpResponse:
        """Choose the events and dossiers that a text rests on; settle what calls for a review."""
        return GroundsPage(request, self._text(request, text_id), self._context(request)).answer()

    def withdraw_view(self, request: HttpRequest, edition_id: Any) -> HttpResponse:
        """Ask before withdrawing an edition."""
        edition = self._edition(request, edition_id)
        return Withdrawing(request, edition.text, self._context(request)).answer(edition)

    def restore_view(self, request: HttpRequest, edition_id: Any) -> HttpResponse:
        """Ask before taking old words up again."""
        edition = self._edition(request, edition_id)
        return Restoring(request, edition.text, self._context(request)).answer(edition)

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        media: Media = self.media
        return {**self.admin_site.each_context(request), "opts": self.opts, "media": media}

    def _require_view(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _text(self, request: HttpRequest, key: Any) -> Text:
        self._require_view(request)
        try:
            return get_object_or_404(Text.objects.select_related("perspective", "obj"), pk=key)
        except ValidationError as error:
            raise Http404 from error

    def _edition(self, request: HttpRequest, key: Any) -> Edition:
        self._require_view(request)
        return get_object_or_404(Edition.objects.select_related("text__perspective", "text__obj"), pk=key)

    def _event(self, request: HttpRequest, key: Any) -> ProvenanceEvent:
        self._require_view(request)
        return get_object_or_404(ProvenanceEvent.objects.select_related("text__perspective", "text__obj"), pk=key)

    def _object(self, key: str) -> Any:
        model = adapter().model
        try:
            return get_object_or_404(model, pk=unquote(key))
        except (ValueError, ValidationError) as error:
            raise Http404 from error

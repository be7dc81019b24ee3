"""Editions, drafts and erasures: read-only. Only `publishing` writes them, from the page of a text."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polyvocal.admin.events_told import events_compared
from polyvocal.admin.statements import timeline_of
from polyvocal.admin.text_pages import chapters, place_of
from polyvocal.admin.writing import text_address
from polyvocal.models import Edition
from polyvocal.object_model import adapter
from polyvocal.publishing import content_of
from polyvocal.selectors import with_ties


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Published states, as they were: nothing is added, changed or deleted here."""

    actions = None
    list_display = ("number", "object_shown", "text", "state", "published_from", "published_until", "published_by")
    list_display_links = ("number", "text")
    list_select_related = ("text__perspective", "text__obj")
    list_filter = ("state", "text__perspective")
    date_hierarchy = "published_from"
    ordering = ("-published_from",)
    list_per_page = 50
    search_fields = ("words",)

    class Media:
        css = {"all": ("polyvocal/admin.css",)}

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Search words and the object's number."""
        return ("words", f"text__obj__{adapter().number_field}")

    @admin.display(description=gettext_lazy("object"))
    def object_shown(self, edition: Edition) -> str:
        """The object that the edition is about."""
        return str(edition.text.obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: publishing makes editions."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: an edition never changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: an edition is never deleted."""
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show one edition with the buttons that its state and the role allow."""
        edition = self._edition(request, object_id)
        history = list(
            with_ties(Edition.objects.filter(text=edition.text)).select_related("erasure").order_by("number")
        )
        chapter = next(one for one in chapters(history) if one.edition.pk == edition.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("Edition %(number)d") % {"number": edition.number},
            "chapter": chapter,
            "place": place_of(edition.text),
            "timeline": timeline_of(content_of(edition), edition.text),
            "event_changes": events_compared(content_of(chapter.before).events, content_of(edition).events)
            if chapter.before
            else [],
            "public_address": _public_address(edition),
            "may": {name: request.user.has_perm(f"polyvocal.{name}") for name in ("publish_text", "withdraw_text")},
        }
        return TemplateResponse(request, "polyvocal/admin/edition.html", context)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Lead to the page of the text: an edition has no history of its own."""
        return HttpResponseRedirect(text_address(self._edition(request, object_id).text))

    def _edition(self, request: HttpRequest, object_id: str) -> Edition:
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            found: Edition | None = Edition.objects.select_related("text__perspective", "text__obj").filter(
                pk=unquote(object_id)
            ).first()  # fmt: skip
        except ValidationError as error:
            raise Http404 from error
        if found is None:
            raise Http404
        return found


def _public_address(edition: Edition) -> str:
    try:
        return reverse("polyvocal:edition", args=[edition.pk])
    except NoReverseMatch:
        return ""

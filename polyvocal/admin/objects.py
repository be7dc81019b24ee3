"""Objects: the facts of the collection system, read-only, and below them the board of all texts."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from polyvocal.admin.boards import board_of
from polyvocal.admin.recording import REASON, RecordedAdmin
from polyvocal.models import CollectionObject, FormerNumber
from polyvocal.object_model import adapter, get_object_model
from polyvocal.pages.factsheets import facts_shown, ownership_steps
from polyvocal.selectors import titles_of


def texts_address(obj: Any) -> str:
    """Return the address of an object's board."""
    return reverse("admin:polyvocal_object_texts", args=[quote(obj.pk)])


def object_admin_address(obj: Any) -> str:
    """Return the address of the object's own admin page, '' where it has none."""
    opts = get_object_model()._meta
    try:
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[quote(obj.pk)])
    except NoReverseMatch:
        return ""


class ObjectTextsAdminMixin:
    """For the admin of a museum's own object model: a column in the list and a line on the page that lead to the board.

    Put it before `ModelAdmin`. It adds `texts_link` to `list_display` and to `readonly_fields`; name `texts_link` in
    your `fieldsets` where you have any.
    """

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Add the link as the last column."""
        return [*super().get_list_display(request), "texts_link"]  # type: ignore[misc]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Add the link below the object's own fields."""
        return [*super().get_readonly_fields(request, obj), "texts_link"]  # type: ignore[misc]

    @admin.display(description=_("texts"))
    def texts_link(self, obj: Any) -> str:
        """Print the link to the board, once the object is saved."""
        if obj is None or obj.pk is None or obj._state.adding:
            return "—"
        return format_html('<a href="{}">{}</a>', texts_address(obj), _("All texts about this object"))


class FormerNumberInline(admin.TabularInline):  # type: ignore[type-arg]
    """The numbers that an object bore before; addresses with them keep redirecting."""

    model = FormerNumber
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Label each input of a row, for those who cannot see the column's head."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = str(db_field.verbose_name)
        return field


class CollectionObjectAdmin(RecordedAdmin):
    """polyvocal's own object. The identifier is assigned once; facts come from the collection system."""

    change_form_template = "admin/polyvocal/collectionobject/change_form.html"
    list_display = ("object_number", "title_shown", "identifier", "is_marked_gone", "changed_at")
    list_filter = ("is_marked_gone",)
    search_fields = ("object_number", "identifier", "findable_as", "former_numbers__number")
    inlines: ClassVar[Any] = (FormerNumberInline,)
    list_per_page = 50

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Load the titles of the objects on the page in one query."""
        changelist = super().get_changelist_instance(request)
        titles = titles_of(changelist.result_list, language=get_language() or "en")
        for obj in changelist.result_list:
            obj.title_in_list = titles[obj.pk].words
        return changelist

    @admin.display(description=_("title"))
    def title_shown(self, obj: Any) -> str:
        """The title that stands now."""
        return str(getattr(obj, "title_in_list", obj))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Say that the source no longer gives the record only where that is so."""
        gone = ("is_marked_gone",) if obj is not None and obj.is_marked_gone else ()
        return ((None, {"fields": (("object_number", "identifier"), *gone, REASON)}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep the identifier once it is assigned."""
        return ("identifier", "is_marked_gone") if obj else ("is_marked_gone",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: what the museum said about an object outlives its record."""
        return False

    def render_change_form(
        self, request: HttpRequest, context: Any, add: bool = False, change: bool = False, form_url: str = "",
        obj: Any = None,
    ) -> Any:  # fmt: skip
        """Add facts and board below the form."""
        if obj is not None:
            record = adapter().to_record(obj)
            language = get_language() or "en"
            context["facts"] = facts_shown(record, language=language)
            context["ownership_steps"] = ownership_steps(record.facts)
            context["board"] = board_of(obj)
            context["may_draft"] = request.user.has_perm("polyvocal.draft_text")
            context["title"], context["subtitle"] = context["board"].title, None
        return super().render_change_form(request, context, add, change, form_url, obj)


if get_object_model() is CollectionObject:
    admin.site.register(CollectionObject, CollectionObjectAdmin)

"""Voices and perspectives: who speaks, and from which viewpoint."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from polyvocal.admin.names import EdtfFormField, LinesFormField
from polyvocal.admin.recording import REASON, RecordedAdmin, RecordedForm
from polyvocal.admin.searching import named_like
from polyvocal.conf import choices_of, label_of, setting
from polyvocal.models import UNKNOWN_VOICE, Perspective, Voice

MARKS = list(
    enumerate((_("circle"), _("square"), _("triangle"), _("diamond"), _("cross"), _("hexagon"), _("wedge"), _("star")))
)


class NamedForm(RecordedForm):
    """A name and a slug; the slug comes from the name where none is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Part of the address. Taken from the name; once saved it never changes.")

    def clean(self) -> dict[str, Any]:
        """Make a slug where none was given, and refuse one that is taken."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "slug" in self.fields and not cleaned.get("slug") and cleaned.get("names"):
            cleaned["slug"] = free_slug(self._meta.model, cleaned["names"])
        if "slug" in self.fields and not cleaned.get("slug") and "slug" not in self.errors and "names" in cleaned:
            self.add_error("slug", ValidationError(_("Give a short name in Latin letters for the address.")))
        return cleaned


def free_slug(model: Any, names: dict[str, str]) -> str:
    """Return a slug from a name in the museum's first language that has one, with a number where it is taken."""
    name = next((names[tag] for tag in (*setting("LANGUAGES"), *names) if names.get(tag)), "")
    wanted = slugify(name)[:90]
    taken = set(model.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    candidates = [wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))]
    return next(one for one in candidates if one not in taken) if wanted else ""


class _NamedAdmin(RecordedAdmin):
    form = NamedForm
    search_fields = ("slug", "names")
    ordering = ("slug",)
    list_per_page = 50

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Find names that hold every word, letters beyond ASCII included."""
        found = queryset
        for word in search_term.split():
            found = found.filter(Q(slug__icontains=word) | named_like(word))
        return found, False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep the slug once it is saved."""
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """Fill the slug from the name while a row is new."""
        return {} if obj else {"slug": ("names",)}

    @admin.display(description=_("texts"), ordering="texts_counted")
    def texts_counted(self, row: Any) -> int:
        """How many texts speak in this voice or from this perspective."""
        return int(row.texts_counted)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let only what nothing refers to be deleted."""
        return super().has_delete_permission(request, obj) and (obj is None or not self.is_used(obj))

    def is_used(self, row: Any) -> bool:
        """Whether something refers to the row."""
        raise NotImplementedError


class VoiceForm(NamedForm):
    """A voice; controlled lists as choices."""

    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: choices_of("voice_kind"))
    speaks_as = forms.ChoiceField(label=_("Speaks"), choices=lambda: choices_of("speaks_as"))
    languages = LinesFormField(
        label=_("Languages"), required=False, help_text=_("Language tags such as nl or srn, one a line.")
    )
    uris = LinesFormField(
        label=_("URIs"), required=False, help_text=_("Of the same person or body elsewhere, one a line.")
    )
    active_period = EdtfFormField(label=_("Active period"), help_text=_("For example 1890/1931, or around 1690."))


@admin.register(Voice)
class VoiceAdmin(_NamedAdmin):
    """Voices with their kind and how much they say."""

    form = VoiceForm
    long_names = ("statement",)
    list_display = ("name_shown", "kind_label", "parent", "texts_counted")
    list_select_related = ("parent",)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("names", "slug", "kind", "parent")}),
        (_("Position"), {"fields": ("statement", "speaks_as", "mandate", "languages", "active_period")}),
        (_("Elsewhere"), {"fields": ("uris", "private_contact")}),
        (_("For the record"), {"fields": (REASON,)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count the texts of each voice."""
        counted = Count("attributions__edition__text", distinct=True)
        return super().get_queryset(request).annotate(texts_counted=counted)

    @admin.display(description=_("voice"), ordering="slug")
    def name_shown(self, row: Voice) -> str:
        """The name in the active language."""
        return str(row)

    @admin.display(description=_("kind"), ordering="kind")
    def kind_label(self, row: Voice) -> str:
        """The kind in whole words."""
        return label_of("voice_kind", row.kind)

    def is_used(self, row: Voice) -> bool:
        """Whether somebody is quoted with it, belongs to it, or it is the unknown voice."""
        return row.slug == UNKNOWN_VOICE or any(
            found.exists() for found in (row.attributions.all(), row.draftattributions.all(), row.members.all())
        )


class PerspectiveForm(NamedForm):
    """A perspective; the mark is chosen by number."""

    accent = forms.TypedChoiceField(
        label=_("Mark"), choices=MARKS, coerce=int, initial=0,
        help_text=_("Which of the eight marks and colours visitors see."),
    )  # fmt: skip


@admin.register(Perspective)
class PerspectiveAdmin(_NamedAdmin):
    """Perspectives in their declared order."""

    form = PerspectiveForm
    long_names = ("description",)
    list_display = ("name_shown", "position", "texts_counted")
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("names", "slug", "description")}),
        (_("How it is shown"), {"fields": ("position", "accent")}),
        (_("For the record"), {"fields": (REASON,)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count the texts of each perspective."""
        return super().get_queryset(request).annotate(texts_counted=Count("texts", distinct=True))

    @admin.display(description=_("perspective"), ordering="slug")
    def name_shown(self, row: Perspective) -> str:
        """The name in the active language."""
        return str(row)

    def is_used(self, row: Perspective) -> bool:
        """Whether a text has it, or it is the perspective of the house."""
        return row.slug == setting("HOUSE_PERSPECTIVE") or row.texts.exists()

"""Sources, relations and showings: what texts rest on, how they answer each other, where they stood."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polyvocal.admin.recording import REASON, RecordedAdmin, RecordedForm
from polyvocal.admin.writing import text_address
from polyvocal.conf import choices_of
from polyvocal.dates import read_date
from polyvocal.models import Edition, Relation, Showing, Source, Text, Voice


@admin.register(Source)
class SourceAdmin(RecordedAdmin):
    """Sources with how often they are cited."""

    list_display = ("title", "author", "date", "kind", "citations_counted")
    search_fields = ("title", "author", "held_by")
    ordering = ("title",)
    list_per_page = 50
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("title", "author", "date", "kind")}),
        (gettext_lazy("Where to find it"), {"fields": ("held_by", "uri")}),
        (gettext_lazy("For the record"), {"fields": (REASON,)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count the editions that cite each source."""
        return super().get_queryset(request).annotate(citations_counted=Count("citations"))

    @admin.display(description=gettext_lazy("cited in editions"), ordering="citations_counted")
    def citations_counted(self, source: Any) -> int:
        """How many editions cite it."""
        return int(source.citations_counted)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let only what nobody cites be deleted."""
        is_cited = obj is not None and (obj.citations.exists() or obj.draftcitations.exists())
        return super().has_delete_permission(request, obj) and not is_cited


class RelationForm(RecordedForm):
    """A relation from one text to another about the same object."""

    relation_type = forms.ChoiceField(label=gettext_lazy("Relation"), choices=lambda: choices_of("relation_type"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.instance.text if self.instance.pk else _text_in(self.data.get("text") or self.initial.get("text"))
        if text is None or "other" not in self.fields:
            return
        others = Text.objects.filter(obj=text.obj_id).exclude(pk=text.pk).select_related("perspective")
        editions = Edition.objects.filter(text__obj=text.obj_id).exclude(text=text)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]
        self.fields["edition"].queryset = editions.select_related("text__perspective")  # type: ignore[attr-defined]
        self.fields["text"].queryset = Text.objects.filter(pk=text.pk)  # type: ignore[attr-defined]
        self.fields["text"].empty_label = None  # type: ignore[attr-defined]
        self.fields["asserted_by"].queryset = Voice.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse an edition of another text than the one that is meant."""
        cleaned: dict[str, Any] = super().clean() or {}
        edition, other = cleaned.get("edition"), cleaned.get("other")
        if edition is not None and other is not None and edition.text_id != other.pk:
            self.add_error("edition", _("This edition belongs to another text."))
        return cleaned


def _text_in(key: Any) -> Text | None:
    try:
        return Text.objects.filter(pk=key).first() if key else None
    except ValidationError:  # no UUID
        return None


class _BegunElsewhere(RecordedAdmin):
    """A row that is added from the page of a text, which says what it belongs to."""

    begins_with = ""

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Offer no “Add” in the index, which could not say to which text."""
        return {**super().get_model_perms(request), "add": False}

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """Lead to the list of texts where nothing says what the row belongs to."""
        if request.method == "GET" and not request.GET.get(self.begins_with):
            messages.info(request, _("Open the text first: relations and showings are added from its page."))
            return HttpResponseRedirect(reverse("admin:polyvocal_text_changelist"))
        return super().add_view(request, form_url, extra_context)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        """Go back to the text."""
        super().response_add(request, obj, post_url_continue)
        return HttpResponseRedirect(text_address(self.text_of(obj)))

    def text_of(self, row: Any) -> Text:
        """Return the text the row belongs to."""
        raise NotImplementedError


@admin.register(Relation)
class RelationAdmin(_BegunElsewhere):
    """Relations between texts."""

    form = RelationForm
    begins_with = "text"
    list_display = ("text", "relation_label", "other", "asserted_by", "created_at")
    list_select_related = ("text__perspective", "other__perspective", "asserted_by")
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("text", "relation_type", "other", "edition")}),
        (gettext_lazy("Who says so"), {"fields": ("asserted_by", "note")}),
        (gettext_lazy("For the record"), {"fields": (REASON,)}),
    )

    def text_of(self, row: Any) -> Text:
        """The text that answers."""
        return row.text  # type: ignore[no-any-return]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep the text once the relation is saved."""
        return ("text",) if obj else ()

    @admin.display(description=gettext_lazy("relation"), ordering="relation_type")
    def relation_label(self, row: Relation) -> str:
        """The relation in whole words."""
        return row.relation_label


class ShowingForm(RecordedForm):
    """Where an edition stood."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("shown_from", "shown_until"):
            if name in self.fields:
                self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        edition = self.data.get("edition") or self.initial.get("edition")
        if "edition" in self.fields and edition:
            self.fields["edition"].queryset = Edition.objects.filter(pk=edition)  # type: ignore[attr-defined]
            self.fields["edition"].empty_label = None  # type: ignore[attr-defined]

    def clean_dates_as_written(self) -> str:
        """Read the dates as they are written."""
        written = str(self.cleaned_data["dates_as_written"])
        self.instance.dates = read_date(written).edtf
        return written


@admin.register(Showing)
class ShowingAdmin(_BegunElsewhere):
    """Showings of editions in rooms and exhibitions."""

    form = ShowingForm
    begins_with = "edition"
    list_display = ("place", "exhibition", "edition", "shown_from", "shown_until")
    list_select_related = ("edition__text__perspective",)
    search_fields = ("place", "exhibition")
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("edition", "place", "exhibition", ("shown_from", "shown_until"), "dates_as_written")}),
        (gettext_lazy("For the record"), {"fields": (REASON,)}),
    )

    def text_of(self, row: Any) -> Text:
        """The text of the edition that was shown."""
        return row.edition.text  # type: ignore[no-any-return]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep the edition once the showing is saved."""
        return ("edition",) if obj else ()

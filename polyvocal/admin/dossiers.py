"""Dossiers of provenance research: what is asked and found, about which objects, by whom, and with which status."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polyvocal.admin.names import EdtfFormField, LinesFormField
from polyvocal.admin.recording import REASON, RecordedAdmin, RecordedForm
from polyvocal.conf import choices_of, label_of
from polyvocal.exceptions import PolyvocalError
from polyvocal.models import (
    ProvenanceResearch,
    Reliance,
    ResearchDocument,
    ResearchStep,
    Text,
    Voice,
)
from polyvocal.object_model import adapter
from polyvocal.publishing import Actor, give_status, save_research
from polyvocal.selectors import object_numbered


class DossierForm(RecordedForm):
    """A dossier with its objects by number, the voices that work on it, and the texts that rest on it."""

    period = EdtfFormField(label=gettext_lazy("Period looked at"), help_text=gettext_lazy("For example 1933/1945."))
    begun = EdtfFormField(label=gettext_lazy("Begun"))
    ended = EdtfFormField(label=gettext_lazy("Ended"))
    objects = LinesFormField(
        label=gettext_lazy("Objects"),
        required=False,
        help_text=gettext_lazy("Object numbers or identifiers, one a line."),
    )
    voices = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Researchers"), required=False, queryset=Voice.objects.all(),
        help_text=gettext_lazy("Voices; hold Ctrl to choose several."),
    )  # fmt: skip
    texts = LinesFormField(
        label=gettext_lazy("Texts that rest on it"), required=False,
        help_text=gettext_lazy("Addresses of texts, one a line. They are to be read again when the findings change."),
    )  # fmt: skip
    new_status = forms.ChoiceField(
        label=gettext_lazy("New status"), required=False, choices=lambda: [("", "—"), *choices_of("research_status")]
    )
    status_reason = forms.CharField(
        label=gettext_lazy("Reason for the status"), required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if self.instance.pk:
            made, dossier = adapter(), self.instance
            about = dossier.objects_researched.select_related("obj")
            self.initial = {
                **self.initial,
                "objects": [made.object_number(one.obj) or made.identifier(one.obj) for one in about],
                "voices": list(dossier.researchers.values_list("voice", flat=True)),
                "texts": [str(key) for key in dossier.relied_on_by.values_list("text", flat=True)],
            }

    def clean_objects(self) -> list[Any]:
        """Return the objects that bear these numbers or identifiers now; refuse what no object bears."""
        made = adapter()
        known = {
            made.object_number(one.obj) or made.identifier(one.obj): one.obj
            for one in (self.instance.objects_researched.select_related("obj") if self.instance.pk else ())
        }
        found = {line: known.get(line) or _object(line) for line in self.cleaned_data["objects"]}
        if missing := [line for line, obj in found.items() if obj is None]:
            raise ValidationError(
                _("No object bears this number or identifier: %(names)s."), params={"names": ", ".join(missing[:5])}
            )
        return list({obj.pk: obj for obj in found.values()}.values())

    def clean_texts(self) -> list[Text]:
        """Return the texts at these addresses; refuse what is no address of a text."""
        keys = {line: _key_in(line) for line in self.cleaned_data["texts"]}
        found = {text.pk: text for text in Text.objects.filter(pk__in=[key for key in keys.values() if key])}
        if missing := [line for line, key in keys.items() if key not in found]:
            raise ValidationError(
                _("No text has this address: %(names)s."), params={"names": ", ".join(missing[:5])[:300]}
            )
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        """Take the address from the title where none is given; a status needs a reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "slug" in self.fields and not cleaned.get("slug"):
            cleaned["slug"] = slugify(cleaned.get("title", ""))[:100]
            if not cleaned["slug"]:
                self.add_error("slug", _("Give a short name in Latin letters for the address."))
            elif ProvenanceResearch.objects.filter(slug=cleaned["slug"]).exists():
                self.add_error("slug", _("Another dossier has this address."))
        if cleaned.get("new_status") and not cleaned.get("status_reason", "").strip():
            self.add_error("status_reason", _("Say why: it stays readable beside the status."))
        return cleaned


class DocumentFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows of documents; the box that takes one out is named, as the inputs of the row are."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Label the box."""
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].widget.attrs["aria-label"] = _("Take out")


class DocumentInline(admin.TabularInline):  # type: ignore[type-arg]
    """Publications, documents, advice and decisions."""

    model = ResearchDocument
    formset = DocumentFormSet
    extra = 1

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Label each input of a row, for those who cannot see the column's head."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = str(db_field.verbose_name)
        return field

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever changes the dossier changes its documents."""
        return _may_change(request)

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(ProvenanceResearch)
class DossierAdmin(RecordedAdmin):
    """Dossiers; saving goes through the write path, and every status stays with who, when and why."""

    form = DossierForm
    inlines: ClassVar[Any] = (DocumentInline,)
    list_display = ("title", "status_shown", "period", "is_public", "changed_at")
    list_filter = ("is_public",)
    search_fields = ("title", "slug", "question", "findings")
    list_per_page = 50

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Offer a new status to those who publish, once the dossier is there; the form's own fields to who changes."""
        may_change, may_give = _may_change(request), request.user.has_perm("polyvocal.publish_text")
        given = ("new_status", "status_reason") if obj is not None and may_change and may_give else ()
        related = ("objects", "voices", "texts") if may_change else ()
        reason = ((gettext_lazy("For the record"), {"fields": (REASON,)}),) if may_change else ()
        return (
            (None, {"fields": ("title", "slug", "question", "is_public", *related)}),
            (gettext_lazy("Research"), {"fields": ("period", "method", "findings", "outcome", ("begun", "ended"))}),
            (gettext_lazy("Status"), {"fields": ("steps_shown", *given)}),
            *reason,
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep the address once it is saved; statuses are only added."""
        return ("slug", "steps_shown") if obj else ("steps_shown",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load the newest status of each."""
        newest = ResearchStep.objects.filter(research=OuterRef("pk")).order_by("-taken_at", "-id")
        return super().get_queryset(request).annotate(newest_status=Subquery(newest.values("status")[:1]))

    @admin.display(description=gettext_lazy("status"), ordering="newest_status")
    def status_shown(self, dossier: Any) -> str:
        """The newest status in whole words."""
        return label_of("research_status", dossier.newest_status) if dossier.newest_status else "—"

    @admin.display(description=gettext_lazy("statuses so far"))
    def steps_shown(self, dossier: Any) -> str:
        """Every status, newest first, with who, when and why."""
        steps = dossier.steps.order_by("-taken_at", "-id") if dossier is not None and dossier.pk else ()
        rows = [(one.label, one.reason, one.actor_name, one.taken_at.date().isoformat()) for one in steps]
        return format_html_join("", "<p><strong>{}</strong>: {} ({}, {})</p>", rows) or "—"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save through the write path, which calls for a review of the texts that rest on changed findings."""
        save_research(obj, Actor.of(request.user), reason=form.cleaned_data.get(REASON, ""))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Bring objects, researchers and texts in line with the form, then give the status that is asked for."""
        super().save_related(request, form, formsets, change)
        dossier, given = form.instance, form.cleaned_data
        _bring_in_line(dossier.objects_researched, "obj", given["objects"])
        _bring_in_line(dossier.researchers, "voice", given["voices"])
        _bring_in_line(Reliance.objects.filter(research=dossier), "text", given["texts"], research=dossier)
        if given.get("new_status"):
            try:
                give_status(dossier, Actor.of(request.user), status=given["new_status"], reason=given["status_reason"])
            except PolyvocalError as error:
                messages.error(request, str(error))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: what was researched is kept."""
        return False


def _may_change(request: HttpRequest) -> bool:
    return request.user.has_perm("polyvocal.change_provenanceresearch")


def _bring_in_line(rows: Any, name: str, wanted: Any, **given: Any) -> None:
    """Remove the rows whose counterpart is no longer wanted and add those that are missing."""
    keys = {one.pk for one in wanted}
    for row in rows.all():
        if getattr(row, f"{name}_id") not in keys:
            row.delete()
    present = set(rows.values_list(name, flat=True))
    for one in wanted:
        if one.pk not in present:
            rows.create(**{name: one}, **given)


def _object(line: str) -> Any:
    return object_numbered(line) or adapter().find(line)


def _key_in(line: str) -> UUID | None:
    """Return the key of a text in its address, or in what was typed."""
    for part in reversed(line.rstrip("/").split("/")):
        try:
            return UUID(part)
        except ValueError:
            continue
    return None

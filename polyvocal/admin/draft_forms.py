"""The editor's forms: words, voices with roles, sources with locator, times, licence, content note, reason."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polyvocal.admin.names import EdtfFormField, NamesFormField
from polyvocal.admin.searching import chosen_or_named, found_by_search, sources_called, voices_called
from polyvocal.conf import choices_of, setting
from polyvocal.models import LICENCES, DraftAttribution, DraftCitation
from polyvocal.provenance import NOTATIONS
from polyvocal.publishing import Ground


class DraftForm(forms.Form):
    """Everything of a draft but its voices and sources."""

    words = forms.CharField(
        label=_("Words"), required=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "pva-words-input", "aria-describedby": "pva-count pva-hint"}),
        help_text=_("Plain text. An empty line begins a new paragraph."),
    )  # fmt: skip
    held = EdtfFormField(
        label=_("View held"),
        help_text=_("When this view was held: 1978, 2007-11, 1978/1995, around 1690. Leave empty if you cannot say."),
    )
    recorded = EdtfFormField(
        label=_("Recorded"), help_text=_("When the words were written or recorded, in the same form.")
    )
    public_since = forms.DateField(
        label=_("Public since"), required=False, input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Only if the public could already read these words, for example in the gallery since May 2021."),
    )  # fmt: skip
    licence = forms.ChoiceField(label=_("Licence"), required=False)
    content_note = NamesFormField(
        label=_("Content note"), required=False,
        help_text=_("What a reader should know first. The words then wait behind this note."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Why these words replace the ones before. It stays readable beside the text."),
    )  # fmt: skip
    notation = forms.ChoiceField(
        label=_("Notation"), required=False, choices=[("", "—"), *((name, name) for name in NOTATIONS)],
        help_text=_("How these words are written: what brackets and semicolons mean differs from house to house."),
    )  # fmt: skip
    new_source_title = forms.CharField(label=_("Title"), required=False, max_length=500)
    new_source_author = forms.CharField(label=_("Author"), required=False, max_length=300)
    new_source_date = forms.CharField(label=_("Date"), required=False, max_length=100)
    new_source_uri = forms.URLField(label=_("Web address"), required=False, max_length=500, assume_scheme="https")
    new_source_locator = forms.CharField(label=_("Place in the source"), required=False, max_length=300)

    def __init__(self, *args: Any, asks_reason: bool = False, is_complete: bool = False, **kwargs: Any) -> None:
        """`is_complete`: the step asks for words. `asks_reason`: and for a reason, since an edition stands before."""
        super().__init__(*args, **kwargs)
        self.asks_reason, self.is_complete = asks_reason, is_complete
        default = _("as usual here (%(licence)s)") % {"licence": setting("LICENCE")}
        self.fields["licence"].choices = [("", default), *((code, code) for code in LICENCES)]  # type: ignore[attr-defined]

    def clean_words(self) -> str:
        """Return the words with one kind of line end."""
        return str(self.cleaned_data["words"]).replace("\r\n", "\n").strip()

    def clean(self) -> dict[str, Any]:
        """Ask for words and reason where the step needs them, and for the title of a new source."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.is_complete and not cleaned.get("words"):
            self.add_error("words", _("There are no words yet."))
        if self.asks_reason and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Give a reason: it stays readable beside the text."))
        others = ("author", "date", "uri", "locator")
        if any(cleaned.get(f"new_source_{name}") for name in others) and not cleaned.get("new_source_title"):
            self.add_error("new_source_title", _("Give the new source a title."))
        return cleaned


class CreditForm(forms.Form):
    """One voice and its role."""

    voice = found_by_search(DraftAttribution, "voice", label=_("Voice"))
    voice_named = forms.CharField(label=_("Or the name of the voice"), required=False, max_length=300)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=lambda: choices_of("role"), initial="author")

    def __init__(self, *args: Any, may_add: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["voice"]
        relation = DraftAttribution._meta.get_field("voice").remote_field
        if may_add:
            field.widget = RelatedFieldWidgetWrapper(
                field.widget, relation, admin.site, can_add_related=True, can_change_related=False,
                can_delete_related=False, can_view_related=False,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Find the voice whose name was typed where nothing could be chosen."""
        return chosen_or_named(self, "voice", voices_called)


class CreditFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The voices of a draft, in order; an empty row counts for nothing."""

    def __init__(self, *args: Any, is_complete: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_complete = is_complete

    def clean(self) -> None:
        """Refuse a voice twice in one role, and none at all where the step needs one."""
        rows = [(form.cleaned_data.get("voice"), form.cleaned_data.get("role")) for form in self.forms]
        named = [row for row in rows if row[0] is not None]
        if len(set(named)) < len(named):
            raise ValidationError(_("One voice stands here twice in the same role."))
        if self.is_complete and not named:
            raise ValidationError(_("Say whose words these are: “unknown” is a voice too."))


class GroundForm(forms.Form):
    """One source and the place in it."""

    source = found_by_search(DraftCitation, "source", label=_("Source"))
    source_named = forms.CharField(label=_("Or the title of the source"), required=False, max_length=500)
    locator = forms.CharField(label=_("Place in the source"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """Ask for the source of a locator."""
        cleaned = chosen_or_named(self, "source", sources_called)
        if cleaned.get("locator") and cleaned.get("source") is None and not self.errors:
            self.add_error("source", _("Choose the source of “%(locator)s”.") % {"locator": cleaned["locator"]})
        return cleaned


CreditForms: Any = forms.formset_factory(CreditForm, formset=CreditFormSet, extra=2)
GroundForms: Any = forms.formset_factory(GroundForm, extra=2)


def grounds_in(formset: Any) -> tuple[Ground, ...]:
    """Return the sources of a valid set of `GroundForm`, with the place in each."""
    rows = [row for row in formset.cleaned_data if row.get("source") is not None]
    return tuple(Ground(row["source"], row["locator"]) for row in rows)


def moment_of(day: date | None, before: datetime | None) -> datetime | None:
    """Return the beginning of a day, or the exact moment that was known before if it lies on that day."""
    if day is None:
        return None
    if before is not None and timezone.localdate(before) == day:
        return before
    return timezone.make_aware(datetime.combine(day, time.min))

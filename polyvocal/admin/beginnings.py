"""Beginning a text about an object: perspective, text type and language, then straight into the editor."""

import secrets
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from polyvocal.admin.names import NamesFormField
from polyvocal.admin.voices import free_slug
from polyvocal.conf import choices_of, setting
from polyvocal.languages import language_name
from polyvocal.models import Perspective, Text
from polyvocal.models.fields import validate_language
from polyvocal.publishing import Actor, begin_text, recorded


def place_wanted(query: Mapping[str, str]) -> dict[str, str]:
    """Return what the form begins with: the place that a cell of the board names, or the most usual one."""
    languages = setting("LANGUAGES")
    language = query.get("language", languages[0])
    return {
        "perspective": query.get("perspective", ""),
        "text_type": query.get("text_type", "object-label"),
        "language": language if language in languages else "",
        "other_language": "" if language in languages else language,
    }


class BeginningForm(forms.Form):
    """The place of a new text. A perspective is chosen, or made where the actor may."""

    perspective = forms.ModelChoiceField(
        label=_("Perspective"), queryset=Perspective.objects.all(), required=False,
        empty_label=_("Choose a perspective"), help_text=_("From which viewpoint is this said?"),
    )  # fmt: skip
    new_perspective = NamesFormField(label=_("Or a new perspective"), required=False)
    text_type = forms.ChoiceField(label=_("Text type"), choices=lambda: choices_of("text_type"))
    language = forms.ChoiceField(label=_("Language"), required=False)
    other_language = forms.CharField(
        label=_("Or another language"), required=False, max_length=35, validators=[validate_language],
        help_text=_("A language tag such as srn, ar or pap."),
        widget=forms.TextInput(attrs={"size": 8, "autocapitalize": "none"}),
    )  # fmt: skip

    def __init__(self, *args: Any, may_make_perspectives: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = [(tag, language_name(tag)) for tag in setting("LANGUAGES")]
        self.fields["language"].choices = [*languages, ("", _("another language"))]  # type: ignore[attr-defined]
        if not may_make_perspectives:
            del self.fields["new_perspective"]

    def clean(self) -> dict[str, Any]:
        """Ask for one perspective and one language."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = [name for name in ("perspective", "new_perspective") if cleaned.get(name)]
        if not given and "new_perspective" not in self.errors and "perspective" not in self.errors:
            self.add_error("perspective", _("Choose from which perspective this text speaks."))
        if len(given) == 2:
            self.add_error("new_perspective", _("Choose a perspective or make a new one, not both."))
        cleaned["language"] = cleaned.get("other_language") or cleaned.get("language")
        if not cleaned["language"] and "other_language" not in self.errors:
            self.add_error("language", _("Say in which language the text is written."))
        return cleaned

    def begin(self, obj: Any, actor: Actor) -> Text:
        """Make the text, and its perspective where that is new."""
        with transaction.atomic():
            perspective = self.cleaned_data["perspective"] or self._new_perspective(actor)
            return begin_text(
                obj, perspective, text_type=self.cleaned_data["text_type"], language=self.cleaned_data["language"],
                actor=actor,
            )  # fmt: skip

    def _new_perspective(self, actor: Actor) -> Perspective:
        names = self.cleaned_data["new_perspective"]
        actor.require("add_perspective")
        with recorded(actor):
            slug = free_slug(Perspective, names) or f"perspective-{secrets.token_hex(3)}"
            return Perspective.objects.create(slug=slug, names=names, accent=Perspective.objects.count() % 8)

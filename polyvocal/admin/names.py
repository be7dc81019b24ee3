"""Form fields for words by language, EDTF dates and lists: one input a language, never raw JSON."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from polyvocal.conf import setting
from polyvocal.dates import bounds, read_date
from polyvocal.languages import direction, language_name
from polyvocal.models.fields import validate_names

OTHER_TAG = "other-tag"
OTHER_WORDS = "other-words"


class NamesWidget(forms.Widget):
    """One input for each language of the museum, one for each other language in use, and one for a new language."""

    template_name = "polyvocal/admin/names_widget.html"
    use_fieldset = True

    def __init__(self, attrs: Any = None, *, long: bool = False) -> None:
        super().__init__(attrs)
        self.long = long

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return one entry a language; the first one carries the id that prepopulated fields listen to."""
        context = super().get_context(name, value, attrs)
        names: Mapping[str, str] = value if isinstance(value, Mapping) else {}
        tags = list(dict.fromkeys([*setting("LANGUAGES"), *names]))
        own_id = context["widget"]["attrs"].get("id", f"id_{name}")
        context["long"] = self.long
        context["inputs"] = [
            {
                "name": f"{name}--{tag}",
                "id": own_id if place == 0 else f"{own_id}--{tag}",
                "tag": tag,
                "dir": direction(tag),
                "label": language_name(tag),
                "words": names.get(tag, ""),
            }
            for place, tag in enumerate(tags)
        ]
        context["other"] = {
            "tag": f"{name}--{OTHER_TAG}", "words": f"{name}--{OTHER_WORDS}", "id": f"{own_id}--other",
        }  # fmt: skip
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        """Read back the words that were filled in, by language tag."""
        start = f"{name}--"
        given = {
            key.removeprefix(start): data.get(key, "").replace("\r\n", "\n").strip()
            for key in data
            if key.startswith(start)
        }
        tag, words = given.pop(OTHER_TAG, ""), given.pop(OTHER_WORDS, "")
        if tag or words:
            given[tag] = words
        return {tag: words for tag, words in given.items() if words}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Say whether the form did not hold this field at all."""
        return not any(key.startswith(f"{name}--") for key in data)

    def id_for_label(self, id_: str) -> str:
        """Return '': the group is labelled by its legend, each input by its own label."""
        return ""


class NamesFormField(forms.Field):
    """Words by language, from a NamesWidget. `long` gives areas in place of lines."""

    widget = NamesWidget

    def __init__(
        self, *, long: bool = False, encoder: Any = None, decoder: Any = None, show_hidden_initial: bool = False,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        # What a JSONField hands to its form field and has no meaning here: encoder, decoder, a copy in a hidden input.
        kwargs["widget"] = NamesWidget(long=long)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> dict[str, str]:
        """Return words by language tag without the empty ones."""
        names = dict(value or {})
        if "" in names:
            raise ValidationError(_("Say which language “%(words)s” is in."), params={"words": names[""][:40]})
        validate_names(names)
        if self.required and not names:
            raise ValidationError(_("Fill in at least one language."), code="required")
        return names

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is filled in, not how."""
        return dict(initial or {}) != dict(data or {})


class LinesFormField(forms.CharField):
    """A list, one entry a line."""

    widget = forms.Textarea

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(str(one) for one in value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        """Return the lines that hold something."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare lists."""
        return list(initial or []) != str(data or "").split("\n")


class EdtfFormField(forms.CharField):
    """A date as EDTF; a phrase such as “omstreeks 1978” or “May 2007” is turned into it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Return EDTF or ''."""
        given = str(super().clean(value))
        edtf = given if not given or bounds(given) else read_date(given).edtf
        if given and not edtf:
            raise ValidationError(
                _("“%(date)s” is not understood. Write for example 1978, 2007-11, 1978/1995 or around 1690."),
                params={"date": given},
            )
        return edtf

"""Voices and sources are searched, not listed: there may be thousands. Without script their name is typed."""

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from polyvocal.models import Source, Voice

_LONGEST = 5


def found_by_search(model: type[Model], name: str, *, label: Any, is_required: bool = False) -> Any:
    """Return a field for what a foreign key refers to, with a list that is searched on the server."""
    relation: Any = model._meta.get_field(name)
    widget = AutocompleteSelect(relation, admin.site, attrs={"data-width": "100%"})
    queryset = relation.remote_field.model.objects.all()
    return forms.ModelChoiceField(label=label, required=is_required, queryset=queryset, widget=widget)


def chosen_or_named(form: forms.Form, name: str, called: Callable[[str], list[Any]]) -> dict[str, Any]:
    """Return the cleaned fields of a form; where nothing was chosen, the one row that bears the typed name."""
    cleaned: dict[str, Any] = form.cleaned_data
    typed = cleaned.get(f"{name}_named", "")
    if cleaned.get(name) is not None or not typed or name in form.errors:
        return cleaned
    found = called(typed)
    if len(found) == 1:
        cleaned[name] = found[0]
    elif found:
        others = "; ".join(str(one) for one in found[:_LONGEST])
        form.add_error(name, _("Several are called so: %(names)s. Type the whole name.") % {"names": others})
    else:
        form.add_error(name, _("Nothing is called “%(name)s”.") % {"name": typed})
    return cleaned


def named_like(words: str) -> Q:
    """Return the condition that words stand in a name in any language.

    SQLite keeps names as JSON in which letters beyond ASCII are escapes, and knows no small and capital ones of those.
    """
    spellings = {words, words.lower(), words.upper(), words.capitalize()}
    escaped = {json.dumps(one)[1:-1] for one in spellings}
    condition = Q()
    for one in sorted(spellings | escaped) if not words.isascii() else [words]:
        condition |= Q(names__icontains=one)
    return condition


def voices_called(name: str) -> list[Voice]:
    """Return the voices with a name, else those in whose names it stands."""
    found = Voice.objects.filter(Q(slug=slugify(name)) | named_like(name))
    exact = [one for one in found if name in one.names.values() or one.slug == slugify(name)]
    return exact or list(found[: _LONGEST + 1])


def sources_called(title: str) -> list[Source]:
    """Return the sources with a title, else those in whose titles it stands."""
    exact = list(Source.objects.filter(title__iexact=title)[: _LONGEST + 1])
    return exact or list(Source.objects.filter(title__icontains=title)[: _LONGEST + 1])

"""Holds a profile to the controlled lists and to what its keys can mean together."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from polyvocal.conf import vocabulary
from polyvocal.importers.profiles.fields import Profile, TextFrom
from polyvocal.importers.sources import TABLES, kinds
from polyvocal.provenance import NOTATIONS
from polyvocal.records import NAMED_FIELDS

NAME_FORMS = ("name", "inverted-name", "slug")
MARKUPS = ("", "html")


def mistakes_in(profile: Profile) -> Iterator[tuple[str, str]]:
    """Yield each value that cannot be used, with the reason as a sentence."""
    if profile.source not in kinds():
        yield profile.source, _("There is no reader for this source.")
    if profile.source == TABLES and (profile.tables is None or not (profile.tables.objects or profile.tables.joined)):
        yield profile.source, _("A profile for this source declares its tables under “tables”.")
    patterns = [pattern for text in profile.texts for rule in text.types for pattern in (rule.term, rule.purpose)]
    patterns += [pattern for text in profile.texts for pattern in (*text.superseded, *text.succeeding)]
    if profile.object.former_numbers is not None:
        patterns += profile.object.former_numbers.only
    patterns += [pattern for table in profile.object.terms for pattern in (table.numbers, table.only)]
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error:
            yield pattern, _("This is no regular expression.")
    for text in profile.texts:
        yield from _mistakes_in_text(text)
    for name in (name for table in profile.object.terms for name in (table.into, *table.kinds.values())):
        if name and name not in NAMED_FIELDS:
            yield name, _("This is no list of the facts whose words can stand for terms.")
    for voice in (profile.voice, *profile.voices.values()):
        if voice.kind not in vocabulary("voice_kind"):
            yield voice.kind, _("This kind of voice is not in the controlled list.")


def _mistakes_in_text(text: TextFrom) -> Iterator[tuple[str, str]]:
    for code in (rule.type for rule in text.types) if text.types else (text.type,):
        if code not in vocabulary("text_type"):
            yield code, _("This text type is not in the controlled list.")
    for notation in {text.notation, *(rule.notation for rule in text.types)}:
        if notation and notation not in NOTATIONS:
            yield notation, _("This notation of provenance is not known.")
    if text.markup not in MARKUPS:
        yield text.markup, _("Words are marked up as html, or not at all.")
    if text.voices is not None and text.voices.given_as not in NAME_FORMS:
        yield text.voices.given_as, _("Voices are given as name, inverted-name or slug.")

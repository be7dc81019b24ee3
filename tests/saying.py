"""What voices say about an object, in one line a statement: for tests of what visitors see."""

from typing import Any

from polyvocal.models import Edition, Perspective, Text, Voice
from polyvocal.object_model import adapter
from tests.factories import make_edition, moment


def say(
    obj: Any,
    words: str,
    *,
    perspective: str = "museum",
    voice: str = "het-pakhuis",
    text_type: str = "object-label",
    language: str = "nl",
    since: str = "2020-01-01",
    reason: str = "New research.",
    **content: Any,
) -> Edition:
    """Publish words at their place, as its next edition."""
    seen_from, _is_new = Perspective.objects.get_or_create(slug=perspective, defaults={"names": {"en": perspective}})
    speaker, _is_new = Voice.objects.get_or_create(slug=voice, defaults={"names": {"en": voice}, "kind": "institution"})
    text, _is_new = Text.objects.get_or_create(obj=obj, perspective=seen_from, text_type=text_type, language=language)
    return make_edition(text, words, voices=[speaker], reason=reason, published_from=moment(since), **content)


def address_of(obj: Any, *further: str) -> str:
    """Return the path of an object's page."""
    return "/".join(["/object", adapter().identifier(obj), *further, ""])

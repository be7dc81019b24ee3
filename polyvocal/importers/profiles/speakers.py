"""Reads whose words a text holds: names become voices, no name is the institution's voice, “unknown” is one too."""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.text import slugify

from polyvocal.conf import vocabulary
from polyvocal.importers.profiles.fields import Profile, VoiceGiven, VoicesFrom
from polyvocal.importers.profiles.occurrences import words_in
from polyvocal.importers.sources.raw import Fields
from polyvocal.models import UNKNOWN_VOICE
from polyvocal.records import AttributionRecord, VoiceRecord

_LONGEST_SLUG = 100


class Speakers:
    """The voices of one profile."""

    def __init__(self, profile: Profile) -> None:
        self._language = profile.language
        self._known: Mapping[str, VoiceGiven] = profile.voices
        self.house = VoiceRecord(profile.voice.slug, profile.voice.names, profile.voice.kind)
        self._unknown = VoiceRecord(UNKNOWN_VOICE, {}, UNKNOWN_VOICE)
        self._made = lru_cache(maxsize=10_000)(self._voice)

    def attributions(self, fields: Fields, given: VoicesFrom | None) -> tuple[AttributionRecord, ...]:
        """Return the attributions of one text, each voice and role once."""
        if given is None or not words_in(fields, given.name):
            return (AttributionRecord(self.house),)
        roles = [value.words for value in fields.get(given.role, ())]
        names = [value.words for value in fields[given.name]]
        if len(roles) != len(names):
            roles = [""] * len(names)
        found = [
            AttributionRecord(self._made(name, given.given_as, given.unknown), _role(role))
            for listed, role in zip(names, roles, strict=True)
            for name in (part.strip() for part in listed.split(given.separator))
            if name
        ]
        return _once(found)

    def _voice(self, name: str, given_as: str, unknown: tuple[str, ...]) -> VoiceRecord:
        if name.lower() in unknown:
            return self._unknown
        if known := self._known.get(name):
            return VoiceRecord(known.slug, known.names, known.kind, part_of=self.house if known.has_parent else None)
        if given_as == "slug" and slugify(name) == name:
            return VoiceRecord(name, {})
        full = _turned(name) if given_as == "inverted-name" else name
        slug = slugify(full)[:_LONGEST_SLUG].strip("-") or UNKNOWN_VOICE
        return VoiceRecord(slug, {self._language: full}, "researcher", part_of=self.house)


def _once(found: list[AttributionRecord]) -> tuple[AttributionRecord, ...]:
    return tuple({(one.voice.slug, one.role): one for one in found}.values())


def _turned(name: str) -> str:
    """“Berg, Ina van den” is Ina van den Berg."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else name


def _role(code: str) -> str:
    return code if code in vocabulary("role") else "author"

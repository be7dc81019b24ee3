"""The concept schemes of the archive: the perspectives, and the controlled lists that texts and voices are told in.

A term of a controlled list is a part of its scheme's document, so its address is that of the scheme with a fragment. A
perspective has an identifier of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from polyvocal.conf import vocabulary
from polyvocal.linkeddata import addresses, gather
from polyvocal.records import Names, PerspectiveRecord, VoiceRecord

PERSPECTIVES = "perspectives"
VOICES = "voices"
LISTS: Mapping[str, str] = MappingProxyType(
    {
        "text-types": "text_type",
        "voice-kinds": "voice_kind",
        "roles": "role",
        "relation-types": "relation_type",
        "mandates": "speaks_as",
        "research-statuses": "research_status",
    }
)
"""The controlled list that each scheme holds, by the name of the scheme."""
TITLES: Mapping[str, Names] = MappingProxyType(
    {
        PERSPECTIVES: {"en": "Perspectives", "nl": "Perspectieven"},
        VOICES: {"en": "Voices", "nl": "Stemmen"},
        "text-types": {"en": "Text types", "nl": "Tekstsoorten"},
        "voice-kinds": {"en": "Kinds of voice", "nl": "Soorten stemmen"},
        "roles": {"en": "Roles of voices", "nl": "Rollen van stemmen"},
        "relation-types": {"en": "Relations between texts", "nl": "Relaties tussen teksten"},
        "mandates": {"en": "On whose behalf a voice speaks", "nl": "Namens wie een stem spreekt"},
        "research-statuses": {
            "en": "Statuses of provenance research",
            "nl": "Statussen van herkomstonderzoek",
        },
    }
)


@dataclass(frozen=True, slots=True)
class ListedTerm:
    """A term of a controlled list: its address, its code, its labels, and the term of others that it equals, or ''."""

    uri: str
    code: str
    labels: Names
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme: the terms of a controlled list, or the perspectives, or the voices."""

    name: str
    titles: Names
    terms: tuple[ListedTerm, ...] = ()
    perspectives: tuple[PerspectiveRecord, ...] = ()
    voices: tuple[VoiceRecord, ...] = ()

    @property
    def uri(self) -> str:
        """The identifier of the scheme."""
        return addresses.identifier_uri(addresses.SCHEME, self.name)


def schemes() -> Iterator[Scheme]:
    """Yield every scheme."""
    for name in TITLES:
        found = scheme_named(name)
        if found is not None:
            yield found


def scheme_named(name: str) -> Scheme | None:
    """Return the scheme of that name, or None."""
    if name not in TITLES:
        return None
    if name == PERSPECTIVES:
        return Scheme(name, TITLES[name], perspectives=tuple(gather.perspectives()))
    if name == VOICES:
        return Scheme(name, TITLES[name], voices=tuple(gather.voices()))
    listed = vocabulary(LISTS[name]).values()
    terms = (ListedTerm(addresses.listed_uri(name, one.code), one.code, one.labels, one.uri) for one in listed)
    return Scheme(name, TITLES[name], terms=tuple(terms))

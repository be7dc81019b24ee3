"""The profiles by name: each makes documents of records, one for every kind of thing that has an identifier."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from polyvocal.exceptions import UnknownProfileError
from polyvocal.linkeddata import linked_art
from polyvocal.linkeddata.claims import Claim, claims_in
from polyvocal.linkeddata.dossiers import ResearchRecord
from polyvocal.linkeddata.linked_art_objects import object_document
from polyvocal.linkeddata.linked_art_research import research_document
from polyvocal.linkeddata.nanopublications import claim_with_graphs, edition_with_claims
from polyvocal.linkeddata.terms import Node
from polyvocal.records import EditionRecord, ObjectRecord, PerspectiveRecord, TextRecord, VoiceRecord


@dataclass(frozen=True, slots=True)
class Profile:
    """How one community of aggregators wants to read the archive. `model` is the address of its specification."""

    name: str
    title: str
    model: str
    object_document: Callable[[ObjectRecord], Node]
    text_document: Callable[[ObjectRecord, TextRecord], Node]
    edition_document: Callable[[ObjectRecord, TextRecord, EditionRecord], Node]
    voice_document: Callable[[VoiceRecord], Node]
    perspective_document: Callable[[PerspectiveRecord], Node]
    claim_document: Callable[[ObjectRecord, Claim], Node]
    research_document: Callable[[ResearchRecord], Node]

    def documents_of(self, obj: ObjectRecord) -> Iterator[Node]:
        """Yield the documents of an object, of its texts, their editions and claims; withdrawn ones are tombstones."""
        yield self.object_document(obj)
        for text in obj.texts:
            yield self.text_document(obj, text)
            for edition in text.editions:
                yield self.edition_document(obj, text, edition)
        for claim in claims_in(obj.texts):
            yield self.claim_document(obj, claim)


LINKED_ART = Profile(
    name="linked-art",
    title="Linked Art 1.0",
    model="https://linked.art/model/",
    object_document=object_document,
    text_document=linked_art.text_document,
    edition_document=edition_with_claims,
    voice_document=linked_art.voice_document,
    perspective_document=linked_art.perspective_document,
    claim_document=claim_with_graphs,
    research_document=research_document,
)

PROFILES: Mapping[str, Profile] = {LINKED_ART.name: LINKED_ART}


def profile_named(name: str) -> Profile:
    """Return the profile of that name; raises UnknownProfileError, which lists the names there are."""
    if name not in PROFILES:
        raise UnknownProfileError(
            _("There is no profile “%(name)s”. Choose one of: %(names)s.")
            % {"name": name, "names": ", ".join(sorted(PROFILES))}
        )
    return PROFILES[name]

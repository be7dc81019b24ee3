"""The metadata formats of OAI-PMH: Dublin Core, which the protocol demands, and what the profiles write as XML."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from polyvocal.linkeddata import dublin_core
from polyvocal.linkeddata.profiles import PROFILES, Profile
from polyvocal.linkeddata.serialise import RDF
from polyvocal.records import ObjectRecord


@dataclass(frozen=True, slots=True)
class MetadataFormat:
    """A format by its prefix: schema, namespace, and an object as one element of it.

    `lacks` says why an object has no record in this format; None where every object has one.
    """

    prefix: str
    schema: str
    namespace: str
    element: Callable[[ObjectRecord], str]
    lacks: Callable[[ObjectRecord], Sequence[str]] | None = None

    def has(self, obj: ObjectRecord) -> bool:
        """Whether there is a record of an object in this format."""
        return self.lacks is None or not self.lacks(obj)


DUBLIN_CORE = MetadataFormat(
    "oai_dc",
    "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
    "http://www.openarchives.org/OAI/2.0/oai_dc/",
    dublin_core.object_element,
)


def _whole(profile: Profile, name: str) -> Callable[[ObjectRecord], str]:
    """Return what writes all documents of an object as one element."""
    written_as = profile.formats[name]

    def element(obj: ObjectRecord) -> str:
        return _without_declaration(b"".join(written_as.stream(profile.documents_of(obj), profile.writing)).decode())

    return element


def _alone(profile: Profile, name: str) -> Callable[[ObjectRecord], str]:
    """Return what writes the one document of an object as an element."""
    written_as = profile.formats[name]

    def element(obj: ObjectRecord) -> str:
        (document,) = profile.documents_of(obj)
        return _without_declaration(written_as.one(document, profile.writing))

    return element


def _without_declaration(written: str) -> str:
    return written.partition("?>\n")[2] if written.startswith("<?xml") else written


_WRITTEN: Sequence[tuple[str, str, str, str, Callable[[Profile, str], Callable[[ObjectRecord], str]], str]] = (
    ("rdf", "linked-art", "http://www.openarchives.org/OAI/2.0/rdf.xsd", RDF, _whole, "rdfxml"),
    ("edm", "edm", "http://www.europeana.eu/schemas/edm/EDM.xsd", "http://www.europeana.eu/schemas/edm/", _alone,
     "xml"),
    ("lido", "lido", "http://www.lido-schema.org/schema/v1.1/lido-v1.1.xsd", "http://www.lido-schema.org", _alone,
     "xml"),
)  # fmt: skip

FORMATS: Mapping[str, MetadataFormat] = {
    DUBLIN_CORE.prefix: DUBLIN_CORE,
    **{
        prefix: MetadataFormat(prefix, schema, namespace, writer(profile, name), profile.lacks)
        for prefix, profile_name, schema, namespace, writer, name in _WRITTEN
        if (profile := PROFILES.get(profile_name)) is not None
    },
}

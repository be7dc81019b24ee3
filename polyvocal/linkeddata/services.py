"""The services beside the dumps through which the archive can be read, as far as this site offers them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from polyvocal.linkeddata.addresses import absolute


@dataclass(frozen=True, slots=True)
class Service:
    """One way to harvest: its address, the protocol by which clients know it, and its name by language."""

    name: str
    address: str
    protocol: str
    media_type: str
    titles: Mapping[str, str]


# The name of its address, the protocol (NDE Requirements for Datasets, usage information), the type of its answers.
_SERVICES = (
    ("oai", "http://www.openarchives.org/pmh/", "text/xml",
     {"en": "Harvesting by OAI-PMH", "nl": "Oogsten met OAI-PMH"}),
    ("sparql", "https://www.w3.org/TR/sparql11-protocol/", "application/sparql-results+json",
     {"en": "Asking questions with SPARQL", "nl": "Bevragen met SPARQL"}),
    ("ldes", "https://w3id.org/ldes/specification", "text/turtle",
     {"en": "Every edition as it comes: Linked Data Event Stream",
      "nl": "Elke editie zodra zij er is: Linked Data Event Stream"}),
    ("activity", "https://iiif.io/api/discovery/1.0/", "application/ld+json",
     {"en": "What changed: IIIF Change Discovery", "nl": "Wat er veranderde: IIIF Change Discovery"}),
)  # fmt: skip


def services() -> list[Service]:
    """Return the services whose addresses this site has."""
    return [
        Service(name, absolute(address), protocol, media_type, titles)
        for name, protocol, media_type, titles in _SERVICES
        if (address := _address_of(name))
    ]


def _address_of(name: str) -> str:
    try:
        return reverse(f"polyvocal:{name}")
    except NoReverseMatch:
        return ""

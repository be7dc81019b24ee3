"""The same description in the terms of DCAT-AP 3 and DCAT-AP-NL 3, for catalogues that read no schema.org.

Both want to read of each thing what it is, also of a licence or a media type: whoever judges looks nothing up.
"""

import re
from collections.abc import Iterable

from polyvocal.linkeddata.dataset import Dataset, day_of, described, file_uri, filled, moment_of, references, tagged
from polyvocal.linkeddata.kept import KeptDump
from polyvocal.linkeddata.services import Service
from polyvocal.linkeddata.terms import Node

PROFILE = "http://www.w3.org/ns/dcat#"
PREFIXES = {
    "dcat": PROFILE,
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "adms": "http://www.w3.org/ns/adms#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU = "http://publications.europa.eu/resource/authority/"
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
_LANGUAGES = {"nl": "NLD", "en": "ENG", "de": "DEU", "fr": "FRA", "es": "SPA", "id": "IND", "pap": "PAP", "fy": "FRY"}


_THEME_NAMES = {"en": "Education, culture and sport", "nl": "Onderwijs, cultuur en sport"}
_DESCRIBED_AT = {"oai": "?verb=Identify"}
"""What is added to the address of a service where it describes itself; the others do so at their address."""

_DATE_TYPES = ((r"\d{4}", "xsd:gYear"), (r"\d{4}-\d\d", "xsd:gYearMonth"), (r"\d{4}-\d\d-\d\d", "xsd:date"))


def dcat(one: Dataset) -> Node:
    """Return the description as a plain document in DCAT terms: the dataset within its catalogue."""
    contact = _contact(one)
    said = filled({
        "@id": one.uri,
        "@type": ["dcat:Dataset", "void:Dataset"],
        "dct:identifier": one.uri,
        "dct:title": tagged(one.titles),
        "dct:description": tagged(one.about),
        "dct:publisher": _publisher(one),
        "dct:creator": {"@id": one.publisher_uri},
        "dcat:contactPoint": contact,
        "dct:created": day_of(one.published),
        "dct:issued": day_of(one.published),
        "dct:modified": moment_of(one.modified),
        "dct:language": _languages(one),
        "dct:spatial": _typed("dct:Location", one.spatial),
        "dct:temporal": _period(one.temporal),
        "dct:accessRights": _open_to_all(),
        "dcat:theme": _theme(),
        "dct:subject": references(one.subjects),
        "dcat:landingPage": _typed("foaf:Document", [f"{one.uri}#page"]),
        "dcat:distribution": [_download(dump, one) for dump in one.dumps],
    })  # fmt: skip
    reference = contact and {"@id": contact["@id"]}
    catalogue = filled({
        "@id": one.catalogue_uri,
        "@type": "dcat:Catalog",
        "dct:title": tagged(one.catalogue_titles),
        "dct:description": tagged(one.catalogue_about),
        "dct:publisher": {"@id": one.publisher_uri},
        "dct:creator": {"@id": one.publisher_uri},
        "dcat:contactPoint": reference,
        "dcat:dataset": {"@id": one.uri},
        "dcat:service": [_service(service, one) | filled({"dcat:contactPoint": reference}) for service in one.services],
    })  # fmt: skip
    return {"@context": PREFIXES, "@graph": [said, catalogue]}


def _typed(kind: str, addresses: Iterable[str]) -> list[Node]:
    return [{"@id": one, "@type": kind} for one in addresses]


def _publisher(one: Dataset) -> Node:
    isil = one.isil and {"@type": "adms:Identifier", "skos:notation": one.isil}
    return filled({
        "@id": one.publisher_uri, "@type": ["foaf:Agent", "foaf:Organization"], "foaf:name": tagged(one.institution),
        "adms:identifier": isil,
    })  # fmt: skip


def _contact(one: Dataset) -> Node:
    if not one.contact:
        return {}
    email = one.contact.get("email", "")
    return filled({
        "@id": f"{one.uri}#contact", "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": one.contact.get("name", ""),
        "vcard:hasEmail": {"@id": f"mailto:{email}"} if email else None,
        "vcard:hasURL": {"@id": one.contact["url"]} if one.contact.get("url") else None,
    })  # fmt: skip


def _open_to_all() -> list[Node]:
    return _typed("dct:RightsStatement", [f"{_EU}access-right/PUBLIC"])


def _theme() -> Node:
    return {"@id": f"{_EU}data-theme/EDUC", "@type": "skos:Concept", "skos:prefLabel": tagged(_THEME_NAMES)}


def _period(written: str) -> Node:
    """Return a period “1600/2026” with its two ends, either of which may be missing; other words as they are."""
    start, slash, end = (part.strip() for part in written.partition("/"))
    ends = filled({"dcat:startDate": _end(start), "dcat:endDate": _end(end)}) if slash else {}
    said = ends or (written and {"rdfs:label": written})
    return {"@type": "dct:PeriodOfTime", **said} if said else {}


def _end(written: str) -> Node:
    kind = next((kind for form, kind in _DATE_TYPES if re.fullmatch(form, written, re.ASCII)), "")
    return {"@value": written, "@type": kind} if kind else {}


def _rights(one: Dataset) -> Node:
    return {"@id": f"{one.uri}#rights", "@type": "dct:RightsStatement", "rdfs:label": tagged(one.rights)}


def _languages(one: Dataset) -> list[Node]:
    codes = [_LANGUAGES.get(tag.split("-")[0], "") for tag in one.languages]
    spoken = [f"{_EU}language/{code}" for code in dict.fromkeys(codes) if code]
    return _typed("dct:LinguisticSystem", spoken)


def _download(dump: KeptDump, one: Dataset) -> Node:
    address = {"@id": file_uri(dump.name)}
    return filled({
        "@id": f"{file_uri(dump.name)}#download",
        "@type": "dcat:Distribution",
        "dct:title": dump.name,
        "dct:description": tagged(described(dump)),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": _typed("dct:MediaType", [f"{_MEDIA_TYPE}{dump.media_type}"]),
        "dcat:compressFormat": _typed("dct:MediaType", [f"{_MEDIA_TYPE}application/gzip"] * dump.is_compressed),
        "dcat:byteSize": {"@value": str(dump.size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": dump.sha256, "@type": "xsd:hexBinary"},
        },
        "dct:conformsTo": _typed("dct:Standard", [dump.model]),
        "dct:license": _typed("dct:LicenseDocument", [one.licence]),
        "dct:rights": _rights(one),
        "dct:modified": moment_of(dump.written_at),
        "void:triples": dump.statements,
    })  # fmt: skip


def _service(service: Service, one: Dataset) -> Node:
    uri = f"{service.address}#service"
    return filled({
        "@id": uri,
        "@type": "dcat:DataService",
        "dct:identifier": uri,
        "dct:title": tagged(dict(service.titles)),
        "dct:description": tagged(dict(service.titles)),
        "dct:publisher": {"@id": one.publisher_uri},
        "dct:creator": {"@id": one.publisher_uri},
        "dct:language": _languages(one),
        "dct:accessRights": _open_to_all(),
        "dcat:theme": _theme(),
        "dcat:endpointURL": {"@id": service.address},
        "dcat:endpointDescription": {"@id": service.address + _DESCRIBED_AT.get(service.name, "")},
        "dct:conformsTo": _typed("dct:Standard", [service.protocol]),
        "dcat:servesDataset": {"@id": one.uri},
        "dct:license": _typed("dct:LicenseDocument", [one.licence]),
    })  # fmt: skip

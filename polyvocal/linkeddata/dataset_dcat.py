"""The same description in the terms of DCAT-AP 3, for catalogues that read no schema.org."""

from polyvocal.linkeddata.dataset import Dataset, day_of, described, file_uri, filled, moment_of, references, tagged
from polyvocal.linkeddata.kept import KeptDump
from polyvocal.linkeddata.services import Service
from polyvocal.linkeddata.terms import Node

PROFILE = "http://www.w3.org/ns/dcat#"
PREFIXES = {
    "dcat": PROFILE,
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
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


def dcat(one: Dataset) -> Node:
    """Return the description as a plain document in DCAT terms: the dataset within its catalogue."""
    contact = _contact(one)
    said = filled({
        "@id": one.uri,
        "@type": ["dcat:Dataset", "void:Dataset"],
        "dct:title": tagged(one.titles),
        "dct:description": tagged(one.about),
        "dct:publisher": _publisher(one),
        "dct:creator": {"@id": one.publisher_uri},
        "dcat:contactPoint": contact,
        "dct:created": day_of(one.published),
        "dct:issued": day_of(one.published),
        "dct:modified": moment_of(one.modified),
        "dct:language": _languages(one),
        "dct:spatial": references(one.spatial),
        "dct:temporal": one.temporal,
        "dct:accessRights": {"@id": f"{_EU}access-right/PUBLIC"},
        "dcat:theme": [{"@id": f"{_EU}data-theme/EDUC"}, *references(one.subjects)],
        "dcat:landingPage": {"@id": one.uri},
        "dcat:distribution": [_download(dump, one) for dump in one.dumps],
    })  # fmt: skip
    catalogue = filled({
        "@id": one.catalogue_uri,
        "@type": "dcat:Catalog",
        "dct:title": tagged(one.catalogue_titles),
        "dct:description": tagged(one.catalogue_about),
        "dct:publisher": {"@id": one.publisher_uri},
        "dcat:contactPoint": contact and {"@id": contact["@id"]},
        "dcat:dataset": {"@id": one.uri},
        "dcat:service": [_service(service, one) for service in one.services],
    })  # fmt: skip
    return {"@context": PREFIXES, "@graph": [said, catalogue]}


def _publisher(one: Dataset) -> Node:
    isil = one.isil and {"@type": "adms:Identifier", "skos:notation": one.isil}
    return filled({
        "@id": one.publisher_uri, "@type": "foaf:Organization", "foaf:name": tagged(one.institution),
        "adms:identifier": isil,
    })  # fmt: skip


def _contact(one: Dataset) -> Node:
    if not one.contact:
        return {}
    email = one.contact.get("email", "")
    return filled({
        "@id": f"{one.uri}#contact", "@type": "vcard:Organization", "vcard:fn": one.contact.get("name", ""),
        "vcard:hasEmail": {"@id": f"mailto:{email}"} if email else None,
        "vcard:hasURL": {"@id": one.contact["url"]} if one.contact.get("url") else None,
    })  # fmt: skip


def _languages(one: Dataset) -> list[Node]:
    codes = [_LANGUAGES.get(tag.split("-")[0], "") for tag in one.languages]
    return [{"@id": f"{_EU}language/{code}"} for code in dict.fromkeys(codes) if code]


def _download(dump: KeptDump, one: Dataset) -> Node:
    address = {"@id": file_uri(dump.name)}
    return filled({
        "@id": f"{file_uri(dump.name)}#download",
        "@type": "dcat:Distribution",
        "dct:title": dump.name,
        "dct:description": tagged(described(dump)),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": {"@id": f"{_MEDIA_TYPE}{dump.media_type}"},
        "dcat:compressFormat": {"@id": f"{_MEDIA_TYPE}application/gzip"} if dump.is_compressed else None,
        "dcat:byteSize": {"@value": str(dump.size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": dump.sha256, "@type": "xsd:hexBinary"},
        },
        "dct:conformsTo": {"@id": dump.model},
        "dct:license": {"@id": one.licence},
        "dct:rights": tagged(one.rights),
        "dct:modified": moment_of(dump.written_at),
        "void:triples": dump.statements,
    })  # fmt: skip


def _service(service: Service, one: Dataset) -> Node:
    return {
        "@id": f"{service.address}#service",
        "@type": "dcat:DataService",
        "dct:title": tagged(dict(service.titles)),
        "dcat:endpointURL": {"@id": service.address},
        "dct:conformsTo": {"@id": service.protocol},
        "dcat:servesDataset": {"@id": one.uri},
        "dct:license": {"@id": one.licence},
    }

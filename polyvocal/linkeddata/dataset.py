"""The description of the dataset in schema.org terms: what it is, whose, under which licence, and how to get it.

It follows the Requirements for Datasets of the Netwerk Digitaal Erfgoed, version 1.14.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import Min
from django.utils import timezone

from polyvocal.conf import setting
from polyvocal.linkeddata.addresses import base_uri
from polyvocal.linkeddata.kept import KeptDump, replace_file
from polyvocal.linkeddata.services import Service, services
from polyvocal.linkeddata.terms import Node
from polyvocal.models import LICENCES, Edition

FILE_NAME = "dataset.jsonld"
SCHEMA = "https://schema.org/"
CONTEXT = {"@vocab": SCHEMA, "xsd": "http://www.w3.org/2001/XMLSchema#"}
PREFIXES = {"schema": SCHEMA, "xsd": "http://www.w3.org/2001/XMLSchema#"}
ISIL_SCHEME = "http://www.wikidata.org/entity/P791"

FORMAT_NAMES = {
    "jsonld": "JSON-LD", "ttl": "Turtle", "nt": "N-Triples", "nq": "N-Quads", "trig": "TriG", "rdfxml": "RDF/XML",
}  # fmt: skip
_TITLES = {"nl": "Teksten en stemmen over de collectie van {}", "en": "Texts and voices about the collection of {}"}
_ABOUT = {
    "nl": "De objecten van de collectie en de teksten die over hen gezegd worden. Bij elke tekst staat wie haar zegt, "
    "vanuit welk perspectief en sinds wanneer. Ook eerdere edities, herkomst en wie haar betwist zijn opgenomen; wat "
    "is ingetrokken is er niet, behalve als melding dat het er was.",
    "en": "The objects of the collection and the texts said about them. With every text stands who says it, from which "
    "perspective and since when. Earlier editions, provenance and who contests it are included; what was withdrawn is "
    "not, but for a note that it was there.",
}
_RIGHTS = {
    "nl": "De licentie geldt voor de beschrijvende gegevens. Elke tekst en elke reproductie heeft een eigen licentie.",
    "en": "The licence is that of the descriptive facts. Every text and every reproduction bears a licence of its own.",
}
_CATALOGUE = {"nl": "Datacatalogus van {}", "en": "Data catalogue of {}"}
_CATALOGUED = {"nl": "De datasets die {} uitgeeft.", "en": "The datasets that {} publishes."}
_SINCE = {"nl": "alleen wat veranderde sinds {}", "en": "only what changed since {}"}


@dataclass(frozen=True, slots=True)
class Dataset:
    """What every description of the dataset says, in whichever terms."""

    uri: str
    titles: dict[str, str]
    about: dict[str, str]
    rights: dict[str, str]
    licence: str
    institution: dict[str, str]
    isil: str
    contact: dict[str, str]
    spatial: tuple[str, ...]
    temporal: str
    subjects: tuple[str, ...]
    languages: tuple[str, ...]
    published: date
    modified: datetime
    dumps: tuple[KeptDump, ...]
    services: tuple[Service, ...]

    @property
    def publisher_uri(self) -> str:
        """The identifier of the institution that publishes."""
        return f"{base_uri()}/"

    @property
    def catalogue_uri(self) -> str:
        """The identifier of the catalogue that the dataset is in."""
        return f"{self.uri}#catalogue"

    @property
    def catalogue_titles(self) -> dict[str, str]:
        """The name of the catalogue by language."""
        return _of_the_institution(_CATALOGUE, self.institution)

    @property
    def catalogue_about(self) -> dict[str, str]:
        """What the catalogue holds, by language."""
        return _of_the_institution(_CATALOGUED, self.institution)


def dataset(dumps: Sequence[KeptDump]) -> Dataset:
    """Return what is to be said of the dataset: from the settings, the dumps given, and the services of the site."""
    institution: dict[str, str] = dict(setting("INSTITUTION"))
    said = setting("DATASET")
    begun = Edition.objects.aggregate(first=Min("created_at"))["first"]
    modified = max((one.written_at for one in dumps), default=None) or timezone.now()
    return Dataset(
        uri=f"{base_uri()}/dataset/",
        titles=dict(said.get("name") or _of_the_institution(_TITLES, institution)),
        about=dict(said.get("description") or _ABOUT),
        rights=_RIGHTS,
        licence=LICENCES.get(setting("METADATA_LICENCE"), setting("METADATA_LICENCE")),
        institution=institution,
        isil=setting("ISIL"),
        contact=dict(setting("CONTACT")),
        spatial=tuple(said.get("spatial", ())),
        temporal=said.get("temporal", ""),
        subjects=tuple(said.get("about", ())),
        languages=tuple(setting("LANGUAGES")),
        published=date.fromisoformat(said["published"]) if "published" in said else timezone.localdate(begun),
        modified=modified,
        dumps=tuple(dumps),
        services=tuple(services()),
    )  # fmt: skip


def described(one: KeptDump) -> dict[str, str]:
    """Return what a dump is, by language: its profile, its format, and since when its changes are."""
    what = f"{one.profile_title}, {FORMAT_NAMES.get(one.format, one.media_type)}"
    if one.since is None:
        return dict.fromkeys(_SINCE, what)
    day = timezone.localtime(one.since).date().isoformat()
    return {tag: f"{what}, {words.format(day)}" for tag, words in _SINCE.items()}


def schema_org(one: Dataset) -> Node:
    """Return the description in schema.org terms, as a plain document."""
    publisher = _publisher(one)
    return filled({
        "@context": CONTEXT,
        "@id": one.uri,
        "@type": "Dataset",
        "name": tagged(one.titles),
        "description": tagged(one.about),
        "license": {"@id": one.licence},
        "copyrightNotice": tagged(one.rights),
        "publisher": publisher,
        "creator": {"@id": one.publisher_uri},
        "dateCreated": day_of(one.published),
        "datePublished": day_of(one.published),
        "dateModified": moment_of(one.modified),
        "inLanguage": list(one.languages),
        "isAccessibleForFree": True,
        "mainEntityOfPage": {"@id": one.uri},
        "about": references(one.subjects),
        "spatialCoverage": references(one.spatial),
        "temporalCoverage": one.temporal,
        "includedInDataCatalog": {
            "@id": one.catalogue_uri,
            "@type": "DataCatalog",
            "name": tagged(one.catalogue_titles),
            "description": tagged(one.catalogue_about),
            "publisher": {"@id": one.publisher_uri},
            "dataset": {"@id": one.uri},
        },
        "distribution": [*map(_download, one.dumps), *map(_service, one.services)],
    })  # fmt: skip


def describe(folder: Path, dumps: Sequence[KeptDump]) -> Path:
    """Write the description of the dumps of a folder beside them."""
    path = folder / FILE_NAME
    replace_file(path, json.dumps(schema_org(dataset(dumps)), ensure_ascii=False, indent=2) + "\n")
    return path


def tagged(words: dict[str, str]) -> list[Node]:
    """Return words by language as values with language tags."""
    return [{"@language": tag, "@value": value} for tag, value in words.items() if value]


def file_uri(name: str) -> str:
    """Return the address under which a file of the dumps is served."""
    return f"{base_uri()}/dataset/{name}"


def _publisher(one: Dataset) -> Node:
    contact: Node = filled({
        "@type": "ContactPoint", "name": tagged(dict.fromkeys(one.institution, one.contact.get("name", ""))),
        "email": one.contact.get("email", ""), "url": one.contact.get("url", ""),
    })  # fmt: skip
    isil: Node = {"@type": "PropertyValue", "propertyID": {"@id": ISIL_SCHEME}, "name": "ISIL", "value": one.isil}
    return filled({
        "@id": one.publisher_uri, "@type": "Organization", "name": tagged(one.institution),
        "identifier": isil if one.isil else None, "contactPoint": contact if one.contact else None,
    })  # fmt: skip


def _download(one: KeptDump) -> Node:
    return filled({
        "@id": f"{file_uri(one.name)}#download",
        "@type": "DataDownload",
        "name": one.name,
        "description": tagged(described(one)),
        "contentUrl": {"@id": file_uri(one.name)},
        "encodingFormat": one.packed_media_type,
        "contentSize": str(one.size),
        "sha256": one.sha256,
        "datePublished": moment_of(one.written_at),
        "dateModified": moment_of(one.written_at),
        "usageInfo": {"@id": one.model},
    })  # fmt: skip


def _service(one: Service) -> Node:
    return {
        "@id": f"{one.address}#service",
        "@type": "DataDownload",
        "name": tagged(dict(one.titles)),
        "description": tagged(dict(one.titles)),
        "contentUrl": {"@id": one.address},
        "usageInfo": {"@id": one.protocol},
    }


def _of_the_institution(words: dict[str, str], institution: dict[str, str]) -> dict[str, str]:
    other = next(iter(institution.values()), "")
    return {tag: sentence.format(institution.get(tag) or other) for tag, sentence in words.items()}


def references(addresses: Iterable[str]) -> list[Node]:
    """Return references to things of others."""
    return [{"@id": one} for one in addresses]


def day_of(day: date) -> Node:
    """Return a day as a value with its type."""
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def moment_of(moment: datetime) -> Node:
    """Return a moment as a value with its type."""
    return {"@value": moment.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}


def filled(said: dict[str, Any]) -> Node:
    """Return a node without what is empty."""
    return {key: value for key, value in said.items() if value not in ("", None, [], {})}

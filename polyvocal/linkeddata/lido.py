"""LIDO 1.1 (lido-schema.org): an object as one XML record, for aggregators that harvest objects.

The only format of aggregators that holds several descriptions of an object, each with its own source: every current
text keeps its voice. Types are those of the LIDO Terminology (terminology.lido-schema.org) and of the Art &
Architecture Thesaurus.
"""

import mimetypes
from collections.abc import Iterable, Iterator

from django.utils import timezone

from polyvocal.conf import setting
from polyvocal.image_addresses import sized
from polyvocal.linkeddata import addresses, lido_claims, lido_events, lido_texts, terms
from polyvocal.linkeddata.formats import Format, encoded
from polyvocal.linkeddata.lido_markup import (
    LOCAL,
    NOTHING,
    TERMINOLOGY,
    URI,
    Xml,
    appellation,
    concept,
    element,
    joined,
    known_concept,
    several,
    uri,
    words,
)
from polyvocal.linkeddata.linked_art_objects import measure_in_words, measured
from polyvocal.linkeddata.said import changed_at
from polyvocal.linkeddata.writings import Writing
from polyvocal.records import Dimension, Image, Names, ObjectRecord

_SPACES = (
    'xmlns:lido="http://www.lido-schema.org" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://www.lido-schema.org http://www.lido-schema.org/schema/v1.1/lido-v1.1.xsd"'
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MATERIAL, _TECHNIQUE = f"{TERMINOLOGY}lido00132", f"{TERMINOLOGY}lido00131"
_PREVIEW = 400


def object_document(obj: ObjectRecord) -> terms.Node:
    """Return the document of an object: what it is about, and its record without the element around it."""
    return {"id": addresses.identifier_uri(addresses.OBJECT, obj.identifier), "record": _record(obj)}


def _element(document: terms.Node) -> str:
    return f"<lido:lido {_SPACES}>{document['record']}</lido:lido>"


def _one(document: terms.Node, _writing: Writing) -> str:
    return f"{_DECLARATION}{_element(document)}\n"


def _wrapped(documents: Iterable[terms.Node], _writing: Writing) -> Iterator[str]:
    # Without any record it is not valid: the schema wants one.
    yield f"{_DECLARATION}<lido:lidoWrap {_SPACES}>\n"
    for document in documents:
        yield f"<lido:lido>{document['record']}</lido:lido>\n"
    yield "</lido:lidoWrap>\n"


XML = Format("xml", "xml", "application/xml", _one, encoded(_wrapped), "application/xml; charset=utf-8")
"""One record, or a stream of many as a `lidoWrap`."""


def _record(obj: ObjectRecord) -> Xml:
    address = addresses.identifier_uri(addresses.OBJECT, obj.identifier)
    language = setting("LANGUAGES")[0]
    return Xml(
        words("lidoRecID", addresses.document_uri(address, "lido.xml"), kind=URI, source=addresses.base_uri())
        + uri("objectPublishedID", address)
        + concept("category", {"en": "Human-made object"}, f"{TERMINOLOGY}lido00096")
        + element("descriptiveMetadata", *_described(obj), language=language)
        + element("administrativeMetadata", *_administered(obj, address), language=language)
    )


def _described(obj: ObjectRecord) -> Iterator[Xml]:
    facts = obj.facts
    yield element(
        "objectClassificationWrap",
        element("objectWorkTypeWrap", *_work_types(obj)),
        element(
            "classificationWrap",
            *(known_concept("classification", one, obj.term_of("categories", one)) for one in facts.categories),
        ),
    )
    yield element(
        "objectIdentificationWrap",
        element("titleWrap", *lido_texts.titles(obj)),
        element("repositoryWrap", _repository(obj)),
        element("objectDescriptionWrap", *lido_texts.descriptions(obj)),
        element("objectMeasurementsWrap", *(_measurement(one) for one in facts.dimensions if one.value)),
        element("objectMaterialsTechWrap", _made_of(obj)),
    )
    yield element("eventWrap", *lido_events.events(obj), *lido_claims.claimed_events(obj))
    yield element("objectRelationWrap", element("subjectWrap", *(_subject(obj, one) for one in facts.keywords)))


def _work_types(obj: ObjectRecord) -> list[Xml]:
    found = [known_concept("objectWorkType", one, obj.term_of("object_names", one)) for one in obj.facts.object_names]
    return [one for one in found if one] or [
        concept("objectWorkType", {"en": "collection item"}, terms.COLLECTION_ITEM["id"])
    ]


def _repository(obj: ObjectRecord) -> Xml:
    return element(
        "repositorySet",
        element("repositoryName", *_institution()),
        words("workID", obj.object_number, kind=f"{TERMINOLOGY}lido00113")
        or words("workID", obj.identifier, label="system number"),
        *(words("workID", number, label="former number") for number in obj.former_numbers),
        kind=f"{TERMINOLOGY}lido01017",
    )


def _institution() -> list[Xml]:
    site = f"{addresses.base_uri()}/"
    return [
        uri("legalBodyID", site),
        appellation("legalBodyName", setting("INSTITUTION")),
        words("legalBodyWeblink", site),
    ]


def _measurement(one: Dimension) -> Xml:
    known = measured(one)
    kind, unit = known.get("classified_as", [{}])[0], known.get("unit", {})
    measurements = element(
        "measurementsSet",
        concept("measurementType", {"en": kind["_label"]}, kind["id"]),
        concept("measurementUnit", {"en": unit["_label"]}, unit["id"]),
        words("measurementValue", str(known["value"])),
    ) if known else NOTHING  # fmt: skip
    return element(
        "objectMeasurementsSet",
        words("displayObjectMeasurements", measure_in_words(one)),
        element("objectMeasurements", measurements),
    )


def _made_of(obj: ObjectRecord) -> Xml:
    facts = obj.facts
    named = [
        *(("materials", _MATERIAL, one) for one in facts.materials),
        *(("techniques", _TECHNIQUE, one) for one in facts.techniques),
    ]
    return element(
        "objectMaterialsTechSet",
        *joined("displayMaterialsTech", (*facts.materials, *facts.techniques)),
        *(
            element(
                "materialsTech",
                known_concept("termMaterialsTech", one, obj.term_of(field, one), kind=kind),
            )
            for field, kind, one in named
        ),
    )


def _subject(obj: ObjectRecord, one: Names) -> Xml:
    found = known_concept("subjectConcept", one, obj.term_of("keywords", one))
    return element("subjectSet", element("subject", found))


def _administered(obj: ObjectRecord, address: str) -> Iterator[Xml]:
    credit = several("creditLine", obj.facts.credit_line)
    yield element("rightsWorkWrap", element("rightsWorkSet", *credit))
    yield element(
        "recordWrap",
        words("recordID", obj.identifier, kind=LOCAL),
        concept("recordType", {"en": "Item-level record"}, f"{TERMINOLOGY}lido00141"),
        element("recordSource", *_institution()),
        lido_texts.rights("recordRights", setting("LICENCE"), _held_by_institution()),
        _about_record(obj, address),
    )
    yield element(
        "resourceWrap",
        *(_resource(obj, one, place) for place, one in enumerate(obj.facts.images, start=1)),
        *map(_manifest, filter(None, map(addresses.web_address, obj.facts.manifests))),
        _manifest(addresses.document_uri(address, "iiif.json")),
    )


def _held_by_institution() -> Xml:
    return element("rightsHolder", *_institution())


def _about_record(obj: ObjectRecord, address: str) -> Xml:
    page = addresses.page_uri(addresses.OBJECT, obj.identifier)
    changed = changed_at(obj)
    when = timezone.localtime(changed).isoformat(timespec="seconds") if changed else ""
    return element(
        "recordInfoSet",
        uri("recordInfoID", addresses.document_uri(address, "lido.xml")),
        words("recordInfoLink", page, media_type="text/html"),
        words("recordInfoLink", f"{page}history/", media_type="text/html", label="history"),
        words("recordInfoLink", addresses.document_uri(address), media_type="application/ld+json"),
        words("recordMetadataDate", when, kind=f"{TERMINOLOGY}lido00473"),
        kind=f"{TERMINOLOGY}lido00470",
    )


def _resource(obj: ObjectRecord, image: Image, place: int) -> Xml:
    preview = sized(image.address, image.service, within=_PREVIEW) if image.service else ""
    return element(
        "resourceSet",
        _representation(image.address, f"{TERMINOLOGY}lido00464"),
        _representation(preview, f"{TERMINOLOGY}lido00451"),
        concept("resourceType", {"en": "digital image"}, terms.DIGITAL_IMAGE["id"]),
        *several("resourceDescription", image.alt),
        *lido_texts.seen_in(obj, place),
        lido_texts.rights("rightsResource", image.licence, _unknown_holder()) if image.licence else NOTHING,
    )


def _unknown_holder() -> Xml:
    # The minimum record recommendation wants a holder “even if not known”; collection systems give none.
    return element("rightsHolder", appellation("legalBodyName", {"en": "unknown", "nl": "onbekend"}))


def _representation(address: str, kind: str) -> Xml:
    media_type = mimetypes.guess_type(address)[0] or ""
    return element(
        "resourceRepresentation", words("linkResource", addresses.spelled(address), media_type=media_type), kind=kind
    )


def _manifest(address: str) -> Xml:
    media_type = "application/ld+json;profile='http://iiif.io/api/presentation/3/context.json'"
    link = words("linkResource", address, media_type=media_type)
    return element(
        "resourceSet", element("resourceRepresentation", link), concept("resourceType", {"en": "IIIF manifest"})
    )

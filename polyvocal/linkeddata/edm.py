"""The Europeana Data Model as aggregators take it in (EDM external): an object, its aggregation, pages, images, terms.

Held against Europeana's closed SHACL shapes and against its XML schema, which also wants the properties in its order:
the dicts here keep it. What the model has no place for stands in words; `docs/profiles.md` says what is lost.
"""

import mimetypes
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from polyvocal.conf import setting
from polyvocal.linkeddata import addresses, terms
from polyvocal.linkeddata.edm_rights import NOT_EVALUATED, rights_of, strictest
from polyvocal.linkeddata.edm_terms import Context, Value, creators, literal, literals, period, tied
from polyvocal.linkeddata.edm_voices import (
    Said,
    edition_page,
    is_about_image,
    is_provenance,
    is_title,
    judgements,
    said_of,
    titles,
)
from polyvocal.linkeddata.linked_art_objects import measure_in_words
from polyvocal.linkeddata.parts import filled
from polyvocal.linkeddata.terms import Node
from polyvocal.records import Image, ObjectRecord, in_language

PREFIXES: Mapping[str, str] = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "edm": "http://www.europeana.eu/schemas/edm/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "ore": "http://www.openarchives.org/ore/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdaGr2": "http://rdvocab.info/ElementsGr2/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "svcs": "http://rdfs.org/sioc/services#",
}
IIIF_IMAGE = "http://iiif.io/api/image"


def object_document(obj: ObjectRecord) -> Node:
    """Return the record of an object: the node of the object itself first, then all that belongs to it."""
    uri = addresses.identifier_uri(addresses.OBJECT, obj.identifier)
    context = Context()
    said = said_of(obj)
    images = list({image.address: image for image in obj.facts.images}.values())
    pages = _pages(obj, said, context)
    pictures = _pictures(obj, images, said)
    thing = _thing(obj, uri, said, context)
    aggregation = _aggregation(obj, uri, said, images)
    return {"@context": PREFIXES, "@graph": [thing, aggregation, *pages, *pictures, *context.nodes.values()]}


def lacks(obj: ObjectRecord) -> list[str]:
    """Say why an object cannot be told of in this model, in words for the museum; an empty list where it can."""
    reasons = []
    said = said_of(obj)
    if not (obj.titles or _names_of(obj) or any(_is_description(one, obj) for one in said)):
        reasons.append(_("It has no title, no description and no name for what it is."))
    if not _institution():
        reasons.append(_("The name of the museum is not set."))
    return reasons


def _thing(obj: ObjectRecord, uri: str, said: Sequence[Said], context: Context) -> Node:
    facts = obj.facts
    named, others = titles(obj, said)
    described = [one.words for one in said if _is_description(one, obj)]
    types = tied(obj, "object_names", context)
    classes = tied(obj, "categories", context)
    subjects, places = tied(obj, "keywords", context), tied(obj, "places", context, kind="edm:Place")
    if not types:
        types, classes = classes, []
    return filled(
        {
            "@id": uri,
            "@type": "edm:ProvidedCHO",
            "dc:creator": creators(obj, uri, context),
            "dc:description": described,
            "dc:format": tied(obj, "techniques", context),
            "dc:identifier": _numbers(obj),
            "dc:relation": [_exhibited(one.title, one.venue, one.dates.as_written) for one in facts.exhibitions],
            "dc:subject": subjects,
            "dc:title": named or ([] if described else _names_of(obj)),
            "dc:type": types or ([] if subjects or places else [_collection_item(context)]),
            "dcterms:alternative": others,
            "dcterms:created": period(facts.produced, f"{uri}#produced", context),
            "dcterms:extent": [measure_in_words(one) for one in facts.dimensions if one.value],
            "dcterms:isReferencedBy": [{"@id": one.uri} for one in said if _has_page(one)],
            "dcterms:medium": tied(obj, "materials", context),
            "dcterms:provenance": _provenance(obj, said),
            "dcterms:spatial": places,
            "edm:hasType": classes,
            "edm:type": "IMAGE",
        }
    )


def _aggregation(obj: ObjectRecord, uri: str, said: Sequence[Said], images: Sequence[Image]) -> Node:
    shown = [{"@id": addresses.spelled(image.address)} for image in images]
    rights = (rights_of(images[0].licence) or NOT_EVALUATED) if images else _rights_of_words(said)
    return filled(
        {
            "@id": f"{uri}#aggregation",
            "@type": "ore:Aggregation",
            "edm:aggregatedCHO": {"@id": uri},
            "edm:dataProvider": _institution(),
            "edm:hasView": shown[1:],
            "edm:isShownAt": {"@id": addresses.page_uri("object", obj.identifier)},
            "edm:isShownBy": shown[0] if shown else {},
            "edm:object": shown[0] if shown else {},
            "edm:provider": _institution(),
            "edm:rights": {"@id": rights},
        }
    )


def _pages(obj: ObjectRecord, said: Sequence[Said], context: Context) -> list[Node]:
    """The page of the object, and those of the editions on it; the house's own titles need none."""
    pages = [
        edition_page(one, addresses.page_uri("edition", one.edition.id), context) for one in said if _has_page(one)
    ]
    whole = {
        "@id": addresses.page_uri("object", obj.identifier),
        "@type": "edm:WebResource",
        "dc:format": "text/html",
        "dcterms:hasPart": [{"@id": page["@id"]} for page in pages],
    }
    return [whole, *pages] if pages else []


def _has_page(one: Said) -> bool:
    return not (is_title(one) and one.is_house)


def _pictures(obj: ObjectRecord, images: Sequence[Image], said: Sequence[Said]) -> list[Node]:
    nodes: list[Node] = []
    for place, image in enumerate(images, start=1):
        about = [one.words for one in said if is_about_image(one) and _part(one, images) == place]
        nodes.append(_picture(obj, image, about))
        if image.service:
            service = addresses.spelled(image.service)
            nodes.append({"@id": service, "@type": "svcs:Service", "dcterms:conformsTo": {"@id": IIIF_IMAGE}})
    return list({node["@id"]: node for node in nodes}.values())


def _picture(obj: ObjectRecord, image: Image, about: Sequence[Value]) -> Node:
    rights = rights_of(image.licence)
    return filled(
        {
            "@id": addresses.spelled(image.address),
            "@type": "edm:WebResource",
            "dc:description": [*literals(image.alt), *about],
            "dc:format": mimetypes.guess_type(image.address)[0] or "",
            "dc:rights": "" if rights else image.licence,
            "edm:rights": {"@id": rights or NOT_EVALUATED},
            "dcterms:isReferencedBy": [{"@id": one} for one in _manifests(obj)],
            "svcs:has_service": {"@id": addresses.spelled(image.service)} if image.service else {},
        }
    )


def _manifests(obj: ObjectRecord) -> list[str]:
    own = addresses.document_uri(addresses.identifier_uri(addresses.OBJECT, obj.identifier), "iiif.json")
    return [own, *filter(None, map(addresses.web_address, obj.facts.manifests))]


def _part(one: Said, images: Sequence[Image]) -> int:
    return one.text.part if one.text.part <= len(images) else 1


def _is_description(one: Said, obj: ObjectRecord) -> bool:
    if is_about_image(one):
        return not obj.facts.images
    return not (is_title(one) or is_provenance(one))


def _provenance(obj: ObjectRecord, said: Sequence[Said]) -> list[Value]:
    facts = obj.facts
    acquired = (facts.acquisition.method, facts.acquisition.date.as_written, facts.acquisition.source)
    return [
        *(one.words for one in said if is_provenance(one)),
        *judgements(obj),
        *filter(None, (facts.ownership_history, ", ".join(filter(None, acquired)))),
        *literals(facts.credit_line),
    ]


def _numbers(obj: ObjectRecord) -> list[str]:
    return list(dict.fromkeys(one for one in (obj.object_number, obj.identifier, *obj.former_numbers) if one))


def _names_of(obj: ObjectRecord) -> list[Value]:
    """What an object without a title text may be called: the name its own model gives it, else what it is."""
    if obj.fallback_title not in ("", obj.object_number, obj.identifier):
        return [obj.fallback_title]
    return literals(obj.facts.object_names[0]) if obj.facts.object_names else []


def _collection_item(context: Context) -> Node:
    item = terms.COLLECTION_ITEM
    labels = [literal(item["_label"], "en")]
    return context.take({"@id": item["id"], "@type": "skos:Concept", "skos:prefLabel": labels})


def _exhibited(*said: str) -> str:
    return ", ".join(words for words in said if words)


def _rights_of_words(said: Sequence[Said]) -> str:
    return strictest({one.edition.licence for one in said} or {str(setting("LICENCE"))})


def _institution() -> str:
    return in_language(setting("INSTITUTION"), str(setting("LANGUAGES")[0])).words

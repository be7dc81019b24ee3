"""IIIF Presentation 3.0: an object as a manifest, with its images and, beside them, what every voice says now.

Viewers know no voices: so each text is a row of metadata that names its voice, and an annotation that ends with it.
"""

import json
import mimetypes
from collections.abc import Iterable, Iterator

from polyvocal.conf import setting
from polyvocal.image_addresses import sized
from polyvocal.linkeddata import addresses, iiif_texts, parts
from polyvocal.linkeddata.formats import Format, encoded
from polyvocal.linkeddata.iiif_words import LanguageMap, complete, language_map, map_in_both, rights, row
from polyvocal.linkeddata.linked_art_objects import exhibition_in_words, maker_in_words, measure_in_words
from polyvocal.linkeddata.phrases import phrase
from polyvocal.linkeddata.said import current_in
from polyvocal.linkeddata.terms import Node
from polyvocal.linkeddata.writings import Writing
from polyvocal.records import Acquisition, Image, Names, ObjectRecord, in_language
from polyvocal.selectors import ALT_TEXT

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
MEDIA_TYPE = f"application/ld+json;profile='{CONTEXT}'"
SIDE = 1000
"""Width and height of a canvas: no source tells the size of its images, and a canvas must have one."""
_THUMBNAIL = 400
_DOCUMENTS = (
    ("jsonld", "Linked Art", "application/ld+json", "https://linked.art/ns/v1/linked-art.json"),
    ("edm.xml", "EDM", "application/xml", "http://www.europeana.eu/schemas/edm/"),
    ("lido.xml", "LIDO", "application/xml", "http://www.lido-schema.org"),
)


def manifest(obj: ObjectRecord) -> Node:
    """Return the manifest of an object. Presentation 3 wants a canvas: without images there is an empty one."""
    uri = addresses.identifier_uri(addresses.OBJECT, obj.identifier)
    images = obj.facts.images
    return {"@context": CONTEXT} | parts.filled(
        {
            "id": addresses.document_uri(uri, "iiif.json"),
            "type": "Manifest",
            "label": _label(obj),
            "summary": iiif_texts.summary(obj),
            "metadata": [*_facts(obj), *iiif_texts.rows(obj)],
            "requiredStatement": _attribution(obj),
            "rights": rights(str(setting("LICENCE"))),
            "provider": [_provider()],
            "homepage": [_homepage(obj)],
            "seeAlso": _documents(obj, uri),
            "thumbnail": [_thumbnail(image) for image in images[:1]],
            "items": [_canvas(obj, uri, place) for place in range(1, max(len(images), 1) + 1)],
        }
    )


def _collection(documents: Iterable[Node], writing: Writing) -> Iterator[str]:
    # A collection names manifests and holds none: each is to be asked for by its address.
    whole = {"@context": CONTEXT, "id": writing.address, "type": "Collection",
             "label": language_map(setting("INSTITUTION")) or {"none": [addresses.base_uri()]}}  # fmt: skip
    yield json.dumps(whole, ensure_ascii=False)[:-1] + ', "items": [\n'
    separator = ""
    for document in documents:
        named = {key: document[key] for key in ("id", "type", "label", "thumbnail") if key in document}
        yield separator + json.dumps(named, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def _one(document: Node, _writing: Writing) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


JSON = Format("json", "json", "application/ld+json", _one, encoded(_collection), "application/ld+json")
"""One manifest, or a stream of many as a collection that names them."""


def _label(obj: ObjectRecord) -> Node:
    return language_map(obj.titles) or {"none": [parts.object_label(obj)]}


def _facts(obj: ObjectRecord) -> Iterator[Node]:
    facts = obj.facts
    rows: tuple[tuple[str, LanguageMap], ...] = (
        ("object number", _without_language(obj.object_number)),
        ("object name", complete(facts.object_names)),
        ("makers", _without_language(*map(maker_in_words, facts.makers))),
        ("produced", _without_language(facts.produced.as_written or facts.produced.edtf)),
        ("places", complete(facts.places)),
        ("materials", complete((*facts.materials, *facts.techniques))),
        ("dimensions", _without_language(*(measure_in_words(one) for one in facts.dimensions if one.value))),
        ("keywords", complete(facts.keywords)),
        ("acquisition", _without_language(_acquired(facts.acquisition))),
        ("ownership history", _without_language(facts.ownership_history)),
        ("exhibitions", _without_language(*map(exhibition_in_words, facts.exhibitions))),
        ("credit line", language_map(facts.credit_line)),
    )
    for name, value in rows:
        if value:
            yield row(map_in_both(name), value)


def _acquired(one: Acquisition) -> str:
    return ", ".join(words for words in (one.method, one.source, one.date.as_written) if words)


def _without_language(*said: str) -> LanguageMap:
    words = [one for one in said if one]
    return {"none": words} if words else {}


def _attribution(obj: ObjectRecord) -> Node:
    institution: Names = setting("INSTITUTION")
    value = {}
    for tag in ("en", "nl"):
        named = institution.get(tag) or next(iter(institution.values()), "")
        credit = in_language(obj.facts.credit_line, tag).words
        value[tag] = [phrase("show the voices", tag, institution=named), *([credit] if credit else [])]
    return row(map_in_both("attribution"), value)


def _provider() -> Node:
    site = f"{addresses.base_uri()}/"
    named = language_map(setting("INSTITUTION"))
    page = {"id": site, "type": "Text", "label": named, "format": "text/html"}
    # An address of its own: an institution is not its page.
    return {"id": f"{site}#institution", "type": "Agent", "label": named, "homepage": [page]}


def _homepage(obj: ObjectRecord) -> Node:
    page = addresses.page_uri(addresses.OBJECT, obj.identifier)
    spoken = [tag for tag in setting("LANGUAGES") if tag.replace("-", "").isalpha()]
    return {"id": page, "type": "Text", "label": _label(obj), "format": "text/html", "language": spoken}


def _documents(obj: ObjectRecord, uri: str) -> list[Node]:
    documents: list[Node] = [
        {"id": addresses.document_uri(uri, ending), "type": "Dataset", "label": {"none": [name]},
         "format": media_type, "profile": profile}
        for ending, name, media_type, profile in _DOCUMENTS
    ]  # fmt: skip
    own = map_in_both("own manifest")
    return documents + [
        {"id": address, "type": "Manifest", "label": own, "format": MEDIA_TYPE}
        for one in obj.facts.manifests
        if (address := addresses.web_address(one))
    ]


def _canvas(obj: ObjectRecord, uri: str, place: int) -> Node:
    # No fragments: Presentation 3 wants an address of its own for every canvas.
    canvas = f"{uri}/canvas/{place}"
    image = obj.facts.images[place - 1] if obj.facts.images else None
    texts = [pair for pair in current_in(obj, ALT_TEXT) if iiif_texts.image_of(obj, pair[0]) == place]
    if place == 1:
        texts = [*iiif_texts.all_but_seen(obj), *texts]
    return parts.filled(
        {
            "id": canvas,
            "type": "Canvas",
            "label": map_in_both("image", number=place) if image else map_in_both("no image"),
            "summary": language_map(image.alt) if image else {},
            "rights": rights(image.licence) if image else "",
            "height": SIDE,
            "width": SIDE,
            "annotations": iiif_texts.pages(texts, canvas),
        }
    ) | {"items": [_painted(image, canvas)] if image else []}


def _painted(image: Image, canvas: str) -> Node:
    painting = {
        "id": f"{canvas}/image",
        "type": "Annotation",
        "motivation": "painting",
        "body": _image(image, image.address),
        "target": canvas,
    }
    return {"id": f"{canvas}/images", "type": "AnnotationPage", "items": [painting]}


def _thumbnail(image: Image) -> Node:
    return _image(image, sized(image.address, image.service, within=_THUMBNAIL))


def _image(image: Image, address: str) -> Node:
    return parts.filled(
        {
            "id": addresses.spelled(address),
            "type": "Image",
            "format": mimetypes.guess_type(address)[0] or "",
            "service": [_service(addresses.spelled(image.service))] if image.service else [],
        }
    )


def _service(address: str) -> Node:
    # Which version a service has is not known; most have the second. Who reads its info.json learns the truth.
    if "/iiif/3/" in address or "/iiif/v3/" in address:
        return {"id": address, "type": "ImageService3", "profile": "level2"}
    return {"@id": address, "@type": "ImageService2", "profile": "http://iiif.io/api/image/2/level2.json"}

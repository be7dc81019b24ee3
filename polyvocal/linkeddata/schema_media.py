"""Pictures of an object in schema.org's terms: what may be done with each, where it lies, and in small."""

import mimetypes
from collections import defaultdict

from polyvocal.conf import setting
from polyvocal.image_addresses import sized
from polyvocal.linkeddata import addresses
from polyvocal.linkeddata import schema_parts as parts
from polyvocal.linkeddata.iiif import MEDIA_TYPE
from polyvocal.linkeddata.parts import filled
from polyvocal.linkeddata.terms import Node
from polyvocal.records import Image, ObjectRecord
from polyvocal.selectors import ALT_TEXT

_SMALL = 400


def media(obj: ObjectRecord) -> list[Node]:
    """Return the pictures, described by the current texts about them: part 1 is about the first, and so on."""
    images = obj.facts.images
    described: dict[int, dict[str, str]] = defaultdict(dict)
    for text in obj.texts:
        if text.text_type == ALT_TEXT:
            for edition in text.editions:
                if edition.state == "current":
                    place = text.part if text.part <= len(images) else 1
                    described[place].setdefault(text.language, edition.words)
    pictures = [_picture(image, described[place]) for place, image in enumerate(images, start=1)]
    return [*pictures, *_manifest(obj)] if pictures else []


def _manifest(obj: ObjectRecord) -> list[Node]:
    """Name the IIIF manifest of all the pictures, under the licence that it bears itself."""
    licence = parts.licence(setting("LICENCE"))
    uri = addresses.document_uri(addresses.identifier_uri(addresses.OBJECT, obj.identifier), "iiif.json")
    return [{**parts.link(uri), "license": licence, "encodingFormat": MEDIA_TYPE}] if licence else []


def _picture(image: Image, described: dict[str, str]) -> Node:
    stated = parts.licence(image.licence)
    return filled(
        {
            "@id": parts.link(image.address)["@id"],
            "@type": ["MediaObject", "ImageObject"],
            "contentUrl": parts.link(image.address),
            "thumbnailUrl": parts.link(sized(image.address, image.service, within=_SMALL)),
            "encodingFormat": mimetypes.guess_type(image.address)[0] or "",
            "license": stated or parts.link(parts.NOT_EVALUATED),
            "copyrightNotice": [] if stated or not image.licence else [parts.words(image.licence)],
            "caption": parts.tagged({**image.alt, **described}),
            "isBasedOn": _service(image.service) if image.service else {},
        }
    )


def _service(address: str) -> Node:
    return {
        **parts.link(address),
        "encodingFormat": "application/ld+json;profile='http://iiif.io/api/image/3/context.json'",
    }

"""SCHEMA-AP-NDE: an object, described once in each language by the house, with all else that is said beside it."""

import re
from collections.abc import Iterable

from polyvocal.conf import setting
from polyvocal.linkeddata import addresses, terms
from polyvocal.linkeddata import schema_parts as parts
from polyvocal.linkeddata.claims import claims_in
from polyvocal.linkeddata.parts import filled, titles_now
from polyvocal.linkeddata.schema_media import media
from polyvocal.linkeddata.schema_texts import edition_node, object_changed_at, object_names
from polyvocal.linkeddata.terms import Node
from polyvocal.records import Dimension, EditionRecord, Exhibition, Maker, Names, ObjectRecord, TermRecord, TextRecord
from polyvocal.selectors import ALT_TEXT
from polyvocal.vocabulary import AAT

# The house text that describes an object best stands first; the others are told beside it.
_DESCRIBING = (
    "object-label",
    "web-text",
    "catalogue-text",
    "wall-text",
    "exhibition-text",
    "publication-text",
    "teaser",
)
_CLASSES = {
    AAT + number: name
    for number, name in (
        ("300033618", "Painting"), ("300033973", "Drawing"), ("300041273", "VisualArtwork"),
        ("300046300", "Photograph"), ("300047090", "Sculpture"), ("300028051", "Book"), ("300028094", "Map"),
        ("300265483", "Manuscript"),
    )
}  # fmt: skip
# UN/CEFACT common codes.
_UNITS = {"cm": "CMT", "mm": "MMT", "m": "MTR", "in": "INH", "g": "GRM", "gr": "GRM", "kg": "KGM"}
_MEASURES = {
    "height": ("height", "hoogte"), "width": ("width", "breedte"), "depth": ("depth", "diepte"),
    "weight": ("weight", "gewicht"),
}  # fmt: skip
_MEASURE_BY_WORD = {word: name for name, given in _MEASURES.items() for word in given}
_ONE_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_Current = tuple[TextRecord, EditionRecord]


def object_document(obj: ObjectRecord) -> Node:
    """Return an object, with every current text as a work of its own about it."""
    uri = addresses.identifier_uri(addresses.OBJECT, obj.identifier)
    standing = [(text, edition) for text in obj.texts for edition in text.editions if edition.state == "current"]
    return filled(
        {
            "@id": uri,
            "@type": ["CreativeWork", *_classes(obj)],
            "name": object_names(obj),
            "alternateName": _other_names(obj),
            "description": parts.tagged(described(standing)),
            "identifier": [*([obj.object_number] if obj.object_number else []), *map(_former, obj.former_numbers)],
            "url": parts.link(f"{addresses.base_uri()}/object/{obj.identifier}/"),
            **_facts(obj),
            "associatedMedia": media(obj),
            "subjectOf": [
                *(edition_node(*pair) for pair in standing if pair[0].text_type != ALT_TEXT),
                *(parts.link(one.uri) for one in claims_in(obj.texts) if one.is_current),
                *map(_exhibition, obj.facts.exhibitions),
                *parts.links(obj.facts.manifests),
            ],
            **parts.of_the_dataset(object_changed_at(obj)),
        }
    )


def described(standing: Iterable[_Current]) -> Names:
    """Return the house's own description, one in each language: that of the type which describes best."""
    found: dict[str, tuple[int, str]] = {}
    for text, edition in standing:
        if text.perspective.slug == setting("HOUSE_PERSPECTIVE") and text.text_type in _DESCRIBING:
            rank = _DESCRIBING.index(text.text_type)
            if text.language not in found or rank < found[text.language][0]:
                found[text.language] = (rank, edition.words)
    return {tag: said for tag, (_rank, said) in found.items()}


def _facts(obj: ObjectRecord) -> Node:
    facts = obj.facts
    when = facts.produced.as_written or facts.produced.edtf
    subjects = [(names, obj.term_of("keywords", names)) for names in facts.keywords]
    return {
        "additionalType": [
            *(_listed(obj, "object_names", names) for names in facts.object_names),
            *(_listed(obj, "categories", names) for names in facts.categories),
        ],
        "creator": [_maker(obj, one) for one in facts.makers],
        "dateCreated": parts.date_of(facts.produced.edtf),
        "temporal": [parts.words(when)] if when else [],
        "locationCreated": [_place(names, obj.term_of("places", names)) for names in facts.places],
        "material": [_listed(obj, "materials", names) for names in facts.materials],
        "artMedium": [_listed(obj, "techniques", names) for names in facts.techniques],
        "size": [parts.words("; ".join(map(_measure, facts.dimensions)))] if facts.dimensions else [],
        **_measures(facts.dimensions),
        "about": [parts.term(names, found, also="") for names, found in subjects if not _is_place(found)],
        "contentLocation": [_place(names, found) for names, found in subjects if _is_place(found)],
        "creditText": parts.tagged(facts.credit_line),
    }


def _listed(obj: ObjectRecord, field: str, names: Names) -> Node:
    return parts.term(names, obj.term_of(field, names))


def _classes(obj: ObjectRecord) -> list[str]:
    uris = [_listed(obj, "object_names", names).get("sameAs", {}).get("@id") for names in obj.facts.object_names]
    return list(dict.fromkeys(_CLASSES[uri] for uri in uris if uri in _CLASSES))


def _other_names(obj: ObjectRecord) -> list[Node]:
    chosen = set(obj.titles.items())
    return [
        parts.words(edition.words, text.language)
        for text, edition in titles_now(obj.texts)
        if (text.language, edition.words) not in chosen
    ]


def _former(number: str) -> Node:
    return {"@type": "PropertyValue", "propertyID": "former object number", "value": number}


def _maker(obj: ObjectRecord, maker: Maker) -> Node:
    found = obj.term_of("makers", maker.name) if not maker.qualifier else None
    is_person = bool(maker.born or maker.died) and not maker.qualifier
    types = ["Person"] if is_person else []
    if found is not None:
        # Of who is neither surely a person nor surely a body, SCHEMA-AP-NDE wants no type at all.
        types = [*types, "DefinedTerm"] if types else []
    return filled(
        {
            "@type": types,
            "name": [parts.words(f"{maker.qualifier} {maker.name}".strip())],
            "sameAs": parts.link(found.uri) if found is not None else {},
            "birthDate": _life(maker.born) if is_person else {},
            "deathDate": _life(maker.died) if is_person else {},
            "hasOccupation": _occupation(maker) if is_person else [],
        }
    )


def _life(written: str) -> Node:
    return parts.date_of(written) if _ONE_DATE.fullmatch(written) else {}


def _occupation(maker: Maker) -> list[Node]:
    named = parts.tagged(maker.role)
    return [{"@type": ["Occupation"], "name": named}] if named else []


def _is_place(found: TermRecord | None) -> bool:
    return found is not None and terms.type_of(found) == "Place"


def _place(names: Names, found: TermRecord | None) -> Node:
    if found is None:
        return {"@type": ["Place"], "name": parts.tagged(names)}
    return parts.term(names, found, also="Place")


def _measure(one: Dimension) -> str:
    part = f"{one.part}: " if one.part else ""
    return f"{part}{one.kind} {one.value} {one.unit}".strip()


def _measures(dimensions: Iterable[Dimension]) -> Node:
    found: dict[str, Node] = {}
    for one in dimensions:
        name = _MEASURE_BY_WORD.get(one.kind.strip().lower(), "")
        number, unit = one.value.strip().replace(",", "."), _UNITS.get(one.unit.strip().lower())
        if name and unit and not one.part and re.fullmatch(r"\d+(\.\d+)?", number):
            value = {"@type": "QuantitativeValue", "value": _number(number), "unitCode": unit, "unitText": one.unit}
            found.setdefault(name, value)
    return found


def _number(written: str) -> float:
    value = float(written)
    return int(value) if value.is_integer() else value


def _exhibition(one: Exhibition) -> Node:
    return filled(
        {
            "@type": "ExhibitionEvent",
            "name": [parts.words(one.title or one.venue)],
            "location": {"@type": ["Place"], "name": [parts.words(one.venue)]} if one.venue else {},
            "temporal": one.dates.as_written or one.dates.edtf,
        }
    )

"""Linked Art 1.0: an object, with what the collection system states and what its voices say now."""

import mimetypes
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from polyvocal.linkeddata import addresses, parts, terms
from polyvocal.linkeddata.claims import Claim, claims_in
from polyvocal.linkeddata.linked_art import cautions, claim, voices_in_words, year_of
from polyvocal.linkeddata.phrases import language_of_notes, phrase
from polyvocal.linkeddata.said import voice_of
from polyvocal.linkeddata.terms import Node
from polyvocal.records import (
    Acquisition,
    Dimension,
    EditionRecord,
    Exhibition,
    Image,
    Maker,
    Names,
    ObjectFacts,
    ObjectRecord,
    TextRecord,
    in_language,
)
from polyvocal.selectors import ALT_TEXT, TITLE

_Current = tuple[TextRecord, EditionRecord]


def object_document(obj: ObjectRecord) -> Node:
    """Return an object; every current text is a statement that carries its voice within itself."""
    facts = obj.facts
    standing = [(text, edition) for text in obj.texts for edition in text.editions if edition.state == "current"]
    said = [pair for pair in standing if pair[0].text_type not in (TITLE, ALT_TEXT)]
    pictured = [pair for pair in standing if pair[0].text_type == ALT_TEXT]
    uri = addresses.identifier_uri(addresses.OBJECT, obj.identifier)
    return parts.filled(
        parts.record(uri, "HumanMadeObject", parts.object_label(obj))
        | {
            "classified_as": [
                terms.COLLECTION_ITEM,
                *_terms(obj, "object_names", kind=terms.TYPE_OF_WORK),
                *_terms(obj, "categories"),
            ],
            "identified_by": [*_titles(obj), *_identifiers(obj)],
            "referred_to_by": [
                *(_spoken(*pair) for pair in said),
                *([] if facts.images else [_spoken(*pair) for pair in pictured]),
                *_statements(facts),
            ],
            "produced_by": _production(obj, uri),
            "made_of": _terms(obj, "materials", node_type="Material"),
            "dimension": [one for one in map(measured, facts.dimensions) if one],
            "used_for": [_exhibition(one) for one in facts.exhibitions],
            "changed_ownership_through": _acquisition(facts.acquisition),
            "representation": _representations(facts.images, pictured),
            "attributed_by": [
                *(claim(*pair) for pair in standing),
                *(_provenance(one) for one in claims_in(obj.texts) if one.is_current),
                *_keywords(obj),
            ],
        }
    )


def _provenance(one: Claim) -> Node:
    """Refer to a claim about the provenance as what its voices say, never as a plain fact of the object."""
    return {
        "type": "AttributeAssignment",
        "assigned_property": "present_at",
        "assigned": [one.reference],
        "carried_out_by": claim(one.text, one.edition)["carried_out_by"],
    }


def _titles(obj: ObjectRecord) -> list[Node]:
    named: set[str] = set()
    nodes = []
    for text, edition in parts.titles_now(obj.texts):
        kind = terms.ALTERNATE_NAME if text.language in named else terms.PRIMARY_NAME
        named.add(text.language)
        view = parts.perspective_reference(text.perspective)
        notes = [_voice_note(text, edition), *cautions(text, edition)]
        nodes.append(parts.name(edition.words, kind, view, language=text.language, notes=notes))
    return nodes


def _identifiers(obj: ObjectRecord) -> list[Node]:
    numbers = [parts.identifier(obj.object_number, terms.ACCESSION_NUMBER)] if obj.object_number else []
    former = [parts.note(phrase("former number", tag), tag) for tag in ("nl", "en")]
    numbers += [parts.identifier(number, terms.LOCAL_NUMBER, notes=former) for number in obj.former_numbers]
    return [*numbers, parts.identifier(obj.identifier, terms.SYSTEM_NUMBER)]


def _spoken(text: TextRecord, edition: EditionRecord) -> Node:
    return spoken(text, edition, words=edition.words, notes=cautions(text, edition))


def spoken(text: TextRecord, edition: EditionRecord, *, words: str, notes: Sequence[Node] = ()) -> Node:
    """Return words of an edition as a statement that carries its voice, and `notes`, within itself."""
    tag = language_of_notes(text.language)
    return parts.statement(
        words,
        *parts.text_types(text),
        language=text.language,
        called=f"{voices_in_words(edition.attributions, tag)}, {year_of(edition)}",
        notes=[_voice_note(text, edition), *notes],
    )


def _voice_note(text: TextRecord, edition: EditionRecord) -> Node:
    said = voice_of(text, edition)
    return parts.note(said.words, said.language)


def _statements(facts: ObjectFacts) -> list[Node]:
    return [
        *_listed((*facts.object_names, *facts.categories), terms.OBJECT_NAME),
        *_listed((*facts.materials, *facts.techniques), terms.MATERIALS_STATEMENT),
        *(parts.statement(measure_in_words(one), terms.DIMENSIONS_STATEMENT) for one in facts.dimensions if one.value),
        *_listed(facts.keywords, terms.NOTE, called="keywords"),
        *parts.statements(facts.credit_line, terms.CREDIT_LINE),
        *([parts.statement(facts.ownership_history, terms.PROVENANCE_STATEMENT)] if facts.ownership_history else []),
    ]


def _listed(several: Iterable[Names], kind: Node, *, called: str = "") -> list[Node]:
    by_language: dict[str, list[str]] = {}
    for one in several:
        for tag, words in one.items():
            by_language.setdefault(tag, []).append(words)
    return [
        parts.statement(
            ", ".join(dict.fromkeys(words)),
            kind,
            language=tag,
            called=phrase(called, language_of_notes(tag)) if called else "",
        )
        for tag, words in by_language.items()
    ]


def _terms(obj: ObjectRecord, field: str, *, node_type: str = "Type", kind: Node | None = None) -> list[Node]:
    """Refer to the terms that words of a list of the facts stand for, each once."""
    found = (obj.term_of(field, one) for one in getattr(obj.facts, field))
    return list({term.uri: terms.term_node(term, node_type, kind=kind) for term in found if term is not None}.values())


def _keywords(obj: ObjectRecord) -> list[Node]:
    """Assign keywords without saying how: an object is about nothing, and what it shows is not known."""
    found = {term.uri: term for one in obj.facts.keywords if (term := obj.term_of("keywords", one)) is not None}
    return [
        {
            "type": "AttributeAssignment",
            "_label": f"Keyword: {node['_label']}",
            "assigned": [node],
        }
        for term in found.values()
        if (kind := terms.type_of(term)) and (node := terms.term_node(term, kind))
    ]


def _production(obj: ObjectRecord, uri: str) -> Node:
    facts = obj.facts
    said = [
        *(parts.statement(maker_in_words(one), terms.PRODUCTION_STATEMENT) for one in facts.makers),
        *_listed(facts.places, terms.PRODUCTION_STATEMENT),
    ]
    node = parts.filled(
        {
            "timespan": parts.edtf_period(facts.produced),
            "took_place_at": _terms(obj, "places", node_type="Place"),
            "technique": _terms(obj, "techniques"),
            "carried_out_by": [
                _maker(obj, maker, f"{uri}#maker-{position}")
                for position, maker in enumerate(facts.makers, start=1)
                if is_surely_a_person(maker)
            ],
            "referred_to_by": said,
        }
    )
    return {"type": "Production"} | node if node else {}


def _maker(obj: ObjectRecord, maker: Maker, uri: str) -> Node:
    term = obj.term_of("makers", maker.name)
    same = [] if term is None else [terms.term_node(term, "Person")]
    return parts.filled({**parts.reference(uri, "Person", maker.name), "equivalent": same})


def is_surely_a_person(maker: Maker) -> bool:
    return bool(maker.born or maker.died) and not maker.qualifier


def maker_in_words(maker: Maker) -> str:
    """Return a maker with qualification, role and life dates."""
    role = in_language(maker.role, "nl").words
    life = f"{maker.born or '?'}–{maker.died}" if maker.born or maker.died else ""
    more = ", ".join(words for words in (role, life) if words)
    named = f"{maker.qualifier} {maker.name}".strip()
    return f"{named} ({more})" if more else named


def measured(one: Dimension) -> Node:
    """Return a measure of a known kind in a known unit; {} where it is no such measure."""
    number = one.value.strip().replace(",", ".")
    unit = terms.UNITS.get(one.unit.strip().lower())
    kind = terms.DIMENSIONS.get(one.kind.strip().lower())
    # “Height of the chair” is no height of the object: what is measured must be one of the known words.
    if unit is None or kind is None or one.part or not re.fullmatch(r"\d+(\.\d+)?", number):
        return {}
    value = float(number)
    return {
        "type": "Dimension",
        "_label": measure_in_words(one),
        "classified_as": [kind],
        "value": int(value) if value.is_integer() else value,
        "unit": unit,
    }


def measure_in_words(one: Dimension) -> str:
    """Return a measure as the collection system has it."""
    part = f"{one.part}: " if one.part else ""
    return f"{part}{one.kind} {one.value} {one.unit}".strip()


def exhibition_in_words(one: Exhibition) -> str:
    """Return an exhibition with its venue and its dates."""
    return ", ".join(words for words in (one.title, one.venue, one.dates.as_written or one.dates.edtf) if words)


def _acquisition(acquisition: Acquisition) -> list[Node]:
    said = ", ".join(words for words in (acquisition.method, acquisition.source) if words)
    node = parts.filled(
        {
            "timespan": parts.edtf_period(acquisition.date),
            "referred_to_by": [parts.statement(said, terms.PROVENANCE_STATEMENT)] if said else [],
        }
    )
    return [{"type": "Acquisition"} | node] if node else []


def _exhibition(one: Exhibition) -> Node:
    called = ", ".join(words for words in (one.title, one.venue) if words)
    return parts.filled(
        {
            "type": "Activity",
            "_label": called,
            "classified_as": [terms.EXHIBITING],
            "identified_by": [parts.name(called)],
            "timespan": parts.edtf_period(one.dates),
        }
    )


def _representations(images: Sequence[Image], pictured: Iterable[_Current]) -> list[Node]:
    """Describe each image; part 1 of the texts about images is about the first, part 2 about the second."""
    described: dict[int, list[Node]] = defaultdict(list)
    for text, edition in pictured:
        described[text.part if text.part <= len(images) else 1].append(_spoken(text, edition))
    return [
        parts.filled(
            {
                "type": "VisualItem",
                "referred_to_by": [*parts.statements(image.alt, terms.DESCRIPTION), *described[position]],
                "digitally_shown_by": [_digital(image)],
            }
        )
        for position, image in enumerate(images, start=1)
    ]


def _digital(image: Image) -> Node:
    return parts.filled(
        {
            "type": "DigitalObject",
            "classified_as": [terms.DIGITAL_IMAGE],
            "format": mimetypes.guess_type(image.address)[0] or "",
            "access_point": [parts.reference(image.address, "DigitalObject", "")],
        }
    )

"""LIDO 1.1: what the voices say now of an object: titles, descriptions, and what is seen in its images.

Every current text is a description of its own, with the edition as its identifier and, in `sourceDescriptiveNote`,
everything that must not be parted from it; `lido:label` says what each note tells. Of superseded editions only the
address is cited: a reader of LIDO knows no state of a description and would show the words as current.
"""

from polyvocal.conf import label_of, vocabulary
from polyvocal.linkeddata import addresses, parts
from polyvocal.linkeddata.lido_markup import (
    ALTERNATIVE,
    PREFERRED,
    TERMINOLOGY,
    Xml,
    concept,
    element,
    uri,
    words,
)
from polyvocal.linkeddata.linked_art import voices_in_words
from polyvocal.linkeddata.phrases import language_of_notes
from polyvocal.linkeddata.said import Said, current_in, said_of
from polyvocal.models import LICENCES
from polyvocal.records import UNKNOWN_LANGUAGE, EditionRecord, ObjectRecord, TextRecord
from polyvocal.selectors import ALT_TEXT

SPECIFIC_RIGHTS = f"{TERMINOLOGY}lido00921"


def titles(obj: ObjectRecord) -> list[Xml]:
    """Return the current titles; the first of each language is preferred. LIDO asks for one: the label, if none."""
    named: set[str] = set()
    found = []
    for text, edition in parts.titles_now(obj.texts):
        pref = ALTERNATIVE if text.language in named else PREFERRED
        named.add(text.language)
        sources = [_noted("sourceAppellation", one) for one in said_of(text, edition)]
        value = words("appellationValue", edition.words, language=text.language, pref=pref)
        found.append(element("titleSet", value, *sources, kind=kind_of(text), pref=pref))
    label = words("appellationValue", parts.object_label(obj), language=UNKNOWN_LANGUAGE, pref=PREFERRED)
    return found or [element("titleSet", label, kind="label", pref=PREFERRED)]


def descriptions(obj: ObjectRecord) -> list[Xml]:
    """Return every current text; descriptions of images too, where there is no image to put them with."""
    texts = [*current_in(obj), *([] if obj.facts.images else current_in(obj, ALT_TEXT))]
    return [_description(text, edition, place) for place, (text, edition) in enumerate(texts, start=1)]


def seen_in(obj: ObjectRecord, place: int) -> list[Xml]:
    """Return what the voices see in one of the images; part 1 of these texts is about the first, and so on."""
    found = []
    for text, edition in current_in(obj, ALT_TEXT):
        if (text.part if text.part <= len(obj.facts.images) else 1) == place:
            found.append(words("resourceDescription", edition.words, language=text.language, kind=kind_of(text)))
            found += [_noted("resourceDescription", one) for one in said_of(text, edition)]
    return found


def kind_of(text: TextRecord) -> str:
    """Return what type of text it is: the address of the term where there is one, else its name."""
    term = vocabulary("text_type").get(text.text_type)
    return term.uri or term.label("en") if term else text.text_type


def rights(name: str, licence: str, *more: Xml) -> Xml:
    """Return the rights under a licence of ours, given by its code."""
    given = {"en": licence} if licence else {}
    told = concept("rightsType", given, LICENCES.get(licence, ""), kind=SPECIFIC_RIGHTS)
    return element(name, told, *more)


def _description(text: TextRecord, edition: EditionRecord, place: int) -> Xml:
    return element(
        "objectDescriptionSet",
        uri("descriptiveNoteID", addresses.identifier_uri(addresses.EDITION, edition.id), label="edition"),
        uri("descriptiveNoteID", addresses.identifier_uri(addresses.TEXT, text.id), label="text"),
        words("descriptiveNoteValue", edition.words, language=text.language, label=_label(text)),
        *(_noted("sourceDescriptiveNote", one) for one in said_of(text, edition)),
        _rights_of(text, edition),
        kind=kind_of(text),
        order=place,
    )


def _label(text: TextRecord) -> str:
    return label_of("text_type", text.text_type, language="en")


def _noted(name: str, one: Said) -> Xml:
    return words(name, one.words, language=one.language, label=one.about)


def _rights_of(text: TextRecord, edition: EditionRecord) -> Xml:
    tag = language_of_notes(text.language)
    credit = words("creditLine", voices_in_words(edition.attributions, tag), language=tag)
    return rights("objectDescriptionRights", edition.licence, credit)

"""Terms of others that the graphs use: the Art & Architecture Thesaurus (AAT), languages, licences.

AAT numbers are those of the Linked Art 1.0 vocabulary pages (linked.art/model/vocab). A word of the collection system
that equals one of the words listed here stands for that term, unless somebody tied it to another or to none.
"""

import re
from typing import Any

from polyvocal.linkeddata.addresses import spelled
from polyvocal.records import TermRecord, in_language
from polyvocal.vocabulary import AAT

Node = dict[str, Any]


class Reference(dict[str, Any]):
    """A node that only names something: never changed once it is made. `said` is what a serialiser remembers of it."""

    __slots__ = ("said",)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.said: list[str] | None = None


def concept(uri: str, label: str, *, kind: Node | None = None, node_type: str = "Type") -> Node:
    """Return a reference to a term; `kind` says what sort of term it is, for example a brief text."""
    node = Reference(id=uri, type=node_type, _label=label)
    if kind:
        node["classified_as"] = [kind]
    return node


BRIEF_TEXT = concept(AAT + "300418049", "brief text")
TYPE_OF_WORK = concept(AAT + "300435443", "type of work")


def _brief(number: str, label: str) -> Node:
    return concept(AAT + number, label, kind=BRIEF_TEXT)


# What a text is, by the URI of its text type. Several of our types share a term, whose label must stay one.
STATEMENTS = {
    node["id"]: node
    for node in (
        _brief("300048722", "gallery text"),
        _brief("300435416", "description"),
        _brief("300435424", "exhibition statement"),
        _brief("300435438", "provenance statement"),
        _brief("300026032", "summary"),
        _brief("300417193", "title"),
    )
}

COLLECTION_ITEM = concept(AAT + "300404024", "collection items")
PRIMARY_NAME = concept(AAT + "300404670", "primary name")
ALTERNATE_NAME = concept(AAT + "300264273", "alternate name")
ACCESSION_NUMBER = concept(AAT + "300312355", "accession number")
LOCAL_NUMBER = concept(AAT + "300404621", "local number")
SYSTEM_NUMBER = concept(AAT + "300435704", "system number")
PUBLISHING = concept(AAT + "300054686", "publishing")
EXHIBITING = concept(AAT + "300054766", "exhibiting")
PROVENANCE_ACTIVITY = concept(AAT + "300055863", "provenance activity")
POSSIBLY = concept(AAT + "300435722", "possibly")
DIGITAL_IMAGE = concept(AAT + "300215302", "digital image")

DESCRIPTION = _brief("300435416", "description")
NOTE = _brief("300027200", "note")
ACCESS_STATEMENT = _brief("300133046", "access statement")
BIBLIOGRAPHY = _brief("300026497", "bibliography statement")
CREDIT_LINE = _brief("300026687", "credit line")
DIMENSIONS_STATEMENT = _brief("300435430", "dimensions statement")
MATERIALS_STATEMENT = _brief("300435429", "materials statement")
PRODUCTION_STATEMENT = _brief("300435436", "production statement")
PROVENANCE_STATEMENT = _brief("300435438", "provenance statement")
OBJECT_NAME = _brief("300435443", "type of work")

_LANGUAGES = {
    "af": ("300387782", "Afrikaans"),
    "ar": ("300387843", "Arabic"),
    "bn": ("300387971", "Bengali"),
    "ca": ("300388072", "Catalan"),
    "cs": ("300388191", "Czech"),
    "da": ("300388204", "Danish"),
    "de": ("300388344", "German"),
    "el": ("300388361", "Greek"),
    "en": ("300388277", "English"),
    "es": ("300389311", "Spanish"),
    "fa": ("300388296", "Farsi"),
    "fi": ("300388299", "Finnish"),
    "fr": ("300388306", "French"),
    "he": ("300388401", "Hebrew"),
    "hi": ("300388412", "Hindi"),
    "hu": ("300388770", "Hungarian"),
    "it": ("300388474", "Italian"),
    "ja": ("300388486", "Japanese"),
    "ko": ("300388633", "Korean"),
    "la": ("300388693", "Latin"),
    "nl": ("300388256", "Dutch"),
    "no": ("300388992", "Norwegian"),
    "pl": ("300389109", "Polish"),
    "pt": ("300389115", "Portuguese"),
    "ru": ("300389168", "Russian"),
    "sv": ("300389336", "Swedish"),
    "tr": ("300389470", "Turkish"),
    "zh": ("300388113", "Chinese"),
}
# Linked Art asks for a URI with every language. Where AAT has none, a two-letter code is one of ISO 639-1 and a
# three-letter code one of ISO 639-3 (BCP 47, RFC 5646 section 2.2.1).
_ISO_639_1 = "http://id.loc.gov/vocabulary/iso639-1/"
_ISO_639_3 = "http://lexvo.org/id/iso639-3/"
_PRIMARY = re.compile("[a-z]{2,3}")
_NO_LANGUAGE = ("", "und", "zxx", "mul", "mis")


def languages(tag: str) -> list[Node]:
    """Return the term of a BCP 47 language tag in a list of one; an empty list where the language is not known."""
    if tag in _LANGUAGE_NODES:
        return [_LANGUAGE_NODES[tag]]
    primary = tag.split("-")[0].lower()
    if primary in _NO_LANGUAGE:
        return []
    if primary in _LANGUAGE_NODES:
        return [_LANGUAGE_NODES[primary]]
    if not _PRIMARY.fullmatch(primary):
        return []  # a collection system has whatever somebody typed
    return [concept((_ISO_639_1 if len(primary) == 2 else _ISO_639_3) + primary, tag, node_type="Language")]


_LANGUAGE_NODES = {
    tag: concept(AAT + number, label, node_type="Language") for tag, (number, label) in _LANGUAGES.items()
}

_UNITS = {
    "cm": ("300379098", "centimeters"),
    "mm": ("300379097", "millimeters"),
    "m": ("300379099", "meters"),
    "in": ("300379100", "inches"),
    "g": ("300379225", "grams"),
    "gr": ("300379225", "grams"),
    "kg": ("300379226", "kilograms"),
}
_DIMENSIONS = {
    "300055644": ("height", "hoogte"),
    "300055647": ("width", "breedte"),
    "300072633": ("depth", "diepte"),
    "300055624": ("diameter",),
    "300055645": ("length", "lengte"),
    "300056240": ("weight", "gewicht"),
}
_MATERIALS = {
    "300015050": ("oil paint", "olieverf", "oil"),
    "300014078": ("canvas",),
    "300012264": ("oak", "eikenhout", "oak wood"),
    "300014109": ("paper", "papier"),
    "300011020": ("copper", "koper"),
    "300010669": ("terracotta",),
    "300010797": ("glass", "glas"),
    "300010957": ("bronze", "brons"),
    "300011443": ("marble", "marmer"),
    "300011029": ("silver", "zilver"),
}
_WORKS = {
    "300033618": ("painting", "schilderij"),
    "300033973": ("drawing", "tekening"),
    "300041273": ("print", "prent"),
    "300046300": ("photograph", "foto"),
    "300047090": ("sculpture", "beeldhouwwerk", "sculptuur"),
    "300037222": ("coin", "munt"),
    "300028051": ("book", "boek"),
    "300028094": ("map", "kaart", "landkaart"),
    "300037680": ("furniture", "meubel"),
    "300041620": ("musical instrument", "muziekinstrument"),
    "300265483": ("manuscript", "handschrift"),
}


def _by_word(
    table: dict[str, tuple[str, ...]], *, kind: Node | None = None, node_type: str = "Type"
) -> dict[str, Node]:
    return {
        word: concept(AAT + number, words[0], kind=kind, node_type=node_type)
        for number, words in table.items()
        for word in words
    }


UNITS = {word: concept(AAT + number, label, node_type="MeasurementUnit") for word, (number, label) in _UNITS.items()}
DIMENSIONS = _by_word(_DIMENSIONS)
MATERIALS = _by_word(_MATERIALS, node_type="Material")
WORKS = _by_word(_WORKS, kind=TYPE_OF_WORK)

AAT_SOURCE = AAT.rstrip("/")
_CERTAIN = {
    (field, word): TermRecord(node["id"], {"en": node["_label"]}, AAT_SOURCE)
    for field, table in (("materials", MATERIALS), ("object_names", WORKS))
    for word, node in table.items()
}

_OF_PLACES = ("https://sws.geonames.org/", "http://vocab.getty.edu/tgn/")
_OF_PEOPLE = (
    "http://vocab.getty.edu/ulan/", "https://data.rkd.nl/artists/", "https://rkd.nl/explore/artists/",
    "http://viaf.org/viaf/", "https://viaf.org/viaf/", "https://orcid.org/", "http://isni.org/", "https://isni.org/",
)  # fmt: skip
_OF_ALL_THINGS = ("http://www.wikidata.org/entity/", "https://www.wikidata.org/entity/", "http://dbpedia.org/resource/")


def certain_term(field: str, word: str) -> TermRecord | None:
    """Return the term of a word, in lower case, that equals one of the words listed here; None where there is none."""
    return _CERTAIN.get((field, word))


def term_node(term: TermRecord, node_type: str = "Type", *, kind: Node | None = None) -> Node:
    """Return the reference to a term of a terminology source."""
    label = in_language(term.labels, "en").words or term.uri
    return concept(spelled(term.uri), label, kind=kind, node_type=node_type)


def type_of(term: TermRecord) -> str:
    """Return what a term denotes in Linked Art, Place or Type; '' where its source also knows people and things."""
    if term.uri.startswith(_OF_PLACES):
        return "Place"
    return "" if term.uri.startswith((*_OF_PEOPLE, *_OF_ALL_THINGS)) else "Type"

"""What fields are usually called, by the data dictionary of Adlib, the tables of TMS and published exports of them."""

import re
from collections.abc import Mapping, Sequence

Names = Sequence[str]

FACTS: Mapping[str, Names] = {
    "object_names": ("object_name", "ObjectName", "Classification"),
    "categories": ("object_category", "SubClassification", "Department"),
    "materials": ("material", "Medium", "materials"),
    "techniques": ("technique", "techniques"),
    "places": ("production.place",),
    "keywords": ("content.motif.general", "content.motif.specific", "content.subject", "association.subject"),
}
"""Keys of `[object]` that take several leaves."""

NUMBERS: Names = (
    "object_number",
    "ObjectNumber",
    "objectNumber",
    "object.object_number",
    "accession_number",
    "AccessionNumber",
)
SINGLE: Mapping[str, Names] = {"credit_line": ("credit_line", "CreditLine", "creditline", "Credit")}
TABLES: Mapping[str, Mapping[str, Names]] = {
    "makers": {
        "name": ("creator", "maker", "ConstituentID.DisplayName", "DisplayName"),
        "role": ("creator.role", "Role", "RoleID.Role"),
        "qualifier": ("creator.qualifier", "Prefix"),
        "born": ("creator.date_of_birth", "ConstituentID.BeginDate"),
        "died": ("creator.date_of_death", "ConstituentID.EndDate"),
    },
    "produced": {
        "start": ("production.date.start", "dating.date.start", "DateBegin", "BeginDate"),
        "end": ("production.date.end", "dating.date.end", "DateEnd"),
        "as_written": ("Dated",),
    },
    "dimensions": {
        "value": ("dimension.value",), "kind": ("dimension.type",),
        "unit": ("dimension.unit",), "part": ("dimension.part",),
    },
    "acquisition": {"method": ("acquisition.method",), "date": ("acquisition.date",)},
    "exhibitions": {
        "title": ("exhibition", "ExhibitionID.ExhTitle", "ExhTitle"),
        "venue": ("exhibition.venue",),
        "start": ("exhibition.date.start", "ExhibitionID.BeginISODate"),
        "end": ("exhibition.date.end", "ExhibitionID.EndISODate"),
    },
    "images": {"address": ("reproduction.identifier_URL", "Image_URL", "ImageURL", "image_url")},
}  # fmt: skip
"""Tables of `[object]`; the first key of each must be found, and the others beside it."""

TITLES: Names = ("title", "Title", "titles", "ObjectTitle")
TRANSLATIONS: Names = ("title.translation",)
TITLE_TYPES: Names = ("title.type", "TitleType", "TitleTypeID.TitleType")
OF_OTHERS = re.compile(r"documentation|exhibition|reproduction|related|part|bib|ref|book", re.IGNORECASE)
"""In the names of groups: what stands there is not the object's own."""
TEXTS: Mapping[str, str] = {
    "description": "object-label", "physical_description": "object-label", "content.description": "object-label",
    "label.text": "object-label", "AHM.texts.tekst": "object-label", "notes": "catalogue-text",
    "free_field.content": "catalogue-text", "TextEntry": "object-label", "TextEntryHTML": "object-label",
    "Description": "object-label", "PublicDescription": "web-text", "LabelText": "object-label", "Chat": "web-text",
    "Provenance": "provenance-statement", "ProvenanceText": "provenance-statement",
    "ownership.history.free.text": "provenance-statement", "object_history_note": "provenance-statement",
}  # fmt: skip
"""By name of a field, the type of its words where no term says it."""

TERMS: Names = (
    "AHM.texts.type", "label.type", "free_field.type", "TextTypeID.TextType", "TextType", "texttype", "LabelType",
)  # fmt: skip
DATES: Names = ("AHM.texts.date", "label.date", "description.date", "TextDate", "free_field.date")
AUTHORS: Names = ("AHM.texts.author", "description.name", "label.author", "AuthorConID.DisplayName")
TERM_RULES: Sequence[tuple[str, str]] = (
    (r"\b(zaal|wand|wall|gallery|room|section)", "wall-text"),
    (r"\b(web|online)", "web-text"),
    (r"\b(catalog|research|cat\b|col\.cat)", "catalogue-text"),
    (r"\b(audio|displaytour)", "audio-script"),
    (r"\b(tentoonstelling|exhibition)", "exhibition-text"),
    (r"\b(quote|citaat)", "quote"),
    (r"\b(provenance|herkomst)", "provenance-statement"),
    (r"\b(publicatie|publication|bibliograph|jaarverslag)", "publication-text"),
    (r"(label|tekst|text|publiek|object|description|beschrijving)", "object-label"),
)  # fmt: skip
"""Parts of type terms and the type they stand for; the first that fits."""

LANGUAGES: Sequence[tuple[str, str]] = ((r"\b(eng?|english|engels)\b", "en"), (r"\b(nl|ned\w*|dutch)\b", "nl"))

_CONFIDENTIAL: Sequence[tuple[str, str]] = (
    (r"location|standplaats|locat\b|storage|depot", "location"),
    (r"price|prijs|insur|verzeker|valu(?:e|ation)_?amount|valuation|\bvalue\.(?:amount|insur)|funding|cost", "money"),
    (
        r"donor|schenker|lender|bruikleen|borrower|address|phone|email|owner(?!ship)|acquired_from|acquisition\.source|current_owner",
        "person",
    ),
    (
        r"loginid|(?:^|\.)(?:edit|input)\.|enteredby|(?:^|\.)(?:edit|input)(?:name|date|source)?$|user(?:name|id)|modifiedby",
        "staff",
    ),
    (r"confidential|vertrouwelijk|remarks|curatorial|internal", "internal"),
)


def confidential_as(leaf: str) -> str:
    """Return the sort of what may be confidential in a leaf, by its name: location, money, person, staff, internal."""
    lowered = leaf.lower()
    return next((sort for pattern, sort in _CONFIDENTIAL if re.search(pattern, lowered)), "")


def type_of_term(term: str) -> tuple[str, str]:
    """Return the text type a term seems to stand for ('' if none) and its language ('' if it does not say)."""
    lowered = term.lower()
    text_type = next((code for pattern, code in TERM_RULES if re.search(pattern, lowered)), "")
    return text_type, next((tag for pattern, tag in LANGUAGES if re.search(pattern, lowered)), "")

"""The controlled lists: text types, voice kinds, roles, relation types, with Dutch and English labels and URIs.

A museum adds its own terms with `POLYVOCAL["VOCABULARIES"]`; see `docs/settings.md`. URIs are those of the Art &
Architecture Thesaurus (AAT), CiTO and MARC relators, where the field has one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

AAT = "http://vocab.getty.edu/aat/"
CITO = "http://purl.org/spar/cito/"
RELATOR = "http://id.loc.gov/vocabulary/relators/"


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a controlled list: a code that is stored, its labels by language, and its URI or ''."""

    code: str
    labels: Mapping[str, str]
    uri: str = ""

    def label(self, language: str) -> str:
        """Return the label in `language` (BCP 47), else in English, else the code."""
        return self.labels.get(language.split("-")[0].lower()) or self.labels.get("en") or self.code


def _term(code: str, en: str, nl: str, uri: str = "") -> Term:
    return Term(code, {"en": en, "nl": nl}, uri)


TEXT_TYPES = (
    _term("title", "title", "titel", AAT + "300417193"),
    _term("object-label", "object label", "objecttekst", AAT + "300048722"),
    _term("wall-text", "wall text", "zaaltekst", AAT + "300048722"),
    _term("group-text", "group text", "groepstekst", AAT + "300048722"),
    _term("exhibition-text", "exhibition text", "tentoonstellingstekst", AAT + "300435424"),
    _term("quote", "spoken word", "gesproken woord"),
    _term("web-text", "web text", "webtekst", AAT + "300435416"),
    _term("teaser", "teaser", "korte introductie", AAT + "300026032"),
    _term("easy-language", "easy language", "eenvoudige taal", AAT + "300435416"),
    _term("audio-script", "audio script", "audiotekst"),
    _term("catalogue-text", "catalogue text", "catalogustekst", AAT + "300435416"),
    _term("publication-text", "publication", "publicatietekst", AAT + "300435416"),
    _term("provenance-statement", "provenance statement", "herkomsttekst", AAT + "300435438"),
    _term("alt-text", "description of the image", "beeldbeschrijving"),
)

VOICE_KINDS = (
    _term("institution", "institution", "instelling"),
    _term("maker", "maker", "maker"),
    _term("artist", "artist", "kunstenaar"),
    _term("source-community", "source community", "gemeenschap van herkomst"),
    _term("depicted", "depicted or mentioned", "afgebeeld of genoemd"),
    _term("descendant", "descendant", "nazaat"),
    _term("owner", "owner or user", "eigenaar of gebruiker"),
    _term("researcher", "researcher", "onderzoeker"),
    _term("public", "public", "publiek"),
    _term("machine", "machine", "machine"),
    _term("unknown", "unknown", "onbekend"),
)

ROLES = (
    _term("author", "author", "auteur", RELATOR + "aut"),
    _term("spoken-by", "spoken by", "uitgesproken door", RELATOR + "spk"),
    _term("translator", "translator", "vertaler", RELATOR + "trl"),
    _term("editor", "editor", "redacteur", RELATOR + "edt"),
    _term("interviewer", "interviewer", "interviewer", RELATOR + "ivr"),
    _term("consulted", "consulted", "geraadpleegd", RELATOR + "csl"),
)

RELATION_TYPES = (
    _term("replies-to", "replies to", "antwoordt op", CITO + "repliesTo"),
    _term("disputes", "disputes", "bestrijdt", CITO + "disputes"),
    _term("corrects", "corrects", "corrigeert", CITO + "corrects"),
    _term("qualifies", "qualifies", "nuanceert", CITO + "qualifies"),
    _term("extends", "extends", "vult aan", CITO + "extends"),
    _term("agrees-with", "agrees with", "is het eens met", CITO + "agreesWith"),
    _term("translates", "translates", "vertaalt"),
    _term("quotes", "quotes", "citeert", CITO + "includesQuotationFrom"),
)

SPEAKS_AS = (
    _term("self", "for itself", "voor zichzelf"),
    _term("mandated", "with a mandate", "met een mandaat"),
    _term("about-others", "about others", "over anderen"),
)

RESEARCH_STATUSES = (
    _term("open", "not yet researched", "nog niet onderzocht"),
    _term("in-progress", "being researched", "in onderzoek"),
    # Museum of Fine Arts Bern, Gurlitt estate: the categories of 2021.
    _term("green", "provenance known and not problematic (green)", "herkomst bekend en niet problematisch (groen)"),
    _term("yellow-green", "gaps, no sign of looting (yellow-green)", "hiaten, geen aanwijzing voor roof (geelgroen)"),
    _term("yellow-red", "gaps, signs of looting (yellow-red)", "hiaten, aanwijzingen voor roof (geelrood)"),
    _term("red", "looted (red)", "geroofd (rood)"),
)
"""The status of provenance research: two steps before a result, then the four categories of Bern."""

VOCABULARIES: Mapping[str, tuple[Term, ...]] = {
    "text_type": TEXT_TYPES,
    "voice_kind": VOICE_KINDS,
    "role": ROLES,
    "relation_type": RELATION_TYPES,
    "speaks_as": SPEAKS_AS,
    "research_status": RESEARCH_STATUSES,
}

"""The POLYVOCAL settings dict: defaults, one reader. Unknown keys fail the system check polyvocal.E001."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.translation import get_language

from polyvocal.vocabulary import VOCABULARIES, Term

DEFAULTS: Mapping[str, Any] = {
    "BASE_URI": "http://127.0.0.1:8000",
    "INSTITUTION": {"nl": "Museum", "en": "Museum"},
    "HOUSE_PERSPECTIVE": "museum",
    "LANGUAGES": ("nl", "en"),
    "LICENCE": "CC-BY-4.0",
    "OBJECT_ADAPTER": "polyvocal.object_model.CollectionObjectAdapter",
    "CAROUSEL_ORDER": "rotating",
    "PAGE_SIZE": 24,
    "VOCABULARIES": {},
    "PROVENANCE_NOTATION": {"nl": "dutch", "": "cmoa"},
    "IMPORT_STORE": "",
    "IMPORT_FOLDERS": (),
    "IMPORT_PROFILES": "",
    "IMPORT_LARGEST_UPLOAD": 2_000_000_000,
    "IMPORT_HOSTS": (),
    "IMPORT_HEADERS": {},
    "IMPORT_RATE": 2,
    "IMPORT_SHARES": 0,
    "OAI_ADMIN_EMAIL": "",
    "OAI_NAMESPACE": "",
    "OAI_PAGE_SIZE": 100,
    "TRIAGE": {},
    "DUMPS": "",
    "DUMPS_KEPT": 3,
    "DUMP_SHARES": 0,
    "DATASET": {},
    "DATASET_REGISTER": "https://datasetregister.netwerkdigitaalerfgoed.nl/api",
    "METADATA_LICENCE": "CC0-1.0",
    "CONTACT": {},
    "ISIL": "",
    "TERM_API": "https://termennetwerk-api.netwerkdigitaalerfgoed.nl/graphql",
    "TERM_SOURCES": {
        "": ("http://vocab.getty.edu/aat",),
        "materials": ("http://vocab.getty.edu/aat/materials",),
        "techniques": ("http://vocab.getty.edu/aat/processes-and-techniques",),
        "keywords": ("http://vocab.getty.edu/aat", "https://www.wikidata.org#entities-all"),
        "places": ("https://www.geonames.org", "https://www.wikidata.org#entities-places"),
        "makers": ("https://data.rkd.nl/rkdartists", "https://www.wikidata.org#entities-persons"),
    },
    "TERM_LANGUAGES": ("nl", "en"),
    "TERM_TIMEOUT": 10,
    "SPARQL_STORE": "",
    "SPARQL_SECONDS": 20,
    "SPARQL_BYTES": 10_000_000,
    "SPARQL_MEMORY": 2_000_000_000,
    "SPARQL_AT_ONCE": 2,
}


def setting(name: str) -> Any:
    """Return the value of POLYVOCAL[name], or its default."""
    given: Mapping[str, Any] = getattr(settings, "POLYVOCAL", {})
    return given.get(name, DEFAULTS[name])


def unknown_settings() -> list[str]:
    """Return the keys of POLYVOCAL that polyvocal does not know."""
    return sorted(set(getattr(settings, "POLYVOCAL", {})) - set(DEFAULTS))


@cache
def vocabulary(name: str) -> dict[str, Term]:
    """Return the controlled list `name` by code: the shipped terms, then the museum's own."""
    terms = {term.code: term for term in VOCABULARIES[name]}
    for code, given in setting("VOCABULARIES").get(name, {}).items():
        labels = {language: label for language, label in given.items() if language != "uri"}
        terms[code] = Term(code, labels, given.get("uri", ""))
    return terms


def label_of(name: str, code: str, *, language: str | None = None) -> str:
    """Return the label of a term in `language` or in the active one; an unknown code is its own label."""
    return _label(name, code, language or get_language() or "en")


@lru_cache(maxsize=2_000)
def _label(name: str, code: str, language: str) -> str:
    term = vocabulary(name).get(code)
    return term.label(language) if term else code


def choices_of(name: str) -> list[tuple[str, str]]:
    """Return (code, label) pairs in the active language, for form fields."""
    return [(code, label_of(name, code)) for code in vocabulary(name)]


def _forget(*, setting: str, **_: Any) -> None:
    if setting == "POLYVOCAL":
        vocabulary.cache_clear()
        _label.cache_clear()


setting_changed.connect(_forget)

"""The small pieces of a IIIF manifest: words by language, rows with a label, licences."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from polyvocal.linkeddata.licences import licence_uri
from polyvocal.linkeddata.phrases import phrase
from polyvocal.linkeddata.terms import Node
from polyvocal.records import UNKNOWN_LANGUAGE, Names, in_language

LanguageMap = Mapping[str, Sequence[str]]
_TAG = re.compile(r"[a-zA-Z]+(?:-[a-zA-Z]+)*")
_RIGHTS = re.compile(
    r"http://(?:creativecommons\.org/(?:licenses|publicdomain)|rightsstatements\.org/vocab)/[A-Za-z0-9./-]+"
)


def tag_of(language: str) -> str:
    """Return a language as a manifest has it, `none` where it is not known; validators know no digits in it."""
    found = next((one for one in (language, language.partition("-")[0]) if _TAG.fullmatch(one)), "")
    return found if found and found != UNKNOWN_LANGUAGE else "none"


def language_map(names: Names) -> dict[str, list[str]]:
    """Return words by language as lists."""
    return complete([names])


def complete(several: Sequence[Names]) -> dict[str, list[str]]:
    """Return the words of all names in each language that one of them has, in another where a name lacks it.

    A viewer shows one language of a value and nothing of the others.
    """
    tags = dict.fromkeys(tag for names in several for tag, words in names.items() if words)
    return {
        tag_of(tag): list(dict.fromkeys(words for names in several if (words := in_language(names, tag).words)))
        for tag in tags
    }


def map_in_both(name: str, **values: object) -> dict[str, list[str]]:
    """Return a phrase in Dutch and English."""
    return {tag: [phrase(name, tag, **values)] for tag in ("en", "nl")}


def row(label: LanguageMap, value: LanguageMap) -> Node:
    """Return a label and a value, which a viewer may take for HTML and therefore is told when it is none."""
    return {"label": dict(label), "value": {tag: [_as_text(one) for one in words] for tag, words in value.items()}}


def rights(licence: str) -> str:
    """Return a licence, our code or an address, as IIIF spells it; '' for one of which IIIF knows nothing."""
    uri = licence_uri(licence)
    return uri if _RIGHTS.fullmatch(uri) else ""


def _as_text(words: str) -> str:
    # Presentation 3.0, section 4.2: what begins with < and ends with > is HTML.
    stripped = words.strip()
    return f"<p>{escape(stripped, quote=False)}</p>" if stripped.startswith("<") and stripped.endswith(">") else words

"""The small pieces of which records in schema.org's terms are made: tagged words, terms, people, dates, licences.

They follow SCHEMA-AP-NDE 1.2 (docs.nde.nl/schema-profile): every name is tagged with its language, one to a language,
`und` where nobody knows it; a term is a DefinedTerm with a name, and `sameAs` where its address is known.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from polyvocal.conf import label_of, setting, vocabulary
from polyvocal.dates import bounds
from polyvocal.linkeddata import addresses, plain
from polyvocal.linkeddata.parts import PERSON_KINDS, filled
from polyvocal.linkeddata.serialise import XSD
from polyvocal.linkeddata.terms import Node
from polyvocal.models import LICENCES
from polyvocal.records import (
    UNKNOWN_LANGUAGE,
    CitationRecord,
    Names,
    PerspectiveRecord,
    TermRecord,
    VoiceRecord,
)

SCHEMA = "https://schema.org/"
PROFILE = "https://docs.nde.nl/schema-profile/"
WRITING = plain.writing({"schema": SCHEMA, "xsd": XSD}, vocabulary=SCHEMA, graph_ending="schema.jsonld")
NOT_EVALUATED = "http://rightsstatements.org/vocab/CNE/1.0/"
"""Says that nobody has stated what may be done with something; SCHEMA-AP-NDE has no image without a licence."""
_ABOUT = re.compile(r"(?<=\d)[~?%]$")
_ORGANIZATIONS = frozenset({"institution", "source-community"})


def words(text: str, language: str = UNKNOWN_LANGUAGE) -> Node:
    """Return words with their language."""
    return {"@value": text, "@language": language or UNKNOWN_LANGUAGE}


def tagged(names: Names, *, otherwise: str = "") -> list[Node]:
    """Return names with their languages; `otherwise` where there is none."""
    found = [words(text, tag) for tag, text in names.items() if text]
    return found or ([words(otherwise)] if otherwise else [])


def link(uri: str) -> Node:
    """Return a reference to something that is told of elsewhere."""
    return {"@id": addresses.spelled(uri)}


def links(uris: Iterable[str]) -> list[Node]:
    """Return references to what somebody gave the addresses of, where they are on the web."""
    return [{"@id": uri} for uri in map(addresses.web_address, uris) if uri]


def moment(when: datetime | None) -> Node:
    """Return a moment, {} where there is none."""
    return {"@value": f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "@type": "xsd:dateTime"} if when else {}


def day(when: date | None) -> Node:
    """Return a day, {} where there is none."""
    return {"@value": when.isoformat(), "@type": "xsd:date"} if when else {}


def date_of(edtf: str) -> Node:
    """Return the one date that an EDTF date comes down to, at the precision that is sure; {} where it has none.

    SCHEMA-AP-NDE knows no intervals here: of one of no more than ten years the first counts, of a longer one nothing.
    Nor does it know “about”; the date as written stands beside this one.
    """
    first, last = bounds(_ABOUT.sub("", edtf)) or (None, None)
    if first is None or last is None or last.year - first.year > 10:
        return {}
    written = first.isoformat()
    if first.year != last.year or first.month != last.month:
        return {"@value": written[:4], "@type": "xsd:gYear"}
    if first.day != last.day:
        return {"@value": written[:7], "@type": "xsd:gYearMonth"}
    return {"@value": written, "@type": "xsd:date"}


def licence(given: str) -> Node:
    """Return the licence of something that the museum calls by its code or its address; {} where it is neither."""
    uri = LICENCES.get(given) or addresses.web_address(given)
    if "://creativecommons.org/" in uri:
        uri = f"https://{uri.partition('://')[2].rstrip('/')}/"
    return link(uri) if uri else {}


def term(names: Names, found: TermRecord | None = None, *, uri: str = "", also: str = "URL") -> Node:
    """Return a term with the museum's own word for it; `also` is what else it is where it is said: URL, Place …"""
    same = found.uri if found is not None else uri
    labels = names or (found.labels if found is not None else {})
    types = ["DefinedTerm", also] if also else "DefinedTerm"
    return filled({"@type": types, "name": tagged(labels, otherwise=same), "sameAs": link(same) if same else {}})


def listed_term(vocabulary_name: str, code: str, *, scheme: str = "", also: str = "URL") -> Node:
    """Return a term of one of the controlled lists; `scheme` is the name of the list's own scheme."""
    known = vocabulary(vocabulary_name).get(code)
    labels: Mapping[str, str] = known.labels if known else {"en": label_of(vocabulary_name, code, language="en")}
    own = {"@id": addresses.listed_uri(scheme, code)} if scheme else {}
    return own | term(labels, uri=known.uri if known else "", also=also) | {"termCode": code}


def voice_types(kind: str) -> list[str]:
    """Return what a voice is: a person, an organization, or nothing that schema.org has a class for."""
    if kind in PERSON_KINDS:
        return ["Person"]
    return ["Organization"] if kind in _ORGANIZATIONS else []


def voice(one: VoiceRecord) -> Node:
    """Return who speaks, as it stands in other records: what sort of thing it is, and its name."""
    uri = addresses.identifier_uri(addresses.VOICE, one.slug)
    types = voice_types(one.kind)
    return {"@id": uri, **({"@type": types} if types else {}), "name": tagged(one.names, otherwise=one.slug)}


def perspective(one: PerspectiveRecord) -> Node:
    """Return the viewpoint as it stands in other records."""
    uri = addresses.identifier_uri(addresses.PERSPECTIVE, one.slug)
    return {"@id": uri, "@type": ["DefinedTerm"], "name": tagged(one.names, otherwise=one.slug)}


def source(one: CitationRecord) -> Any:
    """Return a source with the place in it, with its address where it has one."""
    said = ", ".join(given for given in (one.title, one.locator) if given)
    uri = addresses.web_address(one.uri)
    return {"@id": uri, "name": said} if uri else said


def institution() -> Node:
    """Return the museum itself."""
    named: Names = setting("INSTITUTION")
    return {"@id": f"{addresses.base_uri()}/", "@type": ["Organization"], "name": tagged(named, otherwise="Museum")}


def of_the_dataset(when: datetime | None) -> Node:
    """Return what every record says of itself: its dataset, its licence, who gives it, and when it last changed."""
    return {
        "isPartOf": {"@id": f"{addresses.base_uri()}/dataset/", "@type": ["Dataset"]},
        "sdLicense": licence(setting("METADATA_LICENCE")),
        "sdPublisher": link(f"{addresses.base_uri()}/"),
        "sdDatePublished": changed(when),
    }


def changed(when: datetime | None) -> Node:
    """Return when a record last changed; today where nobody knows, for it is not older than that."""
    return moment(when) or day(datetime.now(UTC).date())

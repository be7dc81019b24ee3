"""The contextual classes of the Europeana Data Model: the concepts, places, agents and periods that an object names.

The properties of every resource stand in the order in which Europeana's XML schema wants them.
"""

import re
from collections.abc import Iterable, Iterator

from polyvocal.conf import label_of
from polyvocal.dates import bounds
from polyvocal.linkeddata import parts
from polyvocal.linkeddata.addresses import spelled, web_address
from polyvocal.linkeddata.phrases import phrase
from polyvocal.linkeddata.terms import Node, type_of
from polyvocal.records import (
    UNKNOWN_LANGUAGE,
    Maker,
    Names,
    ObjectRecord,
    PerspectiveRecord,
    Span,
    TermRecord,
    VoiceRecord,
    called,
    in_language,
)

EDTF = "edtf:EDTF-level1"
Value = str | Node
# Who is only copied, followed, thought of or no longer thought of did not surely make the object.
_DOUBTED = re.compile(
    r"\b(?:attribut|toegeschreven|after|naar|cop[iy]|kopie|former|voormalig|vroeger|possibl|mogelijk|probabl|waarschijnlijk"
    r"|circle|kring|omgeving|follower|navolg|school\b|studio|atelier|workshop|werkplaats|manner|manier|trant|style|stijl"
    r"|associated|presented|verworpen|reject)",
    re.IGNORECASE,
)


class Context:
    """The contextual resources of one record, each once, by address."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}

    def take(self, node: Node) -> Node:
        """Take a resource in, unless one with its address is there; return a reference to it."""
        if node["@id"] not in self.nodes:
            self.nodes[node["@id"]] = parts.filled(node)
        return {"@id": node["@id"]}


def literal(words: str, language: str = "") -> Value:
    """Return words, with their language where it is known."""
    return {"@value": words, "@language": language} if language not in ("", UNKNOWN_LANGUAGE) else words


def literals(names: Names) -> list[Value]:
    """Return words in every language in which there are any."""
    return [literal(words, tag) for tag, words in names.items() if words]


def tied(obj: ObjectRecord, field: str, context: Context, *, kind: str = "skos:Concept") -> list[Value]:
    """Return what a list of facts says: the term of every entry, and its words where the term has other ones."""
    values: list[Value] = []
    for names in getattr(obj.facts, field):
        term = obj.term_of(field, names) if obj.terms else None
        if term is None:
            values += literals(names)
        elif field == "keywords" and type_of(term) != "Type":
            # What is depicted may be a person or a place: a reference says so without a class that might be wrong.
            values += [{"@id": spelled(term.uri)}, *literals(names)]
        else:
            other = {tag: words for tag, words in names.items() if not _says(term, tag, words)}
            values += [_resource(term, context, kind), *literals(other)]
    return _each_once(values)


def creators(obj: ObjectRecord, uri: str, context: Context) -> list[Value]:
    """Return the makers: as agents where it is sure who they are and that they made it, in words elsewhere."""
    return _each_once(
        _creator(obj, maker, f"{uri}#maker-{place}", context) for place, maker in enumerate(obj.facts.makers, start=1)
    )


def period(span: Span, uri: str, context: Context) -> list[Value]:
    """Return a date as written, as a period with its first and last day where it is understood."""
    first, last = bounds(span.edtf) or (None, None)
    written = span.as_written or span.edtf
    if not first and not last:
        return [written] if written else []
    return [
        context.take(
            {
                "@id": uri,
                "@type": "edm:TimeSpan",
                "skos:prefLabel": written,
                "edm:begin": first.isoformat() if first else "",
                "edm:end": last.isoformat() if last else "",
                "skos:notation": {"@value": span.edtf, "@type": EDTF},
            }
        )
    ]


def voice(one: VoiceRecord, context: Context) -> Node:
    """Return the reference to a voice, an agent with its kind, its mandate and what it says of itself."""
    return context.take(
        {
            "@id": parts.voice_reference(one)["id"],
            "@type": "edm:Agent",
            "skos:prefLabel": literals(one.names) or one.slug,
            "skos:note": [*literals(one.statement), *(literal(said, tag) for tag, said in _of(one))],
            "dcterms:isPartOf": {"@id": parts.voice_reference(one.part_of)["id"]} if one.part_of else {},
            "owl:sameAs": _addresses(one.uris),
        }
    )


def perspective(one: PerspectiveRecord, context: Context) -> Node:
    """Return the reference to a perspective, a concept."""
    return context.take(
        {
            "@id": parts.perspective_reference(one)["id"],
            "@type": "skos:Concept",
            "skos:prefLabel": literals(one.names) or one.slug,
            "skos:note": literals(one.description),
        }
    )


def _says(term: TermRecord, language: str, words: str) -> bool:
    return term.labels.get(language, "").casefold() == words.casefold()


def _resource(term: TermRecord, context: Context, kind: str) -> Node:
    uri = spelled(term.uri)
    labels = literals(term.labels)
    if not labels:
        return {"@id": uri}
    node: Node = {"@id": uri, "@type": kind, "skos:prefLabel": labels}
    if kind == "skos:Concept":
        node["skos:broader"] = _addresses([term.broader])
        node["skos:exactMatch"] = _addresses(term.matches)
        node["skos:inScheme"] = _addresses([term.source])
    else:
        node["owl:sameAs"] = _addresses(term.matches)
    return context.take(node)


def _creator(obj: ObjectRecord, maker: Maker, uri: str, context: Context) -> Value:
    role = in_language(maker.role, "nl")
    is_doubted = bool(maker.qualifier or _DOUBTED.search(role.words))
    term = None if is_doubted else obj.term_of("makers", maker.name)
    if is_doubted or not (term or maker.born or maker.died):
        named = f"{maker.qualifier} {maker.name}".strip()
        return f"{named} ({role.words.rstrip(' :')})" if role.words else named
    return context.take(
        {
            "@id": spelled(term.uri) if term else uri,
            "@type": "edm:Agent",
            "skos:prefLabel": maker.name,
            "rdaGr2:dateOfBirth": maker.born,
            "rdaGr2:dateOfDeath": maker.died,
            "rdaGr2:professionOrOccupation": [
                literal(words.rstrip(" :"), tag) for tag, words in maker.role.items() if words
            ],
            "owl:sameAs": _addresses(term.matches) if term else [],
        }
    )


def _of(one: VoiceRecord) -> Iterator[tuple[str, str]]:
    for tag in ("nl", "en"):
        kind = label_of("voice_kind", one.kind, language=tag)
        speaks_as = label_of("speaks_as", one.speaks_as, language=tag)
        yield tag, phrase("kind of voice", tag, kind=kind, speaks_as=speaks_as)
        if one.mandate:
            yield tag, phrase("mandate", tag, mandate=one.mandate)
        if one.part_of is not None:
            yield tag, phrase("part of", tag, name=called(one.part_of, tag))


def _addresses(uris: Iterable[str]) -> list[Node]:
    return [{"@id": uri} for uri in map(web_address, uris) if uri]


def _each_once(values: Iterable[Value]) -> list[Value]:
    return list({str(value): value for value in values}.values())

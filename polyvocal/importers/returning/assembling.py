"""Whole records of a dump put together: an object with its texts and their editions, as it was gathered once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from polyvocal.archival import PREFIX, ArchivalError, key_in, number_in, record_from, reference_in
from polyvocal.importers.sources.kept import Kept
from polyvocal.linkeddata.dossiers import ResearchRecord
from polyvocal.records import (
    EditionRecord,
    ObjectRecord,
    PerspectiveRecord,
    TermKey,
    TermRecord,
    TextRecord,
    VoiceRecord,
)

Record = ObjectRecord | VoiceRecord | PerspectiveRecord | ResearchRecord
_KEYED_BY = {"voice": VoiceRecord, "perspective": PerspectiveRecord, "research": ResearchRecord}


@dataclass(frozen=True, slots=True)
class Assembled:
    """A record that a dump holds, or what is wrong with it: `fault` is a code, `detail` and `line` say where."""

    kind: str
    key: str
    line: int
    record: Any = None
    fault: str = ""
    detail: str = ""


@dataclass(slots=True)
class _Parts:
    """An object and what follows it in the dump."""

    head: Kept
    texts: list[tuple[Kept, list[Kept]]] = field(default_factory=list)
    strays: list[Kept] = field(default_factory=list)

    def may_have(self, one: Kept) -> bool:
        """Whether a text or an edition can be of this object: unless a text says that it is of another."""
        return bool(one.kind == "edition" or one.fault or reference_in(one.node, "object") == self.head.uri)

    def take(self, one: Kept) -> None:
        """Take in a text, or an edition of the last text."""
        if one.kind == "text":
            self.texts.append((one, []))
        elif self.texts:
            self.texts[-1][1].append(one)
        else:
            self.strays.append(one)


def assembled(kept: Iterable[Kept]) -> Iterator[Assembled]:
    """Yield what the whole records of a dump say, in its order; damaged lines that belong to none are of no kind."""
    parts: _Parts | None = None
    for one in kept:
        if one.kind in ("text", "edition") and parts is not None and parts.may_have(one):
            parts.take(one)
            continue
        if one.kind and parts is not None:
            yield _object(parts)
            parts = None
        if one.kind == "object":
            parts = _Parts(one)
        else:
            yield _single(one)
    if parts is not None:
        yield _object(parts)


def _single(one: Kept) -> Assembled:
    key = key_in(one.uri)
    if one.fault or one.kind not in _KEYED_BY:
        return Assembled(one.kind, key, one.line, fault=one.fault or "incomplete", detail=one.uri)
    try:
        return Assembled(one.kind, key, one.line, record_from(_KEYED_BY[one.kind], one.node, slug=key))
    except ArchivalError as error:
        return Assembled(one.kind, key, one.line, fault="incomplete", detail=str(error))


def _object(parts: _Parts) -> Assembled:
    head = parts.head
    key = key_in(head.uri)
    everything = [head, *parts.strays, *(one for text, editions in parts.texts for one in (text, *editions))]
    spoiled = next((one for one in everything if one.fault), None)
    if spoiled is not None:
        return Assembled("object", key, spoiled.line, fault=spoiled.fault, detail=spoiled.uri)
    try:
        return Assembled("object", key, head.line, _object_record(parts, key))
    except ArchivalError as error:
        return Assembled("object", key, head.line, fault="incomplete", detail=str(error))


def _object_record(parts: _Parts, key: str) -> ObjectRecord:
    head = parts.head
    _require(number_in(head.node, "texts") == len(parts.texts) and not parts.strays, f"texts of {head.uri}")
    return record_from(
        ObjectRecord, head.node, identifier=key, titles={}, fallback_title="", changed_at=None,
        terms=dict(terms_in(head.node)), texts=tuple(_text(head, text, editions) for text, editions in parts.texts),
    )  # fmt: skip


def _text(head: Kept, text: Kept, editions: list[Kept]) -> TextRecord:
    _require(reference_in(text.node, "object") == head.uri, f"the object of {text.uri}")
    _require(number_in(text.node, "editions") == len(editions), f"editions of {text.uri}")
    made = record_from(
        TextRecord, text.node, id=key_in(text.uri), editions=tuple(_edition(text, one) for one in editions)
    )
    keys = [made.id, *(key for one in made.assessments for key in (one.id, one.event_id))]
    _require_keys(*keys, *(one.text_id for one in made.relations))
    return made


def _edition(text: Kept, one: Kept) -> EditionRecord:
    _require(reference_in(one.node, "text") == text.uri, f"the text of {one.uri}")
    made = record_from(EditionRecord, one.node, id=key_in(one.uri))
    _require_keys(made.id, *(key for event in made.events for key in (event.id, event.step)))
    return made


def terms_in(node: Mapping[str, Any]) -> Iterator[tuple[TermKey, TermRecord]]:
    """Yield what the words of an object stand for. Raises ArchivalError."""
    tied = node.get(f"{PREFIX}:terms", [])
    for one in tied if isinstance(tied, list) else [tied]:
        said = record_from(_Tied, one)
        yield (said.field, said.language, said.words), said.term


@dataclass(frozen=True, slots=True)
class _Tied:
    field: str
    language: str
    words: str
    term: TermRecord


def _require_keys(*keys: str) -> None:
    for key in keys:
        try:
            UUID(key)
        except ValueError as error:
            raise ArchivalError(f"{key!r} is no key") from error


def _require(is_so: bool, what: str) -> None:
    if not is_so:
        raise ArchivalError(what)

"""What an identifier stands for: whether the public may know of it, its documents, and what became of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from polyvocal.linkeddata import addresses, gather, gather_research
from polyvocal.linkeddata.claims import claims_in
from polyvocal.linkeddata.profiles import Profile
from polyvocal.linkeddata.schemes import scheme_named
from polyvocal.models import Perspective
from polyvocal.records import EditionRecord, ObjectRecord, TextRecord
from polyvocal.selectors import find_object, public_voices


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with an identifier. `records` are what a profile makes its document of; a withdrawn thing has a
    tombstone instead.

    `links` are ties to other identifiers by link relation (RFC 5829: predecessor-version and so on). `shown_at` is
    the page of a thing that has none of its own: its name, its key, and the place on it.
    """

    kind: str
    key: str
    records: Callable[[], tuple[Any, ...]]
    links: Mapping[str, str]
    tombstone: Mapping[str, str | int] | None = None
    shown_at: tuple[str, str, str] | None = None

    @property
    def uri(self) -> str:
        """The identifier."""
        return addresses.identifier_uri(self.kind, self.key)

    def document(self, profile: Profile) -> Any:
        """Return its document in a profile that has a place for things of its kind."""
        return profile.documents[self.kind](*self.records())


def find_thing(kind: str, key: str) -> Thing | None:
    """Return what the identifier /id/<kind>/<key> stands for, or None where the public knows of no such thing."""
    return _FINDERS[kind](key)


def _object(key: str) -> Thing | None:
    obj = find_object(key)
    if obj is None:
        return None
    return Thing(addresses.OBJECT, key, lambda: tuple(gather.Gathering().records_of([obj])), {})


def _text(key: str) -> Thing | None:
    found = gather.text_record(UUID(key))
    if found is None:
        return None
    latest = {"latest-version": _edition_uri(found[1].editions[-1])}
    return Thing(addresses.TEXT, key, lambda: found, latest)


def _edition(key: str) -> Thing | None:
    found = gather.edition_record(UUID(key))
    if found is None:
        return None
    _obj, text, edition = found
    tombstone = _tombstone(text, edition) if edition.state == "withdrawn" else None
    return Thing(addresses.EDITION, key, lambda: found, _versions(text, edition), tombstone)


def _voice(key: str) -> Thing | None:
    voice = public_voices().filter(slug=key).first()
    if voice is None:
        return None
    return Thing(addresses.VOICE, key, lambda: (gather.voice_record(voice),), {})


def _perspective(key: str) -> Thing | None:
    perspective = Perspective.objects.filter(slug=key).first()
    if perspective is None:
        return None
    return Thing(addresses.PERSPECTIVE, key, lambda: (gather.perspective_record(perspective),), {})


def _claim(key: str) -> Thing | None:
    found = gather.claim_record(UUID(key))
    if found is None:
        return None
    obj, text = found
    claim = next((one for one in claims_in([text]) if one.event.id == key), None)
    return _readable_claim(obj, key) if claim is not None else _withdrawn_claim(text, key)


def _readable_claim(obj: ObjectRecord, key: str) -> Thing:
    claim = next(one for one in claims_in(obj.texts) if one.event.id == key)
    page = ("object-provenance", obj.identifier, f"#claim-{key}")
    return Thing(
        addresses.CLAIM,
        key,
        lambda: (obj, claim),
        {"latest-version": _edition_uri(claim.edition)},
        shown_at=page if claim.is_current else ("edition", claim.edition.id, ""),
    )


def _withdrawn_claim(text: TextRecord, key: str) -> Thing | None:
    withdrawn = [one for one in text.editions if one.state == "withdrawn"]
    if not withdrawn:
        return None
    edition = withdrawn[-1]
    tombstone = _tombstone(text, edition) | {"id": addresses.identifier_uri(addresses.CLAIM, key)}
    return Thing(addresses.CLAIM, key, tuple, {}, tombstone, ("edition", edition.id, ""))


def _research(key: str) -> Thing | None:
    record = gather_research.research_record(key)
    if record is None:
        return None
    return Thing(addresses.RESEARCH, key, lambda: (record,), {}, shown_at=("dossier", key, ""))


def _scheme(key: str) -> Thing | None:
    found = scheme_named(key)
    return Thing(addresses.SCHEME, key, lambda: (found,), {}) if found is not None else None


def _edition_uri(edition: EditionRecord) -> str:
    return addresses.identifier_uri(addresses.EDITION, edition.id)


def _versions(text: TextRecord, edition: EditionRecord) -> dict[str, str]:
    place = text.editions.index(edition)
    links = {
        "version-history": addresses.identifier_uri(addresses.TEXT, text.id),
        "latest-version": _edition_uri(text.editions[-1]),
    }
    if place > 0:
        links["predecessor-version"] = _edition_uri(text.editions[place - 1])
    if place + 1 < len(text.editions):
        links["successor-version"] = _edition_uri(text.editions[place + 1])
    return links


def _tombstone(text: TextRecord, edition: EditionRecord) -> dict[str, str | int]:
    return {
        "id": _edition_uri(edition),
        "state": "withdrawn",
        "withdrawn": edition.withdrawn_at.isoformat(timespec="seconds") if edition.withdrawn_at else "",
        "reason": edition.withdrawal_reason,
        "number": edition.number or 0,
        "text": addresses.identifier_uri(addresses.TEXT, text.id),
    }


_FINDERS: Mapping[str, Callable[[str], Thing | None]] = {
    addresses.OBJECT: _object,
    addresses.TEXT: _text,
    addresses.EDITION: _edition,
    addresses.VOICE: _voice,
    addresses.PERSPECTIVE: _perspective,
    addresses.CLAIM: _claim,
    addresses.RESEARCH: _research,
    addresses.SCHEME: _scheme,
}

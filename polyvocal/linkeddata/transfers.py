"""What passed in a provenance event, from whom to whom, as the parts of a Linked Art activity.

Looting and theft pass custody and never title (linked.art/model/provenance), unless the event itself says that title
passed. Where nothing says what passed it is a `Transfer`, which the schemas know only as something assigned.
"""

from collections.abc import Collection

from polyvocal.dates import bounds
from polyvocal.linkeddata import parts
from polyvocal.linkeddata.terms import Node, concept
from polyvocal.provenance.methods import METHODS
from polyvocal.records import PartyRecord, ProvenanceEventRecord

FIELDS = frozenset({"receiver", "receiver_agent", "sender", "sender_agent", "place", "tenure"})
"""What of an event may be doubted by itself."""
_MOVES = frozenset({"delivered", "returned", "on_tour"})
_GONE = frozenset({"destruction", "expiration"})


def doubted_in(event: ProvenanceEventRecord) -> frozenset[str]:
    """Return which fields of an event are uncertain."""
    names = {name for name in ("receiver", "receiver_agent", "sender", "sender_agent") if _is_doubted(event, name)}
    return frozenset(names | (FIELDS & set(event.uncertain)))


def is_surely_meant(event: ProvenanceEventRecord) -> bool:
    """Whether the statement says of the event as a whole that it happened, and how, without a “possibly”."""
    return event.is_certain and "method" not in event.uncertain


def transfers(event: ProvenanceEventRecord, uri: str, obj: Node, *, fields: Collection[str] = FIELDS) -> list[Node]:
    """Return what the statement says happened: the parts that the schemas know. Only `fields` are told of."""
    title, custody = _passing(event)
    told = _told(event, uri, fields)
    nodes: list[Node] = []
    if _is_a(event.method, "found"):
        nodes.append({"type": "Encounter"} | told | {"encountered": [obj]})
    if title:
        nodes.append({"type": "Acquisition"} | told | _sides(event, uri, fields, "transferred_title") | {
            "transferred_title_of": [obj]
        })  # fmt: skip
    if custody:
        nodes.append({"type": "TransferOfCustody"} | told | _sides(event, uri, fields, "transferred_custody") | {
            "transferred_custody_of": [obj]
        })  # fmt: skip
    if event.method in _MOVES and event.place and "place" in fields:
        nodes.append({"type": "Move", "moved": [obj], "moved_to": place(event.place, f"{uri}#place")})
    return nodes


def unknown_transfer(
    event: ProvenanceEventRecord, uri: str, obj: Node, *, fields: Collection[str] = FIELDS
) -> list[Node]:
    """Return the passing of an object of which nothing says what passed; none where it ceased to be."""
    if event.method in _GONE:
        return []
    told = _told(event, uri, fields) | _sides(event, uri, fields, "transferred")
    return [{"type": "Transfer"} | told | {"transferred": [obj]}]


def payment(event: ProvenanceEventRecord, uri: str, *, fields: Collection[str] = FIELDS) -> list[Node]:
    """Return what was paid, as written; who gives the object is paid, and who receives it pays."""
    if not event.price:
        return []
    sides = _sides(event, uri, fields, "paid")
    turned = parts.filled({"paid_from": sides.get("paid_to", []), "paid_to": sides.get("paid_from", [])})
    return [{"type": "Payment"} | turned | {"referred_to_by": [parts.note(event.price)]}]


def departure(event: ProvenanceEventRecord, uri: str, obj: Node, *, label: str) -> list[Node]:
    """Return when the object left the party that it came to, where the statement says so."""
    span = _within(event.tenure.bote, event.tenure.eote)
    if not span or event.receiver is None:
        return []
    return [
        {"type": "Transfer", "_label": label, "timespan": span,
         "transferred_from": [party(event.receiver, f"{uri}#receiver")], "transferred": [obj]}
    ]  # fmt: skip


def arrival(event: ProvenanceEventRecord) -> Node:
    """Return the time within which the object came to the party; {} where nothing is said."""
    return _within(event.tenure.botb, event.tenure.eotb, called=event.tenure.as_written)


def party(one: PartyRecord, uri: str) -> Node:
    """Return the reference to a party as named then, with the life dates and the place of the statement."""
    return parts.reference(uri, "Person" if one.born or one.died else "Group", party_in_words(one))


def party_in_words(one: PartyRecord) -> str:
    """Return a party with its life dates, part and place."""
    life = f" ({one.born or '?'}–{one.died or '?'})" if one.born or one.died else ""
    return ", ".join(words for words in (f"{one.name}{life}", one.role, one.place) if words)


def place(name: str, uri: str) -> Node:
    """Return the reference to a place as named."""
    return parts.reference(uri, "Place", name)


def way(event: ProvenanceEventRecord) -> list[Node]:
    """Return the term for how the object passed, in a list; empty where the thesaurus has none."""
    method = METHODS.get(event.method)
    return [concept(method.uri, method.labels["en"])] if method and method.uri else []


def _is_doubted(event: ProvenanceEventRecord, name: str) -> bool:
    found: PartyRecord | None = getattr(event, name)
    return found is not None and not found.is_certain


def _passing(event: ProvenanceEventRecord) -> tuple[bool, bool]:
    method = METHODS.get(event.method)
    is_taken, is_found = _is_a(event.method, "theft"), _is_a(event.method, "found")
    if method is None or method.id in _GONE:
        return bool(event.transfers_title), bool(event.transfers_custody)
    by_rule = (method.title_passes and not is_taken and method.id != "lost", method.custody_passes)
    title, custody = (False, False) if is_found else by_rule
    return (
        title if event.transfers_title is None else event.transfers_title,
        custody if event.transfers_custody is None else event.transfers_custody,
    )


def _is_a(method: str, ancestor: str) -> bool:
    while method in METHODS and method != ancestor:
        method = METHODS[method].parent
    return method == ancestor


def _told(event: ProvenanceEventRecord, uri: str, fields: Collection[str]) -> Node:
    agents = [
        party(one, f"{uri}#{name.replace('_', '-')}")
        for name in ("receiver_agent", "sender_agent")
        if name in fields and (one := getattr(event, name)) is not None
    ]
    return parts.filled(
        {
            "classified_as": way(event),
            "timespan": arrival(event) if "tenure" in fields else {},
            "took_place_at": [place(event.place, f"{uri}#place")] if event.place and "place" in fields else [],
            "carried_out_by": agents,
        }
    )


def _sides(event: ProvenanceEventRecord, uri: str, fields: Collection[str], verb: str) -> Node:
    return parts.filled(
        {
            f"{verb}_from": [party(event.sender, f"{uri}#sender")] if event.sender and "sender" in fields else [],
            f"{verb}_to": [party(event.receiver, f"{uri}#receiver")] if event.receiver and "receiver" in fields else [],
        }
    )


def _within(first_edtf: str, last_edtf: str, *, called: str = "") -> Node:
    first, _last = bounds(first_edtf) or (None, None)
    _first, last = bounds(last_edtf) or (None, None)
    if first and last and last < first:
        first = last = None
    return parts.days(first, last, called=called)

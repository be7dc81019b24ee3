"""The parties of a provenance event as a claim names them: records within the claim's own graph, nowhere else."""

from collections.abc import Iterator

from polyvocal.linkeddata import parts
from polyvocal.linkeddata.claims import Claim
from polyvocal.linkeddata.terms import Node
from polyvocal.linkeddata.transfers import party, place
from polyvocal.records import PartyRecord, Span

ROLES = ("receiver", "receiver_agent", "sender", "sender_agent")


def party_records(claim: Claim) -> Iterator[Node]:
    """Yield what a claim says of its parties: name, life dates, place, and the authority file that knows them."""
    for role in ROLES:
        one: PartyRecord | None = getattr(claim.event, role)
        if one is not None:
            yield _party_record(one, f"{claim.uri}#{role.replace('_', '-')}")


def _party_record(one: PartyRecord, uri: str) -> Node:
    reference = party(one, uri)
    home = [place(one.place, f"{uri}-place")] if one.place and one.is_place_certain else []
    return parts.filled(
        dict(reference)
        | {
            "identified_by": [parts.name(one.name)],
            "born": _life("Birth", one.born),
            "died": _life("Death", one.died),
            "residence": home,
            "equivalent": parts.equivalents([one.uri], reference["type"], one.name),
        }
    )


def _life(kind: str, edtf: str) -> Node:
    span = parts.edtf_period(Span(edtf, edtf))
    return {"type": kind, "timespan": span} if span else {}

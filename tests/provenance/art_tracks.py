"""What the Art Tracks parsers would say of a statement: our reading in their terms, to hold against their tests."""

import re
from typing import Any

from polyvocal.provenance import METHODS, Event, Party, Statement, Unparsed, read_statement


def read(text: str) -> Statement:
    """Read a text as the Carnegie Museum of Art writes it, which is the notation of the standard."""
    return read_statement(text, notation="cmoa", language="en")


def first_version(text: str) -> list[dict[str, Any]]:
    """Return the periods as museum_provenance 1 names their fields; what it concludes from neighbours is left out."""
    statement = read(text)
    return [
        _period(clause) | {"direct_transfer": _is_direct(statement, number)}
        for number, clause in enumerate(statement.clauses)
    ]


def _is_direct(statement: Statement, number: int) -> bool | None:
    """What the step after a period says; the last has none."""
    return statement.edges[number] == "direct" if number < len(statement.edges) else None


def _period(clause: Event | Unparsed) -> dict[str, Any]:
    words = re.sub(r"\s*(?:\[(?:\d+|[a-z])\]|\*+)$", "", clause.verbatim)
    if isinstance(clause, Unparsed):
        return {
            "text": words,
            "unparsable": True,
            "period_certain": clause.is_certain,
            "footnote": clause.footnote or None,
        }
    party = clause.receiver or clause.seller or clause.sellers_agent
    return {
        "text": words,
        "period_certain": clause.is_certain,
        "acquisition_method_id": _their_method(clause),
        "party": _party(party, possessive=_possessive(clause)) if party else None,
        "location": _location(clause, party),
        "dates": {which: getattr(clause.dates, which) or None for which in ("botb", "eotb", "bote", "eote")},
        "dealer_parentheses": clause.dealer_parentheses,
        "stock_number": clause.stock or clause.lot or " ".join(f"(L.{mark})" for mark in clause.marks) or None,
        "footnote": clause.footnote or None,
    }


def _their_method(event: Event) -> str | None:
    method = METHODS.get(event.method or event.departure)
    return (method.art_tracks or method.id) if method else None


def _possessive(event: Event) -> str:
    """“Quill's sale”: the first version keeps the ending with the name."""
    return next((piece.words for piece in event.layout if piece.role == "own" and piece.words in ("'s", "’s")), "")


def _party(party: Party, *, possessive: str) -> dict[str, Any]:
    life = party.life
    birth, death = (life.birth, life.death) if life else ("", "")
    return {"name": _called(party) + possessive, "certain": party.is_certain} | _years(birth=birth, death=death)


def _years(**years: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, year in years.items():
        found[name] = year.rstrip("?~") or None
        found[f"{name}_certain"] = not year.endswith("?") if year else None
    return found


def _called(party: Party) -> str:
    """The name with what stands before and behind it, as the first version keeps it."""
    return re.sub(r"\s*[\[(](?:[bd]\. ?)?[\d?]*\s?-?\s?[\d?]*[\])]", "", party.written).rstrip("?")


def _location(event: Event, party: Party | None) -> dict[str, Any] | None:
    """The place of the party; of a sale by its seller, house and place together."""
    roles = ("receiver.place", "seller.place") if party is not event.sellers_agent else ("sellers_agent.place",)
    if party is event.seller:
        roles = ("seller.place", "transfer_place", "sellers_agent", "sellers_agent.place")
    words = ", ".join(piece.words for piece in event.layout if piece.role in roles)
    return {"name": words.rstrip("?"), "certain": not words.endswith("?")} if words else None

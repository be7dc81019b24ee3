"""What a clause says for the next: how the object left one party is how it came to the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from polyvocal.provenance.statements import Clause, Event, Piece, Unparsed


def with_methods_before(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """“Quill, sold; to Marsh”: how the object left the one is how it came to the other."""
    departure = ""
    for clause, after in zip_longest(clauses, clauses[1:]):
        if isinstance(clause, Unparsed):
            departure = ""
            yield clause
            continue
        read = _leaving(clause) if after is not None and _follows_with_to(after) else clause
        if departure and _is_sent(read):
            sent = Piece(f"sent-{departure}", read.layout[0].words)
            yield replace(read, method=departure, layout=(sent, *read.layout[1:]))
        else:
            yield read
        departure = read.departure


def _follows_with_to(clause: Clause) -> bool:
    return _is_sent(clause) if isinstance(clause, Event) else clause.verbatim.startswith("to ")


def _is_sent(event: Event) -> bool:
    return not event.method and bool(event.layout) and event.layout[0].role == "connector"


def _leaving(event: Event) -> Event:
    """“Quill, by descent; to Marsh”: what stands behind a name that another follows with “to” is how it left."""
    roles = [piece.role for piece in event.layout]
    is_behind = "receiver" in roles and "method" in roles and roles.index("method") > roles.index("receiver")
    return replace(event, method="", departure=event.method) if is_behind and event.method else event

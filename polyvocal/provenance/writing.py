"""A provenance statement back into text, and where that text and a stored one have drifted apart."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from polyvocal.comparing import compared
from polyvocal.provenance.lexicon import spoken
from polyvocal.provenance.methods import METHODS
from polyvocal.provenance.parties import read_name, read_place
from polyvocal.provenance.sales import read_marks
from polyvocal.provenance.statements import (
    Clause,
    Directness,
    Event,
    Life,
    Party,
    Piece,
    Place,
    Statement,
    Unparsed,
)

_FIXED = frozenset(("own", "connector", "bracket", "colon", "for", "note_key", "dealer", "inline_note"))
"""Words of a clause that no field holds: they stay as they were."""


def write_statement(statement: Statement) -> str:
    """Write a statement from its fields.

    What was read and not changed since comes back as it was written, word for word; what was changed or added is
    written in the form of the Art Tracks standard, in the language of the statement.
    """
    return "".join(words for words, _clause in _written(statement))


def write_event(event: Event, *, language: str = "en") -> str:
    """Write one event from its fields, without the mark that ends its clause."""
    given = dict(_fields(event, language))
    if not event.layout:
        written = _in_dutch(given, event) if spoken(language) == "nl" else _in_standard_form(given, event)
        return f"({written})" if event.dealer_parentheses else written
    return _in_its_own_form(given, event)


@dataclass(frozen=True, slots=True)
class Drift:
    """A difference: what the statement says, what the stored text says, and in which clause (None: outside them)."""

    ours: str
    stored: str
    clause: int | None


def drift(statement: Statement, stored_text: str) -> list[Drift]:
    """Return where the statement, written out, and a stored text differ in words; space does not count."""
    ours = " ".join(write_statement(statement).split())
    found: list[Drift] = []
    place, removed = 0, ""
    for piece in [*compared(ours, " ".join(stored_text.split())), None]:
        if piece is not None and piece.kind == "removed":
            removed += piece.words
            continue
        added = piece.words if piece is not None and piece.kind == "added" else ""
        if (removed + added).strip():
            found.append(Drift(removed.strip(), added.strip(), _clause_at(statement, place)))
        place += len(removed) + (len(piece.words) if piece is not None and piece.kind == "same" else 0)
        removed = ""
    return found


def _clause_at(statement: Statement, place: int) -> int | None:
    """Return the clause in which a place of the text lies, space being counted as one."""
    length, text = 0, ""
    for words, clause in _written(statement):
        text += words
        length = len(" ".join(text.split()))
        if place < length:
            return clause
    return None


def _written(statement: Statement) -> Iterator[tuple[str, int | None]]:
    counts = {role: sum(piece.role == role for piece in statement.layout) for role in ("clause", "note", "citation")}
    given = {"clause": statement.clauses, "note": statement.notes, "citation": statement.citations}
    if all(counts[role] == len(held) for role, held in given.items()):
        yield from _as_laid_out(statement)
    else:
        yield from _laid_out_anew(statement)


def _as_laid_out(statement: Statement) -> Iterator[tuple[str, int | None]]:
    steps, notes, citations = iter(statement.edges), iter(statement.notes), iter(statement.citations)
    authorities = iter(statement.authorities)
    for piece in statement.layout:
        if piece.role == "clause":
            number = int(piece.words)
            yield _clause_words(statement.clauses[number], statement.language), number
        elif piece.role.startswith("step-"):
            yield _step_words(piece, next(steps)), None
        elif piece.role in ("note", "citation"):
            yield next(notes if piece.role == "note" else citations).text, None
        elif piece.role == "authority":
            authority = next(authorities)
            is_kept = authority.written == piece.words.partition(":")[2].strip() and piece.words.startswith(
                authority.name
            )
            yield piece.words if is_kept else f"{authority.name}: {authority.written}", None
        else:
            yield piece.words, None


def _step_words(piece: Piece, step: Directness) -> str:
    """The mark as it was; of a step that was changed, the mark of the standard."""
    words = piece.words
    if piece.role == f"step-{step}":
        return words
    if step is Directness.UNKNOWN:
        return words.replace(";", ".") if ";" in words else ". "
    return words.replace(".", ";", 1) if "." in words else f";{words}"


def _laid_out_anew(statement: Statement) -> Iterator[tuple[str, int | None]]:
    """Write a statement whose clauses or notes are no longer those that were read, as the standard does."""
    last = len(statement.clauses) - 1
    for number, clause in enumerate(statement.clauses):
        words = _clause_words(clause, statement.language)
        step = statement.edges[number] if number < len(statement.edges) else Directness.UNKNOWN
        opens = number == 0 or statement.edges[number - 1 : number] == (Directness.UNKNOWN,)
        yield (words[:1].upper() + words[1:] if opens else words), number
        yield ("." if number == last else "; " if step is Directness.DIRECT else ". "), None
    for heading, notes in (("Notes", statement.notes), ("Citations", statement.citations)):
        yield from (_section(heading, [f"[{one.key}]. {one.text}" for one in notes]),) if notes else ()
    if statement.authorities:
        yield _section("Authorities", [f"{one.name}: {one.written}" for one in statement.authorities])


def _section(heading: str, lines: list[str]) -> tuple[str, None]:
    return f"\n\n{heading}:\n\n" + "\n".join(lines), None


def _clause_words(clause: Clause, language: str) -> str:
    return clause.verbatim if isinstance(clause, Unparsed) else write_event(clause, language=language)


def _fields(event: Event, language: str) -> Iterator[tuple[str, str]]:
    """Yield the words of each field that has any, by the role of their piece, in the order of the standard."""
    written = {piece.role: piece.words for piece in event.layout}
    if not event.is_certain:
        yield "certainty", written.get("certainty", "Possibly" if language == "en" else "Mogelijk")
    if event.method_words or event.method:
        yield "method", event.method_words or _preferred(event.method, language)
    for role in ("agent", "receiver", "seller", "sellers_agent"):
        party: Party | None = getattr(event, role)
        if party is not None:
            has_clause_apart = f"{role}.clause" in written
            yield role, _party_words(replace(party, clause="", relation=None) if has_clause_apart else party)
            if has_clause_apart and party.clause:
                yield f"{role}.clause", party.clause
            if party.place is not None:
                yield f"{role}.place", _place_words(party.place, written.get(f"{role}.place", ""))
    if event.named_event:
        yield (
            "named_event",
            written.get("named_event", "")
            if event.named_event in written.get("named_event", "")
            else f'"{event.named_event}"',
        )
    if event.transfer_place is not None:
        yield "transfer_place", _place_words(event.transfer_place, written.get("transfer_place", ""))
    yield from _other_fields(event, written)


def _other_fields(event: Event, written: dict[str, str]) -> Iterator[tuple[str, str]]:
    plain = {
        "dates": event.dates.written, "stock": event.stock, "lot": event.lot, "description": event.description,
        "price": event.price.written if event.price else "", "remark": event.remark,
    }  # fmt: skip
    yield from ((role, words) for role, words in plain.items() if words)
    if event.marks:
        kept = written.get("marks", "")
        yield "marks", kept if read_marks(kept) else " ".join(f"(L.{mark})" for mark in event.marks)


def _preferred(method: str, language: str) -> str:
    return METHODS[method].preferred(language) if method in METHODS else ""


def _party_words(party: Party) -> str:
    bare = replace(party, place=None, uri="")
    if party.written and read_name(party.written) == bare:
        return party.written
    name = f"{party.kind} {party.name}".strip() + ("" if party.is_certain else "?")
    years = " ".join(_life_words(life) for life in party.lives)
    return f"{name} {years}".strip() + (f", {party.clause}" if party.clause else "")


def _life_words(life: Life) -> str:
    return life.written or f"[{life.birth}-{life.death}]"


def _place_words(place: Place, written: str) -> str:
    if written and read_place(written) == replace(place, uri=""):
        return written
    return place.name + ("" if place.is_certain else "?")


def _in_its_own_form(given: dict[str, str], event: Event) -> str:
    """Put the words of the fields where the source had them; what has no place there follows, before the note marks."""
    sources = iter(event.sources)
    pieces: list[str] = []
    glue, is_cut = "", False
    for piece in event.layout:
        if not piece.role:
            glue = piece.words
            continue
        is_kept = piece.role in _FIXED or _sends(piece, event)
        words = piece.words if is_kept else _current(piece, given, event, sources)
        if piece.role in ("connector", "for") and _leads_nowhere(event, piece, given):
            words = ""
        if words:
            pieces += ["" if is_cut and not pieces else glue, words]
        is_cut |= not words
        glue = ""
    keys = _keys_at_the_end(event)
    first, body, last = [], pieces[: len(pieces) - keys], pieces[len(pieces) - keys :]
    if event.layout and event.layout[0].role == "dealer":
        first, body = body[:2], body[2:]
    new = _new_roles(given, event)
    before = [f"{given[role]} " for role in _LEADING if role in new]
    behind = list(_appended([role for role in new if role not in _LEADING], given))
    return "".join([*first, *before, *body, *behind, *last, "" if behind else glue])


def _leads_nowhere(event: Event, piece: Piece, given: dict[str, str]) -> bool:
    """A “to” or “from” goes with the party that it led to."""
    roles = [one for one in event.layout if one.role]
    after = roles[next(place for place, one in enumerate(roles) if one is piece) + 1 :]
    return bool(after) and after[0].role not in _FIXED and after[0].role not in ("method", "method_end", *given)


_LEADING = ("certainty", "method")
"""What stands before everything else in a clause."""


def _new_roles(given: dict[str, str], event: Event) -> list[str]:
    laid_out = {"method" if _sends(piece, event) else piece.role for piece in event.layout}
    return [role for role in given if role not in laid_out]


def _sends(piece: Piece, event: Event) -> bool:
    """Say whether a “to” tells the method by what the clause before said of how the object left."""
    return piece.role == f"sent-{event.method}"


def _keys_at_the_end(event: Event) -> int:
    """Return how many of the last pieces are note marks and the space before them."""
    trailing = takewhile(lambda piece: piece.role == "note_key", (one for one in reversed(event.layout) if one.role))
    return 2 * sum(1 for _piece in trailing)


def _current(piece: Piece, given: dict[str, str], event: Event, sources: Iterator[str]) -> str:
    """Return what now stands at the place of a piece."""
    if piece.role in ("method", "method_end"):
        return _method_words(piece, event)
    if piece.role == "source":
        source = next(sources, "")
        is_kept = piece.words in (source, f"({source})", f"[{source}]")
        return piece.words if is_kept or not source else f"({source})"
    return given.get(piece.role, "")


def _method_words(piece: Piece, event: Event) -> str:
    """A method may be written in two pieces, with a date between them; a new one stands in the place of the first."""
    kept = " ".join(one.words for one in event.layout if one.role in ("method", "method_end"))
    if " ".join(event.method_words.split()) == " ".join(kept.split()):
        return piece.words
    return event.method_words if piece.role == "method" else ""


_BEFORE = {
    "agent": " ",
    "receiver": " ",
    "seller": ", from ",
    "sellers_agent": ", through ",
    "transfer_place": ", in ",
    "price": " for ",
}
"""What the standard writes before a field; a comma where nothing is said."""


def _appended(roles: list[str], given: dict[str, str]) -> Iterator[str]:
    return (f"{_BEFORE.get(role, ', ')}{given[role]}" for role in roles)


def _in_standard_form(given: dict[str, str], event: Event) -> str:
    """Write an event that was never read: “Possibly purchased by A for B, from C, dates (lot, for price) [1]”."""
    head = " ".join(given[role] for role in ("certainty", "method") if role in given)
    agent, receiver = (_with_place(role, given) for role in ("agent", "receiver"))
    parties = " for ".join(one for one in (agent, receiver) if one)
    others = [(_BEFORE[role] + _with_place(role, given)) for role in ("seller", "sellers_agent") if role in given]
    if "named_event" in given:
        others.append(f", at {given['named_event']}")
    if "transfer_place" in given:
        others.append(f", in {given['transfer_place']}")
    dates = f", {given['dates']}" if "dates" in given else ""
    sale = ", ".join(
        [
            *(given[role] for role in ("stock", "lot") if role in given),
            *([f"for {given['price']}"] if "price" in given else []),
        ]
    )
    written = f"{head} {parties}".strip() + "".join(others) + dates + (f" ({sale})" if sale else "")
    return _with_keys(written, event)


def _in_dutch(given: dict[str, str], event: Event) -> str:
    """Write the same as Dutch has it: “Mogelijk aankoop van B, via C, door A, dates, lot (price) [1]”."""
    method = METHODS.get(event.method)
    to, of = (method.preferred("nl"), method.preferred("nl", naming="of")) if method else ("", "")
    buyers = " voor ".join(one for one in (_with_place(role, given) for role in ("agent", "receiver")) if one)
    seller = _with_place("seller", given)
    names_seller = bool(seller and of and not event.method_words)
    through = f", via {_with_place('sellers_agent', given)}" if "sellers_agent" in given else ""
    if names_seller:
        link = "door" if to.endswith(" door") else "aan"
        receiving = f"{',' if through or ', ' in seller else ''} {link} {buyers}" if buyers else ""
        parties = f"{of} {seller}{through}{receiving}"
    else:
        parties = f"{given.get('method', '')} {buyers}".strip() + (f", van {seller}" if seller else "") + through
    rest = [
        *([f"op {given['named_event']}"] if "named_event" in given else []),
        *([f"te {given['transfer_place']}"] if "transfer_place" in given else []),
        *(given[role] for role in ("dates", "stock", "lot") if role in given),
    ]
    written = ", ".join([f"{given.get('certainty', '')} {parties}".strip(), *rest])
    return _with_keys(written + (f" ({given['price']})" if "price" in given else ""), event)


def _with_keys(written: str, event: Event) -> str:
    keys = "".join(f"[{key}]" for key in event.note_keys)
    return written.strip(" ,") + (f" {keys}" if keys else "")


def _with_place(role: str, given: dict[str, str]) -> str:
    return ", ".join(given[one] for one in (role, f"{role}.place") if one in given)

"""A text into a provenance statement, clause by clause; what is not understood in full is kept as it stands."""

import re
from dataclasses import dataclass, replace

from polyvocal.dates import OwnershipDates
from polyvocal.provenance.auctions import read_sale
from polyvocal.provenance.bounded import LONGEST_CLAUSE, is_readable
from polyvocal.provenance.chains import with_methods_before
from polyvocal.provenance.clauses import ClauseSpan, split_clauses
from polyvocal.provenance.cutting import Cutting
from polyvocal.provenance.fronts import read_front
from polyvocal.provenance.heads import ROLES, find_inner_method, read_head, read_passive, read_suffix, take_certainty
from polyvocal.provenance.methods import Form
from polyvocal.provenance.names import is_organisation, looks_like_place
from polyvocal.provenance.notations import NOTATIONS, Notation, Square
from polyvocal.provenance.parties import read_party, read_place
from polyvocal.provenance.remarks import keys_in
from polyvocal.provenance.roles import Roles, method_of, read_roles
from polyvocal.provenance.sections import split_sections
from polyvocal.provenance.statements import Clause, Event, Piece, Statement, Unparsed
from polyvocal.provenance.tails import Tail, merge, read_middle, read_tail
from polyvocal.provenance.tying import with_authorities, with_notes


def read_statement(text: str, *, notation: str, language: str) -> Statement:
    """Read a provenance statement.

    `notation` is the name of one of `NOTATIONS`, declared for the source; `language` a BCP 47 tag of English or Dutch.
    A clause is understood when each of its words has found a field by a rule; one that is not becomes `Unparsed`, in
    its place, with its words; so does a whole text that is longer than people write. Raises KeyError for a notation
    that is not known.
    """
    house = NOTATIONS[notation]
    if not is_readable(text):
        return _unread(text, notation, language)
    sections = split_sections(text)
    spans = split_clauses(text, sections.paragraph_end, notation=house, language=language)
    clauses = [_clause(text, span, house, language) for span in spans]
    clauses = [with_notes(clause, sections) for clause in with_methods_before(clauses)]
    return Statement(
        text=text,
        notation=notation,
        language=language,
        clauses=tuple(with_authorities(clause, sections) for clause in clauses),
        edges=tuple(span.step for span in spans[:-1]),
        notes=sections.notes,
        authorities=sections.authorities,
        citations=sections.citations,
        remarks=sections.remarks,
        layout=(*_layout(text, spans, sections.paragraph_end), *sections.layout),
    )


def _unread(text: str, notation: str, language: str) -> Statement:
    """Keep a text that is too long to be read as one clause that is not understood."""
    words = text.strip()
    start = len(text) - len(text.lstrip())
    end = start + len(words)
    clauses = (replace(_verbatim(words), start=start, end=end),) if words else ()
    around = (Piece("", text[:start]), *(Piece("clause", "0") for _one in clauses), Piece("", text[end:]))
    layout = tuple(piece for piece in around if piece.words)
    return Statement(text=text, notation=notation, language=language, clauses=clauses, layout=layout)


def _layout(text: str, spans: list[ClauseSpan], end: int) -> list[Piece]:
    """Say how the paragraph was written: clauses by their number, the marks that end them, space."""
    pieces, place = [], 0
    for number, span in enumerate(spans):
        if span.start > place:
            pieces.append(Piece("", text[place : span.start]))
        pieces.append(Piece("clause", str(number)))
        if number < len(spans) - 1 or span.mark_end > span.end:
            pieces.append(
                Piece(f"step-{span.step}" if number < len(spans) - 1 else "close", text[span.end : span.mark_end])
            )
        place = max(span.end, span.mark_end)
    if end > place:
        pieces.append(Piece("", text[place:end]))
    return pieces


@dataclass(slots=True)
class _Frame:
    """A clause without its note marks and outer brackets."""

    start: int
    end: int
    is_bracketed: bool = False


def _clause(text: str, span: ClauseSpan, notation: Notation, language: str) -> Clause:
    words = text[span.start : span.end]
    keys = keys_in(text[span.end : span.mark_end])
    read = _event(words, notation, language)
    return replace(read, start=span.start, end=span.end, note_keys=(*read.note_keys, *keys))


def _frame(cutting: Cutting, end: int, notation: Notation) -> _Frame:
    """Take the brackets around a whole clause."""
    text = cutting.text[:end]
    is_square = notation.square is Square.DEALER or (notation.square is Square.AGENT and text.startswith("["))
    opening, closing = ("[", "]") if is_square else ("(", ")")
    if not (text.startswith(opening) and text.endswith(closing)) or _closes_early(text, opening, closing):
        return _Frame(0, end)
    cutting.take("dealer", 0, 1)
    cutting.take("dealer", end - 1, end)
    return _Frame(1, end - 1, is_bracketed=True)


def _closes_early(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == opening) - (letter == closing)
        if depth == 0:
            return place < len(text) - 1
    return True


@dataclass(slots=True)
class _Reading:
    """One way in which a clause was understood."""

    cutting: Cutting
    tail: Tail
    roles: Roles
    form: Form | None = None
    method_words: str = ""
    is_certain: bool = True
    is_dated_before: bool = False


def _first_reading(cutting: Cutting, frame: _Frame, tail: Tail, notation: Notation, language: str) -> _Reading | None:
    """Try the forms of a clause; where none fits, once more with dates and lots taken out of its middle."""
    reading = _reading_of(cutting, frame, tail, notation, language)
    if reading is None:
        more, found = cutting.copy(), replace(tail)
        read_middle(more, found, start=frame.start, end=frame.end, notation=notation, language=language)
        reading = _reading_of(more, frame, found, notation, language) if found != tail else None
    return reading or _fronted_reading(cutting, frame, tail, notation, language)


def _fronted_reading(cutting: Cutting, frame: _Frame, tail: Tail, notation: Notation, language: str) -> _Reading | None:
    """Try a date that opens the clause, then what follows, with a lot in its middle or without."""
    more, found = cutting.copy(), replace(tail)
    start = read_front(more, found, start=frame.start, end=frame.end, notation=notation, language=language)
    if start is None:
        return None
    rest = replace(frame, start=start)
    reading = _reading_of(more, rest, found, notation, language)
    if reading is None:
        read_middle(more, found, start=start, end=frame.end, notation=notation, language=language)
        reading = _reading_of(more, rest, found, notation, language)
    return reading


def _reading_of(cutting: Cutting, frame: _Frame, tail: Tail, notation: Notation, language: str) -> _Reading | None:
    """Try a sale by its seller, a method before the name, behind it, or within, and last a party with no method."""
    for way in (_as_sale, _as_method, _as_passive, _as_suffix, _as_inner, _as_party):
        reading = way(_Attempt(cutting.copy(), frame.start, frame.end, replace(tail), notation, language))
        if reading is not None and not reading.cutting.leftover:
            return reading
    return None


@dataclass(slots=True)
class _Attempt:
    """What an attempt begins with: a cutting of its own, the stretch to read, the tail found so far."""

    cutting: Cutting
    start: int
    end: int
    tail: Tail
    notation: Notation
    language: str

    def roles(self, *, role: str, form: Form | None) -> Roles | None:
        """Read the parties of the whole stretch."""
        if not self.cutting.text[self.start : self.end].strip(" ,"):
            return Roles() if form is not None else None
        return read_roles(
            self.cutting,
            start=self.start,
            end=self.end,
            role=role,
            form=form,
            notation=self.notation,
            language=self.language,
        )

    def reading(self, roles: Roles | None, **given: object) -> _Reading | None:
        """Return the reading, or None where the parties were not understood."""
        return _Reading(self.cutting, self.tail, roles, **given) if roles is not None else None  # type: ignore[arg-type]


def _as_sale(attempt: _Attempt) -> _Reading | None:
    is_certain = _certainty(attempt)
    before = len(attempt.cutting.layout)
    roles = read_sale(
        attempt.cutting, start=attempt.start, end=attempt.end, notation=attempt.notation, language=attempt.language
    )
    if roles is None:
        return None
    words = " ".join(piece.words for piece in attempt.cutting.layout[: before + 8] if piece.role == "method")
    return attempt.reading(roles, form=Form(words, "consignment", "at"), method_words=words, is_certain=is_certain)


def _certainty(attempt: _Attempt) -> bool:
    place = take_certainty(attempt.cutting, start=attempt.start, end=attempt.end)
    is_certain, attempt.start = place == attempt.start, place
    return is_certain


def _as_method(attempt: _Attempt) -> _Reading | None:
    is_certain = _certainty(attempt)
    head = read_head(
        attempt.cutting,
        start=attempt.start,
        end=attempt.end,
        language=attempt.language,
        convention=attempt.notation.convention,
    )
    if head.form is None:
        return None
    if head.dates is not None:
        if attempt.tail.dates.is_understood:
            return None
        attempt.tail.dates = head.dates
    attempt.start = head.start
    _unwrap(attempt)
    roles = attempt.roles(role=ROLES[head.form.naming], form=head.form)
    return attempt.reading(roles, form=head.form, method_words=head.words, is_certain=is_certain)


def _unwrap(attempt: _Attempt) -> None:
    """Take the bracket that closes “Geschenk 1934 (van X)”, whose opening stood before the preposition."""
    words = attempt.cutting.text[attempt.start : attempt.end].rstrip()
    if words.endswith(")") and words.count(")") > words.count("("):
        end = attempt.start + len(words)
        attempt.cutting.take("bracket", end - 1, end)
        attempt.end = end - 1


def _as_suffix(attempt: _Attempt) -> _Reading | None:
    is_certain = _certainty(attempt)
    _to(attempt)
    found = read_suffix(attempt.cutting, start=attempt.start, end=attempt.end, language=attempt.language)
    if found is None:
        return None
    form, words, attempt.end, is_sure = found
    more, attempt.end = read_tail(
        attempt.cutting, start=attempt.start, end=attempt.end, notation=attempt.notation, language=attempt.language
    )
    is_dated_before = more.dates.is_understood
    if not merge(more, attempt.tail):
        return None
    attempt.tail = more
    role = "seller" if form.method == "consignment" and form.naming == "leaves" else ROLES[form.naming]
    roles = attempt.roles(role=role, form=form)
    is_certain = is_certain and is_sure
    return attempt.reading(roles, form=form, method_words=words, is_certain=is_certain, is_dated_before=is_dated_before)


def _as_passive(attempt: _Attempt) -> _Reading | None:
    """“Door het museum aangekocht”: the party stands within the words of the method."""
    is_certain = _certainty(attempt)
    found = read_passive(attempt.cutting, start=attempt.start, end=attempt.end, language=attempt.language)
    if found is None:
        return None
    form, words, (attempt.start, attempt.end) = found
    roles = attempt.roles(role=ROLES[form.naming], form=form)
    return attempt.reading(roles, form=form, method_words=words, is_certain=is_certain)


def _as_inner(attempt: _Attempt) -> _Reading | None:
    """A method between the name and its place: “Grafton Gallery as agent, London”."""
    is_certain = _certainty(attempt)
    found = find_inner_method(attempt.cutting, start=attempt.start, end=attempt.end, language=attempt.language)
    if found is None:
        return None
    form, start, end = found
    words = attempt.cutting.text[start:end]
    party = read_party(attempt.cutting, "receiver", start=attempt.start, end=start)
    places = attempt.cutting.text[end : attempt.end].strip(" ,")
    if party is None or party.place is not None or not _are_places(places):
        return None
    attempt.cutting.take("method", start, end)
    if places:
        party = replace(party, place=read_place(attempt.cutting.take("receiver.place", end, attempt.end)))
    return attempt.reading(Roles({"receiver": party}), form=form, method_words=words, is_certain=is_certain)


def _are_places(words: str) -> bool:
    return all(looks_like_place(one.strip(" ?")) for one in words.split(",")) if words else True


_TO = re.compile(r"(?:to|aan)\s+(?=\S)", re.IGNORECASE)


def _to(attempt: _Attempt) -> None:
    if found := _TO.match(attempt.cutting.text, attempt.start, attempt.end):
        attempt.cutting.take("connector", found.start(), found.end())
        attempt.start = found.end()


def _as_party(attempt: _Attempt) -> _Reading | None:
    """A party with no method; “to” before it only says that it came next."""
    is_certain = _certainty(attempt)
    _to(attempt)
    return attempt.reading(attempt.roles(role="receiver", form=None), is_certain=is_certain)


def _event(words: str, notation: Notation, language: str) -> Clause:
    if len(words) > LONGEST_CLAUSE:
        return _verbatim(words)
    cutting = Cutting(words)
    outer, end = read_tail(cutting, start=0, end=len(words), notation=notation, language=language)
    frame, tail = _frame(cutting, end, notation), outer
    if frame.is_bracketed:
        inner, frame.end = read_tail(cutting, start=frame.start, end=frame.end, notation=notation, language=language)
        if not merge(inner, outer):
            return _unparsed(words)
        tail = inner
    reading = _first_reading(cutting, frame, tail, notation, language)
    if reading is None or _may_be_a_life(reading):
        return _unparsed(words)
    return _put_together(words, reading, is_dealer=frame.is_bracketed, notation=notation)


def _unparsed(words: str) -> Unparsed:
    is_certain = take_certainty(Cutting(words), start=0, end=len(words)) == 0
    return Unparsed(words, 0, 0, is_certain, note_keys=keys_in(words), layout=(Piece("unparsed", words),))


def _verbatim(words: str) -> Unparsed:
    return Unparsed(words, 0, 0, layout=(Piece("unparsed", words),))


_BARE_RANGE = re.compile(r"(\d{4})\s?[-–—]\s?(\d{4})")
_A_LIFE = 40
"""From so many years on, a bare range behind a person may be a life as well as an ownership."""


def _may_be_a_life(reading: _Reading) -> bool:
    found = _BARE_RANGE.fullmatch(reading.tail.dates.written)
    receiver = reading.roles.parties.get("receiver")
    if not found or receiver is None or reading.form is not None or is_organisation(receiver.name):
        return False
    return int(found[2]) - int(found[1]) >= _A_LIFE


def _put_together(words: str, reading: _Reading, *, is_dealer: bool, notation: Notation) -> Event:
    tail, roles, form = reading.tail, reading.roles, reading.form
    roles.parties = dict(tail.parties) | roles.parties
    leaves = form is not None and form.naming == "leaves" and bool(roles.parties) and "seller" not in roles.parties
    method = method_of(form, roles)
    return Event(
        words, 0, 0, reading.cutting.layout,
        is_certain=reading.is_certain,
        method="" if leaves else method,
        method_words=reading.method_words,
        departure=method if leaves else "sale" if tail.is_sold else "",
        named_event=roles.named_event,
        transfer_place=roles.transfer_place,
        dates=_of_departure(tail.dates) if leaves and not reading.is_dated_before else _of_shares(tail.dates, method),
        stock=tail.stock, lot=tail.lot, marks=tail.marks, price=tail.price, description=tail.description,
        remark=tail.remark, sources=tail.sources, note_keys=tail.note_keys, footnote=" ".join(tail.inline_notes),
        dealer_parentheses=(is_dealer or roles.is_dealer) and notation.has_dealers_in_brackets,
        receiver=roles.parties.get("receiver"), agent=roles.parties.get("agent"),
        seller=roles.parties.get("seller"), sellers_agent=roles.parties.get("sellers_agent"),
    )  # fmt: skip


def _of_shares(dates: OwnershipDates, method: str) -> OwnershipDates:
    """“Partial gifts, 1977 to 1985” came within those years; nothing is said of an end."""
    if method != "partial_gift" or not (dates.botb and dates.eote):
        return dates
    return replace(dates, eotb=dates.eote, bote="", eote="")


def _of_departure(dates: OwnershipDates) -> OwnershipDates:
    """“X, sold 1840” dates the end of X's ownership, not its beginning."""
    if dates.bote or dates.eote:
        return dates
    return replace(dates, botb="", eotb="", bote=dates.botb, eote=dates.eotb)

"""What a provenance statement says: events in order, how one led to the next, and words that were not understood."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from polyvocal.dates import OwnershipDates


class Directness(StrEnum):
    """Whether an object is known to have gone straight from one event to the next: of the step, not of an event."""

    DIRECT = "direct"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words and what it is (`role`); the pieces of a clause, in order, are how it was written."""

    role: str
    words: str


@dataclass(frozen=True, slots=True)
class Life:
    """From when to when a party lived, or a firm worked: EDTF, '' where not said, `?` where the source doubts it."""

    written: str
    birth: str = ""
    death: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the source names it."""

    name: str
    is_certain: bool = True
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """Whose what a party was: `of` is '' where the source says “his” or “her”."""

    kind: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Who received, gave or handled an object. `written` are the words about the party, without its place.

    `clause` is what the source adds behind the name (“the artist”, “his son”), `kind` a word before it (“kunsthandel”).
    """

    name: str
    written: str = ""
    clause: str = ""
    kind: str = ""
    relation: Relation | None = None
    lives: tuple[Life, ...] = ()
    place: Place | None = None
    is_certain: bool = True
    uri: str = ""

    @property
    def life(self) -> Life | None:
        """The life of the one person this is; None of a couple, whose lives are two."""
        return self.lives[0] if len(self.lives) == 1 else None


@dataclass(frozen=True, slots=True)
class Price:
    """What was paid, as written and taken apart; `buyer` where the price names one."""

    written: str
    amount: str = ""
    currency: str = ""
    buyer: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A note or citation of the statement: its key (“1”, “a”, '' where it has none) and its words."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Authority:
    """A name and the address that says who or what it is; `uri` is '' where the source found none."""

    name: str
    written: str
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One step in the ownership or custody of an object, as a clause of the statement says it."""

    verbatim: str
    start: int
    end: int
    layout: tuple[Piece, ...] = ()
    is_certain: bool = True
    method: str = ""
    method_words: str = ""
    departure: str = ""
    receiver: Party | None = None
    agent: Party | None = None
    seller: Party | None = None
    sellers_agent: Party | None = None
    named_event: str = ""
    transfer_place: Place | None = None
    dates: OwnershipDates = field(default_factory=OwnershipDates)
    stock: str = ""
    lot: str = ""
    marks: tuple[str, ...] = ()
    price: Price | None = None
    description: str = ""
    remark: str = ""
    sources: tuple[str, ...] = ()
    note_keys: tuple[str, ...] = ()
    footnote: str = ""
    citations: tuple[str, ...] = ()
    dealer_parentheses: bool = False
    custody_passes: bool | None = None
    title_passes: bool | None = None

    @property
    def is_understood(self) -> bool:
        """Each word of the clause has found its field."""
        return True

    @property
    def parties(self) -> Iterator[tuple[str, Party]]:
        """Each party with the field it stands in."""
        for role in PARTY_ROLES:
            if (party := getattr(self, role)) is not None:
                yield role, party


PARTY_ROLES = ("receiver", "agent", "seller", "sellers_agent")


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A clause that was not understood in full: its words, in their place, and nothing guessed from them.

    Only what stands apart from the rest counts: note marks, and the word with which the source doubts all of it.
    """

    verbatim: str
    start: int
    end: int
    is_certain: bool = True
    layout: tuple[Piece, ...] = ()
    note_keys: tuple[str, ...] = ()
    footnote: str = ""
    citations: tuple[str, ...] = ()

    @property
    def is_understood(self) -> bool:
        """Never so."""
        return False


Clause = Event | Unparsed


@dataclass(frozen=True, slots=True)
class Statement:
    """A provenance statement: clauses in order, the steps between them (one fewer), and the sections that follow.

    `text` is what was read and stays the canonical form; `layout` says how it was written.
    """

    text: str
    notation: str
    language: str
    clauses: tuple[Clause, ...] = ()
    edges: tuple[Directness, ...] = ()
    notes: tuple[Note, ...] = ()
    authorities: tuple[Authority, ...] = ()
    citations: tuple[Note, ...] = ()
    remarks: tuple[str, ...] = ()
    layout: tuple[Piece, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        """The clauses that were understood."""
        return tuple(clause for clause in self.clauses if isinstance(clause, Event))

    @property
    def unparsed(self) -> tuple[Unparsed, ...]:
        """The clauses that were not."""
        return tuple(clause for clause in self.clauses if isinstance(clause, Unparsed))

    @property
    def is_understood(self) -> bool:
        """Each word of the text has found its field."""
        return not self.unparsed

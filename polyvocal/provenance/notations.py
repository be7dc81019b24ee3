"""Which marks mean what: a house's notation is declared for each source, never guessed from a text."""

from dataclasses import dataclass
from enum import StrEnum

from polyvocal.dates import Convention


class Square(StrEnum):
    """What words between square brackets are. Numbers and single letters are marks of notes in every notation."""

    FOOTNOTE = "footnote"
    SOURCE = "source"
    DEALER = "dealer"
    AGENT = "agent"
    ALIAS = "alias"
    REMARK = "remark"


class Round(StrEnum):
    """What years between round brackets behind a name are."""

    LIFE = "life"
    OWNERSHIP = "ownership"


@dataclass(frozen=True, slots=True)
class Notation:
    """How a house writes provenance.

    `square` and `round_years` say what brackets hold; `has_dealer_parentheses` that a clause wholly in round brackets
    is a dealer's; `is_direct_at_semicolon` that `;` says the object went straight on; `lines_are_clauses` that a new
    line begins a new clause; `single_quotes` that '…' quotes a catalogue, whose marks then say nothing; `convention`
    how dates are counted.
    """

    name: str
    square: Square
    round_years: Round = Round.LIFE
    has_dealer_parentheses: bool = True
    is_direct_at_semicolon: bool = True
    lines_are_clauses: bool = True
    single_quotes: bool = False
    convention: Convention = Convention.EDTF

    @property
    def has_dealers_in_brackets(self) -> bool:
        """A clause wholly in brackets, round or square, is a dealer's."""
        return self.has_dealer_parentheses or self.square in (Square.DEALER, Square.AGENT)


NOTATIONS = {
    one.name: one
    for one in (
        Notation("cmoa", Square.FOOTNOTE, convention=Convention.ART_TRACKS),
        Notation("met", Square.DEALER, Round.OWNERSHIP, has_dealer_parentheses=False, is_direct_at_semicolon=False),
        Notation("aic", Square.SOURCE, has_dealer_parentheses=False),
        Notation("nga", Square.ALIAS),
        Notation("harvard", Square.AGENT, has_dealer_parentheses=False),
        Notation("dutch", Square.REMARK, has_dealer_parentheses=False, single_quotes=True),
    )
}
"""The notations by the name that a source is given in its profile."""

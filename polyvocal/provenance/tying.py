"""What the sections of a statement say of its clauses: notes by their marks, addresses by the names."""

from dataclasses import replace

from polyvocal.provenance.sections import Sections
from polyvocal.provenance.statements import Clause, Party, Place, Unparsed


def with_notes(clause: Clause, sections: Sections) -> Clause:
    """Give a clause the notes and citations whose marks it bears."""
    if not clause.note_keys:
        return clause
    notes = {note.key: note.text for note in sections.notes}
    cited = {note.key: note.text for note in sections.citations}
    given = [notes[key] for key in clause.note_keys if key in notes]
    return replace(
        clause,
        footnote=" ".join([*([clause.footnote] if clause.footnote else []), *given]),
        citations=tuple(cited[key] for key in clause.note_keys if key in cited),
    )


def with_authorities(clause: Clause, sections: Sections) -> Clause:
    """Give each party and place the address that the section of authorities has for its name."""
    known = {one.name: one.uri for one in sections.authorities if one.uri}
    if not known or isinstance(clause, Unparsed):
        return clause
    given = {role: _identified(party, known) for role, party in clause.parties}
    return replace(clause, transfer_place=_placed(clause.transfer_place, known), **given)  # type: ignore[arg-type]


def _identified(party: Party, known: dict[str, str]) -> Party:
    return replace(party, uri=known.get(party.name, ""), place=_placed(party.place, known))


def _placed(place: Place | None, known: dict[str, str]) -> Place | None:
    return replace(place, uri=known.get(place.name, "")) if place is not None else None

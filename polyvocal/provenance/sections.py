"""A statement into its paragraph and what follows: notes, authorities, citations and editors' remarks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from polyvocal.provenance.statements import Authority, Note, Piece


@dataclass(frozen=True, slots=True)
class Sections:
    """Where the paragraph ends, and what follows it; `layout` holds the words behind the paragraph."""

    paragraph_end: int
    notes: tuple[Note, ...] = ()
    authorities: tuple[Authority, ...] = ()
    citations: tuple[Note, ...] = ()
    remarks: tuple[str, ...] = ()
    layout: tuple[Piece, ...] = ()


_NAMES = {"note": "note", "notes": "note", "authorities": "authority", "citations": "citation", "n.b.": "note"}
_HEADING = re.compile(
    r"(?:(?<=\n)|(?<=[.;\])\"”] )|(?<=[ \u00a0\t]{2}))[ \t]*"
    r"(?P<name>(?i:notes|authorities|citations|note)|N\.B\.):?(?<=[:.])"
    r"|(?<=\s)(?P<loud>NOTES):"
)
_REMARK = re.compile(
    r"\s*(?P<remark>(?:(?:Updated and )?[Uu]nder review(?: by [A-Z]{2,4})?|TBF\b[^\n]{0,24}|\(LWL[^)]*\)|\(no date\)|"
    r"Vendor and date TBD)\.?)\s*$"
)
_REPEATED = re.compile(r"\[1\]")
_NUMBERED = re.compile(r"(?<=[.\])])\s+(?=1\.\s)")
_STARRED = re.compile(r"(?<=[;.*])\s+(?=\*\s*\w)")


def split_sections(text: str) -> Sections:
    """Return where the paragraph ends and what follows it."""
    end, remark_layout, remarks = _remarks_off(text, len(text))
    start = _start_of_sections(text[:end])
    found = _Found()
    found.read(text, start, end)
    paragraph_end, early, layout = _remarks_off(text, start) if start < end else (start, (), ())
    return Sections(
        paragraph_end,
        tuple(found.notes),
        tuple(found.authorities),
        tuple(found.citations),
        (*layout, *remarks),
        (*early, *found.layout, *remark_layout),
    )


def _remarks_off(text: str, end: int) -> tuple[int, tuple[Piece, ...], tuple[str, ...]]:
    """Take what editors wrote about their own work off the end."""
    layout: tuple[Piece, ...] = ()
    remarks: tuple[str, ...] = ()
    while found := _REMARK.search(text, 0, end):
        start, stop = found.span("remark")
        before, after = Piece("", text[found.start() : start]), Piece("", text[stop:end])
        layout = (before, Piece("remark", text[start:stop]), after, *layout)
        remarks = (found["remark"], *remarks)
        end = found.start()
    return end, tuple(piece for piece in layout if piece.words), remarks


def _start_of_sections(text: str) -> int:
    """Return where the first section begins; without a heading, where the first mark comes a second time."""
    if heading := _HEADING.search(text):
        return heading.start()
    marks = list(_REPEATED.finditer(text))
    if len(marks) > 1 and re.search(r"[.;\]]\s*$", text[: marks[-1].start()]):
        return marks[-1].start()
    if marks and (numbered := _NUMBERED.search(text, marks[0].end())):
        return numbered.end()
    if "*" in text and (starred := _STARRED.search(text)):
        return starred.end()
    return len(text)


class _Found:
    """What the sections hold, and how they were written."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.authorities: list[Authority] = []
        self.citations: list[Note] = []
        self.layout: list[Piece] = []

    def read(self, text: str, start: int, end: int) -> None:
        """Read all sections; words before the first heading are notes."""
        place, kind = start, "note"
        for heading in _HEADING.finditer(text, start, end):
            self._section(kind, text[place : heading.start()])
            self._spaced(Piece("heading", heading[0]))
            kind = _NAMES[(heading["name"] or heading["loud"]).lower()]
            place = heading.end()
        self._section(kind, text[place:end])

    def _section(self, kind: str, body: str) -> None:
        if kind == "authority":
            return self._authorities(body)
        for key, mark, words in _keyed(body):
            self._spaced(Piece("key", mark))
            if words.strip():
                (self.notes if kind == "note" else self.citations).append(Note(key, words.strip()))
                self._spaced(Piece(kind, words))
            else:
                self._spaced(Piece("", words))
        return None

    def _authorities(self, body: str) -> None:
        for line in body.splitlines(keepends=True):
            if ":" in line and line.strip():
                name, _colon, address = line.partition(":")
                self.authorities.append(Authority(name.strip(), address.strip(), _uri_in(address)))
                self._spaced(Piece("authority", line))
            else:
                self._spaced(Piece("", line))

    def _spaced(self, piece: Piece) -> None:
        """Add a piece, the space around it apart."""
        words = piece.words.strip()
        if not words:
            self.layout += [Piece("", piece.words)] if piece.words else []
            return
        before, after = piece.words.split(words, 1)[0], piece.words[piece.words.index(words) + len(words) :]
        pieces = [Piece("", before), Piece(piece.role, words), Piece("", after)]
        self.layout += [one for one in pieces if one.words]


def _uri_in(address: str) -> str:
    found = re.search(r"(?:see\s+)?((?:https?|urn):\S+|uri\b)", address.strip())
    return found[1] if found else ""


_NAMED = re.compile(r"(?:\bnotes?|\bsee|\band|\bor|\bin|\()\s*$", re.IGNORECASE)
_KEY = re.compile(
    r"(?<!\S)(?P<mark>\[(?P<key>\d{1,3}|[A-Za-z]{1,2})\][.:]?|(?P<number>\d{1,2})\.(?=\s)|(?P<star>\*+))\s*"
)


def _keyed(body: str) -> Iterator[tuple[str, str, str]]:
    """Yield key, mark and words of each note; a mark counts only where it is the next, for notes name one another."""
    marks = list(_next_marks(body))
    first = marks[0][1].start() if marks else len(body)
    if body[:first]:
        yield "", "", body[:first]
    for (key, mark), following in zip_longest(marks, marks[1:]):
        yield key, mark["mark"], body[mark.end("mark") : following[1].start() if following else len(body)]


def _next_marks(body: str) -> Iterator[tuple[str, re.Match[str]]]:
    last = kind = ""
    for mark in _KEY.finditer(body):
        key = mark["key"] or mark["number"] or str(len(mark["star"] or ""))
        style = mark["mark"][0] if not mark["number"] else "1"
        if (
            (_follows(key, last) or (not last and _opens(body, mark)))
            and not _NAMED.search(body, max(0, mark.start() - 12), mark.start())
            and (not last or style == kind)
        ):
            yield key, mark
            last, kind = key, style


def _opens(body: str, mark: re.Match[str]) -> bool:
    """What a section of notes opens with is a mark, whichever it is: “[b]. A letter”."""
    return mark["key"] is not None and not body[: mark.start()].strip()


def _follows(key: str, last: str) -> bool:
    if not last:
        return key in ("1", "a", "A") or key.isdigit()
    if key.isdigit() and last.isdigit():
        return 0 < int(key) - int(last) <= 3
    return key.isalpha() and last.isalpha() and ord(key[0]) == ord(last[0]) + 1

"""Ways of damaging an export. Each says which records it touched; all others must come in as they were."""

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from tests.importers.harm.exports import Export
from tests.importers.harm.shapes import Shape


@dataclass(frozen=True, slots=True)
class Harmed:
    """Damaged bytes, and which records (by their place in the list) were touched or are there twice."""

    held: bytes
    touched: frozenset[int] = frozenset()
    twice: frozenset[int] = frozenset()
    is_head_touched: bool = False


Mutation = Callable[[Shape, Export, random.Random], Harmed]


def cut(shape: Shape, export: Export, dice: random.Random) -> Harmed:
    """The file ends at any byte."""
    at = dice.randrange(1, len(export.held))
    return _changed(shape, export, export.held[:at], [(at, len(export.held))])


def flipped(shape: Shape, export: Export, dice: random.Random) -> Harmed:
    """Bits are flipped in one to twenty places."""
    held = bytearray(export.held)
    places = [dice.randrange(len(held)) for _ in range(dice.choice((1, 1, 1, 2, 3, 5, 10, 20)))]
    for at in places:
        held[at] ^= 1 << dice.randrange(8)
    return _changed(shape, export, bytes(held), [(at, at + 1) for at in places])


def inserted(shape: Shape, export: Export, dice: random.Random) -> Harmed:
    """Bytes come in between."""
    return _inserted(shape, export, dice, lambda: dice.randbytes(dice.choice((1, 1, 2, 7, 30))))


def nulls(shape: Shape, export: Export, dice: random.Random) -> Harmed:
    """NUL bytes come in between."""
    return _inserted(shape, export, dice, lambda: b"\0" * dice.choice((1, 2, 3)))


def stray_signs(shape: Shape, export: Export, dice: random.Random) -> Harmed:
    """Signs that mean something come in between."""
    codec = shape.encoding
    return _inserted(shape, export, dice, lambda: dice.choice("\"'<>{}[],;&\n").encode(codec))


def deleted(shape: Shape, export: Export, dice: random.Random) -> Harmed:
    """Bytes are lost."""
    held = export.held
    gaps = []
    for _ in range(dice.choice((1, 1, 2, 3))):
        at = dice.randrange(len(held))
        gaps.append((at, min(len(held), at + dice.choice((1, 1, 2, 9, 40)))))
    kept = bytearray()
    for at, byte in enumerate(held):
        if not any(start <= at < end for start, end in gaps):
            kept.append(byte)
    return _changed(shape, export, bytes(kept), gaps)


def unclosed(shape: Shape, export: Export, dice: random.Random) -> Harmed:
    """A closing tag, bracket or quotation mark is lost."""
    index = dice.randrange(len(export.records))
    start, end = export.places[index]
    held = export.held
    pattern = '</[^>]*>|["}\\]]' if not shape.is_rows else '[",;\t]'
    words = held[start:end].decode(shape.encoding)
    found = dice.choice(list(re.finditer(pattern, words)) or list(re.finditer(".", words)))
    gap = (
        start + len(words[: found.start()].encode(shape.encoding)),
        start + len(words[: found.end()].encode(shape.encoding)),
    )
    return _changed(shape, export, held[: gap[0]] + held[gap[1] :], [gap])


def repeated(shape: Shape, export: Export, dice: random.Random) -> Harmed:
    """A record stands in the file twice."""
    index = dice.randrange(len(export.records))
    return Harmed(_listed(export, [*range(len(export.records)), index], dice), twice=frozenset({index}))


def changed_copy(shape: Shape, export: Export, dice: random.Random) -> Harmed:
    """A record stands in the file twice, the second time with other words."""
    index = dice.randrange(len(export.records))
    kept = [export.pieces[at] for at in export.records]
    copy = kept[index].replace("ligt".encode(shape.encoding), "lag ".encode(shape.encoding))
    return Harmed(_put(export, [*kept, copy]))


def reordered(shape: Shape, export: Export, dice: random.Random) -> Harmed:
    """The records stand in another order."""
    order = list(range(len(export.records)))
    dice.shuffle(order)
    return Harmed(_put(export, [export.pieces[export.records[at]] for at in order]))


def fields_reordered(shape: Shape, export: Export, dice: random.Random) -> Harmed:
    """The fields of every record stand in another order."""
    if shape.is_rows:
        return reordered(shape, export, dice)
    return Harmed(_put(export, [_shuffled(export.pieces[at], shape, dice) for at in export.records]))


def line_ends(shape: Shape, export: Export, dice: random.Random) -> Harmed:
    """The lines end in another way, or some of them do."""
    text = export.held.decode(shape.encoding).replace("\r\n", "\n")
    if dice.random() < 0.5:
        return Harmed(text.replace("\n", dice.choice(("\r\n", "\r"))).encode(shape.encoding))
    return Harmed(
        "".join(dice.choice(("\n", "\r\n")) if sign == "\n" else sign for sign in text).encode(shape.encoding)
    )


def glued(shape: Shape, export: Export, dice: random.Random) -> Harmed:
    """The file is followed by itself."""
    between = dice.choice((b"", "\n".encode(shape.encoding), "\n\n".encode(shape.encoding)))
    if shape.is_rows and export.pieces[-1] == b"":
        between = "\n".encode(shape.encoding)
    return Harmed(export.held + between + export.held, twice=frozenset(range(len(export.records))))


MUTATIONS: tuple[Mutation, ...] = (
    cut, flipped, inserted, nulls, stray_signs, deleted, unclosed, repeated, changed_copy, reordered, fields_reordered,
    line_ends, glued,
)  # fmt: skip


def _inserted(shape: Shape, export: Export, dice: random.Random, piece: Callable[[], bytes]) -> Harmed:
    held = export.held
    places = sorted(dice.randrange(len(held)) for _ in range(dice.choice((1, 1, 1, 2, 4))))
    made, last = [], 0
    for at in places:
        made += [held[last:at], piece()]
        last = at
    return _changed(shape, export, b"".join([*made, held[last:]]), [(at, at) for at in places])


def _changed(shape: Shape, export: Export, held: bytes, gaps: list[tuple[int, int]]) -> Harmed:
    """Say which records the damaged places touch. A row is touched where its line's end is."""
    places = export.places
    if shape.is_rows:
        starts = [start for start, _end in places]
        places = [
            (
                start if not number else places[number - 1][1],
                starts[number + 1] if number + 1 < len(starts) else len(export.held) + 1,
            )
            for number, start in enumerate(starts)
        ]
    touched = {
        number
        for number, (start, end) in enumerate(places)
        if any(first < end and (last > start or (first == last == start and shape.is_rows)) for first, last in gaps)
    }
    first = export.places[0][0]
    return Harmed(held, frozenset(touched), is_head_touched=any(start < first for start, _end in gaps))


def _listed(export: Export, order: list[int], dice: random.Random) -> bytes:
    dice.shuffle(order)
    return _put(export, [export.pieces[export.records[at]] for at in order])


def _put(export: Export, records: list[bytes]) -> bytes:
    between = export.pieces[export.records[0] + 1]
    return export.pieces[0] + between.join(records) + export.pieces[-1]


def _shuffled(record: bytes, shape: Shape, dice: random.Random) -> bytes:
    if "json" in shape.name.lower():
        items = list(json.loads(record.decode(shape.encoding)).items())
        dice.shuffle(items)
        return json.dumps(dict(items), ensure_ascii=False).encode(shape.encoding)
    element = etree.fromstring(record.decode(shape.encoding))
    names = dice.sample(sorted({child.tag for child in element}), k=len({child.tag for child in element}))
    element[:] = sorted(element, key=lambda child: names.index(child.tag))  # those of one name keep their order
    return etree.tostring(element, encoding="unicode").encode(shape.encoding, errors="xmlcharrefreplace")

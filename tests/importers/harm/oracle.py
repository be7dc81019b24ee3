"""Says what must have come of a damaged file, from where the damage lies and not from reading it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from polyvocal.importers.sources import RawRecord
from polyvocal.importers.sources.raw import Fields, Value
from tests.importers.harm.exports import Came, Export, came_of
from tests.importers.harm.mutations import Harmed
from tests.importers.harm.shapes import Shape, mark

LINKED = ("77", "80", "81")
"""The identifiers of records that are linked within others and are no records of the file."""


def content_of(raw: RawRecord) -> Any:
    """Return what a record says, whatever the order of its fields and the ends of its lines."""
    groups = sorted(repr((group.name, _plain(group.fields))) for group in raw.tree.groups)
    return repr((raw.record_id, _plain(raw.tree.fields), groups))


def _plain(fields: Fields) -> list[Any]:
    return sorted((name, [_words(one) for one in values]) for name, values in fields.items())


def _words(value: Value) -> Any:
    words = value.words.replace("\r\n", "\n").replace("\r", "\n")
    return (words, sorted(value.labels.items()), sorted(value.parts.items()))


def read_whole(shape: Shape, export: Export, folder: Path) -> list[Any]:
    """Return what each record of the undamaged file says; all of them must be read."""
    came = came_as(shape, export.held, folder)
    assert not came.bad
    assert came.error is None
    assert len(came.good) == len(export.records)
    return [content_of(raw) for raw in came.good]


def came_as(shape: Shape, held: bytes, folder: Path) -> Came:
    """Write bytes to a file and read it."""
    path = folder / shape.file
    path.write_bytes(held)
    return came_of(shape.read, path)


def complaints(shape: Shape, harmed: Harmed, came: Came, expected: list[Any]) -> Iterator[str]:
    """Yield what must not be: a good record that was lost, a bad one that nobody named, a record out of nothing."""
    found = Counter(content_of(raw) for raw in came.good)
    refused = "\n".join(raw.raw.decode(raw.encoding, errors="replace") for raw in came.bad)
    for number, content in enumerate(expected):
        wanted = 0 if number in harmed.touched else 1 + (number in harmed.twice)
        is_refused = harmed.is_head_touched and came.problem == "encoding" and mark(number + 1) in refused
        if found[content] < wanted and not is_refused:  # without the declaration, no letter of it is certain
            yield f"record {number + 1} was lost"
    named = "\n".join(raw.raw.decode(raw.encoding, errors="replace") for raw in (*came.good, *came.bad))
    for number in harmed.touched:
        if shape.is_wide and came.bad:
            continue  # where half a letter was lost, its mark cannot be read either
        if mark(number + 1).encode(shape.encoding) in harmed.held and mark(number + 1) not in named:
            yield f"record {number + 1} is not named"
    for raw in came.good:
        if raw.record_id in LINKED:
            yield f"{raw.record_id} is no record"
    if any(not raw.line or not raw.raw for raw in came.bad):
        yield "a bad record has no place or no bytes"
    if harmed.touched and came.error is not None and not came.error.position and came.good:
        yield "the error has no place"

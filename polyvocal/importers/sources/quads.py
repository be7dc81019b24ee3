"""Whole records in N-Quads (W3C RDF 1.1 N-Quads), one statement a line: put together again as nodes."""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Any

from polyvocal.archival import GRAPH, PREFIX, STATEMENTS, VOCABULARY, kind_in
from polyvocal.importers.sources.kept import KINDS, Kept, kept_of

_Node = dict[str, Any]
_END = f"{GRAPH}> .".encode()
_LINE = re.compile(
    r"(<[^>\s]*>|_:\S+) <([^>\s]*)> "
    r'(?:(<[^>\s]*>|_:\S+)|"((?:[^"\\]|\\.)*)"(?:\^\^<([^>\s]*)>|@([A-Za-z0-9-]+))?) <[^>\s]*> \.'
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def kept_in_quads(lines: Iterable[tuple[int, bytes]], kinds: Collection[str] = KINDS) -> Iterator[Kept]:
    """Yield the whole records of these kinds among numbered lines; the statements of one record stand together."""
    for graph_name, group in groupby(lines, _graph_name):
        if graph_name:
            if kind_in(graph_name) in kinds:
                yield _kept(graph_name, list(group))
        else:
            # Only whether they are whole: what they say stands in the records as well.
            for number, line in group:
                if line and not (line.startswith((b"<", b"_:")) and line.endswith(b"> .")):
                    yield Kept("", "", {}, number, "damaged-line")


def _graph_name(numbered: tuple[int, bytes]) -> str:
    line = numbered[1]
    return line[line.rfind(b" <") + 2 : -3].decode("utf-8", "replace") if line.endswith(_END) else ""


def _kept(graph_name: str, lines: list[tuple[int, bytes]]) -> Kept:
    uri = graph_name.removesuffix(GRAPH).rpartition(".")[0]
    said: dict[str, _Node] = {}
    for number, line in lines:
        if not _take(said, line):
            return kept_of(uri, {}, number, "damaged-line")
    root, first = said.get(f"<{uri}>", {}), lines[0][0]
    if root.pop(f"{PREFIX}:{STATEMENTS}", None) != [{"@value": str(len(lines))}]:
        return kept_of(uri, {}, first, "incomplete")
    try:
        return kept_of(uri, _put_together(root, said, {}), first)
    except RecursionError:
        return kept_of(uri, {}, first, "damaged-line")


def _take(said: dict[str, _Node], line: bytes) -> bool:
    """Take in a statement; return whether it could be read."""
    try:
        found = _LINE.fullmatch(line.decode("utf-8"))
        return found is not None and _took(said, found)
    except (ValueError, OverflowError):  # no UTF-8, or an escape that stands for no character
        return False


def _took(said: dict[str, _Node], found: "re.Match[str]") -> bool:
    subject, predicate, thing, words, _datatype, language = found.groups()
    node = said.setdefault(subject, {} if subject.startswith("_:") else {"@id": subject[1:-1]})
    _site, is_ours, name = predicate.partition(f"{VOCABULARY}#")
    if is_ours:
        node.setdefault(f"{PREFIX}:{name}", []).append(_value(thing, words, language))
    return True


def _value(thing: str | None, words: str | None, language: str | None) -> Any:
    if thing is not None:
        return {"@ref": thing}
    unescaped = _ESCAPE.sub(_meant, words) if words and "\\" in words else words
    return {"@value": unescaped, "@language": language} if language else {"@value": unescaped}


def _meant(found: "re.Match[str]") -> str:
    code = found[1] or found[2]
    if not code:
        return _ESCAPED.get(found[3], found[3])
    character = chr(int(code, 16))
    character.encode()  # half of a pair is none
    return character


def _put_together(node: _Node, said: dict[str, _Node], made: dict[str, _Node]) -> _Node:
    """Return a node with those that it refers to within itself; one that many refer to is made once."""
    return {
        key: value if key == "@id" else [_put_in(one, said, made) for one in value] for key, value in node.items()
    }  # fmt: skip


def _put_in(value: Any, said: dict[str, _Node], made: dict[str, _Node]) -> Any:
    if "@ref" not in value:
        return value
    thing = value["@ref"]
    if thing in said:
        if thing not in made:
            made[thing] = _put_together(said[thing], said, made)
        return made[thing]
    return {"@id": thing[1:-1]} if thing.startswith("<") else {}

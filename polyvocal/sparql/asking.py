"""Asks the store one query, in a process that is killed when its time is up; no query calls another server."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.signals import setting_changed
from django.utils.translation import gettext as _

from polyvocal.conf import setting
from polyvocal.exceptions import QueryError, QueryLimitError, StoreNotReadyError
from polyvocal.linkeddata.addresses import base_uri
from polyvocal.sparql import child
from polyvocal.sparql.stores import Snapshot

SOLUTIONS: Mapping[str, str] = {
    "application/sparql-results+json": "JSON",
    "application/sparql-results+xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
}
"""Media types of answers to SELECT and ASK, best first, with the names they have in the store."""
GRAPHS: Mapping[str, str] = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML",
}
"""Media types of answers to CONSTRUCT and DESCRIBE."""
LONGEST = 100_000
"""Characters that a query may have."""
_WAIT = 2.0
"""Seconds that a query waits for others to be answered first."""

# What SPARQL 1.1 (section 19.8) reads as one piece: escapes in names, addresses, strings, comments. The rest holds
# the keywords.
_PIECES = re.compile(
    r"""\\.|<[^<>"{}|^`\\\x00-\x20]*>|'''(?:[^\\]|\\.)*?'''|\"""(?:[^\\]|\\.)*?\"""|'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*"|#[^\n\r]*""",
    re.DOTALL,
)
_CALL = re.compile(r"(?<![\w?$:.@-])service(?![\w:-])", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the graphs the client chose, and the media types it prefers for either kind of answer, '' for none."""

    query: str
    solutions: str = "application/sparql-results+json"
    graph: str = "text/turtle"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `solutions` (also of ASK) or a `graph`, in which media type, and the bytes."""

    kind: str
    media_type: str
    content: bytes


def ask(question: Question, snapshot: Snapshot) -> Answer:
    """Answer a query.

    Raises QueryError where it is wrong, calls another endpoint, or has no answer in an accepted media type;
    QueryLimitError where it takes too long, needs too much, or too many are asked at once; StoreNotReadyError where
    the state was replaced meanwhile.
    """
    _refuse_what_cannot_be_asked(question.query)
    gate = _gate()
    if not gate.acquire(timeout=_WAIT):
        raise QueryLimitError(_("Other queries are being answered. Please ask again in a moment."))
    try:
        said, body = _answered(_order(question, snapshot))
    finally:
        gate.release()
    if said["came"] == "answer":
        media_type = question.graph if said["kind"] == "graph" else question.solutions
        return Answer(said["kind"], media_type, body)
    raise _problem(said)


def _refuse_what_cannot_be_asked(query: str) -> None:
    if len(query) > LONGEST:
        raise QueryError(_("The query is longer than %(most)d characters.") % {"most": LONGEST})
    plain = _ESCAPE.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), query)
    if any(_CALL.search(_PIECES.sub(" ", one)) for one in (query, plain)):
        raise QueryError(_("SERVICE is not allowed: this endpoint asks no other ones."))


def _order(question: Question, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "snapshot": str(snapshot.path), "query": question.query, "base": f"{base_uri()}/",
        "solutions": SOLUTIONS.get(question.solutions, ""), "graph": GRAPHS.get(question.graph, ""),
        "default_graphs": question.default_graphs, "named_graphs": question.named_graphs,
        "bytes": setting("SPARQL_BYTES"), "memory": setting("SPARQL_MEMORY"),
    }  # fmt: skip


def _answered(order: dict[str, Any]) -> tuple[dict[str, str], bytes]:
    command = [sys.executable, "-I", str(child.__file__)]
    try:
        ended = subprocess.run(
            command,
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=setting("SPARQL_SECONDS"),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"came": "late"}, b""
    first, _line, body = ended.stdout.partition(b"\n")
    # A process without a word was ended by the limit of its memory.
    return (json.loads(first), body) if first else ({"came": "large"}, b"")


def _problem(said: Mapping[str, str]) -> Exception:
    match said["came"]:
        case "syntax":
            return QueryError(_("The query cannot be read: %(reason)s") % {"reason": said["said"]})
        case "refused":
            return QueryError(_("The query cannot be answered: %(reason)s") % {"reason": said["said"]})
        case "format":
            return QueryError(_("An answer of this kind is not to be had in a media type that you accept."))
        case "late":
            return QueryLimitError(
                _("The query took longer than %(seconds)d seconds and was ended.")
                % {"seconds": setting("SPARQL_SECONDS")}
            )
        case "moved":
            return StoreNotReadyError(_("The store was replaced meanwhile. Please ask again."))
    return QueryLimitError(
        _("The answer is too large. Ask for less with LIMIT, or load the dump into a store of your own.")
    )


@cache
def _gate() -> threading.BoundedSemaphore:
    return threading.BoundedSemaphore(max(1, int(setting("SPARQL_AT_ONCE"))))


def _forget(*, setting: str, **_: Any) -> None:
    if setting == "POLYVOCAL":
        _gate.cache_clear()


setting_changed.connect(_forget)

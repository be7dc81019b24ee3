"""Answers one SPARQL query from a snapshot, in a process of its own that may be killed; run as a file, not a module.

Standard input: JSON with the snapshot, the query and its limits. Standard output: one line of JSON that says what came
of it, then the answer. It imports nothing of polyvocal: it starts in a tenth of a second and holds no connection.
"""

import contextlib
import ctypes
import io
import json
import resource
import sys
from typing import Any

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER and CLONE_NEWNET of Linux


class _TooLargeError(Exception):
    pass


class _Bounded(io.BytesIO):
    """Takes as many bytes as it may hold."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, given: Any, /) -> int:
        if self.tell() + len(given) > self._most:
            raise _TooLargeError
        return super().write(given)


def _main() -> None:
    order = json.loads(sys.stdin.buffer.read())
    _leave_the_network()
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    said, body = _answered(order)
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + body)
    sys.stdout.buffer.flush()


def _leave_the_network() -> None:
    """Where the kernel allows it, go where there is no network: the query was looked through for calls already."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)


def _answered(order: dict[str, Any]) -> tuple[dict[str, str], bytes]:
    import pyoxigraph as rdf

    try:
        store = rdf.Store.read_only(order["snapshot"])
    except OSError:
        return {"came": "moved"}, b""
    try:
        found = store.query(order["query"], base_iri=order["base"], **_dataset(rdf, order))
        is_graph = isinstance(found, rdf.QueryTriples)
        name = order["graph" if is_graph else "solutions"]
        formats = rdf.RdfFormat if is_graph else rdf.QueryResultsFormat
        if name and not is_graph and isinstance(found, rdf.QueryBoolean) and name in ("CSV", "TSV"):
            return {"came": "format", "kind": "boolean"}, b""
        kind = "graph" if is_graph else "solutions"
        if not name:
            return {"came": "format", "kind": kind}, b""
        sink = _Bounded(order["bytes"])
        found.serialize(sink, format=getattr(formats, name))
    except SyntaxError as error:
        return {"came": "syntax", "said": str(error)}, b""
    except (_TooLargeError, MemoryError):
        return {"came": "large"}, b""
    except (OSError, ValueError) as error:
        return {"came": "refused", "said": str(error)}, b""
    return {"came": "answer", "kind": kind}, sink.getvalue()


def _dataset(rdf: Any, order: dict[str, Any]) -> dict[str, Any]:
    """Return the graphs that the client chose, by the protocol's parameters; a query's own FROM goes before them."""
    chosen: dict[str, Any] = {}
    if order["default_graphs"] or order["named_graphs"]:
        chosen["default_graph"] = [rdf.NamedNode(one) for one in order["default_graphs"]]
        chosen["named_graphs"] = [rdf.NamedNode(one) for one in order["named_graphs"]]
    return chosen


if __name__ == "__main__":
    _main()

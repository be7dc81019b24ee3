"""A server on loopback that answers like the Network of Terms: sources that know terms, are slow, fail or talk junk."""

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SOURCE = "https://terms.example.org/things"
PLACES = "https://terms.example.org/places"
SLOW = "https://terms.example.org/slow"
BROKEN = "https://terms.example.org/broken"


def labelled(**by_language: str) -> list[dict[str, str]]:
    return [{"language": tag, "value": words} for tag, words in by_language.items()]


def term(number: int, *, nl: str = "", en: str = "", **more: Any) -> dict[str, Any]:
    """Make a term as the network gives it."""
    labels = {tag: words for tag, words in (("nl", nl), ("en", en)) if words}
    given = {"altLabel": [], "definition": [], "scopeNote": [], "broader": [], "exactMatch": []} | more
    return {"uri": f"{SOURCE}/{number}", "prefLabel": labelled(**labels), **given}


class Network:
    """What the server knows, and how it behaves; `asked` are the variables of every question."""

    def __init__(self) -> None:
        self.address = ""
        self.terms: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.answer: bytes | None = None
        self.status = 200
        self.wait = 0.0
        self.drips = self.stops = self.drips_head = False
        self.encoding = ""
        self.claims = 0
        self.redirects_to = ""

    def answered(self, question: str, variables: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(variables)
        if re.search(r"\bterms\(", question):
            return self._searched(variables)
        return {"data": {"lookup": [self._looked_up(uri) for uri in variables["uris"]]}}

    def _searched(self, variables: dict[str, Any]) -> dict[str, Any]:
        unknown = [one for one in variables["sources"] if one not in (SOURCE, PLACES, SLOW, BROKEN)]
        if unknown:
            return {"data": None, "errors": [{"message": f'Source with URI "{unknown[0]}" not found'}]}
        return {"data": {"terms": [self._found(one, variables) for one in variables["sources"]]}}

    def _found(self, source: str, variables: dict[str, Any]) -> dict[str, Any]:
        result: dict[str, Any] = {"__typename": "TranslatedTerms", "terms": []}
        if source == SLOW:
            result = {"__typename": "TimeoutError", "message": "Source timed out after 1000ms"}
        elif source == BROKEN:
            result = {"__typename": "ServerError", "message": "Bad Gateway"}
        elif source == SOURCE:
            result["terms"] = [one for one in self.terms if _holds(one, variables["query"])][: variables["limit"]]
        return {"source": {"uri": source, "name": source.rsplit("/", 1)[-1].capitalize()}, "result": result}

    def _looked_up(self, uri: str) -> dict[str, Any]:
        if not uri.startswith(SOURCE):
            nobody = {"__typename": "SourceNotFoundError", "message": f"No source found that can provide {uri}"}
            return {"uri": uri, "source": nobody, "result": {"__typename": "NotFoundError", "message": "No term found"}}
        source = {"__typename": "Source", "uri": SOURCE, "name": "Things"}
        if uri.endswith("/500"):
            return {"uri": uri, "source": source, "result": {"__typename": "ServerError", "message": "Bad Gateway"}}
        known = next((one for one in self.terms if one["uri"] == uri), None)
        if known is None:
            return {"uri": uri, "source": source, "result": {"__typename": "NotFoundError", "message": "No term found"}}
        return {"uri": uri, "source": source, "result": {"__typename": "TranslatedTerm", **known}}


def _holds(one: dict[str, Any], query: str) -> bool:
    labels = [*one["prefLabel"], *one["altLabel"]]
    return any(query.casefold() in label["value"].casefold() for label in labels)


class _Handler(BaseHTTPRequestHandler):
    network: Network

    def do_POST(self) -> None:
        network = self.network
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        time.sleep(network.wait)
        answer = network.answer or json.dumps(network.answered(question["query"], question["variables"])).encode()
        if network.drips_head:
            self._drip_head()
        self.send_response(network.status)
        if network.encoding:
            self.send_header("Content-Encoding", network.encoding)
        if network.redirects_to:
            self.send_header("Location", network.redirects_to)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(network.claims or len(answer)))
        self.end_headers()
        self._write(answer, network)

    def _drip_head(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(90):
                self.wfile.write(b"X-%d: y\r\n" % number)
                time.sleep(0.3)
        except OSError:
            pass  # who asked has had enough

    def _write(self, answer: bytes, network: Network) -> None:
        try:
            if network.drips:
                for letter in answer:
                    self.wfile.write(bytes([letter]))
                    time.sleep(0.05)
            else:
                self.wfile.write(answer[:20] if network.stops else answer)
                time.sleep(30 if network.stops else 0)
        except OSError:
            pass  # who asked has had enough

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(network: Network) -> Iterator[Network]:
    """Serve it on a free port of loopback while the block runs."""
    handler = type("Handler", (_Handler,), {"network": network})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    network.address = f"http://127.0.0.1:{server.server_port}/graphql"
    try:
        yield network
    finally:
        server.shutdown()
        server.server_close()

"""Museums of our own making that serve records over HTTP, on loopback, well or badly."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from polyvocal.importers.fetching import FetchOrder, Manners, Progress, fetch

PATIENT = Manners(user_agent="polyvocal/tests (+http://localhost)", rate=10_000, back_off=0.01, silent_for=30)


@dataclass(frozen=True)
class Answer:
    """What a server answers: `cut` off after so many bytes, after a `delay`, or with a `drip` between any two bytes."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    delay: float = 0
    drip: float = 0


@dataclass
class Asked:
    """One question, as it came in."""

    path: str
    given: dict[str, str]
    headers: dict[str, str]


Answering = Callable[[Asked], Answer]


class Museum(ThreadingHTTPServer):
    """A server that remembers what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, answering: Answering) -> None:
        super().__init__(("127.0.0.1", 0), _Counter)
        self.answering = answering
        self.asked: list[Asked] = []

    def address(self, path: str = "/api/wwwopac.ashx?database=collect") -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asked has gone away; that is his affair."""


class _Counter(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Museum

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = Asked(parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)), dict(self.headers))
        self.server.asked.append(asked)
        answer = self.server.answering(asked)
        time.sleep(answer.delay)
        self.send_response(answer.status)
        for name, value in ({"Content-Length": str(len(answer.body))} | answer.headers).items():
            self.send_header(name, value)
        self.end_headers()
        if answer.drip:
            for byte in answer.body:
                self.wfile.write(bytes([byte]))
                time.sleep(answer.drip)
            return
        self.wfile.write(answer.body[: answer.cut])
        if answer.cut is not None:
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Be silent."""


@contextmanager
def serving(answering: Answering) -> Iterator[Museum]:
    """Serve for as long as the block lasts."""
    museum = Museum(answering)
    thread = threading.Thread(target=museum.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield museum
    finally:
        museum.shutdown()
        museum.server_close()
        thread.join()


def in_turn(*answers: Answer | Answering, then: Answering) -> Answering:
    """Give these answers first, one a question, and go on with `then`."""
    left = list(answers)

    def answering(asked: Asked) -> Answer:
        one = left.pop(0) if left else then
        return one if isinstance(one, Answer) else one(asked)

    return answering


def api(records: Sequence[str], *, hits: int | None = None, most: int = 1000, is_deaf: bool = False) -> Answering:
    """Answer like wwwopac.ashx; a deaf one does not hear `startfrom`."""

    def answering(asked: Asked) -> Answer:
        at = 0 if is_deaf else int(asked.given["startfrom"]) - 1
        shown = records[at : at + min(int(asked.given["limit"]), most)]
        return Answer(page(shown, hits=len(records) if hits is None else hits))

    return answering


def page(shown: Sequence[str], *, hits: int | str) -> bytes:
    """Return a page of the Adlib API."""
    diagnostic = f"<hits>{hits}</hits><xmltype>Grouped</xmltype><hits_on_display>{len(shown)}</hits_on_display>"
    words = f"<adlibXML><recordList>{''.join(shown)}</recordList><diagnostic>{diagnostic}</diagnostic></adlibXML>"
    return f'<?xml version="1.0" encoding="utf-8"?>{words}'.encode()


def json_api(prirefs: Sequence[int]) -> Answering:
    """Answer like wwwopac.ashx with output=json."""

    def answering(asked: Asked) -> Answer:
        at = int(asked.given["startfrom"]) - 1
        found = [_json_record(one) for one in prirefs[at : at + int(asked.given["limit"])]]
        whole = {"recordList": {"record": found}, "diagnostic": {"hits": len(prirefs), "limit": 2}}
        return Answer(json.dumps({"adlibJSON": whole}).encode())

    return answering


def _json_record(priref: int) -> dict[str, Any]:
    return {"@attributes": {"priref": str(priref)}, "object_number": [f"H {priref}"], "title": ["Kaapstander"]}


def fetched(store: Path, address: str, *, manners: Manners = PATIENT, **more: Any) -> tuple[Path, list[Progress]]:
    """Fetch and return the folder of pages, and what was told meanwhile."""
    told: list[Progress] = []
    more = {"told": told.append} | more
    return fetch(FetchOrder(address=address, store=store, manners=manners, **more)), told

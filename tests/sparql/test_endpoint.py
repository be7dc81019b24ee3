"""/sparql speaks the SPARQL 1.1 protocol, within limits, and calls nobody."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import Client

from polyvocal import ledger, sparql
from polyvocal.exceptions import QueryError
from polyvocal.sparql import asking
from polyvocal.sparql.asking import Question, ask
from tests.factories import make_edition, make_text

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ALL = "SELECT * WHERE { ?s ?p ?o }"


@pytest.fixture(autouse=True)
def _filled(store: Any) -> None:
    for number in range(3):
        make_edition(make_text(), f"Words {number} & <more>.")
    ledger.sweep()
    sparql.bring_up_to_date()


@pytest.mark.parametrize(
    ("accept", "query", "expected"),
    [
        ("", ALL, "application/sparql-results+json"),
        ("application/sparql-results+xml", ALL, "application/sparql-results+xml"),
        ("text/csv;q=0.5, text/tab-separated-values", ALL, "text/tab-separated-values"),
        ("text/csv", ALL, "text/csv"),
        ("application/sparql-results+json", "ASK { ?s ?p ?o }", "application/sparql-results+json"),
        ("", "CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle"),
        ("application/n-triples", "CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples"),
        ("application/ld+json", "CONSTRUCT WHERE { ?s ?p ?o }", "application/ld+json"),
        ("application/rdf+xml", "CONSTRUCT WHERE { ?s ?p ?o }", "application/rdf+xml"),
    ],
)
def test_an_answer_comes_in_the_media_type_that_is_preferred(
    client: Client, accept: str, query: str, expected: str
) -> None:
    answer = client.get("/sparql", {"query": query}, headers={"Accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, expected)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert len(answer.content) > 20


@pytest.mark.parametrize("query", [ALL, "ASK { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_what_cannot_be_written_as_asked_is_refused_with_a_reason(client: Client, query: str) -> None:
    answer = client.get("/sparql", {"query": query}, headers={"Accept": "image/png", "Accept-Language": "en"})
    assert (answer.status_code, b"media type" in answer.content) == (400, True)


def test_a_query_may_be_posted_as_a_form_or_as_it_is(client: Client) -> None:
    as_form = client.post("/sparql", {"query": ALL}, content_type="application/x-www-form-urlencoded")
    posted = client.post("/sparql", "query=" + ALL.replace(" ", "+"), content_type="application/x-www-form-urlencoded")
    plain = client.post("/sparql", ALL, content_type="application/sparql-query")
    assert as_form.status_code == 400  # a dict is no form
    assert json.loads(posted.content)["head"] == json.loads(plain.content)["head"]


@pytest.mark.parametrize(
    ("given", "content_type"),
    [
        ("update=DROP+ALL", "application/x-www-form-urlencoded"),
        ("DROP ALL", "application/sparql-update"),
        ("query=DROP+ALL", "application/x-www-form-urlencoded"),
        ("query=INSERT+DATA+%7B+%3Ca%3E+%3Cb%3E+%3Cc%3E+%7D", "application/x-www-form-urlencoded"),
        ("DELETE WHERE { ?s ?p ?o }", "application/sparql-query"),
        ("nothing", "text/plain"),
        (b"\xff\xfe", "application/sparql-query"),
        ("query=ASK%7B%7D&query=ASK%7B%7D", "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_no_query_is_refused_and_changes_nothing(client: Client, given: Any, content_type: str) -> None:
    before = client.get("/sparql", {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).content
    assert client.post("/sparql", given, content_type=content_type).status_code == 400
    assert client.get("/sparql", {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).content == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(client: Client, method: str) -> None:
    assert client.generic(method, "/sparql").status_code == 405


def test_a_wrong_query_is_told_where_it_is_wrong(client: Client) -> None:
    answer = client.get("/sparql", {"query": "SELECT * WHERE { ?s ?p }"})
    assert (answer.status_code, b"1:" in answer.content) == (400, True)


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """A server that notes who calls it."""
    calls: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            calls.append(self.path)
            self.send_response(500)
            self.end_headers()

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Noting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/x", calls
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
        "select * { service silent <%s> { ?s ?p ?o } }",
        "SELECT * { S\\u0045RVICE <%s> { ?s ?p ?o } }",
        "SELECT * { # SERVICE\nSERVICE<%s>{ ?s ?p ?o } }",
        "PREFIX e: <http://e/> SELECT * { ?s e:a\\#b ?o . SERVICE <%s> { ?s ?p ?o } }",
        "PREFIX e: <http://e/> SELECT * { ?s e:a\\'b ?o . SERVICE <%s> { ?s ?p ?o } . ?s e:a\\'b ?o }",
        "SELECT * { BIND('a\\'b' AS ?x) SERVICE <%s> { ?s ?p ?o } BIND('c' AS ?y) }",
        "SELECT * { ?a ?b ?c FILTER(?a<?b) SERVICE <%s> { ?s ?p ?o } FILTER(?b>?c) }",
        "SELECT * { BIND(<%s> AS ?there) SERVICE ?there { ?s ?p ?o } }",
    ],
)
def test_no_query_calls_another_server(query: str, elsewhere: tuple[str, list[str]], client: Client) -> None:
    address, calls = elsewhere
    answer = client.get("/sparql", {"query": query % address})
    assert answer.status_code == 400
    assert calls == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o }",
        "PREFIX service: <http://e/service#> SELECT * { ?s service:service ?o }",
        "SELECT * { ?s <http://e/SERVICE> 'SERVICE <x> {' } # SERVICE",
        'SELECT * { ?s ?p """a "service" inside""" }',
    ],
)
def test_the_word_alone_is_no_call(query: str, client: Client) -> None:
    assert client.get("/sparql", {"query": query}).status_code == 200


def test_even_a_call_that_was_overlooked_reaches_nobody_where_the_kernel_helps(
    elsewhere: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, calls = elsewhere
    monkeypatch.setattr(asking, "_refuse_what_cannot_be_asked", lambda query: None)
    if not _can_leave_the_network():
        pytest.skip("this kernel lets no process leave the network")
    with pytest.raises(QueryError):
        ask(Question(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"), sparql.ready())
    assert calls == []


def _can_leave_the_network() -> bool:
    import subprocess
    import sys

    tried = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x50000000) != 0)"
    return subprocess.run([sys.executable, "-c", tried], check=False).returncode == 0


def test_a_query_that_takes_too_long_is_ended(client: Client, settings: Any) -> None:
    patient = settings.POLYVOCAL
    settings.POLYVOCAL = {**patient, "SPARQL_SECONDS": 1}
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
    answer = client.get("/sparql", {"query": endless}, headers={"Accept-Language": "en"})
    assert (answer.status_code, b"1 seconds" in answer.content) == (503, True)
    settings.POLYVOCAL = patient
    assert client.get("/sparql", {"query": "ASK { ?s ?p ?o }"}).status_code == 200


def test_an_answer_that_is_too_large_is_ended(client: Client, settings: Any) -> None:
    settings.POLYVOCAL = {**settings.POLYVOCAL, "SPARQL_BYTES": 2_000}
    answer = client.get("/sparql", {"query": ALL})
    assert (answer.status_code, b"LIMIT" in answer.content) == (503, True)


def test_a_query_that_needs_too_much_memory_harms_nobody(client: Client, settings: Any) -> None:
    settings.POLYVOCAL = {**settings.POLYVOCAL, "SPARQL_MEMORY": 300_000_000, "SPARQL_SECONDS": 60}
    greedy = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a ?d ?g"
    assert client.get("/sparql", {"query": greedy}).status_code == 503


def test_those_who_come_while_others_are_answered_are_asked_to_wait(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.POLYVOCAL = {**settings.POLYVOCAL, "SPARQL_AT_ONCE": 1}
    monkeypatch.setattr(asking, "_WAIT", 0.01)
    with asking._gate():
        assert client.get("/sparql", {"query": ALL}).status_code == 503
    assert client.get("/sparql", {"query": ALL}).status_code == 200


def test_the_graphs_that_a_client_chooses_are_the_ones_that_are_asked(asked: Any) -> None:
    (graph, *_rest), *_others = asked("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    everywhere = int(asked("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0][0])
    there = int(asked("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", **{"default-graph-uri": graph})[0][0])
    assert 0 < there < everywhere


def test_people_get_a_page_with_a_form_and_a_table(client: Client) -> None:
    page = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (page.status_code, b"<textarea" in page.content) == (200, True)
    query = 'SELECT ?x ?o { VALUES (?x ?o) { (<javascript:alert(1)> "<script>"@en) } }'
    shown = client.get("/sparql", {"query": query}, headers={"Accept": "text/html"}).content.decode()
    assert "&lt;script&gt;" in shown
    assert 'lang="en"' in shown
    assert 'href="javascript:' not in shown
    wrong = client.get("/sparql", {"query": "SELEKT"}, headers={"Accept": "text/html"})
    assert (wrong.status_code, b'role="alert"' in wrong.content, b"SELEKT" in wrong.content) == (400, True, True)
    chosen = client.get("/sparql", {"query": ALL, "format": "csv"}, headers={"Accept": "text/html"})
    assert chosen["Content-Type"] == "text/csv"
    said = client.get(
        "/sparql", {"query": "ASK { ?s ?p ?o }"}, headers={"Accept": "text/html", "Accept-Language": "en"}
    )
    assert b"Yes." in said.content


def test_every_example_has_an_answer_or_is_a_query_at_least(client: Client) -> None:
    from polyvocal.views.sparql import EXAMPLES

    for _title, query in EXAMPLES:
        assert client.get("/sparql", {"query": query}).status_code == 200
    first = client.get("/sparql", {"query": EXAMPLES[0][1]})
    assert json.loads(first.content)["results"]["bindings"]


def test_machines_that_ask_nothing_are_told_what_may_be_asked(client: Client) -> None:
    import pyoxigraph

    said = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert said["Content-Type"].startswith("text/turtle")
    quads = list(pyoxigraph.parse(input=said.content, format=pyoxigraph.RdfFormat.TURTLE))
    assert any("SPARQL11Query" in str(quad.object) for quad in quads)


def test_a_museum_without_a_store_says_so(client: Client, settings: Any) -> None:
    settings.POLYVOCAL = {**settings.POLYVOCAL, "SPARQL_STORE": ""}
    assert client.get("/sparql", {"query": ALL}).status_code == 404

"""/sparql: the SPARQL 1.1 protocol, read-only, and a page on which people ask."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.csrf import csrf_exempt

from polyvocal import sparql
from polyvocal.exceptions import PolyvocalError, QueryError, QueryLimitError, StoreNotReadyError
from polyvocal.linkeddata.addresses import absolute
from polyvocal.sparql import GRAPHS, SOLUTIONS, Answer, Question
from polyvocal.views.negotiation import Offer, preferred
from polyvocal.views.visits import welcomed

HTML = "text/html"
MOST_ROWS = 1_000
"""Rows that the page shows; programs get all."""
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(_METHODS),
    "Access-Control-Allow-Headers": "Accept, Content-Type",
}
_STATUS: Sequence[tuple[type[PolyvocalError], int]] = (
    (QueryError, 400), (QueryLimitError, 503), (StoreNotReadyError, 503),
)  # fmt: skip
_BY_HAND = {"json": "application/sparql-results+json", "xml": "application/sparql-results+xml", "csv": "text/csv",
            "tsv": "text/tab-separated-values", "turtle": "text/turtle", "ntriples": "application/n-triples",
            "jsonld": "application/ld+json", "rdfxml": "application/rdf+xml"}  # fmt: skip


@csrf_exempt
def endpoint(request: HttpRequest) -> HttpResponse:
    """Answer a query, or show the page, or describe the endpoint to machines that send none."""
    response = _response(request)
    response["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(response, ["Accept"])
    return response


def _response(request: HttpRequest) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=_PREFLIGHT)
    if request.method not in _METHODS:
        return HttpResponseNotAllowed(_METHODS)
    if not sparql.is_switched_on() or not sparql.is_installed():
        return _plain(_("This museum keeps no SPARQL endpoint. Its dumps hold the same data."), 404)
    accept = _BY_HAND.get(_asked(request).get("format", ""), request.headers.get("Accept", ""))
    wants_page = _chosen(accept, (*SOLUTIONS, *GRAPHS, HTML)) == HTML
    try:
        query = _query_of(request)
    except QueryError as error:
        return _plain(str(error), 400)
    if query is None:
        response: HttpResponse = _page(request) if wants_page else _description()
        return response
    question = _question(request, query, accept, is_for_page=wants_page)
    try:
        answer = sparql.ask(question, sparql.ready())
    except (QueryError, QueryLimitError, StoreNotReadyError) as error:
        status = next(status for kind, status in _STATUS if isinstance(error, kind))
        response = _page(request, query=query, problem=str(error)) if wants_page else _plain(str(error), status)
        response.status_code = status
        if status == 503:
            response["Retry-After"] = "10"
        return response
    if wants_page:
        return _page(request, query=query, answer=answer)
    return HttpResponse(answer.content, content_type=answer.media_type)


def _asked(request: HttpRequest) -> Any:
    is_form = request.method == "POST" and request.content_type == "application/x-www-form-urlencoded"
    return request.POST if is_form else request.GET


def _query_of(request: HttpRequest) -> str | None:
    """Return the query (SPARQL 1.1 Protocol, section 2.1), None where there is none."""
    asked = _asked(request)
    if "update" in asked or request.content_type == "application/sparql-update":
        raise QueryError(_("This endpoint only answers: it takes no updates."))
    if request.method == "POST" and request.content_type == "application/sparql-query":
        try:
            return request.body.decode()
        except UnicodeDecodeError:
            raise QueryError(_("The query is not written in UTF-8.")) from None
    given = asked.getlist("query")
    if len(given) > 1:
        raise QueryError(_("Send one query at a time."))
    if not given and request.method == "POST":
        raise QueryError(_("Send a query as a form field “query”, or as application/sparql-query."))
    return given[0] if given else None


def _question(request: HttpRequest, query: str, accept: str, *, is_for_page: bool) -> Question:
    asked = request.GET if request.content_type == "application/sparql-query" else _asked(request)
    chosen: dict[str, Any] = {
        "default_graphs": tuple(asked.getlist("default-graph-uri")),
        "named_graphs": tuple(asked.getlist("named-graph-uri")),
    }
    if is_for_page:
        return Question(query, **chosen)
    return Question(query, _chosen(accept, tuple(SOLUTIONS)), _chosen(accept, tuple(GRAPHS)), **chosen)


def _chosen(accept: str, media_types: Sequence[str]) -> str:
    found = preferred(accept, [Offer(one) for one in media_types])
    return found.media_type if found is not None else ""


@welcomed
def _shown(request: HttpRequest, visit: Any, **context: Any) -> HttpResponse:
    return render(request, "polyvocal/sparql.html", {"visit": visit, **context})


def _page(request: HttpRequest, *, query: str = "", problem: str = "", answer: Answer | None = None) -> HttpResponse:
    # A form that was posted is shown as the page it asks for.
    request.method = "GET" if request.method == "POST" else request.method
    shown = _table(answer) if answer is not None and answer.kind == "solutions" else {}
    graph = answer.content.decode() if answer is not None and answer.kind == "graph" else ""
    return _shown(
        request, query=query or EXAMPLES[0][1], was_asked=answer is not None, problem=problem, graph=graph,
        examples=[(_(title), words) for title, words in EXAMPLES], formats=list(_BY_HAND), most=MOST_ROWS, **shown,
    )  # fmt: skip


def _table(answer: Answer) -> dict[str, Any]:
    found = json.loads(answer.content)
    if "boolean" in found:
        return {"verdict": _("Yes.") if found["boolean"] else _("No.")}
    names, rows = found["head"]["vars"], found["results"]["bindings"]
    return {
        "names": names, "count": len(rows),
        "rows": [[_cell(row.get(name)) for name in names] for row in rows[:MOST_ROWS]],
    }  # fmt: skip


def _cell(given: dict[str, str] | None) -> dict[str, str]:
    """Return what a cell shows, in which language, and where it leads: only the web may be led to."""
    if given is None or given["type"] == "triple":
        return {"value": ""}
    leads = given["type"] == "uri" and given["value"].startswith(("https://", "http://"))
    return {
        "value": given["value"], "language": given.get("xml:lang", ""), "leads_to": given["value"] if leads else "",
    }  # fmt: skip


def _description() -> HttpResponse:
    """Describe the endpoint (SPARQL 1.1 Service Description)."""
    formats = "".join(f"<http://www.w3.org/ns/formats/{name}>, " for name in _FORMATS).rstrip(", ")
    here = absolute("/sparql")
    said = (
        "@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .\n"
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n\n"
        f"<{here}> a sd:Service ;\n  sd:endpoint <{here}> ;\n  sd:supportedLanguage sd:SPARQL11Query ;\n"
        f"  sd:resultFormat {formats} ;\n"
        "  sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ;\n"
        f"    dcterms:isPartOf <{absolute('/dataset/')}> ] .\n"
    )
    return HttpResponse(said, content_type="text/turtle; charset=utf-8")


_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "JSON-LD", "RDF_XML",
)  # fmt: skip


def _plain(said: str, status: int) -> HttpResponse:
    return HttpResponse(f"{said}\n", status=status, content_type="text/plain; charset=utf-8")


EXAMPLES = (
    (
        gettext_noop("What is said of objects now, and who says it"),
        """PREFIX crm: <http://www.cidoc-crm.org/cidoc-crm/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?object ?title ?voice WHERE {
  ?object a crm:E22_Human-Made_Object ; rdfs:label ?title ; crm:P140i_was_attributed_by ?assignment .
  ?assignment crm:P14_carried_out_by ?who . ?who rdfs:label ?voice .
} LIMIT 25""",
    ),
    (
        gettext_noop("Every edition of every text, oldest first"),
        """PREFIX crm: <http://www.cidoc-crm.org/cidoc-crm/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?edition ?label ?from WHERE {
  ?edition crm:P16i_was_used_for/crm:P4_has_time-span/crm:P82a_begin_of_the_begin ?from ; rdfs:label ?label .
} ORDER BY ?from LIMIT 25""",
    ),
    (
        gettext_noop("Claims about provenance, each in a graph of its own, and whose they are"),
        """PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?claim ?voice WHERE {
  GRAPH ?provenance { ?claim prov:wasAttributedTo ?voice }
} LIMIT 25""",
    ),
)

"""Asks for OAI-PMH and reads the answers."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"


def asked(client: Any, **arguments: str) -> Any:
    """Ask for something and return the answer as a tree; `from_` stands for from."""
    given = {name.rstrip("_"): value for name, value in arguments.items()}
    response = client.get("/oai", given)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    return etree.fromstring(response.content)


def errors_in(answer: Any) -> list[str]:
    """Return the codes of the errors in an answer."""
    return [one.get("code") for one in answer.findall(f"{OAI}error")]


def headers_in(answer: Any) -> dict[str, Any]:
    """Return the headers of an answer by the last part of their identifiers."""
    return {one.findtext(f"{OAI}identifier").rpartition(":")[2]: one for one in answer.iter(f"{OAI}header")}


def token_in(answer: Any) -> str:
    """Return the token of an answer, '' where it has none."""
    return answer.findtext(f".//{OAI}resumptionToken") or ""


def pages(client: Any, **arguments: str) -> Iterator[Any]:
    """Yield the pages of a list to its end."""
    answer = asked(client, **arguments)
    yield answer
    while token := token_in(answer):
        answer = asked(client, verb=arguments["verb"], resumptionToken=token)
        yield answer

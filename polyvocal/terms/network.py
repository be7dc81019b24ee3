"""The Network of Terms, a GraphQL API that searches many terminology sources at once.

The questions follow its schema (docs.nde.nl/services/network-of-terms): `terms` searches, `lookup` finds by URI; with
`languages` it answers with `TranslatedTerm`s, whose labels bear their language. A source that fails has its error
beside the answers of the others.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import requests
from django.utils.translation import gettext as _
from urllib3.exceptions import HTTPError, ReadTimeoutError

from polyvocal.conf import setting
from polyvocal.exceptions import PolyvocalError
from polyvocal.terms.candidates import Candidate, candidate_in, legible
from polyvocal.terms.hurrying import hurried_session

CONNECT_WITHIN = 3.0
MOST_BYTES = 8_000_000
MOST_FOUND = 20
_MOST_READ = 1_000
"""Terms of a source that are looked at, should it give more than were asked for, some of them unusable."""

_FIELDS = """
  uri
  prefLabel { language value } altLabel { language value }
  definition { language value } scopeNote { language value }
  broader { uri prefLabel { language value } }
  exactMatch { uri }
"""
_SEARCH = f"""
query ($sources: [ID]!, $query: String!, $languages: [Language], $limit: Int, $timeout: Int) {{
  terms(sources: $sources, query: $query, languages: $languages, limit: $limit, timeoutMs: $timeout) {{
    source {{ uri name }}
    result {{ __typename ... on TranslatedTerms {{ terms {{ {_FIELDS} }} }} ... on Error {{ message }} }}
  }}
}}"""
_LOOK_UP = f"""
query ($uris: [ID]!, $languages: [Language], $timeout: Int) {{
  lookup(uris: $uris, languages: $languages, timeoutMs: $timeout) {{
    uri
    source {{ __typename ... on Source {{ uri name }} ... on Error {{ message }} }}
    result {{ __typename ... on TranslatedTerm {{ {_FIELDS} }} ... on Error {{ message }} }}
  }}
}}"""


class NetworkError(PolyvocalError):
    """The Network of Terms cannot be reached, or says what cannot be understood."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source found, or why it found nothing."""

    source: str
    source_name: str
    candidates: tuple[Candidate, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A term as its source gives it now, None where it does not; `problem` says why nothing is known."""

    uri: str
    candidate: Candidate | None = None
    problem: str = ""


def search(query: str, sources: Sequence[str]) -> list[Answer]:
    """Return the answer of each source. Raises NetworkError where the network itself gives none.

    One source that the network does not know makes it refuse the whole question, so each is then asked by itself.
    """
    try:
        return _searched(query, sources)
    except _RefusedError as error:
        if len(sources) < 2:
            return [Answer(source, source, problem=str(error)) for source in sources]
    return [answer for source in sources for answer in search(query, [source])]


def look_up(uris: Sequence[str]) -> list[LookedUp]:
    """Return what became of each of these terms. Raises NetworkError where the network itself does not say."""
    given = _asked(_LOOK_UP, {"uris": list(uris)}).get("lookup")
    found = {one.uri: one for one in map(_looked_up, _list(given)) if one is not None}
    return [found.get(uri) or LookedUp(uri, problem=_("No answer was given.")) for uri in uris]


class _RefusedError(NetworkError):
    """The network answered, and refused the question."""


def _searched(query: str, sources: Sequence[str]) -> list[Answer]:
    given = _asked(_SEARCH, {"sources": list(sources), "query": query, "limit": MOST_FOUND}).get("terms")
    answers = [one for one in map(_answer, _list(given)[: len(sources)]) if one is not None]
    silent = set(sources) - {one.source for one in answers} if len(answers) < len(sources) else set()
    return [*answers, *(Answer(one, one, problem=_("No answer was given.")) for one in sources if one in silent)]


def _answer(given: Any) -> Answer | None:
    source = given.get("source") if isinstance(given, dict) else None
    result = given.get("result") if isinstance(given, dict) else None
    if not isinstance(source, dict) or not isinstance(source.get("uri"), str) or not isinstance(result, dict):
        return None
    uri = legible(source["uri"])[:500]
    made = Answer(uri, _words(source.get("name")) or uri[:300])
    if not isinstance(result.get("terms"), list):
        return replace(made, problem=_problem(result))
    found = (
        candidate_in(one, source=made.source, source_name=made.source_name) for one in result["terms"][:_MOST_READ]
    )
    return replace(made, candidates=tuple(one for one in found if one is not None)[:MOST_FOUND])


def _looked_up(given: Any) -> LookedUp | None:
    if not isinstance(given, dict) or not isinstance(given.get("uri"), str):
        return None
    uri, source, result = given["uri"], given.get("source"), given.get("result")
    source, result = source if isinstance(source, dict) else {}, result if isinstance(result, dict) else {}
    if source.get("__typename") == "SourceNotFoundError":
        return LookedUp(uri, problem=_words(source.get("message")) or _("No source of the network knows this term."))
    if result.get("__typename") == "NotFoundError":
        return LookedUp(uri)
    found = candidate_in(
        result, source=legible(str(source.get("uri", "")))[:500], source_name=_words(source.get("name"))
    )
    if found is None or found.uri != uri:
        return LookedUp(uri, problem=_problem(result))
    return LookedUp(uri, found)


def _problem(result: Mapping[str, Any]) -> str:
    said = _words(result.get("message"))
    if result.get("__typename") == "TimeoutError":
        return _("It did not answer in time.") + (f" ({said})" if said else "")
    return said or _("It answered what cannot be understood.")


def _words(given: Any) -> str:
    return legible(given)[:300] if isinstance(given, str) else ""


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _asked(question: str, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Ask the network; return what it gives under `data`."""
    address, patience = setting("TERM_API"), float(setting("TERM_TIMEOUT"))
    if not address:
        raise NetworkError(_("No address of the Network of Terms is set."))
    given = {"languages": list(setting("TERM_LANGUAGES")), "timeout": int(patience * 1000), **variables}
    try:
        answered = json.loads(_bytes_of(address, {"query": question, "variables": given}, within=patience + 2))
    except (requests.exceptions.Timeout, ReadTimeoutError) as error:
        raise NetworkError(_("The Network of Terms did not answer in time.")) from error
    except (requests.exceptions.RequestException, HTTPError) as error:
        raise NetworkError(_("The Network of Terms cannot be reached.")) from error
    except (ValueError, RecursionError) as error:
        raise NetworkError(_("The Network of Terms answered what cannot be understood.")) from error
    return _without_errors(answered)


def _without_errors(answered: Any) -> dict[str, Any]:
    if not isinstance(answered, dict):
        raise NetworkError(_("The Network of Terms answered what cannot be understood."))
    data = answered.get("data")
    if isinstance(data, dict):
        return data
    errors = answered.get("errors")
    said = [_words(one.get("message")) for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []
    if any(said):
        told = _("The Network of Terms refused the question: %(reason)s")
        raise _RefusedError(told % {"reason": " ".join(one for one in said if one)[:500]})
    raise NetworkError(_("The Network of Terms answered what cannot be understood."))


def _bytes_of(address: str, question: Mapping[str, Any], *, within: float) -> bytes:
    """Return an answer that comes whole within its time and size, wherever the server stops in the middle."""
    until = time.monotonic() + within
    headers = {"Accept": "application/json", "User-Agent": "polyvocal"}
    waiting = (CONNECT_WITHIN, within)
    # GraphQL over HTTP gives refusals as JSON too, with 200 or 400.
    with (
        hurried_session(within) as session,
        session.post(
            address, json=question, headers=headers, timeout=waiting, stream=True, allow_redirects=False
        ) as response,
    ):
        if response.status_code not in (200, 400):
            told = _("The Network of Terms answered with status %(status)d.")
            raise NetworkError(told % {"status": response.status_code})
        return b"".join(_pieces(response, until=until))


def _pieces(response: requests.Response, *, until: float) -> Iterator[bytes]:
    received = 0
    try:
        # What has come, and no more: `iter_content` would wait for a full piece, however slowly it drips.
        while piece := response.raw.read1(65_536, decode_content=True):
            received += len(piece)
            if received > MOST_BYTES:
                raise NetworkError(_("The Network of Terms answered more than can be taken."))
            yield piece
    except HTTPError as error:
        if time.monotonic() > until:
            raise requests.exceptions.ReadTimeout from error
        raise
    # A connection that is cut when its time is over looks like one that came to its end.
    if time.monotonic() > until:
        raise requests.exceptions.ReadTimeout

"""Asks a server politely: seldom, patiently, with an end to waiting and to bytes, and never led astray."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, quote_plus, urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError, ReadTimeoutError
from urllib3.exceptions import InvalidHeader as InvalidWait
from urllib3.util.retry import Retry

from polyvocal.exceptions import SourceError
from polyvocal.importers.fetching.addresses import filled, may_lead, redacted, secrets_in
from polyvocal.importers.fetching.pages import begins_with

_T = TypeVar("_T")
_PASSING = frozenset({429, 500, 502, 503, 504})
_HALF_READ = frozenset({"malformed", "empty", "encoding"})
"""What is wrong with a page that broke off on its way; a second time it may arrive whole."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_PIECE = 65_536
_SIGN_OF_LIFE = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How servers are asked. Times are in seconds; `rate` is requests a second.

    `headers` holds, by host, what that host alone is told, such as a key; `${NAME}` is filled from the environment.
    """

    user_agent: str
    rate: float = 2.0
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    attempts: int = 6
    back_off: float = 1.0
    longest_wait: float = 300.0
    connect_within: float = 10.0
    silent_for: float = 90.0
    page_within: float = 900.0
    most_bytes: int = 128 * 1024 * 1024


class _PassingError(Exception):
    """Something went wrong that may be right in a moment; the server may have said when to come back."""

    def __init__(self, words: str, *, after: float | None = None) -> None:
        super().__init__(words)
        self.after = after


class Asker:
    """Asks for pages, one at a time. `alive` is called while it waits."""

    def __init__(self, manners: Manners, *, alive: Callable[[], None]) -> None:
        self._manners = manners
        self._alive = alive
        self._session = requests.Session()
        self._session.headers.update(
            {"User-Agent": manners.user_agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*"}
        )
        self._asked_at = float("-inf")

    def page(self, address: str, into: Path, read: Callable[[Path], _T], *, number: int) -> _T:
        """Fetch one page into a file and return what `read` makes of it; a page that came broken is asked for again.

        Raises SourceError with the address, the number of the page and the reason, all without passwords or keys.
        """
        asked, values = filled(address)
        headers = self._headers_for(asked)
        secrets = (*values, *secrets_in(asked), *headers.values())
        try:
            return self._patiently(asked, into, read)
        except SourceError as error:
            problem = "broken-page" if error.problem in _HALF_READ else error.problem
            words = _without(str(error), secrets)
            raise SourceError(words, problem=problem, source=redacted(address), position=str(number)) from None
        except OSError as error:
            words = error.strerror or type(error).__name__
            raise SourceError(words, problem="no-store", source=str(into.parent), position=str(number)) from None

    def _patiently(self, address: str, into: Path, read: Callable[[Path], _T]) -> _T:
        for attempt in range(1, self._manners.attempts + 1):
            is_last = attempt == self._manners.attempts
            try:
                self._download(address, into)
                return read(into)
            except _PassingError as error:
                if is_last or (error.after or 0) > self._manners.longest_wait:
                    raise SourceError(str(error), problem="unreachable") from error
                self._wait(max(error.after or 0, self._manners.back_off * 2 ** (attempt - 1)))
            except SourceError as error:
                if is_last or error.problem not in _HALF_READ:
                    raise
                self._wait(self._manners.back_off * 2 ** (attempt - 1))
        raise AssertionError("the last attempt returns or raises")

    def _download(self, address: str, into: Path) -> None:
        for _hop in range(_MOST_REDIRECTS):
            try:
                response = self._asked(address)
            except requests.exceptions.SSLError as error:
                raise SourceError("Its certificate is not valid.", problem="refused") from error
            except requests.exceptions.RequestException as error:
                raise _explained(error) from error
            with response:
                if response.status_code not in _REDIRECTS:
                    self._written(response, into)
                    return
                address = _led_on(address, response.headers.get("Location", ""))
        raise SourceError("It sends on in a circle.", problem="redirected")

    def _asked(self, address: str) -> requests.Response:
        self._wait(self._asked_at + 1 / self._manners.rate - time.monotonic())
        self._asked_at = time.monotonic()
        timeout = (self._manners.connect_within, self._manners.silent_for)
        headers = self._headers_for(address)
        return self._session.get(address, headers=headers, stream=True, allow_redirects=False, timeout=timeout)

    def _headers_for(self, address: str) -> dict[str, str]:
        given = self._manners.headers.get(urlsplit(address).hostname or "", {})
        return {name: filled(value, is_address=False)[0] for name, value in given.items()}

    def _written(self, response: requests.Response, into: Path) -> None:
        """Write the body as it arrives, and no more of it than a page may hold, however small it was packed."""
        status, until = response.status_code, time.monotonic() + self._manners.page_within
        if status in _PASSING:
            raise _PassingError(_status_in_words(response), after=_wished(response))
        try:
            with into.open("wb") as file:
                for piece in self._pieces(response):
                    if time.monotonic() > until:
                        raise _PassingError("It did not come to an end.")
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
        except ReadTimeoutError as error:
            raise _PassingError("It did not answer in time.") from error
        except HTTPError as error:
            raise _PassingError("It broke off.") from error
        if status != requests.codes.ok:
            words = f"{_status_in_words(response)}: {begins_with(into)}"
            raise SourceError(words, problem="refused")

    def _pieces(self, response: requests.Response) -> Iterator[bytes]:
        size, told_at = 0, time.monotonic()
        # What has arrived, be it a byte: who waited for a whole piece would wait for ever on a server that drips.
        while piece := response.raw.read1(_PIECE, decode_content=True):
            size += len(piece)
            if size > self._manners.most_bytes:
                raise SourceError(f"More than {self._manners.most_bytes:,} bytes.", problem="too-large")
            yield piece
            if time.monotonic() - told_at > _SIGN_OF_LIFE:
                self._alive()
                told_at = time.monotonic()

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _SIGN_OF_LIFE))
            if until - time.monotonic() > 0:
                self._alive()


def _explained(error: requests.exceptions.RequestException) -> Exception:
    """Say what went wrong in words of our own: those of the libraries quote the whole address, keys included."""
    if isinstance(error, requests.exceptions.Timeout):
        return _PassingError("It did not answer in time.")
    if isinstance(error, requests.exceptions.ConnectionError):
        return _PassingError("The connection failed or broke off.")
    return SourceError(type(error).__name__, problem="refused")


def _led_on(address: str, location: str) -> str:
    after = urljoin(address, location)
    if not location or not may_lead(address, after):
        place = urlsplit(after)
        raise SourceError(f"{place.scheme}://{place.hostname}", problem="redirected")
    return after


def _wished(response: requests.Response) -> float | None:
    """Return after how many seconds the server wishes to be asked again (RFC 9110, 10.2.3), where it says so."""
    given = response.headers.get("Retry-After")
    try:
        return Retry().parse_retry_after(given) if given else None
    except InvalidWait:
        return None


def _status_in_words(response: requests.Response) -> str:
    return f"HTTP {response.status_code} {response.reason or ''}".strip()


def _without(words: str, secrets: tuple[str, ...]) -> str:
    for secret in secrets:
        for form in (secret, quote(secret, safe=""), quote_plus(secret)):
            words = words.replace(form, "***")
    return words

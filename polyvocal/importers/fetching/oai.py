"""Walks through a list of OAI-PMH 2.0 (openarchives.org/OAI/openarchivesprotocol.html), token by token."""

from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from polyvocal.exceptions import SourceError
from polyvocal.importers.fetching.addresses import parameters_of, with_parameters
from polyvocal.importers.fetching.pages import Page, begins_with

_SELECTING = ("metadataPrefix", "set", "from", "until")
_NO_RECORDS = "noRecordsMatch"
BAD_TOKEN = "badResumptionToken"  # noqa: S105 (an error code of the protocol)
PREFERRED = {"adlib": "adlib", "oai": "oai_dc"}
"""By kind of source, what the name of a format holds that is chosen where the address names none."""


class OaiWalk:
    """One list of records. `since` (a date) holds it to records changed or deleted on that day or later."""

    kind = "oai"

    def __init__(self, address: str, *, since: str = "", source: str = "adlib") -> None:
        given = {name: value for name, value in parameters_of(address).items() if value and name != "verb"}
        given.pop("resumptionToken", None)
        self._address = address
        self._selecting = {name: given.pop(name) for name in _SELECTING if name in given}
        self._others = given  # what this server wants besides, such as a key
        if since:
            self._selecting["from"] = since
        self._source = source
        self._token = ""
        self._tokens: set[str] = set()
        self._is_at_end = False

    @property
    def next(self) -> dict[str, Any]:
        """What a later process needs in order to go on."""
        return {"token": self._token, "is_at_end": self._is_at_end, "format": self._selecting.get("metadataPrefix", "")}

    def go_on(self, left: dict[str, Any]) -> None:
        """Go on where an earlier process was."""
        self._token, self._is_at_end = left.get("token", ""), left.get("is_at_end", False)
        if left.get("format"):
            self._selecting["metadataPrefix"] = left["format"]

    def begin_again(self) -> None:
        """Fetch the list from its start: its token has expired."""
        self._token, self._is_at_end = "", False
        self._tokens.clear()

    @property
    def asks_formats_at(self) -> str | None:
        """Where the server says which formats it has; None where the format is known."""
        if self._selecting.get("metadataPrefix"):
            return None
        return with_parameters(self._address, {**self._others, "verb": "ListMetadataFormats"})

    def choose_format(self, path: Path) -> None:
        """Choose a format from the server's list. Raises SourceError `no-format`, naming the ones there are."""
        found = _formats_on(path)
        wanted = PREFERRED.get(self._source, "oai_dc")
        chosen = sorted((prefix for prefix, about in found.items() if wanted in about), key=len)
        if not chosen:
            raise SourceError(", ".join(found) or "–", problem="no-format")
        self._selecting["metadataPrefix"] = chosen[0]

    def address(self) -> str | None:
        """Return the address of the next page; None at the end. A token stands alone, as the protocol demands."""
        if self._is_at_end:
            return None
        asked = {"resumptionToken": self._token} if self._token else self._selecting
        return with_parameters(self._address, {**self._others, "verb": "ListRecords", **asked})

    def read(self, path: Path) -> Page:
        """Read a page. Raises SourceError: `oai-error`, `expired`, `not-a-page`. No records is an empty page."""
        return _page_on(path)

    def took(self, page: Page, *, new: int) -> bool:
        """Step on; return whether the page is to be kept. Raises SourceError where the list goes in a circle."""
        self._tokens.add(self._token)
        if page.next and page.next in self._tokens:
            raise SourceError(f"resumptionToken {page.next[:80]!r}", problem="token-repeated")
        if page.keys and not new:
            raise SourceError("", problem="page-repeated")
        self._token = page.next
        self._is_at_end = not page.next
        return bool(page.keys)


def _page_on(path: Path) -> Page:
    keys: list[str] = []
    token, hits, said_at = "", None, ""
    for element in _elements(path, ("header", "resumptionToken", "error", "responseDate", "metadata")):
        words = (element.text or "").strip()
        match etree.QName(element).localname:
            case "header" if _is_in(element, "record", "ListRecords"):
                keys.append((element.findtext("{*}identifier") or "").strip())
            case "resumptionToken" if _is_in(element, "ListRecords"):
                token = words
                size = element.get("completeListSize", "")
                hits = int(size) if size.isdigit() else None
            case "responseDate":
                said_at = words
            case "error" if _is_in(element, "OAI-PMH"):
                _refuse(element.get("code") or "", words)
        element.clear()
    return Page(keys=keys, hits=hits, next=token, said_at=said_at)


def _is_in(element: etree._Element, *names: str) -> bool:
    """Whether an element lies within these, the nearest first: what a record holds may bear the same names."""
    around = element.iterancestors()
    return all((one := next(around, None)) is not None and etree.QName(one).localname == name for name in names)


def _refuse(code: str, words: str) -> None:
    if code == _NO_RECORDS:
        return
    problem = "expired" if code == BAD_TOKEN else "oai-error"
    raise SourceError(f"{code}: {' '.join(words.split())}".rstrip(": "), problem=problem)


def _formats_on(path: Path) -> dict[str, str]:
    """Return, by prefix, what is said of each format, in small letters."""
    found: dict[str, str] = {}
    for element in _elements(path, ("metadataFormat", "error")):
        prefix = (element.findtext("{*}metadataPrefix") or "").strip()
        if prefix:
            found[prefix] = " ".join("".join(element.itertext()).split()).lower()
        elif etree.QName(element).localname == "error":
            _refuse(element.get("code") or "", element.text or "")
    return found


def _elements(path: Path, names: tuple[str, ...]) -> Any:
    """Yield these elements of an answer. Raises SourceError where it is none, or breaks off."""
    try:
        with path.open("rb") as stream:
            yield from _elements_in(stream, path, names)
    except etree.XMLSyntaxError as error:
        begins = begins_with(path).lstrip("\ufeff")
        if begins and not begins.startswith("<"):
            raise SourceError(begins, problem="not-a-page") from error
        raise SourceError(error.msg or "", problem="malformed") from error


def _elements_in(stream: BinaryIO, path: Path, names: tuple[str, ...]) -> Any:
    is_oai = False
    for event, element in etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    ):
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if not is_oai and (name != "OAI-PMH" or element.getroottree().docinfo.internalDTD is not None):
            raise SourceError(begins_with(path), problem="not-a-page")
        is_oai = True
        if event == "end" and name in names:
            yield element

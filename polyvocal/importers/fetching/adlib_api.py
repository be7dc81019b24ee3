"""Walks through a search of the Adlib web API (wwwopac.ashx), page by page.

`startfrom` counts from 1. Servers are not taken at their word: the walk ends where the hits end, where a page is empty,
and where a page brings nothing new, for some servers ignore `startfrom`.
"""

import json
from pathlib import Path
from typing import Any

from lxml import etree

from polyvocal.exceptions import SourceError
from polyvocal.importers.fetching.addresses import parameters_of, with_parameters
from polyvocal.importers.fetching.pages import Page, keys_on, suffix_of

PER_PAGE = 100
MOST_PER_PAGE = 1_000
_DEFAULTS = {"search": "all", "xmltype": "grouped"}


class ApiWalk:
    """One search, from its first page to its last. `since` (a day) holds it to records changed on or after it."""

    kind = "adlib"

    def __init__(self, address: str, *, since: str = "") -> None:
        given = {**_DEFAULTS, **{name: value for name, value in parameters_of(address).items() if value}}
        if since:
            given["search"] = _and_changed(given["search"], since)
        self._address = address
        self._limit = _per_page(given.pop("limit", ""))
        self._given = given
        self._at = _number(given.pop("startfrom", "")) or 1
        self._is_at_end = False

    @property
    def next(self) -> dict[str, Any]:
        """What a later process needs in order to go on."""
        return {"at": self._at, "is_at_end": self._is_at_end}

    def go_on(self, left: dict[str, Any]) -> None:
        """Go on where an earlier process was."""
        self._at, self._is_at_end = left.get("at", self._at), left.get("is_at_end", False)

    def address(self) -> str | None:
        """Return the address of the next page; None at the end."""
        if self._is_at_end:
            return None
        paging = {"limit": str(self._limit), "startfrom": str(self._at)}
        return with_parameters(self._address, {**self._given, **paging})

    def read(self, path: Path) -> Page:
        """Read a page. Raises SourceError: `refused` where the server says what is wrong, `not-a-page`."""
        suffix = suffix_of(path)
        keys = keys_on(path, kind="adlib")
        said = _said_in_json(path) if suffix == ".json" else _said_in_xml(path)
        if said.get("error"):
            raise SourceError(said["error"], problem="refused")
        return Page(keys=keys, suffix=suffix, hits=_number(said.get("hits", "")))

    def took(self, page: Page, *, new: int) -> bool:
        """Step on; return whether the page is to be kept."""
        self._at += len(page.keys)
        is_over = page.hits is not None and page.hits >= len(page.keys) and self._at > page.hits
        self._is_at_end = is_over or not new
        return bool(new)


def _and_changed(search: str, since: str) -> str:
    changed = f"modification>='{since}'"
    return changed if search.strip().lower() == "all" else f"({search}) and {changed}"


def _per_page(given: str) -> int:
    """Return how many records to ask for; 0 asks some servers for all of them at once."""
    return min(_number(given) or PER_PAGE, MOST_PER_PAGE)


def _number(given: Any) -> int | None:
    words = str(given).strip()
    return int(words) if words.isascii() and words.isdigit() else None


def _said_in_xml(path: Path) -> dict[str, str]:
    said: dict[str, str] = {}
    with path.open("rb") as stream:
        for _event, element in etree.iterparse(
            stream, tag=("{*}record", "{*}diagnostic"), resolve_entities=False, no_network=True, load_dtd=False,
            huge_tree=False, recover=True,
        ):  # fmt: skip
            if etree.QName(element).localname == "diagnostic":
                said = _said_in(element)
            element.clear()
    return said


def _said_in(diagnostic: etree._Element) -> dict[str, str]:
    error = diagnostic.find("{*}error")
    words = "" if error is None else _one_line(error.itertext()) or "error"
    return {"hits": (diagnostic.findtext("{*}hits") or "").strip(), "error": words}


def _said_in_json(path: Path) -> dict[str, str]:
    try:
        given = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise SourceError(str(error), problem="malformed") from error
    around = given.get("adlibJSON", given) if isinstance(given, dict) else {}
    diagnostic = around.get("diagnostic") if isinstance(around, dict) else None
    if isinstance(diagnostic, list):
        diagnostic = next(iter(diagnostic), None)
    if not isinstance(diagnostic, dict):
        return {}
    return {name: _one_line(_leaves(diagnostic.get(name))) for name in ("hits", "error")}


def _leaves(given: Any) -> list[str]:
    if isinstance(given, dict):
        return [one for value in given.values() for one in _leaves(value)]
    if isinstance(given, list):
        return [one for value in given for one in _leaves(value)]
    return [] if given is None else [str(given)]


def _one_line(words: Any) -> str:
    return " ".join(" ".join(words).split())

"""Walks through a list of eMuseum's API, page by page: help.gallerysystems.com/emuseum/emuseum-api.

`page` counts from 1. How many records there are is not said, so the walk ends where a page brings nothing new: it is
empty, or the address is that of one record, which every page gives again.
"""

from pathlib import Path
from typing import Any

from polyvocal.importers.fetching.addresses import parameters_of, with_parameters
from polyvocal.importers.fetching.pages import Page, keys_on, suffix_of


class EmuseumWalk:
    """One list, from the page that its address names, or the first, to its last."""

    kind = "emuseum"

    def __init__(self, address: str) -> None:
        self._given = parameters_of(address)
        self._address = address
        named = self._given.pop("page", "")
        self._page = int(named) if named.isascii() and named.isdigit() else 1
        self._is_at_end = False

    @property
    def next(self) -> dict[str, Any]:
        """What a later process needs in order to go on."""
        return {"at": self._page, "is_at_end": self._is_at_end}

    def go_on(self, left: dict[str, Any]) -> None:
        """Go on where an earlier process was."""
        self._page, self._is_at_end = left.get("at", self._page), left.get("is_at_end", False)

    def address(self) -> str | None:
        """Return the address of the next page; None at the end."""
        if self._is_at_end:
            return None
        return with_parameters(self._address, {**self._given, "page": str(self._page)})

    def read(self, path: Path) -> Page:
        """Read a page. Raises SourceError where it holds something else."""
        return Page(keys=keys_on(path, kind=self.kind), suffix=suffix_of(path))

    def took(self, page: Page, *, new: int) -> bool:
        """Step on; return whether the page is to be kept."""
        self._page += 1
        self._is_at_end = not new
        return bool(new)

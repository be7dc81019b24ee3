"""Fetches one file that a server gives as it is: an export that somebody put there."""

from pathlib import Path
from typing import Any

from polyvocal.importers.fetching.pages import Page, keys_on, suffix_of


class PlainWalk:
    """A walk of one step."""

    kind = "file"

    def __init__(self, address: str, *, source: str) -> None:
        self._address = address
        self._source = source
        self._is_at_end = False

    @property
    def next(self) -> dict[str, Any]:
        """What a later process needs in order to go on."""
        return {"is_at_end": self._is_at_end}

    def go_on(self, left: dict[str, Any]) -> None:
        """Go on where an earlier process was."""
        self._is_at_end = left.get("is_at_end", False)

    def address(self) -> str | None:
        """Return the address of the file, once."""
        return None if self._is_at_end else self._address

    def read(self, path: Path) -> Page:
        """Read the file. Raises SourceError where it holds something else."""
        return Page(keys=keys_on(path, kind=self._source), suffix=suffix_of(path))

    def took(self, page: Page, *, new: int) -> bool:
        """Step on; the file is kept."""
        self._is_at_end = True
        return bool(new)

"""Fetches the pages of one source into a folder, and goes on where an earlier fetch was broken off."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from polyvocal.exceptions import SourceError
from polyvocal.importers.fetching.addresses import checked, filled, parameters_of, redacted
from polyvocal.importers.fetching.adlib_api import ApiWalk
from polyvocal.importers.fetching.asking import Asker, Manners
from polyvocal.importers.fetching.emuseum import EmuseumWalk
from polyvocal.importers.fetching.folders import Folder, Manifest, now_in_words
from polyvocal.importers.fetching.oai import OaiWalk
from polyvocal.importers.fetching.pages import Page, ProgressTold
from polyvocal.importers.fetching.plain import PlainWalk


class Walk(Protocol):
    """A way through the pages of a source."""

    kind: str

    @property
    def next(self) -> dict[str, Any]: ...
    def go_on(self, left: dict[str, Any]) -> None: ...
    def address(self) -> str | None: ...
    def read(self, path: Path) -> Page: ...
    def took(self, page: Page, *, new: int) -> bool: ...


def _untold(_progress: object) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOrder:
    """What to fetch: an address, into which store, for which kind of source; `since` (a date) makes it an increment."""

    address: str
    store: Path
    manners: Manners
    source: str = "adlib"
    since: str = ""
    told: ProgressTold = field(default=_untold)


def _key_of(address: str) -> str:
    """Return what stands for an address, keys and passwords apart, in the name of a folder."""
    return hashlib.sha256(redacted(address).encode()).hexdigest()[:16]


def walk_of(address: str, *, source: str, since: str = "") -> Walk:
    """Return the way through what this address serves: an API, OAI-PMH, or a file and nothing more."""
    path, given = checked(address).path.lower(), parameters_of(address)
    if "wwwopac" in path or "database" in given or "search" in given:
        return ApiWalk(address, since=since)
    if "oai" in path.rsplit("/", 1)[-1] or "/oai/" in f"{path}/" or {"verb", "metadataPrefix"} & set(given):
        return OaiWalk(address, since=since, source=source)
    if since:
        raise SourceError("", problem="no-increments", source=redacted(address))
    if source == "emuseum" and (path.endswith(("/json", "/xml")) or "page" in given):
        return EmuseumWalk(address)
    return PlainWalk(address, source=source)


def fetch(order: FetchOrder) -> Path:
    """Fetch all pages and return the folder that holds them; its manifest lies beside it.

    Raises SourceError where the source cannot be read (further): what came is kept, and the next fetch goes on there.
    """
    filled(order.address)
    walk = walk_of(order.address, source=order.source, since=order.since)
    manifest = Manifest(
        key=f"{_key_of(order.address)}-{order.source}-{order.since or 'all'}",
        kind=walk.kind,
        address=redacted(order.address),
        since=order.since,
        began_at=now_in_words(),
    )
    folder = Folder.begun(order.store, manifest)
    try:
        _Fetching(order, walk, folder).run()
        folder.end("done")
    except BaseException as error:
        with suppress(OSError):
            folder.end("broken-off", reason=str(error) or type(error).__name__)
        if isinstance(error, OSError):
            raise SourceError(error.strerror or "", problem="no-store", source=str(order.store)) from error
        raise
    return folder.pages


class _Fetching:
    """One fetch, from where it stands to its end."""

    def __init__(self, order: FetchOrder, walk: Walk, folder: Folder) -> None:
        self._told = order.told
        self._walk = walk
        self._folder = folder
        self._is_increment = bool(order.since)
        self._asker = Asker(order.manners, alive=self._alive)
        self._keys: set[int] = set()
        self._has_begun_again = False
        if folder.manifest.next:
            walk.go_on(folder.manifest.next)

    def run(self) -> None:
        for page in self._folder.kept():
            self._keys.update(hash(key) for key in self._walk.read(page).keys)
        self._choose_format()
        self._tell()
        while address := self._walk.address():
            try:
                self._take(self._asked(address, self._walk.read))
            except SourceError as error:
                if error.problem != "expired" or self._has_begun_again or not isinstance(self._walk, OaiWalk):
                    raise
                self._begin_again(self._walk)
            self._tell()
        if not self._folder.manifest.records and not self._is_increment:
            raise SourceError("", problem="no-records", source=self._folder.manifest.address)

    def _choose_format(self) -> None:
        if isinstance(self._walk, OaiWalk) and (address := self._walk.asks_formats_at):
            self._asked(address, self._walk.choose_format)

    def _asked(self, address: str, read: Callable[[Path], Any]) -> Any:
        return self._asker.page(address, self._folder.arriving, read, number=self._folder.manifest.pages + 1)

    def _take(self, page: Page) -> None:
        marks = {hash(key) for key in page.keys}
        new = len(marks - self._keys)
        manifest = self._folder.manifest
        try:
            is_wanted = self._walk.took(page, new=new)
        except SourceError as error:
            number = str(manifest.pages + 1)
            raise SourceError(str(error), problem=error.problem, source=manifest.address, position=number) from error
        self._keys |= marks
        self._folder.keep(page, is_wanted=is_wanted, new=new, **self._walk.next)

    def _begin_again(self, walk: OaiWalk) -> None:
        self._has_begun_again = True
        self._keys.clear()
        walk.begin_again()
        self._folder.begin_again()

    def _tell(self) -> None:
        self._told(self._folder.manifest.progress)

    def _alive(self) -> None:
        self._folder.save()
        self._tell()

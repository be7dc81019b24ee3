"""Keeps the pages of one fetch in a folder of their own, with a manifest that says whence, when and how far.

The manifest lies beside the folder `pages`, so that whoever reads the pages reads nothing else.
"""

import json
import os
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from polyvocal.exceptions import SourceError
from polyvocal.importers.fetching.pages import Page, Progress
from polyvocal.processes import lives, name_of_this_process

GOES_ON_FOR = timedelta(days=1)
"""How long a fetch that was broken off may be gone on with; later the list has moved on, and it begins anew."""

_MANIFEST = "manifest.json"
_PAGES = "pages"
_ARRIVING = "arriving"


@dataclass(slots=True, kw_only=True)
class Manifest:
    """What is known of one fetch. Addresses are without passwords and keys; moments are ISO 8601 in UTC.

    `repeated` counts records that came a second time; `next` is what the walk needs to go on.
    `state` is going-on, broken-off or done.
    """

    key: str
    kind: str
    address: str
    began_at: str
    since: str = ""
    state: str = "going-on"
    reason: str = ""
    ended_at: str = ""
    hits: int | None = None
    pages: int = 0
    records: int = 0
    repeated: int = 0
    bytes: int = 0
    next: dict[str, Any] = field(default_factory=dict)
    response_date: str = ""
    holder: str = ""
    heard_at: str = ""

    @property
    def is_short(self) -> bool:
        """Whether fewer records came than the source had announced. A list in tokens ends where it says it ends."""
        return self.kind == "adlib" and self.hits is not None and self.records < self.hits

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return Progress(self.records, self.hits, self.pages)


def manifest_of(pages: Path) -> Manifest | None:
    """Return the manifest that belongs to a folder of pages; None where it is a folder like any other."""
    try:
        given = json.loads((pages.parent / _MANIFEST).read_text(encoding="utf-8"))
        known = {one.name for one in fields(Manifest)}
        return Manifest(**{name: value for name, value in given.items() if name in known})
    except (OSError, ValueError, TypeError, AttributeError):
        return None


class Folder:
    """The folder of one fetch."""

    def __init__(self, place: Path, manifest: Manifest) -> None:
        self._place = place
        self.pages = place / _PAGES
        self.arriving = place / _ARRIVING
        self.manifest = manifest

    @classmethod
    def begun(cls, store: Path, manifest: Manifest) -> Self:
        """Return a new folder, or the one in which the same fetch was broken off.

        Raises SourceError `busy` where another process fetches the same, `no-store` where nothing can be written.
        """
        for place in sorted(store.glob(f"{manifest.key}-*"), reverse=True):
            found = manifest_of(place / _PAGES)
            if found is not None and found.state != "done" and _is_recent(found):
                folder = cls(place, found)
                folder._take_over()
                return folder
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        folder = cls(store / f"{manifest.key}-{stamp}", manifest)
        try:
            store.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder._place.mkdir(mode=0o700)
            folder.pages.mkdir(mode=0o700)
        except OSError as error:
            raise SourceError(error.strerror or "", problem="no-store", source=str(store)) from error
        folder._take_over()
        return folder

    def _take_over(self) -> None:
        manifest = self.manifest
        heard = datetime.fromisoformat(manifest.heard_at) if manifest.heard_at else None
        if manifest.state == "going-on" and lives(manifest.holder, heard_at=heard, now=datetime.now(UTC)):
            raise SourceError("", problem="busy", source=manifest.address)
        manifest.state, manifest.reason, manifest.holder = "going-on", "", name_of_this_process()
        for page in self.kept()[manifest.pages :]:
            page.unlink()  # written, but not yet in the manifest when its process died
        if len(self.kept()) < manifest.pages:
            self.begin_again()
        self.save()

    def kept(self) -> list[Path]:
        """Return the pages, in order."""
        return sorted(self.pages.iterdir())

    def keep(self, page: Page, *, is_wanted: bool, new: int, **next_: Any) -> None:
        """Make what has arrived a page, whole and under its number, and note how far the fetch has come."""
        manifest = self.manifest
        if is_wanted:
            manifest.bytes += self.arriving.stat().st_size
            self.arriving.replace(self.pages / f"{manifest.pages + 1:06}{page.suffix}")
            manifest.pages += 1
            manifest.records += new
            manifest.repeated += len(page.keys) - new
        else:
            self.arriving.unlink(missing_ok=True)
        manifest.hits = manifest.hits if page.hits is None else page.hits
        manifest.response_date = page.said_at or manifest.response_date
        manifest.next = next_
        self.save()

    def begin_again(self) -> None:
        """Let go of all pages: the list is fetched from its start."""
        for page in self.kept():
            page.unlink()
        manifest = self.manifest
        manifest.pages = manifest.records = manifest.repeated = manifest.bytes = 0
        manifest.hits, manifest.next = None, {}
        self.save()

    def end(self, state: str, *, reason: str = "") -> None:
        """Say that the fetch is done, or why it was broken off."""
        self.arriving.unlink(missing_ok=True)
        self.manifest.state, self.manifest.reason, self.manifest.holder = state, reason, ""
        self.manifest.ended_at = now_in_words()
        self.save()

    def save(self) -> None:
        """Write the manifest: the old one or the new one stands there, never half of one."""
        self.manifest.heard_at = now_in_words()
        draft = self._place / f"{_MANIFEST}.new"
        with draft.open("w", encoding="utf-8") as stream:
            json.dump(asdict(self.manifest), stream, ensure_ascii=False, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(self._place / _MANIFEST)


def now_in_words() -> str:
    """Return the present moment in UTC, in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _is_recent(manifest: Manifest) -> bool:
    return datetime.now(UTC) - datetime.fromisoformat(manifest.began_at) < GOES_ON_FOR

"""The folder of the store: the one that is written, by one process at a time, and the snapshot that is asked.

A snapshot is never written to. A new one stands beside the old until `current.json` names it, then the old one goes:
words that were taken back are not kept on the disk for the sake of queries.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal.conf import setting
from polyvocal.exceptions import StoreBusyError

_PAUSE = 0.05
LAYOUT = 1
"""A store of another layout is made anew."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state of the store: where it lies, the last number of the ledger and the dossiers in it, its beginning."""

    path: Path
    seq: int
    begun: datetime
    dossiers: frozenset[str] = frozenset()


def is_installed() -> bool:
    """Whether the extra `sparql` is installed."""
    return find_spec("pyoxigraph") is not None


def is_switched_on() -> bool:
    """Whether the museum named a folder for the store."""
    return bool(setting("SPARQL_STORE"))


def current() -> Snapshot | None:
    """Return the state that is asked, None where there is none yet."""
    try:
        stored = json.loads((folder() / "current.json").read_text("utf-8"))
        path = folder() / str(stored["snapshot"])
        if stored["layout"] != LAYOUT or not path.is_dir():
            return None
        begun, dossiers = datetime.fromisoformat(stored["begun"]), frozenset(stored["dossiers"])
        return Snapshot(path, int(stored["seq"]), begun, dossiers)
    except (FileNotFoundError, ValueError, KeyError):
        return None


def folder() -> Path:
    """Return the folder of the store."""
    return Path(setting("SPARQL_STORE"))


@contextmanager
def held(*, patience: float) -> Iterator[Path]:
    """Hold the store for writing; raises StoreBusyError where another process does for more than `patience` seconds."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("a") as lock:
        _wait_for(lock, patience)
        try:
            yield place
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)


def publish(store: Any, *, seq: int, begun: datetime, dossiers: Iterable[str] = ()) -> Snapshot:
    """Let what is in the store now be what is asked, and remove earlier snapshots."""
    name = f"snapshot-{seq}-{uuid4().hex[:8]}"
    store.flush()
    store.backup(str(folder() / name))
    stored = {"layout": LAYOUT, "snapshot": name, "seq": seq, "begun": begun.isoformat(), "dossiers": [*dossiers]}
    temporary = folder() / ".current.json.part"
    temporary.write_text(json.dumps(stored), "utf-8")
    temporary.replace(folder() / "current.json")
    for other in folder().glob("snapshot-*"):
        if other.name != name:
            shutil.rmtree(other, ignore_errors=True)
    return Snapshot(folder() / name, seq, begun, frozenset(dossiers))


def born() -> datetime | None:
    """Return when the store was begun that is written to, None where there is none of this layout."""
    try:
        layout, moment = (folder() / "layout").read_text("utf-8").split()
        return datetime.fromisoformat(moment) if layout == str(LAYOUT) else None
    except (FileNotFoundError, ValueError):
        return None


def laid_out() -> None:
    """Remove what is there, and make room for a store."""
    for name in ("current.json", "index.sqlite3"):
        (folder() / name).unlink(missing_ok=True)
    for other in (folder() / "store", *folder().glob("snapshot-*")):
        shutil.rmtree(other, ignore_errors=True)
    (folder() / "layout").write_text(f"{LAYOUT} {timezone.now().isoformat()}", "utf-8")


def _wait_for(lock: Any, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= deadline:
                raise StoreBusyError(_("Another process brings the store up to date.")) from None
            time.sleep(_PAUSE)
        else:
            lock.truncate(0)
            os.write(lock.fileno(), f"{os.getpid()} {timezone.now().isoformat()}\n".encode())
            return

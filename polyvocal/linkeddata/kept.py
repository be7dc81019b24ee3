"""The folder of the dumps: which files it keeps, what each of them holds, and their checksums."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files import locks
from django.utils import timezone

from polyvocal.conf import setting

LIST = "dumps.json"
CHECKSUMS = "SHA256SUMS"
_LOCK = ".dumps.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDump:
    """One file as the list of dumps names it.

    `begun_at` is when the first of it was read from the database and `checked_at` when it was last made sure that it
    holds nothing withdrawn; `taken_back` editions and `hidden` objects there were then, and the
    slugs of the public `dossiers`. `statements` are triples or
    quads, None where nobody counted; `left_out` are numbers of objects by the reason why the profile cannot say them;
    `changed_meanwhile` objects changed while it was written.
    """

    name: str
    profile: str
    profile_title: str
    model: str
    format: str
    media_type: str
    size: int
    sha256: str
    begun_at: datetime
    checked_at: datetime
    written_at: datetime
    since: datetime | None = None
    statements: int | None = None
    taken_back: int = 0
    hidden: int = 0
    dossiers: str = ""
    changed_meanwhile: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_compressed(self) -> bool:
        """Whether the file is packed with gzip."""
        return self.name.endswith(".gz")

    @property
    def packed_media_type(self) -> str:
        """The media type of the file as it is."""
        return f"{self.media_type}+gzip" if self.is_compressed else self.media_type


_MOMENTS = ("begun_at", "checked_at", "written_at", "since")
_NAMES = {one.name for one in fields(KeptDump)}


def dumps_folder() -> Path | None:
    """Return the folder of POLYVOCAL["DUMPS"], or None where there is none."""
    given = str(setting("DUMPS"))
    return Path(given) if given else None


def kept_in(folder: Path | None) -> list[KeptDump]:
    """Return the dumps of a folder by name: those on its list whose file is there."""
    listed = _listed(folder) if folder is not None else []
    return [one for one in listed if folder is not None and (folder / one.name).is_file()]


def keep(folder: Path, new: KeptDump) -> list[KeptDump]:
    """Put a dump on the list of its folder; drop increments beyond the number to be kept; return what is kept.

    Only increments: of a whole dump nothing older stays, for it may hold words that were withdrawn since.
    """
    with (folder / _LOCK).open("w") as lock:
        locks.lock(lock, locks.LOCK_EX)  # two dumps may end at once; the system lets go when a process dies
        others = [one for one in kept_in(folder) if one.name != new.name]
        kept = sorted([*others, new], key=lambda one: one.name)
        for old in _superfluous(kept, new):
            (folder / old.name).unlink(missing_ok=True)
            kept.remove(old)
        _write(folder, kept)
    return kept


def replace_file(path: Path, words: str) -> None:
    """Write a small file beside the old one and put it in its place."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(words, "utf-8")
    temporary.replace(path)


def _superfluous(kept: Sequence[KeptDump], new: KeptDump) -> list[KeptDump]:
    alike = [one for one in kept if one.since and (one.profile, one.format) == (new.profile, new.format)]
    alike.sort(key=lambda one: (one.written_at, one.name))
    return [one for one in alike[: max(0, len(alike) - int(setting("DUMPS_KEPT")))] if one.name != new.name]


def _write(folder: Path, kept: Sequence[KeptDump]) -> None:
    replace_file(folder / CHECKSUMS, "".join(f"{one.sha256}  {one.name}\n" for one in kept))
    replace_file(folder / LIST, json.dumps([_as_json(one) for one in kept], ensure_ascii=False, indent=1) + "\n")


def _listed(folder: Path) -> list[KeptDump]:
    try:
        stored = json.loads((folder / LIST).read_text("utf-8"))
        return [_from_json(one) for one in stored]
    except (OSError, ValueError, TypeError, AttributeError):
        return []  # a list that somebody broke is written anew with the next dump


def _as_json(one: KeptDump) -> dict[str, Any]:
    said = asdict(one)
    return said | {name: said[name].isoformat() for name in _MOMENTS if said[name] is not None}


def _from_json(said: dict[str, Any]) -> KeptDump:
    given = {name: value for name, value in said.items() if name in _NAMES}
    name = given["name"]
    if Path(name).name != name or name.startswith("."):
        raise ValueError(name)
    moments = {one: datetime.fromisoformat(given[one]) for one in _MOMENTS if given.get(one)}
    return KeptDump(**(given | {one: timezone.localtime(moment) for one, moment in moments.items()}))

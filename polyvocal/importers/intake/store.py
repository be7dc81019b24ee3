"""Keeps uploads, profiles and whole plans in POLYVOCAL["IMPORT_STORE"], readable for the site's own account alone."""

import json
import re
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal.conf import setting
from polyvocal.exceptions import UploadError
from polyvocal.importers.intake.allowances import LONGEST_NAME, Allowance, is_packed, is_readable, write
from polyvocal.importers.intake.unpacking import unpack

_TOKEN = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")
_LARGEST_PROFILE = 1_000_000


@dataclass(frozen=True, slots=True)
class Upload:
    """Files that were uploaded together. `left_out` names what a .zip held besides exports."""

    token: str
    by: str
    at: str
    names: Sequence[str]
    left_out: Sequence[str]
    size: int

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return _room("uploads") / self.token / "files"

    @property
    def path(self) -> Path:
        """What an import is to read: the one file, or the innermost folder that holds them all."""
        path = self.folder
        while path.is_dir() and len(inside := list(path.iterdir())) == 1:
            path = inside[0]
        return path

    @property
    def moment(self) -> datetime:
        """When it was uploaded."""
        return datetime.fromisoformat(self.at)


def has_store() -> bool:
    """Whether the site has a folder for uploads."""
    return bool(setting("IMPORT_STORE"))


def keep_upload(files: "Sequence[UploadedFile[Any]]", *, by: str) -> Upload:
    """Write uploaded files to the store. Raises UploadError where one cannot be taken; then nothing is kept."""
    if not files:
        raise UploadError(_("Choose at least one file."))
    moment = timezone.now()
    token = f"{moment:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
    whole = _room("uploads") / token
    whole.mkdir(mode=0o700)
    folder = whole / "files"
    folder.mkdir(mode=0o700)
    try:
        left_out = _written(files, folder)
        names = sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())
        if not names:
            raise UploadError(_("The .zip holds no file that can be read (%(types)s).") % {"types": _types()})
        size = sum((folder / name).stat().st_size for name in names)
        upload = Upload(token, by, moment.isoformat(), names, left_out, size)
        (whole / "about.json").write_text(json.dumps(asdict(upload)), encoding="utf-8")
    except BaseException:
        shutil.rmtree(whole)
        raise
    return upload


def uploads() -> list[Upload]:
    """Return what is kept, newest first."""
    folder = Path(setting("IMPORT_STORE")) / "uploads"
    if not has_store() or not folder.is_dir():
        return []
    found = (_read(one) for one in folder.iterdir() if _TOKEN.fullmatch(one.name))
    return sorted((one for one in found if one is not None), key=lambda one: one.token, reverse=True)


def upload_named(token: str) -> Upload:
    """Return one upload. Raises UploadError where it is not kept (any more)."""
    if has_store() and _TOKEN.fullmatch(token) and (found := _read(_room("uploads") / token)) is not None:
        return found
    raise UploadError(_("These uploaded files are no longer kept; upload them again."))


def let_go(upload: Upload) -> None:
    """Remove uploaded files for good."""
    shutil.rmtree(_room("uploads") / upload.token)


def keep_profile(file: "UploadedFile[Any]") -> Path:
    """Keep an uploaded profile; what is wrong with its content is found where it is read."""
    content = b"".join(file.chunks())
    if not (file.name or "").lower().endswith(".toml") or len(content) > _LARGEST_PROFILE:
        raise UploadError(_("A profile is a text file whose name ends in .toml."))
    return keep_profile_text(content, name=Path(file.name or "").stem)


def keep_profile_text(content: bytes, *, name: str) -> Path:
    """Keep the text of a profile as a file."""
    stem = re.sub(r"[^\w.-]", "-", name)[:60] or "profile"
    path = _room("profiles") / f"{stem}-{secrets.token_hex(4)}.toml"
    write([content], path, allowance=Allowance())
    return path


def plan_file(number: int) -> Path | None:
    """Return where the whole plan of a job is kept, None where the site has no store."""
    return _room("plans") / f"{number}.json" if has_store() else None


def forget_plans() -> None:
    """Remove every whole plan; plans hold words, and are soon made anew."""
    if has_store():
        for path in (Path(setting("IMPORT_STORE")) / "plans").glob("*.json"):
            path.unlink(missing_ok=True)


def _room(name: str) -> Path:
    if not has_store():
        raise UploadError(_("This site has no place for uploads: POLYVOCAL[“IMPORT_STORE”] is not set."))
    folder = Path(setting("IMPORT_STORE")) / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _read(folder: Path) -> Upload | None:
    try:
        return Upload(**json.loads((folder / "about.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None  # it is being written, or was broken off


def _written(files: "Sequence[UploadedFile[Any]]", folder: Path) -> list[str]:
    allowance, left_out = Allowance(), list[str]()
    for file in files:
        name = _safe_name(file.name or "")
        if name.lower().endswith(".zip"):
            left_out += unpack(cast("IO[bytes]", file.file), folder, name=name, allowance=allowance)
        elif is_packed(name) or not is_readable(name):
            raise UploadError(
                _("“%(name)s” is no export: upload %(types)s, or a .zip of them.") % {"name": name, "types": _types()}
            )
        else:
            write(file.chunks(), folder / name, allowance=allowance)
    return left_out


def _safe_name(given: str) -> str:
    """Return a file's own name without folders, in signs that every file system takes; a long one is shortened."""
    name = "".join(sign if sign.isprintable() and sign not in '\\/:*?"<>|' else "-" for sign in Path(given).name)
    name = name.lstrip(".") or "file"
    stem, dot, suffix = name.rpartition(".")
    while len(name.encode()) > LONGEST_NAME and stem:
        stem = stem[:-1]
        name = f"{stem}{dot}{suffix}"
    return name


def _types() -> str:
    return ".xml, .json, .csv, .tsv, .txt, .xlsx, .xlsm, .xls, .ods"

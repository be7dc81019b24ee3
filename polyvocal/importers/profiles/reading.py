"""Reads a profile from TOML into dataclasses. A key it does not know, lacks or cannot use is an error with its line."""

import hashlib
import re
import tomllib
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _

from polyvocal import __version__
from polyvocal.exceptions import ProfileError, UnknownProfileError
from polyvocal.importers.profiles.checking import mistakes_in
from polyvocal.importers.profiles.fields import Profile

_T = TypeVar("_T")
_SHIPPED = Path(__file__).parent
_NOT_IN_FILE = ("text", "recipe")


def shipped_profiles() -> list[str]:
    """Return the names of the profiles that come with polyvocal."""
    return sorted(path.stem for path in _SHIPPED.glob("*.toml"))


def load_profile(name_or_path: str) -> Profile:
    """Return a shipped profile by its name, or a museum's own by the path of its file."""
    path = _SHIPPED / f"{name_or_path}.toml" if name_or_path in shipped_profiles() else Path(name_or_path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UnknownProfileError(
            _("There is no profile “%(name)s”. Give the path of a file, or one of: %(shipped)s.")
            % {"name": name_or_path, "shipped": ", ".join(shipped_profiles())}
        ) from error
    except UnicodeDecodeError as error:
        raise _not_toml(str(path), error) from error
    return parse_profile(text, file=str(path))


def parse_profile(text: str, *, file: str) -> Profile:
    """Return the profile that `text` is, as read from `file` or kept by a run."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(file, error) from error
    reader = _Reader(file, text)
    profile = reader.made(Profile, given, ())
    reader.refuse_mistakes(profile)
    recipe = hashlib.sha256(f"{__version__}\n{text}".encode()).hexdigest()
    return replace(profile, text=text, recipe=recipe)


def _not_toml(file: str, error: Exception) -> ProfileError:
    return ProfileError(_("%(file)s is not well-formed TOML: %(detail)s") % {"file": file, "detail": error})


class _Reader:
    """Turns tables into dataclasses and knows where in the file each key stands."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._lines = text.splitlines()

    def made(self, kind: type[_T], given: Any, where: tuple[str, ...]) -> _T:
        """Return the dataclass `kind` from the table `given` that stands at the keys `where`."""
        if not isinstance(given, Mapping):
            raise self._error(_("Here a table is expected."), where)
        known = {one.name: one for one in fields(kind) if one.name not in _NOT_IN_FILE}  # type: ignore[arg-type]
        for key in given:
            if key not in known:
                raise self._error(_("This key is not known."), (*where, key))
        for name, one in known.items():
            if name not in given and one.default is MISSING and one.default_factory is MISSING:
                raise self._error(_("The key “%(key)s” is missing here.") % {"key": name}, where)
        hints = get_type_hints(kind)
        return kind(**{key: self._value(hints[key], value, (*where, key)) for key, value in given.items()})

    def refuse_mistakes(self, profile: Profile) -> None:
        """Raise ProfileError at the first value that cannot be used."""
        for value, message in mistakes_in(profile):
            line = next((at for at, words in enumerate(self._lines) if value and value in words), 0) + 1
            raise ProfileError(
                _("%(file)s, line %(line)d, %(key)s: %(message)s")
                % {"file": self._file, "line": line, "key": f"“{value}”", "message": message}
            )

    def _value(self, hint: Any, value: Any, where: tuple[str, ...]) -> Any:
        if isinstance(hint, type) and is_dataclass(hint):
            return self.made(hint, value, where)
        origin, inner = get_origin(hint), get_args(hint)
        if origin in (types.UnionType, Union):
            return self._value(inner[0], value, where)
        if origin is tuple:
            given = value if isinstance(value, list) else [value]
            return tuple(self._value(inner[0], one, where) for one in given)
        if origin is not None:
            return self._mapping(inner[1], value, where)
        if not isinstance(value, hint):
            raise self._error(_("This value is of the wrong kind."), where)
        return value

    def _mapping(self, hint: Any, value: Any, where: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise self._error(_("Here a table is expected."), where)
        return {key: self._value(hint, one, (*where, key)) for key, one in value.items()}

    def _error(self, message: str, where: tuple[str, ...]) -> ProfileError:
        return ProfileError(
            _("%(file)s, line %(line)d, %(key)s: %(message)s")
            % {"file": self._file, "line": self._line(where), "key": ".".join(where) or "–", "message": message}
        )

    def _line(self, where: tuple[str, ...]) -> int:
        """Find the line of a key: after the line of the table around it. TOML readers do not tell."""
        found = 0
        for key in where:
            mark = re.compile(rf"""(?:^|[\s{{,.\[])["']?{re.escape(key)}["']?\s*[=\].]""")
            found = next((at for at in range(found, len(self._lines)) if mark.search(self._lines[at])), found)
        return found + 1

"""The profiles to choose from: those that come with polyvocal, and the museum's own in POLYVOCAL["IMPORT_PROFILES"]."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from polyvocal.conf import setting
from polyvocal.exceptions import PolyvocalError, UnknownProfileError
from polyvocal.importers.profiles.fields import Profile
from polyvocal.importers.profiles.reading import load_profile, parse_profile, shipped_profiles

RUN = "run"
_OWN = "own:"


@dataclass(frozen=True, slots=True)
class Offered:
    """A profile to choose: what `load_profile` takes, one line on what it is for, and what is wrong with it, if so."""

    key: str
    name: str
    given: str
    about: str
    profile: Profile | None = None
    fault: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it is the museum's own."""
        return self.key.startswith(_OWN)


def offered_profiles() -> list[Offered]:
    """Return all profiles, the museum's own first."""
    folder = setting("IMPORT_PROFILES")
    own = sorted(Path(folder).glob("*.toml")) if folder else []
    return [
        *(_offered(f"{_OWN}{path.name}", path.stem, str(path)) for path in own),
        *(_offered(name, name, name) for name in shipped_profiles()),
    ]


def offered_profile(key: str) -> Offered:
    """Return the profile of that key. Raises UnknownProfileError where none is offered."""
    for one in offered_profiles():
        if one.key == key:
            return one
    raise UnknownProfileError(_("There is no such profile to choose."))


def profile_of_run(text: str, name: str) -> Offered:
    """Return the profile that a run kept as a choice; what it is given as is for the one who offers it."""
    return Offered(
        RUN,
        name,
        "",
        _("The profile of this run, as it was: for records whose object was made since."),
        parse_profile(text, file=name),
    )


def _offered(key: str, name: str, given: str) -> Offered:
    try:
        profile = load_profile(given)
    except PolyvocalError as error:
        return Offered(key, name, given, "", fault=str(error).replace(given, Path(given).name))
    return Offered(key, name, given, _purposes().get(key) or _first_comment(profile.text), profile)


def _first_comment(text: str) -> str:
    """Return the first sentence of the comment above the first key."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# ").strip())
    return re.split(r"(?<=[.!?])\s", " ".join(lines), maxsplit=1)[0]


def _purposes() -> dict[str, str]:
    return {
        "adlib-amsterdam": _("Adlib of the Amsterdam Museum, with its own field for texts."),
        "adlib-generic": _("Adlib and Axiell Collections with the fields they are delivered with."),
        "crystal-bridges": _("The open table of Crystal Bridges Museum of American Art: one wide CSV."),
        "emuseum": _("What the API of eMuseum gives, JSON or XML."),
        "nga": _("The open tables of the National Gallery of Art, Washington, previous titles included."),
        "npg": _("The open tables of the National Portrait Gallery, Washington."),
        "saam": _("The typed texts of the Smithsonian American Art Museum."),
        "tms-generic": _("The tables of TMS itself, as CSV."),
        "walters": _("XML of SQL Server, as the Walters Art Museum writes it."),
    }

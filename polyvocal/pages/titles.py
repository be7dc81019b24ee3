"""What an object is called, and what it was called before."""

from dataclasses import dataclass
from datetime import datetime

from polyvocal.carousels import Sheet, sheets_under
from polyvocal.conf import setting
from polyvocal.models import Edition
from polyvocal.records import Phrase, in_language
from polyvocal.selectors import TITLE, Archive


@dataclass(frozen=True, slots=True)
class Titles:
    """The title to show, the titles that others give, and every title that stood before."""

    now: Phrase
    edition: Edition | None
    others: tuple[Edition, ...]
    sheets: tuple[Sheet, ...]


def titles_in(archive: Archive, *, language: str, moment: datetime, fallback: str) -> Titles:
    """Return the titles that stood at `moment`; the museum's own in the nearest language comes first."""
    histories = archive.of_type(TITLE)
    standing = [(one, edition) for one in histories if (edition := one.standing_at(moment))]
    house = [edition for _one, edition in standing if edition.text.perspective.slug == setting("HOUSE_PERSPECTIVE")]
    named = {edition.text.language: edition for edition in reversed(house or [edition for _one, edition in standing])}
    now = in_language({tag: edition.words for tag, edition in named.items()} or {"und": fallback}, language)
    shown = named.get(now.language)
    return Titles(
        now=now,
        edition=shown,
        others=tuple(edition for _one, edition in standing if edition != shown),
        sheets=tuple(sheet for one, edition in standing for sheet in sheets_under(one, edition)),
    )

"""In which state a text is, as a word and a mark: what the public reads and what is on its way."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polyvocal.models import Draft, DraftState, Edition
from polyvocal.models.texts import EditionState


@dataclass(frozen=True, slots=True)
class Sign:
    """A state in words, with the code of its mark."""

    code: str
    words: str


def sign_of(row: Draft | Edition) -> Sign:
    """Return the sign of an edition or a draft; a draft that came back says so."""
    if isinstance(row, Draft) and is_sent_back(row):
        return Sign("sent-back", _("sent back"))
    return Sign(row.state, row.get_state_display())


def is_sent_back(given: Draft) -> bool:
    """Whether a reviewer sent the draft back to its writer, with a note."""
    return bool(given.state == DraftState.DRAFT and given.note)


def age_in_words(moment: datetime, now: datetime | None = None) -> str:
    """Return how long ago something was, in days, then months."""
    then, today = timezone.localdate(moment), timezone.localdate(now)
    days = max((today - then).days, 0)
    if days == 0:
        return _("today")
    if days < 31:
        return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}
    months = months_between(then, today)
    return ngettext("%(number)d month", "%(number)d months", months) % {"number": months}


def months_between(start: date, end: date) -> int:
    """Return the number of whole months between two days, at least one."""
    return max((end.year - start.year) * 12 + end.month - start.month - (end.day < start.day), 1)


def what_remains(edition: Edition | None, *, since: datetime | None = None) -> str:
    """Return what publishing leaves of the edition before; `since` is the day from which the new words were public."""
    if edition is None:
        return _("This becomes edition 1. Its words can be superseded later, but never changed.")
    next_one = _("This becomes edition %(number)d.") % {"number": edition.number + 1}
    return f"{_what_stays(edition, since)} {next_one}"


def _what_stays(edition: Edition, since: datetime | None) -> str:
    values = {"number": edition.number}
    if edition.state == EditionState.WITHDRAWN:
        return _("Edition %(number)d stays withdrawn, with its tombstone.") % values
    if edition.state == EditionState.SUPERSEDED:
        return _("Edition %(number)d stays readable as superseded.") % values
    if since is None:
        return _("The present edition stays readable as edition %(number)d, superseded today.") % values
    return _("The present edition stays readable as edition %(number)d, superseded on %(date)s.") % {
        "number": edition.number,
        "date": date_format(timezone.localtime(since), "DATE_FORMAT"),
    }


def speakers(row: Any) -> str:
    """Return who speaks, in one line."""
    return ", ".join(dict.fromkeys(str(one.voice) for one in row.attributions.all()))

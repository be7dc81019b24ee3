"""The arguments of a request of OAI-PMH 2.0: which a verb takes, and whether they are well-formed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from polyvocal.harvesting.oai_errors import BAD_ARGUMENT, BAD_VERB, OaiError

_TOKEN = "resumptionToken"  # noqa: S105 (the name of an argument)
_LIST = (("metadataPrefix",), ("from", "until", "set"), (_TOKEN,))
_VERBS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "Identify": ((), (), ()),
    "ListMetadataFormats": ((), ("identifier",), ()),
    "ListSets": ((), (), (_TOKEN,)),
    "GetRecord": (("identifier", "metadataPrefix"), (), ()),
    "ListIdentifiers": _LIST,
    "ListRecords": _LIST,
}
"""For each verb the arguments that are required, optional, and exclusive."""

_NAME = r"[A-Za-z0-9\-_.!~*'()]+"
_WELL_FORMED: Mapping[str, str] = {
    "verb": "|".join(_VERBS),
    "metadataPrefix": _NAME,
    "set": rf"{_NAME}(?::{_NAME})*",
    "from": r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?",
    "until": r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?",
    "identifier": r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})+",
    _TOKEN: r"[A-Za-z0-9\-_.:=]+",
}
"""What may be repeated in the element `request`: the protocol's schema takes nothing else there."""


def arguments_of(given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the arguments of a request by name; raises OaiError where they do not fit the verb."""
    pairs = list(given)
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in _VERBS:
        raise OaiError(BAD_VERB, _("Give one verb: %(verbs)s.") % {"verbs": ", ".join(_VERBS)})
    found = {name: value for name, value in pairs if name != "verb"}
    _refuse_unless(len(found) == len(pairs) - 1, _("An argument is repeated."))
    _refuse_unfit(verbs[0], found)
    return {"verb": verbs[0], **found}


def repeatable(arguments: Mapping[str, str]) -> dict[str, str]:
    """Return the arguments that the protocol's schema lets an answer repeat."""
    return {name: value for name, value in arguments.items() if re.fullmatch(_WELL_FORMED[name], value, re.ASCII)}


def _refuse_unfit(verb: str, found: Mapping[str, str]) -> None:
    required, optional, exclusive = _VERBS[verb]
    unknown = found.keys() - {*required, *optional, *exclusive}
    _refuse_unless(not unknown, _("This verb takes no such argument."))
    _refuse_unless(all(found.values()), _("An argument is empty."))
    if found.keys() & set(exclusive):
        _refuse_unless(len(found) == 1, _("A resumptionToken stands alone."))
    else:
        missing = [name for name in required if name not in found]
        _refuse_unless(not missing, _("Missing: %(names)s.") % {"names": ", ".join(missing)})


def _refuse_unless(is_fit: bool, message: str) -> None:
    if not is_fit:
        raise OaiError(BAD_ARGUMENT, message)


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list is about: a format, and perhaps a set and a period; `since` and `until` as they were given."""

    prefix: str
    spec: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> "Selection":
        """Return the selection of a list; raises OaiError where the period or the name of the set is none."""
        made = cls(
            arguments["metadataPrefix"], arguments.get("set", ""), arguments.get("from", ""), arguments.get("until", "")
        )
        is_set = not made.spec or re.fullmatch(_WELL_FORMED["set"], made.spec, re.ASCII)
        _refuse_unless(bool(is_set), _("The name of the set is none."))
        first, last = made.first, made.last
        is_even = not (made.since and made.until) or len(made.since) == len(made.until)
        _refuse_unless(is_even, _("“from” and “until” are of different granularity."))
        _refuse_unless(not (first and last and first > last), _("“from” lies behind “until”."))
        return made

    @property
    def first(self) -> datetime | None:
        """The first second of the period, None where it has no beginning."""
        return _moment(self.since) if self.since else None

    @property
    def last(self) -> datetime | None:
        """The last second of the period, None where it has no end. A day ends with its last second."""
        if not self.until:
            return None
        whole_day = timedelta(hours=23, minutes=59, seconds=59)
        return _moment(self.until) + (timedelta() if "T" in self.until else whole_day)


def _moment(written: str) -> datetime:
    _refuse_unless(
        bool(re.fullmatch(_WELL_FORMED["from"], written, re.ASCII)),
        _("A date is written 2026-11-21 or 2026-11-21T12:00:00Z."),
    )
    try:
        return datetime.fromisoformat(written[:19]).replace(tzinfo=UTC)
    except ValueError as error:
        raise OaiError(BAD_ARGUMENT, _("There is no such date.")) from error

"""Watch lists from CSV files: which column holds what is found by its heading; what cannot be used is told by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from polyvocal.exceptions import UploadError
from polyvocal.models import WatchedName
from polyvocal.provenance.folding import folded
from polyvocal.provenance.watching import words_of
from polyvocal.publishing import Actor, record_many
from polyvocal.spreadsheets import rows_in

_MOST_NAMES, _MOST_PROBLEMS = 50_000, 200
_HEADINGS: Mapping[str, Sequence[str]] = {
    "name": ("name", "naam", "surname", "achternaam", "last name", "dealer", "person", "persoon", "naam persoon"),
    "variants": (
        "variants", "variant", "varianten", "alternative spellings", "other spellings", "aliases", "alias",
        "also known as", "name variants", "naamsvarianten", "spellingen",
    ),
    "note": ("note", "notes", "remark", "remarks", "comment", "opmerking", "opmerkingen", "toelichting", "description"),
    "source": ("source", "bron", "reference", "sources", "bronnen"),
    "uri": ("uri", "url", "address", "link", "web address", "webadres", "wikidata", "ulan", "adres"),
    "first_name": ("first name", "given name", "voornaam", "forename", "first names", "voornamen"),
}  # fmt: skip
_LONGEST = {"name": 300, "source": 500, "uri": 500}


@dataclass(frozen=True, slots=True)
class Line:
    """One usable line of a watch list."""

    number: int
    name: str
    variants: tuple[str, ...] = ()
    note: str = ""
    source: str = ""
    uri: str = ""


@dataclass(slots=True)
class ListReport:
    """What came of a watch list: how many names were new, changed and as before, and problems by line."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


def read_list(given: bytes) -> tuple[list[Line], list[tuple[int, str]]]:
    """Return the usable lines of a CSV file and its problems by line. Raises UploadError where it is no such file."""
    rows = rows_in(given)
    columns = _columns(next(rows, (0, []))[1])
    lines: list[Line] = []
    problems: list[tuple[int, str]] = []
    for number, cells in rows:
        if len(lines) >= _MOST_NAMES:
            raise UploadError(_("The file holds more than %(number)d names.") % {"number": _MOST_NAMES})
        line = _line(number, {name: cells[at].strip() for name, at in columns.items() if at < len(cells)})
        problem = _problem(line, cells)
        if problem:
            problems.append((number, problem))
        elif line.name:
            lines.append(line)
    return lines, problems[:_MOST_PROBLEMS]


def take_in_list(given: bytes, actor: Actor, *, watch_list: str) -> ListReport:
    """Bring a watch list in, or bring one up to date. Names that the file no longer holds stay; nothing is deleted."""
    actor.require("run_triage")
    wanted = watch_list.strip()[:200]
    if not wanted:
        raise UploadError(_("Say what the list is called."))
    lines, problems = read_list(given)
    report = ListReport(problems=problems)
    with transaction.atomic():
        kept = {row.name: row for row in WatchedName.objects.filter(watch_list=wanted)}
        new, changed = _sorted_out(lines, kept, wanted)
        WatchedName.objects.bulk_create(new)
        if changed:
            WatchedName.objects.bulk_update(changed, ["variants", "note", "source", "uri"])
        written = list(WatchedName.objects.filter(watch_list=wanted, name__in=[row.name for row in new]))
        record_many([*written, *changed], actor, reason=_("The list %(list)s was brought in.") % {"list": wanted})
    report.new, report.changed = len(new), len(changed)
    report.unchanged = len({line.name for line in lines}) - len(new) - len(changed)
    return report


def _sorted_out(
    lines: Sequence[Line], kept: Mapping[str, WatchedName], watch_list: str
) -> tuple[list[WatchedName], list[WatchedName]]:
    new, changed = [], []
    for line in {line.name: line for line in lines}.values():
        values = {"variants": list(line.variants), "note": line.note, "source": line.source, "uri": line.uri}
        row = kept.get(line.name)
        if row is None:
            new.append(WatchedName(watch_list=watch_list, name=line.name, **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    return new, changed


def _columns(headings: Sequence[str]) -> dict[str, int]:
    plain = [" ".join(folded(one).replace("_", " ").split()) for one in headings]
    found = {
        name: plain.index(heading)
        for name, headings_of in _HEADINGS.items()
        if (heading := next((one for one in headings_of if one in plain), None)) is not None
    }
    if "name" not in found:
        raise UploadError(_("No column is headed “name”. The first line must hold the headings."))
    return found


def _line(number: int, cells: Mapping[str, str]) -> Line:
    first, last = cells.get("first_name", ""), cells.get("name", "")
    name = f"{last}, {first}" if first and last else last
    variants = (one.strip() for one in cells.get("variants", "").replace("|", ";").replace("\n", ";").split(";"))
    return Line(
        number, name, tuple(dict.fromkeys(one for one in variants if one)), cells.get("note", ""),
        cells.get("source", ""), cells.get("uri", ""),
    )  # fmt: skip


def _is_web_address(given: str) -> bool:
    try:
        return urlsplit(given).scheme in ("http", "https")
    except ValueError:
        return False


def _problem(line: Line, cells: Sequence[str]) -> str:
    if not line.name:
        return _("It has no name.") if any(cell.strip() for cell in cells) else ""
    if not any(len(word) > 1 for word in words_of(line.name)):
        return _("“%(name)s” is no name that could be looked for.") % {"name": line.name}
    for name, most in _LONGEST.items():
        if len(getattr(line, name)) > most:
            return _("A value is longer than %(number)d characters.") % {"number": most}
    if any(len(one) > _LONGEST["name"] for one in line.variants):
        return _("A value is longer than %(number)d characters.") % {"number": _LONGEST["name"]}
    if line.uri and not _is_web_address(line.uri):
        return _("“%(address)s” is no web address.") % {"address": line.uri[:100]}
    return ""

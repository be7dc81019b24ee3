"""Small exports of our own making, in the shapes that real systems write."""

from pathlib import Path
from xml.sax.saxutils import escape

from django.utils.translation import override

from polyvocal.importers.profiles import Profile, load_profile
from polyvocal.importers.runs import ImportOrder, Listener, Tally, run_import
from polyvocal.publishing import Actor

PROFILE = """
name = "harbour"
source = "adlib"
system = "harbour"
language = "nl"

[voice]
slug = "harbour-museum"
kind = "institution"
names = {nl = "Havenmuseum", en = "Harbour Museum"}

[object]
number = "object_number"
object_names = "object_name"
materials = "material"
former_numbers = {number = "alternative_number", type = "alternative_number.type", only = ['oud.*']}
makers = {name = "creator", role = "creator.role", born = "creator.date_of_birth"}
produced = {start = "production.date.start", end = "production.date.end"}
dimensions = {kind = "dimension.type", value = "dimension.value", unit = "dimension.unit"}
images = {address = "reproduction.identifier_URL"}
ownership_history = "ownership.history.free.text"

[[texts]]
words = "title"
type = "title"
language = "nl"

[[texts]]
words = "label.words"
type_from = "label.type"
file_from = "label.file"
recorded = "label.date"
published_from = "label.since"
published_until = "label.until"
voices = {name = "label.author", given_as = "inverted-name"}
types = [
  {term = "zaaltekst NL", type = "wall-text", language = "nl"},
  {term = "zaaltekst ENG", type = "wall-text", language = "en"},
]
"""


def leaf(name: str, words: str = "") -> str:
    """Return one element; an empty one is a placeholder."""
    return f"<{name}>{escape(words)}</{name}>" if words else f"<{name}/>"


def group(name: str, **leaves: str) -> str:
    """Return a group; double underscores in names stand for points."""
    inside = "".join(leaf(key.replace("__", "."), words) for key, words in leaves.items())
    return f"<{name}>{inside}</{name}>"


def label(
    words: str,
    *,
    term: str = "zaaltekst NL",
    author: str = "",
    date: str = "",
    file: str = "",
    since: str = "",
    until: str = "",
) -> str:
    """Return one text group, its type an enumeration."""
    kind = "".join(f'<value lang="{lang}">{term}</value>' for lang in ("neutral", "0", "1")) if term else ""
    rest = {
        "label.author": author,
        "label.date": date,
        "label.file": file,
        "label.since": since,
        "label.until": until,
        "label.words": words,
    }
    return f"<Labels><label.type>{kind}</label.type>{''.join(leaf(*one) for one in rest.items())}</Labels>"


def record(priref: str = "1", *parts: str, number: str = "", title: str = "Kaapstander") -> str:
    """Return one record."""
    given = f' priref="{priref}"' if priref else ""
    titles = leaf("title", title) if title else ""
    numbers = leaf("object_number", number or f"H {priref}")
    return f'<record{given} selected="False">{numbers}{titles}{"".join(parts)}</record>'


def adlib(*records: str, encoding: str = "utf-8") -> bytes:
    """Return a whole export."""
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n<adlibXML>\n<recordList>\n'
    return (head + "\n".join(records) + "\n</recordList>\n</adlibXML>\n").encode(encoding)


def written(folder: Path, *records: str, name: str = "export.xml") -> Path:
    """Write an export to a file."""
    path = folder / name
    path.write_bytes(adlib(*records))
    return path


def profile_file(folder: Path, text: str = PROFILE) -> Path:
    """Write a profile to a file."""
    path = folder / "harbour.toml"
    path.write_text(text, encoding="utf-8")
    return path


def profile(folder: Path, text: str = PROFILE) -> Profile:
    """Return the profile of these exports."""
    return load_profile(str(profile_file(folder, text)))


def imported(
    folder: Path, *records: str, listener: Listener | None = None, is_dry_run: bool = False, text: str = PROFILE,
    is_gentle: bool = False,
) -> Tally:  # fmt: skip
    """Import records and return what came of them."""
    order = ImportOrder(
        paths=[written(folder, *records)],
        profile=profile(folder, text),
        actor=Actor.system("the tests"),
        is_dry_run=is_dry_run,
        is_gentle=is_gentle,
    )
    with override("en"):
        return run_import(order, listener)

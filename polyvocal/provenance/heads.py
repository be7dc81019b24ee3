"""How sure a source is of a clause, and by what method the object passed: before the name, behind it or within."""

import re
from dataclasses import dataclass
from functools import lru_cache

from polyvocal.dates import Convention, OwnershipDates, read_ownership
from polyvocal.provenance.cutting import Cutting
from polyvocal.provenance.lexicon import phrases, spoken
from polyvocal.provenance.methods import LEADING, Form, Naming, alternatives, forms_in

ROLES: dict[Naming, str] = {
    "to": "receiver",
    "of": "seller",
    "at": "sellers_agent",
    "where": "transfer_place",
    "after": "receiver",
    "leaves": "receiver",
}
"""The field of the party or place that a form names."""

_CERTAINTY = re.compile(
    rf"(?:(?P<word>{alternatives(list(phrases('certainty')))})\b,?|(?P<sign>\(?\?\)?))\s*", re.IGNORECASE
)
_OWN = re.compile(r"(?:(?:his|her|their|its|zijn|haar|hun)\s+)(?=\w)", re.IGNORECASE)
_OBJECTS = re.compile(
    r"(?:the\s+)?(?:set|print|prints|object|objects|object\(en\)|prenten|tekening|schilderij)\s+(?=[a-z])",
    re.IGNORECASE,
)
_CONNECTORS = ("to", "by", "from", "of", "at", "for", "through", "with", "aan", "door", "van", "bij", "uit", "met")
_EARLY_DATE = re.compile(
    r"(?P<date>(?:(?:c\.|ca\.|circa|in|by|op|na|vóór)\s*)?(?:\d{1,2}\s)?(?:[A-Z]?[a-z]+\s(?:\d{1,2},\s)?)?\d{4}\??),?\s+(?=[A-Z(])"
)


@dataclass(slots=True)
class Head:
    """What a clause began with, and where the rest of it stands."""

    start: int
    form: Form | None = None
    words: str = ""
    dates: OwnershipDates | None = None


def read_head(cutting: Cutting, *, start: int, end: int, language: str, convention: Convention) -> Head:
    """Take the method off the beginning of a clause, and a date that stands between its words."""
    head = Head(start)
    _take_method(cutting, head, end, language, convention)
    return head


def take_certainty(cutting: Cutting, *, start: int, end: int) -> int:
    """Take the word that makes the whole clause uncertain, if any; return where the rest begins."""
    found = _CERTAINTY.match(cutting.text, start, end)
    if not found or found.end() >= end:
        return start
    cutting.take("certainty", found.start(), found.end())
    return found.end()


def _take_method(cutting: Cutting, head: Head, end: int, language: str, convention: Convention) -> None:
    text, place = cutting.text, head.start
    for prelude in (_OBJECTS, _OWN):
        if (found := prelude.match(text, place, end)) and begins_with_method(text, found.end(), end, language):
            place = found.end()
    found = _whole_forms(language).match(text, place, end)
    if found and (found.end() < end or not _stands_alone(found[0], language)):
        head.form = _form_named(found[0], language)
    if early := _split_form(text, place, end, language):
        _take_early(cutting, head, early, place, language=language, convention=convention)
        return
    if head.form is None or found is None:
        return
    head.form = _with_buyer(head.form, text[found.end() : end])
    if place > head.start:
        cutting.take("own", head.start, place)
    head.words = cutting.take("method", place, found.end())
    head.start = found.end()


def _with_buyer(form: Form, rest: str) -> Form:
    """“Sold by A to B”: where a buyer follows, it is a sale, and who sold by himself, or at a house, is the seller."""
    if form.method != "consignment" or "consign" in form.words:
        return form
    is_of_seller = form.words in ("sold by", "geveild door")
    if re.search(r"(?:^|[\s,])(?:to|aan)\s+(?=\S)", rest):
        return Form(form.words, "sale", "of" if is_of_seller else form.naming)
    is_at_house = is_of_seller and re.search(r"[\s,](?:at|through|bij)\s+(?=[A-Z])", rest)
    return Form(form.words, form.method, "of") if is_at_house else form


_Early = tuple[re.Match[str], int, Form, tuple[int, int]]


def _take_early(
    cutting: Cutting, head: Head, early: _Early, place: int, *, language: str, convention: Convention
) -> None:
    """A form with the date between its words: “gift 1937 to”."""
    found, end, form, (date_start, date_end) = early
    if place > head.start:
        cutting.take("own", head.start, place)
    first = cutting.take("method", place, found.end())
    written = cutting.take("dates", date_start, date_end).rstrip(",")
    head.dates = read_ownership(written, language=language, convention=convention)
    last = cutting.take("method_end", date_end, end) if end > date_end else ""
    head.words = f"{first} {last}".strip()
    head.form, head.start = _with_buyer(form, cutting.text[end:]), end


def _split_form(text: str, place: int, end: int, language: str) -> _Early | None:
    found = _stems(language).match(text, place, end)
    if not found:
        return None
    stem = " ".join(found[0].lower().split())
    for connector in re.finditer(
        rf",?\s+\(?({'|'.join(_CONNECTORS)})\s+", text[: min(end, found.end() + 60)][found.end() :]
    ):
        form = _form_of(stem, connector[1], language)
        date = text[found.end() : found.end() + connector.start()].strip().rstrip(",")
        if form and date and read_ownership(date, language=language).is_understood:
            begins = text.index(date, found.end())
            return found, found.end() + connector.end(), form, (begins, begins + len(date))
    if spoken(language) != "en":
        return None
    early = _EARLY_DATE.match(text, found.end() + 1, end)
    form = _form_of(stem, "", language)
    if early and form and read_ownership(early["date"], language=language).is_understood:
        return found, early.end("date"), form, early.span("date")
    return None


def _form_of(stem: str, connector: str, language: str) -> Form | None:
    forms = forms_in(language)
    tails = (connector,) if connector else ("to", "by")
    named = [form for tail in tails for form in forms.get(f"{stem} {tail}", [])]
    return next((form for form in named if form.naming in LEADING), None)


@lru_cache(maxsize=4)
def _whole_forms(language: str) -> re.Pattern[str]:
    named = [words for words, forms in forms_in(language).items() if any(one.naming in LEADING for one in forms)]
    return re.compile(rf"(?:{alternatives(named)})(?:(?<=,)|\b|(?<=\.))(?=[\s(:,]|$)", re.IGNORECASE)


@lru_cache(maxsize=4)
def _stems(language: str) -> re.Pattern[str]:
    named = [
        words.rsplit(" ", 1)[0].rstrip(",")
        for words, forms in forms_in(language).items()
        if " " in words and words.rsplit(" ", 1)[1] in _CONNECTORS and forms[0].naming in LEADING
    ]
    return re.compile(rf"(?:{alternatives(named)})\b(?=[\s,])", re.IGNORECASE)


def begins_with_method(text: str, start: int, end: int, language: str) -> bool:
    """Say whether the words of a method stand at a place."""
    return bool(
        _whole_forms(language).match(text, start, end)
        or _stems(language).match(text, start, end)
        or _alone(language).match(text, start, end)
    )


def _form_named(words: str, language: str) -> Form:
    forms = forms_in(language)[" ".join(words.lower().split())]
    return next(form for form in forms if form.naming in LEADING)


def _stands_alone(words: str, language: str) -> bool:
    return any(
        form.naming in ("after", "leaves") for form in forms_in(language).get(" ".join(words.lower().split()), [])
    )


@lru_cache(maxsize=4)
def _trailing_forms(language: str) -> str:
    held = forms_in(language).items()
    return alternatives([words for words, forms in held if any(one.naming in ("after", "leaves") for one in forms)])


@lru_cache(maxsize=4)
def _alone(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_trailing_forms(language)})(?=[\s,]|$)", re.IGNORECASE)


@lru_cache(maxsize=4)
def _trailing(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[\s,)\]]))(?P<form>{_trailing_forms(language)})$", re.IGNORECASE)


def read_suffix(cutting: Cutting, *, start: int, end: int, language: str) -> tuple[Form, str, int, bool] | None:
    """Take a method that stands behind the name off the end.

    Return it, its words, where the rest of the clause ends, and whether the source is sure of it.
    """
    found = _trailing(language).search(cutting.text[start:end])
    if not found:
        return None
    place = start + found.start("form")
    rest = cutting.text[start:place].rstrip(" ,\t\n")
    certainty = re.search(rf"(?:^|[\s,])(?P<word>{alternatives(list(phrases('certainty')))})$", rest, re.IGNORECASE)
    cutting.take("method", place, end)
    if certainty:
        cutting.take("certainty", start + certainty.start("word"), start + len(rest))
        place = start + certainty.start("word")
    forms = forms_in(language)[" ".join(found["form"].lower().split())]
    form = next(form for form in forms if form.naming in ("after", "leaves"))
    return form, found["form"], place, certainty is None


_PASSIVE = {
    "receiver": "aangekocht gekocht verworven verzameld opgegraven gevonden".split(),
    "seller": "geschonken gelegateerd gedoneerd nagelaten overgedragen verkocht".split(),
}
_BY_WHOM = re.compile(
    rf"door\s+(?P<party>\S.*?),?\s+(?P<verb>{'|'.join([*_PASSIVE['receiver'], *_PASSIVE['seller']])})$", re.IGNORECASE
)


def read_passive(cutting: Cutting, *, start: int, end: int, language: str) -> tuple[Form, str, tuple[int, int]] | None:
    """Take “door het museum aangekocht” apart: the form that says the same, its words, and where the party stands."""
    found = _BY_WHOM.match(cutting.text[start:end]) if spoken(language) == "nl" else None
    form = _form_of(found["verb"].lower(), "door", language) if found else None
    if found is None or form is None:
        return None
    cutting.take("method", start, start + found.start("party"))
    cutting.take("method_end", start + found.start("verb"), end)
    words = f"{cutting.text[start : start + found.start('party')].strip()} {found['verb']}"
    return form, words, (start + found.start("party"), start + found.end("party"))


_INNER: dict[str, re.Pattern[str]] = {}


def find_inner_method(cutting: Cutting, *, start: int, end: int, language: str) -> tuple[Form, int, int] | None:
    """Find a method between a name and its place: “Grafton Gallery as agent, London”."""
    if language not in _INNER:
        named = [
            words
            for words, forms in forms_in(language).items()
            if " " in words and any(one.naming == "after" for one in forms)
        ]
        _INNER[language] = re.compile(rf"(?<=[\s\])])(?P<form>{alternatives(named)})(?=,)", re.IGNORECASE)
    if not (found := _INNER[language].search(cutting.text, start, end)):
        return None
    forms = forms_in(language)[" ".join(found["form"].lower().split())]
    return next(form for form in forms if form.naming == "after"), found.start("form"), found.end("form")

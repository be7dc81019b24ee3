"""Which objects ask for provenance research first, and why: one function a rule, each giving grounds. No Django.

The rules follow the Dutch museums' search for objects acquired since 1933 (musealeverwervingen.nl), nazi_hunter of Art
Tracks, and the questions asked of objects from colonial contexts. A flag is a reason to look, never a judgement.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from polyvocal.provenance.cases import Case, CaseStep, Flag
from polyvocal.provenance.criteria import RULES, Criteria
from polyvocal.provenance.folding import words_found
from polyvocal.provenance.gaps import Gap, gaps_between
from polyvocal.provenance.methods import METHODS
from polyvocal.provenance.windows import acquired_from, dated_within, made_before, window, within, years

Ground = tuple[bool, dict[str, Any]]
"""Whether it is certain, and the values that its sentence is made of."""

Options = Mapping[str, Any]

MOST_GROUNDS = 10
_LONGEST = 300
_LAST_YEAR = 9999


def flags_of(case: Case, criteria: Criteria = RULES) -> list[Flag]:
    """Return the flags of an object by the rules that are on, in their order."""
    found = []
    for rule, options in criteria.items():
        grounds = list(islice(_RULES[rule](case, options), MOST_GROUNDS))
        if grounds:
            said = tuple(dict(values) for _is_certain, values in grounds)
            found.append(Flag(rule, said, is_certain=any(is_certain for is_certain, _values in grounds)))
    return found


def _scope(case: Case, options: Options) -> Iterator[Ground]:
    """Made before 1946 and acquired from 1933; what is not known may be so, unless nothing is."""
    made, acquired = (
        made_before(case.made, options["made_before"]),
        acquired_from(case.acquired, options["acquired_from"]),
    )
    if made is not None and acquired is not None and (any(case.made) or any(case.acquired)):
        yield made and acquired, {"made": years(case.made), "acquired": years(case.acquired)}


def _acquisition_band(case: Case, options: Options) -> Iterator[Ground]:
    """The bands of the Dutch search in which it was, or may have been, acquired; only where a day is known."""
    if made_before(case.made, options["made_before"]) is None or None in case.acquired:
        return
    for first, last in options["bands"]:
        if (lies := within(case.acquired, first, last)) is not None:
            yield lies, {"band": f"{first}–{'' if last == _LAST_YEAR else last}", "acquired": years(case.acquired)}


def _gap(case: Case, options: Options) -> Iterator[Ground]:
    """A statement leaves open who had it in these years."""
    first, last = window(options)
    for gap in dict.fromkeys(gap for telling in case.tellings for gap in _gaps(case, telling)):
        if gap.touches(first, last):
            open_from = {"start": gap.start and gap.start.year, "end": gap.end and gap.end.year}
            yield gap.is_certain, {**open_from, "first": first.year, "last": last.year}


def _transfer(case: Case, options: Options) -> Iterator[Ground]:
    """It changed hands in these years, or may have."""
    for step in case.steps:
        if step.passes_title and _kind_of(step) != "instantiation":
            sure = dated_within(step, options)
            if sure is not None:
                yield sure, _told(step)


def _listed_method(case: Case, options: Options) -> Iterator[Ground]:
    """An event whose method the rule lists, or an ownership that ended so: “Quill, Paris, confiscated 1941”."""
    for step in case.steps:
        method = step.method or _left_by(step, options["methods"])
        if method in options["methods"]:
            yield True, {**_told(step), "method": method}


def _left_by(step: CaseStep, methods: Sequence[str]) -> str:
    """Return the method of these by whose words a clause without a method says how the object left, '' if none."""
    if not step.is_understood:
        return ""
    for method in (METHODS[one] for one in methods if one in METHODS):
        forms = [words for held in method.forms.values() for words in held.get("leaves", ())]
        if any(words_found(forms, (step.clause,))):
            return method.id
    return ""


def _auction_germany_austria(case: Case, options: Options) -> Iterator[Ground]:
    """An auction in Germany or Austria in these years."""
    for step in case.steps:
        sure = dated_within(step, options)
        if sure is not None and _is_auction(step, options):
            for place, _text in islice(words_found(options["places"], (*step.places, step.clause)), 1):
                yield sure, {**_told(step), "place": place}


def _auction_snk(case: Case, options: Options) -> Iterator[Ground]:
    """An auction by the Stichting Nederlands Kunstbezit, which sold in these years what had come back."""
    for step in case.steps:
        sure = dated_within(step, options)
        if sure is not None and _is_auction(step, options):
            for seller, _text in islice(words_found(options["sellers"], (*step.names, step.clause)), 1):
                yield sure, {**_told(step), "seller": seller}


def _wartime_words(case: Case, options: Options) -> Iterator[Ground]:
    """Words for what organised looting and recovery left in the papers."""
    return _words(case, options["words"])


def _watched_name(case: Case, options: Options) -> Iterator[Ground]:
    """A name on one of the museum's watch lists."""
    for hit in case.hits:
        yield hit.is_same, {"list": hit.watch_list, "name": hit.name, "written": hit.written}


def _no_statement(case: Case, options: Options) -> Iterator[Ground]:
    """Within the scope, and nobody has said where it was."""
    if not case.steps:
        yield from _scope(case, options)


def _unread(case: Case, options: Options) -> Iterator[Ground]:
    """There are words about its provenance, and no clause of them was understood."""
    steps = case.steps
    if steps and not any(step.is_understood for step in steps):
        yield True, {"count": len(steps)}


def _no_dates(case: Case, options: Options) -> Iterator[Ground]:
    """What was understood gives no date at all."""
    read = [step for step in case.steps if step.is_understood]
    if read and not any(step.is_dated for step in read):
        yield True, {"count": len(read)}


def _first_owner_unknown(case: Case, options: Options) -> Iterator[Ground]:
    """No telling begins with the maker or the first owner, nor in the years in which it was made."""
    begun = [telling[0] for telling in case.tellings if telling]
    if begun and not any(_is_first(case, step) for step in begun):
        yield True, {**_told(begun[0]), "made": years(case.made)}


def _colonial_place(case: Case, options: Options) -> Iterator[Ground]:
    """It was made in, or came through, a place under colonial rule in those years."""
    first, last = options["first_year"], options["last_year"]
    lies = within(case.made, first, last)
    if lies is not None:
        for place, _text in words_found(options["places"], case.places):
            yield lies, {"place": place, "clause": "", "made": years(case.made)}
    for step in case.steps:
        sure = dated_within(step, options) if step.is_dated else False
        if sure is not None:
            for place, _text in words_found(options["places"], (*step.places, step.clause)):
                yield sure, {**_told(step), "place": place, "made": ""}


def _colonial_words(case: Case, options: Options) -> Iterator[Ground]:
    """Words for expeditions, missions and colonial administration."""
    return _words(case, options["words"])


_RULES: Mapping[str, Callable[[Case, Options], Iterator[Ground]]] = {
    "scope": _scope,
    "acquisition-band": _acquisition_band,
    "gap": _gap,
    "transfer": _transfer,
    "forced-transfer": _listed_method,
    "auction-germany-austria": _auction_germany_austria,
    "auction-snk": _auction_snk,
    "wartime-words": _wartime_words,
    "watched-name": _watched_name,
    "no-statement": _no_statement,
    "unread": _unread,
    "no-dates": _no_dates,
    "first-owner-unknown": _first_owner_unknown,
    "colonial-place": _colonial_place,
    "colonial-method": _listed_method,
    "colonial-words": _colonial_words,
}


def _words(case: Case, listed: Any) -> Iterator[Ground]:
    texts = (*(step.clause for step in case.steps), *case.words)
    for word, text in words_found(listed, texts):
        yield True, {"word": word, "clause": text[:_LONGEST]}


def _told(step: CaseStep) -> dict[str, Any]:
    return {"clause": step.clause[:_LONGEST]}


def _kind_of(step: CaseStep) -> str:
    method = METHODS.get(step.method)
    return method.kind if method else ""


def _is_auction(step: CaseStep, options: Options) -> bool:
    return step.method in options["methods"] or any(words_found(options["words"], (step.clause,)))


def _is_first(case: Case, step: CaseStep) -> bool:
    """Whether a telling begins at the beginning: by its method, or named within a year of the making."""
    if _kind_of(step) == "instantiation":
        return True
    last_made, began = case.made[1], step.tenure.began[1]
    return bool(step.names) and None not in (last_made, began) and _is_soon(last_made, began)


def _is_soon(made: date | None, began: date | None) -> bool:
    return made is not None and began is not None and (began - made).days <= 366


def _gaps(case: Case, telling: tuple[CaseStep, ...]) -> list[Gap]:
    tenures = [step.tenure for step in telling]
    return gaps_between(tenures, made=case.made[0], acquired=case.acquired[1])

"""A stretch of a clause into a party: its name, what is added behind it, its years and its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from polyvocal.provenance.cutting import Cutting
from polyvocal.provenance.lexicon import phrases
from polyvocal.provenance.lives import read_life
from polyvocal.provenance.methods import alternatives
from polyvocal.provenance.names import (
    extends_name,
    is_house,
    is_known_place,
    is_organisation,
    is_place,
    looks_like_party,
    looks_like_place,
    relation_in,
)
from polyvocal.provenance.statements import Life, Party, Place, Relation

_LIFE = re.compile(r"\s*(?P<life>[\[(][^\[\]()]*\d[^\[\]()]*[\])])")
_KIND = re.compile(
    rf"(?P<kind>{alternatives(list(phrases('party_kinds')))})(?:\s+(?-i:van\s+(?=[a-z(]))?|\s*:\s*)(?=\S)",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"(?P<of>.+?)(?:'s|’s)\s+(?P<kind>[a-z-]+),\s+(?=[A-Z])")
_DOUBT = re.compile(r"\s*\(?\?\)?$")


@dataclass(frozen=True, slots=True)
class Segment:
    start: int
    end: int
    words: str


@dataclass(slots=True)
class _Parts:
    """The segments of a party: those of the name, those of the place, and a kinship that stands behind the place."""

    name: list[Segment]
    places: list[Segment]
    added: Segment | None = None
    te: tuple[int, int] | None = None


def read_party(cutting: Cutting, role: str, *, start: int, end: int, has_round_years: bool = True) -> Party | None:
    """Read the party that stands from `start` to `end`, taking its words in `role` and those of its place apart.

    Return None, and take nothing, where the words do not look like a party and its place.
    """
    parts = _parts(cutting, start, end)
    if parts is None or not _are_places(parts):
        return None
    first, last = parts.name[0].start, parts.name[-1].end
    party = _party(cutting.text[first:last], has_round_years=has_round_years)
    if party is None or any(cutting.has_taken(*stretch) for stretch in _stretches(parts)):
        return None
    if parts.te:
        cutting.take("connector", *parts.te)
    if parts.places:
        place = cutting.take(f"{role}.place", parts.places[0].start, parts.places[-1].end)
        party = replace(party, place=read_place(place))
    if parts.added:
        added = cutting.take(f"{role}.clause", parts.added.start, parts.added.end)
        party = replace(party, clause=added, relation=Relation(*(relation_in(added) or ("", ""))))
    cutting.take(role, first, last)
    return party


def _parts(cutting: Cutting, start: int, end: int) -> _Parts | None:
    segments = [one for one in segments_in(cutting.text, start, end) if not cutting.has_taken(one.start, one.end)]
    if not segments:
        return None
    if len(segments) == 1 and (found := _AT_TOWN.search(cutting.text, segments[0].start, segments[0].end)):
        name, town = (segments[0].start, found.start()), (found.end(), segments[0].end)
        name_part, place_part = (Segment(*span, cutting.text[slice(*span)].strip()) for span in (name, town))
        return _Parts([name_part], [place_part], te=found.span("te"))
    length = _length_of_name(segments)
    places, added = segments[length:], None
    if len(places) > 1 and relation_in(places[-1].words):
        *places, added = places
    return _Parts(segments[:length], places, added)


def _are_places(parts: _Parts) -> bool:
    first, places = parts.name[0].words, parts.places
    if places and is_organisation(places[0].words) and re.fullmatch(r"[A-Z][\w-]+", first):
        return False  # “Göttingen, Universiteitsbibliotheek”: the place comes first
    joined = [one.words for one in places if re.match(r"(?:and|And|en|&)\s", one.words)]
    if joined and (not is_organisation(first) or any(is_organisation(one) for one in joined)):
        return False  # a second party, not a second place
    if any(is_house(one.words) and re.search(r"[\s'’]", one.words) for one in places):
        return False
    if len(parts.name) == len(places) == 1 and _may_be_its_name(first, places[0].words):
        return False
    return all(looks_like_place(_unsigned(one.words)) for one in places)


def _may_be_its_name(name: str, place: str) -> bool:
    """“His widow, Saskia” names her, “his widow, Veere” says where she was: a single word may be either."""
    found = relation_in(_without_years(name))
    is_kin = found is not None and found[0] not in (*_MAKERS, *_HEIRS)
    return is_kin and " " not in place.strip() and not is_known_place(place)


def _stretches(parts: _Parts) -> Iterator[tuple[int, int]]:
    yield parts.name[0].start, parts.name[-1].end
    if parts.places:
        yield parts.places[0].start, parts.places[-1].end


_AT_TOWN = re.compile(r"\s+(?P<te>te)\s+(?=[A-Z])")


def read_place(written: str) -> Place:
    """Read the name of a place; a question mark behind it is doubt."""
    return Place(_unsigned(written), is_certain=not _DOUBT.search(written.strip()))


def read_name(written: str) -> Party | None:
    """Read the words about a party, without its place."""
    return _party(written, has_round_years=True)


def _unsigned(words: str) -> str:
    return _DOUBT.sub("", words.strip())


def segments_in(text: str, start: int, end: int) -> Iterator[Segment]:
    """Yield the runs of words between commas, what stands in brackets or quotes being whole."""
    depth, place = 0, start
    for index in range(start, end + 1):
        letter = text[index] if index < end else ","
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and (depth <= 0 or index == end):
            if text[place:index].strip():
                yield Segment(place, index, text[place:index].strip())
            place = index + 1


def _length_of_name(segments: list[Segment]) -> int:
    """Return how many segments the name takes: those that extend it, relations, and parts of institutions."""
    if len(segments) > 1 and _SUFFIX.fullmatch(segments[-1].words):
        return len(segments)  # “Jan Bolmeer, New York, LLC”
    length = 1
    while length < len(segments) and _goes_on(segments, length):
        length += 1
    return length


_SUFFIX = re.compile(r"L\.?L\.?C\.?|Inc\.?|Ltd\.?|Incorporated|Limited|LLP|GmbH|[BN]\.V\.|S\.A\.")


_AND_KIN = re.compile(r"\b(?:and|en|&)\s+(?:his|her|zijn|haar)\s+[a-z-]+$")


def _goes_on(segments: list[Segment], index: int) -> bool:
    words, before = _without_years(segments[index].words), _without_years(segments[index - 1].words)
    if extends_name(words) or relation_in(words) or _TITLED.match(words):
        return True
    if re.match(r"c/o\b", words):
        return False
    if index == 1 and _AND_KIN.search(before) and " " in words:
        return not (is_known_place(words) or is_place([one.words for one in segments[1:3]]))
    if index == 1 and (_is_maker(before) or _is_relation_only(segments[0].words)):
        return _is_who(segments[0].words, [one.words for one in segments[1:]])
    return index <= 2 and is_organisation(words) and (is_organisation(before) or _is_firm(segments[:index], words))


_TITLED = re.compile(r"(?:and\s+)?(?:Mr|Mrs|Ms|Miss|Dr|Mme|Mlle|Prof|Sir|Lady|mevrouw|de heer)\b\.?\s")


def _is_firm(before: list[Segment], words: str) -> bool:
    """“Christie, Manson & Woods”: single surnames, of which the last two are joined."""
    is_joined = "&" in words or " and " in words.lower() or words.lower().startswith("and ")
    return is_joined and all(re.fullmatch(r"[A-Z][\w'’-]+", one.words) for one in before)


def _is_relation_only(words: str) -> bool:
    found = relation_in(words)
    return (found is not None and found[0] not in ("artist", "sitter", "maker", "architect")) or bool(
        re.fullmatch(r".+(?:'s|’s)\s+[a-z-]+", words) and relation_in(re.sub(r"^.+(?:'s|’s)\s+", "his ", words))
    )


_MAKERS = ("artist", "sitter", "maker", "architect", "kunstenaar")
_HEIRS = "heirs heir descendants descendant executor executors executrix erven erfgenamen".split()


def _is_who(first: str, behind: list[str]) -> bool:
    """Behind “his widow”, “the artist” or “her heirs”: whether what follows says who that was, not where."""
    if is_known_place(behind[0]) or is_place(behind[:2]):
        return False
    kind = (relation_in(_without_years(first)) or ("",))[0]
    if kind in _HEIRS:
        return re.search(r"\b(?:and|en)\b|&|^(?:Mrs?|Dr|Sir)\b", behind[0]) is not None
    if kind in _MAKERS:
        return " " in behind[0].strip() and not is_organisation(behind[0])
    return len(behind) > 1 or " " in behind[0].strip()


def _is_maker(words: str) -> bool:
    found = relation_in(words)
    return found is not None and found[0] in _MAKERS


def _without_years(words: str) -> str:
    return _LIFE.sub("", words).strip()


def _party(written: str, *, has_round_years: bool) -> Party | None:
    lives, bare = _lives_off(written, has_round_years=has_round_years)
    is_certain = not _DOUBT.search(bare)
    kind, bare = _kind_off(_unsigned(bare))
    if re.fullmatch(r"\[[^\[\]]+\]", bare):
        bare = bare[1:-1]  # supplied by an editor
    name, clause, relation = _taken_apart(bare)
    if not (looks_like_party(bare) and name) and not _is_token(bare):
        return None
    return Party(name, written.strip(), clause, kind, relation, lives, None, is_certain)


def _is_token(words: str) -> bool:
    return bool(re.fullmatch(r"\$[A-Z_]+\d+", words))


def _lives_off(written: str, *, has_round_years: bool) -> tuple[tuple[Life, ...], str]:
    lives: list[Life] = []

    def keep(found: re.Match[str]) -> str:
        life = read_life(found["life"]) if has_round_years or found["life"].startswith("[") else None
        if life is None:
            return found[0]
        lives.append(life)
        return ""

    bare = _LIFE.sub(keep, written).strip()
    return tuple(lives), bare


def _kind_off(bare: str) -> tuple[str, str]:
    found = _KIND.match(bare)
    return (found["kind"], bare[found.end() :]) if found else ("", bare)


def _taken_apart(bare: str) -> tuple[str, str, Relation | None]:
    """Return the name, what is added behind it, and the relation that stands before or behind it."""
    if (found := _POSSESSIVE.match(bare)) and (own := relation_in(f"his {found['kind']}")):
        return bare[found.end() :], "", Relation(own[0], found["of"])
    first, _comma, rest = bare.partition(",")
    if rest and (_is_relation_only(first) or (_is_maker(first) and not extends_name(rest))):
        kind, of = relation_in(first) or ("", "")
        return rest.strip(), "", Relation(kind, of)
    for place in _commas(bare):
        if added := relation_in(bare[place + 1 :]):
            return bare[:place].strip(), bare[place + 1 :].strip(), Relation(*added)
    return bare, "", None


def _commas(bare: str) -> list[int]:
    return [found.start() for found in re.finditer(r",", bare)]

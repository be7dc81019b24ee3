"""What may be the name of a party or a place: rules on its words, so that a sentence is never taken for somebody."""

import re
from functools import lru_cache

from polyvocal.provenance.lexicon import phrases, words

_WORD = re.compile(r"[^\s,]+")
_EDGES = "()[]“”\"‘’'?.,:"
_CAPITAL = re.compile(r"[\W\d]*(?:d'|d’|l'|l’|Mc|Mac|de|De|van|O'|s'|s-|t-)?[A-ZÀ-ÖØ-ÞĀ-Ž]")
_SHORT_ARTICLES = frozenset(("'s", "’s", "‘s", "'t", "’t", "‘t"))
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th|e|de)")
_YEAR_LIKE = re.compile(r"1[0-9]\d\d|20\d\d")
_LONGEST = 18
_LABEL = re.compile(r"(?:Vendor|Seller|Buyer|Lender|Source|Provenance|Owner)s?\s*:", re.IGNORECASE)
_KIN = (
    "(?:(?:oudste|jongste|tweede|enige)\\s+)?(?:"
    + "|".join(sorted(words("relations")))
    + "|erfgenamen|familie|nalatenschap)"
)
# “Zijn” is a verb, save before who is his.
_OWN_KIN = re.compile(rf"\b[Zz]ijn\s+(?={_KIN}\b)")
_SENTENCE = re.compile(
    r"(?i:purchased|acquired|bought|sold|transferred|donated|inherited|gekocht|verkocht|verworven)|"
    r"\b(?:is|was|were|are|has|have|had|did|does|who|which|that|this|these|it|he|she|they|we|not|been|be|says|see|als|werd|wordt|"
    r"heeft|was|waren|zijn|is|dat|die|deze|niet|worden|hebben|werden|when|where|while|after|before|until|since|via)\b"
)


@lru_cache(maxsize=50_000)
def looks_like_party(text: str) -> bool:
    """Say whether words may name a party.

    Each word begins with a capital, or is an initial, a particle (“van”, “of”), an ordinal, or one of the words for
    people and houses that carry no name (“the artist”, “private collection”); one at least is of the first or the last
    kind; there are at most eighteen; and there is no verb. A number of up to three digits may be part of a firm's name
    (“303 Gallery”).
    """
    listed = _WORD.findall(_without_aliases(text))
    if not listed or len(listed) > _LONGEST or not _is_balanced(text) or _LABEL.match(text):
        return False
    if (
        listed[0] == "I"
        or listed[0].lower().strip(_EDGES) in words("no_party")
        or any(_SENTENCE.fullmatch(word.strip(_EDGES)) for word in _WORD.findall(_OWN_KIN.sub("", text)))
    ):
        return False
    kinds = [_kind_of(word) for word in listed]
    if "house word" in kinds and not is_organisation(text):
        return False
    if "number" in kinds and not is_organisation(text) and not all(_ORDINAL.fullmatch(one) for one in _numbers(listed)):
        return False
    return all(kinds) and any(kind in ("name", "noun") for kind in kinds)


def _numbers(listed: list[str]) -> list[str]:
    return [word.strip(_EDGES) for word in listed if word.strip(_EDGES)[:1].isdigit()]


def _kind_of(word: str) -> str:
    bare = word.strip(_EDGES)
    if not bare:
        return "sign" if word in ("?", "(?)", "'", "&") else ""
    if bare in ("in", "voor"):
        return "house word"
    bare, word = bare.replace("’", "'"), word.replace("’", "'")
    if bare in words("particles") or bare == "&" or word in _SHORT_ARTICLES:
        return "particle"
    if bare.lower() in words("party_nouns") or word.lower() in words("party_nouns"):
        return "noun"
    if _YEAR_LIKE.search(bare):
        return ""
    if _CAPITAL.match(bare) or _CAPITAL.match(word):
        return "name"
    return "number" if _ORDINAL.fullmatch(bare) or re.fullmatch(r"\d{1,3}", bare) else ""


_ALIAS = re.compile(r"\s*[(\[](?P<inner>[^()\[\]]*)[)\]]")
_ALIAS_WORD = re.compile(
    r"^(?:born|née|nee|née|geb\.|geboren|also known as|aka|a\.k\.a\.|formerly|later|known as|voorheen|weduwe)\s+", re.I
)


def _without_aliases(text: str) -> str:
    """Leave out what stands in brackets, where it is another name of the same party."""
    return _ALIAS.sub(lambda found: "" if _is_alias(found["inner"]) else found[0], text)


def _is_alias(inner: str) -> bool:
    return looks_like_party(_ALIAS_WORD.sub("", inner)) if inner.strip() else False


def _is_balanced(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count("[") == text.count("]") and text.count('"') % 2 == 0


_NO_PLACE = re.compile(r"[()\[\]:\"]|\b(?:Mrs?|Ms|Miss|Dr|Esq|Mme|Mlle|Prof|Sir|Lady|Mevr|Mw|Dhr)\b")
_MONTH = re.compile(
    r"\d\s?(?:st|nd|rd|th)?\s(?:of\s)?(?:{0})|(?:{0})\s\d".format(
        "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October|"
        "November|December|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    )
)


_LEADS_TO_PARTY = frozenset("for by with from to through via".split())


@lru_cache(maxsize=50_000)
def looks_like_place(text: str) -> bool:
    """Say whether words may name a place: capitals, the small words that places have, numbers of houses."""
    listed = _WORD.findall(text)
    if not listed or len(listed) > 12 or _NO_PLACE.search(text) or _MONTH.search(text) or listed[0] in _LEADS_TO_PARTY:
        return False
    kinds = [_place_kind_of(word) for word in listed]
    return all(kinds) and "name" in kinds


def _place_kind_of(word: str) -> str:
    bare = word.strip(_EDGES)
    if not bare:
        return "sign" if word in ("?", "(?)") else ""
    if bare in words("place_words") or bare in words("particles") or bare == "&" or word in _SHORT_ARTICLES:
        return "particle"
    if _CAPITAL.match(bare):
        return "name"
    return "number" if re.fullmatch(r"\d{1,5}[A-Za-z]?", bare) and not _YEAR_LIKE.fullmatch(bare) else ""


@lru_cache(maxsize=5_000)
def is_house(words: str) -> bool:
    """Say whether words name a house that held sales."""
    bare = " ".join(words.lower().replace("’", "'").split()).strip(" ?")
    return any(bare == one or bare.startswith((f"{one} ", f"{one},")) for one in _houses())


@lru_cache(maxsize=1)
def _houses() -> tuple[str, ...]:
    return tuple(" ".join(one.split()) for one in phrases("auction_houses"))


_BUILDING = re.compile(r"\b(?:Palace|Palazzo|Castle|Villa|Ch[âa]teau|Schloss|Abbey|Plaza|Manor|Mansion)\b")


def is_known_place(written: str) -> bool:
    """Say whether words are a town or country of the lists."""
    bare = written.strip(" ?").lower()
    return bare in phrases("towns") or bare in phrases("countries")


def is_place(segments: list[str]) -> bool:
    """Say whether what stands behind “sale,” is only where it was: “Perugia, Italy”."""
    first, last = (one.strip(" ?").lower() for one in (segments[0], segments[-1]))
    in_country = len(segments) == 2 and (last in phrases("countries") or last.rstrip(".") in words("places_shortened"))
    return first in phrases("towns") or in_country or _BUILDING.search(segments[0]) is not None


@lru_cache(maxsize=20_000)
def is_organisation(text: str) -> bool:
    """Say whether words name a firm or an institution."""
    found = {word.strip(_EDGES).lower() for word in _WORD.findall(text)}
    return bool(found & words("organisations")) or "&" in found


_MUSEUM = re.compile(r"\s*(?:(?:het|de|dit)\s+)?(?:[A-Z]\S*\s)?\w*museum\b", re.IGNORECASE)
_PURPOSEFUL = re.compile(r"[\w'’-]+$")


@lru_cache(maxsize=5_000)
def names_purpose(before: str, after: str, *, is_dutch: bool) -> bool:
    """Say whether what follows “for” is what an institution is for: “Centre for British Art”.

    In Dutch a firm hardly ever buys “voor” another but a museum.
    """
    last = _PURPOSEFUL.search(before.strip())
    listed = {word.strip(_EDGES).lower() for word in _WORD.findall(after.split(",")[0])}
    is_purpose = bool(listed & words("purposes")) or (is_dutch and not _MUSEUM.match(after))
    return last is not None and last[0].lower() in words("organisations") and is_purpose


@lru_cache(maxsize=20_000)
def extends_name(segment: str) -> bool:
    """Say whether a segment behind a comma still belongs to the name: “Jr.”, “Inc.”, “Earl of Northbrook”."""
    bare = segment.strip().rstrip("?").strip()
    bare = re.sub(r"^the\s+(?=\d|[A-Z])", "", re.sub(r"\s*[\[(][^\])]*[\])]$", "", bare))
    if re.match(r"\d{1,2}(?:st|nd|rd|th)\s", bare):
        return True
    return any(bare == one or (one.endswith(" ") and bare.startswith(one)) for one in phrases("extenders"))


_OWN = r"(?:his|her|their|its|zijn|haar|hun|diens)"
_BARE_RELATION = re.compile(
    rf"(?:(?:then\s+)?(?:{_OWN}|the\s+artist['’]s|the\s+sitter['’]s|artist['’]s|de|the)\s+)?(?:(?:late|great|eldest|second|third|surviving|younger|"
    r"elder|only|first|youngest|oldest|former|grand)\s+)*(?P<kind>[\w-]+)(?:,?\s+(?:and|en)\s+[\w-]+)?"
    r"(?:\s+(?:of|van|to)\s+(?P<of>.+))?"
)


@lru_cache(maxsize=20_000)
def relation_in(segment: str) -> tuple[str, str] | None:
    """Return kind and whose of a segment that is only a relation: “his son”, “wife of previous”, “the artist”."""
    bare = re.sub(r"\s*[\[(][^\])]*[\])]$", "", segment.strip().rstrip("?").strip())
    if bare.lower() in (
        "the artist",
        "artist",
        "the sitter",
        "the maker",
        "the architect",
        "architect",
        "de kunstenaar",
    ):
        return bare.lower().removeprefix("the "), ""
    if owned := re.fullmatch(r"(?P<of>[A-Z][^,]*?)(?:'s|’s)\s+(?P<kind>[a-z-]+)", bare):
        is_relation = owned["kind"] in words("relations") and looks_like_party(owned["of"])
        return (owned["kind"], owned["of"]) if is_relation else None
    found = _BARE_RELATION.fullmatch(bare)
    if not found or found["kind"].lower() not in words("relations"):
        return None
    if found["of"] and not looks_like_party(found["of"]):
        return None
    return found["kind"].lower(), found["of"] or ""

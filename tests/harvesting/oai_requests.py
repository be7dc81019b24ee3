"""Requests of OAI-PMH that are wrong in one way each, and the errors that the protocol demands for them."""

import random
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlencode

LISTS = ("ListRecords", "ListIdentifiers")
VERBS = ("Identify", "ListMetadataFormats", "ListSets", "GetRecord", *LISTS)
_ODD = "\x00\x07\x1b\t\n\r \"'<>&;%#?+\\|{}[]^`~§é😀\u200b\ufffe"

Wrong = tuple[str, set[str]]


def malformed(count: int, seed: int, *, token: str, item: str) -> Iterator[Wrong]:
    """Yield query strings, each with the codes one of which has to come back; `token` and `item` are good ones."""
    chance = random.Random(seed)
    for number in range(count):
        yield _KINDS[number % len(_KINDS)](chance, token, item)


def _word(chance: random.Random, letters: str = "abcdefghijklmnopqrstuvwxyz0123456789" + _ODD) -> str:
    return "".join(chance.choice(letters) for _ in range(chance.randint(1, 12)))


def _query(*pairs: tuple[str, str]) -> str:
    return urlencode(pairs)


def _unknown_verb(chance: random.Random, token: str, item: str) -> Wrong:
    verb = chance.choice([_word(chance), chance.choice(VERBS).lower(), chance.choice(VERBS) + " ", ""])
    return _query(("verb", verb), ("metadataPrefix", "oai_dc")), {"badVerb"}


def _no_verb(chance: random.Random, token: str, item: str) -> Wrong:
    return chance.choice(["", _query((_word(chance), _word(chance))), "verb", "%zz=%", quote(_word(chance))]), {
        "badVerb"
    }


def _two_verbs(chance: random.Random, token: str, item: str) -> Wrong:
    return _query(("verb", "Identify"), ("verb", chance.choice(VERBS))), {"badVerb"}


def _unknown_argument(chance: random.Random, token: str, item: str) -> Wrong:
    name = chance.choice([f"x{_word(chance)}", "Set", "from ", "metadataprefix", "token", "\x00"])
    return _query(("verb", chance.choice(VERBS)), ("metadataPrefix", "oai_dc"), (name, _word(chance))), {"badArgument"}


def _unfit_argument(chance: random.Random, token: str, item: str) -> Wrong:
    verb, name = chance.choice(
        [("Identify", "metadataPrefix"), ("Identify", "identifier"), ("ListSets", "metadataPrefix"),
         ("ListMetadataFormats", "set"), ("GetRecord", "resumptionToken"), ("ListRecords", "identifier")]
    )  # fmt: skip
    return _query(("verb", verb), (name, "oai_dc")), {"badArgument"}


def _repeated_argument(chance: random.Random, token: str, item: str) -> Wrong:
    name, value = chance.choice([("metadataPrefix", "oai_dc"), ("set", "voice"), ("from", "2020-01-01")])
    pairs = [("verb", chance.choice(LISTS)), ("metadataPrefix", "oai_dc"), (name, value), (name, value)]
    return _query(*pairs), {"badArgument"}


def _missing_argument(chance: random.Random, token: str, item: str) -> Wrong:
    query = chance.choice(
        [_query(("verb", chance.choice(LISTS))), _query(("verb", "GetRecord")),
         _query(("verb", "GetRecord"), ("metadataPrefix", "oai_dc")),
         _query(("verb", "GetRecord"), ("identifier", item)),
         _query(("verb", chance.choice(LISTS)), ("from", "2020-01-01")),
         _query(("verb", chance.choice(LISTS)), ("metadataPrefix", ""))]
    )  # fmt: skip
    return query, {"badArgument"}


def _bad_date(chance: random.Random, token: str, item: str) -> Wrong:
    date = chance.choice(
        ["junk", "2026", "2026-13-01", "2026-02-30", "2026-1-1", "0000-01-01", "2026-01-01T00:00:00",
         "2026-01-01T25:00:00Z", "2026-01-01T00:00Z", "2026-01-01T00:00:00.5Z", "2026-01-01 00:00:00Z",
         "2026-01-01T00:00:00+00:00", "٢٠٢٦-٠١-٠١", "2026-01-01\n", _word(chance)]
    )  # fmt: skip
    name = chance.choice(["from", "until"])
    return _query(("verb", chance.choice(LISTS)), ("metadataPrefix", "oai_dc"), (name, date)), {"badArgument"}


def _bad_period(chance: random.Random, token: str, item: str) -> Wrong:
    since, until = chance.choice(
        [("2026-01-02", "2026-01-01"), ("2026-01-01", "2026-01-02T00:00:00Z"), ("2020-01-01T00:00:00Z", "2026-01-01"),
         ("2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z")]
    )  # fmt: skip
    pairs = [("verb", chance.choice(LISTS)), ("metadataPrefix", "oai_dc"), ("from", since), ("until", until)]
    return _query(*pairs), {"badArgument"}


def _token_and_more(chance: random.Random, token: str, item: str) -> Wrong:
    name, value = chance.choice([("metadataPrefix", "oai_dc"), ("until", "2026-01-01"), ("set", "voice")])
    return _query(("verb", chance.choice(LISTS)), ("resumptionToken", token), (name, value)), {"badArgument"}


def _bad_token(chance: random.Random, token: str, item: str) -> Wrong:
    place = chance.randrange(len(token))
    spoilt = token[:place] + chance.choice("AbC_-.09") * 2 + token[place + 1 :]
    wrong = chance.choice([spoilt, token[:place], f"{token}x", _word(chance), token.swapcase()])
    verb = chance.choice([*LISTS, "ListSets"])
    return _query(("verb", verb), ("resumptionToken", wrong or "x")), {"badResumptionToken"}


def _token_of_another_verb(chance: random.Random, token: str, item: str) -> Wrong:
    return _query(("verb", "ListSets"), ("resumptionToken", token)), {"badResumptionToken"}


def _unknown_format(chance: random.Random, token: str, item: str) -> Wrong:
    prefix = chance.choice(["oai_DC", "marc21", "oai_dc ", "../rdf", f"x{_word(chance)}"])
    pairs = [("verb", chance.choice([*LISTS, "GetRecord"])), ("metadataPrefix", prefix)]
    return _query(*pairs, *([("identifier", item)] if pairs[0][1] == "GetRecord" else [])), {"cannotDisseminateFormat"}


def _unknown_item(chance: random.Random, token: str, item: str) -> Wrong:
    wrong = chance.choice(
        [f"{item}x", item.upper(), 'invalid"id', f"oai:127.0.0.1:{_word(chance)}", _word(chance), "oai:a:b"]
    )
    verb = chance.choice(["GetRecord", "ListMetadataFormats"])
    more = [("metadataPrefix", "oai_dc")] if verb == "GetRecord" else []
    return _query(("verb", verb), ("identifier", wrong), *more), {"idDoesNotExist"}


def _nothing_matches(chance: random.Random, token: str, item: str) -> Wrong:
    name, value = chance.choice(
        [("until", "1999-12-31"), ("from", "2999-01-01"), ("set", "voice:nobody"), ("set", "nothing"),
         ("until", "0001-01-01")]
    )  # fmt: skip
    return _query(("verb", chance.choice(LISTS)), ("metadataPrefix", "oai_dc"), (name, value)), {"noRecordsMatch"}


def _bad_set(chance: random.Random, token: str, item: str) -> Wrong:
    spec = chance.choice([":", "voice:", ":voice", "a b", "voice::x", f"{_word(chance)}§"])
    return _query(("verb", chance.choice(LISTS)), ("metadataPrefix", "oai_dc"), ("set", spec)), {"badArgument"}


_KINDS: tuple[Callable[[random.Random, str, str], Wrong], ...] = (
    _unknown_verb, _no_verb, _two_verbs, _unknown_argument, _unfit_argument, _repeated_argument, _missing_argument,
    _bad_date, _bad_period, _token_and_more, _bad_token, _token_of_another_verb, _unknown_format, _unknown_item,
    _nothing_matches, _bad_set,
)  # fmt: skip

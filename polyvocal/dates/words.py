"""The words of which dates are made, in English and Dutch, as token sequences."""

from collections.abc import Iterable, Mapping

Keywords = Mapping[str, list[tuple[tuple[str, ...], str]]]
"""What a word may begin: its whole token sequence and what that means, longest first."""

_MONTH_NAMES = (
    "januari january jan", "februari february febuary feb", "maart march mrt mar", "april apr", "mei may",
    "juni june jun", "juli july jul", "augustus august aug", "september sept sep", "oktober october okt oct",
    "november nov", "december dec",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}

_SEASON_NAMES = ("spring lente voorjaar", "summer zomer", "autumn fall herfst najaar", "winter")
# ISO 8601-2, 4.8: 21 to 24 in the place of a month are the seasons.
SEASONS = {name: number for number, names in enumerate(_SEASON_NAMES, start=21) for name in names.split()}

_ORDINAL_NAMES = (
    "first eerste", "second tweede", "third derde", "fourth vierde", "fifth vijfde", "sixth zesde", "seventh zevende",
    "eighth achtste", "ninth negende", "tenth tiende", "eleventh elfde", "twelfth twaalfde", "thirteenth dertiende",
    "fourteenth veertiende", "fifteenth vijftiende", "sixteenth zestiende", "seventeenth zeventiende",
    "eighteenth achttiende", "nineteenth negentiende", "twentieth twintigste",
)  # fmt: skip
ORDINALS = {name: number for number, names in enumerate(_ORDINAL_NAMES, start=1) for name in names.split()}
ORDINAL_ENDINGS = frozenset(["st", "nd", "rd", "th", "e", "de", "ste"])

TENS = {"tien": 1, "twintig": 2, "dertig": 3, "veertig": 4, "vijftig": 5,
        "zestig": 6, "zeventig": 7, "tachtig": 8, "negentig": 9}  # fmt: skip

CENTURY_WORDS = frozenset(["century", "centuries", "cent", "c", "eeuw"])
ARTICLES = frozenset(["the", "de", "het"])


def _keywords(meanings: Mapping[str, str]) -> Keywords:
    """Index phrases, separated by bars, by their first token."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for meaning, phrases in meanings.items():
        for phrase in phrases.split("|"):
            tokens = tuple(phrase.split())
            found.setdefault(tokens[0], []).append((tokens, meaning))
    return {first: _longest_first(phrases) for first, phrases in found.items()}


def _longest_first(phrases: Iterable[tuple[tuple[str, ...], str]]) -> list[tuple[tuple[str, ...], str]]:
    return sorted(phrases, key=lambda phrase: -len(phrase[0]))


CIRCA = _keywords({
    "~": "ca|c|circa|cca|around|about|approximately|approx|omstreeks|omstr|rond|ongeveer|±|+ / -",
    "?": "probably|possibly|perhaps|likely|apparently|presumably"
         "|waarschijnlijk|mogelijk|misschien|vermoedelijk|wellicht",
})  # fmt: skip
DOUBT = _keywords(
    {
        "?": "?|( ? )|[ ? ]|( probably )|( possibly )|( waarschijnlijk )|( mogelijk )",
        "~": "~|( ca )|( c )|( circa )",
        "%": "%",
    }
)

ERAS = _keywords({
    "CE": "ad|ce|a d|c e|n chr|na chr|n christus|na christus",
    "BCE": "bc|bce|b c|b c e|v chr|voor chr|vóór chr|v christus|voor christus|vóór christus",
})  # fmt: skip

PARTS = _keywords({
    "early": "early|early in|beginning|at the beginning|start|at the start|first third|begin"
             "|aan het begin|vroeg|vroege|eerste derde",
    "mid": "mid|mid -|middle|midden|half|medio",
    "late": "late|late in|end|at the end|last third|eind|einde|aan het eind|aan het einde|laat|laatste derde",
    "half 1": "first half|1 st half|eerste helft|1 e helft|1 ste helft",
    "half 2": "second half|last half|latter half|2 nd half|tweede helft|laatste helft|2 e helft|2 de helft",
    "quarter 1": "first quarter|1 st quarter|eerste kwart|1 e kwart|1 ste kwart",
    "quarter 2": "second quarter|2 nd quarter|tweede kwart|2 e kwart|2 de kwart",
    "quarter 3": "third quarter|3 rd quarter|derde kwart|3 e kwart|3 de kwart",
    "quarter 4": "fourth quarter|last quarter|4 th quarter|vierde kwart|laatste kwart|4 e kwart|4 de kwart",
})  # fmt: skip

BEGINNINGS = _keywords({
    "on": "on|op",
    "in": "in|sometime in|some time in|during|in the year|the year|already in|still in|ergens in|in het jaar|het jaar"
          "|anno|tijdens|reeds in|al in|nog in",
    "by": "by|before|as of|prior to|sometime before|some time before|sometime by|by at least|at least by|as early as"
          "|since at least|from at least"
          "|shortly before|just before|soon before|at some time before|at some point before|at an unknown date before"
          "|from before|since before|already by|at the latest|at the latest by|at the latest in"
          "|no later than|not later than|in or before|on or before|by or before|before or in"
          "|sinds ten minste|sinds tenminste|in ieder geval sinds|zeker sinds"
          "|vóór|voor|uiterlijk|uiterlijk in|uiterlijk op|niet later dan|ergens vóór|ergens voor|in of vóór|in of voor"
          "|op of vóór|op of voor|voor of in|vóór of in|op zijn laatst|op zijn laatst in"
          "|op z ' n laatst|op z ' n laatst in|kort vóór|kort voor|vlak vóór|vlak voor|reeds vóór|reeds voor",
    "after": "after|sometime after|some time after|shortly after|soon after|just after|immediately after"
             "|at some time after|at some point after|at an unknown date after|kort na|vlak na"
             "|in or after|on or after|after or in|no earlier than"
             "|not earlier than|not before|na|ergens na|in of na|op of na|na of in|niet vóór|niet voor"
             "|niet eerder dan|op zijn vroegst|op zijn vroegst in",
    "about": "in or about|on or about|in or around|on or around|in of omstreeks|op of omstreeks|in of rond",
    "since": "since|from|starting|starting in|beginning in|sinds|sedert|vanaf|van",
    "between": "between|sometime between|some time between|tussen|ergens tussen",
    "throughout": "throughout|gedurende|heel",
})  # fmt: skip
ENDINGS = _keywords({
    "until": "until|till|through|thru|up to|up until|until in|until sometime in|until some time in|until on"
             "|tot|tot en met|t / m|tm|tot in|tot op|tot ergens in"
             "|? -|? –|until death|until death in|until his death|until her death|until their death|until his death in"
             "|until her death in|until their death in|until his death on|until her death on|until his death ,"
             "|until her death ,|tot zijn dood in|tot haar dood in|tot zijn overlijden in|tot haar overlijden in",
    "at least": "until at least|till at least|to at least|through at least|until sometime after|until some time after"
                "|until after|up to at least|until as late as|as late as|at least until"
                "|tot ten minste|tot tenminste|tot minstens|tot zeker|tot na|tot ergens na"
                "|tot in ieder geval|until at least in|until at least on|tot ten minste in|tot ten minste op",
    "at most": "until sometime before|until some time before|until before|until no later than|until not later than"
               "|until at the latest|tot uiterlijk|tot vóór|tot voor|tot ergens vóór|tot ergens voor",
    "between": "until sometime between|until some time between|until between|tot ergens tussen|tot tussen",
})  # fmt: skip
# These need a beginning before them: "sold to 1938" says nothing.
JOINTS = _keywords({
    "until": "to|and until|en tot",
    "at least": "- at least|– at least|and until at least",
    "at most": "to no later than|to sometime before",
})  # fmt: skip
# “after 1933 and before 1945”
NARROWED = _keywords({
    "by": ", before|, but before|, vóór|, voor|, maar vóór|, maar voor|and before|but before|and by|but by"
          "|en vóór|en voor|maar vóór|maar voor|maar uiterlijk",
})  # fmt: skip
AND = _keywords({"and": "and|&|en|+|-|–"})
BETWEEN = _keywords({"and": "and|&|en|+|-|–|to|tot"})
AND_THE_NEXT = _keywords({"and": "and|&|en|+"})
STARTERS = frozenset(
    [*MONTHS, *SEASONS, *ORDINALS, *ARTICLES, *CIRCA, *ERAS, *PARTS, *BEGINNINGS, *ENDINGS, "jaren"],
)
"""Words with which a phrase may begin; else it begins with a number."""
LATER = _keywords({
    "after": "or later|or after|and later|at the earliest|of later|en later|of daarna|of na",
    "since": "e v d|e v|en volgende dagen|and following day|and following days|et seq|- present|– present|to present"
             "|to the present|until the present|until present|- heden|– heden|tot heden|tot op heden|tot nu",
    "by": "or earlier|or before|and earlier|at the latest|of eerder|of vroeger|of daarvoor|en eerder",
})  # fmt: skip
STILL = _keywords(
    {"at least": "or later|or after|at least|of later|of daarna", "at most": "or earlier|at the latest|of eerder"}
)
"""Behind the end of an ownership, what makes it the earliest or the latest that it can be."""
